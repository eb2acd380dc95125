//! Makes the corrections that findings carry, or shows them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::open_world;
use crate::cli::mended;
use crate::cli::pool::in_pool;
use crate::diag::{Diagnostic, Text, count_of};
use crate::pipeline::{self, Mended, Options};

/// Mend what needs no thought, in the files themselves: wrong marks, invisible spaces and the like
#[derive(Debug, Args)]
pub struct Fix {
    /// The project folder [default: the current folder if it has a handbook.yaml, else data]
    dir: Option<PathBuf>,
    /// Only files of positions whose department/title, title or code match
    #[arg(long, value_name = "GLOB")]
    only: Option<String>,
    /// Print the changes, and make none
    #[arg(long)]
    dry_run: bool,
}

pub fn run(fix: &Fix, console: &Console) -> Result<u8, Stop> {
    let world = open_world(fix.dir.as_deref())?;
    let options = Options { only: fix.only.clone(), ..Options::default() };
    let (mut mended, mut report) = in_pool(None, || pipeline::mend(&world, &options))?;
    // A link and its target are one file.
    let mut seen = BTreeSet::new();
    mended.retain(|file| {
        let path = world.root().join(&file.path);
        seen.insert(path.canonicalize().unwrap_or(path))
    });
    if fix.dry_run {
        console.result(&mended::diffs(&world, &mended))?;
    } else {
        mended::write_back(&world, &mended, &[])?;
    }
    // Only `check` reports what an author has to decide.
    let all = report.diagnostics.len();
    report.diagnostics.retain(Diagnostic::is_error);
    let left = all - report.diagnostics.len();
    console.diagnostics(&report);
    conclude(fix, &mended, console);
    if left > 0 {
        console.note(&Text::new(
            format!("另有 {left} 个警告要由人来定，请用 gangwei check 查看"),
            format!("{} left for its author; see gangwei check", count_of(left, "warning")),
        ));
    }
    Ok(exit_code(report.failure))
}

fn conclude(fix: &Fix, mended: &[Mended], console: &Console) {
    let places: usize = mended.iter().map(|file| file.corrections).sum();
    let files = mended.len();
    console.note(&match (files, fix.dry_run) {
        (0, _) => Text::new("没有可以自动改正的地方", "nothing that can be mended by itself"),
        (_, true) => Text::new(
            format!("可以改正 {files} 个文件中的 {places} 处；去掉 --dry-run 就会写入"),
            format!(
                "{} in {} can be mended; leave --dry-run out to write them",
                count_of(places, "place"),
                count_of(files, "file")
            ),
        ),
        (_, false) => Text::new(
            format!("已改正 {files} 个文件中的 {places} 处"),
            format!("mended {} in {}", count_of(places, "place"), count_of(files, "file")),
        ),
    });
}
