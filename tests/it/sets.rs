//! The built-in template sets: each shows all the data, keeps its page, and takes its parameters.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gangwei::diag::{self, Lang};
use gangwei::model;
use gangwei::page::{ItemKind, Mark, Page, layout};
use gangwei::pipeline::{self, Format, Options, Outcome};
use gangwei::template::{BUILT_IN, Choice, Kind, Manifest, ParameterValue, Set, chinese_date};
use gangwei::tree::{Block, Document, GroupKind};
use gangwei::unit::{Abs, Size};
use gangwei::world::World;

use crate::build::fonts;
use crate::docx::{check, dom};
use crate::sample::{project, sample, texts};

fn options(set: &str, kind: Kind) -> Options {
    Options {
        formats: vec![Format::Docx, Format::Pdf],
        kinds: vec![kind],
        template: Some(Choice::Name(set.to_owned())),
        only: None,
        ..Options::default()
    }
}

/// What a run made; it must have found nothing to say but how the organisation stands.
fn quiet<T>(outcome: Outcome<T>) -> T {
    let report = &outcome.report;
    let mut found = report.diagnostics.clone();
    found.retain(|finding| !finding.code.starts_with("W2"));
    let messages = diag::render(&found, &report.sources, diag::Format::Short, Lang::En, false);
    assert_eq!(messages, "");
    outcome.value.expect("a result")
}

fn handbook(world: &dyn World, set: &str) -> Document {
    quiet(pipeline::trees(world, &options(set, Kind::Handbook))).remove(0)
}

fn manifest(set: &str) -> Manifest {
    let opened = Set::open(&project(&[]), &Choice::Name(set.to_owned()), &mut diag::Sources::default());
    opened.expect("a built-in set").manifest
}

#[test]
fn every_set_shows_every_text() {
    let world = sample();
    let data = model::load(&world).handbook;
    let mut wanted = data.texts();
    for department in &data.departments {
        wanted.extend(department.texts());
        wanted.extend(department.positions.iter().flat_map(model::Position::texts));
    }
    assert!(wanted.len() > 1000, "{} texts", wanted.len());
    for set in BUILT_IN {
        let shown = texts(&handbook(&world, set.name)).join("\n");
        for text in &wanted {
            let date = chinese_date(text).is_some_and(|date| shown.contains(&date));
            assert!(date || shown.contains(text.as_str()), "{} leaves out {:?}", set.name, text.value);
        }
    }
}

/// A position with a text of `count` Han, and page `page` of it: each line's left edge, baseline and length.
fn lines_of(page: &Page) -> Vec<(Abs, Abs, usize)> {
    let mut lines: BTreeMap<i64, (Abs, Abs, usize)> = BTreeMap::new();
    for item in &page.items {
        let (Mark::Content(_), ItemKind::Text(run)) = (item.mark, &item.kind) else { continue };
        let count = page.text[run.text.start as usize..run.text.end as usize].chars().count();
        let line = lines.entry((run.at.y.to_pt() * 100.0).round() as i64);
        let (left, _, length) = line.or_insert((run.at.x, run.at.y, 0));
        *left = (*left).min(run.at.x);
        *length += count;
    }
    lines.into_values().collect()
}

/// GB/T 9704—2012 §5.2: 每面排22行，每行排28个字，撑满版心.
#[test]
fn an_official_page_holds_22_lines_of_28_characters() {
    let position = format!("title: 甲\nsummary: {}\n", "国".repeat(3 * 22 * 28));
    let world = project(&[("甲.yaml", &position)]);
    let document = quiet(pipeline::trees(&world, &options("official", Kind::Position))).remove(0);
    let pages = layout(&document.parts[0], fonts()).pages.pages;
    assert!(pages.len() >= 4, "{} pages", pages.len());
    for page in &pages[1..3] {
        assert_eq!(page.size, Size::A4);
        let lines = lines_of(page);
        assert_eq!(lines.iter().map(|line| line.2).collect::<Vec<_>>(), [28; 22]);
        let near = |a: Abs, b: Abs| (a - b).to_pt().abs() < 0.01;
        assert!(lines.iter().all(|line| near(line.0, Abs::mm(28.0))), "{lines:?}");
        for pair in lines.windows(2) {
            assert!(near(pair[1].1 - pair[0].1, Abs::pt(28.95)), "{pair:?}");
        }
        let (top, bottom) = (Abs::mm(37.0), Abs::mm(297.0 - 35.0));
        assert!(lines[0].1 - Abs::pt(28.95) < top && lines[21].1 < bottom, "{lines:?}");
    }
}

#[test]
fn the_compact_set_keeps_ordinary_positions_on_one_page() {
    let outputs = quiet(pipeline::build(&sample(), &options("compact", Kind::Position)));
    let pdfs = || outputs.iter().filter(|output| output.path.ends_with(".pdf"));
    let longer: Vec<&str> = pdfs().filter(|output| output.pages > 1).map(|output| &*output.path).collect();
    // Twenty-five duties are no ordinary position.
    assert_eq!((pdfs().count(), longer), (28, vec!["生产部/生产部经理.pdf"]));
}

/// Every set has the four fonts and two colours by the same names, and what a handbook says of them holds.
#[test]
fn every_set_takes_its_fonts_from_the_handbook() {
    let own = "template_options:\n  latin_serif: Tinos\n  han_serif: Noto Serif SC\n  latin_sans: Arimo\n  \
               han_sans: Noto Sans SC\n";
    for set in BUILT_IN {
        let declared = manifest(set.name).parameters;
        let rest: String = (declared.iter())
            .filter(|parameter| ["han_title", "han_kai"].contains(&&*parameter.name))
            .map(|parameter| format!("  {}: Noto Serif SC\n", parameter.name))
            .collect();
        let world = project(&[
            ("handbook.yaml", &format!("template: {}\nforeword: 说明\n{own}{rest}", set.name)),
            ("甲.yaml", "title: 甲\ncode: A-1\nsummary: 概括\nresponsibilities: [一]\nkpis: [指标]\n"),
        ]);
        let options = Options { template: None, ..options(set.name, Kind::Handbook) };
        let outputs = quiet(pipeline::build(&world, &options));
        let docx = outputs.iter().find(|output| output.path.ends_with(".docx")).expect("a DOCX");
        assert_eq!(check::check_package(&docx.bytes), Vec::<String>::new());
        let files = dom::unpack(&docx.bytes).unwrap();
        for part in ["word/styles.xml", "word/document.xml"] {
            let xml = std::str::from_utf8(&files[part]).unwrap();
            for name in ["宋体", "黑体", "仿宋", "楷体", "Times New Roman", "Arial"] {
                assert!(!xml.contains(&format!("\"{name}\"")), "{}: {part} names {name}", set.name);
            }
        }
    }
}

#[test]
fn every_parameter_is_used() {
    for set in BUILT_IN {
        let text = |file: &str| std::str::from_utf8(set.file(file).unwrap()).unwrap();
        let css = text("style.css");
        for parameter in manifest(set.name).parameters {
            assert!(matches!(parameter.default, ParameterValue::Text(_)), "{}", parameter.name);
            assert!(css.contains(&format!("var(--{})", parameter.name)), "{}: {}", set.name, parameter.name);
        }
    }
}

/// Awkward data in both languages: each set makes files of it, and Word's rules hold.
#[test]
fn every_set_bears_awkward_data() {
    let word = "abcdefghij".repeat(20);
    let long = "负责公司质量、环境和职业健康安全管理体系的策划、建立、运行与持续改进，".repeat(60);
    let duties: String = (1..=60).map(|n| format!("    - {{描述: 第{n}项, 权重: 1%}}\n")).collect();
    let title = "高级副总经理兼首席运营官、安全生产委员会常务副主任、国际业务中心主任（代理）";
    let everything = format!(
        "title: {title}\ncode: {word}\ngrade: {word}\nreports_to: [甲, 乙]\nsummary: {long}\nresponsibilities:\n  \
         主要工作:\n{duties}  其他:\n    - {long}\nauthority: [{word}]\ncollaboration: {{甲: {word}}}\n\
         qualifications: {{education: [a, b], 甲: {long}, 乙: 丙}}\nkpis: [{{name: 甲, target: {word}}}, 乙]\n\
         career: {{promote_to: 甲}}\nextra: {{甲: 乙}}\nremarks: [甲, 乙]\n\
         approvals: [{{role: 甲}}, {{role: 乙, date: 2026-01-01}}, {{name: 丙}}, {{}}, {{role: 戊}}]\n"
    );
    for language in ["zh", "en"] {
        let world = project(&[
            (
                "handbook.yaml",
                &format!(
                    "language: {language}\ncompany: {title}\nforeword: {long}\ndepartments: [全, {{name: 无岗位, duties: [甲]}}]\n"
                ),
            ),
            ("空/空.yaml", "title: 空\n"),
            ("全/全.yaml", &everything),
        ]);
        for set in BUILT_IN {
            let outputs = quiet(pipeline::build(&world, &options(set.name, Kind::Handbook)));
            let docx = outputs.iter().find(|output| output.path.ends_with(".docx")).expect("a DOCX");
            assert_eq!(check::check_package(&docx.bytes), Vec::<String>::new(), "{}", set.name);
            let document = handbook(&world, set.name);
            document.parts.iter().for_each(|part| assert_headed_tables_have_rows(&part.blocks, set.name));
        }
    }
}

/// A tagged table with a header has a body too (PDF/UA-1 7.2, ISO 32000-1 table 337).
fn assert_headed_tables_have_rows(blocks: &[Block], set: &str) {
    for block in blocks {
        match block {
            Block::Section(section) => assert_headed_tables_have_rows(&section.blocks, set),
            Block::Table(table) => {
                let has_body = table.groups.iter().any(|group| group.kind == GroupKind::Body);
                assert!(has_body, "{set}: a table without rows");
            }
            _ => {}
        }
    }
}

/// A handbook of one sheet, in each set: look at the change, then accept it with GANGWEI_BLESS=1.
#[test]
fn sets_have_their_golden_trees() {
    let world = project(&[
        ("handbook.yaml", "company: 岚州恒砚\nversion: V1\nrevisions: [{version: V1, summary: 首次发布}]\n"),
        (
            "质量部/检验员.yaml",
            "title: 检验员\ncode: ZL-03\nresponsibilities:\n  主要工作:\n    - {描述: 检验来料, 标准: 当日完成, 频次: 每日}\n\
             qualifications: {学历: 中专}\nkpis: [{指标: 漏检率, 目标: ≤1%}]\n",
        ),
    ]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/sets");
    for set in BUILT_IN.iter().filter(|set| set.name != "standard") {
        let dump = quiet(pipeline::dump_tree(&world, &options(set.name, Kind::Handbook)));
        let path = folder.join(format!("{}.tree", set.name));
        if std::env::var_os("GANGWEI_BLESS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &dump).unwrap();
        }
        let golden = fs::read_to_string(&path).unwrap_or_default();
        assert!(dump == golden, "the tree of {} changed; GANGWEI_BLESS=1 accepts it:\n{dump}", set.name);
    }
}
