//! `template check`: the built-in sets are clean, and each fault of a bad set is named with its line.
//!
//! A case is a set in `tests/suite/trial/NAME`; what is told of it stands in `NAME.zh` and `NAME.en`.

use std::collections::BTreeMap;
use std::fs;

use gangwei::diag::{self, Failure, Lang};
use gangwei::testing::pipeline::{self, Report};
use gangwei::testing::template::{BUILT_IN, Folder, SetChoice};
use gangwei::testing::world::Nowhere;

use crate::golden::{self, suite};

fn told(report: &Report, lang: Lang) -> String {
    diag::render(&report.diagnostics, &report.sources, diag::Format::Short, lang, false)
}

/// Tries a case's set with one of its files changed.
fn try_set(name: &str, change: impl Fn(&str, String) -> String) -> Report {
    let folder = suite("trial").join(name);
    let files: BTreeMap<_, _> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let text = change(&name, fs::read_to_string(entry.path()).unwrap());
            (name, text.into_bytes().into())
        })
        .collect();
    pipeline::check_set(&Nowhere, &SetChoice::Folder(Folder { display: name.to_owned(), files }))
}

fn unchanged(_: &str, text: String) -> String {
    text
}

#[test]
fn the_built_in_sets_are_clean() {
    for set in BUILT_IN {
        let report = pipeline::check_set(&Nowhere, &SetChoice::Name(set.name.to_owned()));
        assert_eq!(told(&report, Lang::En), "", "{}", set.name);
        assert_eq!(report.failure, None);
    }
}

#[test]
fn every_fault_is_told_with_its_line() {
    for (name, failure) in
        [("faulty", None), ("errors", Some(Failure::Input)), ("markup-errors", Some(Failure::Input))]
    {
        let report = try_set(name, unchanged);
        assert_eq!(report.failure, failure, "{name}");
        for (lang, end) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            golden::assert_text(&suite(&format!("trial/{name}.{end}")), &told(&report, lang));
        }
    }
}

/// Each mended line takes its finding away, and no other.
#[test]
fn a_mended_fault_is_not_told() {
    let lines = |report: &Report| -> Vec<(&'static str, usize)> {
        let mut counts = BTreeMap::new();
        report.diagnostics.iter().for_each(|finding| *counts.entry(finding.code.name()).or_default() += 1);
        counts.into_iter().collect()
    };
    let before = lines(&try_set("faulty", unchanged));
    for (code, file, from, to) in [
        ("W511", "style.css", "col.sliver { width: 3mm }", "col.sliver { width: 60mm }"),
        ("W512", "position.html", "Communication", "Mail"),
        ("W513", "style.css", "height: 300mm", "height: 100mm"),
        ("W514", "style.css", "text-indent: -50mm", "text-indent: 5mm"),
        ("W515", "position.html", "<td>二</td>", "<th>二</th>"),
        ("W516", "position.html", "id=\"form\"", "id=\"{{ position.id }}\""),
        ("W517", "notes.html", "h3", "h2"),
        ("W518", "position.html", "<h2", "{% if parameters.cover %}{% endif %}<h2"),
        ("W519", "style.css", ".never td", "h2"),
        ("W520", "position.html", "<h2", "<p>{{ position.remarks | join_chinese }}</p><h2"),
    ] {
        let mended = try_set("faulty", |name, text| {
            if name != file {
                return text;
            }
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        let wanted: Vec<_> = before
            .iter()
            .map(|&(known, count)| (known, count - usize::from(known == code)))
            .filter(|(_, count)| *count > 0)
            .collect();
        assert_eq!(lines(&mended), wanted, "{code}: {}", told(&mended, Lang::En));
    }
}

#[test]
fn an_unknown_set_is_wrong_usage() {
    let report = pipeline::check_set(&Nowhere, &SetChoice::Name("standrad".to_owned()));
    assert_eq!(report.failure, Some(Failure::Usage));
    assert!(told(&report, Lang::En).contains("did you mean `standard`?"));
}
