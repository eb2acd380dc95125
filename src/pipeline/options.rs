//! What a run is asked for.

use crate::model::Language;
use crate::template::{OutputKind, SetChoice};

use super::changed::{Changed, Shard};
use super::format::Format;

/// What to make.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file formats of the documents that a build makes; none by default.
    pub formats: Vec<Format>,
    /// What the documents are to show; none by default.
    pub kinds: Vec<OutputKind>,
    /// In place of the handbook's own choice.
    pub template: Option<SetChoice>,
    /// A pattern over `department/title`, title and code.
    pub only: Option<String>,
    /// Whether the system's fonts may set what the embedded ones and the project's lack.
    pub system_fonts: bool,
    /// The language of the form's labels, in place of the handbook's own.
    pub document_language: Option<Language>,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
    /// Whether the project's baseline is left out of account.
    pub ignore_baseline: bool,
    /// Only documents that show what has changed.
    pub changed: Option<Changed>,
    /// Only this share of the documents.
    pub shard: Option<Shard>,
}
