//! Vertical columns: where each character stands, upright or turned, in em from the cell's corner.

use gangwei::testing::page::{self, TagKind, TextRun};
use gangwei::testing::tree::{Cell, CellStyle, Hold, VerticalAlign, WritingMode};

use super::*;

/// A run's text, its origin from the cell's inner top left corner in em, and whether it is turned.
type Placed = (String, f64, f64, bool);

/// A cell with an inner width in em.
fn layout(texts: &[&str], ems: f64, height: f64, change: impl Fn(&mut ParagraphStyle)) -> page::PartLayout {
    let mut style = left();
    change(&mut style);
    let mut holder: Cell = cell(0, "");
    holder.style = Arc::new(CellStyle { writing_mode: WritingMode::VerticalRl, ..(*holder.style).clone() });
    let block = |text: &&str| Block::Paragraph(paragraph(text, style.clone(), usize::MAX));
    holder.blocks = texts.iter().map(block).collect();
    // Padding of 3 pt and half a border of 0.5 pt at each side.
    let columns = vec![measure(ems) + Abs::pt(6.5)];
    let mut row = row(vec![holder]);
    row.min_height = if height > 0.0 { measure(height) + Abs::pt(6.5) } else { Abs::ZERO };
    page::layout(&part(vec![table(columns, vec![group(GroupKind::Body, vec![row])])]), synthetic())
}

fn runs(layout: &page::PartLayout) -> Vec<(&TextRun, &str)> {
    let page = &layout.pages.pages[0];
    page.items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some((run, &page.text[run.text.start as usize..run.text.end as usize])),
            _ => None,
        })
        .collect()
}

/// What stands where; page margins of 10 pt and the cell's insets of 3.25 pt are taken off.
fn placed(layout: &page::PartLayout) -> Vec<Placed> {
    let ems = |at: Abs| round((at.to_pt() - 13.25) / EM);
    let place = |(run, text): (&TextRun, &str)| (text.to_owned(), ems(run.at.x), ems(run.at.y), run.turned);
    runs(layout).into_iter().map(place).collect()
}

fn check(layout: &page::PartLayout, expected: &[(&str, f64, f64, bool)]) {
    let expected: Vec<Placed> =
        expected.iter().map(|&(text, x, y, turned)| (text.to_owned(), x, y, turned)).collect();
    assert_eq!(placed(layout), expected);
}

const UPRIGHT: bool = false;
const TURNED: bool = true;

#[test]
fn han_stand_in_one_column_in_the_middle() {
    let layout = layout(&["职责"], 3.0, 0.0, |_| {});
    // The baseline is 0.88 em below the em box's top.
    check(&layout, &[("职", 1.0, 0.88, UPRIGHT), ("责", 1.0, 1.88, UPRIGHT)]);
    // As high as the text.
    let lines = &layout.pages.pages[0].items;
    let bottom = lines.iter().filter_map(|item| match item.kind {
        ItemKind::Line { to, .. } => Some(to.y),
        _ => None,
    });
    assert_eq!(bottom.max(), Some(Abs::pt(10.0 + 20.0 + 6.5 + 0.25)));
}

#[test]
fn marks_take_their_vertical_form() {
    let layout = layout(&["职，责（甲）"], 1.0, 0.0, |_| {});
    let page = &layout.pages.pages[0];
    for (run, text) in runs(&layout) {
        let face = synthetic().face(run.font);
        let id = page.glyphs[run.glyphs.start as usize].id;
        let own = face.glyph(text.chars().next().unwrap()).unwrap();
        assert_eq!(id == own, !"，（）".contains(text), "{text}");
    }
    // Adjacent to nothing, the comma keeps its em; the last bracket's half is cut.
    let ys: Vec<f64> = placed(&layout).iter().map(|run| run.2).collect();
    assert_eq!(ys, [0.88, 1.88, 2.88, 3.88, 4.88, 5.88]);
}

#[test]
fn words_and_numbers_lie_on_their_right_side() {
    let layout = layout(&["共ERP年"], 1.0, 0.0, |_| {});
    // A quarter em parts them from Han; the baseline stands where the em boxes' middles agree.
    let expected = [("共", 0.0, 0.88, UPRIGHT), ("ERP", 0.12, 1.25, TURNED), ("年", 0.0, 3.88, UPRIGHT)];
    check(&layout, &expected);
}

#[test]
fn a_forced_break_begins_a_column_to_the_left() {
    // Lines of 1.6 em: the columns take 2.6 em, in the middle of 4.
    let columns = [("甲", 2.3, 0.88, UPRIGHT), ("乙", 0.7, 0.88, UPRIGHT), ("丙", 0.7, 1.88, UPRIGHT)];
    check(&layout(&["甲\n乙丙"], 4.0, 0.0, |_| {}), &columns);
    // Paragraphs do the same.
    check(&layout(&["甲", "乙丙"], 4.0, 0.0, |_| {}), &columns);
    // Where they do not fit, they come as close as they can.
    let tight = [("甲", 1.2, 0.88, UPRIGHT), ("乙", 0.0, 0.88, UPRIGHT), ("丙", 0.0, 1.88, UPRIGHT)];
    check(&layout(&["甲\n乙丙"], 2.2, 0.0, |_| {}), &tight);
}

#[test]
fn a_long_text_takes_the_least_height_that_fits() {
    let text = "甲乙丙丁".repeat(6);
    let heights = |ems| {
        let layout = layout(&[&text], ems, 0.0, |_| {});
        let xs: Vec<f64> = placed(&layout).iter().map(|run| run.1).collect();
        xs.chunk_by(|a, b| a == b).map(<[f64]>::len).collect::<Vec<_>>()
    };
    assert_eq!(heights(2.5), [24]);
    assert_eq!(heights(2.6), [12, 12]);
    assert_eq!(heights(4.2), [8, 8, 8]);
    // A column is not made shorter than eight em, however wide the cell is.
    assert_eq!(heights(15.0), [8, 8, 8]);
}

#[test]
fn alignment_turns_with_the_text() {
    let column = |align, vertical: f64| {
        let layout = layout(&["甲\n乙丙丁"], 4.0, vertical, |style| style.align = align);
        placed(&layout)[0].2
    };
    // `text-align` sets the shorter column against the longer one.
    assert_eq!(column(Align::Left, 0.0), 0.88);
    assert_eq!(column(Align::Center, 0.0), 1.88);
    assert_eq!(column(Align::Right, 0.0), 2.88);
    // `vertical-align` (middle here) places both in the cell.
    assert_eq!(column(Align::Left, 7.0), 2.88);
    assert_eq!(cell(0, "").style.vertical_align, VerticalAlign::Middle);
}

/// Each paragraph is one structure element, whose text is read as one.
#[test]
fn a_column_is_read_as_text() {
    let layout = layout(&["共ERP年\n甲", "乙"], 4.0, 0.0, |_| {});
    let texts: Vec<&str> =
        layout.pages.contents.iter().filter_map(|content| content.actual_text.as_deref()).collect();
    assert_eq!(texts, ["共ERP年甲", "乙"]);
    let paragraphs = layout.pages.tags.iter().filter(|tag| tag.kind == TagKind::Paragraph);
    assert_eq!(paragraphs.count(), 2);
}

/// Word breaks vertical text at its row's height, so the DOCX says how high it is.
#[test]
fn rows_with_vertical_text_are_held() {
    // Four characters, the paddings and the lines' inner halves.
    let held = |ems: f64| [Hold::Height(Abs::pt(ems * EM + 6.5))];
    assert_eq!(layout(&["岗位职责"], 2.0, 0.0, |_| {}).facts.rows.as_slice(), held(4.0));
    // Where the row's least height is more, by that.
    assert_eq!(layout(&["岗位职责"], 2.0, 5.0, |_| {}).facts.rows.as_slice(), held(5.0));
}
