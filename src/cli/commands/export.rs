//! Writes the data in a form that spreadsheets open (`gangwei export`).

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::open_world;
use crate::cli::pool::in_pool;
use crate::cli::untouched::put_workbook;
use crate::cli::write::FileOutcome;
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
        let outcome = put_workbook(&path, &made.bytes)?;
        console.note(&told(&path, made.positions, outcome));
    }
    Ok(exit_code(report.failure))
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
