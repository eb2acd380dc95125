//! The data that template sets are tried on: one project with the worst cases of real handbooks.

use std::io;
use std::sync::Arc;

use crate::model::{Handbook, load};
use crate::world::World;

/// The files of the folder `awkward`, by their paths in the project.
const FILES: &[(&str, &[u8])] = &[
    ("logo.png", include_bytes!("awkward/logo.png")),
    ("every-key.yaml", include_bytes!("awkward/every-key.yaml")),
    ("foreign-words.yaml", include_bytes!("awkward/foreign-words.yaml")),
    ("long-names.yaml", include_bytes!("awkward/long-names.yaml")),
    ("plain.yaml", include_bytes!("awkward/plain.yaml")),
    ("sixty-duties.yaml", include_bytes!("awkward/sixty-duties.yaml")),
    ("title-only.yaml", include_bytes!("awkward/title-only.yaml")),
];

/// The handbooks for these positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Every key has a value, and every part is there.
    Full,
    /// Fewer positions, so that parts that need a size are left out.
    Small,
    /// With the form's labels in English.
    English,
    /// No optional key has a value, but all empty rows are kept.
    Bare,
}

impl Case {
    pub const ALL: [Case; 4] = [Case::Full, Case::Small, Case::English, Case::Bare];

    fn handbook(self) -> &'static [u8] {
        match self {
            Case::Full | Case::Small => include_bytes!("awkward/full.yaml"),
            Case::English => include_bytes!("awkward/english.yaml"),
            Case::Bare => include_bytes!("awkward/bare.yaml"),
        }
    }
}

impl Case {
    fn has(self, file: &str) -> bool {
        self != Case::Small || !matches!(file, "plain.yaml" | "sixty-duties.yaml")
    }
}

const HANDBOOK: &str = "handbook.yaml";

/// The awkward project, with the user's template sets and fonts.
pub struct Awkward<'a> {
    pub own: &'a dyn World,
    pub case: Case,
}

impl Awkward<'_> {
    /// An older state of the project, from which most rows differ; some cases have none.
    pub fn older(&self) -> Option<Handbook> {
        if matches!(self.case, Case::Small | Case::Bare) {
            return None;
        }
        let mut older = load(self).handbook;
        for department in &mut older.departments {
            // The first position is a new one.
            department.positions.drain(..1.min(department.positions.len()));
            for position in &mut department.positions {
                position.summary = position.reports_to.clone();
                for group in &mut position.responsibilities {
                    let moved = 1.min(group.items.len());
                    group.items.rotate_left(moved);
                    group.items.iter_mut().for_each(|duty| duty.standard = duty.description.clone());
                }
                position.authority.reverse();
                position.remarks.clear();
                position.kpis.iter_mut().for_each(|kpi| kpi.weight = Some(kpi.name.clone()));
            }
        }
        Some(older)
    }

    fn built_in(&self, path: &str) -> Option<&'static [u8]> {
        if path == HANDBOOK {
            return Some(self.case.handbook());
        }
        FILES.iter().find(|(known, _)| *known == path && self.case.has(path)).map(|(_, bytes)| *bytes)
    }
}

impl World for Awkward<'_> {
    fn files(&self) -> io::Result<Vec<String>> {
        let is_kept = |path: &String| path.starts_with("templates/") || path.starts_with("fonts/");
        let mut files: Vec<String> = self.own.files()?.into_iter().filter(is_kept).collect();
        files
            .extend(FILES.iter().filter(|(path, _)| self.case.has(path)).map(|(path, _)| (*path).to_owned()));
        files.push(HANDBOOK.to_owned());
        files.sort_unstable();
        Ok(files)
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        self.built_in(path).map_or_else(|| self.own.read(path), |bytes| Ok(Arc::from(bytes)))
    }

    fn display(&self, path: &str) -> String {
        if self.built_in(path).is_some() { format!("awkward/{path}") } else { self.own.display(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_every_file_of_its_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pipeline/trial/awkward");
        let entries = std::fs::read_dir(folder).unwrap();
        let mut on_disk: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let mut in_table: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        in_table.extend(["full.yaml", "english.yaml", "bare.yaml"]);
        on_disk.sort();
        in_table.sort_unstable();
        assert_eq!(in_table, on_disk);
    }
}
