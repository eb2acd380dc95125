//! Finished documents.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::template::OutputKind;

use super::format::Format;

/// A file of a finished document; most formats have one.
#[derive(Clone, Debug)]
pub struct Output {
    /// The path in the output folder, with `/` between names.
    pub path: String,
    /// The file's content.
    pub bytes: Vec<u8>,
    /// Its place in the order of the run.
    pub number: usize,
    /// The format of the document.
    pub format: Format,
    /// How many pages the document has in our layout.
    pub pages: usize,
    /// What the document shows; shared by all its files.
    pub subject: Arc<DocumentSubject>,
}

/// What a document shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSubject {
    /// The handbook, a department or a position.
    pub kind: OutputKind,
    /// The department of a department's or a position's own document.
    pub department: Option<String>,
    /// The title of the handbook, of a department's document, or of the position.
    pub title: String,
    /// The code of the position.
    pub code: Option<String>,
    /// The project's files that it shows: the handbook's own, if there is one, and those of its positions.
    pub sources: Vec<String>,
}

/// What is known after a build. The documents are in the sink.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildSummary {
    /// The paths of all files that runs can make of this data, with any kinds, formats and positions.
    pub possible: BTreeSet<String>,
    /// How many positions in use the run chose (`only`).
    pub chosen: usize,
    /// How many positions in use the data has.
    pub positions: usize,
}
