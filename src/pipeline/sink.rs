//! Takes finished documents, and reports progress.

use std::ops::ControlFlow;
use std::sync::Mutex;

use crate::sync::{lock, unlocked};

use super::output::Output;

/// Takes documents during a build, so that those of a large batch are never in memory together.
pub trait Sink: Sync {
    /// Takes a document as soon as it is finished, on any thread and in any order. `Break` ends the build; documents
    /// that are not begun are not made.
    fn take(&self, output: Output) -> ControlFlow<()>;

    /// Called first, with the [`Output::path`]s of all files that may come, in the order of [`Output::number`].
    fn expect(&self, _paths: &[String]) {}

    /// Called when a step of so many pieces of work begins.
    fn begin(&self, _step: Step, _pieces: usize) {}

    /// Called when a piece of the step is done, on any thread.
    fn advance(&self) {}
}

/// A step of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Makes parts, and documents as soon as their parts are made.
    Make,
}

/// Drops documents, and reports no progress.
#[derive(Clone, Copy, Debug)]
pub struct NullSink;

impl Sink for NullSink {
    fn take(&self, _: Output) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Keeps everything in memory.
#[derive(Debug, Default)]
pub(super) struct KeptOutputs(Mutex<Vec<Output>>);

impl KeptOutputs {
    /// The documents in the order of the run.
    pub(super) fn into_outputs(self) -> Vec<Output> {
        let mut outputs = unlocked(self.0);
        outputs.sort_unstable_by_key(|output| output.number);
        outputs
    }
}

impl Sink for KeptOutputs {
    fn take(&self, output: Output) -> ControlFlow<()> {
        lock(&self.0).push(output);
        ControlFlow::Continue(())
    }
}
