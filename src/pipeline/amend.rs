//! Takes what somebody changed in an exported workbook into the project (`gangwei import`).
//!
//! Promises: only what was changed in the workbook changes in the files; each change is read back before it is given out, and
//! one that would make an error of a file is left out and told.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::amend::{self, Content};
use crate::diag::{Diagnostic, Text};
use crate::model::{Handbook, ProjectNames, is_position_file, load, load_alone, skeleton};
use crate::office::OfficeFile;
use crate::workbook::{self, Change, Comparison, NewPosition, Returned, refused};
use crate::world::World;

use super::load;
use super::mend::Mended;
use super::options::Options;
use super::overlay::Overlay;
use super::report::{Outcome, Report};

/// What a workbook changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amended {
    /// Files that change, by path.
    pub changed: Vec<Mended>,
    /// Files of new positions: their paths and texts.
    pub added: Vec<(String, String)>,
}

/// Whether a file is a workbook that [`export`](super::export()) wrote.
pub fn is_exported(file: &OfficeFile) -> bool {
    Returned::read(file).is_some()
}

/// The files as the workbook wants them. A project with errors is not changed.
pub fn amend(world: &dyn World, file: &OfficeFile, options: &Options) -> Outcome<Amended> {
    Outcome::of(|report| {
        let returned = Returned::read(file)?;
        let handbook = open(world, options, report)?;
        let Comparison { changes, new_positions, findings } = workbook::compare(&returned, &handbook);
        let mut amender = Amender {
            world,
            returned: &returned,
            overlay: Overlay::new(world),
            counts: BTreeMap::new(),
            findings,
        };
        amender.change(&changes, report);
        let added = amender.add(&new_positions, &handbook);
        let Amender { overlay, counts, findings, .. } = amender;
        report.sources.insert_name(file.path.clone(), file.path.to_string());
        report.add(findings.into_iter().map(|finding| finding.in_file(&file.path)));
        let changed = counts.into_iter().filter_map(|(path, corrections)| {
            let before: Arc<str> = report.sources.text(&path)?.clone();
            let after = overlay.texts.get(&path)?.clone();
            (*before != *after).then(|| Mended { path: path.to_string(), before, after, corrections })
        });
        Some(Amended { changed: changed.collect(), added })
    })
}

/// The project, which may have no position yet.
fn open(world: &dyn World, options: &Options, report: &mut Report) -> Option<Handbook> {
    let is_new = !world
        .files()
        .unwrap_or_default()
        .iter()
        .any(|path| is_position_file(path) && path != "handbook.yaml");
    if is_new {
        return Some(Handbook::default());
    }
    let (handbook, _) = load::load(world, options, report);
    (!report.failed()).then_some(handbook)
}

struct Amender<'a> {
    world: &'a dyn World,
    returned: &'a Returned,
    /// The project with the changes made so far.
    overlay: Overlay<'a>,
    /// How many changes were made in each file.
    counts: BTreeMap<Arc<str>, usize>,
    findings: Vec<Diagnostic>,
}

impl Amender<'_> {
    fn change(&mut self, changes: &[Change], report: &Report) {
        let mut by_file: BTreeMap<Arc<str>, Vec<&Change>> = BTreeMap::new();
        for change in changes {
            by_file.entry(change.path.as_str().into()).or_default().push(change);
        }
        let mut doubtful: BTreeSet<Arc<str>> = BTreeSet::new();
        for (path, changes) in &by_file {
            let Some(text) = report.sources.text(path) else { continue };
            match self.amended(path, text, changes) {
                Some(after) => _ = self.overlay.texts.insert(path.clone(), after.into()),
                None => _ = doubtful.insert(path.clone()),
            }
            self.counts.insert(path.clone(), changes.len());
        }
        // All at once, as files are nearly always right.
        let loaded = load(&self.overlay);
        let wrong = loaded.diagnostics.iter().filter(|finding| finding.is_error());
        doubtful.extend(wrong.filter_map(|finding| finding.place.as_ref()).map(|place| place.path.clone()));
        let left = workbook::compare(self.returned, &loaded.handbook).changes;
        doubtful.extend(left.iter().map(|change| change.path.as_str().into()));
        for path in doubtful {
            let (Some(changes), Some(text)) = (by_file.get(&path), report.sources.text(&path)) else {
                continue;
            };
            self.one_by_one(&path, text, changes);
        }
    }

    /// Makes the changes of a file that can be made, and tells of the others.
    fn one_by_one(&mut self, path: &Arc<str>, text: &str, changes: &[&Change]) {
        let mut so_far = text.to_owned();
        let mut made = 0;
        for change in changes {
            let after = self.amended(path, &so_far, &[change]);
            let reason = match &after {
                Some(after) => self.reason_against(path, after, change),
                None => Some(Text::new(
                    "YAML 里这一处的写法（别名、括号里的注释等）不能自动改，请直接改 YAML",
                    "the YAML is written there in a way that only a person can change (an alias, comments between brackets)",
                )),
            };
            match (reason, after) {
                (None, Some(after)) => (so_far, made) = (after, made + 1),
                (reason, _) => self.findings.extend(reason.map(|reason| refused(&change.place, reason))),
            }
        }
        self.counts.insert(path.clone(), made);
        self.overlay.texts.insert(path.clone(), so_far.into());
    }

    /// Why a file cannot be so, if it cannot.
    fn reason_against(&self, path: &Arc<str>, text: &str, change: &Change) -> Option<Text> {
        let loaded = load_alone(self.world, path, text);
        if let Some(error) = loaded.errors_in(path).next() {
            return Some(error.message.clone());
        }
        let left = workbook::compare(self.returned, &loaded.handbook).changes;
        let is_left = left.iter().any(|left| left.path == change.path && left.place == change.place);
        is_left.then(|| {
            Text::new("写进去读出来不一样，请直接改 YAML", "it would not read back as it is; change the YAML")
        })
    }

    /// A file's text with changes of its positions.
    fn amended(&self, path: &Arc<str>, text: &str, changes: &[&Change]) -> Option<String> {
        let places = changes.iter().map(|change| change.index).collect();
        amend::rewrite_positions(path, text, &places, &mut |place, position| {
            let own = changes.iter().filter(|change| change.index == place);
            own.map(|change| workbook::apply(position, &change.kind, self.returned.lang)).collect()
        })
    }

    /// The files of new positions.
    fn add(&mut self, positions: &[NewPosition], handbook: &Handbook) -> Vec<(String, String)> {
        let mut names = ProjectNames::default();
        self.overlay.files().unwrap_or_default().iter().for_each(|path| names.take(path));
        let mut folders: HashMap<&str, &str> = HashMap::new();
        for department in &handbook.departments {
            let folder = department.positions.first().and_then(|position| position.path.rsplit_once('/'));
            if let (Some(name), Some((folder, _))) = (&department.name, folder) {
                folders.insert(name, folder);
            }
        }
        // Positions that were in one file are in one again.
        let mut files: Vec<(String, Vec<&NewPosition>)> = Vec::new();
        for new in positions {
            let wanted = new.path.as_deref().filter(|path| is_position_file(path) && is_inside(path));
            match (wanted, files.iter_mut().find(|(path, _)| Some(path.as_str()) == wanted)) {
                (_, Some((_, together))) => together.push(new),
                (Some(path), None) if names.is_free(path) => {
                    names.take(path);
                    files.push((path.to_owned(), vec![new]));
                }
                (Some(path), None) => {
                    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                    files.push((names.claim_in(folder, &new.title), vec![new]));
                }
                (None, None) => {
                    let path = match folders.get(new.department.as_str()) {
                        Some(folder) => names.claim_in(folder, &new.title),
                        None => names.claim(Some(&new.department), &new.title),
                    };
                    files.push((path, vec![new]));
                }
            }
        }
        files.into_iter().filter_map(|(path, positions)| self.added(path, &positions)).collect()
    }

    /// The file of new positions; those that cannot be are told.
    fn added(&mut self, path: String, positions: &[&NewPosition]) -> Option<(String, String)> {
        let folder = path.rsplit('/').nth(1).unwrap_or_default();
        let mut contents = Vec::new();
        for new in positions {
            let content = workbook::new_position(new, folder != new.department, self.returned.lang);
            let reason = match &content {
                Some(content) => {
                    let loaded = load_alone(self.world, &path, &amend::written(content));
                    loaded.errors_in(&path).next().map(|error| error.message.clone())
                }
                None => Some(Text::new("这个岗位写不成 YAML", "the position cannot be written as YAML")),
            };
            match (reason, content) {
                (None, Some(content)) => contents.push(content),
                (reason, _) => self.findings.extend(reason.map(|reason| refused(&new.place, reason))),
            }
        }
        let content = match contents.len() {
            0 => return None,
            1 => contents.pop()?,
            _ => Content::list(contents),
        };
        let text = skeleton::schema_line(&skeleton::schema_path(&path)) + "\n" + &amend::written(&content);
        Some((path, text))
    }
}

/// Whether a path stays in the project.
fn is_inside(path: &str) -> bool {
    !path.starts_with('/')
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}
