//! Makes documents (`gangwei build`), or lists those that would have to be made (`--check`).

mod changed;
mod compare;
mod left;
mod make;
mod manifest;
mod notes;
mod progress;
mod record;
mod session;
mod summary;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Args;

use crate::cli::args::{Making, Wanted};
use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::{self, open_world};
use crate::cli::pool::in_pool;
use crate::cli::revision;
use crate::cli::world::FsWorld;
use crate::diag::{Code, Diagnostic, Failure, Format, Text, count_of};
use crate::pipeline::{self, Changed, Options, Outcome, Shard};

use compare::{Compared, Comparer, State};
pub use make::{MadeDocuments, make};
pub use session::BuildSession;

/// Make the documents
#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    making: Making,
    /// Make nothing; exit with 4 if a document in the folder is missing or stale, and name each
    #[arg(long, conflicts_with = "prune")]
    check: bool,
    /// Only documents that show what has changed since a git revision
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// Compare with an older state, a project folder or a git revision: the handbook gets a table of what has changed, and sheets mark their changed rows
    #[arg(long, value_name = "OLD")]
    since: Option<String>,
    /// Only the I-th of N shares of the documents, such as 2/3
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<Shard>,
}

pub fn run(build: &Build, console: &Console) -> Result<u8, Stop> {
    let making = &build.making;
    let world = open_world(making.input.dir.as_deref())?;
    let mut options = options(making)?;
    options.shard = build.shard;
    if let Some(old) = &build.since {
        let language = options.document_language.unwrap_or_else(|| pipeline::language(&world));
        match revision::older(old, world.root(), language, console)? {
            Ok(handbook) => options.since = Some(Arc::new(handbook)),
            Err(code) => return Ok(code),
        }
    }
    if let Some(revision) = &build.changed_since {
        let set = input::template_dir(&making.input);
        options.changed = Some(changed::since(revision, world.root(), set.as_deref())?);
    }
    if options.changed.as_ref().is_some_and(Changed::is_nothing) {
        console.note(&Text::new(
            "数据没有改动，没有要生成的文件",
            "nothing has changed, so nothing is to be made",
        ));
        return Ok(0);
    }
    let interrupted =
        Text::new("已中断；已写好的文件都是完整的", "interrupted; the files that were written are whole");
    let session = BuildSession::start(making, build.shard, console, interrupted, |code| code);
    if build.check {
        return check(&world, making, &options, &session, console);
    }
    let made = make(&world, making, &options, &session, &AtomicBool::new(false))?;
    made.tell(&making.output, console);
    conclude(&made, &options, console);
    Ok(made.exit_code())
}

/// Parses `2/3`: the second of three shares.
fn shard(text: &str) -> Result<Shard, Wanted> {
    let read = || {
        let (index, count) = text.split_once('/')?;
        let (index, count): (usize, usize) = (index.parse().ok()?, count.parse().ok()?);
        (1..=count).contains(&index).then(|| Shard { index: index - 1, count })
    };
    read().ok_or_else(|| {
        Wanted(Text::new(
            "要写成 I/N 两个数，I 从 1 到 N，如 2/3",
            "two numbers I/N are wanted, I from 1 to N, such as 2/3",
        ))
    })
}

/// The options of a build.
pub fn options(making: &Making) -> Result<Options, Stop> {
    let mut options = input::options(&making.input)?;
    making.strictness.set(&mut options);
    options.formats = unique(making.format.iter().copied());
    options.kinds = unique(making.per.iter().map(|per| (*per).into()));
    Ok(options)
}

/// The items of a list, each once, in order.
fn unique<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut unique = Vec::new();
    for item in items {
        if !unique.contains(&item) {
            unique.push(item);
        }
    }
    unique
}

/// Notes about what was not made.
fn conclude(made: &MadeDocuments, options: &Options, console: &Console) {
    let nothing = made.records.is_empty();
    if made.report.failure.is_some() {
        console.note(&match nothing {
            true => Text::new(
                "没有生成文件；输出文件夹里原有的文件没有改动",
                "nothing was made; what lies in the output folder is as it was",
            ),
            false => Text::new("有错误的文件没有生成", "what has errors was not made"),
        });
    } else if nothing && made.exit_code() == 0 {
        console.note(&match (options.shard.is_some(), options.changed.is_some()) {
            (true, _) => Text::new("这一份里没有文件", "this shard has no files"),
            (false, true) => {
                Text::new("改动不影响任何要生成的文件", "what has changed is shown in no file of this run")
            }
            (false, false) => {
                Text::new("没有在用的岗位，没有生成文件", "no position is in use; nothing was made")
            }
        });
    }
}

/// Lists every document that is missing, stale or left over. Makes none.
fn check(
    world: &FsWorld,
    making: &Making,
    options: &Options,
    session: &BuildSession,
    console: &Console,
) -> Result<u8, Stop> {
    let folder = making.output.as_path();
    let manifests = manifest::all(folder)?;
    let comparer = Comparer::new(folder, &session.progress);
    let Outcome { value, mut report } = in_pool(making.jobs, || pipeline::build(world, options, &comparer))?;
    session.progress.finish();
    let Compared { states, unreadable } = comparer.finish();
    let left = value.map(|built| left::left_over(folder, &manifests, &built.possible)).unwrap_or_default();
    let mut amiss: Vec<Diagnostic> =
        states.iter().filter_map(|(_, path, state)| told(path, *state)).collect();
    amiss.extend(left.iter().map(|path| left_over(&folder.join(path))));
    let (all, wrong) = (states.len(), amiss.len());
    report.diagnostics.extend(unreadable.iter().map(|file| file.finding("读取", "read")));
    match console.format() {
        // A list of names needs no excerpts or blank lines.
        Format::Human => {
            console.diagnostics(&report);
            console.lines(&amiss);
        }
        _ => {
            report.diagnostics.extend(amiss);
            console.diagnostics(&report);
        }
    }
    let failure = report.failure.max((!unreadable.is_empty()).then_some(Failure::Unreadable));
    if failure.is_none() {
        console.note(&match wrong {
            0 => Text::new(
                format!("全部 {all} 个文件都是最新的"),
                format!("{} up to date", count_of(all, "file")),
            ),
            _ => Text::new(
                format!("{wrong} 个文件不是最新的；用 gangwei build 更新（多余的加 --prune 删除）"),
                format!(
                    "{} not up to date; gangwei build makes them anew, --prune removes what is left over",
                    count_of(wrong, "file")
                ),
            ),
        });
    }
    Ok(exit_code(failure.max((wrong > 0).then_some(Failure::Stale))))
}

fn told(path: &Path, state: State) -> Option<Diagnostic> {
    let path = path.display();
    match state {
        State::Current => None,
        State::Missing => {
            let message = Text::new(format!("缺少 {path}"), format!("{path} is missing"));
            Some(Diagnostic::new(Code::E412, message))
        }
        State::Stale => {
            let message = Text::new(format!("{path} 已过时"), format!("{path} is stale"));
            Some(Diagnostic::new(Code::E413, message))
        }
    }
}

fn left_over(path: &Path) -> Diagnostic {
    let path = path.display();
    let message = Text::new(
        format!("{path} 是多余的：现在的数据不再生成它"),
        format!("{path} is left over: the data no longer makes it"),
    );
    Diagnostic::new(Code::E414, message)
}
