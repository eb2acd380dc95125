//! The pieces that writers read: paragraphs, tables, rules and boxes, with what stands around them.

use std::sync::Arc;

use crate::tree::*;
use crate::unit::Abs;

/// A paragraph, a table, a rule or a box, with what stands around it.
#[derive(Clone, Debug)]
pub struct Piece<'t> {
    pub kind: Kind<'t>,
    /// From the flow's left edge to the content of what holds the piece, and from there to its right edge.
    pub left: Abs,
    pub right: Abs,
    /// The room above and below it, outside its borders and paddings. Rooms of neighbours add up.
    pub before: Abs,
    pub after: Abs,
    /// Whether a page break is asked for before it, and which page style its pages have. Another page style breaks
    /// the page, too.
    pub page_break: bool,
    pub page: Option<&'t Arc<str>>,
    /// How strongly it stays with the next piece.
    pub keep: Keep,
    /// Whether its lines, rows or pieces stay together.
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
    /// An empty line of that height: the marker of an item that shows nothing, or an anchor, stands beside it.
    Blank {
        height: Abs,
    },
}

/// A section that shows, with the pieces inside it. None may be there.
#[derive(Clone, Debug)]
pub struct BoxPiece<'t> {
    pub section: &'t Section,
    /// The outer edge of its border, from the flow's left edge.
    pub x: Abs,
    pub width: Abs,
    /// Their places count from the flow's left edge, too.
    pub pieces: Vec<Piece<'t>>,
}

/// A list item's marker.
#[derive(Clone, Copy, Debug)]
pub struct Marker<'t> {
    pub list: &'t List,
    pub item: &'t ListItem,
    /// Where it ends: the left edge of the item's content.
    pub x: Abs,
}

/// What stands against a page break between two pieces, from the weakest on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    #[default]
    Free,
    /// A box that stays together (`break-inside: avoid`), a merged label's room: given up where
    /// no page holds all of it.
    Together,
    /// A heading with its text, orphans and widows, a header row: given up last.
    Bound,
}

impl Keep {
    pub fn when(wanted: bool, strength: Keep) -> Keep {
        if wanted { strength } else { Keep::Free }
    }
}

/// Where blocks stand: the content of what holds them.
#[derive(Clone, Copy)]
pub struct FlowPlace<'t> {
    pub(super) left: Abs,
    pub(super) right: Abs,
    pub(super) width: Abs,
    pub(super) page: Option<&'t Arc<str>>,
}
