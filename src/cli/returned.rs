//! Takes an exported workbook that comes back into a project.

use std::fs;
use std::path::Path;

use crate::diag::{Text, count_of};
use crate::model::schema::{DataFile, schema};
use crate::model::{HANDBOOKS, skeleton};
use crate::office::OfficeFile;
use crate::pipeline::{self, Amended, Options, Outcome};
use crate::template;
use crate::world::World;

use super::console::Console;
use super::exit::{Stop, exit_code};
use super::input::{open_world, unreadable};
use super::mended;
use super::pool::in_pool;

/// Changes the project as the workbook wants it, or shows how, and checks it.
pub fn take_in(file: &OfficeFile, output: &Path, dry_run: bool, console: &Console) -> Result<u8, Stop> {
    if !dry_run {
        fs::create_dir_all(output).map_err(|error| unreadable(&output.display().to_string(), &error))?;
    }
    let world = open_world(Some(output))?;
    let options = Options { ignore_baseline: true, ..Options::default() };
    let Outcome { value, mut report } = in_pool(None, || pipeline::amend(&world, file, &options))?;
    let Some(Amended { changed, mut added }) = value else {
        console.diagnostics(&report);
        return Ok(exit_code(report.failure));
    };
    // What the project has to say of itself comes with its check.
    report.diagnostics.retain(|finding| finding.place.as_ref().is_some_and(|place| place.path == file.path));
    console.diagnostics(&report);
    let positions = added.len();
    if !HANDBOOKS.iter().any(|name| world.root().join(name).exists()) && positions > 0 {
        added.extend(frame(console));
    }
    if dry_run {
        console.result(&mended::diffs(&world, &changed))?;
        let new: String = added.iter().map(|(path, _)| format!("+ {}\n", world.display(path))).collect();
        console.result(&new)?;
    } else {
        mended::write_back(&world, &changed, &added)?;
    }
    let places: usize = changed.iter().map(|file| file.corrections).sum();
    let files = changed.len();
    let (done_zh, done_en) = if dry_run { ("要改", "would change") } else { ("已改", "changed") };
    console.note(&Text::new(
        format!("{done_zh} {files} 个文件中的 {places} 处，新增 {positions} 个岗位"),
        format!(
            "{done_en} {} in {}, {} new",
            count_of(places, "place"),
            count_of(files, "file"),
            count_of(positions, "position")
        ),
    ));
    if dry_run || files + positions == 0 {
        return Ok(exit_code(report.failure));
    }
    let world = open_world(Some(output))?;
    let checked = in_pool(None, || pipeline::check(&world, &Options::default(), false))?;
    console.diagnostics(&checked);
    Ok(exit_code(report.failure.max(checked.failure)))
}

/// What a project needs beside its positions.
fn frame(console: &Console) -> Vec<(String, String)> {
    let known = template::known();
    let title = console.choose("标题: 岗位职责说明书汇编\n", "title: Job Descriptions\nlanguage: en\n");
    let handbook = skeleton::schema_line(DataFile::Handbook.file()) + "\n" + title;
    let schemas = DataFile::ALL.map(|of| (of.file().to_owned(), schema(of, console.lang(), &known)));
    std::iter::once(("handbook.yaml".to_owned(), handbook)).chain(schemas).collect()
}
