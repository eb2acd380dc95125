//! Makes documents anew whenever the project changes (`gangwei watch`), until Ctrl-C.
//!
//! - What is wrong with the data, or with a file, is told, and the next change is waited for.
//! - After a change of positions, what shows them comes first. The rest, where a sheet may tell of other
//!   positions, follows when it is quiet, and gives way to the next change.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use clap::Args;

use crate::diag::{Diagnostic, Text, count_of};
use crate::pipeline::Changed;
use crate::template::OutputKind;

use super::build::{BuildSession, MadeDocuments, make, options};
use crate::cli::args::Making;
use crate::cli::changes::Changes;
use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::cli::input::{open_world, project_dir, template_dir};
use crate::cli::write::FileOutcome;

/// How long it is quiet before the rest is made.
const QUIET: Duration = Duration::from_secs(1);

/// Make the documents now and after each change, until Ctrl-C
#[derive(Debug, Args)]
pub struct Watch {
    #[command(flatten)]
    making: Making,
}

pub fn run(watch: &Watch, console: &Console) -> Result<u8, Stop> {
    let making = &watch.making;
    let dir = project_dir(making.input.dir.as_deref())?;
    // What is wrong with the command line ends it before it begins.
    open_world(Some(&dir))?;
    let has_rest = options(making)?.kinds.iter().any(|kind| *kind != OutputKind::Handbook);
    // To be stopped is how it ends in order.
    let session = BuildSession::start(making, None, console, Text::new("已停止", "stopped"), |_| 0);
    let folders = [Some(dir.clone()), template_dir(&making.input)].into_iter().flatten().collect();
    let mut changes = Changes::watch(folders, &making.output)?;
    let shown = dir.display();
    console.note(&Text::new(
        format!("正在关注 {shown}，改动后自动重新生成；Ctrl-C 结束"),
        format!("watching {shown}, to build anew after each change; Ctrl-C ends it"),
    ));
    let mut watching = Watching { dir, making, session, console, told: Vec::new() };
    let mut due = Changed::Everything;
    let mut owed = false;
    loop {
        if watching.rebuild(&due) {
            owed = has_rest && due != Changed::Everything;
            due = Changed::nothing();
        }
        let next = changes.wait((owed && due.is_nothing()).then_some(QUIET))?;
        let next = match next {
            Some(next) => next,
            None => {
                owed = !watching.make_rest(changes.pending());
                changes.wait(None)?.unwrap_or(Changed::Everything)
            }
        };
        due = due.and(next);
    }
}

struct Watching<'a> {
    dir: PathBuf,
    making: &'a Making,
    session: BuildSession,
    console: &'a Console,
    /// What the last build found.
    told: Vec<Diagnostic>,
}

impl Watching<'_> {
    /// Makes what is due, and tells how that went. Says whether it is done.
    fn rebuild(&mut self, due: &Changed) -> bool {
        let begun = Instant::now();
        match self.make(due, &AtomicBool::new(false)) {
            Ok(made) => {
                let done = made.exit_code() == 0;
                self.tell(made, begun);
                done
            }
            Err(stop) => {
                self.session.progress.finish();
                self.session.stages.close();
                self.told.clear();
                self.console.stop(&stop);
                false
            }
        }
    }

    /// Makes all documents, until something changes. Tells only what is new. Says whether it was done.
    fn make_rest(&mut self, pending: &AtomicBool) -> bool {
        let made = self.make(&Changed::Everything, pending);
        let written = made.as_ref().map_or(0, written);
        if written > 0 {
            self.console.note(&Text::new(
                format!("随之更新 {written} 个文件"),
                format!("{} followed", count_of(written, "file")),
            ));
        }
        // What fails here fails again, and is told, after the next change.
        made.is_ok_and(|made| made.exit_code() == 0) && !pending.load(std::sync::atomic::Ordering::Relaxed)
    }

    fn make(&self, due: &Changed, ends: &AtomicBool) -> Result<MadeDocuments, Stop> {
        let world = open_world(Some(&self.dir))?;
        let mut options = options(self.making)?;
        options.changed = Some(due.clone());
        make(&world, self.making, &options, &self.session, ends)
    }

    fn tell(&mut self, made: MadeDocuments, begun: Instant) {
        let failed = made.exit_code() != 0;
        // The same warnings after each change would hide what is new.
        if failed || made.report.diagnostics != self.told {
            self.console.diagnostics(&made.report);
        }
        made.tell_removed(self.console);
        let (all, written) = (made.records.len(), written(&made));
        let (same, time) = (all - written, begun.elapsed().as_millis());
        self.console.note(&match failed {
            false => Text::new(
                format!("已生成：写入 {written} 个文件，{same} 个未变，用时 {time} 毫秒"),
                format!("built: {} written, {same} unchanged, in {time} ms", count_of(written, "file")),
            ),
            true => Text::new(
                format!("有错误：写入 {written} 个文件；改正后自动重新生成"),
                format!("errors: {} written; waiting for them to be mended", count_of(written, "file")),
            ),
        });
        self.told = made.report.diagnostics;
    }
}

/// How many documents say something new.
fn written(made: &MadeDocuments) -> usize {
    made.records.iter().filter(|record| record.outcome == FileOutcome::Written).count()
}
