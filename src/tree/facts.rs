//! What our own layout found out about a tree, for writers that leave the layout to others.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::id::{ParagraphId, RowId};
use super::part::PartNumbers;
use crate::index::IndexVec;
use crate::unit::Abs;

/// What layout found of a whole document: the page numbers that the DOCX's fields show until Word counts again,
/// and the measures that hold lines and rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageMap {
    /// How many pages the document has.
    pub pages: u32,
    /// For each part, how its pages are numbered.
    pub numbers: Vec<PartNumbers>,
    /// The number of the page that each anchor stands on, as printed there.
    pub anchors: BTreeMap<Arc<str>, String>,
    /// Of each part, its paragraphs and rows.
    pub facts: Vec<Arc<Facts>>,
}

/// What gives a part the same lines and the same rows in programs that break lines otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub rows: IndexVec<RowId, Hold>,
    pub paragraphs: IndexVec<ParagraphId, LineFacts>,
}

impl Facts {
    /// What holds a row.
    pub fn hold(&self, row: RowId) -> Hold {
        self.rows.get(row).copied().unwrap_or_default()
    }

    pub fn lines(&self, paragraph: ParagraphId) -> LineFacts {
        self.paragraphs.get(paragraph).copied().unwrap_or_default()
    }
}

/// What holds a row to its height where text is set otherwise. A height reaches from the middle of the line
/// above the row to the middle of the one below.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Hold {
    /// Its content, which is as high everywhere; or no page holds the row, and nothing is to be held.
    #[default]
    Content,
    /// A height that its content does not give everywhere: more than the content asks for; vertical text, which
    /// programs break at the height that the row has already; text that they might set in fewer lines.
    Height(Abs),
}

/// How a paragraph's lines differ from those that other programs would make.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LineFacts {
    /// How much closer its characters must stand where marks are not squeezed; mostly zero.
    pub tracking: Abs,
    /// Whether a line is too loose to be justified: programs that justify without bound are to set it left.
    pub ragged: bool,
}
