//! Makes the corrections that findings carry (`gangwei fix`).
//!
//! Promises: only the [`Edit`]s of findings change a file, so its comments, order and layout stay; a correction that
//! would change the content of a file ([`FileContent`]) is not made; a file that would get a new error is not changed. One
//! correction may uncover the next (a colon, then the text after it), so there are several rounds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Diagnostic, Edit, Severity, Span};
use crate::model::FileContent;
use crate::world::World;

use super::load::load_checked;
use super::options::Options;
use super::overlay::Overlay;
use super::report::Report;
use super::select;

/// How much text may be read again to try the corrections of a file one by one, in bytes.
const MOST_TRIED: usize = 16 << 20;
/// The most rounds; no known file needs more than three.
const MOST_ROUNDS: usize = 8;

/// A corrected file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// As [`World`] names it.
    pub path: String,
    /// Its text as it was read.
    pub before: Arc<str>,
    /// Its text corrected.
    pub after: Arc<str>,
    /// How many places were corrected; those of one finding on one line count once.
    pub corrections: usize,
}

/// The files that change, by path, and a report of the remaining findings.
pub fn mend(world: &dyn World, options: &Options) -> (Vec<Mended>, Report) {
    // Known mistakes are mended like new ones.
    let options = Options { ignore_baseline: true, ..options.clone() };
    let mut patched = Patched { overlay: Overlay::new(world), corrections: BTreeMap::new() };
    let mut given_up = BTreeSet::new();
    let (mut report, chosen) = find(&patched.overlay, &options);
    for _ in 0..MOST_ROUNDS {
        let corrections = corrections(&report, |path| {
            !given_up.contains(path) && chosen.as_ref().is_none_or(|chosen| chosen.contains(path))
        });
        let before = patched.overlay.texts.clone();
        let changed: Vec<Arc<str>> =
            corrections.into_iter().filter_map(|(path, all)| patched.correct(path, all, &report)).collect();
        if changed.is_empty() {
            break;
        }
        let (next, _) = find(&patched.overlay, &options);
        let worse: Vec<&Arc<str>> =
            changed.iter().filter(|path| errors(&next, path) > errors(&report, path)).collect();
        if worse.is_empty() {
            report = next;
            continue;
        }
        for path in worse {
            given_up.insert(path.clone());
        }
        patched.overlay.texts = before;
    }
    let Patched { overlay, corrections } = patched;
    let mended = overlay.texts.into_iter().filter_map(|(path, after)| {
        let before = original(world, &path)?;
        let corrections = corrections.get(&path).copied().unwrap_or_default();
        (*before != *after).then(|| Mended { path: path.to_string(), before, after, corrections })
    });
    (mended.collect(), report)
}

fn original(world: &dyn World, path: &str) -> Option<Arc<str>> {
    let bytes = world.read(path).ok()?;
    std::str::from_utf8(&bytes).ok().map(Arc::from)
}

/// The findings of the data without a template set, and the files that `--only` chooses.
fn find(world: &dyn World, options: &Options) -> (Report, Option<BTreeSet<Arc<str>>>) {
    let mut report = Report::default();
    let handbook = load_checked(world, options, &mut report);
    let chosen = select::paths(&handbook, options.only.as_deref()).map_err(|error| vec![error]);
    let chosen = report.take(chosen).unwrap_or_else(|| Some(BTreeSet::new()));
    (report, chosen)
}

/// The edits of one finding in a file: all are made, or none.
type Correction<'a> = Vec<&'a Edit>;

/// The corrections of each file that may change, in order and without overlaps.
fn corrections(report: &Report, may: impl Fn(&Arc<str>) -> bool) -> BTreeMap<Arc<str>, Vec<Correction<'_>>> {
    let mut by_file: BTreeMap<Arc<str>, Vec<Correction>> = BTreeMap::new();
    for finding in &report.diagnostics {
        let mut own: BTreeMap<&Arc<str>, Correction> = BTreeMap::new();
        for edit in finding.fix.iter().filter(|edit| may(&edit.path)) {
            own.entry(&edit.path).or_default().push(edit);
        }
        for (path, mut edits) in own {
            edits.sort_by_key(|edit| (edit.span, &edit.text));
            by_file.entry(path.clone()).or_default().push(edits);
        }
    }
    for corrections in by_file.values_mut() {
        corrections.sort_by(|a, b| order(a).cmp(order(b)));
        let mut taken = TakenSpans::default();
        // Overlapping corrections wait for the next round.
        corrections.retain(|edits| taken.take(edits));
    }
    by_file
}

fn order<'a>(edits: &'a Correction) -> impl Iterator<Item = (Span, &'a str)> {
    edits.iter().map(|edit| (edit.span, edit.text.as_str()))
}

/// The spans of a file that are already changed: their starts, with their ends.
#[derive(Default)]
struct TakenSpans(BTreeMap<usize, usize>);

impl TakenSpans {
    /// Takes the spans of all edits, or of none if one of them is taken.
    fn take(&mut self, edits: &Correction) -> bool {
        let range = |edit: &Edit| (edit.span.start, edit.span.end.max(edit.span.start + 1));
        let free = edits.iter().all(|edit| {
            let (start, end) = range(edit);
            self.0.range(..end).next_back().is_none_or(|(_, taken)| *taken <= start)
        });
        if free {
            self.0.extend(edits.iter().map(|edit| range(edit)));
        }
        free
    }
}

fn errors(report: &Report, path: &Arc<str>) -> usize {
    let at = |finding: &&Diagnostic| finding.place.as_ref().is_some_and(|place| place.path == *path);
    // Warnings that `checks` makes errors do not count, because correcting one may uncover another.
    let broken = |finding: &&Diagnostic| finding.code.severity() == Severity::Error;
    report.diagnostics.iter().filter(at).filter(broken).count()
}

/// A world with some corrected files.
struct Patched<'w> {
    overlay: Overlay<'w>,
    /// How many places were corrected in each.
    corrections: BTreeMap<Arc<str>, usize>,
}

impl Patched<'_> {
    /// Makes the corrections that keep the file's content; gives the path if there are any.
    fn correct(&mut self, path: Arc<str>, all: Vec<Correction>, report: &Report) -> Option<Arc<str>> {
        let text = report.sources.text(&path)?;
        let before = FileContent::of(&path, text);
        let keeps = |after: &str| before.is_kept_by(&FileContent::of(&path, after));
        let mut made = Some((corrected(text, &all)?, count(text, &all)));
        if made.as_ref().is_some_and(|(after, _)| !keeps(after)) {
            made = None;
            let mut good: Vec<Correction> = Vec::new();
            // One by one, so that a bad correction does not prevent the others.
            for correction in all.into_iter().take(MOST_TRIED / (text.len() + 1)) {
                good.push(correction);
                match corrected(text, &good).filter(|after| keeps(after)) {
                    Some(after) => made = Some((after, count(text, &good))),
                    None => _ = good.pop(),
                }
            }
        }
        let (after, made) = made?;
        self.overlay.texts.insert(path.clone(), after.into());
        *self.corrections.entry(path.clone()).or_default() += made;
        Some(path)
    }
}

/// How many lines each correction changes, in all.
fn count(text: &str, corrections: &[Correction]) -> usize {
    let line = |edit: &&Edit| text.get(..edit.span.start).and_then(|before| before.rfind('\n'));
    let lines = |edits: &Correction| edits.iter().map(line).collect::<BTreeSet<_>>().len();
    corrections.iter().map(lines).sum()
}

/// The corrected text; `None` if the corrections belong to another text.
fn corrected(text: &str, corrections: &[Correction]) -> Option<String> {
    let mut edits: Vec<&Edit> = corrections.iter().flatten().copied().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut after = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for edit in edits {
        after.push_str(text.get(done..edit.span.start)?);
        after.push_str(&edit.text);
        done = edit.span.end;
    }
    after.push_str(text.get(done..)?);
    Some(after)
}
