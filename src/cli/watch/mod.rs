//! Makes documents anew whenever the project changes (`gangwei watch`), until Ctrl-C.
//!
//! What is wrong with the data, or with a file, is told, and the next change is waited for.

mod changes;
mod passing;

use std::path::PathBuf;
use std::time::Instant;

use crate::diag::{Diagnostic, Text, count_of};

use super::Stop;
use super::args::{Making, Watch};
use super::build::{Made, Session, make, options};
use super::console::Console;
use super::input::{open_world, project_dir, template_dir};
use super::write::Outcome;

use changes::Changes;

pub fn run(watch: &Watch, console: &Console) -> Result<u8, Stop> {
    let making = &watch.making;
    let dir = project_dir(making.input.dir.as_deref())?;
    // What is wrong with the command line ends it before it begins.
    open_world(Some(&dir))?;
    options(making)?;
    // To be stopped is how it ends in order.
    let session = Session::start(console, Text::new("已停止", "stopped"), |_| 0);
    let folders = [Some(dir.clone()), template_dir(&making.input)].into_iter().flatten().collect();
    let mut changes = Changes::watch(folders, &making.output)?;
    let shown = dir.display();
    console.note(&Text::new(
        format!("正在关注 {shown}，改动后自动重新生成；Ctrl-C 结束"),
        format!("watching {shown}, to build anew after each change; Ctrl-C ends it"),
    ));
    let mut watching = Watching { dir, making, session, console, told: Vec::new() };
    loop {
        watching.rebuild();
        changes.wait()?;
    }
}

struct Watching<'a> {
    dir: PathBuf,
    making: &'a Making,
    session: Session,
    console: &'a Console,
    /// What the last build found.
    told: Vec<Diagnostic>,
}

impl Watching<'_> {
    fn rebuild(&mut self) {
        let begun = Instant::now();
        match self.make() {
            Ok(made) => self.tell(made, begun),
            Err(stop) => {
                self.session.progress.finish();
                self.session.stages.close();
                self.told.clear();
                self.console.stop(&stop);
            }
        }
    }

    fn make(&self) -> Result<Made, Stop> {
        let world = open_world(Some(&self.dir))?;
        make(&world, self.making, &options(self.making)?, &self.session.stages, &self.session.progress)
    }

    fn tell(&mut self, made: Made, begun: Instant) {
        let failed = made.exit_code() != 0;
        // The same warnings after each change would hide what is new.
        if failed || made.report.diagnostics != self.told {
            self.console.diagnostics(&made.report);
        }
        made.tell_removed(self.console);
        let written = made.records.iter().filter(|record| record.outcome == Outcome::Written).count();
        let (same, time) = (made.records.len() - written, begun.elapsed().as_millis());
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
