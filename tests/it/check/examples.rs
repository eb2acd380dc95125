//! Each example of the catalogue brings about its own finding, and mended, none at all.

use std::collections::BTreeMap;

use gangwei::diag::catalogue::{self, Rule};
use gangwei::diag::{Format, Lang, render};
use gangwei::testing::pipeline::{self, Report};

use super::{Checked, Project};

/// The files of an example: parted by lines that name them, or one position's.
fn files(example: &str) -> Project {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut path = "岗位.yaml";
    for line in example.lines() {
        match line.strip_prefix("# ").filter(|name| name.ends_with(".yaml")) {
            Some(name) => path = name,
            None => *files.entry(path.to_owned()).or_default() += &format!("{line}\n"),
        }
    }
    Project(files.into_iter().map(|(path, text)| (path, text.into_bytes().into())).collect())
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    catalogue::rules().filter(|rule| rule.code.starts_with("W2"))
}

fn told(report: &Report) -> String {
    render(&report.diagnostics, &report.sources, Format::Short, Lang::En, false)
}

#[test]
fn each_code_has_an_example_that_shows_it() {
    for rule in rules() {
        let example = rule.example.as_ref().unwrap_or_else(|| panic!("{} has none", rule.code));
        let wrong = pipeline::check(&files(example.wrong), &Default::default(), false);
        let codes: Vec<&str> = wrong.diagnostics.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [rule.code], "{}", told(&wrong));
        let right = pipeline::check(&files(example.right), &Default::default(), false);
        assert_eq!(told(&right), "", "{}", rule.code);
    }
    assert!(rules().count() > 20);
}

/// Where an example can be mended by its edits, they mend it.
#[test]
fn examples_are_mended_by_their_edits() {
    let mut mended = 0;
    for rule in rules() {
        let Some(example) = &rule.example else { continue };
        let project = files(example.wrong);
        let fixed = Checked::new(&project).fixed();
        if fixed.is_empty() {
            continue;
        }
        let changed = fixed.into_iter().map(|(path, text)| (path, text.into_bytes().into()));
        let mended_project = Project(project.0.into_iter().chain(changed).collect());
        assert_eq!(Checked::new(&mended_project).codes(), [""; 0], "{}", rule.code);
        mended += 1;
    }
    assert_eq!(mended, 5);
}
