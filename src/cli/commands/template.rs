//! The commands about template sets: list, export, check.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::{self, open_world};
use crate::cli::pool::in_pool;
use crate::cli::write;
use crate::diag::Text;
use crate::pipeline;
use crate::template::{self, description, known_sets};
use crate::world::{Nowhere, World};

/// Template sets
#[derive(Debug, Subcommand)]
pub enum Template {
    /// Name the template sets that a project can use
    List {
        /// The project folder
        dir: Option<PathBuf>,
    },
    /// Copy a set into a new folder, to change it there
    Export {
        /// A set of the current project, or a built-in one
        name: String,
        /// The folder to make, such as templates/NAME
        folder: PathBuf,
    },
    /// Try a set on awkward data, and name every fault
    Check {
        /// Template set: a name, or a folder
        #[arg(value_name = "NAME|FOLDER")]
        set: String,
    },
}

pub fn run(template: &Template, console: &Console) -> Result<u8, Stop> {
    match template {
        Template::List { dir } => list(dir.as_deref(), console),
        Template::Export { name, folder } => export(name, folder, console),
        Template::Check { set } => check(set, console),
    }
}

/// The project that may have the set: the named one, else the current one, if there is one.
fn project(dir: Option<&Path>) -> Result<Box<dyn World>, Stop> {
    match (dir, open_world(dir)) {
        (_, Ok(world)) => Ok(Box::new(world)),
        (Some(_), Err(stop)) => Err(stop),
        (None, Err(_)) => Ok(Box::new(Nowhere)),
    }
}

/// Lists the sets that a project can use, each with its name, origin and description.
fn list(dir: Option<&Path>, console: &Console) -> Result<u8, Stop> {
    let world = project(dir)?;
    let paths = world.files().map_err(|error| input::unreadable(&world.display("."), &error))?;
    let list = known_sets(&paths).into_iter().map(|name| {
        let own = paths.contains(&format!("templates/{name}/template.yaml"));
        let place = match own {
            true => world.display(&format!("templates/{name}")),
            false => console.choose("内置", "built in").to_owned(),
        };
        match description(&*world, &name) {
            Some(description) => format!("{name}\t{place}\t{description}\n"),
            None => format!("{name}\t{place}\n"),
        }
    });
    console.result(&list.collect::<String>())?;
    Ok(0)
}

/// Copies a set's files into a new or empty folder.
fn export(name: &str, folder: &Path, console: &Console) -> Result<u8, Stop> {
    let world = project(None)?;
    let choice = input::template(name)?;
    let files = template::files(&*world, &choice).map_err(|diagnostic| {
        let Text { zh, en } = diagnostic.message;
        let help = diagnostic.help.unwrap_or(Text::new("", ""));
        Stop::Usage(Text::new(format!("{zh}。{}", help.zh), format!("{en}; {}", help.en)))
    })?;
    let shown = folder.display();
    let is_free = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == ErrorKind::NotFound => true,
        // It is a file, or a folder that cannot be read.
        Err(_) => false,
    };
    if !is_free {
        return Err(Stop::Usage(Text::new(
            format!("{shown} 已经存在，不会覆盖；请另写一个文件夹"),
            format!("{shown} is there already and is not overwritten; name another folder"),
        )));
    }
    let files: Vec<(PathBuf, &[u8])> =
        files.iter().map(|(path, bytes)| (folder.join(path), &**bytes)).collect();
    write::write_all(&files).map_err(Stop::from)?;
    let files = files.len();
    console.note(&Text::new(
        format!("已把版式 {name} 的 {files} 个文件复制到 {shown}"),
        format!("copied the {files} files of {name} to {shown}"),
    ));
    Ok(0)
}

/// Tries a set on awkward data.
fn check(set: &str, console: &Console) -> Result<u8, Stop> {
    let world = project(None)?;
    let choice = input::template(set)?;
    let report = in_pool(None, || pipeline::check_set(&*world, &choice))?;
    console.diagnostics(&report);
    if report.diagnostics.is_empty() {
        let message = Text::new(format!("版式 {set} 没有发现问题"), format!("{set}: no faults found"));
        console.note(&message);
    }
    Ok(exit_code(report.failure))
}
