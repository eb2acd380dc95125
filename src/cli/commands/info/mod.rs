//! Tells where a Word file comes from, and what it carries (`gangwei info`).

mod file;
mod json;
mod told;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::carried::{self, Origin};
use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::{open_world, unreadable};
use crate::cli::pool::in_pool;
use crate::diag::{Diagnostic, Format, Sources};
use crate::pipeline;

use file::{FileInfo, KnownPositions};

/// Tell of Word files whether gangwei made them, of which handbook, and what positions they show
#[derive(Debug, Args)]
pub struct Info {
    /// Word files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Compare each position with this project folder
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
}

pub fn run(info: &Info, console: &Console) -> Result<u8, Stop> {
    let project = match &info.project {
        None => None,
        Some(folder) => {
            let world = open_world(Some(folder))?;
            let read = in_pool(None, || pipeline::read(&world, None))?;
            if read.report.failure.is_some() {
                console.diagnostics(&read.report);
                return Ok(exit_code(read.report.failure));
            }
            read.value
        }
    };
    let known = project.as_ref().map(KnownPositions::of);
    let mut failure = None;
    let mut told = String::new();
    let read = in_pool(None, || info.files.iter().map(|path| read(path)).collect::<Vec<_>>())?;
    for (path, read) in info.files.iter().zip(read) {
        match read {
            Ok(origin) => {
                let states = known.as_ref().and_then(|known| known.states(&origin));
                let of = FileInfo { path, origin, states };
                told.push_str(&match console.format() {
                    Format::Json => json::write(&of),
                    _ => told::write(&of, console.lang()),
                });
            }
            Err(findings) => {
                let grave = findings.iter().filter(|finding| finding.is_error());
                failure = failure.max(grave.map(|finding| finding.code.failure()).max());
                console.findings(&findings, &Sources::new());
            }
        }
    }
    console.result(&told)?;
    Ok(exit_code(failure))
}

fn read(path: &Path) -> Result<Origin, Vec<Diagnostic>> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| vec![unreadable(&name, &error).diagnostic()])?;
    carried::read(&name, &bytes)
}
