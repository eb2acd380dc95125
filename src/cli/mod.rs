//! The command line: the only place that touches disk, environment and standard output.
//!
//! Exit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 a file could not be read or
//! written, 4 `--check` found documents that are missing or stale. Results go to standard output, everything else to standard error; a closed pipe
//! is no error. Without a word, and before a person, it asks what to do (`guide`).

mod args;
mod build;
mod check;
mod chinese;
mod console;
mod explain;
mod fix;
mod fonts;
mod guide;
mod input;
mod new;
mod schema;
mod shell;
mod template;
mod usage;
mod watch;
mod watchdog;
mod world;
mod write;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use crate::diag::{Code, Diagnostic, Failure, Text, file_reason};
use crate::pipeline::{self, Outcome};
use crate::template::Kind;

use args::{Command, Dump};
use console::Console;
use input::{open_world, options};

/// Stack for each worker: templates and tables nest.
const STACK: usize = 16 << 20;

/// Why a run ended early: wrong usage (2), a file that could not be read or written (3), or a manifest that
/// is none (3).
enum Stop {
    Usage(Text),
    File(Text),
    Damaged(Text),
}

impl Stop {
    /// As a finding, for whoever reads findings by program.
    fn diagnostic(&self) -> Diagnostic {
        Diagnostic::new(self.code(), self.text().clone())
    }

    fn code(&self) -> Code {
        match self {
            Stop::Usage(_) => Code::E406,
            Stop::File(_) => Code::E407,
            Stop::Damaged(_) => Code::E415,
        }
    }

    fn text(&self) -> &Text {
        let (Stop::Usage(text) | Stop::File(text) | Stop::Damaged(text)) = self;
        text
    }
}

impl From<write::WriteError> for Stop {
    fn from(error: write::WriteError) -> Stop {
        Stop::unwritable(&error.path, &error.error)
    }
}

impl Stop {
    fn unwritable(path: &Path, error: &io::Error) -> Stop {
        let (path, Text { zh, en }) = (path.display(), file_reason(error));
        Stop::File(Text::new(format!("无法写入 {path}：{zh}"), format!("cannot write {path}: {en}")))
    }
}

/// Runs the command that the process was called with.
pub fn main() -> ExitCode {
    if let Some(folder) = guide::wanted() {
        return ExitCode::from(guide::run(folder.as_deref()));
    }
    let cli = match usage::read() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            usage::print(error);
            return ExitCode::from(code);
        }
    };
    let console = Console::new(&cli.global);
    watchdog::start(console);
    let code = match cli.command {
        Command::Build(build) => build::run(&build, &console),
        Command::Watch(watch) => watch::run(&watch, &console),
        Command::Check(check) => check::run(&check, &console),
        Command::Fix(fix) => fix::run(&fix, &console),
        Command::New(new) => new::run(&new, &console),
        Command::Schema { of } => schema::run(of, &console),
        Command::Completions { shell } => shell::completions(shell, &console),
        Command::Man { command, output } => shell::man(&command, output.as_deref(), &console),
        Command::Explain { codes } => explain::run(&codes, &console),
        Command::Dump(dump) => run_dump(&dump, &console),
        Command::Template(template) => template::run(&template, &console),
    };
    let code = code.unwrap_or_else(|stop| {
        console.stop(&stop);
        exit_code(Some(stop.code().failure()))
    });
    ExitCode::from(code)
}

fn run_dump(dump: &Dump, console: &Console) -> Result<u8, Stop> {
    let (Dump::Markup(input) | Dump::Tree(input)) = dump;
    let world = open_world(input.dir.as_deref())?;
    let mut options = options(input)?;
    options.kinds = vec![Kind::Handbook];
    let Outcome { value, report } = in_pool(None, || match dump {
        Dump::Markup(_) => pipeline::dump_markup(&world, &options),
        Dump::Tree(_) => pipeline::dump_tree(&world, &options),
    })?;
    console.diagnostics(&report);
    console.result(&value.unwrap_or_default())?;
    Ok(exit_code(report.failure))
}

fn exit_code(failure: Option<Failure>) -> u8 {
    match failure {
        None => 0,
        Some(Failure::Input) => 1,
        Some(Failure::Usage) => 2,
        Some(Failure::Unreadable) => 3,
        Some(Failure::Stale) => 4,
    }
}

/// Runs the work on so many threads. What it gives does not depend on their number.
fn in_pool<T: Send>(jobs: Option<u16>, work: impl FnOnce() -> T + Send) -> Result<T, Stop> {
    let mut builder = rayon::ThreadPoolBuilder::new().stack_size(STACK);
    if let Some(jobs) = jobs {
        builder = builder.num_threads(jobs.into());
    }
    let pool = builder.build().map_err(|error| {
        Stop::File(Text::new(format!("无法启动线程：{error}"), format!("cannot start threads: {error}")))
    })?;
    Ok(pool.install(work))
}
