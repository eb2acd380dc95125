//! Last pages: how full they are, and breaks that are moved so that they hold enough.

use gangwei::testing::tree::{Break, RowGroup};

use super::*;

/// Rows of one line, 22.5 pt high: 12 stand on a page of 280 pt.
fn rows(count: usize, text: &str) -> Vec<gangwei::testing::tree::Row> {
    (1..=count).map(|n| row(vec![cell(0, &format!("{text}{n}"))])).collect()
}

fn block(groups: Vec<RowGroup>) -> Block {
    table(vec![Abs::pt(200.0)], groups)
}

fn body_of(rows: Vec<gangwei::testing::tree::Row>) -> Block {
    block(vec![group(GroupKind::Body, rows)])
}

/// What each page begins with, as it comes and balanced, and that the tree kept so gives the balanced pages.
fn begins(blocks: Vec<Block>, least: f64) -> (Vec<String>, Vec<String>) {
    let mut document = part(blocks);
    let as_it_is = contents(&pages(&document));
    let layout = layout_balanced(&document, fonts(), least);
    gangwei::testing::tree::keep(&mut document, &layout.kept);
    let pages = join(vec![Arc::new(layout)], fonts(), DocumentInfo::default(), None).0;
    let balanced = contents(&pages);
    assert_eq!(contents(&super::pages(&document)), balanced, "the tree breaks as the layout did");
    let first = |pages: Vec<String>| pages.iter().map(|page| page.chars().take(2).collect()).collect();
    (first(as_it_is), first(balanced))
}

#[test]
fn stretches_tell_how_full_their_last_pages_are() {
    let mut blocks: Vec<Block> = (0..20).map(|_| body("甲")).collect();
    if let Block::Paragraph(first) = &mut blocks[18] {
        Arc::make_mut(&mut first.style).break_before = Break::Page;
    }
    let layout = layout(&part(blocks), fonts());
    let paragraphs = |one: &Stretch| one.paragraphs.start.index()..one.paragraphs.end.index();
    let told: Vec<_> = layout.stretches.iter().map(|one| (one.pages.clone(), paragraphs(one))).collect();
    assert_eq!(told, [(0..2, 0..18), (2..3, 18..20)]);
    let [first, second] = &layout.stretches[..] else { panic!() };
    // One line of 16 pt of 280, and two.
    assert!((first.fill - 16.0 / 280.0).abs() < 1e-3, "{first:?}");
    assert!((second.fill - 32.0 / 280.0).abs() < 1e-3, "{second:?}");
    assert!(first.ends_short(0.2) && !first.ends_short(0.05));
    assert!(!second.ends_short(0.2), "a stretch of one page is as long as it is");
}

#[test]
fn a_whole_block_goes_over_with_its_end() {
    // The second table's last row would stand alone.
    let blocks = vec![body_of(rows(9, "甲")), body_of(rows(4, "乙"))];
    let (before, after) = begins(blocks, 0.2);
    assert_eq!(before, ["甲1", "乙4"]);
    assert_eq!(after, ["甲1", "乙1"]);
}

#[test]
fn a_heading_goes_over_with_what_it_stands_above() {
    let mut blocks: Vec<Block> = (0..14).map(|_| body("甲甲")).collect();
    blocks.push(heading(3, "乙题"));
    blocks.extend((0..4).map(|_| body("乙乙")));
    let (before, after) = begins(blocks, 0.2);
    assert_eq!(before, ["甲甲", "乙乙"]);
    assert_eq!(after, ["甲甲", "乙题"]);
}

#[test]
fn the_page_before_stays_full() {
    // Only the break before the large last row is left, and it would empty the page.
    let mut all = rows(3, "甲");
    let mut large = row(vec![cell(0, "乙")]);
    large.min_height = Abs::pt(200.0);
    all.push(large);
    all.push(row(vec![cell(0, "丙")]));
    let (before, after) = begins(vec![body_of(all)], 0.2);
    assert_eq!(before, after);
}

#[test]
fn an_end_that_is_full_enough_stays() {
    let blocks = || vec![body_of(rows(9, "甲")), body_of(rows(4, "乙"))];
    let (before, after) = begins(blocks(), 0.05);
    assert_eq!(before, after);
}

#[test]
fn a_merged_label_is_rather_not_parted() {
    // Twelve rows of two groups of six with a merged label each, and one more row.
    let label = |text: &str| {
        let mut rows: Vec<_> = (1..=6).map(|n| row(vec![cell(1, &format!("{text}{n}"))])).collect();
        rows[0].cells.insert(0, Cell { rowspan: 6, header: Some(HeaderScope::Row), ..cell(0, text) });
        rows
    };
    let mut all = label("甲");
    all.extend(label("乙"));
    all.push(row(vec![cell(0, "丙"), cell(1, "丙")]));
    let groups = vec![group(GroupKind::Body, all)];
    let (_, after) = begins(vec![table(vec![Abs::pt(40.0), Abs::pt(160.0)], groups)], 0.2);
    assert_eq!(after.len(), 2);
}
