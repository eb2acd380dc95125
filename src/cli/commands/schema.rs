//! `gangwei schema`: prints the JSON Schema of a kind of file.

use clap::{Args, ValueEnum};

use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::model::schema::{self, DataFile};
use crate::template;

/// Print the JSON Schema by which editors complete and check a file, in the language of --lang
#[derive(Debug, Args)]
pub struct Schema {
    /// Which kind of file
    #[arg(default_value = "position")]
    of: SchemaOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SchemaOf {
    Handbook,
    Position,
}

pub fn run(schema: &Schema, console: &Console) -> Result<u8, Stop> {
    let document = match schema.of {
        SchemaOf::Handbook => DataFile::Handbook,
        SchemaOf::Position => DataFile::Position,
    };
    console.result(&schema::schema(document, console.lang(), &template::known()))?;
    Ok(0)
}
