//! Names the output files after their titles, in a form that every file system accepts.
//!
//! A name stays in its folder, is not reserved or hidden, and fits into 255 bytes with its extension. No two names
//! differ only in case.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::pattern;
use crate::characters::{full_width, is_invisible};
use crate::model::{Department, Handbook, Position};
use crate::template::{OutputKind, Selection};

/// The longest name without extension, in bytes. It leaves room for a number and a temporary name.
const LONGEST: usize = 200;
/// The end of the name of a department's own file.
const FORM: &str = "岗位职责说明书";
/// The folder of positions without a department.
const NO_DEPARTMENT: &str = "未分部门";

/// Paths below the output folder, without extensions, in the order of a selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputNames {
    pub handbook: String,
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
        OutputNames { handbook: self.handbook, departments: departments.collect() }
    }
}

/// Names all outputs of a whole handbook, so that a position's file has the same name whatever a build selects.
pub fn names(handbook: &Handbook, all: &Selection) -> OutputNames {
    let mut taken = TakenNames::default();
    let own = taken.claim("", &safe(&handbook.title), OutputKind::Handbook);
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
    OutputNames { handbook: own, departments }
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

/// A key that is equal for names that some file system takes for one: macOS has one name for ß and SS, and for both
/// forms of é.
fn fold(name: &str) -> String {
    name.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// A folder's name; it is marked if it ends like our documents or `manifest.json`.
fn safe_folder(name: &str) -> String {
    let name = safe(name);
    let lower = fold(&name);
    if [".docx", ".pdf", ".json"].iter().any(|end| lower.ends_with(end)) { name + "_" } else { name }
}

/// A file name that every system accepts, as close to `name` as possible.
pub fn safe(name: &str) -> String {
    let mapped: String = name.nfc().map(safe_char).collect();
    let mut name = cut(mapped.trim(), LONGEST).trim_end().to_owned();
    if name.starts_with('.') {
        name.replace_range(..1, "．");
    }
    // Windows removes a dot at the end.
    if name.ends_with('.') {
        name.pop();
        name.push('．');
    }
    if name.is_empty() || is_reserved(&name) {
        name.insert(0, '_');
    }
    name
}

/// Full-width forms of characters that Windows refuses, and `_` for invisible ones.
fn safe_char(c: char) -> char {
    match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => full_width(c),
        c if is_unseen(c) => '_',
        c => c,
    }
}

/// Whether a character is invisible: a control, a mark without width, a mark of direction, or a noncharacter.
pub fn is_unseen(c: char) -> bool {
    let no_character = matches!(c, '\u{fdd0}'..='\u{fdef}') || c as u32 & 0xfffe == 0xfffe;
    is_invisible(c) || no_character || c.is_control()
}

/// At most `longest` bytes of a name, in whole characters.
fn cut(name: &str, longest: usize) -> &str {
    &name[..name.floor_char_boundary(longest)]
}

/// Whether it is a device name of Windows, with any extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let port = |prefix: &str| {
        let mut digits = stem.strip_prefix(prefix).unwrap_or_default().chars();
        matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || port("COM")
        || port("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_made_safe() {
        let expected = [
            ("销售员", "销售员"),
            ("司机/保管员", "司机／保管员"),
            (r"a\b:c*d?e", "a＼b：c＊d？e"),
            ("..", "．．"),
            (".hidden", "．hidden"),
            ("经理.", "经理．"),
            ("con", "_con"),
            ("COM1.txt", "_COM1.txt"),
            ("COM10", "COM10"),
            ("lpt²", "_lpt²"),
            ("", "_"),
            ("  \u{7}x\u{202e}y ", "_x_y"),
            ("e\u{301}", "é"),
            (r#"<a>|"b""#, "＜a＞｜＂b＂"),
            (r"..\..\x", "．.＼..＼x"),
            ("C:\\x", "C：＼x"),
            ("/etc/passwd", "／etc／passwd"),
            ("经理. . ", "经理. ．"),
            ("Aux.docx", "_Aux.docx"),
            ("CONIN$", "_CONIN$"),
            ("conout$.x.y", "_conout$.x.y"),
            ("com¹ .txt", "_com¹ .txt"),
            ("LPT0", "_LPT0"),
            ("console", "console"),
            ("a\u{ad}b\u{61c}c\u{ffff}", "a_b_c_"),
        ];
        for (name, safe_name) in expected {
            assert_eq!(safe(name), safe_name, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn no_name_leaves_its_folder_or_is_too_long(name in any::<String>()) {
            let safe = safe(&name);
            prop_assert!(!safe.is_empty() && safe.len() <= LONGEST + 3);
            prop_assert!(!safe.starts_with('.') && !safe.ends_with(['.', ' ']));
            prop_assert!(!safe.contains(['/', '\\', ':', '\0']) && !is_reserved(&safe));
        }
    }

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
    fn a_long_name_keeps_room_for_number_and_extension() {
        for name in ["岗".repeat(300), "𠮷".repeat(300), "x".repeat(300), format!("{}. .", "y".repeat(198))]
        {
            let safe = safe(&name);
            let longest = format!("{safe}-100000.docx");
            assert!(longest.len() <= 255 && longest.encode_utf16().count() <= 255, "{safe}");
            assert!(!safe.ends_with(['.', ' ']), "{safe}");
        }
    }

    #[test]
    fn a_folder_is_no_file_of_ours() {
        assert_eq!(safe_folder("manifest.json"), "manifest.json_");
        assert_eq!(safe_folder("岗位职责说明书.PDF"), "岗位职责说明书.PDF_");
    }
}
