//! Computed styles, and the declared values that make them.

use std::sync::Arc;

use super::value::{BorderColor, Generated, Length, LineHeight, LineStyle, VerticalPlace, Weight};
use crate::tree::{Align, Border, Break, FontStack, TextStyle, WritingMode};
use crate::unit::{Abs, Color, Sides};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

impl Side {
    pub const ALL: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

    pub fn of<T>(self, sides: &Sides<T>) -> &T {
        match self {
            Side::Top => &sides.top,
            Side::Right => &sides.right,
            Side::Bottom => &sides.bottom,
            Side::Left => &sides.left,
        }
    }

    pub fn of_mut<T>(self, sides: &mut Sides<T>) -> &mut T {
        match self {
            Side::Top => &mut sides.top,
            Side::Right => &mut sides.right,
            Side::Bottom => &mut sides.bottom,
            Side::Left => &mut sides.left,
        }
    }
}

/// A declared value, of one longhand property.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Fonts(FontStack),
    /// A percentage is one of the parent's size.
    FontSize(Length),
    Weight(Weight),
    Italic(bool),
    LineHeight(LineHeight),
    Color(Color),
    Background(Option<Color>),
    Align(Align),
    AlignLast(Option<Align>),
    Indent(Length),
    Decoration {
        underline: bool,
        strike: bool,
    },
    LetterSpacing(Length),
    VerticalAlign(VerticalPlace),
    PreLine(bool),
    /// `None` is `auto`.
    Margin(Side, Option<Length>),
    Padding(Side, Length),
    BorderWidth(Side, Length),
    BorderStyle(Side, LineStyle),
    BorderColor(Side, BorderColor),
    /// `None` is `auto`.
    Width(Option<Length>),
    Height(Option<Length>),
    BreakBefore(Break),
    BreakAfter(Break),
    KeepTogether(bool),
    Orphans(u8),
    Widows(u8),
    Page(Option<Arc<str>>),
    ListStyle(Arc<str>),
    WritingMode(WritingMode),
    Autospace(bool),
    AvoidShortLastLine(bool),
    Strings(Arc<[Arc<str>]>),
    Hidden,
    StyleName(Option<Arc<str>>),
    /// `table-layout: fixed`, `border-collapse: collapse`: as it is anyway.
    Nothing,
}

impl Value {
    /// Whether it says what would be so without it, as after `* { margin: 0 }`.
    pub fn is_initial(&self) -> bool {
        match self {
            Value::Nothing | Value::BorderWidth(..) | Value::BorderColor(..) => true,
            Value::Margin(_, length) => length.is_none_or(Length::is_zero),
            Value::Padding(_, length) => length.is_zero(),
            Value::BorderStyle(_, style) => matches!(style, LineStyle::None | LineStyle::Hidden),
            Value::Background(color) => color.is_none(),
            Value::Width(length) | Value::Height(length) => length.is_none(),
            Value::BreakBefore(kind) | Value::BreakAfter(kind) => *kind == Break::Auto,
            Value::KeepTogether(keep) => !keep,
            Value::Page(name) => name.is_none(),
            Value::VerticalAlign(place) => *place == VerticalPlace::Baseline,
            _ => false,
        }
    }
}

/// A length, or a share of the measure that stands around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    Abs(Abs),
    Percent(f64),
}

impl Extent {
    pub const ZERO: Extent = Extent::Abs(Abs::ZERO);

    pub fn of(self, measure: Abs) -> Abs {
        match self {
            Extent::Abs(length) => length,
            Extent::Percent(percent) => measure * (percent / 100.0),
        }
    }
}

/// A border's computed values on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    pub width: Abs,
    pub style: LineStyle,
    pub color: BorderColor,
}

/// An element's style: what it inherits and hands on, and what is its own.
#[derive(Clone, Debug)]
pub struct Computed {
    /// Tells computed styles apart within a build.
    pub id: usize,
    // Inherited.
    pub text: Arc<TextStyle>,
    pub(super) line_height: LineHeight,
    pub align: Align,
    pub align_last: Option<Align>,
    pub indent: Extent,
    pub orphans: u8,
    pub widows: u8,
    pub list_style: Arc<str>,
    pub autospace: bool,
    pub avoid_short_last_line: bool,
    pub pre_line: bool,
    pub writing_mode: WritingMode,
    /// The `-gw-style-name` for paragraphs without one of their own.
    pub paragraph_name: Option<Arc<str>>,
    // Its own.
    pub margin: Sides<Option<Extent>>,
    pub padding: Sides<Extent>,
    pub border: Sides<Line>,
    pub background: Option<Color>,
    pub vertical_align: VerticalPlace,
    pub width: Option<Extent>,
    pub height: Option<Abs>,
    pub break_before: Break,
    pub break_after: Break,
    pub keep_together: bool,
    pub page: Option<Arc<str>>,
    pub strings: Arc<[Arc<str>]>,
    pub hidden: bool,
    pub name: Option<Arc<str>>,
    /// What it shows behind its own content (`::after`).
    pub after: Option<Arc<[Generated]>>,
}

impl Computed {
    /// CSS's initial values.
    pub fn initial() -> Computed {
        Computed {
            id: 0,
            text: Arc::new(TextStyle::initial()),
            line_height: LineHeight::Factor(1.5),
            align: Align::Left,
            align_last: None,
            indent: Extent::ZERO,
            orphans: 2,
            widows: 2,
            list_style: "disc".into(),
            autospace: true,
            avoid_short_last_line: true,
            pre_line: false,
            writing_mode: WritingMode::HorizontalTb,
            paragraph_name: None,
            margin: Sides::all(Some(Extent::ZERO)),
            padding: Sides::all(Extent::ZERO),
            border: Sides::all(Line { width: Abs::pt(2.25), ..Line::default() }),
            background: None,
            vertical_align: VerticalPlace::Baseline,
            width: None,
            height: None,
            break_before: Break::Auto,
            break_after: Break::Auto,
            keep_together: false,
            page: None,
            strings: Arc::from([]),
            hidden: false,
            name: None,
            after: None,
        }
    }

    /// The line height in points, for paragraphs of this style.
    pub fn line_height(&self) -> Abs {
        match self.line_height {
            LineHeight::Factor(factor) => self.text.size * factor,
            LineHeight::Length(Length::Pt(points)) => Abs::pt(points),
            LineHeight::Length(Length::Em(factor)) => self.text.size * factor,
            LineHeight::Length(Length::Percent(percent)) => self.text.size * (percent / 100.0),
        }
    }

    /// The border of a box that stands alone (not in a table's grid).
    pub fn own_border(&self) -> Sides<Option<Border>> {
        let line = |line: Line| match line.style {
            LineStyle::Line(style) if line.width > Abs::ZERO => {
                Some(Border { width: line.width, style, color: self.line_color(line.color) })
            }
            _ => None,
        };
        let Sides { top, right, bottom, left } = self.border;
        Sides { top: line(top), right: line(right), bottom: line(bottom), left: line(left) }
    }

    pub fn line_color(&self, color: BorderColor) -> Color {
        match color {
            BorderColor::Text => self.text.color,
            BorderColor::Fixed(color) => color,
        }
    }

    /// Margins in points; `auto` is zero.
    pub fn margin(&self, measure: Abs) -> Sides<Abs> {
        let side = |margin: Option<Extent>| margin.map_or(Abs::ZERO, |extent| extent.of(measure));
        let Sides { top, right, bottom, left } = self.margin;
        Sides { top: side(top), right: side(right), bottom: side(bottom), left: side(left) }
    }

    pub fn padding(&self, measure: Abs) -> Sides<Abs> {
        let Sides { top, right, bottom, left } = self.padding;
        Sides {
            top: top.of(measure),
            right: right.of(measure),
            bottom: bottom.of(measure),
            left: left.of(measure),
        }
    }
}

/// A style while its declarations are applied.
pub struct Draft<'a> {
    pub text: TextStyle,
    pub style: Computed,
    pub parent: &'a Computed,
}

impl Draft<'_> {
    /// A style that has of its own what elements have without declarations.
    pub fn new(parent: &Computed) -> Draft<'_> {
        let style = Computed { paragraph_name: parent.paragraph_name.clone(), ..Computed::initial() };
        Draft { text: (*parent.text).clone(), style, parent }
    }

    pub fn finish(self) -> Computed {
        Computed { text: Arc::new(self.text), ..self.style }
    }

    pub fn set(&mut self, value: &Value) {
        match value {
            Value::Fonts(fonts) => self.text.fonts = fonts.clone(),
            Value::FontSize(size) => self.text.size = self.font_size(*size),
            Value::Weight(weight) => self.text.weight = self.weight(*weight),
            Value::Italic(italic) => self.text.italic = *italic,
            Value::Color(color) => self.text.color = *color,
            Value::LetterSpacing(length) => self.text.letter_spacing = self.absolute(*length),
            Value::Decoration { underline, strike } => self.decorate(*underline, *strike),
            Value::LineHeight(height) => self.style.line_height = self.line_height(*height),
            Value::Background(color) => self.style.background = *color,
            Value::Align(align) => self.style.align = *align,
            Value::AlignLast(align) => self.style.align_last = *align,
            Value::Indent(length) => self.style.indent = self.extent(*length),
            Value::VerticalAlign(place) => self.style.vertical_align = *place,
            Value::PreLine(pre_line) => self.style.pre_line = *pre_line,
            Value::Margin(side, length) => {
                *side.of_mut(&mut self.style.margin) = length.map(|length| self.extent(length));
            }
            Value::Padding(side, length) => {
                *side.of_mut(&mut self.style.padding) = self.extent(*length);
            }
            Value::BorderWidth(side, length) => {
                side.of_mut(&mut self.style.border).width = self.absolute(*length);
            }
            Value::BorderStyle(side, style) => side.of_mut(&mut self.style.border).style = *style,
            Value::BorderColor(side, color) => side.of_mut(&mut self.style.border).color = *color,
            Value::Width(width) => self.style.width = width.map(|length| self.extent(length)),
            Value::Height(height) => self.style.height = height.map(|length| self.absolute(length)),
            Value::BreakBefore(kind) => self.style.break_before = *kind,
            Value::BreakAfter(kind) => self.style.break_after = *kind,
            Value::KeepTogether(keep) => self.style.keep_together = *keep,
            Value::Orphans(lines) => self.style.orphans = *lines,
            Value::Widows(lines) => self.style.widows = *lines,
            Value::Page(name) => self.style.page = name.clone(),
            Value::ListStyle(name) => self.style.list_style = name.clone(),
            Value::WritingMode(mode) => self.style.writing_mode = *mode,
            Value::Autospace(on) => self.style.autospace = *on,
            Value::AvoidShortLastLine(on) => self.style.avoid_short_last_line = *on,
            Value::Strings(names) => self.style.strings = names.clone(),
            Value::Hidden => self.style.hidden = true,
            Value::StyleName(name) => self.style.name = name.clone(),
            Value::Nothing => {}
        }
    }

    fn extent(&self, length: Length) -> Extent {
        match length {
            Length::Pt(points) => Extent::Abs(Abs::pt(points)),
            Length::Em(factor) => Extent::Abs(self.text.size * factor),
            Length::Percent(percent) => Extent::Percent(percent),
        }
    }

    /// A length that cannot be a percentage.
    fn absolute(&self, length: Length) -> Abs {
        self.extent(length).of(Abs::ZERO)
    }

    fn line_height(&self, height: LineHeight) -> LineHeight {
        match height {
            LineHeight::Factor(_) => height,
            LineHeight::Length(length) => {
                let points = self.extent(length).of(self.text.size);
                LineHeight::Length(Length::Pt(points.to_pt()))
            }
        }
    }

    fn font_size(&self, size: Length) -> Abs {
        let parent = self.parent.text.size;
        let size = match size {
            Length::Pt(points) => Abs::pt(points),
            Length::Em(factor) => parent * factor,
            Length::Percent(percent) => parent * (percent / 100.0),
        };
        // Word's range; nested `em` would otherwise run off.
        size.max(Abs::pt(1.0)).min(Abs::pt(1638.0))
    }

    /// `bolder` and `lighter` after CSS Fonts 4 §2.2.
    fn weight(&self, weight: Weight) -> u16 {
        match (weight, self.parent.text.weight) {
            (Weight::Number(number), _) => number,
            (Weight::Bolder, ..350) => 400,
            (Weight::Bolder, 350..550) => 700,
            (Weight::Bolder, heavy) => heavy.max(900),
            (Weight::Lighter, light @ ..550) => light.min(100),
            (Weight::Lighter, 550..750) => 400,
            (Weight::Lighter, _) => 700,
        }
    }

    /// Sets decorations, which span their descendants: `none` does not take them away (CSS Text Decoration 3 §2).
    pub fn decorate(&mut self, underline: bool, strike: bool) {
        self.text.underline = self.parent.text.underline || underline;
        self.text.strike = self.parent.text.strike || strike;
    }
}
