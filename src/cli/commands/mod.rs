//! The commands: each file has the grammar of its command beside what it does.

mod build;
mod check;
mod diff;
mod dump;
mod explain;
mod export;
mod fix;
mod import;
mod info;
mod new;
mod release;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod template;
mod watch;

use clap::Subcommand;

use crate::cli::console::Console;
use crate::cli::exit::Stop;

/// A command with its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    Build(build::Build),
    Watch(watch::Watch),
    Check(check::Check),
    Fix(fix::Fix),
    Import(import::Import),
    #[command(subcommand)]
    New(new::New),
    Schema(schema::Schema),
    Export(export::Export),
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    Diff(diff::Diff),
    Info(info::Info),
    Release(release::Release),
    Explain(explain::Explain),
    #[command(subcommand)]
    Dump(dump::Dump),
    #[command(subcommand)]
    Template(template::Template),
    Completions(shell::Completions),
    Man(shell::ManPages),
}

impl Command {
    /// Runs the command, and gives its exit code. `grammar` is that of the whole command line.
    pub fn run(&self, grammar: fn() -> clap::Command, console: &Console) -> Result<u8, Stop> {
        match self {
            Command::Build(build) => build::run(build, console),
            Command::Watch(watch) => watch::run(watch, console),
            Command::Check(check) => check::run(check, console),
            Command::Fix(fix) => fix::run(fix, console),
            Command::Import(import) => import::run(import, console),
            Command::New(new) => new::run(new, console),
            Command::Schema(schema) => schema::run(schema, console),
            Command::Export(export) => export::run(export, console),
            #[cfg(feature = "serve")]
            Command::Serve(serve) => serve::run(serve, console),
            Command::Diff(diff) => diff::run(diff, console),
            Command::Info(info) => info::run(info, console),
            Command::Release(release) => release::run(release, console),
            Command::Explain(explain) => explain::run(explain, console),
            Command::Dump(dump) => dump::run(dump, console),
            Command::Template(template) => template::run(template, console),
            Command::Completions(completions) => shell::completions(completions, grammar(), console),
            Command::Man(man) => shell::man(man, grammar(), console),
        }
    }
}
