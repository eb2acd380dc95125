//! The document as both writers see it: plain types, styles resolved.
//!
//! What every [`Document`] guarantees, so that layout and the writers need not ask:
//! - lengths are absolute; percentages, `em` and column shares are resolved;
//! - a table's cells cover its grid exactly once: no hole, no overlap, spans inside
//!   the grid and inside their row group; every column has a width;
//! - neighbouring cells agree on the border between them (collapsed already); where one cell's
//!   side faces several others with different lines, it carries the weakest of these, and the
//!   line to draw on each stretch is the stronger of the two that meet there;
//! - vertical margins are collapsed already and simply add up: between two blocks one of the
//!   two margins is zero, and a box hands its margins to its first and last block unless it
//!   has a border, padding or background there. Nothing is collapsed across a forced page break;
//! - percentages of a margin or padding count in the width around the box, and an outer width
//!   (section, list, cell) always leaves room for what is inside;
//! - a section's page style is resolved: a section inside one with `page` repeats that name;
//! - every cell holds at least one block, every list item too;
//! - a run's text is not empty, has one script, and no control characters; line breaks are
//!   [`Inline::Break`], and white space is already collapsed as CSS asks;
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
