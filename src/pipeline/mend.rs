//! Mends files by the corrections that findings carry (`gangwei fix`).
//!
//! Promises: nothing changes but what a finding's [`Edit`] says, so comments, order and layout of a
//! file stay; a file that would then have an error that it had not is left as it is. One correction
//! may uncover the next (a colon, then the text behind it), so the rounds go on until all is said.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use crate::diag::{Diagnostic, Edit};
use crate::unit::Date;
use crate::world::World;

use super::{Failure, Options, Report, load_checked, select};

/// Each round corrects what the one before uncovered; three are the most that was ever needed.
const MOST_ROUNDS: usize = 8;

/// A file as the corrections leave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// As [`World`] names it.
    pub path: String,
    pub before: Arc<str>,
    pub after: Arc<str>,
    /// How many places were corrected.
    pub corrections: usize,
}

/// The files that change, by path; and in the report what is left to say after that.
pub fn mend(world: &dyn World, options: &Options) -> (Vec<Mended>, Report) {
    // A known fault is mended like a new one.
    let options = Options { ignore_baseline: true, ..options.clone() };
    let mut patched = Patched { world, files: BTreeMap::new() };
    let mut given_up = BTreeSet::new();
    let (mut report, chosen) = find(&patched, &options);
    for _ in 0..MOST_ROUNDS {
        let edits = edits(&report, |path| {
            !given_up.contains(path) && chosen.as_ref().is_none_or(|chosen| chosen.contains(path))
        });
        if edits.is_empty() {
            break;
        }
        let before = patched.files.clone();
        for (path, edits) in &edits {
            patched.apply(path, edits, &report);
        }
        let (next, _) = find(&patched, &options);
        let worse: Vec<&Arc<str>> =
            edits.keys().filter(|path| errors(&next, path) > errors(&report, path)).collect();
        if worse.is_empty() {
            report = next;
            continue;
        }
        for path in worse {
            given_up.insert(path.clone());
        }
        patched.files = before;
    }
    let mended = patched.files.into_iter().filter_map(|(path, file)| {
        let before = original(world, &path)?;
        (*before != *file.text).then(|| Mended {
            path: path.to_string(),
            before,
            after: file.text,
            corrections: file.corrections,
        })
    });
    (mended.collect(), report)
}

fn original(world: &dyn World, path: &str) -> Option<Arc<str>> {
    let bytes = world.read(path).ok()?;
    std::str::from_utf8(&bytes).ok().map(Arc::from)
}

/// What is wrong with the data by itself, no template set asked; and the files that `--only` chooses.
fn find(world: &dyn World, options: &Options) -> (Report, Option<BTreeSet<Arc<str>>>) {
    let mut report = Report::default();
    let handbook = load_checked(world, options, &mut report);
    let chosen = select::paths(&handbook, options.only.as_deref()).map_err(|error| vec![error]);
    let chosen = report.take(chosen, Failure::Usage).unwrap_or_else(|| Some(BTreeSet::new()));
    (report, chosen)
}

/// The corrections of each file that may change, in order, none inside another.
fn edits(report: &Report, may: impl Fn(&Arc<str>) -> bool) -> BTreeMap<Arc<str>, Vec<&Edit>> {
    let mut by_file: BTreeMap<Arc<str>, Vec<&Edit>> = BTreeMap::new();
    for edit in report.diagnostics.iter().flat_map(|finding| &finding.fix) {
        if may(&edit.path) {
            by_file.entry(edit.path.clone()).or_default().push(edit);
        }
    }
    for edits in by_file.values_mut() {
        edits.sort_by(|a, b| (a.span, &a.text).cmp(&(b.span, &b.text)));
        let mut end = None;
        // What overlaps waits for the next round.
        edits.retain(|edit| {
            let apart = end.is_none_or(|end| edit.span.start >= end);
            if apart {
                end = Some(edit.span.end.max(edit.span.start + 1));
            }
            apart
        });
    }
    by_file
}

fn errors(report: &Report, path: &Arc<str>) -> usize {
    let at = |finding: &&Diagnostic| finding.place.as_ref().is_some_and(|place| place.path == *path);
    // Warnings that `checks` makes errors are no reason: a mark that is gone may show another one.
    let broken = |finding: &&Diagnostic| finding.code.starts_with('E');
    report.diagnostics.iter().filter(at).filter(broken).count()
}

/// A world in which some files are corrected already.
struct Patched<'w> {
    world: &'w dyn World,
    files: BTreeMap<Arc<str>, File>,
}

#[derive(Clone)]
struct File {
    text: Arc<str>,
    corrections: usize,
}

impl Patched<'_> {
    fn apply(&mut self, path: &Arc<str>, edits: &[&Edit], report: &Report) {
        let Some(text) = report.sources.text(path) else { return };
        let mut after = String::with_capacity(text.len() + 16);
        let mut done = 0;
        for edit in edits {
            let Some(kept) = text.get(done..edit.span.start) else { return };
            after.push_str(kept);
            after.push_str(&edit.text);
            done = edit.span.end;
        }
        let Some(rest) = text.get(done..) else { return };
        after.push_str(rest);
        let earlier = self.files.get(path).map_or(0, |file| file.corrections);
        let file = File { text: after.into(), corrections: earlier + edits.len() };
        self.files.insert(path.clone(), file);
    }
}

impl World for Patched<'_> {
    fn files(&self) -> io::Result<Vec<String>> {
        self.world.files()
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        match self.files.get(path) {
            Some(file) => Ok(file.text.as_bytes().into()),
            None => self.world.read(path),
        }
    }

    fn display(&self, path: &str) -> String {
        self.world.display(path)
    }

    fn date(&self) -> Option<Date> {
        self.world.date()
    }
}
