//! The project as it is being worked on: reads and writes its files, and remembers what can be taken back.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use tokio::sync::broadcast;

use crate::cli::exit::Stop;
use crate::cli::input::open_world;
use crate::cli::world::FsWorld;
use crate::cli::write::write_all;
use crate::diag::Text;
use crate::hash::stable;
use crate::model::{KnownFiles, is_position_file, parted_id};
use crate::pipeline::{self, Format, LaidOut, Options, Outcome};
use crate::serve::{self, EditRequest, FileEdit, Refusal};
use crate::sync::lock;
use crate::template::{OutputKind, SetChoice};
use crate::world::World;

/// How many changes can be taken back.
const MOST_STEPS: usize = 500;
/// Changes of one key that follow each other this fast are one: somebody types.
const TYPING: Duration = Duration::from_secs(2);

/// The built-in template sets, with what they are called.
const SETS: [(&str, &str, &str); 4] = [
    ("standard", "传统表格", "Standard"),
    ("compact", "紧凑表格", "Compact"),
    ("modern", "现代", "Modern"),
    ("official", "公文", "Official"),
];

/// Why a request is not answered as asked.
#[derive(Debug)]
pub enum Fault {
    /// There is no such thing.
    Unknown,
    /// Nobody may change anything.
    ReadOnly,
    /// What somebody else has written stands in the way; the value or the file as it is now.
    Conflict(Json),
    /// Not allowed, with the reason.
    Refused(Text),
    /// A file that cannot be read or written.
    File(Text),
}

impl From<Stop> for Fault {
    fn from(stop: Stop) -> Fault {
        Fault::File(stop.text().clone())
    }
}

type Answer = Result<Json, Fault>;

/// Files that changed together.
#[derive(Clone, Debug)]
struct Step {
    files: Vec<StepFile>,
    what: Text,
    at: Instant,
}

#[derive(Clone, Debug)]
struct StepFile {
    path: String,
    before: Arc<str>,
    after: Arc<str>,
}

impl Step {
    /// Whether another step is more of the same.
    fn goes_on(&self, next: &Step) -> bool {
        let same = |(one, other): (&StepFile, &StepFile)| one.path == other.path && one.after == other.before;
        self.what == next.what
            && next.at.duration_since(self.at) < TYPING
            && self.files.len() == next.files.len()
            && self.files.iter().zip(&next.files).all(same)
    }

    fn go_on(&mut self, next: Step) {
        for (file, after) in self.files.iter_mut().zip(next.files) {
            file.after = after.after;
        }
        self.at = next.at;
    }
}

#[derive(Default)]
struct Memory {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The template set that pages are shown in, if it is not the handbook's.
    set: Option<String>,
    generation: u64,
}

pub struct Desk {
    dir: PathBuf,
    is_read_only: bool,
    /// Locked while files are written, so that edits follow each other.
    memory: Mutex<Memory>,
    changes: broadcast::Sender<u64>,
    /// The files as they were read last: most requests come after the change of one.
    known: Arc<KnownFiles>,
    /// The whole handbook, and the number of the change after which it was laid out.
    handbook: Mutex<Option<(u64, LaidOut)>>,
}

impl Desk {
    pub fn new(dir: PathBuf, is_read_only: bool) -> Desk {
        Desk {
            dir,
            is_read_only,
            memory: Mutex::default(),
            changes: broadcast::channel(16).0,
            known: Arc::default(),
            handbook: Mutex::default(),
        }
    }

    /// The numbers of changes, as they happen.
    pub fn listen(&self) -> broadcast::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Notes that something has changed.
    pub fn changed(&self) {
        let mut memory = lock(&self.memory);
        memory.generation += 1;
        _ = self.changes.send(memory.generation);
    }

    fn world(&self) -> Result<FsWorld, Fault> {
        Ok(open_world(Some(&self.dir))?)
    }

    fn options(&self) -> Options {
        let template = lock(&self.memory).set.clone().map(SetChoice::Name);
        Options { template, known: Some(self.known.clone()), ..Options::default() }
    }

    pub fn project(&self) -> Answer {
        let mut project = serve::project(&self.world()?, &self.options());
        let memory = lock(&self.memory);
        if let Some(set) = &memory.set {
            project["set"] = set.as_str().into();
        }
        let last = |steps: &[Step]| steps.last().map(|step| json!({"zh": step.what.zh, "en": step.what.en}));
        project["sets"] =
            SETS.iter().map(|(name, zh, en)| json!({"name": name, "zh": zh, "en": en})).collect();
        project["folder"] = self.dir.display().to_string().into();
        project["readOnly"] = self.is_read_only.into();
        project["generation"] = memory.generation.into();
        project["undo"] = last(&memory.undo).into();
        project["redo"] = last(&memory.redo).into();
        Ok(project)
    }

    pub fn position(&self, id: &str) -> Answer {
        serve::position(&self.world()?, id).ok_or(Fault::Unknown)
    }

    /// Pages of a position, or of the handbook (`*`), counted from 0.
    pub fn pages(&self, id: &str, wanted: Range<usize>) -> Answer {
        if id != "*" {
            return self.lay_out(Some(id), |document| serve::pages(&document, wanted));
        }
        // People leaf through it, page by page, until something changes.
        let mut last = lock(&self.handbook);
        let generation = lock(&self.memory).generation;
        match &*last {
            Some((of, document)) if *of == generation => Ok(serve::pages(document, wanted)),
            _ => self.lay_out(None, |document| {
                let (_, document) = last.insert((generation, document));
                serve::pages(document, wanted)
            }),
        }
    }

    /// Lays out a document and shows it, or the findings that say why there is none.
    fn lay_out(&self, id: Option<&str>, show: impl FnOnce(LaidOut) -> Json) -> Answer {
        let (world, options) = (self.world()?, self.options());
        let Outcome { value, report } = pipeline::lay_out(&world, &options, id);
        Ok(match value {
            Some(document) => show(document),
            None => {
                let handbook = pipeline::survey(&world, &options).0;
                serve::no_pages(serve::findings(&report.diagnostics, &report.sources, &handbook))
            }
        })
    }

    pub fn edit(&self, request: &EditRequest) -> Answer {
        let mut memory = self.writing()?;
        let edit = serve::edit(&self.world()?, request).map_err(|refusal| match refusal {
            Refusal::Unknown => Fault::Unknown,
            Refusal::Conflict(current) => Fault::Conflict(json!({"error": "conflict", "current": current})),
            Refusal::Refused(reason) => Fault::Refused(reason),
        })?;
        if let Some(FileEdit { path, before, after, what }) = edit {
            let files = vec![StepFile { path, before, after: after.into() }];
            self.make(Step { files, what, at: Instant::now() }, &mut memory)?;
        }
        self.result(&memory, Some(&request.id))
    }

    /// Takes the last change back, or makes it again.
    pub fn back(&self, again: bool) -> Answer {
        let mut memory = self.writing()?;
        let memory = &mut *memory;
        let (from, to) = match again {
            true => (&mut memory.redo, &mut memory.undo),
            false => (&mut memory.undo, &mut memory.redo),
        };
        let step = from.last().cloned().ok_or_else(|| {
            Fault::Conflict(json!({"error": "nothing", "zh": "没有可以撤回的改动", "en": "there is nothing to take back"}))
        })?;
        let turned = step.files.iter().map(|file| match again {
            true => file.clone(),
            false => {
                StepFile { before: file.after.clone(), after: file.before.clone(), path: file.path.clone() }
            }
        });
        self.write(&turned.collect::<Vec<_>>())?;
        from.pop();
        to.push(step);
        self.note(memory);
        self.result(memory, None)
    }

    /// Mends what needs no thought.
    pub fn fix(&self) -> Answer {
        let mut memory = self.writing()?;
        let (mended, _) = pipeline::mend(&self.world()?, &Options::default());
        let files: Vec<StepFile> = mended
            .into_iter()
            .map(|file| StepFile { path: file.path, before: file.before, after: file.after })
            .collect();
        if !files.is_empty() {
            let count = files.len();
            let what =
                Text::new(format!("自动改正 {count} 个文件"), format!("what was mended in {count} files"));
            self.make(Step { files, what, at: Instant::now() }, &mut memory)?;
        }
        self.result(&memory, None)
    }

    pub fn file(&self, path: &str) -> Answer {
        let text = self.text(path)?;
        Ok(json!({"path": path, "digest": digest(&text), "text": &*text}))
    }

    /// Writes a file as somebody typed it, if it is still the one that he read.
    pub fn set_file(&self, path: &str, read: &str, text: &str) -> Answer {
        let mut memory = self.writing()?;
        let before = self.text(path)?;
        if digest(&before) != read && *before != *text {
            return Err(Fault::Conflict(
                json!({"error": "changed", "text": &*before, "digest": digest(&before)}),
            ));
        }
        if *before != *text {
            let what = Text::new(format!("文件 {path}"), format!("the file {path}"));
            let files = vec![StepFile { path: path.to_owned(), before, after: text.into() }];
            self.make(Step { files, what, at: Instant::now() }, &mut memory)?;
        }
        self.result(&memory, None)
    }

    /// The template set to show pages in.
    pub fn set_template(&self, name: &str) -> Answer {
        if !SETS.iter().any(|(known, ..)| *known == name) {
            return Err(Fault::Unknown);
        }
        let mut memory = lock(&self.memory);
        memory.set = Some(name.to_owned());
        self.note(&mut memory);
        drop(memory);
        self.project()
    }

    /// A document with its name: of a position, or of the handbook (`*`).
    pub fn document(&self, id: &str, format: Format) -> Result<(String, Vec<u8>), Fault> {
        let world = self.world()?;
        let kind = if id == "*" { OutputKind::Handbook } else { OutputKind::Position };
        let options = Options { formats: vec![format], kinds: vec![kind], ..self.options() };
        let Outcome { value, report } = pipeline::collect(&world, &options);
        let outputs = value.filter(|_| !report.diagnostics.iter().any(|finding| finding.is_error()));
        let (path, _) = parted_id(id);
        let title =
            serve::position(&world, id).and_then(|position| position["title"].as_str().map(str::to_owned));
        let is_its = |output: &pipeline::Output| {
            Some(&output.subject.title) == title.as_ref()
                && output.subject.sources.iter().any(|source| source == path)
        };
        let shows = |output: &&pipeline::Output| kind == OutputKind::Handbook || is_its(output);
        let outputs = outputs.ok_or_else(|| {
            Fault::Refused(Text::new(
                "有错误，请先改正（见问题一栏）",
                "there are errors; mend them first (see the findings)",
            ))
        })?;
        let output = outputs.iter().find(shows).ok_or(Fault::Unknown)?;
        let name = output.path.rsplit('/').next().unwrap_or(&output.path).to_owned();
        Ok((name, output.bytes.clone()))
    }

    fn text(&self, path: &str) -> Result<Arc<str>, Fault> {
        let world = self.world()?;
        let is_ours = is_position_file(path) || path == "handbook.yaml" || path == "handbook.yml";
        let is_there = world.files().is_ok_and(|files| files.iter().any(|known| known == path));
        if !is_ours || !is_there {
            return Err(Fault::Unknown);
        }
        let bytes = world.read(path).map_err(|_| Fault::Unknown)?;
        std::str::from_utf8(&bytes).map(Arc::from).map_err(|_| Fault::Unknown)
    }

    fn writing(&self) -> Result<MutexGuard<'_, Memory>, Fault> {
        if self.is_read_only { Err(Fault::ReadOnly) } else { Ok(lock(&self.memory)) }
    }

    fn make(&self, step: Step, memory: &mut Memory) -> Result<(), Fault> {
        self.write(&step.files)?;
        memory.redo.clear();
        match memory.undo.last_mut() {
            Some(last) if last.goes_on(&step) => last.go_on(step),
            _ => memory.undo.push(step),
        }
        if memory.undo.len() > MOST_STEPS {
            memory.undo.remove(0);
        }
        self.note(memory);
        Ok(())
    }

    /// Writes files that nobody else has changed since.
    fn write(&self, files: &[StepFile]) -> Result<(), Fault> {
        let world = self.world()?;
        for file in files {
            if !world.read(&file.path).is_ok_and(|bytes| *bytes == *file.before.as_bytes()) {
                let path = &file.path;
                return Err(Fault::Conflict(json!({
                    "error": "changed",
                    "zh": format!("{path} 被别人改过，没有写入"),
                    "en": format!("{path} was changed by others, and is not written"),
                })));
            }
        }
        let files: Vec<(PathBuf, &[u8])> =
            files.iter().map(|file| (world.root().join(&file.path), file.after.as_bytes())).collect();
        write_all(&files).map_err(Stop::from)?;
        Ok(())
    }

    fn note(&self, memory: &mut Memory) {
        memory.generation += 1;
        _ = self.changes.send(memory.generation);
    }

    fn result(&self, memory: &Memory, id: Option<&str>) -> Answer {
        let world = self.world()?;
        let position = id.and_then(|id| serve::position(&world, id));
        Ok(json!({"generation": memory.generation, "position": position, "problem": null}))
    }
}

fn digest(text: &str) -> String {
    format!("{:016x}", stable(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::BUILT_IN;

    #[test]
    fn every_built_in_set_is_offered() {
        let mut names: Vec<&str> = SETS.iter().map(|(name, ..)| *name).collect();
        names.sort_unstable();
        let mut known: Vec<&str> = BUILT_IN.iter().map(|set| set.name).collect();
        known.sort_unstable();
        assert_eq!(names, known);
    }
}
