//! The pieces that writers read: paragraphs, tables, rules and boxes, with the space around them.

use std::sync::Arc;

use crate::tree::*;
use crate::unit::Abs;

/// A paragraph, a table, a rule or a box, with the space around it.
#[derive(Clone, Debug)]
pub struct Piece<'t> {
    pub kind: Kind<'t>,
    /// The distance from the flow's left edge to the left edge of the containing block's content, and the same on the
    /// right.
    pub left: Abs,
    pub right: Abs,
    /// The space above and below it, outside its borders and paddings. The spaces of neighbours add up.
    pub before: Abs,
    pub after: Abs,
    /// Whether a page break is forced before it, and which page style its pages have. A change of page style forces a
    /// break too.
    pub page_break: bool,
    pub page: Option<&'t Arc<str>>,
    /// How strongly it is kept with the next piece.
    pub keep: Keep,
    /// Whether its own lines, rows or pieces are kept together.
    pub together: bool,
    /// The anchors of the sections and lists that begin with it, and its own.
    pub anchors: Vec<&'t Arc<str>>,
    /// The list items that begin with it, outer ones first.
    pub markers: Vec<Marker<'t>>,
    /// The table of contents that begins with it.
    pub contents: Option<&'t Section>,
    /// Whether a table of contents ends with it.
    pub ends_contents: bool,
}

#[derive(Clone, Debug)]
pub enum Kind<'t> {
    Paragraph {
        paragraph: &'t Paragraph,
        /// From the flow's left edge to its text.
        x: Abs,
        /// The width of its lines.
        measure: Abs,
    },
    Table {
        table: &'t Table,
        x: Abs,
    },
    Rule {
        rule: &'t Rule,
        x: Abs,
        width: Abs,
    },
    Box(BoxPiece<'t>),
    /// Empty space of that height. It carries the marker of an item that shows nothing, or an anchor.
    Blank {
        height: Abs,
    },
}

/// A section with a border, padding or background, and the pieces inside it, if any.
#[derive(Clone, Debug)]
pub struct BoxPiece<'t> {
    pub section: &'t Section,
    /// The distance from the flow's left edge to the outer edge of its border.
    pub x: Abs,
    pub width: Abs,
    /// Their positions count from the left edge of the same flow.
    pub pieces: Vec<Piece<'t>>,
}

/// A list item's marker.
#[derive(Clone, Copy, Debug)]
pub struct Marker<'t> {
    pub list: &'t List,
    pub item: &'t ListItem,
    /// The x of its right edge, which is the left edge of the item's content.
    pub x: Abs,
}

/// How strongly two pieces are kept on one page, from the weakest on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    #[default]
    Free,
    /// A box that is kept together (`break-inside: avoid`), or the rows beside a merged label: given up where no page
    /// holds all of it.
    Together,
    /// A heading with its text, orphans and widows, a header row: given up only where nothing else helps.
    Bound,
}

impl Keep {
    pub fn when(wanted: bool, strength: Keep) -> Keep {
        if wanted { strength } else { Keep::Free }
    }
}

/// The content area of the block that holds some blocks: its edges' distances from the flow's edges, its width, and
/// its page style.
#[derive(Clone, Copy)]
pub struct FlowPlace<'t> {
    pub(super) left: Abs,
    pub(super) right: Abs,
    pub(super) width: Abs,
    pub(super) page: Option<&'t Arc<str>>,
}
