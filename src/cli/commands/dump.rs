//! Prints a project's markup or tree (`gangwei dump`).

use clap::Subcommand;

use crate::cli::args::Input;
use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::{open_world, options};
use crate::cli::pool::in_pool;
use crate::pipeline::{self, Outcome};
use crate::template::OutputKind;

/// Show what an inner stage makes
#[derive(Debug, Subcommand)]
pub enum Dump {
    /// The markup that the template set renders to
    Markup(Input),
    /// The document tree that both writers see
    Tree(Input),
}

pub fn run(dump: &Dump, console: &Console) -> Result<u8, Stop> {
    let (Dump::Markup(input) | Dump::Tree(input)) = dump;
    let world = open_world(input.dir.as_deref())?;
    let mut options = options(input)?;
    options.kinds = vec![OutputKind::Handbook];
    let Outcome { value, report } = in_pool(None, || match dump {
        Dump::Markup(_) => pipeline::dump_markup(&world, &options),
        Dump::Tree(_) => pipeline::dump_tree(&world, &options),
    })?;
    console.diagnostics(&report);
    console.result(&value.unwrap_or_default())?;
    Ok(exit_code(report.failure))
}
