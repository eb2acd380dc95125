//! `gangwei new handbook`: a small project that builds at once.
//!
//! The data are Chinese in either language, as the documents are; keys, comments and the file for
//! the reader follow the language of messages.

use std::path::Path;

use crate::diag::{Lang, Text};
use crate::model::schema::{DataFile, schema};
use crate::template;

use super::super::Stop;
use super::super::console::Console;
use super::{already_there, is_there};

/// The files of a project as they are, by their paths in it.
type Files = &'static [(&'static str, &'static str)];

const CHINESE: Files = &[
    ("handbook.yaml", include_str!("zh/handbook.yaml")),
    ("总经理办公室/总经理.yaml", include_str!("zh/general-manager.yaml")),
    ("人力资源部/人力资源专员.yaml", include_str!("zh/specialist.yaml")),
    ("说明.md", include_str!("zh/readme.md")),
    (".github/workflows/handbook.yml", include_str!("zh/workflow.yml")),
    (".gitignore", IGNORED),
];

const ENGLISH: Files = &[
    ("handbook.yaml", include_str!("en/handbook.yaml")),
    ("总经理办公室/总经理.yaml", include_str!("en/general-manager.yaml")),
    ("人力资源部/人力资源专员.yaml", include_str!("en/specialist.yaml")),
    ("README.md", include_str!("en/readme.md")),
    (".github/workflows/handbook.yml", include_str!("en/workflow.yml")),
    (".gitignore", IGNORED),
];

/// What a build makes is not kept.
const IGNORED: &str = "/dist/\n";

pub fn run(dir: &Path, console: &Console) -> Result<u8, Stop> {
    // Two handbooks would be an error.
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
    let schemas = [DataFile::Handbook, DataFile::Position].map(|of| (of.file(), schema(of, lang, &known)));
    let files = files.iter().map(|(path, text)| (*path, (*text).to_owned())).chain(schemas);
    let files: Vec<_> = files.map(|(path, text)| (dir.join(path), text)).collect();
    super::create(&files)?;
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
