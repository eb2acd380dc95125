//! Computed styles, and the values of longhands that set them.

use std::sync::Arc;

use super::value::{BorderColor, FontWeight, Generated, Length, LineHeight, LineStyle, VerticalPlace};
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

/// A longhand property with its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Longhand {
    Fonts(FontStack),
    /// Percentages are of the parent's size.
    FontSize(Length),
    FontWeight(FontWeight),
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
    /// `table-layout: fixed` and `border-collapse: collapse`, which change nothing.
    Nothing,
}

impl Longhand {
    /// Whether a style would be the same without it, as with `* { margin: 0 }`.
    pub fn is_initial(&self) -> bool {
        match self {
            Longhand::Nothing | Longhand::BorderWidth(..) | Longhand::BorderColor(..) => true,
            Longhand::Margin(_, length) => length.is_none_or(Length::is_zero),
            Longhand::Padding(_, length) => length.is_zero(),
            Longhand::BorderStyle(_, style) => matches!(style, LineStyle::None | LineStyle::Hidden),
            Longhand::Background(color) => color.is_none(),
            Longhand::Width(length) | Longhand::Height(length) => length.is_none(),
            Longhand::BreakBefore(kind) | Longhand::BreakAfter(kind) => *kind == Break::Auto,
            Longhand::KeepTogether(keep) => !keep,
            Longhand::Page(name) => name.is_none(),
            Longhand::VerticalAlign(place) => *place == VerticalPlace::Baseline,
            _ => false,
        }
    }
}

/// A length, or a percentage of the measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LengthPercentage {
    Abs(Abs),
    Percent(f64),
}

impl LengthPercentage {
    pub const ZERO: LengthPercentage = LengthPercentage::Abs(Abs::ZERO);

    pub fn of(self, measure: Abs) -> Abs {
        match self {
            LengthPercentage::Abs(length) => length,
            LengthPercentage::Percent(percent) => measure * (percent / 100.0),
        }
    }
}

/// The computed border of one side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BorderSide {
    pub width: Abs,
    pub style: LineStyle,
    pub color: BorderColor,
}

/// The computed style of an element.
#[derive(Clone, Debug)]
pub struct Computed {
    /// A number of its own within a build.
    pub id: usize,
    // Inherited properties.
    pub text: Arc<TextStyle>,
    pub(super) line_height: LineHeight,
    pub align: Align,
    pub align_last: Option<Align>,
    pub indent: LengthPercentage,
    pub orphans: u8,
    pub widows: u8,
    pub list_style: Arc<str>,
    pub autospace: bool,
    pub avoid_short_last_line: bool,
    pub pre_line: bool,
    pub writing_mode: WritingMode,
    /// The `-gw-style-name` for paragraphs without one of their own.
    pub paragraph_name: Option<Arc<str>>,
    // Properties that are not inherited.
    pub margin: Sides<Option<LengthPercentage>>,
    pub padding: Sides<LengthPercentage>,
    pub border: Sides<BorderSide>,
    pub background: Option<Color>,
    pub vertical_align: VerticalPlace,
    pub width: Option<LengthPercentage>,
    pub height: Option<Abs>,
    pub break_before: Break,
    pub break_after: Break,
    pub keep_together: bool,
    pub page: Option<Arc<str>>,
    pub strings: Arc<[Arc<str>]>,
    pub hidden: bool,
    pub name: Option<Arc<str>>,
    /// The content of its `::after`.
    pub after: Option<Arc<[Generated]>>,
}

impl Computed {
    /// The initial values of all properties.
    pub fn initial() -> Computed {
        Computed {
            id: 0,
            text: Arc::new(TextStyle::initial()),
            line_height: LineHeight::Factor(1.5),
            align: Align::Left,
            align_last: None,
            indent: LengthPercentage::ZERO,
            orphans: 2,
            widows: 2,
            list_style: "disc".into(),
            autospace: true,
            avoid_short_last_line: true,
            pre_line: false,
            writing_mode: WritingMode::HorizontalTb,
            paragraph_name: None,
            margin: Sides::all(Some(LengthPercentage::ZERO)),
            padding: Sides::all(LengthPercentage::ZERO),
            border: Sides::all(BorderSide { width: Abs::pt(2.25), ..BorderSide::default() }),
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

    /// The border of a box outside a table, where borders do not collapse.
    pub fn own_border(&self) -> Sides<Option<Border>> {
        let line = |line: BorderSide| match line.style {
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
        let side = |margin: Option<LengthPercentage>| margin.map_or(Abs::ZERO, |extent| extent.of(measure));
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
pub struct StyleBuilder<'a> {
    pub text: TextStyle,
    pub style: Computed,
    pub parent: &'a Computed,
}

impl StyleBuilder<'_> {
    /// The style of a child before any property is inherited or declared, with its parent's text.
    pub fn new(parent: &Computed) -> StyleBuilder<'_> {
        let style = Computed { paragraph_name: parent.paragraph_name.clone(), ..Computed::initial() };
        StyleBuilder { text: (*parent.text).clone(), style, parent }
    }

    pub fn finish(self) -> Computed {
        Computed { text: Arc::new(self.text), ..self.style }
    }

    pub fn set(&mut self, value: &Longhand) {
        match value {
            Longhand::Fonts(fonts) => self.text.fonts = fonts.clone(),
            Longhand::FontSize(size) => self.text.size = self.font_size(*size),
            Longhand::FontWeight(weight) => self.text.weight = self.weight(*weight),
            Longhand::Italic(italic) => self.text.italic = *italic,
            Longhand::Color(color) => self.text.color = *color,
            Longhand::LetterSpacing(length) => self.text.letter_spacing = self.absolute(*length),
            Longhand::Decoration { underline, strike } => self.decorate(*underline, *strike),
            Longhand::LineHeight(height) => self.style.line_height = self.line_height(*height),
            Longhand::Background(color) => self.style.background = *color,
            Longhand::Align(align) => self.style.align = *align,
            Longhand::AlignLast(align) => self.style.align_last = *align,
            Longhand::Indent(length) => self.style.indent = self.resolve(*length),
            Longhand::VerticalAlign(place) => self.style.vertical_align = *place,
            Longhand::PreLine(pre_line) => self.style.pre_line = *pre_line,
            Longhand::Margin(side, length) => {
                *side.of_mut(&mut self.style.margin) = length.map(|length| self.resolve(length));
            }
            Longhand::Padding(side, length) => {
                *side.of_mut(&mut self.style.padding) = self.resolve(*length);
            }
            Longhand::BorderWidth(side, length) => {
                side.of_mut(&mut self.style.border).width = self.absolute(*length);
            }
            Longhand::BorderStyle(side, style) => side.of_mut(&mut self.style.border).style = *style,
            Longhand::BorderColor(side, color) => side.of_mut(&mut self.style.border).color = *color,
            Longhand::Width(width) => self.style.width = width.map(|length| self.resolve(length)),
            Longhand::Height(height) => self.style.height = height.map(|length| self.absolute(length)),
            Longhand::BreakBefore(kind) => self.style.break_before = *kind,
            Longhand::BreakAfter(kind) => self.style.break_after = *kind,
            Longhand::KeepTogether(keep) => self.style.keep_together = *keep,
            Longhand::Orphans(lines) => self.style.orphans = *lines,
            Longhand::Widows(lines) => self.style.widows = *lines,
            Longhand::Page(name) => self.style.page = name.clone(),
            Longhand::ListStyle(name) => self.style.list_style = name.clone(),
            Longhand::WritingMode(mode) => self.style.writing_mode = *mode,
            Longhand::Autospace(on) => self.style.autospace = *on,
            Longhand::AvoidShortLastLine(on) => self.style.avoid_short_last_line = *on,
            Longhand::Strings(names) => self.style.strings = names.clone(),
            Longhand::Hidden => self.style.hidden = true,
            Longhand::StyleName(name) => self.style.name = name.clone(),
            Longhand::Nothing => {}
        }
    }

    fn resolve(&self, length: Length) -> LengthPercentage {
        match length {
            Length::Pt(points) => LengthPercentage::Abs(Abs::pt(points)),
            Length::Em(factor) => LengthPercentage::Abs(self.text.size * factor),
            Length::Percent(percent) => LengthPercentage::Percent(percent),
        }
    }

    /// A length that cannot be a percentage.
    fn absolute(&self, length: Length) -> Abs {
        self.resolve(length).of(Abs::ZERO)
    }

    fn line_height(&self, height: LineHeight) -> LineHeight {
        match height {
            LineHeight::Factor(_) => height,
            LineHeight::Length(length) => {
                let points = self.resolve(length).of(self.text.size);
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
        // Word's range. Nested `em` sizes could go beyond it.
        size.max(Abs::pt(1.0)).min(Abs::pt(1638.0))
    }

    /// `bolder` and `lighter` follow CSS Fonts 4 §2.2.
    fn weight(&self, weight: FontWeight) -> u16 {
        match (weight, self.parent.text.weight) {
            (FontWeight::Number(number), _) => number,
            (FontWeight::Bolder, ..350) => 400,
            (FontWeight::Bolder, 350..550) => 700,
            (FontWeight::Bolder, heavy) => heavy.max(900),
            (FontWeight::Lighter, light @ ..550) => light.min(100),
            (FontWeight::Lighter, 550..750) => 400,
            (FontWeight::Lighter, _) => 700,
        }
    }

    /// Sets decorations, which span their descendants: `none` does not take them away (CSS Text Decoration 3 §2).
    pub fn decorate(&mut self, underline: bool, strike: bool) {
        self.text.underline = self.parent.text.underline || underline;
        self.text.strike = self.parent.text.strike || strike;
    }
}
