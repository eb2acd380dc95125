//! Writes files that people go on working in, unless one is there that somebody has changed.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::exit::Stop;
use super::input;
use super::seal;
use super::write::{FileOutcome, write_all};
use crate::carried::{self, Origin};
use crate::diag::Text;

/// Writes a workbook, sealed, so that a later run knows whether it was changed.
pub fn put_workbook(path: &Path, bytes: &[u8]) -> Result<FileOutcome, Stop> {
    put(path, &seal::seal(bytes), &seal::is_unchanged)
}

/// Writes a Word document that carries no data. A word processor that saves it says so in it.
pub fn put_document(path: &Path, bytes: &[u8]) -> Result<FileOutcome, Stop> {
    let name = path.display().to_string();
    let is_ours = |there: &[u8]| match carried::read(&name, there) {
        Ok(Origin::Bare(properties)) => properties.is_as_made(),
        _ => false,
    };
    put(path, bytes, &is_ours)
}

/// Writes the file, unless there is one that others made or changed.
fn put(path: &Path, bytes: &[u8], is_ours: &dyn Fn(&[u8]) -> bool) -> Result<FileOutcome, Stop> {
    match fs::read(path) {
        Ok(there) if there != bytes && !is_ours(&there) => {
            let path = path.display();
            return Err(Stop::Usage(Text::new(
                format!(
                    "{path} 已经存在，而且不是 gangwei 生成后原样的文件，不会覆盖；请移走它，或用 -o 另写一个地方"
                ),
                format!(
                    "{path} is there already, made or changed by others, and is not overwritten; move it away, or name another place with -o"
                ),
            )));
        }
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(input::unreadable(&path.display().to_string(), &error));
        }
        Ok(_) | Err(_) => {}
    }
    let outcomes = write_all(&[(path.to_owned(), bytes)])?;
    Ok(outcomes.first().copied().unwrap_or(FileOutcome::Unchanged))
}
