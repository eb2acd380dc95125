//! Writes pages as SVG, for browsers: the same glyphs at the same places as in the PDF.
//!
//! Glyphs are outlines, each written once for many pages ([`GlyphSet`]); a page refers to them by id. Nothing is laid
//! out here, and no font is asked for.

mod page;
mod set;

pub use page::{PageWriter, page};
pub use set::{GlyphKey, GlyphSet, path_of};
