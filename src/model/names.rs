//! Where the files of new positions go in a project.

use std::collections::{HashMap, HashSet};

use super::load::{HANDBOOKS, is_position_file};
use crate::characters::full_width;
#[cfg(feature = "cli")]
use crate::diag::Text;
use crate::filename;

/// The longest title or department, in code points.
#[cfg(feature = "cli")]
const LONGEST_NAME: usize = 100;

/// Why a new position or department cannot be called so.
#[cfg(feature = "cli")]
pub fn name_fault(name: &str) -> Option<Text> {
    if name.contains(filename::is_unseen) {
        return Some(Text::new("含有看不见的字符", "it has a character that cannot be seen"));
    }
    if name.trim().is_empty() || name.trim() != name {
        return Some(Text::new(
            "有一段是空的，或以空格开头、结尾",
            "a part is empty, or begins or ends with a space",
        ));
    }
    let is_long = name.chars().nth(LONGEST_NAME).is_some();
    is_long.then(|| Text::new("名称太长", "the title is too long"))
}

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

    /// Whether a file of positions can have this path; `handbook.yaml` and `import.yaml` are none.
    pub fn can_be(&self, path: &str) -> bool {
        let is_handbook = HANDBOOKS.contains(&&*filename::fold(path));
        is_position_file(path) && !is_handbook && self.is_free(path)
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
        let title = file_stem(title);
        let plain = format!("{folder}{title}.yaml");
        let key = filename::fold(&plain);
        let first = self.next.get(&key).copied().unwrap_or(2);
        let numbered = (first..).map(|count| (count + 1, format!("{folder}{title}-{count}.yaml")));
        let mut paths = std::iter::once((first, plain)).chain(numbered);
        let (next, path) = paths.find(|(_, path)| self.can_be(path)).unwrap_or_default();
        self.next.insert(key, next);
        self.take(&path);
        path
    }
}

/// What the file of a position with this title is called, without extension and number.
pub fn file_stem(title: &str) -> String {
    shown_name(filename::safe(title))
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
