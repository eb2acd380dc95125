//! Writes documents that are laid out, by one writer for each format.

mod document;
mod docx;
mod pdf;

use crate::diag::Sources;
use crate::pipeline::session::Session;

pub use document::{FormatWriter, LaidDocument};

use super::format::Format;

/// The writer of a format, for all documents of a run. `sources` are the project's files.
pub fn writer<'s>(format: Format, session: &'s Session, sources: &'s Sources) -> Box<dyn FormatWriter + 's> {
    match format {
        Format::Docx => Box::new(docx::DocxWriter::new(session.project, sources)),
        Format::Pdf => Box::new(pdf::PdfWriter::new(&session.fonts)),
    }
}
