//! What the forms show of what is not there, and how long a small handbook is.
//!
//! Empty is quiet: a key that no data fills shows no label, but for the rows that a set keeps to be written in
//! (`blank_rows`). Small handbooks are short: parts stand from a size on.

use std::collections::BTreeSet;

use gangwei::diag::{self, Lang};
use gangwei::testing::model::{Language, keys};
use gangwei::testing::page::{ItemKind, Marking, layout};
use gangwei::testing::pipeline::{self, Options};
use gangwei::testing::template::{BUILT_IN, LABELS, OutputKind, ParameterValue, Set, SetChoice};
use gangwei::testing::tree::{self, Block, Document};

use crate::build::fonts;
use crate::sample::{Project, project, sample, texts};
use crate::sets::quiet;

fn options(set: &str, kind: OutputKind, language: Language) -> Options {
    Options {
        kinds: vec![kind],
        template: Some(SetChoice::Name(set.to_owned())),
        document_language: Some(language),
        ..Options::default()
    }
}

fn trees(world: &Project, options: &Options) -> Vec<Document> {
    quiet(pipeline::trees(world, options))
}

/// The rows that a set keeps to be written in.
fn kept(set: &str) -> Vec<&'static str> {
    let opened = Set::open(&project(&[]), &SetChoice::Name(set.to_owned()), &mut diag::Sources::default());
    let parameters = opened.expect("a built-in set").manifest.parameters;
    let rows =
        parameters.into_iter().find(|parameter| parameter.name == "blank_rows").map(|rows| rows.default);
    match rows {
        Some(ParameterValue::Rows(rows)) => rows,
        other => panic!("{other:?}"),
    }
}

/// What a position may say, and the labels that stand for it alone. No value is a label.
struct Piece {
    key: &'static str,
    yaml: &'static str,
    labels: &'static [&'static str],
}

const fn piece(key: &'static str, yaml: &'static str, labels: &'static [&'static str]) -> Piece {
    Piece { key, yaml, labels }
}

/// Every key of a position that shows, but for the duties' own keys.
const PIECES: &[Piece] = &[
    piece("code", "code: A-1\n", &["code"]),
    piece("department", "department: 甲室\n", &["department"]),
    piece("headcount", "headcount: 2\n", &["headcount"]),
    piece("grade", "grade: P3\n", &["grade"]),
    piece("reports_to", "reports_to: 乙\n", &["reports_to"]),
    piece("parent_department", "parent_department: 丙室\n", &["parent_department"]),
    piece("effective_date", "effective_date: 2026-01-01\n", &["effective_date"]),
    piece("summary", "summary: 概而言之\n", &["summary"]),
    piece(
        "responsibilities",
        "responsibilities: {主要工作: [做事]}\n",
        &["responsibilities", "description", "main_work", "daily_work", "coordination"],
    ),
    piece("authority", "authority: [可行]\n", &["authority"]),
    piece("collaboration", "collaboration: {internal: 丁室}\n", &["collaboration", "internal", "external"]),
    piece(
        "qualifications",
        "qualifications: {education: 大专}\n",
        &["qualifications", "education", "major", "experience", "knowledge", "skills", "certificates"],
    ),
    piece(
        "conditions",
        "conditions: {environment: 屋内}\n",
        &["conditions", "tools", "environment", "hours", "records"],
    ),
    piece(
        "kpis",
        "kpis: [{name: 合格率, target: 九成}]\n",
        &["kpis", "kpi_name", "target", "cycle", "source"],
    ),
    piece("career", "career: {promote_to: 戊}\n", &["career", "promote_to", "rotate_to"]),
    piece("extra", "extra: {车辆: 一辆}\n", &["extra"]),
    piece("remarks", "remarks: [无他]\n", &["remarks"]),
    piece("approvals", "approvals: [{role: 批准, name: 己}]\n", &["approvals", "approved_by"]),
];

/// Whether a paragraph has the label: alone, behind its number, or before what it stands for.
fn says(paragraph: &str, label: &str) -> bool {
    let alone = |text: &str| {
        text == label
            || text.strip_prefix(label).is_some_and(|rest| rest.starts_with([' ', '：', ':', '。', '.']))
    };
    let unnumbered = paragraph
        .trim_start_matches(|c: char| c.is_ascii_digit() || "（）一二三四五六七八九十、. ".contains(c));
    alone(paragraph)
        || alone(unnumbered)
        || [format!("{label}："), format!("{label}: "), format!("　{label} ")]
            .iter()
            .any(|with| paragraph.contains(with))
}

/// The words of a label: the form's, and those of the data's own known labels.
fn words(key: &str, language: Language) -> Vec<&'static str> {
    let form = LABELS.iter().filter(|label| label.key == key);
    let form = form.map(|label| if language == Language::Chinese { label.zh } else { label.en });
    let data = keys::LABELS.iter().chain(&keys::PARTNERS).filter(|label| label.key == key);
    let data = data.map(|label| if language == Language::Chinese { label.chinese[0] } else { label.english });
    let words: Vec<&str> = form.chain(data).collect();
    assert!(!words.is_empty(), "no label {key}");
    words
}

/// The labels of a key that stand in some paragraph.
fn told<'l>(documents: &[Document], labels: &[&'l str], language: Language) -> BTreeSet<&'l str> {
    let paragraphs: Vec<String> = documents.iter().flat_map(texts).collect();
    let is_told =
        |key: &&&str| words(key, language).iter().any(|word| paragraphs.iter().any(|text| says(text, word)));
    labels.iter().filter(is_told).copied().collect()
}

/// Every set, output and language.
fn each_output(mut check: impl FnMut(&'static str, OutputKind, Language)) {
    for set in BUILT_IN {
        for kind in OutputKind::ALL {
            for language in [Language::Chinese, Language::English] {
                check(set.name, kind, language);
            }
        }
    }
}

#[test]
fn a_key_that_nothing_fills_shows_no_label() {
    each_output(|set, kind, language| {
        let kept = kept(set);
        let options = options(set, kind, language);
        let all: String = PIECES.iter().map(|piece| piece.yaml).collect();
        let full = trees(&project(&[("甲.yaml", &format!("title: 甲\n{all}"))]), &options);
        let bare = trees(&project(&[("甲.yaml", "title: 甲\n")]), &options);
        for own in PIECES {
            // There it stands in large type under the title, without a label.
            let labelled = (set, own.key) != ("modern", "summary");
            assert_eq!(told(&full, own.labels, language).is_empty(), !labelled, "{set}: {}", own.key);
            if kept.contains(&own.key) {
                let blank = told(&bare, own.labels, language);
                assert!(!blank.is_empty(), "{set}, {kind:?}, {language:?}: {} is not kept", own.key);
                continue;
            }
            assert_eq!(
                told(&bare, own.labels, language),
                BTreeSet::new(),
                "{set}, {kind:?}: bare, {}",
                own.key
            );
            let rest: String =
                PIECES.iter().filter(|piece| piece.key != own.key).map(|piece| piece.yaml).collect();
            let partly = trees(&project(&[("甲.yaml", &format!("title: 甲\n{rest}"))]), &options);
            assert_eq!(
                told(&partly, own.labels, language),
                BTreeSet::new(),
                "{set}, {kind:?}: without {}",
                own.key
            );
        }
    });
}

/// Keys inside the duties, the indicators and the labelled rows: a blank one, or a label alone, is not told.
#[test]
fn a_blank_within_a_row_shows_no_label() {
    let position = "title: 甲\nresponsibilities: {主要工作: [{description: 做事, standard: , weight: , frequency: , output: }]}\n\
                    kpis: [{name: 合格率, target: , weight: 一半, cycle: , source: }]\n\
                    qualifications: {education: 大专, major: , experience: []}\nconditions: {tools: 机床, records: , hours: }\n\
                    collaboration: {internal: 丁室, external: }\ncareer: {promote_to: 戊, rotate_to: }\n";
    let inner = [
        "standard",
        "frequency",
        "output",
        "target",
        "cycle",
        "source",
        "major",
        "experience",
        "records",
        "hours",
        "external",
        "rotate_to",
    ];
    each_output(|set, kind, language| {
        let world =
            project(&[("handbook.yaml", "template_options: {blank_rows: none}\n"), ("甲.yaml", position)]);
        let documents = trees(&world, &options(set, kind, language));
        assert_eq!(told(&documents, &inner, language), BTreeSet::new(), "{set}, {kind:?}");
        let filled = ["weight", "education", "tools", "promote_to"];
        assert_eq!(
            told(&documents, &filled, language),
            BTreeSet::from(filled),
            "{set}, {kind:?}, {language:?}"
        );
    });
}

#[test]
fn a_handbook_says_which_rows_stay_to_be_written_in() {
    each_output(|set, kind, language| {
        let shown = |rows: &str| {
            let handbook = format!("template_options: {{blank_rows: {rows}}}\n");
            let world = project(&[("handbook.yaml", &handbook), ("甲.yaml", "title: 甲\n")]);
            let documents = trees(&world, &options(set, kind, language));
            let is_told = |piece: &&Piece| !told(&documents, piece.labels, language).is_empty();
            PIECES.iter().filter(is_told).map(|piece| piece.key).collect::<BTreeSet<&str>>()
        };
        assert_eq!(shown("none"), BTreeSet::new(), "{set}, {kind:?}");
        assert_eq!(shown("职责概括、remarks"), BTreeSet::from(["summary", "remarks"]), "{set}, {kind:?}");
        // What has no row of its own to be written in: further items, careers and signatures come with the data.
        let all: BTreeSet<&str> = PIECES.iter().map(|piece| piece.key).collect();
        let never = BTreeSet::from(["career", "extra", "approvals"]);
        assert_eq!(shown("all"), &all - &never, "{set}, {kind:?}");
    });
}

#[test]
fn an_unknown_row_is_an_error_with_a_hint() {
    let world = project(&[
        ("handbook.yaml", "template_options: {blank_rows: 职责概况}\n"),
        ("甲.yaml", "title: 甲\n"),
    ]);
    let report =
        pipeline::trees(&world, &options("standard", OutputKind::Handbook, Language::Chinese)).report;
    let told = diag::render(&report.diagnostics, &report.sources, diag::Format::Short, Lang::Zh, false);
    assert!(
        told.starts_with("handbook.yaml:1:32: ") && told.contains("E115") && told.contains("`职责概括`"),
        "{told}"
    );
}

/// Six positions in two departments, as `extra` says of the handbook and `position` of each.
fn company(extra: &str, position: &str) -> Project {
    let list = |names: [&str; 3]| names.map(|name| format!("- {{title: {name}{position}}}\n")).concat();
    project(&[
        ("handbook.yaml", &format!("{extra}template_options: {{index: true}}\n")),
        ("甲部/a.yaml", &list(["一员", "二员", "三员"])),
        ("乙部/a.yaml", &list(["四员", "五员", "六员"])),
    ])
}

/// Tables of a handbook have no columns that nothing fills.
#[test]
fn lists_have_no_empty_columns() {
    let asked = [
        "code",
        "grade",
        "headcount",
        "reports_to",
        "manager",
        "planned_headcount",
        "actual_headcount",
        "headcount_difference",
    ];
    each_output(|set, kind, language| {
        let options = options(set, kind, language);
        let options = Options { kinds: vec![kind], ..options };
        if kind == OutputKind::Position {
            return;
        }
        let none = "template_options: {blank_rows: none}\n";
        let world = project(&[
            ("handbook.yaml", none),
            ("甲部/a.yaml", "[{title: 一员}, {title: 二员}, {title: 三员}]\n"),
            ("乙部/a.yaml", "[{title: 四员}, {title: 五员}, {title: 六员}]\n"),
        ]);
        assert_eq!(told(&trees(&world, &options), &asked, language), BTreeSet::new(), "{set}, {kind:?}");
        let managers = "departments: [{name: 甲部, manager: 赵, headcount: 4}, {name: 乙部, headcount: 4}]\n";
        let full = company(managers, ", code: A, grade: P1, headcount: 1, reports_to: 一员");
        let labels = told(&trees(&full, &options), &asked, language);
        let expected = if kind == OutputKind::Handbook { asked.len() } else { asked.len() - 1 };
        assert!(labels.len() >= expected - 1, "{set}, {kind:?}: {labels:?}");
    });
}

#[test]
fn revisions_and_the_withdrawn_have_no_empty_columns() {
    for set in BUILT_IN {
        let world = project(&[
            (
                "handbook.yaml",
                "revisions: [{summary: 首次发布}]\ntemplate_options: {withdrawn: true, blank_rows: none}\n",
            ),
            ("甲.yaml", "[{title: 甲}, {title: 乙, status: withdrawn}]\n"),
        ]);
        let documents = trees(&world, &options(set.name, OutputKind::Handbook, Language::Chinese));
        let asked = ["version", "author", "approver", "code", "remarks", "department_name"];
        assert_eq!(told(&documents, &asked, Language::Chinese), BTreeSet::new(), "{}", set.name);
        assert_eq!(told(&documents, &["revision_summary"], Language::Chinese).len(), 1, "{}", set.name);
    }
}

/// Duties without groups: what they are stands once.
#[test]
fn one_label_stands_for_one_thing() {
    for set in BUILT_IN {
        let world = project(&[
            ("handbook.yaml", "departments: [{name: 甲部, duties: [管理现金]}]\n"),
            ("甲部/甲.yaml", "title: 甲\nresponsibilities: [{description: 做事, standard: 及时}, 再做]\n"),
        ]);
        for kind in [OutputKind::Position, OutputKind::Department] {
            let documents = trees(&world, &options(set.name, kind, Language::Chinese));
            let paragraphs: Vec<String> = documents.iter().flat_map(texts).collect();
            for label in ["岗位职责", "职责描述", "职责", "部门职责"] {
                let alone = |text: &&String| text.trim_start_matches(|c| "一二、".contains(c)) == label;
                let count = paragraphs.iter().filter(alone).count();
                assert!(
                    count <= 1,
                    "{}: {label} stands {count} times in\n{}",
                    set.name,
                    paragraphs.join("\n")
                );
            }
        }
    }
}

/// Texts that run together are parted by one mark, which is stronger than those inside them.
#[test]
fn separators_are_not_mixed() {
    let position = "title: 甲\nauthority: [\"按时提交；过期不候\", 否决]\nremarks: [先申请。再办理, 归档]\n\
                    qualifications: {education: 大专, skills: [\"会甲、乙\", 会丙]}\n";
    let world = project(&[("甲.yaml", position)]);
    let text = |set: &str| {
        let documents = trees(&world, &options(set, OutputKind::Position, Language::Chinese));
        documents.iter().flat_map(texts).collect::<Vec<String>>().join("\n")
    };
    let compact = text("compact");
    for run in [
        "1、按时提交；过期不候。2、否决。",
        "1、先申请。再办理。2、归档。",
        "学历：大专。技能：会甲、乙；会丙。",
    ] {
        assert!(compact.contains(run), "no {run} in\n{compact}");
    }
    for set in BUILT_IN {
        assert!(text(set.name).contains("会甲、乙；会丙"), "{}", set.name);
    }
}

/// A mark that ends an item stands in the place of the one between items: 甲；, not 甲；；.
#[test]
fn no_mark_is_doubled_between_items() {
    let position = "title: 岗\nqualifications: {education: [\"本科。\", 硕士], experience: [\"甲；\", 乙], skills: [丙, \"丁。\"]}\n";
    for set in BUILT_IN {
        let text = |language| {
            let documents =
                trees(&project(&[("岗.yaml", position)]), &options(set.name, OutputKind::Position, language));
            texts(&documents[0]).join("\n")
        };
        let chinese = text(Language::Chinese);
        for joined in ["本科。硕士", "甲；乙", "丙、丁。"] {
            assert!(chinese.contains(joined), "{}: no {joined} in {chinese}", set.name);
        }
        assert!(!chinese.contains("。。") && !chinese.contains("；；"), "{}: {chinese}", set.name);
        let english = text(Language::English);
        assert!(english.contains("本科。 硕士") && english.contains("丙, 丁。"), "{}: {english}", set.name);
    }
}

/// `chart: true` draws it however small the handbook is, unless nobody reports to anybody.
#[test]
fn a_chart_that_is_asked_for_stands() {
    let drawn = |set: &str, superior: &str, chart: &str| {
        let positions = format!("- {{title: 甲}}\n- {{title: 乙, reports_to: {superior}}}\n");
        let handbook = format!("template_options: {{chart: {chart}}}\n");
        let world = project(&[("handbook.yaml", &*handbook), ("部/a.yaml", &*positions)]);
        let documents = trees(&world, &options(set, OutputKind::Handbook, Language::Chinese));
        texts(&documents[0]).iter().any(|text| text == "组织架构图")
    };
    for set in BUILT_IN {
        assert!(drawn(set.name, "甲", "true"), "{}", set.name);
        assert!(!drawn(set.name, "甲", "false"), "{}", set.name);
        assert!(!drawn(set.name, "丙", "true"), "{}", set.name);
    }
}

/// The files of `gangwei new handbook`, and handbooks of as many positions like its second one.
fn small(positions: usize) -> Project {
    let handbook = include_str!("../../src/cli/commands/new/zh/handbook.yaml");
    let head = include_str!("../../src/cli/commands/new/zh/general-manager.yaml");
    let specialist = include_str!("../../src/cli/commands/new/zh/specialist.yaml");
    let mut files =
        vec![("handbook.yaml".to_owned(), handbook.replace("编号规则: ^[A-Z]{2}-[0-9]{2}$\n", ""))];
    if positions > 1 {
        files.push(("总经理办公室/总经理.yaml".to_owned(), head.to_owned()));
    }
    for number in files.len() - 1..positions {
        let own = specialist.replace("岗位名称: 人力资源专员", &format!("岗位名称: 人力资源专员{number}"));
        files.push((format!("人力资源部/{number}.yaml"), own.replace("RL-01", &format!("RL-1{number}"))));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    project(&files)
}

/// How many pages all parts fill, those without content aside.
fn page_count(document: &Document) -> usize {
    let shown = document.parts.iter().filter(|part| !part.blocks.is_empty());
    shown.map(|part| layout(part, fonts()).pages.pages.len()).sum()
}

#[test]
fn small_handbooks_are_short() {
    for set in BUILT_IN {
        let count = |positions: usize| -> usize {
            let options = options(set.name, OutputKind::Handbook, Language::Chinese);
            page_count(&trees(&small(positions), &options)[0])
        };
        // Beside its cover and its front matter.
        let sheet = count(1) - 2;
        assert!((3..=5).contains(&count(1)), "{}: one position, {} pages", set.name, count(1));
        assert!((4..=6).contains(&count(2)), "{}: two positions, {} pages", set.name, count(2));
        assert!(count(5) <= 3 + 5 * sheet, "{}: five positions, {} pages", set.name, count(5));
    }
}

/// What a small handbook leaves out is named by no contents, and a handbook may ask for it.
#[test]
fn parts_stand_from_a_size_on() {
    let headings = |positions, extra: &str| -> Vec<String> {
        let mut world = small(positions);
        let handbook = String::from_utf8(world.0["handbook.yaml"].to_vec()).unwrap();
        world.0.insert("handbook.yaml".to_owned(), format!("{handbook}{extra}").into_bytes().into());
        let document = trees(&world, &options("standard", OutputKind::Handbook, Language::Chinese)).remove(0);
        let mut found = Vec::new();
        for part in &document.parts {
            tree::each_paragraph(&part.blocks, &mut |paragraph| {
                if let tree::Role::Heading(_) = paragraph.role {
                    found.push(paragraph.text());
                }
            });
        }
        let listed: Vec<String> =
            texts(&document).into_iter().filter(|text| text.contains("岗位索引")).collect();
        assert_eq!(listed.len() % 2, 0, "the contents name the index, or there is none: {listed:?}");
        found
    };
    let has = |found: &[String], heading: &str| found.iter().any(|text| text == heading);
    let plain = headings(2, "");
    for absent in ["组织架构图", "岗位编制一览表", "总经理办公室", "人力资源部", "岗位索引"]
    {
        assert!(!has(&plain, absent), "{absent} in {plain:?}");
    }
    assert!(has(&plain, "部门与岗位设置"), "{plain:?}");
    let asked = headings(2, "版式参数: {contents: 2, staffing: true, department_pages: 2, index: 是}\n");
    for present in ["岗位编制一览表", "总经理办公室", "人力资源部", "岗位索引"] {
        assert!(has(&asked, present), "{present} not in {asked:?}");
    }
    assert!(!has(&asked, "部门与岗位设置"), "{asked:?}");
}

/// A department's chart stands on the page of the table of its positions.
#[test]
fn charts_stand_with_their_tables() {
    for set in BUILT_IN {
        let document =
            trees(&sample(), &options(set.name, OutputKind::Handbook, Language::Chinese)).remove(0);
        let mut charts = 0;
        for part in document.parts.iter().filter(|part| part.name.starts_with("department.html")) {
            let laid = layout(part, fonts());
            for page in &laid.pages.pages {
                let has = |label: &str| {
                    page.items.iter().any(|item| match (&item.kind, item.mark) {
                        (ItemKind::Text(run), Marking::Content(_)) => {
                            page.text[run.text.start as usize..run.text.end as usize].ends_with(label)
                        }
                        _ => false,
                    })
                };
                if has("部门组织架构图") {
                    charts += 1;
                    assert!(has("岗位设置"), "{}: {}", set.name, part.name);
                }
            }
        }
        assert_eq!(charts, 8, "{}", set.name);
    }
}

/// A label of six characters or fewer stands on one line, or on lines of equal length.
#[test]
fn labels_do_not_break_in_two() {
    for set in BUILT_IN {
        let mut labels = 0;
        for document in trees(&sample(), &options(set.name, OutputKind::Handbook, Language::Chinese)) {
            for part in &document.parts {
                each_header(&part.blocks, &mut |cell, width| {
                    let [Block::Paragraph(paragraph)] = &*cell.blocks else { return };
                    let text = paragraph.text();
                    let count = text.chars().count();
                    if count > 6 || text.is_empty() {
                        return;
                    }
                    labels += 1;
                    let measure =
                        width - cell.style.padding.horizontal() - gangwei::testing::unit::Abs::pt(0.75);
                    let lines = gangwei::testing::text::Typesetter::new(fonts()).typeset(paragraph, measure);
                    let lengths: BTreeSet<usize> = lines
                        .lines
                        .iter()
                        .map(|line| lines.text[line.text.clone()].chars().count())
                        .collect();
                    assert_eq!(lengths.len(), 1, "{}: {text} breaks in {}", set.name, part.name);
                });
            }
        }
        assert!(labels > 300, "{}: {labels} labels", set.name);
    }
}

/// Every header cell, with the width of its columns.
fn each_header(blocks: &[Block], show: &mut impl FnMut(&tree::Cell, gangwei::testing::unit::Abs)) {
    for block in blocks {
        match block {
            Block::Section(section) => each_header(&section.blocks, show),
            Block::Table(table) => {
                for cell in table.rows().flat_map(|row| &row.cells).filter(|cell| cell.header.is_some()) {
                    let columns = &table.columns[cell.column..cell.column + cell.colspan];
                    show(
                        cell,
                        columns
                            .iter()
                            .copied()
                            .fold(gangwei::testing::unit::Abs::ZERO, |sum, width| sum + width),
                    );
                }
            }
            _ => {}
        }
    }
}
