//! What an import tells: in reading order, also of the mapping, and of sentences that are left out.

use gangwei::diag::{Diagnostic, Format, Lang, Sources, render};
use gangwei::testing::import::{Mapping, import};
use gangwei::testing::office::{Block, Story, StoryKind, TextBlock};

use super::blocks::{file, heading, line, lines};
use crate::sandbox::Sandbox;

/// What people are told, without the places.
fn told(findings: &[Diagnostic], sources: &Sources) -> String {
    render(findings, sources, Format::Short, Lang::En, false)
}

#[test]
fn texts_without_a_place_come_in_reading_order() {
    let mut texts = vec!["岗位名称：门卫"; 1];
    texts.extend(["无名的一段"; 11]);
    let imported = import(&[lines(&texts)], &Mapping::default());
    let told = told(&imported.findings(), &Sources::new());
    let numbers: Vec<usize> = told
        .lines()
        .filter_map(|line| line.split_once("paragraph ")?.1.split(':').next()?.parse().ok())
        .collect();
    assert_eq!(numbers, (2..=12).collect::<Vec<_>>(), "{told}");
}

#[test]
fn an_entry_of_the_mapping_that_no_file_has_is_told_at_its_place() {
    let text = "服装要球: 附加\n岗位职责: 岗位职责\n";
    let name: std::sync::Arc<str> = "import.yaml".into();
    let mapping = Mapping::read(&name, text.as_bytes()).unwrap();
    let imported = import(&[lines(&["岗位名称：门卫", "岗位职责：巡查", "服装要求：制服"])], &mapping);
    let mut sources = Sources::new();
    sources.insert(name.clone(), name, text.into());
    assert_eq!(
        told(&imported.findings(), &sources),
        "import.yaml:1:1: warning[W614]: the files have no label `服装要球`; did you mean `服装要求`?\n"
    );
}

#[test]
fn departments_alone_are_no_mistake_of_an_import() {
    let sandbox = Sandbox::new();
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/import/F03");
    let source = source.to_str().unwrap().to_owned();
    sandbox.run(&["import", &source, "-o", "new"]).exits(0).says("note[E018]");
}

/// What stands in places that are left out by rule is told where it is a whole sentence.
#[test]
fn sentences_that_are_left_out_are_told() {
    let grey = |text: &str| {
        Block::Paragraph(TextBlock { text: text.to_owned(), is_grey: true, ..TextBlock::default() })
    };
    let body = vec![
        heading("目录", 1),
        line("门卫岗位说明书\t3"),
        line("本手册自发布之日起执行，由行政部解释。"),
        heading("门卫岗位说明书", 1),
        line("岗位职责："),
        line("1、巡查"),
        grey("夜间每两小时巡查一次，并做好记录。"),
        grey("（按重要程度填写，每项一行。）"),
        heading("附录", 1),
        line("本附录列出各班次的交接要求，另行印发。"),
    ];
    let header = vec![line("第三版"), line("未经书面许可，任何人不得外传本手册。")];
    let stories = vec![
        Story { kind: StoryKind::Body, blocks: body },
        Story { kind: StoryKind::Header, blocks: header.clone() },
        Story { kind: StoryKind::Header, blocks: header },
    ];
    let imported = import(&[file("旧.docx", stories)], &Mapping::default());
    let told = told(&imported.findings(), &Sources::new());
    let short: Vec<_> = told.lines().map(|line| line.split("; ").next().unwrap()).collect();
    assert_eq!(
        short,
        [
            "旧.docx: error[E612]: paragraph 3: no label explains “本手册自发布之日起执行，由行政部解释。”",
            "旧.docx: warning[W615]: paragraph 7: a sentence is left out (guidance on filling in the form): “夜间每两小时巡查一次，并做好记录。”",
            "旧.docx: error[E612]: paragraph 9: no label explains “附录”",
            "旧.docx: error[E612]: paragraph 10: no label explains “本附录列出各班次的交接要求，另行印发。”",
            "旧.docx: warning[W615]: 页眉, paragraph 2: a sentence is left out (headers, footers, contents, lines to sign): “未经书面许可，任何人不得外传本手册。”",
        ],
        "{told}"
    );
}
