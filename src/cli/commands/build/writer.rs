//! Writes documents into the output folder as they are made.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};

use crate::cli::write::{FileOutcome, FilePlace, Stages, Trouble, two_files};
use crate::pipeline::{Output, Sink, Step};
use crate::sync::{lock, unlocked};

use super::manifest;
use super::progress::Progress;
use super::record::Record;

/// A file that could not be written.
#[derive(Debug)]
pub struct Unwritten {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Writes documents into a folder.
pub struct FolderWriter<'a> {
    root: &'a Path,
    stages: &'a Stages,
    progress: &'a Progress,
    /// Set when no more documents are needed.
    ends: &'a AtomicBool,
    /// The numbers of documents whose place is taken by an earlier one.
    displaced: OnceLock<Vec<usize>>,
    records: Mutex<Vec<Record>>,
    unwritten: Mutex<Vec<Unwritten>>,
    /// Set when no further file can be written.
    ended: AtomicBool,
}

impl<'a> FolderWriter<'a> {
    pub fn new(
        root: &'a Path,
        stages: &'a Stages,
        progress: &'a Progress,
        ends: &'a AtomicBool,
    ) -> FolderWriter<'a> {
        FolderWriter {
            root,
            stages,
            progress,
            ends,
            displaced: OnceLock::new(),
            records: Mutex::default(),
            unwritten: Mutex::default(),
            ended: AtomicBool::new(false),
        }
    }

    /// The written documents in the order of the run, and the unwritten files by path.
    pub fn finish(self) -> (Vec<Record>, Vec<Unwritten>) {
        let mut records = unlocked(self.records);
        let mut unwritten = unlocked(self.unwritten);
        records.sort_unstable_by_key(|record| record.number);
        unwritten.sort_by(|a, b| a.path.cmp(&b.path));
        // Several threads may have the same error of the folder.
        unwritten.dedup_by(|a, b| a.path == b.path);
        (records, unwritten)
    }

    fn put(&self, output: &Output) -> Result<Record, Trouble> {
        if self.displaced.get().is_some_and(|displaced| displaced.contains(&output.number)) {
            return Err(Trouble::File(two_files()));
        }
        let mut record = Record::of(output);
        let note = || manifest::note(&record);
        record.outcome = put(self.root, &output.path, &output.bytes, self.stages, Some(&note))?;
        Ok(record)
    }
}

/// Writes a file into the folder if its content is new. The note is written before.
pub fn put(
    root: &Path,
    path: &str,
    bytes: &[u8],
    stages: &Stages,
    note: Option<&dyn Fn() -> String>,
) -> Result<FileOutcome, Trouble> {
    let place = FilePlace::below(root, path).map_err(Trouble::File)?;
    if place.holds(bytes).map_err(Trouble::File)? {
        return Ok(FileOutcome::Unchanged);
    }
    place.check_writable().map_err(Trouble::File)?;
    stages.put(root, &place, bytes, note.map(|note| note()).as_deref())?;
    Ok(FileOutcome::Written)
}

/// The file or folder that could not be written.
pub fn unwritten(root: &Path, path: &str, trouble: Trouble) -> Unwritten {
    match trouble {
        Trouble::File(error) => Unwritten { path: root.join(path), error },
        Trouble::Folder(error) => Unwritten { path: root.to_owned(), error },
    }
}

impl Sink for FolderWriter<'_> {
    fn take(&self, output: Output) -> ControlFlow<()> {
        if self.ended.load(Ordering::Relaxed) || self.ends.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        match self.put(&output) {
            Ok(record) => {
                lock(&self.records).push(record);
                ControlFlow::Continue(())
            }
            Err(trouble) => {
                // The error concerns all files.
                let ends = match &trouble {
                    Trouble::Folder(_) => true,
                    Trouble::File(error) => is_full(error),
                };
                let unwritten = unwritten(self.root, &output.path, trouble);
                lock(&self.unwritten).push(unwritten);
                self.ended.fetch_or(ends, Ordering::Relaxed);
                if ends { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
        }
    }

    /// Finds documents with the same place because of linked folders, before threads race for it.
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
            if taken.insert(folder.join(name), number).is_some() {
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

/// Whether there is no space left for any file.
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}
