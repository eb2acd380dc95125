//! Styles of paragraphs, runs and tables, and what decides how a run is said.

use crate::docx::characters::{Characters, Hint};
use crate::docx::grid::CellDefaults;
use crate::docx::paragraph::{ParagraphFormat, Tab};
use crate::hash::Same;
use crate::tree::{MarginBox, Run, Script, TextStyle};

/// A paragraph style.
pub struct Style<'a> {
    pub id: String,
    pub name: String,
    /// The style that this one is a variant of.
    pub base: Option<StyleId>,
    pub layout: ParagraphFormat,
    pub text: Characters<'a>,
    pub tabs: Vec<Tab>,
    /// The character style of the same name.
    pub linked: Option<usize>,
    /// Whether the file has it: its template names it, or the document uses it.
    pub is_kept: bool,
}

/// A paragraph style's place in the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StyleId(pub usize);

impl StyleId {
    pub const NORMAL: StyleId = StyleId(0);
}

/// A table style: lines and margins, and what a paragraph of `Normal` looks like in its cells.
pub struct WordTableStyle<'a> {
    pub id: String,
    pub name: String,
    pub grid: CellDefaults,
    pub text: Option<(ParagraphFormat, Characters<'a>)>,
}

/// A character style: it changes what differs between two looks.
pub struct CharacterStyle<'a> {
    pub id: String,
    pub name: String,
    pub base: Option<usize>,
    pub from: Characters<'a>,
    pub to: Characters<'a>,
    /// The paragraph style of the same name.
    pub linked: Option<StyleId>,
    /// Whether the file has it.
    pub is_kept: bool,
}

/// Where a run stands and what it looks like: what decides how it is said.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RunUse<'r> {
    pub paragraph: StyleId,
    pub style: Same<'r, TextStyle>,
    pub is_link: bool,
    /// Whether it holds characters that Word would set in the Han font, and that are Latin here.
    pub is_latin: bool,
}

impl<'r> RunUse<'r> {
    pub fn of(paragraph: StyleId, run: &'r Run) -> RunUse<'r> {
        let is_latin = run.script == Script::Latin && Hint::of(&run.text, false) == Hint::Latin;
        RunUse { paragraph, style: Same(&run.style), is_link: run.link.is_some(), is_latin }
    }

    pub fn of_box(paragraph: StyleId, margin_box: &'r MarginBox) -> RunUse<'r> {
        RunUse { paragraph, style: Same(&margin_box.style.text), is_link: false, is_latin: false }
    }

    /// The same, where several runs are written as one.
    pub fn with_latin(self, is_latin: bool) -> RunUse<'r> {
        RunUse { is_latin, ..self }
    }
}

/// How a run is said: by a style, and by what that leaves to be said.
#[derive(Clone, Copy)]
pub struct RunLook<'a> {
    pub style: Option<usize>,
    /// What the paragraph's and the character style make together.
    pub effective: Characters<'a>,
}

/// No hint says Latin: where a word processor counts ≥ or “ to the Han around, it finds the Latin font there.
pub fn latin_as_needed<'a>(own: Characters<'a>, is_latin: bool) -> Characters<'a> {
    if is_latin { Characters { han: own.latin, ..own } } else { own }
}
