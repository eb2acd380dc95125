//! Page budgets and balanced ends: what is told, what is tightened and how far, and that both files show it.

use gangwei::diag::{self, Failure, Lang, Severity};
use gangwei::testing::page;
use gangwei::testing::pipeline::{self, Format, Options, Outcome, Output};
use gangwei::testing::template::OutputKind;
use gangwei::testing::tree::{self, Block, Tightness, tighten};
use gangwei::testing::unit::Abs;

use crate::build::fonts;
use crate::docx::{check, dom};
use crate::golden::{self, suite};
use crate::sample::{Project, project};

/// Pages that hold a heading and ten lines; set closer 11 (spacing), 12 and 13 (type).
const STYLE: &str = "@page { size: 200pt 200pt; margin: 10pt }
h1 { font-size: 12pt; line-height: 16pt; margin: 0 0 4pt }
p { font-size: 10.5pt; line-height: 16pt; margin: 0 }
";
const POSITION: &str = "<h1 id=\"{{ position.id }}\">{{ position.title }}</h1>
{% for duty in position.remarks %}<p>{{ duty }}</p>
{% endfor %}";

fn remarks(lines: usize) -> String {
    (1..=lines).map(|line| format!("- 第{line}项工作\n")).collect()
}

/// Positions of so many lines each, and further keys of theirs; they end as they come.
fn handbook(fit: &str, keys: &str, positions: &[(&str, usize, &str)]) -> Project {
    handbook_of("balance: none\n", fit, keys, positions)
}

/// The same, of a set that balances ends in its own way.
fn handbook_of(balance: &str, fit: &str, keys: &str, positions: &[(&str, usize, &str)]) -> Project {
    let own: Vec<(String, String)> = positions
        .iter()
        .map(|(title, lines, keys)| {
            let remarks = remarks(*lines);
            let text = format!("岗位名称: {title}\n{keys}备注:\n{remarks}直接上级: 董事会\n");
            (format!("市场部/{title}.yaml"), text)
        })
        .collect();
    let head = format!("标题: 手册\n模板: small\n{keys}外部岗位: [董事会]\n");
    let manifest = format!("name: small\n{balance}parts:\n- {{file: position.html, each: position{fit}}}\n");
    let mut files = vec![
        ("handbook.yaml", head.as_str()),
        ("templates/small/template.yaml", &manifest),
        ("templates/small/style.css", STYLE),
        ("templates/small/position.html", POSITION),
    ];
    files.extend(own.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    project(&files)
}

fn build(world: &Project, kinds: &[OutputKind]) -> Outcome<Vec<Output>> {
    let formats = vec![Format::Docx, Format::Pdf];
    pipeline::collect(world, &Options { formats, kinds: kinds.to_vec(), ..Options::default() })
}

fn told<T>(outcome: &Outcome<T>, format: diag::Format, lang: Lang) -> String {
    diag::render(&outcome.report.diagnostics, &outcome.report.sources, format, lang, false)
}

fn codes<T>(outcome: &Outcome<T>) -> Vec<(&'static str, bool)> {
    outcome.report.diagnostics.iter().map(|finding| (finding.code.name(), finding.is_error())).collect()
}

/// How many pages each output has, PDFs alone.
fn pages(outcome: &Outcome<Vec<Output>>) -> Vec<(String, usize)> {
    let pdfs = outcome.value.iter().flatten().filter(|output| output.path.ends_with(".pdf"));
    pdfs.map(|output| (output.path.trim_end_matches(".pdf").to_owned(), output.pages)).collect()
}

#[test]
fn budgets_are_told_in_both_languages() {
    let world = handbook(
        ", fit: shrink",
        "页数上限: 1\n",
        &[
            ("甲", 10, ""),
            ("乙", 11, ""),
            ("丙", 12, ""),
            ("丁", 14, "页数上限: 1\n"),
            ("戊", 30, "max_pages: 2\n"),
            ("己", 24, "max_pages: 3\n"),
        ],
    );
    let outcome = build(&world, &[OutputKind::Handbook, OutputKind::Position]);
    for (lang, name) in [(Lang::Zh, "fit/budgets.zh"), (Lang::En, "fit/budgets.en")] {
        golden::assert_text(&suite(name), &told(&outcome, diag::Format::Human, lang));
    }
    let pages: Vec<usize> = pages(&outcome).into_iter().map(|(_, pages)| pages).collect();
    // 甲 to 丙 fit on one page each, 丁 does not, 戊 needs three, and 己 may have them.
    assert_eq!(pages, [11, 2, 1, 1, 3, 3, 1]);
}

#[test]
fn no_page_is_counted_but_the_position_s_own() {
    let mut world = handbook("", "页数上限: 1\n", &[("甲", 10, ""), ("乙", 10, "")]);
    let manifest =
        "parts:\n- {file: cover.html}\n- {file: position.html, each: position}\n- {file: cover.html}\n";
    world.0.insert("templates/small/template.yaml".into(), manifest.as_bytes().into());
    world.0.insert(
        "templates/small/cover.html".into(),
        b"<p>A</p><section style=\"break-before: page\"><p>B</p></section>".as_slice().into(),
    );
    let outcome = build(&world, &[OutputKind::Handbook, OutputKind::Position]);
    assert_eq!(codes(&outcome), []);
    assert_eq!(pages(&outcome)[0], ("手册".to_owned(), 6));
    // All parts of one position count together.
    let twice = "parts:\n- {file: position.html, each: position}\n- {file: position.html, each: position}\n";
    world.0.insert("templates/small/template.yaml".into(), twice.as_bytes().into());
    let outcome = build(&world, &[OutputKind::Handbook]);
    assert_eq!(codes(&outcome), [("W501", false), ("W501", false)]);
}

#[test]
fn rows_of_the_form_are_no_text_to_be_deleted() {
    // Ten lines of text, then rows that wait for a signature.
    let mut world = handbook("", "页数上限: 1\n", &[("甲", 10, "")]);
    let rows = format!("{POSITION}<table>{}</table>", "<tr><td>签字</td><td></td></tr>".repeat(3));
    world.0.insert("templates/small/position.html".into(), rows.as_bytes().into());
    let text = told(&build(&world, &[OutputKind::Handbook]), diag::Format::Short, Lang::Zh);
    assert!(text.contains("上限为 1 页：超出的只有空行"), "{text}");
    // A line of text beyond the page counts, the rows below it do not.
    let mut longer = handbook("", "页数上限: 1\n", &[("甲", 11, "")]);
    longer.0.insert("templates/small/position.html".into(), rows.as_bytes().into());
    let text = told(&build(&longer, &[OutputKind::Handbook]), diag::Format::Short, Lang::Zh);
    assert!(text.contains("多出 1 行，约须删去 6 字"), "{text}");
}

#[test]
fn without_leave_nothing_is_tightened() {
    let outcome = build(&handbook("", "页数上限: 1\n", &[("甲", 11, "")]), &[OutputKind::Handbook]);
    assert_eq!(codes(&outcome), [("W501", false)]);
    assert_eq!(outcome.report.failure, None);
    let text = told(&outcome, diag::Format::Short, Lang::En);
    assert!(text.contains("1 line too many, about 6 characters must go"), "{text}");
    assert!(text.contains("fit: shrink"), "{text}");
}

#[test]
fn checks_decide_what_a_budget_is_worth() {
    let positions = [("甲", 11, ""), ("乙", 14, "")];
    let of = |checks: &str| {
        let keys = format!("页数上限: 1\n检查: {{{checks}}}\n");
        build(&handbook(", fit: shrink", &keys, &positions), &[OutputKind::Handbook, OutputKind::Position])
    };
    assert_eq!(codes(&of("")), [("W501", false), ("W502", false)]);
    assert_eq!(codes(&of("W502: off")), [("W501", false)]);
    let outcome = of("W501: error");
    assert_eq!(codes(&outcome), [("W501", true), ("W502", false)]);
    assert_eq!(outcome.report.failure, Some(Failure::Input));
    assert_eq!(pages(&outcome), [("市场部/甲".to_owned(), 1)], "the handbook and 乙 are broken");
    let outcome = of("W599: error");
    assert_eq!(codes(&outcome), [("E404", true)]);
    assert!(outcome.value.is_none());
}

#[test]
fn spacing_alone_leaves_the_type_and_a_floor_bounds_it() {
    let level = |fit: &str, lines: usize| {
        let outcome = build(&handbook(fit, "页数上限: 1\n", &[("甲", lines, "")]), &[OutputKind::Handbook]);
        let text = told(&outcome, diag::Format::Short, Lang::En);
        let (_, how) = text.split_once("budget").unwrap_or_default();
        how.trim().to_owned()
    };
    assert_eq!(level(", fit: {shrink: spacing}", 11), "of 1: line heights to 90%, spacing to 60%");
    assert!(level(", fit: {shrink: spacing}", 12).contains("too many"));
    assert_eq!(level(", fit: {shrink: size}", 13), "of 1: line heights to 87%, spacing to 50%, type to 85%");
    assert!(level(", fit: {floor: 9.5pt}", 13).contains("too many"));
    assert!(level(", fit: {floor: 五号}", 12).contains("too many"));
}

#[test]
fn both_files_are_tightened_alike_on_any_number_of_threads() {
    let positions = [("甲", 10, ""), ("乙", 11, ""), ("丙", 12, ""), ("丁", 13, ""), ("戊", 14, "")];
    let world = handbook(", fit: shrink", "页数上限: 1\n", &positions);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| build(&world, &[OutputKind::Handbook, OutputKind::Position]))
    };
    let (one, four) = (on(1), on(4));
    assert_eq!(told(&one, diag::Format::Json, Lang::En), told(&four, diag::Format::Json, Lang::En));
    let (one, four) = (one.value.unwrap(), four.value.unwrap());
    assert!(one.iter().zip(&four).all(|(a, b)| a.path == b.path && a.bytes == b.bytes));
    // 丙 is set in 10 pt, in the DOCX too: 20 half-points, on lines of 13.25 pt.
    let docx = one.iter().find(|output| output.path == "市场部/丙.docx").unwrap();
    assert_eq!(check::check_package(&docx.bytes), Vec::<String>::new());
    let package = dom::unpack(&docx.bytes).unwrap();
    let text = |name: &str| String::from_utf8(package[name].clone()).unwrap();
    let (styles, document) = (text("word/styles.xml"), text("word/document.xml"));
    assert!(styles.contains("<w:name w:val=\"正文 + 10磅 行高13.25磅\"/>"), "{styles}");
    assert!(styles.contains("w:line=\"265\" w:lineRule=\"exact\""), "{styles}");
    assert!(document.contains("\"Normal_Size20_Line265\""), "{document}");
    // The dump shows the tree that both writers see.
    let options = Options {
        formats: Vec::new(),
        kinds: vec![OutputKind::Position],
        template: None,
        only: Some("*/丙".into()),
        ..Options::default()
    };
    let dump = pipeline::dump_tree(&world, &options).value.unwrap();
    assert!(dump.contains("13.25pt"), "{dump}");
}

#[test]
fn the_compact_set_yields_to_a_budget() {
    // The first number of duties that one page does not hold as it is.
    let outcome = (20..80).find_map(|lines| {
        let text = format!("岗位名称: 甲\n岗位职责:\n{}", remarks(lines));
        let world = project(&[("handbook.yaml", "模板: compact\n页数上限: 1\n"), ("甲.yaml", &text)]);
        let outcome = build(&world, &[OutputKind::Position]);
        (!codes(&outcome).is_empty()).then_some(outcome)
    });
    let outcome = outcome.expect("a position over its budget");
    assert_eq!(codes(&outcome), [("W502", false)], "{}", told(&outcome, diag::Format::Short, Lang::En));
    assert_eq!(pages(&outcome)[0].1, 1);
}

#[test]
fn a_last_page_of_one_line_is_saved_and_told_as_a_note() {
    let world = handbook_of("", "", "", &[("甲", 11, ""), ("乙", 13, "")]);
    let outcome = build(&world, &[OutputKind::Handbook, OutputKind::Position]);
    // 乙 has three lines on its last page, which is nearly a third.
    assert_eq!(pages(&outcome), [("手册".into(), 3), ("市场部/乙".into(), 2), ("市场部/甲".into(), 1)]);
    assert_eq!(codes(&outcome), [("W502", false)]);
    let short = told(&outcome, diag::Format::Short, Lang::En);
    let at = "市场部/甲.yaml:1:7";
    assert!(short.starts_with(&format!("{at}: note[W502]: the last page was nearly empty")), "{short}");
    assert!(short.contains("line heights to 90%, spacing to 60%"), "{short}");
    let human = told(&outcome, diag::Format::Human, Lang::Zh);
    assert!(human.starts_with("提示[W502]: 末页几乎是空的"), "{human}");
    let json: serde_json::Value =
        serde_json::from_str(&told(&outcome, diag::Format::Json, Lang::Zh)).unwrap();
    assert_eq!(json["severity"], "note");
    assert!(told(&outcome, diag::Format::Github, Lang::Zh).starts_with("::notice file="));
    let sarif: serde_json::Value =
        serde_json::from_str(&told(&outcome, diag::Format::Sarif, Lang::Zh)).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["results"][0]["level"], "note");
    assert_eq!(run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"], "note");
}

#[test]
fn a_note_is_no_warning_unless_checks_say_so() {
    let of = |checks: &str, deny_warnings: bool| {
        let world = handbook_of("", "", checks, &[("甲", 11, "")]);
        let options = Options {
            formats: vec![Format::Pdf],
            kinds: vec![OutputKind::Handbook],
            deny_warnings,
            ..Options::default()
        };
        let outcome = pipeline::collect(&world, &options);
        let severities: Vec<Severity> = outcome.report.diagnostics.iter().map(|one| one.severity).collect();
        (severities, outcome.report.failure)
    };
    assert_eq!(of("", true), (vec![Severity::Note], None));
    assert_eq!(of("检查: {W502: off}\n", true), (vec![], None));
    assert_eq!(of("检查: {W502: warning}\n", false), (vec![Severity::Warning], None));
    assert_eq!(of("检查: {W502: warning}\n", true), (vec![Severity::Error], Some(Failure::Input)));
    assert_eq!(of("检查: {W502: error}\n", false), (vec![Severity::Error], Some(Failure::Input)));
}

#[test]
fn an_end_that_cannot_be_saved_gets_company() {
    let begins = |balance: &str| {
        let world = handbook_of(balance, "", "", &[("甲", 12, "")]);
        let outcome = build(&world, &[OutputKind::Position]);
        assert_eq!(codes(&outcome), []);
        let docx = outcome.value.iter().flatten().find(|output| output.path.ends_with(".docx")).unwrap();
        assert_eq!(check::check_package(&docx.bytes), Vec::<String>::new());
        let options = Options { kinds: vec![OutputKind::Position], ..Options::default() };
        let document = pipeline::trees(&world, &options).value.unwrap().remove(0);
        let layout = page::layout(&document.parts[0], fonts());
        let kept = dom::part(&docx.bytes, "word/document.xml").find("w:keepNext").len();
        (layout.pages.pages.len(), layout.stretches[0].fill, kept)
    };
    let (pages, fill, kept) = begins("balance: {shrink: none}\n");
    // Four lines of sixteen points stand on the last page, where two stood; three are kept with the next.
    assert_eq!(pages, 2);
    assert!((fill - 64.0 / 180.0).abs() < 1e-3, "{fill}");
    assert_eq!(kept, 3);
    let (pages, fill, kept) = begins("balance: none\n");
    assert!(pages == 2 && (fill - 32.0 / 180.0).abs() < 1e-3, "{fill}");
    assert_eq!(kept, 0);
    let (_, least, _) = begins("balance: {least: 15%, shrink: none}\n");
    assert_eq!(fill, least, "full enough");
}

#[test]
fn a_budget_is_met_by_saving_the_last_page() {
    let outcome = build(&handbook_of("", "", "页数上限: 1\n", &[("甲", 11, "")]), &[OutputKind::Handbook]);
    assert_eq!(codes(&outcome), [("W502", false)]);
    assert!(told(&outcome, diag::Format::Short, Lang::En).contains("from 2 pages to its budget of 1"));
    // Line heights may not shrink that far here.
    let bound = "balance: {leading: 95%}\n";
    let outcome = build(&handbook_of(bound, "", "页数上限: 1\n", &[("甲", 11, "")]), &[OutputKind::Handbook]);
    assert_eq!(codes(&outcome), [("W501", false)]);
}

#[test]
fn an_output_is_the_same_whatever_else_is_built() {
    // Alone it has a line more, for a signature, and is set closer for it.
    let mut world = handbook_of("", "", "", &[("甲", 10, "")]);
    let signed = format!("{POSITION}{{% if output == \"position\" %}}<p>签字</p>{{% endif %}}");
    world.0.insert("templates/small/position.html".into(), signed.as_bytes().into());
    let of = |kinds: &[OutputKind]| {
        let outcome = build(&world, kinds);
        let files = outcome.value.iter().flatten().map(|one| (one.path.clone(), one.bytes.clone()));
        (files.collect::<Vec<_>>(), codes(&outcome))
    };
    let (handbook, told) = of(&[OutputKind::Handbook]);
    assert_eq!(told, []);
    let (position, told) = of(&[OutputKind::Position]);
    assert_eq!(told, [("W502", false)]);
    let (both, told) = of(&[OutputKind::Handbook, OutputKind::Position]);
    assert_eq!(told, [("W502", false)]);
    assert!(both == [handbook, position].concat());
}

#[test]
fn a_budget_stands_against_the_output_that_exceeds_it() {
    // Two pages in the handbook, three with a page to sign: told once, of the longer.
    let world = |budget: usize| {
        let keys = format!("页数上限: {budget}\n检查:\n  W501: error\n");
        let mut world = handbook_of("balance: none\n", "", &keys, &[("甲", 20, "")]);
        let page = "<p style=\"break-before: page\">签字</p>";
        let signed = format!("{POSITION}{{% if output == \"position\" %}}{page}{{% endif %}}");
        world.0.insert("templates/small/position.html".into(), signed.as_bytes().into());
        world
    };
    let outcome = build(&world(2), &[OutputKind::Handbook, OutputKind::Position]);
    assert_eq!((pages(&outcome), codes(&outcome)), (vec![("手册".into(), 2)], vec![("W501", true)]));
    let outcome = build(&world(1), &[OutputKind::Handbook, OutputKind::Position]);
    assert_eq!((pages(&outcome), codes(&outcome)), (vec![], vec![("W501", true)]));
    assert!(told(&outcome, diag::Format::Short, Lang::En).contains("fills 3 pages"));
}

#[test]
fn only_the_pages_behind_a_cover_are_set_closer() {
    let mut world = handbook_of("", "", "", &[("甲", 1, "")]);
    let manifest = "parts:\n- {file: front.html}\n- {file: position.html, each: position}\n";
    let lines: String = (1..=12).map(|line| format!("<p>{line}</p>")).collect();
    let front = format!("<p>封面</p><section style=\"break-before: page\">{lines}</section>");
    world.0.insert("templates/small/template.yaml".into(), manifest.as_bytes().into());
    world.0.insert("templates/small/front.html".into(), front.as_bytes().into());
    let outcome = build(&world, &[OutputKind::Handbook]);
    assert_eq!(pages(&outcome), [("手册".into(), 3)]);
    assert_eq!(codes(&outcome), [("W502", false)]);
    let options = Options { kinds: vec![OutputKind::Handbook], ..Options::default() };
    let document = pipeline::trees(&world, &options).value.unwrap().remove(0);
    let mut leading = Vec::new();
    tree::each_paragraph(&document.parts[0].blocks, &mut |one| leading.push(one.style.line_height));
    assert_eq!(leading[0], Abs::pt(16.0));
    assert!(leading[1..].iter().all(|height| *height == leading[1]) && leading[1] < Abs::pt(16.0));
}

#[test]
fn no_length_grows_and_none_falls_below_its_bound() {
    let style = "section { font-size: 10.5pt; line-height: 12pt; padding: 0.5pt 9pt; margin: 3pt 4pt 5pt }
        tr { height: 20pt } td, th { padding: 3pt 8pt } .small { font-size: 8pt; line-height: 9pt }
        ol { padding-left: 2em; margin: 6pt 0 } p { text-indent: 2em; margin: 2pt 0 7pt }";
    let markup = "<section><h1>标题</h1><p>正文</p><p class=\"small\">小字</p><ol><li>项</li></ol>
        <table><tr><th>标签</th><td>内容</td></tr></table></section>";
    let sheet = gangwei::testing::markup::StyleSheet::parse(style, &"s.css".into(), &[]).unwrap();
    let input = gangwei::testing::markup::PartInput {
        matter: Default::default(),
        sheet: None,
        name: "t".into(),
        path: "t.html".into(),
        strings: Vec::new(),
        pictures: &|_| {
            Err(gangwei::testing::markup::PictureError::Unreadable(gangwei::diag::Text::new("", "")))
        },
    };
    let part = gangwei::testing::markup::build(markup, &sheet, input).part.unwrap();
    let to = Tightness { leading: 0.87, spacing: 0.5, size: 0.9, floor: Abs::pt(9.0) };
    let tight = tighten(&part, &to);
    let Block::Section(section) = &tight.blocks[0] else { panic!() };
    assert_eq!(section.style.padding.top, Abs::pt(0.5), "smaller than the bound from the start");
    assert_eq!(section.style.padding.left, Abs::pt(9.0), "widths stay");
    let paragraph = |index: usize| match &section.blocks[index] {
        Block::Paragraph(paragraph) => &*paragraph.style,
        _ => panic!(),
    };
    assert_eq!(paragraph(0).text.size, paragraph_size(&part, 0), "headings keep their type");
    assert_eq!((paragraph(1).text.size, paragraph(1).indent), (Abs::pt(9.5), Abs::pt(19.0)));
    assert_eq!(paragraph(1).line_height, Abs::pt(11.4), "1.2 times the type");
    assert!(paragraph(1).margin.top.fits(Abs::pt(1.0)));
    assert_eq!(paragraph(2).text.size, Abs::pt(8.0), "below the floor from the start");
    assert_eq!(paragraph(2).line_height, Abs::pt(9.0));
    let Block::List(list) = &section.blocks[3] else { panic!() };
    assert_eq!((list.style.indent, list.style.marker.size), (Abs::pt(19.0), Abs::pt(9.5)));
    let Block::Table(table) = &section.blocks[4] else { panic!() };
    assert_eq!(table.groups[0].rows[0].min_height, Abs::pt(15.0));
    assert_eq!(table.groups[0].rows[0].cells[0].style.padding.top, Abs::pt(1.5));
    let columns = |part: &tree::Part| match &part.blocks[0] {
        Block::Section(section) => match &section.blocks[4] {
            Block::Table(table) => table.columns.clone(),
            _ => panic!(),
        },
        _ => panic!(),
    };
    assert_eq!(columns(&tight), columns(&part));
}

fn paragraph_size(part: &tree::Part, index: usize) -> Abs {
    let Block::Section(section) = &part.blocks[0] else { panic!() };
    let Block::Paragraph(paragraph) = &section.blocks[index] else { panic!() };
    paragraph.style.text.size
}
