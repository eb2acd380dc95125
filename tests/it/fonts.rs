//! The system's fonts in a build: only when asked for, and only for what is missing.

use std::io;
use std::sync::{Arc, Mutex};

use gangwei::diag::{self, Code, Lang};
use gangwei::testing::pipeline::{self, Format, Options};
use gangwei::testing::template::{OutputKind, SetChoice};
use gangwei::testing::world::World;

/// A position with a character that no embedded font has.
const POSITION: &str = "岗位名称: 销售员\n职责概括: 负责𠮷字\n";

/// A project of one position, and a system with three files, of which one is a font.
#[derive(Default)]
struct System {
    handbook: &'static str,
    position: &'static str,
    /// What was read of the system.
    read: Mutex<Vec<String>>,
}

impl World for System {
    fn files(&self) -> io::Result<Vec<String>> {
        Ok(vec!["a.yaml".to_owned(), "handbook.yaml".to_owned()])
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        Ok(if path == "a.yaml" { self.position } else { self.handbook }.as_bytes().into())
    }

    fn system_fonts(&self) -> Vec<String> {
        ["broken.ttf", "gone.ttf", "test.ttf"].map(str::to_owned).to_vec()
    }

    fn read_system_font(&self, name: &str) -> io::Result<Arc<[u8]>> {
        if let Ok(mut read) = self.read.lock() {
            read.push(name.to_owned());
        }
        match name {
            "broken.ttf" => Ok(b"no font".as_slice().into()),
            "test.ttf" => Ok(include_bytes!("../fonts/GangweiTest-Regular.ttf").as_slice().into()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// The messages, the formats made, and what was read of the system.
fn build(position: &'static str, system_fonts: bool) -> (String, Vec<String>, Vec<String>) {
    let world = System { position, ..System::default() };
    let options = Options {
        formats: vec![Format::Docx, Format::Pdf],
        kinds: vec![OutputKind::Handbook],

        system_fonts,
        ..Options::default()
    };
    let outcome = pipeline::collect(&world, &options);
    let report = &outcome.report;
    let messages = diag::render(&report.diagnostics, &report.sources, diag::Format::Short, Lang::En, false);
    let endings = outcome.value.unwrap_or_default().into_iter();
    let endings = endings.filter_map(|output| Some(output.path.rsplit_once('.')?.1.to_owned())).collect();
    (messages, endings, world.read.into_inner().unwrap_or_default())
}

#[test]
fn without_the_option_the_system_is_not_asked() {
    let (messages, made, read) = build(POSITION, false);
    assert!(messages.starts_with("a.yaml:2:9: error[E301]: no font has 𠮷 (U+20BB7)"), "{messages}");
    assert!(messages.contains("--system-fonts"), "{messages}");
    assert_eq!(made, ["docx"]);
    assert!(read.is_empty());
}

#[test]
fn with_it_the_system_lends_what_is_missing() {
    let (messages, made, read) = build(POSITION, true);
    assert_eq!(messages, "");
    assert_eq!(made, ["docx", "pdf"]);
    // In order; what cannot be read or is no font does not matter. First for the characters of the data,
    // which charts may show, then for the families that styles name.
    assert_eq!(read, ["broken.ttf", "gone.ttf", "test.ttf"].repeat(2));
}

#[test]
fn what_no_font_of_the_system_has_is_told_too() {
    let (messages, made, _) = build("岗位名称: 销售员\n职责概括: 负责\u{10fffd}字\n", true);
    assert!(messages.starts_with("a.yaml:2:9: error[E301]"), "{messages}");
    // It was looked for there already.
    assert!(!messages.contains("--system-fonts"), "{messages}");
    assert_eq!(made, ["docx"]);
}

/// Charts, too, are drawn with the system's font of a family that the set's parameters name.
#[test]
fn a_family_of_the_system_is_not_told_to_be_missing() {
    let world = System {
        handbook: "版式参数: {latin_serif: 岗位测试, han_serif: 岗位测试, chart: true, department_pages: true}\n",
        position: "- {岗位名称: 经理}\n- {岗位名称: 销售员, 直接上级: 经理}\n",
        ..System::default()
    };
    let told = |system_fonts: bool| {
        let options = Options {
            formats: vec![Format::Pdf],
            kinds: vec![OutputKind::Handbook],
            template: Some(SetChoice::Name("official".to_owned())),
            system_fonts,
            ..Options::default()
        };
        let found = pipeline::collect(&world, &options).report.diagnostics;
        let replaced = found.iter().filter(|finding| finding.code == Code::W306);
        replaced.map(|finding| finding.message.zh.clone()).collect::<String>()
    };
    assert!(told(false).contains("“岗位测试”"));
    assert!(!told(true).contains("“岗位测试”"), "{}", told(true));
}

#[test]
fn a_font_that_another_stands_in_for_is_told_once() {
    let told = |set: &str, formats: &[Format]| {
        let world = System { position: "岗位名称: 销售员\n", ..System::default() };
        let options = Options {
            formats: formats.to_vec(),
            kinds: vec![OutputKind::Handbook, OutputKind::Position],
            template: Some(SetChoice::Name(set.to_owned())),
            ..Options::default()
        };
        let report = pipeline::collect(&world, &options).report;
        let lines = diag::render(&report.diagnostics, &report.sources, diag::Format::Short, Lang::Zh, false);
        lines.lines().filter(|line| line.contains("[W306]")).map(str::to_owned).collect::<Vec<_>>()
    };
    let both = [Format::Docx, Format::Pdf];
    assert!(told("standard", &both).is_empty());
    let official = told("official", &both);
    assert_eq!(official.len(), 1);
    assert!(
        official[0].contains("没有字体“仿宋”，"),
        "楷体 and 小标宋 have faces of their own: {official:?}"
    );
    assert!(told("official", &[Format::Docx]).is_empty(), "Word has fonts of its own");
}
