//! The options of a run.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Handbook, KnownFiles, Language};
use crate::template::{OutputKind, SetChoice};

use super::changed::{Changed, Shard};
use super::format::Format;

/// What to make, and from what.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file formats of the documents that a build makes; none by default.
    pub formats: Vec<Format>,
    /// The kinds of documents to make; none by default.
    pub kinds: Vec<OutputKind>,
    /// The template set, instead of the handbook's own choice.
    pub template: Option<SetChoice>,
    /// Values for the template set's parameters, instead of the handbook's own.
    pub parameters: BTreeMap<String, String>,
    /// A pattern over `department/title`, title and code.
    pub only: Option<String>,
    /// Whether the system's fonts may set characters that the project's and the embedded fonts lack.
    pub system_fonts: bool,
    /// The language of the form's labels, instead of the handbook's own.
    pub document_language: Option<Language>,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
    /// Whether the project's baseline is ignored.
    pub ignore_baseline: bool,
    /// Only documents that show what has changed.
    pub changed: Option<Changed>,
    /// Only this share of the documents.
    pub shard: Option<Shard>,
    /// An older state of the data, with which documents compare it.
    pub since: Option<Arc<Handbook>>,
    /// The project's files as earlier runs have read them.
    pub known: Option<Arc<KnownFiles>>,
}
