//! The project as it is being worked on: reads and writes its files, and remembers what can be taken back.

use std::ops::Range;
use std::path::PathBuf;
use std::process;
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Value as Json, json};
use tokio::sync::broadcast;

use super::fault::Fault;
use super::files::Writer;
use super::history::{History, Written};
use super::settings::{Settings, Shown, sets};
use crate::cli::input::open_world;
use crate::cli::world::FsWorld;
use crate::diag::Text;
use crate::model::{self, Handbook, KnownFiles, file_of_id};
use crate::pipeline::{self, Changed, Format, LaidOut, Options, Outcome, WantedDocument};
use crate::serve::{
    self, Change, EditRequest, FileChange, HANDBOOK_ID, KnownOutlines, MoveRequest, NewRequest, Reading,
    Refusal, RemoveRequest, RenameRequest, digest,
};
use crate::sync::lock;
use crate::world::World;

/// What stands for the whole handbook among the ids of positions.
pub const WHOLE: &str = "*";

/// What a request is answered with.
pub type Answer = Result<Json, Fault>;

#[derive(Default)]
struct Memory {
    writer: Writer,
    history: History,
    written: Written,
    shown: Shown,
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

    /// Notes what has changed on disk. What was written here is known already, until others change it.
    pub fn changed(&self, changed: &Changed) {
        let mut memory = lock(&self.memory);
        let unknown = match changed {
            Changed::Everything => {
                memory.written.clear();
                true
            }
            Changed::Positions(files) => {
                let world = self.world().ok();
                let now = |path: &String| world.as_ref().and_then(|world| world.read(path).ok());
                let is_own = |path: &String| {
                    let left = memory.written.get(path);
                    left.is_some_and(|left| left.as_deref().map(str::as_bytes) == now(path).as_deref())
                };
                let others: Vec<&String> = files.iter().filter(|path| !is_own(path)).collect();
                others.iter().for_each(|path| _ = memory.written.remove(*path));
                !others.is_empty()
            }
        };
        if unknown {
            self.note(&mut memory);
        }
    }

    /// Ends the program once the change that is being made is whole. No other is begun.
    pub fn end(&self, code: i32) -> ! {
        let _held = lock(&self.memory);
        process::exit(code)
    }

    fn world(&self) -> Result<FsWorld, Fault> {
        Ok(open_world(Some(&self.dir))?)
    }

    /// The handbook as far as it can be read.
    fn read(&self) -> Result<Handbook, Fault> {
        Ok(model::load_in(&self.world()?, None, Some(&self.known)).handbook)
    }

    fn options(&self) -> Options {
        let options = lock(&self.memory).shown.options();
        Options { known: Some(self.known.clone()), ..options }
    }

    pub fn project(&self) -> Answer {
        let mut project = serve::project(&self.world()?, &self.options());
        let memory = lock(&self.memory);
        project["sets"] = sets(project["set"].as_str().unwrap_or_default()).into();
        if let Some(set) = &memory.shown.set {
            project["set"] = set.as_str().into();
        }
        let last = |again| memory.history.what(again).map(|what| json!({"zh": what.zh, "en": what.en}));
        project["folder"] = self.dir.display().to_string().into();
        project["readOnly"] = self.is_read_only.into();
        project["generation"] = memory.generation.into();
        project["undo"] = last(false).into();
        project["redo"] = last(true).into();
        Ok(project)
    }

    pub fn handbook(&self) -> Answer {
        Ok(serve::handbook(&self.world()?)?)
    }

    pub fn chart(&self) -> Answer {
        Ok(serve::chart(&self.read()?))
    }

    pub fn staffing(&self) -> Answer {
        Ok(serve::staffing(&self.read()?))
    }

    pub fn search(&self, query: &str) -> Answer {
        Ok(serve::search(&self.read()?, query))
    }

    pub fn position(&self, id: &str) -> Answer {
        serve::position(&self.world()?, id).ok_or(Fault::Unknown)
    }

    /// Pages of a position, or of the handbook ([`WHOLE`]), counted from 0.
    pub fn pages(&self, id: &str, wanted: Range<usize>, known: &KnownOutlines) -> Answer {
        if id != WHOLE {
            return self.lay_out(Some(id), |document| serve::pages(&document, wanted, known));
        }
        // People leaf through it, page by page, until something changes.
        let mut last = lock(&self.handbook);
        let generation = lock(&self.memory).generation;
        match &*last {
            Some((of, document)) if *of == generation => Ok(serve::pages(document, wanted, known)),
            _ => self.lay_out(None, |document| {
                let (_, document) = last.insert((generation, document));
                serve::pages(document, wanted, known)
            }),
        }
    }

    /// Lays out a document and shows it, or the findings that say why there is none.
    fn lay_out(&self, id: Option<&str>, show: impl FnOnce(LaidOut) -> Json) -> Answer {
        let (world, options) = (self.world()?, self.options());
        let Outcome { value, report } = pipeline::lay_out(&world, &options, id);
        let Some(document) = value else {
            let is_broken = |path| report.diagnostics.iter().any(|found| found.is_error_of(path));
            let may_be = |path| model::is_read(&world, path) && is_broken(path);
            if id.is_some_and(|id| serve::position(&world, id).is_none() && !may_be(file_of_id(id))) {
                return Err(Fault::Unknown);
            }
            let handbook = pipeline::survey(&world, &options).0;
            return Ok(serve::no_pages(serve::findings(&report.diagnostics, &report.sources, &handbook)));
        };
        Ok(show(document))
    }

    pub fn edit(&self, request: &EditRequest) -> Answer {
        self.change(|world| serve::edit(world, request), Some(&request.id))
    }

    pub fn add(&self, request: &NewRequest) -> Answer {
        self.change(|world| serve::add(world, request), None)
    }

    pub fn remove(&self, request: &RemoveRequest) -> Answer {
        self.change(|world| serve::remove(world, request), None)
    }

    pub fn transfer(&self, request: &MoveRequest) -> Answer {
        self.change(|world| serve::transfer(world, request), Some(&request.id))
    }

    pub fn rename(&self, request: &RenameRequest) -> Answer {
        self.change(|world| serve::rename(world, request), Some(&request.id))
    }

    /// Takes the last change back, or makes it again.
    pub fn back(&self, again: bool) -> Answer {
        let mut memory = self.writing()?;
        let Some((what, files)) = memory.history.next(again) else {
            return Err(Fault::Conflict(
                json!({"error": "nothing", "zh": "没有可以撤回的改动", "en": "there is nothing to take back"}),
            ));
        };
        let written = memory.writer.write(&self.world()?, &files);
        if let Err(Fault::Changed(Text { zh, en })) = written {
            memory.history.skip(again);
            self.note(&mut memory);
            return Err(Fault::Changed(Text::new(
                format!("{zh}；“{}”因此跳过", what.zh),
                format!("{en}; so “{}” is skipped", what.en),
            )));
        }
        written?;
        memory.written.extend(files.into_iter().map(|file| (file.path, file.after)));
        memory.history.turn(again);
        self.note(&mut memory);
        self.result(&memory, None)
    }

    /// Mends what needs no thought.
    pub fn fix(&self) -> Answer {
        let mut memory = self.writing()?;
        let world = self.world()?;
        let (mended, _) = pipeline::mend(&Reading::new(&world), &Options::default());
        let files: Vec<FileChange> = mended
            .into_iter()
            .map(|file| FileChange::new(&file.path, Some(file.before), Some(file.after)))
            .collect();
        if !files.is_empty() {
            let count = files.len();
            let what =
                Text::new(format!("自动改正 {count} 个文件"), format!("what was mended in {count} files"));
            self.make(Change { files, what, id: None, references: 0 }, &mut memory)?;
        }
        self.result(&memory, None)
    }

    pub fn file(&self, path: &str) -> Answer {
        let text = serve::text(&self.world()?, path)?;
        Ok(json!({"path": path, "digest": digest(&text), "text": &*text}))
    }

    /// Writes a file as somebody typed it, if it is still the one that he read.
    pub fn set_file(&self, path: &str, read: &str, text: &str) -> Answer {
        let mut memory = self.writing()?;
        let before = serve::text(&self.world()?, path)?;
        let other =
            |now: &str| Fault::Conflict(json!({"error": "changed", "text": now, "digest": digest(now)}));
        if digest(&before) != read && *before != *text {
            return Err(other(&before));
        }
        if *before != *text {
            let what = Text::new(format!("文件 {path}"), format!("the file {path}"));
            let files = vec![FileChange::new(path, Some(before), Some(text.into()))];
            let made = self.make(Change { files, what, id: None, references: 0 }, &mut memory);
            if matches!(made, Err(Fault::Changed(_))) {
                return Err(other(&serve::text(&self.world()?, path)?));
            }
            made?;
        }
        self.result(&memory, None)
    }

    /// Shows pages with what somebody has chosen. All who look at them see it, so it counts as a change.
    pub fn set_up(&self, settings: &Settings) -> Answer {
        let world = self.world()?;
        let mut memory = self.writing()?;
        memory.shown = memory.shown.chosen(&world, settings)?;
        self.note(&mut memory);
        drop(memory);
        self.project()
    }

    /// A document with its name.
    pub fn document(&self, wanted: WantedDocument, format: Format) -> Result<(String, Vec<u8>), Fault> {
        let Outcome { value, report } = pipeline::document(&self.world()?, &self.options(), wanted, format);
        if report.diagnostics.iter().any(|finding| finding.is_error()) {
            return Err(Fault::Refused(Text::new(
                "有错误，请先改正（见问题一栏）",
                "there are errors; mend them first (see the findings)",
            )));
        }
        let output = value.ok_or(Fault::Unknown)?;
        let name = output.path.rsplit('/').next().unwrap_or(&output.path).to_owned();
        Ok((name, output.bytes))
    }

    fn writing(&self) -> Result<MutexGuard<'_, Memory>, Fault> {
        if self.is_read_only { Err(Fault::ReadOnly) } else { Ok(lock(&self.memory)) }
    }

    /// Makes the change that a request asks for, if there is one to make, and shows the position then.
    fn change(
        &self,
        change: impl FnOnce(&FsWorld) -> Result<Option<Change>, Refusal>,
        id: Option<&str>,
    ) -> Answer {
        let mut memory = self.writing()?;
        let Some(change) = change(&self.world()?)? else { return self.result(&memory, id) };
        let (id, references) = (change.id.clone(), change.references);
        self.make(change, &mut memory)?;
        let mut result = self.result(&memory, id.as_deref())?;
        result["references"] = references.into();
        Ok(result)
    }

    fn make(&self, change: Change, memory: &mut Memory) -> Result<(), Fault> {
        memory.writer.write(&self.world()?, &change.files)?;
        let left: Vec<_> = change.files.iter().map(|file| (file.path.clone(), file.after.clone())).collect();
        memory.history.add(change, &memory.written);
        memory.written.extend(left);
        self.note(memory);
        Ok(())
    }

    fn note(&self, memory: &mut Memory) {
        memory.generation += 1;
        _ = self.changes.send(memory.generation);
    }

    fn result(&self, memory: &Memory, id: Option<&str>) -> Answer {
        let world = self.world()?;
        let position = match id {
            Some(HANDBOOK_ID) => Some(serve::handbook(&world)?),
            Some(id) => serve::position(&world, id),
            None => None,
        };
        Ok(json!({"generation": memory.generation, "position": position}))
    }
}
