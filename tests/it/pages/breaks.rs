//! Where pages end: what a break may part, and what it takes with it.

use gangwei::testing::tree::{BoxStyle, Break, CellStyle, RowGroup, Section, WritingMode};
use gangwei::testing::unit::Sides;

use super::*;

/// Lines of 16 pt; a page of 280 pt holds 17 of them.
fn lines(count: usize, text: &str) -> Vec<Block> {
    (0..count).map(|_| body(text)).collect()
}

fn section(style: BoxStyle, blocks: Vec<Block>) -> Block {
    Block::Section(Section { is_nav: false, anchor: None, page: None, style: Arc::new(style), blocks })
}

fn kept(blocks: Vec<Block>) -> Block {
    section(BoxStyle { keep_together: true, ..BoxStyle::default() }, blocks)
}

fn column_table(rows: Vec<gangwei::testing::tree::Row>) -> Block {
    table(vec![Abs::pt(200.0)], vec![group(GroupKind::Body, rows)])
}

/// Rows of one line, 22.5 pt high: 12 stand on a page.
fn rows(count: usize) -> Vec<gangwei::testing::tree::Row> {
    (1..=count).map(|n| row(vec![cell(0, &format!("第{n}行"))])).collect()
}

#[test]
fn a_section_that_stays_together_goes_to_the_next_page() {
    let mut blocks = lines(15, "前");
    blocks.push(kept(lines(4, "节")));
    let contents = contents(&pages(&part(blocks)));
    assert_eq!(contents, ["前".repeat(15), "节".repeat(4)]);
}

#[test]
fn a_kept_section_taller_than_a_page_is_not_parted_after_a_heading() {
    // The heading would be the last line of the first page.
    let mut blocks = lines(16, "节");
    blocks.push(heading(2, "题"));
    blocks.extend(lines(3, "文"));
    let contents = contents(&pages(&part(vec![kept(blocks)])));
    assert_eq!(contents, ["节".repeat(16), "题文文文".into()]);
}

#[test]
fn a_row_group_that_stays_together_goes_to_the_next_page() {
    let groups = vec![
        group(GroupKind::Body, rows(10)),
        RowGroup { keep_together: true, ..group(GroupKind::Body, rows(4)) },
    ];
    let contents = contents(&pages(&part(vec![table(vec![Abs::pt(200.0)], groups)])));
    assert!(contents[0].ends_with("第10行"), "{contents:?}");
    assert_eq!(contents[1], "第1行第2行第3行第4行");
}

#[test]
fn a_row_keeps_with_the_next_one() {
    let mut all = rows(15);
    all[11].keep_with_next = true;
    let contents = contents(&pages(&part(vec![column_table(all)])));
    assert!(contents[0].ends_with("第11行"), "{contents:?}");
}

#[test]
fn a_short_end_of_a_table_gets_rows_of_the_page_before() {
    // Twelve rows fit; two would be left over.
    let document = part(vec![column_table(rows(14))]);
    let contents = contents(&pages(&document));
    assert!(contents[1].starts_with("第11行"), "{contents:?}");
    // The rows that went over stay with the next one in the tree that the DOCX is written from.
    let layout = layout(&document, fonts());
    assert_eq!(layout.kept.rows.len(), 2);
    let mut tree = document;
    gangwei::testing::tree::keep(&mut tree, &layout.kept);
    let Block::Table(table) = &tree.blocks[0] else { panic!() };
    let kept: Vec<usize> =
        table.rows().enumerate().filter(|(_, row)| row.keep_with_next).map(|(i, _)| i).collect();
    assert_eq!(kept, [10, 11]);
    assert_eq!(contents_of(&tree), contents, "keeping them changes nothing");
}

fn contents_of(part: &Part) -> Vec<String> {
    contents(&pages(part))
}

#[test]
fn an_end_of_more_than_three_lines_takes_nothing() {
    let contents = contents(&pages(&part(vec![column_table(rows(16))])));
    assert!(contents[1].starts_with("第13行"), "{contents:?}");
}

#[test]
fn rows_that_fill_two_low_pages_stay_on_two() {
    // Three rows a page: one more on the second would leave one alone on a third.
    let mut document = part(vec![column_table(rows(6))]);
    let mut styles = (*document.page_styles).clone();
    styles.default.size.height = Abs::pt(20.0 + 3.0 * 23.0);
    document.page_styles = Arc::new(styles);
    assert_eq!(contents_of(&document), ["第1行第2行第3行", "第4行第5行第6行"]);
}

#[test]
fn a_page_without_rows_to_give_keeps_them() {
    let mut blocks = lines(14, "前");
    blocks.push(column_table(rows(4)));
    let contents = contents(&pages(&part(blocks)));
    assert!(contents[1].starts_with("第3行"), "{contents:?}");
}

#[test]
fn a_table_inside_a_tall_row_is_split_by_its_rows() {
    let head = row(vec![cell(0, "内表头")]);
    let groups = vec![group(GroupKind::Head, vec![head]), group(GroupKind::Body, rows(20))];
    let inner = table(vec![Abs::pt(150.0)], groups);
    let mut outer = cell(0, "");
    outer.blocks = vec![inner];
    let pages = pages(&part(vec![column_table(vec![row(vec![outer])])]));
    check(&pages, Abs::pt(290.0));
    let contents = contents(&pages);
    assert_eq!(contents.len(), 2, "{contents:?}");
    assert!(contents.concat().ends_with("第20行"));
    assert_eq!(repeats(&pages), ["", "内表头"], "the inner table's header repeats");
}

#[test]
fn a_tall_row_inside_a_tall_row_is_split_by_its_lines() {
    let tall = "字".repeat(20 * 30);
    let inner = table(vec![Abs::pt(150.0)], vec![group(GroupKind::Body, vec![row(vec![cell(0, &tall)])])]);
    let mut outer = cell(0, "");
    outer.blocks = vec![body("起"), inner, body("止")];
    let pages = pages(&part(vec![column_table(vec![row(vec![outer])])]));
    check(&pages, Abs::pt(290.0));
    let all = contents(&pages).concat();
    assert_eq!(all, format!("起{tall}止"));
}

#[test]
fn a_row_that_may_split_fills_the_page() {
    let mut all = rows(9);
    all.push(gangwei::testing::tree::Row { splits: true, ..row(vec![cell(0, &"长".repeat(90))]) });
    // The rows before leave 77.5 pt: room for four of its five lines, of which two go over.
    let contents = contents(&pages(&part(vec![column_table(all)])));
    assert!(contents[0].ends_with(&"长".repeat(57)), "{contents:?}");
    assert_eq!(contents.concat().matches('长').count(), 90);
}

#[test]
fn a_split_row_leaves_no_single_line_behind() {
    // The cell's paragraph of three lines would leave one line on the first page.
    let mut tall = cell(0, "");
    tall.blocks = lines(15, "行");
    tall.blocks.push(body(&"段".repeat(50)));
    tall.blocks.extend(lines(3, "后"));
    let contents = contents(&pages(&part(vec![column_table(vec![row(vec![tall])])])));
    assert_eq!(contents[0], "行".repeat(15));
}

#[test]
fn padding_of_a_section_stays_at_a_page_top() {
    let padding = Sides { top: Abs::pt(30.0), ..Sides::default() };
    let mut blocks = lines(17, "前");
    blocks.push(section(BoxStyle { padding, ..BoxStyle::default() }, lines(1, "节")));
    let pages = pages(&part(blocks));
    let page = &pages.parts[0].pages[1];
    let ItemKind::Text(run) = &page.items[0].kind else { panic!() };
    assert!(run.at.y > Abs::pt(40.0), "{:?}", run.at);
}

#[test]
fn an_empty_section_with_an_id_can_be_found() {
    let mut empty = match section(BoxStyle::default(), Vec::new()) {
        Block::Section(section) => section,
        _ => unreachable!(),
    };
    empty.anchor = Some("end".into());
    for blocks in [vec![Block::Section(empty.clone())], vec![body("文"), Block::Section(empty)]] {
        let layout = Arc::new(layout(&part(blocks), fonts()));
        let map = join(vec![layout], fonts(), DocumentInfo::default(), None).1;
        assert_eq!(map.anchors["end"], "1");
    }
}

#[test]
fn a_section_in_a_vertical_cell_can_be_found() {
    let mut inner = match section(BoxStyle::default(), vec![body("职责")]) {
        Block::Section(section) => section,
        _ => unreachable!(),
    };
    inner.anchor = Some("duty".into());
    let mut tall = cell(0, "");
    tall.style = Arc::new(CellStyle { writing_mode: WritingMode::VerticalRl, ..(*tall.style).clone() });
    tall.blocks = vec![Block::Section(inner)];
    let layout = Arc::new(layout(&part(vec![column_table(vec![row(vec![tall])])]), fonts()));
    let map = join(vec![layout], fonts(), DocumentInfo::default(), None).1;
    assert_eq!(map.anchors.get("duty").map(|page| &**page), Some("1"));
}

#[test]
fn a_forced_break_inside_a_box_moves_the_box() {
    let mut second = paragraph("二", paragraph_style(gangwei::testing::tree::Align::Left, None), usize::MAX);
    let mut style = (*second.style).clone();
    style.break_before = Break::Page;
    second.style = Arc::new(style);
    let contents = contents(&pages(&part(vec![body("一"), Block::Paragraph(second)])));
    assert_eq!(contents, ["一", "二"]);
}
