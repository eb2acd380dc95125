//! Finds the project folder, the date and the template set that the command line or the environment names.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::{Text, file_reason};
use crate::model::HANDBOOKS;
use crate::pipeline::Options;
use crate::template::{Folder, SetChoice, SetFault, read_all, too_large};
use crate::unit::Date;
use crate::world::World;

use super::args::Input;
use super::exit::Stop;
use super::world::FsWorld;

/// The subfolder that may be the project.
const DATA: &str = "data";

/// Opens the project folder: the named one, else the current one, else `data`.
pub fn open_world(dir: Option<&Path>) -> Result<FsWorld, Stop> {
    let date = date()?;
    let dir = project_dir(dir)?;
    FsWorld::open(&dir, date).map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory if dir.is_file() => {
            let dir = dir.display();
            Stop::Usage(Text::new(
                format!("{dir} 是文件，这里要写手册文件夹；只看一个岗位请用 --only"),
                format!("{dir} is a file, but a project's folder is wanted; --only chooses a position"),
            ))
        }
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            let dir = dir.display();
            Stop::Usage(Text::new(format!("没有文件夹 {dir}"), format!("there is no folder {dir}")))
        }
        _ => unreadable(&dir.display().to_string(), &error),
    })
}

/// The path of the project: the named folder, else the current one, else `data`.
pub fn project_dir(dir: Option<&Path>) -> Result<PathBuf, Stop> {
    dir.map_or_else(default_dir, |dir| Ok(dir.to_owned()))
}

fn default_dir() -> Result<PathBuf, Stop> {
    if HANDBOOKS.iter().any(|name| Path::new(name).is_file()) {
        Ok(PathBuf::from("."))
    } else if Path::new(DATA).is_dir() {
        Ok(PathBuf::from(DATA))
    } else {
        Err(Stop::Usage(Text::new(
            "当前文件夹没有 handbook.yaml，也没有 data 文件夹；请写明手册文件夹，如 `gangwei build 文件夹`",
            "the current folder has neither a handbook.yaml nor a folder data; \
             name the project's folder, as in `gangwei build FOLDER`",
        )))
    }
}

/// The date of the documents, if the environment sets one.
fn date() -> Result<Option<Date>, Stop> {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    let Some(value) = env::var_os(NAME).filter(|value| !value.is_empty()) else { return Ok(None) };
    let date = value.to_str().and_then(|value| value.parse().ok()).and_then(Date::from_unix);
    date.map(Some).ok_or_else(|| {
        let value = value.to_string_lossy();
        Stop::Usage(Text::new(
            format!("{NAME} 应为 1970 年以来的秒数，现在是 `{value}`"),
            format!("{NAME} must be a number of seconds since 1970, found `{value}`"),
        ))
    })
}

/// The options that all commands share.
pub fn options(input: &Input) -> Result<Options, Stop> {
    let template = input.template.as_deref().map(template).transpose()?;
    Ok(Options {
        template,
        only: input.only.clone(),
        document_language: input.document_lang.map(Into::into),
        system_fonts: input.system_fonts,
        ..Options::default()
    })
}

/// Whether a template set is named by its folder.
fn is_folder(name: &str) -> bool {
    name.contains(['/', std::path::MAIN_SEPARATOR]) || Path::new(name).join("template.yaml").is_file()
}

/// The folder of the template set, if it is named by its folder.
pub fn template_dir(input: &Input) -> Option<PathBuf> {
    input.template.as_deref().filter(|name| is_folder(name)).map(PathBuf::from)
}

/// Whether a word names a folder: it exists, or the word is a path. Any other word is a set's name.
pub fn template(name: &str) -> Result<SetChoice, Stop> {
    if !is_folder(name) {
        return Ok(SetChoice::Name(name.to_owned()));
    }
    let world = FsWorld::open(Path::new(name), None).map_err(|_| {
        Stop::Usage(Text::new(
            format!("没有版式文件夹 {name}"),
            format!("there is no template folder {name}"),
        ))
    })?;
    let paths = world.files().map_err(|error| unreadable(name, &error))?;
    let own = paths.iter().map(|path| (path.as_str(), path.as_str()));
    let files = read_all(own, |path| world.read(path)).map_err(|fault| match fault {
        SetFault::Unreadable(path, error) => unreadable(&world.display(path), &error),
        SetFault::TooLarge(_) => {
            let Text { zh, en } = too_large();
            Stop::File(Text::new(format!("{name}：{zh}"), format!("{name}: {en}")))
        }
    })?;
    Ok(SetChoice::Folder(Folder { display: name.to_owned(), files }))
}

pub fn unreadable(path: &str, error: &io::Error) -> Stop {
    let Text { zh, en } = file_reason(error);
    Stop::File(Text::new(format!("无法读取 {path}：{zh}"), format!("cannot read {path}: {en}")))
}
