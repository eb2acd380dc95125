//! `gangwei new`: makes a project, or the file of a position. Nothing is ever overwritten.

mod files;
mod handbook;
mod name;
mod position;

use std::path::PathBuf;

use clap::Subcommand;

use crate::cli::console::Console;
use crate::cli::exit::Stop;

/// Make a project, or the file of a position
#[derive(Debug, Subcommand)]
pub enum New {
    /// Make a small project that builds at once: handbook, two positions, schemas, a CI job
    Handbook {
        /// The folder to make; nothing in it is overwritten
        dir: PathBuf,
    },
    /// Make the file of a position, with sample text; keys and comments in the language of --lang
    Position {
        /// The department, which names the folder, and the title: 市场部/市场专员
        #[arg(value_name = "DEPARTMENT/TITLE")]
        name: String,
        /// The project folder [default: the current folder if it has a handbook.yaml, else data]
        #[arg(long, value_name = "DIR")]
        project: Option<PathBuf>,
        /// Write every key that there is, each explained
        #[arg(long)]
        full: bool,
    },
}

pub fn run(new: &New, console: &Console) -> Result<u8, Stop> {
    match new {
        New::Handbook { dir } => handbook::run(dir, console),
        New::Position { name, project, full } => position::run(name, project.as_deref(), *full, console),
    }
}
