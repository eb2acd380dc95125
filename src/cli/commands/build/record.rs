//! The facts about a written document.

use std::sync::Arc;

use crate::cli::write::FileOutcome;
use crate::pipeline::{DocumentSubject, Format, Output};

use crate::hash::sha256;

/// A document that was written.
#[derive(Debug)]
pub struct Record {
    pub path: String,
    pub number: usize,
    pub format: Format,
    pub pages: usize,
    pub subject: Arc<DocumentSubject>,
    pub bytes: usize,
    pub sha256: String,
    pub outcome: FileOutcome,
}

impl Record {
    /// The record of a document before it is written.
    pub fn of(output: &Output) -> Record {
        Record {
            path: output.path.clone(),
            number: output.number,
            format: output.format,
            pages: output.pages,
            subject: output.subject.clone(),
            bytes: output.bytes.len(),
            sha256: sha256(&output.bytes),
            outcome: FileOutcome::Unchanged,
        }
    }
}
