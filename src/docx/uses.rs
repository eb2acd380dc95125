//! What a part uses of what the document shares, by the ids of its nodes.

use crate::index::IndexVec;
use crate::tree::{ImageId, ListId, ParagraphId, RowId};

use super::marks::RowMark;
use super::styles::StyleId;

/// What a part uses of what the document shares.
#[derive(Default)]
pub struct PartUses {
    pub styles: IndexVec<ParagraphId, StyleId>,
    /// The list id and level of each list that Word counts.
    pub lists: IndexVec<ListId, Option<(u32, u8)>>,
    /// The index of each picture's file.
    pub pictures: IndexVec<ImageId, usize>,
    /// The bookmark of each row that has one.
    pub rows: IndexVec<RowId, Option<RowMark>>,
}
