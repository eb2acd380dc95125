//! What a part takes of what its document shares, by the ids of its nodes.

use crate::index::IndexVec;
use crate::tree::{ImageId, ListId, ParagraphId};

use super::styles::StyleId;

/// What a part takes of what the document shares.
#[derive(Default)]
pub struct PartUses {
    pub styles: IndexVec<ParagraphId, StyleId>,
    /// List id and level of each list that Word counts.
    pub lists: IndexVec<ListId, Option<(u32, u8)>>,
    /// The place of each picture's file.
    pub pictures: IndexVec<ImageId, usize>,
}
