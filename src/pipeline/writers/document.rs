//! What a writer gets, and what it makes.

use crate::diag::{Diagnostic, Sources};
use crate::page::JoinedParts;
use crate::pdf;
use crate::pipeline::plan::OutputPlan;
use crate::pipeline::project::Project;
use crate::pipeline::sheet::PartSheet;
use crate::tree::Meta;

/// A document that is laid out.
pub struct LaidDocument<'d> {
    pub project: &'d Project,
    pub plan: &'d OutputPlan<'d>,
    /// The project's files.
    pub sources: &'d Sources,
    pub meta: Meta,
    /// Its parts, and its parts joined.
    pub sheets: &'d [&'d PartSheet<'d>],
    pub joined: JoinedParts<'d>,
}

/// A file of a document.
pub struct OutputFile {
    /// One of [`Format::suffixes`](crate::pipeline::Format::suffixes).
    pub suffix: &'static str,
    pub bytes: Vec<u8>,
}

/// Writes documents in one format. What documents of a run share is prepared once.
pub trait FormatWriter: Sync {
    /// The document's files.
    ///
    /// # Errors
    /// The error of the document in this format.
    fn write(&self, document: &LaidDocument) -> Result<Vec<OutputFile>, Diagnostic>;

    /// If pages can be drawn as soon as they are laid out: the fonts for that.
    fn drawing(&self) -> Option<&pdf::FontPrograms> {
        None
    }
}
