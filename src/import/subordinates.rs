//! Compares the subordinates that the source names with those that follow from everybody's superior.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::PositionDraft;
use super::plain::is_nothing;
use crate::diag::{Code, Diagnostic, Text};

/// A warning for each position whose subordinates in the source are others than those that report to it.
pub fn compare(positions: &[PositionDraft]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let titles: BTreeSet<&str> = positions
        .iter()
        .filter_map(|position| position.values.text("title").map(|title| title.text.as_str()))
        .collect();
    let mut of_superior: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for position in positions {
        let Some(title) = position.values.text("title") else { continue };
        if let Some(superiors) = position.values.get("reports_to") {
            superiors.each(&mut |superior| {
                _ = of_superior.entry(&superior.text).or_default().insert(title.text.clone());
            });
        }
    }
    for position in positions {
        let Some(title) = position.values.text("title").map(|title| title.text.as_str()) else { continue };
        let told: BTreeSet<String> =
            position.subordinates.iter().flat_map(|text| names(text, &titles)).collect();
        if told.is_empty() {
            continue;
        }
        let follows = of_superior.get(title).cloned().unwrap_or_default();
        let list = |names: &mut dyn Iterator<Item = &String>| {
            names.map(String::as_str).collect::<Vec<_>>().join("、")
        };
        let (lacking, added) = (list(&mut told.difference(&follows)), list(&mut follows.difference(&told)));
        let mut zh = Vec::new();
        let mut en = Vec::new();
        if !lacking.is_empty() {
            zh.push(format!("原文写有、但没有以它为直接上级的：{lacking}"));
            en.push(format!("named in the source, but reporting to somebody else: {lacking}"));
        }
        if !added.is_empty() {
            zh.push(format!("以它为直接上级、但原文没有写的：{added}"));
            en.push(format!("reporting to it, but not named in the source: {added}"));
        }
        if !zh.is_empty() {
            let message = Text::new(
                format!("“{title}”的直接下级前后不一：{}", zh.join("；")),
                format!("the subordinates of “{title}” do not agree: {}", en.join("; ")),
            );
            found.push(Diagnostic::new(Code::W613, message).in_file(&position.file));
        }
    }
    found
}

/// The titles in a list such as `招聘专员（1人）、薪酬专员2名`; none if it is no list of titles.
///
/// A title may have a slash in it.
fn names(text: &str, titles: &BTreeSet<&str>) -> Vec<String> {
    let parts = text.split(['、', '，', ',', '；', ';', '\n']).flat_map(|part| {
        let is_title = titles.contains(part.trim());
        part.split(move |c| c == '/' && !is_title)
    });
    let parts = parts.map(|part| {
        let part = part.split(['（', '(']).next().unwrap_or(part);
        part.trim()
            .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '人' | '名' | '。'))
            .trim()
            .to_owned()
    });
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let is_list = parts.iter().all(|part| part.chars().count() <= 15)
        && !is_nothing(text)
        && !text.trim().starts_with('见');
    if is_list { parts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_listed_in_many_ways() {
        let titles = BTreeSet::from(["护理员/厨师"]);
        assert_eq!(names("护理员/厨师、保安/司机", &titles), ["护理员/厨师", "保安", "司机"]);
        assert_eq!(names("招聘专员（1人）、薪酬专员2名。", &titles), ["招聘专员", "薪酬专员"]);
        assert_eq!(names("无", &titles), [""; 0]);
        assert_eq!(names("负责领导和管理本部门的全体工作人员以及外协人员", &titles), [""; 0]);
    }
}
