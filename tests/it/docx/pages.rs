//! Sections, page breaks, headers and footers, properties.

use std::sync::Arc;

use gangwei::testing::docx::write;
use gangwei::testing::tree::*;
use gangwei::testing::unit::{Abs, Date, Size};

use super::build::*;
use super::dom::{Element, part as read, unpack};
use super::package;

fn files(package: &[u8], prefix: &str) -> Vec<String> {
    let names = unpack(package).unwrap().into_keys();
    names.filter(|name| name.starts_with(prefix) && !name.contains("rels")).collect()
}

#[test]
fn a_section_for_each_department() {
    let parts = vec![
        part("a", "市场部", vec![p("甲")]),
        part("b", "市场部", position("x", "经理", 2)),
        part("c", "财务部", position("y", "会计", 2)),
        part("d", "财务部", vec![Block::Table(table(&[50.0], 0, vec![row(vec![td(0, "表")])]))]),
        part("e", "市场部", vec![p("乙")]),
    ];
    let package = package(&document(parts));
    let document = read(&package, "word/document.xml");
    let sections = document.find("w:sectPr");
    assert_eq!(sections.len(), 3);
    assert_eq!(
        files(&package, "word/header"),
        ["word/header1.xml", "word/header2.xml"],
        "equal ones are shared"
    );
    assert_eq!(files(&package, "word/footer").len(), 1);
    let headers: Vec<_> =
        sections.iter().map(|one| one.child("w:headerReference").unwrap().attribute("r:id")).collect();
    assert_eq!(headers[0], headers[2]);
    assert_ne!(headers[0], headers[1]);
    let breaks = document.find("w:pageBreakBefore").len();
    assert_eq!(breaks, 2, "the section break does for the others");
}

#[test]
fn a_part_that_begins_with_a_table_begins_on_a_page() {
    let small = || Block::Table(table(&[50.0], 0, vec![row(vec![td(0, "表")])]));
    let package = package(&document(vec![part("a", "部", vec![small()]), part("b", "部", vec![small()])]));
    let body = &read(&package, "word/document.xml").children[0];
    let names: Vec<&str> = body.children.iter().map(|child| child.name.as_str()).collect();
    assert_eq!(names, ["w:tbl", "w:p", "w:tbl", "w:p", "w:sectPr"]);
    let properties = body.child("w:p").unwrap().child("w:pPr").unwrap();
    assert!(properties.child("w:pageBreakBefore").is_some());
    assert_eq!(properties.child("w:pStyle").unwrap().val(), Some("BiaoJianJu"));
}

#[test]
fn a_page_style_makes_a_section_of_its_own() {
    let wide = Block::Section(Section {
        is_nav: false,
        anchor: Some("org".into()),
        page: Some("wide".into()),
        style: Arc::default(),
        blocks: vec![p("组织图")],
    });
    let package = package(&one(vec![p("前"), wide, p("后")]));
    let document = read(&package, "word/document.xml");
    let sections = document.find("w:sectPr");
    let sizes: Vec<_> = sections.iter().map(|one| one.child("w:pgSz").unwrap()).collect();
    assert_eq!(sizes.iter().map(|one| one.number("w:w")).collect::<Vec<_>>(), [11906, 16838, 11906]);
    assert_eq!(sizes[1].attribute("w:orient"), Some("landscape"));
    let empty = sections[1].child("w:headerReference").unwrap().attribute("r:id");
    assert_ne!(empty, sections[0].child("w:headerReference").unwrap().attribute("r:id"));
    assert!(document.find("w:pageBreakBefore").is_empty());
}

#[test]
fn headers_stand_in_the_middle_of_the_margin() {
    let package = package(&one(vec![p("文")]));
    let document = read(&package, "word/document.xml");
    let margin = document.find("w:pgMar")[0];
    assert_eq!(margin.number("w:top"), 1417);
    // (25 mm − 12 pt line − 3 pt padding − ½ pt line) / 2.
    assert_eq!(margin.number("w:header"), 554);
    assert_eq!(margin.number("w:footer"), 504);
    assert!(document.find("w:docGrid").is_empty());
    let header = read(&package, "word/header1.xml");
    let styles = read(&package, "word/styles.xml");
    assert!(header.find("w:tabs").is_empty(), "the style has them");
    let stops: Vec<_> = styles.find("w:tabs")[0]
        .children
        .iter()
        .map(|tab| (tab.val().unwrap(), tab.number("w:pos")))
        .collect();
    assert_eq!(stops, [("center", 4819), ("right", 9638)]);
    assert_eq!(header.find("w:r").iter().filter(|run| run.child("w:tab").is_some()).count(), 2);
    assert_eq!(header.shown_text(), "岗位职责说明书市场部");
    assert_eq!(header.find("w:pStyle")[0].val(), Some("Header"));
    assert!(!styles.find("w:pBdr").is_empty(), "the header's line");
}

#[test]
fn first_page_boxes_are_for_the_first_page_of_all() {
    let cover = PageStyle { first_boxes: Some(Vec::new()), ..page_style() };
    let styles = Arc::new(PageStyles { default: cover, named: Vec::new() });
    let of = |name: &str| Part { page_styles: styles.clone(), ..part(name, name, vec![p("文")]) };
    let package = package(&document(vec![of("甲部"), of("乙部")]));
    let document = read(&package, "word/document.xml");
    let kinds = |section: &Element| -> Vec<String> {
        section.all("w:headerReference").map(|one| one.attribute("w:type").unwrap().to_owned()).collect()
    };
    let sections = document.find("w:sectPr");
    assert_eq!(kinds(sections[0]), ["first", "default"]);
    assert_eq!(kinds(sections[1]), ["default"]);
    assert_eq!(document.find("w:titlePg").len(), 1);
}

#[test]
fn left_pages_have_their_own_boxes_and_mirrored_margins() {
    let left = vec![MarginBox { area: MarginArea::BottomLeft, ..page_style().boxes[0].clone() }];
    let bound = PageStyle { left_boxes: Some(left), mirrored: true, ..page_style() };
    let plain = Arc::new(PageStyles { default: page_style(), named: Vec::new() });
    let bound = Arc::new(PageStyles { default: bound, named: Vec::new() });
    let of = |styles: &Arc<PageStyles>, name: &str| Part {
        page_styles: styles.clone(),
        ..part(name, name, vec![p("文")])
    };
    let package = package(&document(vec![of(&bound, "甲部"), of(&plain, "乙部")]));
    let settings = read(&package, "word/settings.xml");
    assert_eq!(settings.find("w:mirrorMargins").len(), 1);
    assert_eq!(settings.find("w:evenAndOddHeaders").len(), 1);
    // Where left pages are as the others, Word wants to be told so.
    for section in read(&package, "word/document.xml").find("w:sectPr") {
        let footers = section.all("w:footerReference").filter_map(|one| one.attribute("w:type"));
        assert_eq!(footers.collect::<Vec<_>>(), ["even", "default"]);
    }
    let package = super::package(&document(vec![of(&plain, "乙部")]));
    assert!(read(&package, "word/settings.xml").find("w:evenAndOddHeaders").is_empty());
}

/// Parts whose headers count their sheets, and what layout found of them: a page of something else, then sheets of so
/// many pages.
fn sheets(pages: &[u32]) -> (Document, PageMap) {
    let counting = PageStyle {
        boxes: vec![MarginBox {
            content: vec![
                Content::String("department".into()),
                Content::SheetPage,
                Content::Text("/".to_owned()),
                Content::SheetPages,
            ],
            ..page_style().boxes[0].clone()
        }],
        ..page_style()
    };
    let styles = Arc::new(PageStyles { default: counting, named: Vec::new() });
    let plain = Arc::new(PageStyles { default: page_style(), named: Vec::new() });
    let mut parts = vec![Part { page_styles: plain, ..part("0", "部", vec![p("目")]) }];
    let total = 1 + pages.iter().sum::<u32>();
    let of = |first, last| PartNumbers {
        first,
        last: total,
        sheet: SheetNumbers { first: 1, last },
        ..PartNumbers::default()
    };
    let mut numbers = vec![of(1, 1)];
    let mut next = 2;
    for (position, &count) in pages.iter().enumerate() {
        let blocks = (0..count).map(|_| p("文")).collect();
        let mut one = Part {
            page_styles: styles.clone(),
            sheet: Some(SheetKey { department: 0, position }),
            ..part(&format!("岗{position}"), &format!("岗{position}"), blocks)
        };
        one.strings.push(("code".into(), format!("HY-0{position}")));
        parts.push(one);
        numbers.push(of(next, count));
        next += count;
    }
    (document(parts), PageMap { pages: total, numbers, ..PageMap::default() })
}

/// The fields of a header or footer, nested ones in their order, and the results that show.
fn fields(package: &[u8], file: &str) -> (Vec<String>, String) {
    let part = read(package, file);
    let codes = part.find("w:instrText").iter().map(|one| one.text.trim().to_owned()).collect();
    // What stands inside a formula does not show.
    let is_small = |run: &&&Element| {
        run.child("w:rPr").and_then(|look| look.child("w:sz")).is_some_and(|size| size.val() == Some("2"))
    };
    let shown = part.find("w:r");
    let texts = shown.iter().filter(|run| !is_small(run)).flat_map(|run| run.all("w:t"));
    (codes, texts.map(|text| text.text.as_str()).collect())
}

#[test]
fn each_sheet_has_a_section_that_counts_its_pages() {
    let (document, map) = sheets(&[1, 2, 3, 5]);
    let package = write(&document, &map).unwrap();
    assert_eq!(super::check::check_package(&package), Vec::<String>::new());
    let body = read(&package, "word/document.xml");
    let sections = body.find("w:sectPr");
    assert_eq!(sections.len(), 5);
    let relations = read(&package, "word/_rels/document.xml.rels");
    let file = |id: &str| {
        let relation = relations.find("Relationship");
        let one = relation.iter().find(|one| one.attribute("Id") == Some(id)).unwrap();
        format!("word/{}", one.attribute("Target").unwrap())
    };
    let headers = |section: &Element| -> Vec<(String, String)> {
        let headers = section.all("w:headerReference").map(|one| {
            let shown = fields(&package, &file(one.attribute("r:id").unwrap())).1;
            (one.attribute("w:type").unwrap().to_owned(), shown)
        });
        headers.collect()
    };
    let told = |section: usize| {
        let all = headers(sections[section]);
        all.iter().map(|(kind, shown)| format!("{kind} {shown}")).collect::<Vec<_>>()
    };
    // Programs that do not calculate show what layout found, wherever a header is for one page alone.
    assert_eq!(told(1), ["even 岗01/1", "default 岗01/1"]);
    assert_eq!(told(2), ["first 岗11/2", "even 岗12/2", "default 岗12/2"]);
    assert_eq!(told(3), ["first 岗21/3", "even 岗22/3", "default 岗23/3"]);
    assert_eq!(told(4), ["first 岗31/5", "even 岗3…/5", "default 岗3…/5"]);
    let (codes, _) =
        fields(&package, &file(sections[2].child("w:headerReference").unwrap().attribute("r:id").unwrap()));
    assert_eq!(codes, ["QUOTE", "=", "PAGE", "-", "PAGEREF _Sheet3_HY01", "+ 1", "SECTIONPAGES"]);
    // Each formula's bookmark stands at the beginning of its sheet.
    let marks: Vec<_> =
        body.find("w:bookmarkStart").iter().filter_map(|one| one.attribute("w:name")).collect();
    assert_eq!(marks, ["_Sheet2_HY00", "_Sheet3_HY01", "_Sheet4_HY02", "_Sheet5_HY03"]);
    assert_eq!(read(&package, "word/settings.xml").find("w:evenAndOddHeaders").len(), 1);
}

#[test]
fn a_sheet_that_begins_the_document_counts_by_page_numbers() {
    let (mut document, mut map) = sheets(&[3]);
    document.parts.remove(0);
    map.numbers.remove(0);
    map.numbers[0].first = 1;
    let package = write(&document, &map).unwrap();
    let (codes, shown) = fields(&package, "word/header1.xml");
    assert_eq!((codes, shown.as_str()), (vec!["PAGE".to_owned(), "SECTIONPAGES".to_owned()], "岗01/3"));
    let body = read(&package, "word/document.xml");
    assert!(body.find("w:bookmarkStart").is_empty() && body.find("w:titlePg").is_empty());
    // So it stays right where the file is put behind another one.
    assert_eq!(body.find("w:pgNumType")[0].attribute("w:start"), Some("1"));
}

#[test]
fn a_sheet_of_several_sections_is_counted_from_bookmark_to_bookmark() {
    let (mut document, map) = sheets(&[2]);
    let mut part = (*document.parts[1]).clone();
    let mut styles = (*part.page_styles).clone();
    let wide =
        PageStyle { size: Size { width: Abs::mm(297.0), height: Abs::mm(210.0) }, ..styles.default.clone() };
    styles.named.push(("wide".into(), wide));
    part.page_styles = Arc::new(styles);
    part.blocks.push(Block::Section(Section {
        is_nav: false,
        anchor: None,
        page: Some("wide".into()),
        style: Arc::default(),
        blocks: vec![p("宽")],
    }));
    identify(&mut part.blocks);
    document.parts[1] = Arc::new(part);
    let package = write(&document, &map).unwrap();
    assert_eq!(super::check::check_package(&package), Vec::<String>::new());
    let (codes, _) = fields(&package, "word/header2.xml");
    let pages = ["QUOTE", "=", "PAGEREF _SheetEnd2_HY00", "-", "PAGEREF _Sheet2_HY00", "+ 1"];
    assert_eq!(codes[6..], pages);
    let body = read(&package, "word/document.xml");
    let marks: Vec<_> =
        body.find("w:bookmarkStart").iter().filter_map(|one| one.attribute("w:name")).collect();
    assert_eq!(marks, ["_Sheet2_HY00", "_SheetEnd2_HY00"]);
}

#[test]
fn a_document_without_boxes_has_no_headers() {
    let bare = PageStyle { boxes: Vec::new(), ..page_style() };
    let styles = Arc::new(PageStyles { default: bare, named: Vec::new() });
    let package = package(&document(vec![Part { page_styles: styles, ..part("a", "", vec![p("文")]) }]));
    assert!(files(&package, "word/header").is_empty() && files(&package, "word/footer").is_empty());
}

#[test]
fn an_empty_document_is_still_one() {
    let empty = document(Vec::new());
    let package = write(&empty, &PageMap::default()).unwrap();
    assert_eq!(super::check::check_package(&package), Vec::<String>::new());
}

#[test]
fn properties_say_what_the_document_is() {
    let mut document = one(vec![p("文")]);
    let plain = package(&document);
    assert!(!unpack(&plain).unwrap().contains_key("docProps/custom.xml"));
    assert!(!read(&plain, "docProps/core.xml").children.iter().any(|one| one.name.starts_with("dcterms")));
    document.meta = Meta {
        company: Some("某某公司 & 分公司".to_owned()),
        version: Some("A/3".to_owned()),
        document_number: Some("Q/MM 001".to_owned()),
        confidentiality: Some("内部".to_owned()),
        date: Date::new(2026, 11, 23),
        ..document.meta
    };
    let package = package(&document);
    let core = read(&package, "docProps/core.xml");
    let text = |name: &str| core.child(name).map(|one| one.text.clone()).unwrap_or_default();
    assert_eq!(text("dc:creator"), "某某公司 & 分公司");
    assert_eq!(text("dcterms:created"), "2026-11-23T00:00:00Z");
    let custom = read(&package, "docProps/custom.xml");
    let names: Vec<_> = custom.children.iter().map(|one| one.attribute("name").unwrap()).collect();
    assert_eq!(names, ["版本", "文号", "密级"]);
}

#[test]
fn equal_trees_give_equal_bytes_on_any_number_of_threads() {
    let parts =
        (0..150).map(|n| part("p", ["甲", "乙"][n / 100], position(&format!("p{n}"), "经理", 3))).collect();
    let document = document(parts);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| write(&document.clone(), &PageMap::default()).unwrap())
    };
    assert!(on(1) == on(1) && on(1) == on(4));
}

#[test]
fn a_page_has_room_for_its_last_line_and_for_rounding() {
    let package = package(&one(vec![p("文")]));
    let document = read(&package, "word/document.xml");
    let margins = document.find("w:pgMar")[0];
    let PageStyles { default, .. } = &*one(Vec::new()).parts[0].page_styles;
    let bottom = (default.margin.bottom.to_pt() * 20.0).round() as i64;
    assert_eq!(margins.number("w:bottom"), bottom - 16);
}
