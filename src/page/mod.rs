//! Lays a tree out on pages.
//!
//! A part goes through three steps, each in a file: `compose` makes strips (lines and rows) of its pieces, `paginate`
//! distributes the strips over pages (`ends` looks after the last ones), and `draw` (with `grid` for tables) places
//! glyphs and lines. [`JoinedParts`] then joins the parts of a document, numbers the pages and fills the margin
//! boxes.

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
