//! Reads a project folder: which files it holds, and in which order their positions stand.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::decode::{self, Decoder};
use super::file::{KnownFiles, PositionFile};
use super::spelling::SPELLING;
use super::{Department, Handbook, Language, Loaded, Position, Str, mistake, order};
use crate::diag::{Diagnostic, Sources, Span};
use crate::world::{Memory, Misnamed, World};
use crate::yaml::{self, Parsed};

/// The most positions of a project.
const MAX_POSITIONS: usize = 100_000;
/// What the handbook's own file may be called.
pub const HANDBOOKS: [&str; 2] = ["handbook.yaml", "handbook.yml"];
/// Folders that hold no positions, at any depth.
const OTHER_FOLDERS: [&str; 3] = ["templates", "fonts", "dist"];

/// Reads, parses and decodes every file of a project.
pub fn load(world: &dyn World) -> Loaded {
    load_in(world, None, None)
}

/// The same, with the form's labels in another language than the handbook's own, if one is given. Files that are
/// `known` are not decoded again.
pub fn load_in(world: &dyn World, language: Option<Language>, known: Option<&KnownFiles>) -> Loaded {
    let mut loading = Loading::new(language);
    let files = match world.files() {
        Ok(files) => files,
        Err(error) => {
            loading.fail("", world, &error);
            let handbook = loading.empty_handbook();
            return loading.finish(handbook);
        }
    };
    let mut handbook = loading.handbook(world, &files);
    loading.names(world, &files);
    loading.misnamed(world);
    let read = |path: &str| PositionFile::read(world, path, handbook.language, known);
    let positions = loading.positions(world, &position_files(&files, &handbook), &read);
    arrange(&mut handbook, positions);
    loading.finish(handbook)
}

/// Reads one file, with this text, and the handbook's own file.
pub fn load_alone(world: &dyn World, path: &str, text: &str) -> Loaded {
    let mut alone = Memory::new();
    for name in HANDBOOKS {
        world.read(name).into_iter().for_each(|bytes| alone.insert(name, &*bytes));
    }
    alone.insert(path, text);
    load(&alone)
}

/// Reads the handbook's own file alone: its departments have no positions.
#[cfg(feature = "cli")]
pub fn load_handbook(world: &dyn World) -> Loaded {
    let mut loading = Loading::new(None);
    let handbook = match world.files() {
        Ok(files) => loading.handbook(world, &files),
        Err(error) => {
            loading.fail("", world, &error);
            loading.empty_handbook()
        }
    };
    loading.finish(handbook)
}

/// What has been read so far.
struct Loading {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    complete: bool,
    /// In place of the handbook's own.
    language: Option<Language>,
}

impl Loading {
    fn new(language: Option<Language>) -> Loading {
        Loading { sources: Sources::new(), diagnostics: Vec::new(), complete: true, language }
    }

    fn empty_handbook(&self) -> Handbook {
        let language = self.language.unwrap_or_default();
        decode::empty(&Decoder::new(&"handbook.yaml".into(), "", language))
    }

    fn fail(&mut self, path: &str, world: &dyn World, error: &std::io::Error) {
        let path: Arc<str> = path.into();
        self.diagnostics.push(mistake::unreadable(error).in_file(&path));
        self.sources.insert_name(path.clone(), world.display(&path));
        self.complete = false;
    }

    fn handbook(&mut self, world: &dyn World, files: &[String]) -> Handbook {
        let mut found = files.iter().filter(|path| is_handbook(path));
        let Some(path) = found.next() else { return self.empty_handbook() };
        let path: Arc<str> = path.as_str().into();
        if let Some(second) = found.next() {
            self.diagnostics.push(mistake::two_handbooks().in_file(&second.as_str().into()));
            self.sources.insert_name(second.as_str().into(), world.display(second));
        }
        let bytes = match world.read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.fail(&path, world, &error);
                return self.empty_handbook();
            }
        };
        let Parsed { text, documents, diagnostics, incomplete } = yaml::parse_with(&path, &bytes, SPELLING);
        self.complete &= !incomplete;
        self.sources.insert(path.clone(), world.display(&path), text.clone());
        self.diagnostics.extend(diagnostics);
        let mut decoder = Decoder::new(&path, &text, self.language.unwrap_or_default());
        decoder.incomplete = incomplete;
        let handbook = match documents.first() {
            Some(node) => decode::handbook(&mut decoder, node, self.language),
            None => decode::empty(&decoder),
        };
        self.diagnostics.extend(decoder.finish());
        if let Some(second) = documents.get(1) {
            self.diagnostics.push(mistake::second_document().at(&path, second.span));
        }
        handbook
    }

    /// Reports files that are not read, although their names show that they were meant to be.
    fn names(&mut self, world: &dyn World, files: &[String]) {
        let mut told = |path: &str, finding: Diagnostic| {
            self.sources.insert_name(path.into(), world.display(path));
            self.diagnostics.push(finding.in_file(&path.into()));
        };
        for path in files {
            let name = path.rsplit('/').next().unwrap_or(path);
            if is_misnamed_handbook(path) {
                told(path, mistake::misnamed_handbook(name));
            } else if let Some(meant) = without_txt(path).filter(|meant| is_position_file(meant)) {
                let meant = meant.rsplit('/').next().unwrap_or(meant);
                told(path, mistake::misnamed_file(meant));
            }
        }
    }

    /// Reports files of positions that are not read because their names are not UTF-8.
    fn misnamed(&mut self, world: &dyn World) {
        // Where the names cannot be read, the files cannot either, which is reported already.
        for Misnamed { path, reading, is_folder, holds_yaml } in world.misnamed().unwrap_or_default() {
            let would_be_read = match is_folder {
                true => holds_yaml && is_position_file(&format!("{path}/x.yaml")),
                false => is_position_file(&path),
            };
            if would_be_read {
                let file: Arc<str> = path.into();
                let finding = mistake::misnamed(is_folder, reading.as_deref());
                self.sources.insert_name(file.clone(), world.display(&file));
                self.diagnostics.push(finding.in_file(&file));
                self.complete = false;
            }
        }
    }

    fn positions(
        &mut self,
        world: &dyn World,
        files: &[&str],
        read: &(impl Fn(&str) -> std::io::Result<PositionFile> + Sync),
    ) -> Vec<Position> {
        if files.is_empty() {
            self.diagnostics.push(mistake::nothing_to_do(&world.display("")));
        }
        if files.len() > MAX_POSITIONS {
            self.diagnostics.push(mistake::too_many_positions(MAX_POSITIONS));
            self.complete = false;
            return Vec::new();
        }
        let read: Vec<_> = files.par_iter().map(|path| read(path)).collect();
        let mut positions = Vec::new();
        for (path, file) in files.iter().zip(read) {
            match file {
                Ok(file) => {
                    self.sources.insert((*path).into(), world.display(path), file.text);
                    self.diagnostics.extend(file.diagnostics);
                    self.complete &= file.complete;
                    positions.extend(file.positions);
                }
                Err(error) => self.fail(path, world, &error),
            }
        }
        if positions.len() > MAX_POSITIONS {
            self.diagnostics.push(mistake::too_many_positions(MAX_POSITIONS));
            positions.truncate(MAX_POSITIONS);
        }
        positions
    }

    fn finish(mut self, handbook: Handbook) -> Loaded {
        self.diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
        return Loaded {
            handbook,
            sources: self.sources,
            diagnostics: self.diagnostics,
            complete: self.complete,
        };

        /// Findings without a file come last.
        fn key(d: &Diagnostic) -> (bool, Option<(&str, Option<Span>)>) {
            (d.place.is_none(), d.place.as_ref().map(|place| (&*place.path, place.span)))
        }
    }
}

fn is_handbook(path: &str) -> bool {
    HANDBOOKS.contains(&path)
}

/// `Handbook.yaml`: file systems that ignore case would even find it.
fn is_misnamed_handbook(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    is_handbook(&lower) && !is_handbook(path)
}

/// `甲.yaml` of `甲.yaml.txt`.
fn without_txt(path: &str) -> Option<&str> {
    let (meant, extension) = path.rsplit_once('.')?;
    extension.eq_ignore_ascii_case("txt").then_some(meant)
}

/// Whether a file is read as one of positions, and not as the handbook's own.
pub fn is_of_positions(path: &str) -> bool {
    is_position_file(path) && !is_handbook(path) && !is_misnamed_handbook(path)
}

/// The files that describe positions, by path.
fn position_files<'a>(files: &'a [String], handbook: &Handbook) -> Vec<&'a str> {
    let set = template_folder(files, handbook);
    let in_set = |path: &str| set.as_deref().is_some_and(|folder| path.starts_with(folder));
    let mut found: Vec<&str> = files.iter().map(String::as_str).collect();
    found.retain(|path| is_of_positions(path) && !in_set(path));
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a project reads this file: as the handbook's own, or as one of positions.
#[cfg(feature = "serve")]
pub fn is_read(world: &dyn World, path: &str) -> bool {
    let Ok(files) = world.files() else { return false };
    if is_handbook(path) {
        return files.iter().any(|known| known == path);
    }
    let handbook = Loading::new(None).handbook(world, &files);
    position_files(&files, &handbook).binary_search(&path).is_ok()
}

/// What labels of old files mean; `import` writes and reads it.
pub const IMPORT_MAPPING: &str = "import.yaml";

/// Whether a project's file, named from its folder on, is read as one of positions (or as the handbook).
pub fn is_position_file(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    // Office programs put a `~$` file beside the one that is open.
    let hidden = |name: &str| name.starts_with(['_', '.']) || name.starts_with("~$");
    let is_yaml = name.rsplit_once('.').is_some_and(|(_, extension)| {
        extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
    });
    let other = |folder: &str| hidden(folder) || OTHER_FOLDERS.contains(&folder);
    is_yaml && !hidden(name) && path != IMPORT_MAPPING && !folders.split('/').any(other)
}

/// The folder of a template set that the project keeps outside `templates/`, with its `/`.
fn template_folder(files: &[String], handbook: &Handbook) -> Option<String> {
    let written = handbook.template.as_ref()?.trim();
    let folder = written.trim_start_matches("./").trim_end_matches('/');
    let sheet = format!("{folder}/template.yaml");
    files.contains(&sheet).then(|| format!("{folder}/"))
}

/// Puts the positions into their departments, in order, and gives everything its anchor.
fn arrange(handbook: &mut Handbook, positions: Vec<Position>) {
    let departments = &mut handbook.departments;
    let name = |name: &Option<Str>| name.as_ref().map(|name| name.value.clone());
    let mut places: HashMap<Option<Box<str>>, usize> =
        departments.iter().enumerate().map(|(at, department)| (name(&department.name), at)).collect();
    for position in positions {
        let mut place = |named: Option<&Str>| {
            *places.entry(named.map(|name| name.value.clone())).or_insert_with(|| {
                departments.push(Department { name: named.cloned(), ..Department::default() });
                departments.len() - 1
            })
        };
        let at = place(position.department.as_ref());
        position.other_departments.iter().for_each(|other| _ = place(Some(other)));
        departments[at].positions.push(position);
    }
    order::put_in_order(handbook);
    let effective_date = handbook.effective_date.as_ref();
    for (number, department) in (1..).zip(&mut handbook.departments) {
        finish_department(department, number);
        // A position that names no date of its own came into force with the handbook.
        let undated = department.positions.iter_mut().filter(|position| position.effective_date.is_none());
        undated.for_each(|position| position.effective_date = effective_date.cloned());
    }
    share(&mut handbook.departments, &places);
}

/// Tells departments which positions of others serve them, too.
fn share(departments: &mut [Department], places: &HashMap<Option<Box<str>>, usize>) {
    let mut shared = Vec::new();
    for (at, department) in departments.iter().enumerate() {
        for (place, position) in department.positions.iter().enumerate() {
            let others = position.other_departments.iter();
            let others = others.filter_map(|name| places.get(&Some(name.value.clone())));
            shared.extend(others.filter(|other| **other != at).map(|other| (*other, (at, place))));
        }
    }
    for (other, place) in shared {
        departments[other].shared.push(place);
    }
}

fn finish_department(department: &mut Department, number: usize) {
    department.id = format!("d{number}");
    for (at, position) in (1..).zip(&mut department.positions) {
        position.id = format!("d{number}p{at}");
    }
}
