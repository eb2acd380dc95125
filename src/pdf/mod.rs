//! Writes finished pages as PDF: tagged, and both PDF/UA-1 and PDF/A (2a or 3a).
//!
//! Equal [`Pages`](crate::page::Pages) give equal bytes, in every run and with any number of threads. Nothing is
//! decided here that a reader could see: positions, order and structure come from the `page` stage. Pages that break
//! a guarantee of [`crate::page`] give errors or leave out what cannot be drawn; they do not cause panics.
//!
//! [`draw()`] turns a part's pages into content streams as soon as they are laid out, wherever in the document they
//! will stand. [`write_drawn`] makes a file of them, part by part, in parallel.

mod content;
mod document;
mod draw;
mod drawing;
mod error;
mod file;
mod font;
mod form;
mod icc;
mod image;
mod metadata;
mod navigation;
mod object;
mod part;
mod rules;
mod shapes;
mod tags;
mod text;
mod trees;
mod units;

use crate::page::PartPages;
pub use document::{SharedResources, write_drawn};
pub use draw::Drawn;
pub use error::PdfError;
pub use font::FontPrograms;
pub use image::Images;
pub use metadata::PdfArchive;

/// Draws a part's pages into content streams. After that, the items of the pages can be dropped; their sizes and
/// links are still needed.
pub fn draw(part: &PartPages, fonts: &FontPrograms) -> Drawn {
    draw::draw(part, fonts, None)
}
