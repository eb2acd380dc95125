//! Lays a tree out on pages.
//!
//! A part goes through three steps, each a file: `compose` sets its pieces in strips (lines and rows), `paginate` deals
//! the strips out to pages (and `ends` looks after the last ones), `draw` (with `grid` for tables) puts glyphs and
//! lines there. [`JoinedParts`] then puts the parts of a document together, numbers the pages and fills the margin boxes.

mod compose;
mod draw;
mod ends;
mod frame;
mod grid;
mod join;
mod layout;
mod margins;
mod numbers;
mod paginate;
mod reserve;
mod strip;
mod table;
mod tags;
mod vertical;

pub use draw::{Anchor, Heading};
pub use ends::Stretch;
pub use frame::*;
pub use join::JoinedParts;
pub use layout::{PartLayout, layout, layout_balanced};
pub use numbers::DocumentNumbers;
pub use paginate::MOST_PAGES;
