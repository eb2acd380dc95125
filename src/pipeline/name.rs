//! Names the output files after their titles, in a form that every file system accepts.
//!
//! A name stays in its folder, is not reserved or hidden, and fits into 255 bytes with its extension. No two names
//! differ only in case.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::pattern;
use crate::filename::{LONGEST, cut, fold, safe};
use crate::model::{Department, Handbook, Language, Position};
use crate::template::{OutputKind, Selection};

/// The end of the name of a department's own file.
const FORM: &str = "岗位职责说明书";
/// The folder of positions without a department.
const NO_DEPARTMENT: &str = "未分部门";

/// Paths below the output folder, without extensions, in the order of a selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputNames {
    pub handbook: String,
    /// Of the document that tells what has changed.
    pub changes: String,
    pub departments: Vec<DepartmentNames>,
}

/// A department's own path, and its positions'.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DepartmentNames {
    pub path: String,
    pub positions: Vec<String>,
}

impl OutputNames {
    /// The names of the part of `all` that is in `selection`.
    pub fn narrow(self, all: &Selection, selection: &Selection) -> OutputNames {
        let kept =
            |department: usize| selection.departments.iter().find(|kept| kept.department == department);
        let named = all.departments.iter().zip(self.departments);
        let departments = named.filter_map(|(of, names)| {
            let wanted = &kept(of.department)?.positions;
            let named = of.positions.iter().zip(names.positions);
            let positions = named.filter(|(index, _)| wanted.contains(index)).map(|(_, name)| name).collect();
            Some(DepartmentNames { path: names.path, positions })
        });
        OutputNames { departments: departments.collect(), ..self }
    }
}

/// Names all outputs of a whole handbook, so that a position's file has the same name whatever a build selects.
pub fn names(handbook: &Handbook, all: &Selection) -> OutputNames {
    let mut taken = TakenNames::default();
    let own = taken.claim("", &safe(&handbook.title), OutputKind::Handbook);
    let changes = taken.claim("", &safe(&changes_title(handbook)), OutputKind::Changes);
    let departments = all
        .departments
        .iter()
        .filter_map(|of| {
            let department = handbook.departments.get(of.department)?;
            let positions =
                of.positions.iter().filter_map(|index| department.positions.get(*index)).collect();
            Some(name_department(&mut taken, handbook, department, positions))
        })
        .collect();
    OutputNames { handbook: own, changes, departments }
}

/// The title of the document that tells what has changed.
pub fn changes_title(handbook: &Handbook) -> String {
    match handbook.language {
        Language::Chinese => format!("{}修订对照表", handbook.title.as_str()),
        Language::English => format!("{} Changes", handbook.title.as_str()),
    }
}

fn name_department(
    taken: &mut TakenNames,
    handbook: &Handbook,
    department: &Department,
    positions: Vec<&Position>,
) -> DepartmentNames {
    let name = department.name.as_ref().map_or(NO_DEPARTMENT, |name| name.as_str());
    let folder = taken.claim("", &safe_folder(name), OutputKind::Department);
    let stem = cut(&safe(name), LONGEST - FORM.len()).to_owned() + FORM;
    let path = taken.claim(&folder, &stem, OutputKind::Position);
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    for position in &positions {
        *titles.entry(fold(&safe(&position.title))).or_default() += 1;
    }
    let name_position = |position: &&Position| {
        if let Some(name) = pattern::name(handbook, position) {
            return taken.claim(&folder, &safe(&name), OutputKind::Position);
        }
        let title = safe(&position.title);
        let shared = titles.get(&fold(&title)).is_some_and(|count| *count > 1);
        let stem = match &position.code {
            Some(code) if shared => safe(&format!("{title}-{}", code.as_str())),
            _ => title,
        };
        taken.claim(&folder, &stem, OutputKind::Position)
    };
    DepartmentNames { path, positions: positions.iter().map(name_position).collect() }
}

/// The names given so far, as a case-insensitive file system compares them.
#[derive(Default)]
struct TakenNames {
    names: BTreeSet<String>,
    /// The next number to try after a name that is taken.
    next: HashMap<String, usize>,
}

impl TakenNames {
    /// The name, or the first free one with a number after it. Of a department, it names a folder.
    fn claim(&mut self, folder: &str, stem: &str, kind: OutputKind) -> String {
        let path = if folder.is_empty() { stem.to_owned() } else { format!("{folder}/{stem}") };
        // A folder and a file with one stem do not collide, since only files have our extensions.
        let mark = if kind == OutputKind::Department { "/" } else { "" };
        let known = fold(&path) + mark;
        if self.names.insert(known.clone()) {
            return path;
        }
        let next = self.next.entry(known).or_insert(2);
        loop {
            let numbered = format!("{path}-{next}");
            *next += 1;
            if self.names.insert(fold(&numbered) + mark) {
                return numbered;
            }
        }
    }
}

/// A folder's name; it is marked if it ends like our documents or `manifest.json`.
fn safe_folder(name: &str) -> String {
    let name = safe(name);
    let lower = fold(&name);
    if [".docx", ".pdf", ".json"].iter().any(|end| lower.ends_with(end)) { name + "_" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_get_numbers_whatever_their_case() {
        let mut taken = TakenNames::default();
        let mut claim = |stem: &str| taken.claim("市场部", stem, OutputKind::Position);
        assert_eq!(claim("Manager"), "市场部/Manager");
        assert_eq!(claim("MANAGER"), "市场部/MANAGER-2");
        assert_eq!(claim("manager"), "市场部/manager-3");
        assert_eq!(claim("manager-3"), "市场部/manager-3-2");
        assert_eq!((&*claim("Straße"), &*claim("STRASSE")), ("市场部/Straße", "市场部/STRASSE-2"));
        assert_eq!((&*claim("é"), &*claim("E\u{301}")), ("市场部/é", "市场部/E\u{301}-2"));
        assert_eq!(taken.claim("", "市场部", OutputKind::Department), "市场部");
    }

    /// A hundred thousand positions may well have one title.
    #[test]
    fn many_equal_names_are_numbered_fast() {
        let mut taken = TakenNames::default();
        let last = (0..20_000).map(|_| taken.claim("市场部", "销售员", OutputKind::Position)).last();
        assert_eq!(last.unwrap(), "市场部/销售员-20000");
    }

    #[test]
    fn a_folder_is_no_file_of_ours() {
        assert_eq!(safe_folder("manifest.json"), "manifest.json_");
        assert_eq!(safe_folder("岗位职责说明书.PDF"), "岗位职责说明书.PDF_");
    }
}
