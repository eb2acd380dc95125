//! Makes documents once: builds and writes them, and updates the manifest.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::cli::args::Making;
use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::pool::in_pool;
use crate::cli::write::{Stages, sweep};
use crate::diag::{Code, Diagnostic, Fact, Failure, Text, count_of, facts, file_reason};
use crate::pipeline::{self, BuildSummary, Options, Outcome, Report};
use crate::template::OutputKind;
use crate::world::World;

use super::left::{self, Manifests, Pruned};
use super::manifest;
use super::notes::record_notes;
use super::record::Record;
use super::session::BuildSession;
use super::summary::summary;
use super::writer::{FolderWriter, Unwritten, put, unwritten};

/// The result of a run.
#[derive(Debug)]
pub struct MadeDocuments {
    pub report: Report,
    pub records: Vec<Record>,
    unwritten: bool,
    /// How many documents are left over, if they were not to be removed.
    left: usize,
    pruned: Pruned,
    /// If `--only` left positions out of a handbook: how many it has, and how many there are.
    partial: Option<(usize, usize)>,
}

/// Makes the documents in the output folder, until `ends` is set.
pub fn make(
    world: &dyn World,
    making: &Making,
    options: &Options,
    session: &BuildSession,
    ends: &AtomicBool,
) -> Result<MadeDocuments, Stop> {
    let BuildSession { stages, progress } = session;
    let folder = making.output.as_path();
    let mut manifests = manifest::all(folder)?;
    let own = manifest::name(options.shard);
    let notes = sweep(folder).map_err(|error| Stop::unwritable(folder, &error))?;
    if !notes.is_empty() {
        // This is done at once, since this run may be ended early too.
        record_notes(manifests.remove(&own), folder, &own, &notes, stages);
        manifests = manifest::all(folder)?;
    }
    let writer = FolderWriter::new(folder, stages, progress, ends);
    let Outcome { value, report } = in_pool(making.jobs, || pipeline::build(world, options, &writer))?;
    progress.finish();
    let (records, unwritten) = writer.finish();
    // Another run may have changed the folder meanwhile.
    let manifests = manifest::all(folder).unwrap_or(manifests);
    let mut run = WrittenFolder { folder, manifests, own, stages, unwritten };
    let mut made = MadeDocuments {
        report,
        records,
        unwritten: false,
        left: 0,
        pruned: Pruned::default(),
        partial: None,
    };
    if let Some(built) = value {
        run.settle(&built, options, making.prune, &mut made);
        let is_handbook = |record: &Record| record.subject.kind == OutputKind::Handbook;
        let is_partial = built.chosen < built.positions && made.records.iter().any(is_handbook);
        made.partial = is_partial.then_some((built.chosen, built.positions));
    }
    stages.close();
    made.unwritten = !(run.unwritten.is_empty() && made.pruned.failed.is_empty());
    made.report.diagnostics.extend(made.pruned.failed.iter().map(|file| file.finding("删除", "removed")));
    made.report.diagnostics.extend(run.unwritten.iter().map(|file| file.finding("写入", "written")));
    Ok(made)
}

/// The output folder after the documents were written.
struct WrittenFolder<'a> {
    folder: &'a Path,
    manifests: Manifests,
    own: String,
    stages: &'a Stages,
    unwritten: Vec<Unwritten>,
}

impl WrittenFolder<'_> {
    /// Removes documents that are left over, if that is wanted and nothing failed, and writes the manifest.
    fn settle(&mut self, built: &BuildSummary, options: &Options, prune: bool, made: &mut MadeDocuments) {
        let left = left::left_over(self.folder, &self.manifests, &built.possible);
        if prune && made.report.failure.is_none() && self.unwritten.is_empty() {
            made.pruned = left::prune(self.folder, &left, &self.manifests);
        } else {
            made.left = left.len();
        }
        let facts = facts(&made.report.diagnostics, &made.report.sources);
        // Only a run that lays out everything has all findings.
        let all = options.only.is_none() && options.changed.is_none() && self.unwritten.is_empty();
        self.record(&made.records, &facts, all, &made.pruned.removed);
    }

    fn record(&mut self, records: &[Record], facts: &[Fact], all: bool, removed: &[PathBuf]) {
        let old = self.manifests.remove(&self.own);
        let manifests = std::mem::take(&mut self.manifests);
        self.unwritten.extend(left::strike(self.folder, manifests, removed, self.stages));
        // A folder without our documents needs no manifest.
        if records.is_empty() && old.is_none() {
            return;
        }
        let manifest = old.unwrap_or_default().updated(records, facts, all, self.folder);
        if let Err(trouble) = put(self.folder, &self.own, manifest.json().as_bytes(), self.stages, None) {
            self.unwritten.push(unwritten(self.folder, &self.own, trouble));
        }
    }
}

impl MadeDocuments {
    /// Reports what was found, made and removed.
    pub fn tell(&self, folder: &Path, console: &Console) {
        console.diagnostics(&self.report);
        summary(folder, &self.records, console);
        self.tell_partial(console);
        self.tell_removed(console);
        if self.left > 0 {
            let left = self.left;
            console.note(&Text::new(
                format!("输出文件夹里有 {left} 个文件，现在的数据已不再生成；--prune 可以删除"),
                format!(
                    "{} in the output folder would no longer be made; --prune removes such",
                    count_of(left, "file")
                ),
            ));
        }
    }

    /// Says that the handbook is incomplete although it has the name and cover of the whole one.
    pub fn tell_partial(&self, console: &Console) {
        let Some((chosen, positions)) = self.partial else { return };
        console.note(&Text::new(
            format!(
                "手册里只有 {positions} 个岗位中的 {chosen} 个（--only）；用 -o 另选输出文件夹，就不会覆盖完整的手册"
            ),
            format!(
                "the handbook holds only {chosen} of {} because of --only; with a folder of its own (-o) it would \
                 not replace the whole one",
                count_of(positions, "position")
            ),
        ));
    }

    /// Lists the removed files, and those that were kept although they are no longer made.
    pub fn tell_removed(&self, console: &Console) {
        for path in &self.pruned.removed {
            let path = path.display();
            console.note(&Text::new(format!("已删除 {path}"), format!("removed {path}")));
        }
        for (path, Text { zh, en }) in &self.pruned.kept {
            let path = path.display();
            console.note(&Text::new(
                format!("没有删除 {path}：{zh}"),
                format!("{path} is no longer made, but was kept: {en}"),
            ));
        }
    }

    pub fn exit_code(&self) -> u8 {
        let unwritten = self.unwritten.then_some(Failure::Unreadable);
        exit_code(self.report.failure.max(unwritten))
    }
}

impl Unwritten {
    /// The finding. `zh` and `en` say what could not be done with the file.
    pub fn finding(&self, zh: &str, en: &str) -> Diagnostic {
        let (path, reason) = (self.path.display(), file_reason(&self.error));
        let message = Text::new(
            format!("{path} 无法{zh}：{}", reason.zh),
            format!("{path} could not be {en}: {}", reason.en),
        );
        let finding = Diagnostic::new(Code::E407, message);
        match self.hint() {
            Some(hint) => finding.with_help(hint),
            None => finding,
        }
    }

    fn hint(&self) -> Option<Text> {
        use std::io::ErrorKind::*;
        Some(match self.error.kind() {
            StorageFull | QuotaExceeded => Text::new(
                "腾出空间，再运行一次；已写好的文件都是完整的",
                "make room and run it again; the files that were written are whole",
            ),
            PermissionDenied | ResourceBusy => Text::new(
                "改正权限，或关闭打开它的程序（如 Word），再运行一次",
                "give the right to it, or close the program that has it open (such as Word), and run it again",
            ),
            IsADirectory | AlreadyExists | NotADirectory | InvalidInput => Text::new(
                "把占着这个位置的东西移走，或用 -o 换一个文件夹",
                "move away what stands there, or choose another folder with -o",
            ),
            FileTooLarge => Text::new(
                "放宽文件大小的限制（如 ulimit -f），再运行一次",
                "raise the limit on file sizes, such as ulimit -f, and run it again",
            ),
            _ => return None,
        })
    }
}
