//! Takes carried data out of a document again. Anybody may have written it, so nothing of it is believed.

use std::collections::HashSet;
use std::sync::Arc;

use super::document::{CarriedFile, CarriedPosition, CarriedProject, Shown, TemplateStamp};
use super::names::{APPLICATION, DATA, ITEM_ID, POSITIONS, PROGRAM, PROGRAM_VERSION, TEMPLATE};
use crate::diag::{Code, Diagnostic, Text};
use crate::model::{
    HANDBOOKS, Handbook, Language, Loaded, Position, file_of_id, is_position_file, load_in, position_digest,
};
use crate::office::data::{self, DataNode, FileData};

/// The most files, and bytes in them, that a document carries.
const MAX_FILES: usize = 20_000;
const MAX_BYTES: usize = 256 << 20;

/// Where a document comes from.
#[derive(Debug)]
pub enum Origin {
    /// This program did not make it.
    Foreign,
    /// This program made it, but it carries no data, or lost it when it was saved.
    Bare(Properties),
    /// It carries the data that it was made of, which agree with what is said of them.
    Whole(Box<CarriedDocument>),
}

/// What the properties of a document say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    pub program: Option<String>,
    pub digest: Option<String>,
    pub template: Option<TemplateStamp>,
    /// The ids of the positions that it shows. Documents that are made without data name none.
    pub positions: Vec<String>,
    /// The program that saved it last, as it calls itself.
    pub application: Option<String>,
}

/// A document with the data that it carries.
#[derive(Debug)]
pub struct CarriedDocument {
    pub project: CarriedProject,
    /// The project as it is read.
    pub handbook: Handbook,
    pub properties: Properties,
}

impl CarriedDocument {
    /// The positions that the document shows, each with its id in the project that it was made of.
    pub fn shown(&self) -> Vec<(&str, &Position)> {
        let all = self.project.positions.iter().zip(in_files(&self.handbook));
        let shown = all.filter(|(carried, _)| carried.digest.is_some());
        shown.map(|(carried, position)| (&*carried.id, position)).collect()
    }
}

/// Reads what a Word file carries. What is damaged or does not agree is an error.
pub fn read(path: &str, bytes: &[u8]) -> Result<Origin, Vec<Diagnostic>> {
    let FileData { properties, application, part } = data::read(path, bytes, ITEM_ID)?;
    let properties = Properties { application, ..Properties::of(&properties) };
    let own = match part {
        None if properties.program.is_none() && properties.digest.is_none() => return Ok(Origin::Foreign),
        None => return Ok(Origin::Bare(properties)),
        Some(Ok(root)) => project(&root),
        // A limit is one of the file as a whole.
        Some(Err(finding)) if finding.code == Code::E604 => Err(finding),
        Some(Err(finding)) => Err(damaged(finding.message)),
    };
    let document = own.and_then(|project| checked(project, properties));
    document
        .map(|document| Origin::Whole(Box::new(document)))
        .map_err(|finding| vec![finding.in_file(&path.into())])
}

impl Properties {
    /// Whether no other program has saved the document since this one made it.
    pub fn is_as_made(&self) -> bool {
        self.application.as_deref() == Some(APPLICATION)
    }

    /// The program that saved the document last, if it is not the one that made it.
    pub fn saved_by_others(&self) -> Option<&str> {
        self.application.as_deref().filter(|name| *name != APPLICATION)
    }

    fn of(all: &[(String, String)]) -> Properties {
        let named =
            |wanted: &str| all.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        let template = named(TEMPLATE).and_then(|text| {
            let (name, digest) = text.rsplit_once(' ')?;
            Some(TemplateStamp { name: name.to_owned(), digest: digest.to_owned() })
        });
        let of_positions = |name: &str| {
            name.strip_prefix(POSITIONS)
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let ids = all.iter().filter(|(name, _)| of_positions(name)).flat_map(|(_, value)| value.lines());
        Properties {
            program: named(PROGRAM),
            digest: named(DATA),
            template,
            positions: ids.map(str::to_owned).collect(),
            application: None,
        }
    }
}

/// The project that a part says, whose digest agrees.
fn project(root: &DataNode) -> Result<CarriedProject, Diagnostic> {
    let said = |node: &DataNode, name: &str| {
        node.attribute(name)
            .map(str::to_owned)
            .ok_or_else(|| damaged(Text::new(format!("没有“{name}”"), format!("it has no “{name}”"))))
    };
    let shown = match root.attribute("shows") {
        Some("handbook") => Shown::Handbook,
        Some("department") => Shown::Department(said(root, "department")?),
        Some("position") => Shown::Position(said(root, "position")?),
        _ => {
            return Err(damaged(Text::new("没有写明是哪种文件", "it does not tell what the document shows")));
        }
    };
    let mut project = CarriedProject {
        program: said(root, "program")?,
        template: TemplateStamp { name: said(root, "template")?, digest: said(root, "templateDigest")? },
        language: said(root, "language")?,
        shown,
        filled: said(root, "filled")?.split_whitespace().map(str::to_owned).collect(),
        positions: Vec::new(),
        files: Vec::new(),
    };
    for child in &root.children {
        match child.name.as_str() {
            "position" => project.positions.push(CarriedPosition {
                id: said(child, "id")?,
                digest: child.attribute("digest").map(str::to_owned),
            }),
            "file" => project
                .files
                .push(CarriedFile { path: said(child, "path")?.into(), text: child.text.clone() }),
            _ => {}
        }
    }
    check_paths(&project.files)?;
    if project.digest() != said(root, "digest")? {
        let message = "附带的内容和它的摘要不符，有人改过";
        return Err(damaged(Text::new(
            message,
            "its texts do not have the digest that it names: somebody changed them",
        )));
    }
    Ok(project)
}

/// Whether all files are ones of a project, each once.
fn check_paths(files: &[CarriedFile]) -> Result<(), Diagnostic> {
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    if files.len() > MAX_FILES || bytes > MAX_BYTES {
        let most = (MAX_FILES, MAX_BYTES >> 20);
        return Err(damaged(Text::new(
            format!("文件超过 {} 个，或超过 {} MB", most.0, most.1),
            format!("it has more than {} files, or more than {} MB", most.0, most.1),
        )));
    }
    let mut known: HashSet<String> = HashSet::new();
    for CarriedFile { path, .. } in files {
        if !is_inside(path) || !(HANDBOOKS.contains(&&**path) || is_position_file(path)) {
            return Err(damaged(Text::new(
                format!("“{path}”不是手册里的文件"),
                format!("“{path}” is no file of a project"),
            )));
        }
        // Where case does not count, both would be one file.
        if !known.insert(path.to_lowercase()) {
            return Err(damaged(Text::new(format!("“{path}”有两份"), format!("“{path}” is there twice"))));
        }
    }
    Ok(())
}

/// Whether a path leads to a file below the project's folder, on every system.
fn is_inside(path: &str) -> bool {
    let is_name = |name: &str| {
        !matches!(name, "" | "." | "..")
            && !name.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    path.split('/').all(is_name)
}

/// The document, if its data can be read, and its positions and properties are what it says.
fn checked(project: CarriedProject, properties: Properties) -> Result<CarriedDocument, Diagnostic> {
    if properties.digest.as_ref().is_some_and(|digest| *digest != project.digest()) {
        return Err(damaged(Text::new(
            "附带的数据不是这份文件的：文件属性里的摘要是另一份数据的",
            "the data is not that of this document, whose properties name another digest",
        )));
    }
    let language = match project.language.as_str() {
        "en" => Language::English,
        _ => Language::Chinese,
    };
    let Loaded { handbook, diagnostics, .. } = load_in(&project.world(), Some(language), None);
    if let Some(error) = diagnostics.iter().find(|finding| finding.is_error()) {
        let path: Arc<str> = error.place.as_ref().map_or("".into(), |place| place.path.clone());
        let Text { zh, en } = &error.message;
        return Err(damaged(Text::new(
            format!("附带的 {path} 读不出来：{zh}"),
            format!("{path} in it cannot be read: {en}"),
        )));
    }
    let read = in_files(&handbook);
    // Another version may count other things as said.
    let is_own = project.program == PROGRAM_VERSION;
    let agrees = |(carried, position): (&CarriedPosition, &&Position)| {
        let digest = carried.digest.as_ref().filter(|_| is_own);
        file_of_id(&carried.id) == &*position.path
            && digest.is_none_or(|digest| *digest == position_digest(position))
    };
    if read.len() != project.positions.len() || !project.positions.iter().zip(&read).all(agrees) {
        return Err(damaged(Text::new(
            "附带的岗位和它写明的不符",
            "the positions in it are not those that it names",
        )));
    }
    Ok(CarriedDocument { project, handbook, properties })
}

/// The positions by file, and in each as they stand there.
fn in_files(handbook: &Handbook) -> Vec<&Position> {
    let mut positions: Vec<&Position> = handbook.positions().collect();
    positions.sort_by_key(|position| (&position.path, position.span.start));
    positions
}

fn damaged(reason: Text) -> Diagnostic {
    let Text { zh, en } = reason;
    let message = Text::new(
        format!("文件附带的数据损坏，或者被人改过：{zh}"),
        format!("the data that the file carries is damaged, or was changed: {en}"),
    );
    Diagnostic::new(Code::E621, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_inside() {
        for path in ["handbook.yaml", "采购部/采购员.yaml", "a.b/c d.yaml"] {
            assert!(is_inside(path), "{path}");
        }
        for path in [
            "",
            "/a.yaml",
            "../a.yaml",
            "a/../b.yaml",
            "a//b.yaml",
            "./a.yaml",
            "C:/a.yaml",
            "a\\b.yaml",
            "a\n.yaml",
        ] {
            assert!(!is_inside(path), "{path:?}");
        }
    }
}
