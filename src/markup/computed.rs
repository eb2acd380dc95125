//! A computed style: what an element inherits and hands on, and how declarations change it.

use std::sync::Arc;

use super::applies::misapplied;
use super::css::{
    BorderColor, Declaration, Generated, Global, Length, LineHeight, LineStyle, Property, Rule, Side, Value,
    VerticalPlace, Weight,
};
use super::report::Problem;
use crate::tree::{Align, Border, Break, TextStyle, WritingMode};
use crate::unit::{Abs, Color, Sides};

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
    line_height: LineHeight,
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
    fn initial() -> Computed {
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

    /// The style of the part as a whole, from the rules of `:root`.
    pub fn root<'a>(rules: impl Iterator<Item = &'a Rule>, problems: &mut Vec<Problem>) -> Computed {
        let declarations: Vec<&Declaration> = rules.flat_map(|rule| &rule.declarations).collect();
        for problem in declarations.iter().filter_map(|declaration| misapplied(declaration, None)) {
            // A shorthand is one declaration to its author.
            if problems.iter().all(|known| (known.code, known.span) != (problem.code, problem.span)) {
                problems.push(problem);
            }
        }
        Computed::initial().child(declarations.iter().copied())
    }

    /// What an element without any declarations has: the inherited values.
    fn inherit(&self) -> Computed {
        Computed {
            text: self.text.clone(),
            line_height: self.line_height,
            align: self.align,
            align_last: self.align_last,
            indent: self.indent,
            orphans: self.orphans,
            widows: self.widows,
            list_style: self.list_style.clone(),
            autospace: self.autospace,
            avoid_short_last_line: self.avoid_short_last_line,
            pre_line: self.pre_line,
            writing_mode: self.writing_mode,
            paragraph_name: self.paragraph_name.clone(),
            ..Computed::initial()
        }
    }

    /// The style of a child with these declarations, the stronger the later.
    pub fn child<'a>(&self, declarations: impl Iterator<Item = &'a Declaration> + Clone) -> Computed {
        let mut draft = Draft { text: (*self.text).clone(), style: self.inherit(), parent: self };
        // Em lengths of every property count in the element's own font size.
        let is_size = |d: &&Declaration| d.property == Property::FontSize;
        for declaration in declarations.clone().filter(is_size) {
            draft.set(&declaration.value);
        }
        for declaration in declarations.filter(|d| !is_size(d)) {
            draft.set(&declaration.value);
        }
        draft.style.text = Arc::new(draft.text);
        draft.style
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
struct Draft<'a> {
    text: TextStyle,
    style: Computed,
    parent: &'a Computed,
}

impl Draft<'_> {
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

    fn set(&mut self, value: &Value) {
        match value {
            Value::Fonts(fonts) => self.text.fonts = fonts.clone(),
            Value::FontSize(size) => self.text.size = self.font_size(*size),
            Value::Weight(weight) => self.text.weight = self.weight(*weight),
            Value::Italic(italic) => self.text.italic = *italic,
            Value::Color(color) => self.text.color = *color,
            Value::LetterSpacing(length) => self.text.letter_spacing = self.absolute(*length),
            Value::Decoration { underline, strike } => {
                // A decoration spans its descendants; `none` does not take it from them (CSS Text Decoration 3 §2).
                self.text.underline = self.parent.text.underline || *underline;
                self.text.strike = self.parent.text.strike || *strike;
            }
            Value::LineHeight(LineHeight::Length(length)) => {
                let points = self.extent(*length).of(self.text.size);
                self.style.line_height = LineHeight::Length(Length::Pt(points.to_pt()));
            }
            Value::LineHeight(factor) => self.style.line_height = *factor,
            Value::Background(color) => self.style.background = *color,
            Value::Align(align) => self.style.align = *align,
            Value::AlignLast(align) => self.style.align_last = *align,
            Value::Indent(length) => self.style.indent = self.extent(*length),
            Value::VerticalAlign(place) => self.style.vertical_align = *place,
            Value::PreLine(pre_line) => self.style.pre_line = *pre_line,
            Value::Margin(side, length) => {
                *at(&mut self.style.margin, *side) = length.map(|length| self.extent(length));
            }
            Value::Padding(side, length) => *at(&mut self.style.padding, *side) = self.extent(*length),
            Value::BorderWidth(side, length) => {
                at(&mut self.style.border, *side).width = self.absolute(*length);
            }
            Value::BorderStyle(side, style) => at(&mut self.style.border, *side).style = *style,
            Value::BorderColor(side, color) => at(&mut self.style.border, *side).color = *color,
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
            Value::Global(property, Global::Inherit) => {
                let parent = self.parent;
                self.copy(*property, parent);
            }
            Value::Global(property, Global::Initial) => self.copy(*property, &Computed::initial()),
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

    /// Takes a property's value from another style (`inherit`, `initial`).
    fn copy(&mut self, property: Property, from: &Computed) {
        use Property::*;
        let style = &mut self.style;
        match property {
            FontFamily => self.text.fonts = from.text.fonts.clone(),
            FontSize => self.text.size = from.text.size,
            FontWeight => self.text.weight = from.text.weight,
            FontStyle => self.text.italic = from.text.italic,
            LineHeight => style.line_height = from.line_height,
            Color => self.text.color = from.text.color,
            BackgroundColor => style.background = from.background,
            TextAlign => style.align = from.align,
            TextAlignLast => style.align_last = from.align_last,
            TextIndent => style.indent = from.indent,
            TextDecoration => {
                self.text.underline = from.text.underline || self.parent.text.underline;
                self.text.strike = from.text.strike || self.parent.text.strike;
            }
            LetterSpacing => self.text.letter_spacing = from.text.letter_spacing,
            VerticalAlign => style.vertical_align = from.vertical_align,
            WhiteSpace => style.pre_line = from.pre_line,
            Margin(side) => copy_sides(&mut style.margin, &from.margin, side),
            Padding(side) => copy_sides(&mut style.padding, &from.padding, side),
            Border(side) => copy_sides(&mut style.border, &from.border, side),
            BorderWidth(side) => {
                copy_lines(&mut style.border, &from.border, side, |to, from| to.width = from.width)
            }
            BorderStyle(side) => {
                copy_lines(&mut style.border, &from.border, side, |to, from| to.style = from.style)
            }
            BorderColor(side) => {
                copy_lines(&mut style.border, &from.border, side, |to, from| to.color = from.color)
            }
            Width => style.width = from.width,
            Height | MinHeight => style.height = from.height,
            BreakBefore => style.break_before = from.break_before,
            BreakAfter => style.break_after = from.break_after,
            BreakInside => style.keep_together = from.keep_together,
            Orphans => style.orphans = from.orphans,
            Widows => style.widows = from.widows,
            Page => style.page = from.page.clone(),
            ListStyleType => style.list_style = from.list_style.clone(),
            WritingMode => style.writing_mode = from.writing_mode,
            TextAutospace => style.autospace = from.autospace,
            TextWrap => style.avoid_short_last_line = from.avoid_short_last_line,
            StringSet => style.strings = from.strings.clone(),
            StyleName => style.name = from.name.clone(),
            TableLayout | BorderCollapse | Display | Size | Content => {}
        }
    }
}

fn at<T>(sides: &mut Sides<T>, side: Side) -> &mut T {
    match side {
        Side::Top => &mut sides.top,
        Side::Right => &mut sides.right,
        Side::Bottom => &mut sides.bottom,
        Side::Left => &mut sides.left,
    }
}

fn copy_sides<T: Copy>(to: &mut Sides<T>, from: &Sides<T>, side: Option<Side>) {
    let mut from = *from;
    for each in side.map_or(Side::ALL.to_vec(), |side| vec![side]) {
        *at(to, each) = *at(&mut from, each);
    }
}

fn copy_lines(to: &mut Sides<Line>, from: &Sides<Line>, side: Option<Side>, copy: impl Fn(&mut Line, &Line)) {
    let mut from = *from;
    for each in side.map_or(Side::ALL.to_vec(), |side| vec![side]) {
        copy(at(to, each), at(&mut from, each));
    }
}
