//! `gangwei new`: makes a project, or the file of a position. Nothing is ever overwritten.

mod files;
mod handbook;
mod name;
mod position;

use super::args::New;
use super::console::Console;
use super::exit::Stop;

pub fn run(new: &New, console: &Console) -> Result<u8, Stop> {
    match new {
        New::Handbook { dir } => handbook::run(dir, console),
        New::Position { name, project, full } => position::run(name, project.as_deref(), *full, console),
    }
}
