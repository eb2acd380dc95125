//! Takes documents as they are made, and gives each its place in the output folder.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::cli::write::{Outcome, Place, Stages, Trouble, two_files};
use crate::pipeline::{Format, Output, Sink, Step, Subject};

use super::digest::sha256;
use super::progress::Progress;

/// A document that stands in its place.
#[derive(Debug)]
pub struct Record {
    pub path: String,
    pub number: usize,
    pub format: Format,
    pub pages: usize,
    pub subject: Arc<Subject>,
    pub bytes: usize,
    pub sha256: String,
    pub outcome: Outcome,
}

/// What did not get its place.
#[derive(Debug)]
pub struct Unwritten {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Writes below a folder.
pub struct Writer<'a> {
    root: &'a Path,
    stages: &'a Stages,
    progress: &'a Progress,
    /// Documents whose place an earlier one has.
    displaced: OnceLock<Vec<usize>>,
    records: Mutex<Vec<Record>>,
    unwritten: Mutex<Vec<Unwritten>>,
}

impl<'a> Writer<'a> {
    pub fn new(root: &'a Path, stages: &'a Stages, progress: &'a Progress) -> Writer<'a> {
        Writer {
            root,
            stages,
            progress,
            displaced: OnceLock::new(),
            records: Mutex::default(),
            unwritten: Mutex::default(),
        }
    }

    /// What was written, in the order of the run, and what was not, by path.
    pub fn finish(self) -> (Vec<Record>, Vec<Unwritten>) {
        let mut records = self.records.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut unwritten = self.unwritten.into_inner().unwrap_or_else(PoisonError::into_inner);
        records.sort_unstable_by_key(|record| record.number);
        unwritten.sort_by(|a, b| a.path.cmp(&b.path));
        // Several threads may meet the same trouble with the folder.
        unwritten.dedup_by(|a, b| a.path == b.path);
        (records, unwritten)
    }

    fn put(&self, output: &Output) -> Result<Outcome, Trouble> {
        if self.displaced.get().is_some_and(|displaced| displaced.contains(&output.number)) {
            return Err(Trouble::File(two_files()));
        }
        put(self.root, &output.path, &output.bytes, self.stages)
    }
}

/// Puts a file below the folder in its place, if it says something new.
pub fn put(root: &Path, path: &str, bytes: &[u8], stages: &Stages) -> Result<Outcome, Trouble> {
    let place = Place::find(&root.join(path)).map_err(Trouble::File)?;
    if place.holds(bytes).map_err(Trouble::File)? {
        return Ok(Outcome::Unchanged);
    }
    place.check_writable().map_err(Trouble::File)?;
    stages.put(root, &place, bytes)?;
    Ok(Outcome::Written)
}

/// The file, or the folder, that the trouble is with.
pub fn unwritten(root: &Path, path: &str, trouble: Trouble) -> Unwritten {
    match trouble {
        Trouble::File(error) => Unwritten { path: root.join(path), error },
        Trouble::Folder(error) => Unwritten { path: root.to_owned(), error },
    }
}

impl Sink for Writer<'_> {
    fn take(&self, output: Output) -> ControlFlow<()> {
        match self.put(&output) {
            Ok(outcome) => {
                let Output { path, bytes, number, format, pages, subject } = output;
                let (sha256, bytes) = (sha256(&bytes), bytes.len());
                let record = Record { path, number, format, pages, subject, bytes, sha256, outcome };
                self.records.lock().unwrap_or_else(PoisonError::into_inner).push(record);
                ControlFlow::Continue(())
            }
            Err(trouble) => {
                // No other would fare better.
                let ends = match &trouble {
                    Trouble::Folder(_) => true,
                    Trouble::File(error) => is_full(error),
                };
                let unwritten = unwritten(self.root, &output.path, trouble);
                self.unwritten.lock().unwrap_or_else(PoisonError::into_inner).push(unwritten);
                if ends { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
        }
    }

    /// Finds documents that links lead to one place, before threads race for it.
    fn expect(&self, paths: &[String]) {
        let mut folders: BTreeMap<&str, PathBuf> = BTreeMap::new();
        let mut taken = BTreeMap::new();
        let mut displaced = Vec::new();
        for (number, path) in paths.iter().enumerate() {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let folder = folders.entry(folder).or_insert_with(|| {
                let folder = self.root.join(folder);
                folder.canonicalize().unwrap_or(folder)
            });
            let place = folder.join(name);
            let place = if place.is_symlink() { place.canonicalize().unwrap_or(place) } else { place };
            if taken.insert(place, number).is_some() {
                displaced.push(number);
            }
        }
        self.displaced.set(displaced).ok();
    }

    fn begin(&self, step: Step, pieces: usize) {
        self.progress.begin(step, pieces);
    }

    fn advance(&self) {
        self.progress.advance();
    }
}

/// Whether there is no room left, for any file.
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}
