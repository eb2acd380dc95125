//! Prints a project's markup or tree (`gangwei dump`).

use crate::pipeline::{self, Outcome};
use crate::template::OutputKind;

use super::args::Dump;
use super::console::Console;
use super::exit::{Stop, exit_code};
use super::input::{open_world, options};
use super::pool::in_pool;

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
