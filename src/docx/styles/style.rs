//! Styles of paragraphs, runs and tables, and the uses of styles.

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
    /// The index of the character style with the same name.
    pub linked: Option<usize>,
    /// Whether the file has the style: its template names it, or the document uses it.
    pub is_kept: bool,
}

/// The index of a paragraph style in the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StyleId(pub usize);

impl StyleId {
    pub const NORMAL: StyleId = StyleId(0);
}

/// A table style: borders and margins, and the look of a `Normal` paragraph in its cells.
pub struct WordTableStyle<'a> {
    pub id: String,
    pub name: String,
    pub grid: CellDefaults,
    pub text: Option<(ParagraphFormat, Characters<'a>)>,
}

/// A character style: it states the differences between two looks.
pub struct CharacterStyle<'a> {
    pub id: String,
    pub name: String,
    pub base: Option<usize>,
    pub from: Characters<'a>,
    pub to: Characters<'a>,
    /// The paragraph style with the same name.
    pub linked: Option<StyleId>,
    /// Whether the file has the style.
    pub is_kept: bool,
}

/// A run's surroundings and style, which decide how it is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RunUse<'r> {
    pub paragraph: StyleId,
    pub style: Same<'r, TextStyle>,
    pub is_link: bool,
    /// Whether it is Latin but holds characters that Word would set in the Han font.
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

    /// The same use, for several runs that are written as one.
    pub fn with_latin(self, is_latin: bool) -> RunUse<'r> {
        RunUse { is_latin, ..self }
    }
}

/// How a run is written: by a character style, and by direct formatting for the rest.
#[derive(Clone, Copy)]
pub struct RunLook<'a> {
    pub style: Option<usize>,
    /// The formatting that the paragraph style and the character style give together.
    pub effective: Characters<'a>,
}

/// Names the Latin font for both scripts if `is_latin`. `w:hint` cannot say Latin, so a word processor that takes ≥
/// or “ for Han still finds the Latin font.
pub fn latin_as_needed<'a>(own: Characters<'a>, is_latin: bool) -> Characters<'a> {
    if is_latin { Characters { han: own.latin, ..own } } else { own }
}
