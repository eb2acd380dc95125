//! Where the files of new positions go in a project.

use std::collections::{HashMap, HashSet};

use super::load::is_position_file;
use crate::characters::full_width;
use crate::filename;

/// The names of files in a project, none of which differ in case alone.
#[derive(Debug, Default)]
pub struct ProjectNames {
    taken: HashSet<String>,
    /// The number that the next file gets whose name is taken.
    next: HashMap<String, u32>,
}

impl ProjectNames {
    /// Whether no file has such a name yet.
    pub fn is_free(&self, path: &str) -> bool {
        !self.taken.contains(&filename::fold(path))
    }

    /// Keeps a name from being given to another file.
    pub fn take(&mut self, path: &str) {
        self.taken.insert(filename::fold(path));
    }

    /// The path of a position's file in the folder of its department.
    pub fn claim(&mut self, department: Option<&str>, title: &str) -> String {
        let folder = department
            .filter(|name| !name.trim().is_empty())
            .map(|name| own_folder(&filename::safe(name)))
            .unwrap_or_default();
        self.claim_in(&folder, title)
    }

    /// The path of a position's file in a folder; that of the project is empty.
    pub fn claim_in(&mut self, folder: &str, title: &str) -> String {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let title = shown_name(filename::safe(title));
        let plain = format!("{folder}{title}.yaml");
        let key = filename::fold(&plain);
        let first = self.next.get(&key).copied().unwrap_or(2);
        let numbered = (first..).map(|count| (count + 1, format!("{folder}{title}-{count}.yaml")));
        let mut paths = std::iter::once((first, plain)).chain(numbered);
        let is_free = |(_, path): &(u32, String)| {
            // `handbook.yaml` and `import.yaml` are no positions.
            let is_own =
                is_position_file(path) && !matches!(&*filename::fold(path), "handbook.yaml" | "handbook.yml");
            is_own && self.is_free(path)
        };
        let (next, path) = paths.find(is_free).unwrap_or_default();
        self.next.insert(key, next);
        self.take(&path);
        path
    }
}

/// A folder's name that a project reads positions from: not that of template sets, fonts or output.
fn own_folder(name: &str) -> String {
    let name = shown_name(name.to_owned());
    if is_position_file(&format!("{name}/a.yaml")) { name } else { format!("部门 {name}") }
}

/// A name that does not begin as hidden ones do.
fn shown_name(name: String) -> String {
    match name.chars().next() {
        Some(first @ ('_' | '.' | '~')) => {
            let rest = &name[first.len_utf8()..];
            format!("{}{rest}", full_width(first))
        }
        _ => name,
    }
}
