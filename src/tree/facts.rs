//! What layout found out about a tree, for writers that leave line and page breaking to another program.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::id::{ParagraphId, RowId};
use super::part::PartNumbers;
use crate::index::IndexVec;
use crate::unit::Abs;

/// What layout found out about a whole document: the page numbers that the DOCX's fields show until Word counts
/// again, and the measures that keep lines and rows as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageMap {
    /// How many pages the document has.
    pub pages: u32,
    /// For each part, how its pages are numbered.
    pub numbers: Vec<PartNumbers>,
    /// The number of the page that each anchor stands on, as printed there.
    pub anchors: BTreeMap<Arc<str>, String>,
    /// The paragraphs and rows of each part.
    pub facts: Vec<Arc<Facts>>,
}

/// What keeps a part's lines and rows the same in programs that break lines by other rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub rows: IndexVec<RowId, Hold>,
    pub paragraphs: IndexVec<ParagraphId, LineFacts>,
}

impl Facts {
    /// How the height of a row is held.
    pub fn hold(&self, row: RowId) -> Hold {
        self.rows.get(row).copied().unwrap_or_default()
    }

    pub fn lines(&self, paragraph: ParagraphId) -> LineFacts {
        self.paragraphs.get(paragraph).copied().unwrap_or_default()
    }
}

/// How the height of a row is held in programs that set its text differently. A height is measured between the
/// centres of the row's top and bottom borders.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Hold {
    /// The content gives the row the same height in every program, or the row is taller than a page; nothing has to
    /// be held.
    #[default]
    Content,
    /// The height has to be stated, because not every program would get it from the content: vertical text, which
    /// some programs break at the height that the row already has, or text that they might set in fewer lines.
    Height(Abs),
}

/// How a paragraph's lines differ from those that other programs would make by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LineFacts {
    /// How much closer the characters must stand in programs that do not compress punctuation marks; mostly zero.
    pub tracking: Abs,
    /// Whether some line is too loose to be justified. Programs that justify without a limit have to set such a
    /// paragraph left.
    pub ragged: bool,
}
