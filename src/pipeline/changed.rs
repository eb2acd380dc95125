//! What a run is limited to: changed files, and its share of the documents.

use std::collections::BTreeSet;

use crate::model::{HANDBOOKS, is_position_file};

use super::baseline;

/// One of several equal shares of a run's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 0.
    pub index: usize,
    /// How many shares there are.
    pub count: usize,
}

/// What has changed in a project since an earlier state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Something that every document depends on.
    Everything,
    /// Files of positions, also deleted ones.
    Positions(BTreeSet<String>),
}

/// Folders of files that every document depends on.
const SHARED_FOLDERS: [&str; 2] = ["templates/", "fonts/"];
/// Endings of pictures and of files of template sets and fonts, in any folder.
const SHARED_ENDS: [&str; 11] =
    [".html", ".css", ".png", ".jpg", ".jpeg", ".svg", ".ttf", ".otf", ".ttc", ".otc", "template.yaml"];

impl Changed {
    /// The change of files, given by their paths in the project.
    pub fn of(files: impl IntoIterator<Item = String>) -> Changed {
        let mut positions = BTreeSet::new();
        for file in files {
            if is_shared(&file) {
                return Changed::Everything;
            }
            if is_position_file(&file) {
                positions.insert(file);
            }
        }
        Changed::Positions(positions)
    }

    /// No change at all.
    pub fn nothing() -> Changed {
        Changed::Positions(BTreeSet::new())
    }

    /// Both changes together.
    pub fn and(self, other: Changed) -> Changed {
        match (self, other) {
            (Changed::Positions(mut files), Changed::Positions(others)) => {
                files.extend(others);
                Changed::Positions(files)
            }
            _ => Changed::Everything,
        }
    }

    /// Whether there is no change at all.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Changed::Positions(files) if files.is_empty())
    }
}

fn is_shared(file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    let ends = || !file.starts_with("dist/") && SHARED_ENDS.iter().any(|end| lower.ends_with(end));
    HANDBOOKS.contains(&file)
        || file == baseline::FILE
        || SHARED_FOLDERS.iter().any(|at| file.starts_with(at))
        || ends()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_documents_share_changes_all() {
        for file in
            ["handbook.yaml", "templates/own/style.css", "fonts/a.ttf", "图/logo.PNG", "own/template.yaml"]
        {
            assert_eq!(Changed::of([file.to_owned()]), Changed::Everything, "{file}");
        }
    }

    #[test]
    fn what_no_document_shows_changes_none() {
        for file in [
            "README.md",
            "dist/x.png",
            "市场部/_draft.yaml",
            "schema/position.schema.json",
            ".github/ci.yaml",
        ] {
            assert!(Changed::of([file.to_owned()]).is_nothing(), "{file}");
        }
        assert!(!Changed::of(["市场部/a.yaml".to_owned()]).is_nothing());
    }
}
