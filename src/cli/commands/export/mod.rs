//! Writes the data in a form that spreadsheets open (`gangwei export`).

mod seal;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::{self, open_world};
use crate::cli::pool::in_pool;
use crate::cli::write::{self, FileOutcome};
use crate::diag::{Text, count_of};
use crate::pipeline::{self, Options, Outcome};

/// Write all data as an Excel workbook, its headings in the language of --lang
#[derive(Debug, Args)]
pub struct Export {
    /// The project folder [default: the current folder if it has a handbook.yaml, else data]
    dir: Option<PathBuf>,
    /// The file format
    #[arg(long, value_name = "FORMAT", default_value = "xlsx")]
    format: ExportFormat,
    /// The file to write [default: dist/positions.xlsx]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    Xlsx,
}

pub fn run(export: &Export, console: &Console) -> Result<u8, Stop> {
    let ExportFormat::Xlsx = export.format;
    let world = open_world(export.dir.as_deref())?;
    let lang = console.lang();
    let Outcome { value, report } = in_pool(None, || pipeline::export(&world, &Options::default(), lang))?;
    console.diagnostics(&report);
    if let Some(made) = value {
        let file = console.choose("dist/岗位数据.xlsx", "dist/positions.xlsx");
        let path = export.output.clone().unwrap_or_else(|| PathBuf::from(file));
        let outcome = put(&path, &seal::seal(&made.bytes))?;
        console.note(&told(&path, made.positions, outcome));
    }
    Ok(exit_code(report.failure))
}

/// Writes the file, unless there is one that others made or changed.
fn put(path: &Path, bytes: &[u8]) -> Result<FileOutcome, Stop> {
    match fs::read(path) {
        Ok(there) if !seal::is_unchanged(&there) => {
            let path = path.display();
            return Err(Stop::Usage(Text::new(
                format!(
                    "{path} 已经存在，而且不是 gangwei 导出后原样的文件，不会覆盖；请移走它，或用 -o 另写一个文件名"
                ),
                format!(
                    "{path} is there already, made or changed by others, and is not overwritten; move it away, or name another file with -o"
                ),
            )));
        }
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(input::unreadable(&path.display().to_string(), &error));
        }
        Ok(_) | Err(_) => {}
    }
    let outcomes = write::write_all(&[(path.to_owned(), bytes)])?;
    Ok(outcomes.first().copied().unwrap_or(FileOutcome::Unchanged))
}

fn told(path: &Path, positions: usize, outcome: FileOutcome) -> Text {
    let path = path.display();
    let (zh, en) = match outcome {
        FileOutcome::Written => ("", ""),
        FileOutcome::Unchanged => ("，未变", ", unchanged"),
    };
    Text::new(
        format!("已把 {positions} 个岗位导出到 {path}{zh}"),
        format!("{path} holds {}{en}", count_of(positions, "position")),
    )
}
