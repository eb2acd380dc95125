//! The built-in template sets: each shows all the data, keeps its page, and takes its parameters.

use std::collections::BTreeMap;

use gangwei::diag::{self, Lang, Severity};
use gangwei::testing::model::{self, Keyed};
use gangwei::testing::page::{ItemKind, Marking, Page, layout};
use gangwei::testing::pipeline::{self, Format, Options, Outcome};
use gangwei::testing::template::{
    BUILT_IN, Manifest, OutputKind, ParameterValue, Prose, Set, SetChoice, chinese_date, prose,
};
use gangwei::testing::tree::{Block, Document, GroupKind, Inline, PageNumber, each_paragraph, each_text};
use gangwei::testing::unit::{Abs, Size};
use gangwei::testing::world::World;

use rayon::prelude::*;

use crate::build::fonts;
use crate::docx::{check, dom};
use crate::golden::{self, suite};
use crate::sample::{project, sample, texts};

pub fn options(set: &str, kind: OutputKind) -> Options {
    Options {
        formats: vec![Format::Docx, Format::Pdf],
        kinds: vec![kind],
        template: Some(SetChoice::Name(set.to_owned())),
        only: None,
        ..Options::default()
    }
}

/// What a run made; it must have found nothing to say but how the organisation stands.
pub fn quiet<T>(outcome: Outcome<T>) -> T {
    let report = &outcome.report;
    let mut found = report.diagnostics.clone();
    found.retain(|finding| !finding.code.name().starts_with("W2") && finding.severity != Severity::Note);
    let messages = diag::render(&found, &report.sources, diag::Format::Short, Lang::En, false);
    assert_eq!(messages, "");
    outcome.value.expect("a result")
}

fn handbook(world: &dyn World, set: &str) -> Document {
    quiet(pipeline::trees(world, &options(set, OutputKind::Handbook))).remove(0)
}

fn manifest(set: &str) -> Manifest {
    let opened = Set::open(&project(&[]), &SetChoice::Name(set.to_owned()), &mut diag::Sources::default());
    opened.expect("a built-in set").manifest
}

/// Nothing stands nearly alone on a last page: neither of a position nor of any other part, in the handbook or alone.
#[test]
fn no_part_of_the_sample_ends_with_a_page_that_is_nearly_empty() {
    let world = sample();
    for set in BUILT_IN.iter().map(|set| set.name) {
        for kind in [OutputKind::Handbook, OutputKind::Position] {
            let documents = quiet(pipeline::trees(&world, &options(set, kind)));
            let parts: Vec<_> = documents.iter().flat_map(|document| &document.parts).collect();
            let short = parts.par_iter().flat_map_iter(|part| {
                let layout = layout(part, fonts());
                let short = layout.stretches.into_iter().filter(|stretch| stretch.ends_short(0.2));
                short.map(|stretch| format!("{}: {:.2}", part.name, stretch.fill)).collect::<Vec<_>>()
            });
            let short: Vec<String> = short.collect();
            assert!(short.is_empty(), "{set}, {}: {short:#?}", kind.name());
        }
    }
}

#[test]
fn every_set_shows_every_text() {
    let world = sample();
    let data = model::load(&world).handbook;
    // Its options are no texts, and marks of its lists are set anew.
    let plain = model::Handbook {
        foreword: Default::default(),
        template_options: Default::default(),
        ..data.clone()
    };
    let mut wanted = plain.texts();
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
        for piece in prose(&data.foreword) {
            let texts = match piece {
                Prose::Paragraph(text) => vec![text],
                Prose::List { items, .. } => items,
            };
            assert!(
                texts.iter().all(|text| shown.contains(text.as_str())),
                "{} leaves out {texts:?}",
                set.name
            );
        }
    }
}

/// A position with a text of `count` Han, and page `page` of it: each line's left edge, baseline and length.
fn lines_of(page: &Page) -> Vec<(Abs, Abs, usize)> {
    let mut lines: BTreeMap<i64, (Abs, Abs, usize)> = BTreeMap::new();
    for item in &page.items {
        let (Marking::Content(_), ItemKind::Text(run)) = (item.mark, &item.kind) else { continue };
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
    let document = quiet(pipeline::trees(&world, &options("official", OutputKind::Position))).remove(0);
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
    let outputs = quiet(pipeline::collect(&sample(), &options("compact", OutputKind::Position)));
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
        let options = Options { template: None, ..options(set.name, OutputKind::Handbook) };
        let outputs = quiet(pipeline::collect(&world, &options));
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
            let name = &parameter.name;
            let used = match parameter.default {
                ParameterValue::Text(_) => css.contains(&format!("var(--{name})")),
                // A switch: of a part, or of what templates show.
                _ => {
                    let rules = manifest(set.name).parts;
                    let mut templates = BUILT_IN.iter().flat_map(|set| set.files);
                    let asked = format!("parameters.{name} ");
                    rules.iter().any(|rule| rule.when.as_ref() == Some(name))
                        || templates.any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&asked))
                }
            };
            assert!(used, "{}: {name}", set.name);
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
            let outputs = quiet(pipeline::collect(&world, &options(set.name, OutputKind::Handbook)));
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

/// A handbook of one sheet, in each set.
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
    for set in BUILT_IN.iter().filter(|set| set.name != "standard") {
        let dump = quiet(pipeline::dump_tree(&world, &options(set.name, OutputKind::Handbook)));
        golden::assert_text(&suite(&format!("sets/{}.tree", set.name)), &dump);
    }
}

/// A small company: two departments, one of them with duties and a headcount, one position withdrawn.
const COMPANY: &[(&str, &str)] = &[
    (
        "handbook.yaml",
        "title: 岗位职责说明书\ncompany: 岚州恒砚\nversion: V2\neffective_date: 2026-01-01\nconfidentiality: 内部\nlogo: 标志.svg\n\
         foreword: |\n  说明如下：\n  （一）编号不重复\n  （二）撤销的编号不再用\n  1. 提出\n  2. 批准\n  - 另行通知\n\
         departments:\n  - {name: 财务部, manager: 方敏慧, headcount: 4, duties: [\"组织会计核算，出具财务报告\", 管理现金和银行存款]}\n  - 质量部\n",
    ),
    (
        "标志.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='40'><path d='M0 0H80V40H0Z'/></svg>",
    ),
    (
        "财务部/a.yaml",
        "- {title: 财务部经理, code: CW-1, grade: M3, headcount: 1, responsibilities: {主要工作: [\"组织会计核算，审定财务报告\"]}}\n\
         - {title: 会计, code: CW-10, headcount: 2, reports_to: 财务部经理, conditions: {environment: 办公室, 出差: 无}, \
         responsibilities: [做会计核算]}\n\
         - {title: 出纳, code: CW-2, headcount: 2, effective_date: 2026-03-01, reports_to: 财务部经理, responsibilities: [\"收付现金，登记银行存款\"]}\n\
         - {title: 开票员, code: CW-3, headcount: 9, status: withdrawn, remarks: [并入会计]}\n",
    ),
    ("质量部/a.yaml", "title: 检验员\n"),
];

/// The paragraphs of the handbook with all its parts, one a line; `more` are values of the set's parameters.
fn shown(set: &str, more: &str, options: &Options) -> String {
    let mut files = COMPANY.to_vec();
    let all =
        ["contents", "department_pages", "staffing", "index"].into_iter().filter(|name| !more.contains(name));
    let parameters: String = all.map(|name| format!("{name}: true, ")).collect();
    let handbook = format!("{}template_options: {{{parameters}{more}}}\n", files[0].1);
    files[0].1 = &handbook;
    let world = project(&files);
    let options = Options { template: Some(SetChoice::Name(set.to_owned())), ..options.clone() };
    let documents = quiet(pipeline::trees(&world, &options));
    documents.iter().map(|document| texts(document).join("\n")).collect::<Vec<String>>().join("\n")
}

#[test]
fn every_set_tells_what_follows_from_the_data() {
    for set in BUILT_IN {
        let text = shown(set.name, "", &options(set.name, OutputKind::Handbook));
        let has = |part: &str| assert!(text.contains(part), "{}: no {part:?} in\n{text}", set.name);
        // Staffing: three positions, a plan of four, five people, one too many.
        has("岗位编制一览表");
        has("财务部\n方敏慧\n3\n4\n5\n+1\n");
        has("小计\n5\n");
        // Who carries the duties of the department.
        let carried = text.contains("组织会计核算，出具财务报告\n财务部经理、会计\n")
            || text.contains("组织会计核算，出具财务报告。（承担岗位：财务部经理、会计）");
        assert!(carried, "{}: {text}", set.name);
        // The index: by pinyin, then by the numbers of the codes.
        let is_number = |line: &&str| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
        let unnumbered: String =
            text.lines().filter(|line| !is_number(line)).map(|line| format!("{line}\n")).collect();
        for part in [
            "C\n财务部经理\n财务部\nCW-1\n出纳\n财务部\nCW-2\nJ\n检验员\n质量部\n\nK\n会计\n",
            "CW-1\n财务部经理\n财务部\nCW-2\n出纳\n财务部\nCW-10\n会计\n",
        ] {
            assert!(unnumbered.contains(part), "{}: no {part:?} in\n{unnumbered}", set.name);
        }
        // The handbook's date where a position has none of its own.
        has("2026年1月1日");
        has("2026年3月1日");
        // Lists of the foreword, without their written marks.
        has("说明如下：\n编号不重复\n撤销的编号不再用\n提出\n批准\n另行通知\n");
        // The withdrawn position is nowhere.
        assert!(!text.contains("开票员") && !text.contains("CW-3"), "{}: {text}", set.name);
    }
}

#[test]
fn withdrawn_positions_stand_in_an_appendix_on_demand() {
    for set in BUILT_IN {
        let extra = "withdrawn: true, index: false, staffing: false";
        let text = shown(set.name, extra, &options(set.name, OutputKind::Handbook));
        let (before, appendix) = text.split_once("\n撤销岗位\n").expect("the appendix");
        assert_eq!(before.matches("开票员").count(), 1, "the contents alone, {}: {before}", set.name);
        assert!(appendix.contains("开票员\n财务部\nCW-3\n并入会计"), "{}: {appendix}", set.name);
        assert!(appendix.contains("（已撤销）"), "{}: {appendix}", set.name);
        assert!(!text.contains("岗位索引") && !text.contains("岗位编制一览表"), "{}: {text}", set.name);
        for kind in [OutputKind::Department, OutputKind::Position] {
            let text = shown(set.name, extra, &options(set.name, kind));
            assert!(!text.contains("开票员"), "{}: {text}", set.name);
        }
    }
}

#[test]
fn sheets_for_people_are_signed() {
    for set in BUILT_IN {
        let signed = |extra: &str, kind| {
            let text = shown(set.name, extra, &options(set.name, kind));
            ["任职者签字", "直接上级签字", "人力资源部签字"].map(|label| text.matches(label).count())
        };
        assert_eq!(signed("", OutputKind::Position), [4; 3], "{}", set.name);
        assert_eq!(signed("", OutputKind::Handbook), [0; 3], "{}", set.name);
        assert_eq!(signed("signatures: true", OutputKind::Handbook), [4; 3], "{}", set.name);
    }
}

#[test]
fn sheets_name_who_stands_below_and_beside_on_demand() {
    for set in BUILT_IN {
        let text = shown(set.name, "relations: true", &options(set.name, OutputKind::Position));
        assert!(text.contains("会计、出纳"), "{}: {text}", set.name);
        let text = shown(set.name, "", &options(set.name, OutputKind::Position));
        assert!(!text.contains("同级岗位"), "{}: {text}", set.name);
    }
}

/// 其它 has the form's four rows in the form's order, then the author's own.
#[test]
fn other_conditions_stand_in_the_order_of_the_form() {
    let text = shown("standard", "", &options("standard", OutputKind::Position));
    assert!(
        text.contains("使用工具/设备\n\n工作环境\n办公室\n工作时间特征\n\n所需记录文档\n\n出差\n无\n"),
        "{text}"
    );
}

#[test]
fn document_lang_changes_the_labels_and_nothing_of_the_data() {
    for set in BUILT_IN {
        let english = Options {
            document_language: Some(model::Language::English),
            ..options(set.name, OutputKind::Handbook)
        };
        let text = shown(set.name, "", &english);
        for part in ["Staffing", "Index of positions", "Foreword", "财务部经理, 会计", "Main work", "检验员"]
        {
            assert!(text.contains(part), "{}: no {part:?} in\n{text}", set.name);
        }
        for label in model_labels() {
            assert!(!text.lines().any(|line| line == label), "{}: {label:?} in\n{text}", set.name);
        }
    }
}

/// 黑体 is a bold face where it is embedded: Latin words beside it are to be as bold, in both formats.
#[test]
fn english_words_are_as_bold_as_the_han_beside_them() {
    for set in BUILT_IN {
        for kind in [OutputKind::Handbook, OutputKind::Position] {
            let english =
                Options { document_language: Some(model::Language::English), ..options(set.name, kind) };
            let documents = quiet(pipeline::trees(&sample(), &english));
            let mut bold = 0;
            for part in documents.iter().flat_map(|document| &document.parts) {
                each_text(part, &mut |style, text| {
                    let is_bold = style.weight >= 600;
                    let has_latin = text.contains(|c: char| c.is_ascii_alphanumeric());
                    bold += usize::from(is_bold && has_latin);
                    assert!(is_bold || !has_latin || &*style.fonts.han != "黑体", "{}: {text}", set.name);
                });
            }
            assert!(bold > 100, "{}: {bold} bold texts", set.name);
        }
    }
}

/// Chinese labels that no text of [`COMPANY`] equals.
fn model_labels() -> impl Iterator<Item = &'static str> {
    gangwei::testing::template::LABELS
        .iter()
        .map(|label| label.zh)
        .filter(|zh| zh.chars().count() > 2 && *zh != "岗位职责说明书")
}

#[test]
fn a_logo_that_is_no_picture_is_an_error_at_its_line() {
    let told = |files: &[(&str, &str)]| {
        let report = pipeline::check(&project(files), &options("standard", OutputKind::Handbook), false);
        diag::render(&report.diagnostics, &report.sources, diag::Format::Short, Lang::En, false)
    };
    let (position, svg) = (("甲.yaml", "title: 甲\n"), ("图/logo.svg", "<svg"));
    let absent = told(&[("handbook.yaml", "title: 手册\nlogo: 图/log.svg\n"), svg, position]);
    assert!(
        absent.starts_with(
            "handbook.yaml:2:7: error[E213]: the logo `图/log.svg` is not in the project's folder"
        ),
        "{absent}"
    );
    assert!(absent.contains("图/logo.svg"), "{absent}");
    let damaged = told(&[("handbook.yaml", "logo: 图/logo.svg\n"), svg, position]);
    assert!(damaged.starts_with("handbook.yaml:1:7: error[E213]: the picture `图/logo.svg` "), "{damaged}");
}

/// The pages that contents and index name, by the ids they lead to, in the order of the text.
fn named_pages(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in &document.parts {
        each_paragraph(&part.blocks, &mut |paragraph| {
            found.extend(paragraph.inlines.iter().filter_map(|inline| match inline {
                Inline::PageNumber(PageNumber { target, run }) => {
                    Some((target.to_string(), run.text.clone()))
                }
                _ => None,
            }));
        });
    }
    found
}

/// A part that has nothing to show, here the chart without lines, counts for no page.
#[test]
fn contents_name_the_pages_though_a_part_is_empty() {
    let all = "template_options: {contents: true, department_pages: true, staffing: true, index: true}\n";
    let world = project(&[("handbook.yaml", all), ("甲部/a.yaml", "- title: 总经理\n- title: 出纳\n")]);
    for set in BUILT_IN {
        let documents = quiet(pipeline::trees(&world, &options(set.name, OutputKind::Handbook)));
        let found = named_pages(&documents[0]);
        let page = |id: &str| -> Vec<u32> {
            let named = found.iter().filter(|(target, _)| target == id);
            named.map(|(_, number)| number.parse().unwrap()).collect()
        };
        // Pages of official documents count from the cover, before which nothing is counted apart.
        let before = if set.name == "official" { 2 } else { 0 };
        assert_eq!(page("staffing"), [before + 1], "{}", set.name);
        assert_eq!(page("d1"), [before + 2], "{}", set.name);
        assert_eq!(page("d1p1"), [before + 3, before + 3], "contents and index, {}", set.name);
    }
}

/// Updating the field of the contents changes nothing but numbers: it lists the headings of the document.
#[test]
fn the_contents_say_what_the_headings_say() {
    for set in BUILT_IN {
        for language in ["zh", "en"] {
            let world = project(&[
                (
                    "handbook.yaml",
                    &format!(
                        "template: {}\nlanguage: {language}\nforeword: 说明\ntemplate_options: {{withdrawn: true, contents: true, department_pages: true}}\n\
                         departments: [一部]\nrevisions: [{{version: 1.0, date: 2026-01-01}}]\n",
                        set.name
                    ),
                ),
                ("一部/甲.yaml", "title: 甲\ncode: A-1\nreports_to: 乙\n"),
                ("一部/乙.yaml", "title: 乙\n"),
                ("一部/丙.yaml", "title: 丙\nstatus: withdrawn\n"),
            ]);
            let options = Options { template: None, ..options(set.name, OutputKind::Handbook) };
            let outputs = quiet(pipeline::collect(&world, &options));
            let docx = outputs.iter().find(|output| output.path.ends_with(".docx")).expect("a DOCX");
            let document = dom::part(&docx.bytes, "word/document.xml");
            let of = |wanted: &[(&str, u8)]| -> Vec<(u8, String)> {
                let level = |id: &str| wanted.iter().find(|(known, _)| id == *known).map(|(_, level)| *level);
                let styled = document.find("w:p").into_iter().filter_map(|paragraph| {
                    Some((level(paragraph.at("w:pPr/w:pStyle")?.val()?)?, paragraph))
                });
                styled.map(|(level, paragraph)| (level, words(paragraph))).collect()
            };
            let (headings, entries) =
                (of(&[("Heading1", 1), ("Heading2", 2)]), of(&[("TOC1", 1), ("TOC2", 2)]));
            assert!(headings.len() >= 6, "{}: {headings:?}", set.name);
            assert_eq!(entries, headings, "{} in {language}", set.name);
        }
    }
}

/// A paragraph's text without page numbers: of an entry, what stands before its tab.
fn words(paragraph: &dom::Element) -> String {
    let runs = paragraph.find("w:r").into_iter();
    let texts =
        runs.take_while(|run| run.child("w:tab").is_none()).filter(|run| run.find("w:vanish").is_empty());
    texts.map(dom::Element::shown_text).collect()
}

/// What a file of a set calls by one name looks alike in each, whatever stands in it: its defaults, its `Normal`,
/// and every other style, by id.
#[test]
fn a_style_is_the_same_in_every_file_of_a_set() {
    for set in BUILT_IN {
        let mut known: BTreeMap<String, (String, String)> = BTreeMap::new();
        let mut files = 0;
        for kind in [OutputKind::Handbook, OutputKind::Department, OutputKind::Position] {
            let outputs = pipeline::collect(&sample(), &options(set.name, kind)).value.expect("files");
            for output in outputs.iter().filter(|output| output.path.ends_with(".docx")) {
                files += 1;
                let styles = dom::part(&output.bytes, "word/styles.xml");
                for style in &styles.children {
                    let id = style.attribute("w:styleId").unwrap_or(&style.name);
                    assert!(id.is_ascii(), "{id}");
                    let look = format!("{style:?}");
                    let (first, path) =
                        known.entry(id.to_owned()).or_insert_with(|| (look.clone(), output.path.clone()));
                    assert_eq!(*first, look, "{}: {id} in {path} and {}", set.name, output.path);
                }
            }
        }
        assert!(files > 30 && known.len() > 25, "{}: {files} files, {} styles", set.name, known.len());
    }
}

/// What HR sets in Word's style pane holds: a paragraph says only what its place asks for, a run almost nothing.
#[test]
fn formatting_is_a_matter_of_styles() {
    for set in BUILT_IN {
        let outputs =
            pipeline::collect(&sample(), &options(set.name, OutputKind::Handbook)).value.expect("files");
        let docx = outputs.iter().find(|output| output.path.ends_with(".docx")).expect("a DOCX");
        let document = dom::part(&docx.bytes, "word/document.xml");
        let mut said: BTreeMap<String, usize> = BTreeMap::new();
        for properties in ["w:pPr", "w:rPr"] {
            for one in document.find(properties).iter().flat_map(|properties| &properties.children) {
                let hint = one.attributes.iter().all(|(name, _)| name == "w:hint") && one.name == "w:rFonts";
                let ragged = one.name == "w:jc" && one.val() == Some("left");
                let name = match (hint, ragged) {
                    (true, _) => "hint",
                    (_, true) => "ragged",
                    _ => one.name.trim_start_matches("w:"),
                };
                *said.entry(name.to_owned()).or_default() += 1;
            }
        }
        // Breaks, what stays together, numbers and sections are of a place; `spacing` is the room between a
        // paragraph and a table, or closer characters; a hint is of the characters themselves; a paragraph is set left
        // where justification would part its characters too far.
        let of_a_place = [
            "pStyle",
            "rStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "numPr",
            "sectPr",
            "spacing",
            "hint",
            "ragged",
            "vanish",
        ];
        let rest: Vec<_> = said.iter().filter(|(name, _)| !of_a_place.contains(&name.as_str())).collect();
        // The front matter's headings of one set are smaller than those of its body.
        let few = rest.iter().map(|(_, count)| **count).sum::<usize>();
        assert!(few <= 6, "{}: {rest:?}", set.name);
        assert!(said["spacing"] < 600, "{}: {said:?}", set.name);
        let tables = document.find("w:tblPr");
        let titled = tables.iter().filter(|table| table.child("w:tblCaption").is_some()).count();
        assert!(titled + 2 >= tables.len(), "{}: {titled} of {} tables have a title", set.name, tables.len());
        for table in document.find("w:tbl") {
            let has_head = !table.find("w:tblHeader").is_empty();
            let look = table.at("w:tblPr/w:tblLook").and_then(|look| look.attribute("w:firstRow"));
            assert_eq!(look == Some("1"), has_head, "{}", set.name);
        }
    }
}
