//! Stories of the stage `check`: each folder of `tests/suite/check` is a project with what comes of it.
//!
//! `project/` is read and checked; `expected.short` and `expected.zh` hold the findings, `expected.fixed`
//! the files that their edits change. `formats.en` and `formats.zh`, where they are there, hold the findings in
//! every rendering. In each project, what comes near a mistake but is none stands beside the mistakes.

mod advice;
mod edits;
mod examples;
mod mend;
mod random;
mod scale;
mod typed;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gangwei::diag::{Diagnostic, Edit, Format, Lang, Severity, render};
use gangwei::testing::check;
use gangwei::testing::model::{Loaded, load};

use super::golden::{self, suite};
use crate::sample::{Project, project, sample};

/// A project, and what the checks find in it.
struct Checked {
    loaded: Loaded,
    found: Vec<Diagnostic>,
}

impl Checked {
    fn new(world: &Project) -> Checked {
        let loaded = load(world);
        let found = check::check(&loaded.handbook, &loaded.sources, loaded.extent());
        Checked { loaded, found }
    }

    fn messages(&self, lang: Lang) -> String {
        render(&self.found, &self.loaded.sources, Format::Short, lang, false)
    }

    fn codes(&self) -> Vec<&'static str> {
        self.found.iter().map(|finding| finding.code.name()).collect()
    }

    fn edits(&self) -> Vec<&Edit> {
        self.found.iter().flat_map(|finding| &finding.fix).collect()
    }

    /// The files that the edits change, as they are then.
    fn fixed(&self) -> BTreeMap<String, String> {
        let mut by_file: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
        for edit in self.edits() {
            by_file.entry(&edit.path).or_default().push(edit);
        }
        let fix = |(path, mut edits): (&str, Vec<&Edit>)| {
            edits.sort_by_key(|edit| edit.span);
            assert!(edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{edits:?} overlap");
            let mut text = self.loaded.sources.text(path).unwrap().to_string();
            for edit in edits.into_iter().rev() {
                text.replace_range(edit.span.start..edit.span.end, &edit.text);
            }
            (path.to_owned(), text)
        };
        by_file.into_iter().map(fix).collect()
    }
}

fn folder(root: &Path) -> Project {
    fn add(folder: &Path, prefix: &str, files: &mut Project) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                add(&entry.path(), &format!("{path}/"), files);
            } else {
                files.0.insert(path, fs::read(entry.path()).unwrap().into());
            }
        }
    }
    let mut files = Project(BTreeMap::new());
    add(root, "", &mut files);
    files
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> =
        fs::read_dir(suite("check")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn every_project_is_told_what_is_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let checked = Checked::new(&folder(&case.join("project")));
        wrong.extend(golden::compare(&case.join("expected.short"), &checked.messages(Lang::En)).err());
        wrong.extend(golden::compare(&case.join("expected.zh"), &checked.messages(Lang::Zh)).err());
        let fixed = checked.fixed();
        let fixed: Vec<String> = fixed.iter().map(|(path, text)| format!("# {path}\n{text}")).collect();
        wrong.extend(golden::compare(&case.join("expected.fixed"), &fixed.concat()).err());
        for (name, lang) in [("formats.zh", Lang::Zh), ("formats.en", Lang::En)] {
            let file = case.join(name);
            if file.exists() {
                let all = golden::all_renderings(&checked.found, &checked.loaded.sources, lang);
                wrong.extend(golden::compare(&file, &all).err());
            }
        }
    }
    assert!(cases().len() > 20, "the suite is not there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The sample is what a handbook should be.
#[test]
fn the_sample_is_clean() {
    let outcome = gangwei::testing::pipeline::check(&sample(), &Default::default(), false);
    let messages = render(&outcome.diagnostics, &outcome.sources, Format::Short, Lang::Zh, false);
    assert_eq!(messages, "");
}

/// A baseline knows a finding by its message.
#[test]
fn findings_are_warnings_with_texts_in_both_languages() {
    for case in cases() {
        for finding in Checked::new(&folder(&case.join("project"))).found {
            assert_eq!(finding.severity, Severity::Warning);
            assert!(gangwei::diag::catalogue::find(finding.code).is_some(), "{}", finding.code);
            assert!(finding.place.is_some(), "{finding:?}");
            let text = &finding.message;
            assert!(!text.en.contains(".yaml") && !text.zh.contains(".yaml"), "{text:?}");
        }
    }
}
