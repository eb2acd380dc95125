//! Compares documents with the files in the output folder, for `--check`. Writes nothing.

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::cli::write::FilePlace;
use crate::pipeline::{Output, Sink, Step};
use crate::sync::{lock, unlocked};

use super::progress::Progress;
use super::writer::Unwritten;

/// The state of a document's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Current,
    Missing,
    Stale,
}

/// The states of all documents.
#[derive(Debug, Default)]
pub struct Compared {
    /// In the order of the run.
    pub states: Vec<(usize, PathBuf, State)>,
    pub unreadable: Vec<Unwritten>,
}

/// Compares documents with the files in a folder.
pub struct Comparer<'a> {
    root: &'a Path,
    progress: &'a Progress,
    found: Mutex<Compared>,
}

impl<'a> Comparer<'a> {
    pub fn new(root: &'a Path, progress: &'a Progress) -> Comparer<'a> {
        Comparer { root, progress, found: Mutex::default() }
    }

    pub fn finish(self) -> Compared {
        let mut found = unlocked(self.found);
        found.states.sort_unstable();
        found
    }
}

impl Sink for Comparer<'_> {
    fn take(&self, output: Output) -> ControlFlow<()> {
        let path = self.root.join(&output.path);
        let state = compare(self.root, &output.path, &output.bytes);
        let mut found = lock(&self.found);
        match state {
            Ok(state) => found.states.push((output.number, path, state)),
            Err(error) => found.unreadable.push(Unwritten { path, error }),
        }
        ControlFlow::Continue(())
    }

    fn begin(&self, step: Step, pieces: usize) {
        self.progress.begin(step, pieces);
    }

    fn advance(&self) {
        self.progress.advance();
    }
}

fn compare(root: &Path, path: &str, bytes: &[u8]) -> io::Result<State> {
    let place = FilePlace::below(root, path)?;
    // The target of a link is another file.
    let is_there = fs::symlink_metadata(&place.target).is_ok();
    Ok(match (is_there, place.holds(bytes)?) {
        (false, _) => State::Missing,
        (true, true) => State::Current,
        (true, false) => State::Stale,
    })
}
