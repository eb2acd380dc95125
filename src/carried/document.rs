//! What one document carries.

use std::sync::Arc;

use crate::hash::sha256;
use crate::world::Memory;

/// The project that a document carries, and what made the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedProject {
    /// The version of this program.
    pub program: String,
    pub template: TemplateStamp,
    /// The language of the form's labels.
    pub language: String,
    pub shown: Shown,
    /// The keys that some position of the whole handbook fills: their rows stand in each sheet.
    pub filled: Vec<String>,
    /// In the order of their files, and in each as they stand there.
    pub positions: Vec<CarriedPosition>,
    /// By path.
    pub files: Vec<CarriedFile>,
}

/// What a document shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    Handbook,
    /// By name; that of the positions without a department is empty.
    Department(String),
    /// By id.
    Position(String),
}

/// A template set: its name, and a digest of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateStamp {
    pub name: String,
    pub digest: String,
}

/// A position of the carried project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedPosition {
    /// Its id in the project that the document was made of.
    pub id: String,
    /// The digest (`model::position_digest`) of one that the document shows; `None` for one that it only names.
    pub digest: Option<String>,
}

/// A file of the carried project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedFile {
    pub path: Arc<str>,
    pub text: String,
}

impl CarriedProject {
    /// The digest of the carried files, in hexadecimal digits.
    pub fn digest(&self) -> String {
        let mut all = String::new();
        for CarriedFile { path, text } in &self.files {
            all.extend([path, "\n", &text.len().to_string(), "\n", text]);
        }
        sha256(all.as_bytes())
    }

    /// The ids of the positions that the document shows.
    pub fn shown_ids(&self) -> impl Iterator<Item = &str> {
        self.positions.iter().filter(|position| position.digest.is_some()).map(|position| &*position.id)
    }

    /// The files as a project of their own.
    pub fn world(&self) -> Memory {
        self.files.iter().map(|file| (&*file.path, &*file.text)).collect()
    }
}
