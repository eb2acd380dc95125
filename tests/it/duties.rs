//! Duties in two levels, with their share of the time and of the responsibility, in every set and both files.

use gangwei::testing::model::Language;
use gangwei::testing::page::layout;
use gangwei::testing::pipeline::{self, Options};
use gangwei::testing::template::{BUILT_IN, OutputKind};

use crate::build::fonts;
use crate::docx::{check, dom};
use crate::pdf::reader::Pdf;
use crate::sample::{Project, project, texts};
use crate::sets::{options, quiet};

const ENGINEER: &str = "\
title: 质量工程师
responsibilities:
  主要工作:
    - description: 策划新产品的质量
      standard: 试制前发布
      time: 60%
      share: full
      tasks:
        - 识别关键特性
        - {description: 编制检验规程, standard: 频次齐全}
    - {description: 调查质量问题, standard: 十日内结案, time: 40%, share: 配合, tasks: [隔离产品, 查明原因]}
liability: [对规程负责]
";

fn engineer() -> Project {
    project(&[("质量部/a.yaml", ENGINEER)])
}

/// All text of a file, without white space.
fn written(path: &str, bytes: &[u8]) -> String {
    let text = if path.ends_with(".pdf") {
        let pdf = Pdf::read(bytes);
        (0..pdf.pages().len()).map(|page| pdf.text(page)).collect::<String>()
    } else {
        assert_eq!(check::check_package(bytes), Vec::<String>::new(), "{path}");
        let files = dom::unpack(bytes).unwrap();
        let xml = std::str::from_utf8(&files["word/document.xml"]).unwrap();
        xml.split('<').filter_map(|tag| Some(tag.split_once('>')?.1)).collect()
    };
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_set_shows_tasks_and_their_standards_in_both_files() {
    for set in BUILT_IN {
        for (language, words) in [
            (Language::Chinese, ["时间占比：60%", "负责程度：全责", "负责程度：配合", "责任"]),
            (Language::English, ["Time:60%", "Responsibility:full", "Responsibility:配合", "Liability"]),
        ] {
            let options =
                Options { document_language: Some(language), ..options(set.name, OutputKind::Position) };
            let outputs = quiet(pipeline::collect(&engineer(), &options));
            assert_eq!(outputs.len(), 2);
            for output in outputs {
                let text = written(&output.path, &output.bytes);
                let tasks =
                    ["识别关键特性", "编制检验规程", "频次齐全", "隔离产品", "查明原因", "对规程负责"];
                for part in words.into_iter().chain(tasks) {
                    assert!(text.contains(part), "{}, {}: no {part:?} in\n{text}", set.name, output.path);
                }
            }
        }
    }
}

/// A row for each task, with its standard beside it; a standard of the duty alone spans its tasks.
#[test]
fn a_task_stands_beside_its_standard() {
    let document = quiet(pipeline::trees(&engineer(), &options("standard", OutputKind::Position))).remove(0);
    let text = texts(&document).join("\n");
    assert!(text.contains("识别关键特性\n\n编制检验规程\n频次齐全\n"), "{text}");
    assert!(text.contains("十日内结案\n隔离产品\n查明原因\n"), "{text}");
}

#[test]
fn a_page_may_break_between_the_tasks_of_a_duty() {
    let tasks: String = (1..=120).map(|n| format!("      - 第{n}项任务\n")).collect();
    let text = format!("title: 甲\nresponsibilities:\n  - description: 很长的职责\n    tasks:\n{tasks}");
    let world = project(&[("甲.yaml", &text)]);
    for set in BUILT_IN {
        let document = quiet(pipeline::trees(&world, &options(set.name, OutputKind::Position))).remove(0);
        let pages = layout(&document.parts[0], fonts()).pages.pages;
        assert!(pages.len() >= 3, "{}: {} pages", set.name, pages.len());
        for page in &pages[..pages.len() - 1] {
            // A row that could not be split would leave the page before it empty.
            assert!(page.text.matches("项任务").count() > 10, "{}: {}", set.name, page.text);
        }
        if set.name == "standard" {
            let labelled = |text: &str| text.contains("职责一");
            assert!(pages.iter().all(|page| !page.text.contains("项任务") || labelled(&page.text)));
        }
    }
}

/// A duty's first task stands on the page of its description.
#[test]
fn a_description_stays_with_its_first_task() {
    for set in ["standard", "compact", "modern"] {
        for count in 10..60 {
            let before: String = (0..count).map(|n| format!("  - 第{n}条\n")).collect();
            let text = format!(
                "title: 甲\nresponsibilities:\n{before}  - {{description: 末条, tasks: [任务之一]}}\n"
            );
            let world = project(&[("甲.yaml", &text)]);
            let document = quiet(pipeline::trees(&world, &options(set, OutputKind::Position))).remove(0);
            let pages = layout(&document.parts[0], fonts()).pages.pages;
            let together =
                pages.iter().any(|page| page.text.contains("末条") && page.text.contains("任务之一"));
            assert!(together, "{set}, {count}");
        }
    }
}

#[test]
fn a_position_has_a_number_and_a_version_of_its_own() {
    let world = project(&[
        ("handbook.yaml", "version: V1.0\ndocument_number: HB-1\nfile_name: '{title}-{version}'\n"),
        ("甲.yaml", "title: 甲\ndocument_number: JD-7\nversion: B/2\nfamily: 技术序列\n"),
        ("乙.yaml", "title: 乙\n"),
    ]);
    for set in BUILT_IN {
        let outputs = quiet(pipeline::collect(&world, &options(set.name, OutputKind::Position)));
        let (own, others): (Vec<_>, Vec<_>) = outputs.iter().partition(|output| output.path.contains("甲"));
        assert_eq!((own.len(), others.len()), (2, 2));
        assert!(others.iter().all(|output| output.path.contains("乙-V1.0")), "{}", others[0].path);
        for output in own {
            assert!(!output.path.contains("V1.0"), "{}", output.path);
            let text = written(&output.path, &output.bytes);
            for part in ["文件编号", "JD-7", "版本", "B/2", "职系", "技术序列"] {
                assert!(text.contains(part), "{}: no {part:?} in\n{text}", set.name);
            }
        }
    }
}
