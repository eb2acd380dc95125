//! What a run finds.

use crate::diag::{Diagnostic, Sources};

use super::weigh::Weights;

/// What a run found and, unless it failed before, made.
#[derive(Debug)]
pub struct Outcome<T> {
    /// What was made; nothing where the run failed before.
    pub value: Option<T>,
    /// What was found.
    pub report: Report,
}

impl<T> Outcome<T> {
    /// Does work that notes what it finds.
    pub(super) fn of(work: impl FnOnce(&mut Report) -> Option<T>) -> Outcome<T> {
        let mut report = Report::default();
        let value = work(&mut report);
        Outcome { value, report }
    }
}

/// Findings, and the texts they point into.
#[derive(Debug, Default)]
pub struct Report {
    /// In the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that they point into.
    pub sources: Sources,
    /// Why something asked for was not made.
    pub failure: Option<Failure>,
    pub(super) weights: Weights,
}

/// The kind of a failure, from the lightest to the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failure {
    /// The data or the template set has errors.
    Input,
    /// The command line asks for what is not there.
    Usage,
    /// A file could not be read.
    Unreadable,
}

impl Report {
    /// Takes diagnostics over, each with the weight that is due to it; errors among them are a
    /// failure of this kind, or of a graver one. Says whether there was one.
    pub(super) fn add(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>, kind: Failure) -> bool {
        let mut failed = false;
        for diagnostic in diagnostics {
            let Some(diagnostic) = self.weights.weigh(diagnostic) else { continue };
            failed |= diagnostic.is_error();
            self.diagnostics.push(diagnostic);
        }
        if failed {
            self.failure = self.failure.max(Some(kind));
        }
        failed
    }

    /// How many findings were not told, because the project's baseline knows them.
    pub fn known(&self) -> usize {
        self.weights.known()
    }

    /// How many findings of the project's baseline are gone, so that it could be written anew.
    pub fn gone(&self) -> usize {
        self.weights.gone()
    }

    /// The value; or nothing, with the diagnostics taken over.
    pub(super) fn take<T>(&mut self, result: Result<T, Vec<Diagnostic>>, kind: Failure) -> Option<T> {
        result.map_err(|diagnostics| _ = self.add(diagnostics, kind)).ok()
    }

    pub(super) fn failed(&self) -> bool {
        self.failure.is_some()
    }
}
