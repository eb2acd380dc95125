//! Resolved styles: the computed values of CSS, with nothing left to look up.

use std::sync::Arc;

use super::font::FontStack;
use crate::unit::{Abs, Color, Sides};

/// How characters look.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextStyle {
    /// The Word character style of the run (`-gw-style-name` of an inline element); `None` for the text style of a
    /// paragraph.
    pub name: Option<Arc<str>>,
    pub fonts: FontStack,
    /// The font size: one em.
    pub size: Abs,
    /// CSS weight, 1 to 1000; from 600 on it is bold.
    pub weight: u16,
    pub italic: bool,
    pub color: Color,
    pub underline: bool,
    pub strike: bool,
    /// Added after each character.
    pub letter_spacing: Abs,
    pub position: BaselineShift,
    /// A BCP 47 tag, where it differs from the document's language.
    pub language: Option<Arc<str>>,
}

impl TextStyle {
    /// The initial values: 五号 (10.5 pt) in the default serif faces, plain and black.
    pub fn initial() -> TextStyle {
        TextStyle {
            name: None,
            fonts: FontStack::new(&["serif"]),
            size: Abs::pt(10.5),
            weight: 400,
            italic: false,
            color: Color::BLACK,
            underline: false,
            strike: false,
            letter_spacing: Abs::ZERO,
            position: BaselineShift::Baseline,
            language: None,
        }
    }

    pub fn is_bold(&self) -> bool {
        self.weight >= 600
    }
}

/// `vertical-align` of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BaselineShift {
    #[default]
    Baseline,
    Super,
    Sub,
}

/// How a paragraph looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParagraphStyle {
    /// The Word style of the paragraph (`-gw-style-name`, or the class of the rule that styles it).
    pub name: Option<Arc<str>>,
    /// The style of the paragraph's own text; runs may differ.
    pub text: Arc<TextStyle>,
    pub align: Align,
    /// Alignment of the last line and of lines before a forced break; `Justify` spreads the characters over the
    /// measure (均排).
    pub align_last: Option<Align>,
    /// Extra indent of the first line; a negative one hangs.
    pub indent: Abs,
    /// The exact height of every line.
    pub line_height: Abs,
    pub margin: Sides<Abs>,
    pub padding: Sides<Abs>,
    pub border: Sides<Option<Border>>,
    pub background: Option<Color>,
    pub break_before: Break,
    pub break_after: Break,
    /// Whether its lines stay on one page.
    pub keep_together: bool,
    /// The least number of lines at the foot of a page before a break (`orphans`), and at the top of the next page
    /// (`widows`).
    pub orphans: u8,
    pub widows: u8,
    /// Whether ¼ em of space stands between Han and Latin letters or digits (`text-autospace`).
    pub autospace: bool,
    /// Whether the last line must not hold a single Han (`text-wrap: pretty`; docs/typography.md, rule 7).
    pub avoid_short_last_line: bool,
}

impl ParagraphStyle {
    /// CSS's initial values, for text of that style in lines of that height.
    pub fn initial(text: Arc<TextStyle>, line_height: Abs) -> ParagraphStyle {
        ParagraphStyle {
            name: None,
            text,
            align: Align::Left,
            align_last: None,
            indent: Abs::ZERO,
            line_height,
            margin: Sides::default(),
            padding: Sides::default(),
            border: Sides::default(),
            background: None,
            break_before: Break::Auto,
            break_after: Break::Auto,
            keep_together: false,
            orphans: 2,
            widows: 2,
            autospace: true,
            avoid_short_last_line: true,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
    Justify,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Break {
    #[default]
    Auto,
    /// Forces a new page.
    Page,
    /// Avoids a page break here (`avoid`).
    Avoid,
}

/// A border of one side of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Border {
    pub width: Abs,
    pub style: BorderStyle,
    pub color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BorderStyle {
    Dotted,
    Dashed,
    Solid,
    Double,
}

/// A section's or a rule's box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BoxStyle {
    pub margin: Sides<Abs>,
    pub padding: Sides<Abs>,
    pub border: Sides<Option<Border>>,
    pub background: Option<Color>,
    pub break_before: Break,
    pub break_after: Break,
    pub keep_together: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableStyle {
    /// The Word table style (`-gw-style-name`).
    pub name: Option<Arc<str>>,
    pub margin: Sides<Abs>,
    pub align: Align,
    pub break_before: Break,
    pub break_after: Break,
    pub keep_together: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CellStyle {
    pub padding: Sides<Abs>,
    /// Collapsed: both neighbours carry the same border. Half its width lies in each cell.
    pub border: Sides<Option<Border>>,
    pub background: Option<Color>,
    pub vertical_align: VerticalAlign,
    pub writing_mode: WritingMode,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum VerticalAlign {
    #[default]
    Top,
    Middle,
    Bottom,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WritingMode {
    #[default]
    HorizontalTb,
    VerticalRl,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListStyle {
    pub name: Option<Arc<str>>,
    pub numbering: Numbering,
    /// The texts before and after the counter: `（` and `）`, or nothing and `、`.
    pub prefix: Arc<str>,
    pub suffix: Arc<str>,
    /// The indent of the items' text; the marker hangs to its left.
    pub indent: Abs,
    pub margin: Sides<Abs>,
    /// The text style of the markers.
    pub marker: Arc<TextStyle>,
    pub keep_together: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Numbering {
    None,
    /// A bullet; the item's marker says which.
    Bullet,
    Decimal,
    /// 一、二、三 (`simp-chinese-informal`, `cjk-ideographic`).
    Chinese,
    /// ①②③ (`circled-decimal`).
    Circled,
    LowerAlpha,
    UpperAlpha,
    LowerRoman,
    UpperRoman,
}
