//! Writes finished pages as PDF: tagged, PDF/UA-1 and PDF/A-2a at once.
//!
//! Equal [`Pages`](crate::page::Pages) give equal bytes, in every run and on any number of threads. Nothing
//! is decided here that a reader can see: positions, order and structure come from the
//! `page` stage. Pages that break a promise of [`crate::page`] give errors or leave out
//! what cannot be drawn; they do not panic.
//!
//! A part's pages become content streams by [`draw()`] as soon as they are laid out, wherever they will
//! stand; [`write_drawn`] makes a file of them, part by part, in parallel.

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

/// A part's pages as content streams: what stands on them can then be forgotten, but for their sizes and links.
pub fn draw(part: &PartPages, fonts: &FontPrograms) -> Drawn {
    draw::draw(part, fonts, None)
}
