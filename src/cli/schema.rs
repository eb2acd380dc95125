//! `gangwei schema`: prints the JSON Schema of a kind of file.

use crate::model::schema::{self, DataFile};
use crate::template;

use super::args::SchemaOf;
use super::console::Console;
use super::exit::Stop;

pub fn run(of: SchemaOf, console: &Console) -> Result<u8, Stop> {
    let document = match of {
        SchemaOf::Handbook => DataFile::Handbook,
        SchemaOf::Position => DataFile::Position,
    };
    console.result(&schema::schema(document, console.lang(), &template::known()))?;
    Ok(0)
}
