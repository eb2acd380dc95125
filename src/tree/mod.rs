//! The document as both writers see it: plain types, styles resolved.
//!
//! What every [`Document`] guarantees, so that layout and the writers need not check it:
//! - lengths are absolute; percentages, `em` and column shares are resolved;
//! - a table's cells cover its grid exactly once: no hole, no overlap, spans inside the grid and inside their row
//!   group; every column has a width;
//! - borders are collapsed: neighbouring cells agree on the border between them. Where one cell's side faces several
//!   cells with different borders, it carries the weakest of these, and the border to draw on each stretch is the
//!   stronger of the two that meet there;
//! - vertical margins are collapsed, so that they simply add up: between two blocks one of the two margins is zero,
//!   and a box passes its margins to its first and last block unless it has a border, padding or background there.
//!   Margins are not collapsed across a forced page break;
//! - percentages of a margin or padding refer to the width of the containing block, and an outer width (section,
//!   list, cell) always leaves room for what is inside;
//! - a section's page style is resolved: a section inside one with `page` repeats that name;
//! - every cell and every list item holds at least one block;
//! - a run's text is not empty, has one script and no control characters; line breaks are [`Inline::Break`], and
//!   white space is collapsed as CSS asks;
//! - a link inside the document leads to an id of one of its parts (others are errors of `markup`); a part that shows
//!   nothing is left out, and a link to it is plain text.

mod dump;
mod facts;
mod font;
mod id;
mod identity;
mod keep;
mod node;
mod numbering;
mod page_style;
mod part;
mod references;
mod script;
mod style;
mod tighten;
mod walk;
mod watermark;

pub use dump::{dump, dump_part};
pub use facts::*;
pub use font::{FontStack, Generic};
pub use id::*;
pub use identity::identify;
pub use keep::{Kept, keep};
pub use node::*;
pub use numbering::PageNumbering;
pub use page_style::*;
pub use part::*;
pub use references::{has_page_numbers, with_page_numbers};
pub use script::{Script, by_script, is_always_han, scripts};
pub use style::*;
pub use tighten::{Tightness, tighten, tighten_within};
pub use walk::{each_paragraph, each_text};
pub use watermark::Watermark;
