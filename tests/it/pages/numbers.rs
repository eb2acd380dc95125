//! Page numbers: front matter by itself, the body from 1; what contents show; the watermark.

use std::sync::Arc;

use gangwei::testing::page::*;
use gangwei::testing::text::{LineItem, Typesetter};
use gangwei::testing::tree::{
    Align, Block, Break, Content, Inline, Leader, Link, MarginArea, MarginBox, Matter, PageNumber,
    PageNumbering, PageStyles, Paragraph, Part, Run, Script, SheetKey, Watermark, with_page_numbers,
};
use gangwei::testing::unit::Abs;

use crate::build::*;
use crate::pdf::reader::{Pdf, Value};

/// A part of so many pages, whose footer writes their numbers and how many there are.
fn numbered(matter: Matter, numbering: PageNumbering, pages: usize) -> Part {
    let mut default = page_style();
    let content = vec![Content::Page(numbering), Content::Text("/".to_owned()), Content::Pages];
    let style = Arc::new(paragraph_style(Align::Center, None));
    default.boxes.push(MarginBox { area: MarginArea::BottomCenter, content, style });
    let mut style = paragraph_style(Align::Left, None);
    style.break_before = Break::Page;
    let block = |page: usize| {
        let mut one = paragraph("甲", style.clone(), usize::MAX);
        one.anchor = Some(format!("{matter:?}{page}").into());
        Block::Paragraph(one)
    };
    let page_styles = Arc::new(PageStyles { default, named: Vec::new() });
    Part { matter, page_styles, ..part((1..=pages).map(block).collect()) }
}

fn laid_out(parts: &[Part]) -> Vec<Arc<PartLayout>> {
    parts.iter().map(|part| Arc::new(layout(part, fonts()))).collect()
}

fn meta() -> DocumentInfo {
    DocumentInfo { title: "手册".to_owned(), language: "zh-CN".to_owned(), ..DocumentInfo::default() }
}

fn footers(parts: &[Part]) -> Vec<String> {
    let (pages, _) = join(laid_out(parts), fonts(), meta(), None);
    super::texts(&pages, |mark| mark == Marking::Artifact(Artifact::Footer))
}

#[test]
fn front_matter_is_counted_by_itself() {
    let parts = [
        numbered(Matter::Front, PageNumbering::LowerRoman, 1),
        numbered(Matter::Front, PageNumbering::LowerRoman, 2),
        numbered(Matter::Body, PageNumbering::Decimal, 2),
        numbered(Matter::Body, PageNumbering::Decimal, 1),
    ];
    assert_eq!(footers(&parts), ["i/3", "ii/3", "iii/3", "1/3", "2/3", "3/3"]);
    let (_, map) = join(laid_out(&parts), fonts(), meta(), None);
    assert_eq!(map.pages, 6);
    // Of two places with one id, the first counts.
    assert_eq!((&*map.anchors["Front1"], &*map.anchors["Front2"]), ("i", "iii"));
    assert_eq!((&*map.anchors["Body1"], &*map.anchors["Body2"]), ("1", "2"));
    let begins: Vec<bool> = map.numbers.iter().map(|numbers| numbers.begins).collect();
    assert_eq!(begins, [true, false, true, false]);
}

#[test]
fn a_document_of_one_matter_is_counted_through() {
    let parts = [
        numbered(Matter::Body, PageNumbering::Decimal, 2),
        numbered(Matter::Body, PageNumbering::Decimal, 1),
    ];
    assert_eq!(footers(&parts), ["1/3", "2/3", "3/3"]);
    let (_, map) = join(laid_out(&parts), fonts(), meta(), None);
    assert!(map.numbers.iter().all(|numbers| !numbers.begins));
}

#[test]
fn the_pages_of_a_sheet_are_counted_by_themselves() {
    let of = |sheet: Option<usize>, pages: usize| {
        let mut part = numbered(Matter::Body, PageNumbering::Decimal, pages);
        part.sheet = sheet.map(|position| SheetKey { department: 0, position });
        let mut styles = (*part.page_styles).clone();
        styles.default.boxes[0].content =
            vec![Content::SheetPage, Content::Text("/".to_owned()), Content::SheetPages];
        part.page_styles = Arc::new(styles);
        part
    };
    // Two parts of one position are one sheet; parts of no position are each by themselves.
    let parts = [of(None, 2), of(None, 1), of(Some(0), 2), of(Some(0), 1), of(Some(1), 1)];
    assert_eq!(footers(&parts), ["1/2", "2/2", "1/1", "1/3", "2/3", "3/3", "1/1"]);
    let (_, map) = join(laid_out(&parts), fonts(), meta(), None);
    let sheets: Vec<(u32, u32)> =
        map.numbers.iter().map(|numbers| (numbers.sheet.first, numbers.sheet.last)).collect();
    assert_eq!(sheets, [(1, 2), (1, 1), (1, 3), (3, 3), (1, 1)]);
}

#[test]
fn a_gap_beside_a_string_that_is_not_set_goes() {
    let gap = || Content::Text("　".to_owned());
    let string = |name: &str| Content::String(name.into());
    let content = [
        string("code"),
        gap(),
        string("position"),
        gap(),
        string("grade"),
        gap(),
        Content::Text("第 ".to_owned()),
        Content::SheetPage,
    ];
    let shown = |set: &[&str], of: std::ops::Range<usize>| {
        let strings: Vec<(Arc<str>, String)> =
            set.iter().map(|&name| (name.into(), name.to_owned())).collect();
        let shown = Content::shown(&content[of], &strings);
        let text = |content: &&Content| match content {
            Content::Text(text) => text.clone(),
            Content::String(name) => name.to_string(),
            _ => "1".to_owned(),
        };
        shown.iter().map(text).collect::<String>()
    };
    assert_eq!(shown(&["code", "position", "grade"], 0..8), "code　position　grade　第 1");
    assert_eq!(shown(&["position", "grade"], 0..8), "position　grade　第 1");
    assert_eq!(shown(&["code", "position"], 0..8), "code　position　第 1");
    assert_eq!(shown(&["code"], 0..8), "code　第 1");
    assert_eq!(shown(&["code"], 0..6), "code");
    assert_eq!(shown(&[], 0..5), "");
}

#[test]
fn the_readers_page_list_has_the_printed_numbers() {
    let labels = |front: PageNumbering| {
        let parts = [numbered(Matter::Front, front, 2), numbered(Matter::Body, PageNumbering::Decimal, 3)];
        let (pages, _) = join(laid_out(&parts), fonts(), meta(), None);
        let bytes = gangwei::testing::pdf::write(&pages).unwrap();
        let pdf = Pdf::read(&bytes);
        let labels = pdf.entry(&pdf.catalog(), "PageLabels").unwrap();
        let ranges = labels.get("Nums").unwrap().items().chunks(2).map(|range| {
            let start = range[1].get("St").map_or(1.0, Value::number);
            format!("{} {} {start}", range[0].number(), range[1].get("S").unwrap().name())
        });
        ranges.collect::<Vec<_>>()
    };
    assert_eq!(labels(PageNumbering::LowerRoman), ["0 r 1", "2 D 1"]);
    assert_eq!(labels(PageNumbering::Decimal), ["0 D 1", "2 D 1"]);
}

/// 甲部门 ........ 12, as a line of contents.
fn entry(text: &str, number: &str) -> Paragraph {
    let mut one = paragraph(text, paragraph_style(Align::Justify, None), usize::MAX);
    let link = Some(Link::Anchor("there".into()));
    let run = |text: &str| Run {
        text: text.to_owned(),
        script: Script::Latin,
        style: one.style.text.clone(),
        link: link.clone(),
    };
    let (dots, number) = (run("."), run(number));
    one.inlines.push(Inline::Leader(Leader { run: dots }));
    one.inlines.push(Inline::PageNumber(PageNumber { target: "there".into(), run: number }));
    one
}

#[test]
fn a_leader_fills_its_line_and_its_dots_stand_in_columns() {
    let measure = Abs::pt(200.0);
    let mut columns = Vec::new();
    for (text, number) in [("甲部门", "1"), ("乙", "12"), ("很长的部门名称，行末还放得下", "123")]
    {
        let one = entry(text, number);
        let mut typesetter = Typesetter::new(fonts());
        let lines = typesetter.typeset(&one, measure);
        assert_eq!(lines.lines.len(), 1, "{text}");
        let line = &lines.lines[0];
        assert_eq!(line.width, measure);
        let Some(LineItem::Run(last)) = line.items.last() else { panic!("{text}") };
        assert!((last.x + last.width - measure).to_pt().abs() < 0.01, "{text}");
        assert_eq!(&lines.text[last.text.clone()], number);
        for item in &line.items {
            let LineItem::Leader(dots) = item else { continue };
            assert!(lines.text[dots.text.clone()].chars().all(|c| c == '.'));
            assert!(dots.x + dots.width <= last.x);
            let dot = dots.width.to_pt() / dots.text.len() as f64;
            columns.push(((measure - dots.x).to_pt() / dot).fract());
        }
    }
    assert_eq!(columns.len(), 3);
    assert!(columns.iter().all(|at| at.min(1.0 - at) < 1e-3), "{columns:?}");
}

#[test]
fn a_leader_is_an_artifact_and_stays_with_its_number() {
    let text = "一个长得在一行里放不下的标题，它在第二行结束，页码也在那里";
    let layouts = laid_out(&[part(vec![Block::Paragraph(entry(text, "7"))])]);
    let (pages, _) = join(layouts, fonts(), meta(), None);
    assert_eq!(super::contents(&pages), [format!("{text}7")]);
    let artifacts = super::texts(&pages, |mark| mark == Marking::Artifact(Artifact::Layout));
    assert!(artifacts[0].len() > 10 && artifacts[0].chars().all(|c| c == '.'), "{artifacts:?}");
    assert!(gangwei::testing::pdf::write(&pages).is_ok());
}

#[test]
fn a_number_that_is_not_known_is_left_blank() {
    let one = part(vec![Block::Paragraph(entry("甲", "0"))]);
    let filled = |numbers: &[(&str, &str)]| {
        let numbers = numbers.iter().map(|(id, number)| ((*id).into(), (*number).to_owned())).collect();
        super::contents(&super::pages(&with_page_numbers(&one, &numbers)))
    };
    assert_eq!(filled(&[("there", "iv"), ("elsewhere", "9")]), ["甲iv"]);
    assert_eq!(filled(&[]), ["甲"]);
}

#[test]
fn a_watermark_stands_behind_every_page_and_says_nothing() {
    let parts = [numbered(Matter::Body, PageNumbering::Decimal, 2)];
    let watermark = Watermark::new("内部资料");
    let (pages, _) = join(laid_out(&parts), fonts(), meta(), Some(&watermark));
    let turned = pages.watermark.as_ref().unwrap();
    assert_eq!(turned.page.text, "内部资料");
    assert_eq!(super::contents(&pages), ["甲", "甲"]);
    let bytes = gangwei::testing::pdf::write(&pages).unwrap();
    let plain = join(laid_out(&parts), fonts(), meta(), None).0;
    assert!(bytes.len() > gangwei::testing::pdf::write(&plain).unwrap().len());
    // A short word is not blown up, a long one fits the diagonal.
    assert_eq!(Watermark::new("样").style.size, Abs::pt(120.0));
    assert!(Watermark::new("征求意见稿，请于本月底前反馈").style.size < Abs::pt(50.0));
}
