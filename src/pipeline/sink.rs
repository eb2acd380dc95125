//! Where finished documents go, and who hears how far a build is.

use std::ops::ControlFlow;
use std::sync::Mutex;

use crate::sync::{lock, unlocked};

use super::output::Output;

/// Takes documents while a build goes on, so that those of a large batch never stand in memory together.
pub trait Sink: Sync {
    /// Takes a document as soon as it is whole, from any thread and in any order; `Break` ends the
    /// build, and what is not begun is not made.
    fn take(&self, output: Output) -> ControlFlow<()>;

    /// Hears which documents may come, by [`Output::path`] and in the order of [`Output::number`], before the
    /// first of them does.
    fn expect(&self, _paths: &[String]) {}

    /// Hears that a step begins, of so many pieces of work.
    fn begin(&self, _step: Step, _pieces: usize) {}

    /// Hears that a piece of the step is done, from any thread.
    fn advance(&self) {}
}

/// What a build does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Parts are made, and documents of them as soon as they are complete.
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
