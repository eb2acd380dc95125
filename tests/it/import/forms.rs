//! The forms that people have, as `tests/import/make.py` draws them, beside what a person reads in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gangwei::diag::Lang;
use gangwei::testing::office;

use super::{Project, assert_accounted, handbook, imported, said, solid, unplaced};
use crate::golden::suite;

/// The files of a form. Those of old formats go through LibreOffice, which is not here.
pub fn sources(folder: &Path) -> Vec<office::OfficeFile> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(suite("import")).unwrap().to_str().unwrap().to_owned();
        office::read(&name, &fs::read(path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error:#?}"))
    };
    let is_source = |path: &&PathBuf| {
        matches!(path.extension().and_then(|suffix| suffix.to_str()), Some("docx" | "xlsx" | "csv"))
    };
    paths.iter().filter(is_source).map(read).collect()
}

/// The folders of the forms.
pub fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> =
        fs::read_dir(suite("import")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

/// What a form should say, by position.
fn expected(folder: &Path) -> BTreeMap<String, Vec<(String, String)>> {
    let text = fs::read(folder.join("expected.yaml")).unwrap();
    said(&handbook(&Project([("a/岗位.yaml".to_owned(), text.into())].into())), false)
}

#[test]
fn what_a_form_says_stands_at_its_key() {
    let (mut found, mut all) = (0, 0);
    let mut told = Vec::new();
    for folder in folders() {
        let files = sources(&folder);
        let form = folder.file_name().unwrap().to_str().unwrap().to_owned();
        // Departments alone are no handbook.
        if files.is_empty() || form == "F03" {
            continue;
        }
        let (imported, back) = imported(&files);
        assert_accounted(&imported);
        assert_eq!(unplaced(&imported), [""; 0], "{form}");
        let back = said(&back, false);
        let (mut own, mut of) = (0, 0);
        for (title, texts) in expected(&folder) {
            let mut there = back.get(&title).cloned().unwrap_or_default();
            for (key, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
                of += 1;
                match there.iter().position(|(known, other)| known == key && other == text) {
                    Some(at) => {
                        there.swap_remove(at);
                        own += 1;
                    }
                    None => told.push(format!("{form} {title} {key}: {text}")),
                }
            }
        }
        assert!(own * 100 >= of * 90, "{form}: {own} of {of}\n{}", told.join("\n"));
        found += own;
        all += of;
    }
    assert!(all > 1000, "{all} texts");
    assert!(found * 100 >= all * 95, "{found} of {all}\n{}", told.join("\n"));
}

#[test]
fn departments_with_duties_come_without_positions() {
    let (imported, _) = {
        let files = sources(&suite("import/F03"));
        let imported = gangwei::testing::import::import(&files, &Default::default());
        (imported, ())
    };
    let names: Vec<_> =
        imported.handbook.departments.iter().filter_map(|department| department.text("name")).collect();
    assert_eq!(
        names.iter().map(|name| solid(&name.text)).collect::<Vec<_>>(),
        ["工程管理部", "安全环保部", "综合办公室"]
    );
}

/// What the program proposes changes nothing by itself.
#[test]
fn a_second_run_with_the_proposed_mapping_gives_the_same_files() {
    use gangwei::testing::import::{Mapping, import};
    for folder in folders() {
        let files = sources(&folder);
        let first = import(&files, &Mapping::default());
        let proposed = Mapping::propose(first.ledger.labels());
        let mapping = Mapping::read(&"import.yaml".into(), proposed.as_bytes()).unwrap();
        let second = import(&files, &mapping);
        assert_eq!(second.files(Some(Lang::Zh)), first.files(Some(Lang::Zh)), "{}", folder.display());
        assert_eq!(Mapping::propose(second.ledger.labels()), proposed, "{}", folder.display());
    }
}
