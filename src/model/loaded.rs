//! A project as it was read.

use super::records::Handbook;
use crate::diag::{Diagnostic, Sources};

/// A project, as far as it could be read.
#[derive(Debug)]
pub struct Loaded {
    /// To be used only where no diagnostic is an error.
    pub handbook: Handbook,
    /// The files that were read, for excerpts in messages.
    pub sources: Sources,
    /// By path, then by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the handbook and every position are here, though values of theirs may have mistakes.
    pub(super) complete: bool,
}

/// How much of a project could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Completeness {
    /// Files or positions are missing.
    Part,
    /// The handbook and every position are here, but values of theirs are missing.
    Positions,
    /// There was no error.
    Whole,
}

impl Loaded {
    /// The errors of a file, in order.
    pub fn errors_in<'l>(&'l self, path: &'l str) -> impl Iterator<Item = &'l Diagnostic> {
        self.diagnostics.iter().filter(move |finding| finding.is_error_of(path))
    }

    pub fn extent(&self) -> Completeness {
        match (self.complete, self.diagnostics.iter().any(Diagnostic::is_error)) {
            (false, _) => Completeness::Part,
            (true, true) => Completeness::Positions,
            (true, false) => Completeness::Whole,
        }
    }
}
