//! Writes documents that are laid out, by one writer for each format.

mod document;
mod docx;
mod pdf;

use crate::text::Fonts;

pub use document::{FormatWriter, LaidDocument};

use super::format::Format;

/// The writer of a format, for all documents of a run.
pub fn writer(format: Format, fonts: &Fonts) -> Box<dyn FormatWriter> {
    match format {
        Format::Docx => Box::new(docx::DocxWriter::default()),
        Format::Pdf => Box::new(pdf::PdfWriter::new(fonts)),
    }
}
