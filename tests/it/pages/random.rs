//! Random content: nothing is lost, nothing is said twice, nothing leaves the page.

use gangwei::testing::tree::{Block, BoxStyle, Cell, GroupKind, Row, Section};
use gangwei::testing::unit::Sides;
use proptest::prelude::*;

use super::*;

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn texts_of(max: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[字词句，。（）0-9a-z ]{0,120}", 1..max)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_stands_on_its_page_exactly_once(rows in texts_of(30), label in "[组别标签]{1,12}") {
        let pages = pages(&part(vec![heading(1, "标题"), labelled_table(&rows, &label)]));
        check(&pages, Abs::pt(290.0));
        let expected = plain(&format!("标题组描述{label}{}", rows.concat()));
        prop_assert_eq!(plain(&contents(&pages).concat()), expected);
        for (page, repeated) in repeats(&pages).iter().enumerate().skip(1) {
            prop_assert!(repeated.starts_with("组描述"), "page {}: {:?}", page, repeated);
        }
    }

    #[test]
    fn paragraphs_keep_their_text(texts in texts_of(20)) {
        let blocks: Vec<Block> = texts.iter().map(|text| body(text)).collect();
        let pages = pages(&part(blocks));
        check(&pages, Abs::pt(290.0));
        prop_assert_eq!(plain(&contents(&pages).concat()), plain(&texts.concat()));
    }
}

/// A cell of a random table: how far it wants to reach, and its text.
type Wish = (usize, usize, String, bool);

/// A table whose cells reach right and down as far as they wish and the grid allows; some
/// cells hold their text in a table of their own.
fn spanned(columns: usize, rows: usize, wishes: &[Wish]) -> Block {
    let mut taken = vec![vec![false; columns]; rows];
    let mut wishes = wishes.iter().cycle();
    let mut all = Vec::new();
    for at in 0..rows {
        let mut cells = Vec::new();
        for column in 0..columns {
            let (true, Some((right, down, text, nested))) = (!taken[at][column], wishes.next()) else {
                continue;
            };
            let free = taken[at][column..].iter().take_while(|taken| !**taken).count();
            let (colspan, rowspan) = ((*right).clamp(1, free), (*down).clamp(1, rows - at));
            taken[at..at + rowspan].iter_mut().for_each(|row| row[column..column + colspan].fill(true));
            let mut cell = Cell { colspan, rowspan, ..cell(column, text) };
            if *nested && colspan == columns {
                let rows = text.chars().map(|c| row(vec![super::cell(0, &c.to_string())])).collect();
                cell.blocks =
                    vec![table(vec![Abs::pt(50.0)], vec![group(GroupKind::Body, rows)]), body(text)];
            }
            cells.push(cell);
        }
        all.push(row(cells));
    }
    let rows: Vec<Row> = all;
    table(vec![Abs::pt(200.0 / columns as f64); columns], vec![group(GroupKind::Body, rows)])
}

/// All characters, sorted: what is left when the order does not count.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = plain(text).chars().collect();
    letters.sort_unstable();
    letters
}

fn text_of(block: &Block) -> String {
    let of_all = |blocks: &[Block]| blocks.iter().map(text_of).collect::<String>();
    match block {
        Block::Section(section) => of_all(&section.blocks),
        Block::Paragraph(paragraph) => paragraph.text(),
        Block::Table(table) => {
            table.rows().flat_map(|row| &row.cells).map(|cell| of_all(&cell.blocks)).collect()
        }
        Block::List(list) => list.items.iter().map(|item| of_all(&item.blocks)).collect(),
        Block::Rule(_) => String::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_in_any_mix_lose_nothing(
        columns in 1usize..5,
        rows in 1usize..25,
        wishes in prop::collection::vec((1usize..4, 1usize..6, "[字词句，。0-9a-z]{0,90}", any::<bool>()), 1..12),
        boxed in any::<bool>(),
        together in any::<bool>(),
        lead in 0usize..18,
    ) {
        let mut block = spanned(columns, rows, &wishes);
        if boxed {
            let padding = Sides::all(Abs::pt(5.0));
            let style = BoxStyle { padding, keep_together: together, ..BoxStyle::default() };
            let Block::Table(mut inner) = block else { unreachable!() };
            inner.columns.iter_mut().for_each(|width| *width = *width * 0.9);
            let blocks = vec![heading(2, "标题"), Block::Table(inner), body("后文")];
            block = Block::Section(Section { is_nav: false, anchor: None, page: None, style: Arc::new(style), blocks });
        }
        let mut blocks: Vec<Block> = (0..lead).map(|_| body("前")).collect();
        blocks.push(block);
        let part = part(blocks);
        let pages = pages(&part);
        check(&pages, Abs::pt(290.0));
        let expected: String = part.blocks.iter().map(text_of).collect();
        prop_assert_eq!(letters(&contents(&pages).concat()), letters(&expected));
    }
}
