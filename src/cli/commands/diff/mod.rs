//! Tells what has changed between two states of a handbook (`gangwei diff`).

mod json;
mod table;
mod told;

use std::path::PathBuf;

use clap::Args;

use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::{open_world, project_dir};
use crate::cli::pool::in_pool;
use crate::cli::revision::{RevisionExtent, RevisionWorld};
use crate::diag::{Format, Text};
use crate::diff::compare;
use crate::pipeline;
use crate::world::World;
use table::WantedTable;

/// Tell what has changed between two handbooks: positions that are new, withdrawn, renamed, moved, and each text
#[derive(Debug, Args)]
pub struct Diff {
    /// The project folder as it was; with --rev, as it is [default: the current folder if it has a handbook.yaml, else data]
    old: Option<PathBuf>,
    /// The project folder as it is
    #[arg(conflicts_with = "rev")]
    new: Option<PathBuf>,
    /// Compare with a git revision of the folder, or two of them: REV or OLD..NEW
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
    #[command(flatten)]
    table: WantedTable,
}

pub fn run(diff: &Diff, console: &Console) -> Result<u8, Stop> {
    let [old, new] = worlds(diff)?;
    if !diff.table.format.is_empty() {
        return table::run(&diff.table, &*old, &*new, console);
    }
    let lang = console.lang();
    let language = pipeline::language(&*new);
    let sides = in_pool(None, || {
        rayon::join(|| pipeline::read(&*old, Some(language)), || pipeline::read(&*new, None))
    })?;
    let failure = sides.0.report.failure.max(sides.1.report.failure);
    for side in [&sides.0, &sides.1] {
        if side.report.failure.is_some() {
            console.diagnostics(&side.report);
        }
    }
    if let (Some(before), Some(after)) = (sides.0.value, sides.1.value) {
        let found = compare(&before, &after, lang);
        match (console.format(), console.paints_results()) {
            (Format::Json, _) => console.result(&json::write(&found, lang))?,
            (_, false) => console.result(&told::write(&found, lang, false))?,
            (_, true) => console.painted(&told::write(&found, lang, true))?,
        }
    }
    Ok(exit_code(failure))
}

/// The two states of the data.
fn worlds(diff: &Diff) -> Result<[Box<dyn World + Send>; 2], Stop> {
    if let Some(revisions) = &diff.rev {
        let folder = project_dir(diff.old.as_deref())?;
        let at = |revision: &str, extent| -> Result<Box<dyn World + Send>, Stop> {
            Ok(Box::new(RevisionWorld::open(revision, &folder, extent)?))
        };
        // A table needs the template set and the logo, too.
        let extent =
            if diff.table.format.is_empty() { RevisionExtent::Data } else { RevisionExtent::Everything };
        return Ok(match revisions.split_once("..") {
            Some((old, new)) => [at(old, RevisionExtent::Data)?, at(new, extent)?],
            None => [at(revisions, RevisionExtent::Data)?, Box::new(open_world(Some(&folder))?)],
        });
    }
    let (Some(old), Some(new)) = (&diff.old, &diff.new) else {
        return Err(Stop::Usage(Text::new(
            "请写明两个手册文件夹，如 `gangwei diff 去年的手册 手册`；同一个文件夹在 git 里的旧版本用 --rev",
            "name two project folders, as in `gangwei diff OLD NEW`; --rev compares with a git revision of one folder",
        )));
    };
    Ok([Box::new(open_world(Some(old))?), Box::new(open_world(Some(new))?)])
}
