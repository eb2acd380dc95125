//! `gangwei new handbook`: a small project that builds at once.
//!
//! The data are Chinese, like the documents. Keys, comments and the readme are in the language of messages.

use std::path::Path;

use crate::diag::{Lang, Text};
use crate::model::schema::{DataFile, schema};
use crate::template;

use super::files::{already_there, create, is_there};
use crate::cli::console::Console;
use crate::cli::exit::Stop;

/// The files of a project, by their paths in it.
type ProjectFiles = &'static [(&'static str, &'static str)];

const CHINESE: ProjectFiles = &[
    ("handbook.yaml", include_str!("zh/handbook.yaml")),
    ("总经理办公室/总经理.yaml", include_str!("zh/general-manager.yaml")),
    ("人力资源部/人力资源专员.yaml", include_str!("zh/specialist.yaml")),
    ("说明.md", include_str!("zh/readme.md")),
    (".github/workflows/handbook.yml", include_str!("zh/workflow.yml")),
    (".gitignore", IGNORED),
];

const ENGLISH: ProjectFiles = &[
    ("handbook.yaml", include_str!("en/handbook.yaml")),
    ("总经理办公室/总经理.yaml", include_str!("en/general-manager.yaml")),
    ("人力资源部/人力资源专员.yaml", include_str!("en/specialist.yaml")),
    ("README.md", include_str!("en/readme.md")),
    (".github/workflows/handbook.yml", include_str!("en/workflow.yml")),
    (".gitignore", IGNORED),
];

/// Git ignores the output of builds.
const IGNORED: &str = "/dist/\n";

pub fn run(dir: &Path, console: &Console) -> Result<u8, Stop> {
    // Two files of a handbook would be an error.
    let other = dir.join("handbook.yml");
    if is_there(&other) {
        return Err(already_there(&[&other]));
    }
    let lang = console.lang();
    let files = match lang {
        Lang::Zh => CHINESE,
        Lang::En => ENGLISH,
    };
    let known = template::known();
    let schemas = DataFile::ALL.map(|of| (of.file(), schema(of, lang, &known)));
    let files = files.iter().map(|(path, text)| (*path, (*text).to_owned())).chain(schemas);
    let files: Vec<_> = files.map(|(path, text)| (dir.join(path), text)).collect();
    create(&files)?;
    for (path, _) in &files {
        let path = path.display();
        console.note(&Text::new(format!("{path}"), format!("{path}")));
    }
    let dir = dir.display();
    console.note(&Text::new(
        format!("手册建好了；`gangwei build {dir}` 生成 Word 和 PDF"),
        format!("the handbook is there; `gangwei build {dir}` makes its DOCX and PDF"),
    ));
    Ok(0)
}
