//! Each example of the catalogue brings about its own finding, and mended, none at all.

use std::collections::BTreeMap;

use gangwei::diag::catalogue::{self, Explanation};
use gangwei::diag::{Code, Format, Lang, render};
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

fn explanations() -> impl Iterator<Item = &'static Explanation> {
    catalogue::explanations().filter(|explanation| explanation.code.name().starts_with("W2"))
}

fn told(report: &Report) -> String {
    render(&report.diagnostics, &report.sources, Format::Short, Lang::En, false)
}

#[test]
fn each_code_has_an_example_that_shows_it() {
    for explanation in explanations() {
        let example = explanation.example.as_ref().unwrap_or_else(|| panic!("{} has none", explanation.code));
        let wrong = pipeline::check(&files(example.wrong), &Default::default(), false);
        let codes: Vec<Code> = wrong.diagnostics.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [explanation.code], "{}", told(&wrong));
        let right = pipeline::check(&files(example.right), &Default::default(), false);
        assert_eq!(told(&right), "", "{}", explanation.code);
    }
    assert!(explanations().count() > 20);
}

/// Where an example can be mended by its edits, they mend it.
#[test]
fn examples_are_mended_by_their_edits() {
    let mut mended = 0;
    for explanation in explanations() {
        let Some(example) = &explanation.example else { continue };
        let project = files(example.wrong);
        let fixed = Checked::new(&project).fixed();
        if fixed.is_empty() {
            continue;
        }
        let changed = fixed.into_iter().map(|(path, text)| (path, text.into_bytes().into()));
        let mended_project = Project(project.0.into_iter().chain(changed).collect());
        assert_eq!(Checked::new(&mended_project).codes(), [""; 0], "{}", explanation.code);
        mended += 1;
    }
    assert_eq!(mended, 5);
}
