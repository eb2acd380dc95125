//! Tables of contents, page numbering by sections, and the watermark.

use std::sync::Arc;

use gangwei::testing::docx::write;
use gangwei::testing::tree::*;

use super::build::*;
use super::dom::{Element, part as read};

/// A link with a leader and a page number, as `a::after` makes it.
pub fn entry(text: &str, target: &str, number: &str) -> Block {
    let Block::Paragraph(mut one) = p(text) else { unreachable!() };
    let link = Some(Link::Anchor(target.into()));
    for inline in &mut one.inlines {
        if let Inline::Text(run) = inline {
            run.link = link.clone();
        }
    }
    let style = one.style.text.clone();
    let run = |text: &str| Run {
        text: text.to_owned(),
        script: Script::Latin,
        style: style.clone(),
        link: link.clone(),
    };
    one.inlines.push(Inline::Leader(Leader { run: run(".") }));
    one.inlines.push(Inline::PageNumber(PageNumber { target: target.into(), run: run(number) }));
    Block::Paragraph(one)
}

fn heading(level: u8, id: &str, text: &str) -> Block {
    let Block::Paragraph(mut one) = p(text) else { unreachable!() };
    (one.role, one.anchor) = (Role::Heading(level), Some(id.into()));
    Block::Paragraph(one)
}

fn nav(blocks: Vec<Block>) -> Block {
    Block::Section(Section { is_nav: true, anchor: None, page: None, style: Arc::default(), blocks })
}

/// Contents, then a body of two headings.
fn handbook() -> (Document, PageMap) {
    let entries = vec![entry("市场部", "d1", "1"), entry("经理", "d1p1", "2")];
    let mut front = part("contents", "手册", vec![nav(entries)]);
    front.matter = Matter::Front;
    let body = part("body", "手册", vec![heading(1, "d1", "市场部"), heading(2, "d1p1", "经理")]);
    let numbers =
        |last, numbering| PartNumbers { first: 1, last, numbering, begins: true, ..PartNumbers::default() };
    let map = PageMap {
        pages: 3,
        numbers: vec![numbers(1, PageNumbering::LowerRoman), numbers(2, PageNumbering::Decimal)],
        ..PageMap::default()
    };
    (document(vec![front, body]), map)
}

fn texts(element: &Element, name: &str) -> Vec<String> {
    element.find(name).iter().map(|one| one.text.trim().to_owned()).collect()
}

#[test]
fn a_nav_with_page_numbers_is_a_filled_field() {
    let (document, map) = handbook();
    let package = write(&document, &map).unwrap();
    let document = read(&package, "word/document.xml");
    assert_eq!(
        texts(&document, "w:instrText"),
        ["SET FrontPages 1", r#"TOC \o "1-2" \h \z \u"#, r"PAGEREF d1 \h", r"PAGEREF d1p1 \h"]
    );
    let kinds: Vec<_> =
        document.find("w:fldChar").iter().map(|mark| mark.attribute("w:fldCharType").unwrap()).collect();
    let page = ["begin", "separate", "end"];
    assert_eq!(kinds, [&page[..], &["begin", "separate"], &page, &page, &["end"]].concat());
    let bookmarks: Vec<_> =
        document.find("w:bookmarkStart").iter().map(|one| one.attribute("w:name").unwrap()).collect();
    assert_eq!(bookmarks, ["FrontPages", "d1", "d1p1"]);
    let stops: Vec<_> = document.find("w:tab").iter().filter_map(|tab| tab.attribute("w:leader")).collect();
    assert_eq!(stops, ["dot", "dot"]);
    // Nothing asks the reader to update it.
    let settings = read(&package, "word/settings.xml");
    assert!(settings.find("w:updateFields").is_empty());
    assert_eq!(super::check::check_package(&package), Vec::<String>::new());
}

#[test]
fn each_matter_is_numbered_by_itself() {
    let (document, map) = handbook();
    let package = write(&document, &map).unwrap();
    let body = read(&package, "word/document.xml");
    let numbers: Vec<_> = body
        .find("w:pgNumType")
        .iter()
        .map(|one| (one.attribute("w:fmt"), one.attribute("w:start")))
        .collect();
    assert_eq!(numbers, [(Some("lowerRoman"), Some("1")), (None, Some("1"))]);
    let footers =
        ["word/footer1.xml", "word/footer2.xml"].map(|name| texts(&read(&package, name), "w:instrText"));
    // Each is one section, which counts itself wherever it is copied to.
    assert_eq!(footers[0].last().map(String::as_str), Some(r"SECTIONPAGES \* roman"));
    assert_eq!(footers[1].last().map(String::as_str), Some("SECTIONPAGES"));
}

#[test]
fn the_total_of_several_sections_is_what_the_front_matter_leaves() {
    let (document, mut map) = handbook();
    let mut parts: Vec<Part> = document.parts.iter().map(|part| (**part).clone()).collect();
    parts.push(part("body", "另一部", vec![heading(1, "d2", "另一部")]));
    map.numbers.push(PartNumbers { begins: false, ..map.numbers[1] });
    map.pages = 3;
    let package = write(&super::build::document(parts), &map).unwrap();
    let footer = read(&package, "word/footer2.xml");
    // No bookmark is referred to that a copy of the part would miss.
    assert_eq!(
        texts(&footer, "w:instrText"),
        ["PAGE", "QUOTE", "=", "NUMPAGES", "- DEFINED(FrontPages) * 1"]
    );
    assert_eq!(footer.shown_text(), "第 1 页　共 2 页");
    assert_eq!(super::check::check_package(&package), Vec::<String>::new());
    // The front matter says how many pages it has, in a field that shows nothing.
    let body = read(&package, "word/document.xml");
    let field = body.find("w:instrText")[0].text.trim().to_owned();
    assert_eq!(field, "SET FrontPages 1");
    assert_eq!(body.find("w:vanish").len(), 1);
}

#[test]
fn a_watermark_stands_in_every_header() {
    let (mut document, map) = handbook();
    document.meta.watermark = Some(Watermark::new("内部资料"));
    let package = write(&document, &map).unwrap();
    let body = read(&package, "word/document.xml");
    for section in body.find("w:sectPr") {
        assert!(section.child("w:headerReference").is_some());
    }
    let header = read(&package, "word/header1.xml");
    let art = header.find("v:textpath");
    assert_eq!(art.iter().find_map(|one| one.attribute("string")), Some("内部资料"));
    assert_eq!(super::check::check_package(&package), Vec::<String>::new());
}
