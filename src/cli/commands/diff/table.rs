//! Writes the table of what has changed as documents (`gangwei diff --format`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input;
use crate::cli::pool::in_pool;
use crate::cli::untouched::{put_document, put_workbook};
use crate::cli::write::{FileOutcome, write_all};
use crate::diag::{Failure, Text};
use crate::filename::safe;
use crate::pipeline::{self, Options, Outcome, Report};
use crate::template::OutputKind;
use crate::world::World;

/// What to write, and where.
#[derive(Debug, Args)]
pub struct WantedTable {
    /// Write a table of what has changed, in these formats, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub format: Vec<TableFormat>,
    /// Folder to write it to
    #[arg(short, long, value_name = "FOLDER", default_value = "dist", requires = "format")]
    output: PathBuf,
    /// Template set of the table: a name, or a folder
    #[arg(long, value_name = "NAME|FOLDER", requires = "format")]
    template: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Docx,
    Pdf,
    Xlsx,
}

/// A file that was made.
struct Made {
    name: String,
    bytes: Vec<u8>,
    format: TableFormat,
}

pub fn run(wanted: &WantedTable, old: &dyn World, new: &dyn World, console: &Console) -> Result<u8, Stop> {
    let before = in_pool(None, || pipeline::read(old, Some(pipeline::language(new))))?;
    let Some(before) = before.value else {
        console.diagnostics(&before.report);
        return Ok(exit_code(before.report.failure));
    };
    let template = wanted.template.as_deref().map(input::template).transpose()?;
    let options = Options {
        template,
        since: Some(Arc::new(before)),
        kinds: vec![OutputKind::Changes],
        formats: formats(wanted),
        ..Options::default()
    };
    let (made, failure) = make(wanted, new, &options, console)?;
    // Nothing is written of a table that has errors in one format.
    if failure.is_none() {
        for one in &made {
            write(&wanted.output, one, console)?;
        }
    }
    Ok(exit_code(failure))
}

/// The formats that are laid out.
fn formats(wanted: &WantedTable) -> Vec<pipeline::Format> {
    let laid_out = |format: &TableFormat| match format {
        TableFormat::Docx => Some(pipeline::Format::Docx),
        TableFormat::Pdf => Some(pipeline::Format::Pdf),
        TableFormat::Xlsx => None,
    };
    wanted.format.iter().filter_map(laid_out).collect()
}

fn make(
    wanted: &WantedTable,
    new: &dyn World,
    options: &Options,
    console: &Console,
) -> Result<(Vec<Made>, Option<Failure>), Stop> {
    let mut made = Vec::new();
    let mut failure = None;
    if !options.formats.is_empty() {
        let Outcome { value, report } = in_pool(None, || pipeline::collect(new, options))?;
        tell_errors(&report, console);
        failure = report.failure;
        made.extend(value.into_iter().flatten().map(|output| Made {
            name: output.path,
            bytes: output.bytes,
            format: match output.format {
                pipeline::Format::Docx => TableFormat::Docx,
                pipeline::Format::Pdf => TableFormat::Pdf,
            },
        }));
    }
    if wanted.format.contains(&TableFormat::Xlsx) {
        let Outcome { value, report } = in_pool(None, || pipeline::export_changes(new, options))?;
        if options.formats.is_empty() {
            tell_errors(&report, console);
        }
        failure = failure.max(report.failure);
        made.extend(value.map(|book| Made {
            name: safe(&book.title) + ".xlsx",
            bytes: book.bytes,
            format: TableFormat::Xlsx,
        }));
    }
    Ok((made, failure))
}

/// What the checks say of the new state is told by other commands.
fn tell_errors(report: &Report, console: &Console) {
    if report.failure.is_some() {
        console.diagnostics(report);
    }
}

fn write(folder: &Path, made: &Made, console: &Console) -> Result<(), Stop> {
    let path = folder.join(&made.name);
    let outcome = match made.format {
        TableFormat::Xlsx => put_workbook(&path, &made.bytes)?,
        TableFormat::Docx => put_document(&path, &made.bytes)?,
        TableFormat::Pdf => {
            let written = write_all(&[(path.clone(), made.bytes.as_slice())])?;
            written.first().copied().unwrap_or(FileOutcome::Unchanged)
        }
    };
    let state = match outcome {
        FileOutcome::Written => ("", ""),
        FileOutcome::Unchanged => ("，未变", ", unchanged"),
    };
    let path = path.display();
    console.note(&Text::new(format!("{path}{}", state.0), format!("{path}{}", state.1)));
    Ok(())
}
