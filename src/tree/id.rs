//! The ids by which later stages keep what they find out about the nodes of a part.
//!
//! Each kind is counted from 0 in the order of the text; a row comes before the tables inside it. A tree that is set
//! closer, or filled with page numbers, keeps the ids of the one that it was made from.

use crate::index::ids;

ids! {
    /// Of a paragraph, a heading or a caption.
    ParagraphId,
    /// Of a table's row.
    RowId,
    /// Of a table.
    TableId,
    /// Of a list.
    ListId,
    /// Of a list's item.
    ItemId,
    /// Of a picture.
    ImageId,
}
