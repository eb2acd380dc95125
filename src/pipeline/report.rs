//! The result of a run, with its findings.

use crate::diag::{Diagnostic, Failure, Sources};

use super::weigh::Weights;

/// What a run made and found.
#[derive(Debug)]
pub struct Outcome<T> {
    /// What was made; `None` if the run failed before.
    pub value: Option<T>,
    /// What was found.
    pub report: Report,
}

impl<T> Outcome<T> {
    /// Does work that adds its findings to a report.
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
    /// Why something was not made.
    pub failure: Option<Failure>,
    pub(super) weights: Weights,
}

impl Report {
    /// Takes diagnostics over, each with the weight that is due to it; errors among them are failures.
    /// Says whether there was one.
    pub(super) fn add(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) -> bool {
        let mut failed = false;
        for diagnostic in diagnostics {
            let Some(diagnostic) = self.weights.weigh(diagnostic) else { continue };
            if diagnostic.is_error() {
                failed = true;
                self.failure = self.failure.max(Some(diagnostic.code.failure()));
            }
            self.diagnostics.push(diagnostic);
        }
        failed
    }

    /// Leaves out what was found at some places.
    #[cfg(feature = "serve")]
    pub(super) fn forget(&mut self, is_elsewhere: impl Fn(&crate::diag::Place) -> bool) {
        self.diagnostics.retain(|found| !found.place.as_ref().is_some_and(&is_elsewhere));
        let errors = self.diagnostics.iter().filter(|found| found.is_error());
        self.failure = errors.map(|found| found.code.failure()).max();
    }

    /// How many findings were not reported because the project's baseline knows them.
    pub fn known(&self) -> usize {
        self.weights.known()
    }

    /// How many findings of the project's baseline were not found, so that it could be written anew.
    pub fn gone(&self) -> usize {
        self.weights.gone()
    }

    /// The value; or `None`, with the diagnostics added.
    pub(super) fn take<T>(&mut self, result: Result<T, Vec<Diagnostic>>) -> Option<T> {
        result.map_err(|diagnostics| _ = self.add(diagnostics)).ok()
    }

    pub(super) fn failed(&self) -> bool {
        self.failure.is_some()
    }
}
