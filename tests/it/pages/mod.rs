//! Pagination: what stands on which page, and that nothing is lost or said twice.

mod boxes;
mod breaks;
mod ends;
mod numbers;
mod random;

use std::sync::Arc;

use gangwei::testing::index::Id;
use gangwei::testing::page::*;
use gangwei::testing::tree::{Block, Cell, GroupKind, HeaderScope, Hold, Part, Row};
use gangwei::testing::unit::Abs;

use crate::build::*;

fn pages(part: &Part) -> Pages {
    let layout = Arc::new(layout(part, fonts()));
    join(vec![layout], fonts(), DocumentInfo::default(), None).0
}

/// The text of each page: what belongs to the structure, and what a break repeats.
fn texts(pages: &Pages, wanted: impl Fn(Marking) -> bool) -> Vec<String> {
    let all = pages.parts.iter().flat_map(|part| &part.pages);
    all.map(|page| {
        let runs = page.items.iter().filter(|item| wanted(item.mark)).filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some(&page.text[run.text.start as usize..run.text.end as usize]),
            _ => None,
        });
        runs.collect::<String>()
    })
    .collect()
}

fn contents(pages: &Pages) -> Vec<String> {
    texts(pages, |mark| matches!(mark, Marking::Content(_)))
}

fn repeats(pages: &Pages) -> Vec<String> {
    texts(pages, |mark| mark == Marking::Artifact(Artifact::Repeated))
}

/// A header row, then a body whose first column is one merged label.
fn labelled_table(rows: &[String], label: &str) -> Block {
    let head = row(vec![cell(0, "组"), cell(1, "描述")]);
    let mut body: Vec<_> = rows.iter().map(|text| row(vec![cell(1, text)])).collect();
    let merged = Cell { rowspan: rows.len(), header: Some(HeaderScope::Row), ..cell(0, label) };
    body[0].cells.insert(0, merged);
    let groups = vec![group(GroupKind::Head, vec![head]), group(GroupKind::Body, body)];
    table(vec![Abs::pt(40.0), Abs::pt(160.0)], groups)
}

fn numbered(count: usize) -> Vec<String> {
    (1..=count).map(|n| format!("第{n}行")).collect()
}

#[test]
fn header_rows_and_merged_labels_repeat_after_a_break() {
    let pages = pages(&part(vec![labelled_table(&numbered(20), "标签")]));
    let contents = contents(&pages);
    assert_eq!(contents.len(), 2);
    assert!(contents[0].starts_with("组描述标签第1行"), "{contents:?}");
    assert_eq!(contents.concat().matches("标签").count(), 1);
    assert_eq!(repeats(&pages), ["", "组描述标签"]);
}

#[test]
fn a_thick_outer_line_does_not_keep_the_rows_of_a_label_together() {
    let mut block = labelled_table(&numbered(2), "标签");
    let Block::Table(table) = &mut block else { unreachable!("a table") };
    let [first, last] = &mut table.groups[1].rows[..] else { unreachable!("two rows") };
    for cell in first.cells.iter_mut().take(1).chain(&mut last.cells) {
        let mut style = (*cell.style).clone();
        style.border.bottom =
            border().bottom.map(|line| gangwei::testing::tree::Border { width: Abs::pt(2.0), ..line });
        cell.style = Arc::new(style);
    }
    // Fourteen lines of 16 pt leave 56 pt: the header and the first row take 45.
    let mut blocks = vec![body(&"字".repeat(20 * 14))];
    blocks.push(block);
    let pages = pages(&part(blocks));
    let contents = contents(&pages);
    assert!(contents[0].ends_with("组描述标签第1行"), "{contents:?}");
    assert_eq!(contents[1], "第2行");
    assert_eq!(repeats(&pages)[1], "组描述标签");
}

#[test]
fn a_paragraph_that_only_squeezing_makes_fit_tells_its_tracking() {
    // 210 pt at full width, in 200: the squeezed marks do it. The second one needs no squeezing, and in the
    // third so much tracking would show.
    let texts = [
        "负责公司全体员工的招聘和培训，并安排入职。",
        "负责招聘和培训。",
        "、、、、、、、、、、、、、、、、、、、、、、、、",
    ];
    let layout = layout(&part(texts.iter().map(|text| body(text)).collect()), fonts());
    let lines = layout.facts.paragraphs.as_slice();
    let tracking: Vec<Abs> = lines.iter().map(|lines| lines.tracking).collect();
    assert_eq!(tracking.len(), 3);
    assert!(tracking[0] > Abs::ZERO && tracking[0] <= Abs::pt(0.06 * EM), "{tracking:?}");
    assert_eq!(tracking[1..], [Abs::ZERO; 2]);
}

/// So that rows shrink with their text, no program is told of a height that it finds by itself.
#[test]
fn rows_are_held_where_others_would_set_them_lower() {
    // The column holds fifteen characters and a half.
    let rows = [
        "一行".to_owned(),
        // Two lines, whatever is squeezed.
        "字".repeat(30),
        // With its marks squeezed to the last, one line.
        "招聘、培训、考勤、薪酬、档案管理".to_owned(),
        // Taller than a page.
        "字".repeat(600),
    ];
    let mut block = labelled_table(&rows, "标签");
    let Block::Table(table) = &mut block else { unreachable!() };
    let given = |min_height: f64, text: &str| Row {
        min_height: Abs::pt(min_height),
        ..row(vec![cell(0, ""), cell(1, text)])
    };
    // A row to write in, and one whose text is higher than the least.
    table.groups[1].rows.extend([given(30.0, "填写"), given(30.0, &"字".repeat(30))]);
    let layout = layout(&part(vec![block]), fonts());
    let (two_lines, least) = (Abs::pt(38.5), Abs::pt(30.0));
    let free = Hold::Content;
    assert_eq!(
        layout.facts.rows.as_slice(),
        [free, free, free, Hold::Height(two_lines), free, Hold::Height(least), free]
    );
}

/// A merged label raises the last row that it spans in every program.
#[test]
fn rows_that_a_merged_label_raises_are_free() {
    let layout = layout(&part(vec![labelled_table(&numbered(2), "标签占了好几行")]), fonts());
    assert_eq!(layout.facts.rows.as_slice(), [Hold::Content; 3]);
}

#[test]
fn a_row_taller_than_a_page_splits_by_lines() {
    let tall = "字".repeat(20 * 16);
    let pages = pages(&part(vec![labelled_table(&[tall.clone(), "后".into()], "标签")]));
    let contents = contents(&pages);
    assert!(contents.len() > 1);
    let all = contents.concat();
    assert_eq!(all.matches('字').count(), tall.chars().count());
    assert!(all.ends_with('后'));
    assert!(repeats(&pages)[1].contains("组描述"));
}

#[test]
fn a_merged_cell_taller_than_a_page_flows_through_its_rows() {
    for count in [2, 5, 30] {
        let label = "标".repeat(400);
        let pages = pages(&part(vec![labelled_table(&numbered(count), &label)]));
        check(&pages, Abs::pt(290.0));
        let all = contents(&pages).concat();
        assert_eq!(all.matches('标').count(), 400, "{count} rows");
        assert_eq!(all.matches('行').count(), count);
    }
}

#[test]
fn ids_of_rows_are_found_wherever_they_stand() {
    let rows: Vec<_> = (0..40)
        .map(|n| gangwei::testing::tree::Row {
            anchor: Some(format!("r{n}").as_str().into()),
            ..row(vec![cell(0, "行")])
        })
        .collect();
    let table = table(vec![Abs::pt(100.0)], vec![group(GroupKind::Body, rows)]);
    let layout = Arc::new(layout(&part(vec![table]), fonts()));
    let map = join(vec![layout], fonts(), DocumentInfo::default(), None).1;
    assert_eq!(map.anchors.len(), 40);
    assert_eq!((&*map.anchors["r0"], &map.anchors["r39"]), ("1", &map.pages.to_string()));
}

#[test]
fn a_header_without_a_body_is_tagged_as_the_body() {
    let head = || group(GroupKind::Head, vec![row(vec![cell(0, "表头")])]);
    let kinds = |groups| -> Vec<TagKind> {
        let pages = pages(&part(vec![table(vec![Abs::pt(100.0)], groups)]));
        pages.parts[0].tags.iter().map(|tag| tag.kind.clone()).collect()
    };
    assert!(!kinds(vec![head()]).contains(&TagKind::TableHead));
    let body = group(GroupKind::Body, vec![row(vec![cell(0, "行")])]);
    assert!(kinds(vec![head(), body]).contains(&TagKind::TableHead));
}

#[test]
fn a_heading_keeps_with_what_follows() {
    // 17 lines of 16 pt leave 8 pt: the heading fits on the first page only without its text.
    let mut blocks: Vec<Block> = (0..16).map(|n| body(&format!("正文{n}"))).collect();
    blocks.push(heading(1, "标题"));
    blocks.push(body("标题之后"));
    let contents = contents(&pages(&part(blocks)));
    assert_eq!(contents.len(), 2);
    assert!(contents[1].starts_with("标题标题之后"), "{contents:?}");
}

#[test]
fn paragraphs_leave_no_single_line_behind() {
    // 15 lines, then a paragraph of three: two would fit, which leaves a widow.
    let mut blocks: Vec<Block> = (0..15).map(|n| body(&format!("正文{n}"))).collect();
    blocks.push(body(&"段".repeat(60)));
    let contents = contents(&pages(&part(blocks)));
    assert_eq!(contents[1].matches('段').count(), 60);
}

#[test]
fn bookmarks_nest_and_tags_never_skip_a_level() {
    let pages = pages(&part(vec![heading(2, "甲"), heading(4, "乙"), heading(1, "丙"), body("文")]));
    let titles: Vec<_> = pages.outline.iter().map(|b| (b.title.as_str(), b.children.len())).collect();
    assert_eq!(titles, [("甲", 1), ("丙", 0)]);
    let levels: Vec<u8> = pages.parts[0]
        .tags
        .iter()
        .filter_map(|tag| match tag.kind {
            TagKind::Heading { level, .. } => Some(level),
            _ => None,
        })
        .collect();
    assert_eq!(levels, [1, 2, 1]);
}

/// Every guarantee that `frame.rs` gives to the PDF writer, and that nothing leaves the text area.
fn check(pages: &Pages, measure_bottom: Abs) {
    for part in &pages.parts {
        let mut seen = vec![0; part.contents.len()];
        for page in &part.pages {
            let mut last = None;
            for item in &page.items {
                if let Marking::Content(id) = item.mark
                    && last != Some(id)
                {
                    seen[id.index()] += 1;
                    last = Some(id);
                } else if !matches!(item.mark, Marking::Content(_)) {
                    last = None;
                }
                if let ItemKind::Text(run) = &item.kind {
                    assert!(run.at.y.fits(measure_bottom), "{:?} below {measure_bottom:?}", run.at);
                    let glyphs = &page.glyphs[run.glyphs.start as usize..run.glyphs.end as usize];
                    assert!(glyphs.iter().all(|glyph| glyph.id != 0), "a missing glyph");
                    let len: usize = glyphs.iter().map(|glyph| glyph.text_len as usize).sum();
                    assert_eq!(len, (run.text.end - run.text.start) as usize);
                }
            }
        }
        assert!(seen.iter().all(|&count| count == 1), "a content drawn in {seen:?} stretches");
        let mut owners = vec![0; part.contents.len()];
        for child in part.tags.iter().flat_map(|tag| &tag.children) {
            if let TagChild::Content(id) = child {
                owners[id.index()] += 1;
            }
        }
        assert!(owners.iter().all(|&count| count == 1), "a content with {owners:?} owners");
    }
}
