//! Takes edited Word documents back into the project (`gangwei merge`).

use std::fs;
use std::path::PathBuf;

use clap::Args;

use crate::carried::{self, CarriedDocument, Origin};
use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::{open_world, project_dir, template, unreadable};
use crate::cli::mended;
use crate::cli::pool::in_pool;
use crate::cli::revision::older_world;
use crate::cli::world::FsWorld;
use crate::diag::{Diagnostic, Failure, Format, Sources, Text, count_of};
use crate::merge::{self, Merged, Refused, Returned, ShownDocument};
use crate::model::Language;
use crate::office;
use crate::pipeline::{self, Mended, Options};
use crate::template::{BUILT_IN, SetChoice};
use crate::world::World;

/// Take what people changed in Word documents of the project back into its YAML
#[derive(Debug, Args)]
pub struct Merge {
    /// Word files that gangwei made and somebody edited
    #[arg(required = true, value_name = "FILE.docx")]
    files: Vec<PathBuf>,
    /// The project folder [default: the current folder if it has a handbook.yaml, else data]
    #[arg(long, value_name = "FOLDER")]
    project: Option<PathBuf>,
    /// The state that the documents were made from: a project folder or a git revision [default: what they carry, else the project as it is]
    #[arg(long, value_name = "OLD")]
    base: Option<String>,
    /// The template set that the documents were made with, if not the handbook's own: a name, or a folder
    #[arg(long, value_name = "NAME|FOLDER")]
    template: Option<String>,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(merge: &Merge, console: &Console) -> Result<u8, Stop> {
    let world = open_world(merge.project.as_deref())?;
    let folder = project_dir(merge.project.as_deref())?;
    let base = merge.base.as_deref().map(|named| older_world(named, &folder)).transpose()?;
    let set = merge.template.as_deref().map(template).transpose()?;
    // Several copies are merged one after another.
    let mut so_far: Vec<Mended> = Vec::new();
    let mut failure = None;
    for path in &merge.files {
        let name = path.display().to_string();
        let bytes = fs::read(path).map_err(|error| unreadable(&name, &error))?;
        let file = match office::read(&name, &bytes) {
            Ok(file) => file,
            Err(findings) => {
                failure = failure.max(told(&findings, &Sources::new(), console));
                continue;
            }
        };
        let origin = match carried::read(&name, &bytes) {
            Ok(origin) => origin,
            Err(findings) => {
                failure = failure.max(told(&findings, &Sources::new(), console));
                continue;
            }
        };
        let document = match (&origin, &base) {
            (Origin::Whole(document), None) => Some(document),
            _ => None,
        };
        // What follows from other positions can only be told by the whole project, if that is still the same.
        let is_past = |document: &&CarriedDocument| !merge::is_current(&world, document);
        let past = document.map(|document| &**document).filter(is_past);
        let own = past.map(|document| merge::carried_base(&world, document));
        let base: &dyn World = match (&own, &base) {
            (Some(own), _) => own,
            (None, Some(base)) => &**base,
            (None, None) => &world,
        };
        let returned = Returned {
            file: &file,
            base,
            template: set.clone().or_else(|| document.and_then(|document| own_set(document, &world))),
            language: document.and_then(|document| Language::of_code(&document.project.language)),
            document: document.map(|document| ShownDocument::of(document)),
        };
        let overlay = merge::overlaid(&world, &so_far);
        match in_pool(None, || merge::merge(&overlay, &returned))? {
            Ok(Merged { changed, findings }) => {
                failure = failure.max(told(&findings, &Sources::new(), console));
                changed.into_iter().for_each(|file| add(&mut so_far, file));
            }
            Err(Refused { findings, sources }) => {
                failure = failure.max(told(&findings, &sources, console));
            }
        }
    }
    // A change that makes an error of the project is none.
    let overlay = merge::overlaid(&world, &so_far);
    let options = Options { ignore_baseline: true, ..Options::default() };
    let checked = in_pool(None, || pipeline::check(&overlay, &options, false))?;
    if checked.failure.is_some() {
        console.diagnostics(&checked);
        console.note(&Text::new("没有写入任何文件", "no file was written"));
        return Ok(exit_code(failure.max(checked.failure)));
    }
    if merge.dry_run {
        console.result(&mended::diffs(&world, &so_far))?;
    } else {
        mended::write_back(&world, &so_far, &[])?;
    }
    conclude(&so_far, merge.dry_run, console);
    Ok(exit_code(failure))
}

/// The set that a document names, if the project or the program has one of that name.
fn own_set(document: &CarriedDocument, world: &FsWorld) -> Option<SetChoice> {
    let name = &document.project.template.name;
    let is_built_in = BUILT_IN.iter().any(|set| set.name == name);
    let manifest = format!("templates/{name}/template.yaml");
    (is_built_in || world.read(&manifest).is_ok()).then(|| SetChoice::Name(name.clone()))
}

/// Tells findings, and the failure that they are.
fn told(findings: &[Diagnostic], sources: &Sources, console: &Console) -> Option<Failure> {
    console.findings(findings, sources);
    findings.iter().filter(|finding| finding.is_error()).map(|finding| finding.code.failure()).max()
}

/// Adds a file that changes, perhaps for the second time.
fn add(all: &mut Vec<Mended>, file: Mended) {
    match all.iter_mut().find(|known| known.path == file.path) {
        Some(known) => {
            known.after = file.after;
            known.corrections += file.corrections;
        }
        None => all.push(file),
    }
}

fn conclude(changed: &[Mended], dry_run: bool, console: &Console) {
    if console.format() != Format::Human {
        return;
    }
    let places: usize = changed.iter().map(|file| file.corrections).sum();
    let files = changed.len();
    let (zh, en) = if dry_run { ("要改", "would change") } else { ("已改", "changed") };
    console.note(&match files {
        0 => Text::new("没有要改的", "nothing to change"),
        _ => Text::new(
            format!("{zh} {files} 个文件中的 {places} 项"),
            format!("{en} {} in {}", count_of(places, "key"), count_of(files, "file")),
        ),
    });
}
