//! The ids by which later stages store what they find out about the nodes of a part.
//!
//! Each kind is counted from 0 in document order; a row comes before the rows of tables inside it. A tree that is
//! tightened, or filled with page numbers, keeps the ids of the tree that it was made from.

use crate::index::ids;

ids! {
    /// A paragraph, a heading or a caption.
    ParagraphId,
    /// A row of a table.
    RowId,
    /// A table.
    TableId,
    /// A list.
    ListId,
    /// An item of a list.
    ItemId,
    /// A picture.
    ImageId,
}
