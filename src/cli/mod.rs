//! The command line: the only place that touches disk, environment and standard output.
//!
//! Exit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 a file could not be read or written, 4 `--check` found
//! documents that are missing or stale. Results go to standard output, everything else to standard error. A closed
//! pipe is no error. Without arguments, on a terminal, it asks what to do (`guide`).

mod args;
mod changes;
mod chinese;
mod commands;
mod console;
mod convert;
mod exit;
mod fonts;
mod git;
mod guide;
mod input;
mod mended;
mod named;
mod pool;
mod returned;
mod revision;
mod seal;
mod signals;
mod untouched;
mod usage;
mod watchdog;
mod world;
mod write;

use std::process::ExitCode;
use std::time::Duration;

use clap::CommandFactory;

use console::Console;
use usage::Cli;

pub use watchdog::Alarm;

/// Runs the command that the process was called with. `set_alarm` takes the longest wait of an alarm.
pub fn main(set_alarm: fn(Duration) -> Alarm) -> ExitCode {
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
    watchdog::start(set_alarm, console);
    let code = cli.command.run(Cli::command, &console).unwrap_or_else(|stop| {
        console.stop(&stop);
        stop.exit_code()
    });
    ExitCode::from(code)
}
