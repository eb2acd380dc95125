//! Line layout: the rules of docs/typography.md with the embedded fonts, whose Han are one em wide.

use gangwei::testing::text::{Lines, Typesetter};
use gangwei::testing::tree::*;
use gangwei::testing::unit::Abs;

use super::is_too_loose;
use crate::build::*;

fn typeset(paragraph: &Paragraph, measure: Abs) -> std::sync::Arc<Lines> {
    Typesetter::new(fonts()).typeset(paragraph, measure)
}

/// The lines' texts at a measure in em; the characters from `bold_from` on are bold.
fn lines_with(text: &str, ems: f64, style: &ParagraphStyle, bold_from: usize) -> Vec<String> {
    let paragraph = paragraph(text, style.clone(), bold_from);
    let set = typeset(&paragraph, Abs::pt(ems * EM));
    set.lines.iter().map(|line| set.text[line.text.clone()].to_owned()).collect()
}

/// The lines' texts in a plain paragraph, which a bold run from any place on must not change.
fn lines(text: &str, ems: f64, style: &ParagraphStyle) -> Vec<String> {
    let plain = lines_with(text, ems, style, usize::MAX);
    for bold_from in 1..text.chars().count() {
        assert_eq!(lines_with(text, ems, style, bold_from), plain, "bold from character {bold_from} on");
    }
    plain
}

fn left() -> ParagraphStyle {
    paragraph_style(Align::Left, None)
}

#[test]
fn marks_neither_start_nor_end_a_line() {
    assert_eq!(lines("负责招聘，培训", 4.5, &left()), ["负责招聘，", "培训"]);
    assert_eq!(lines("负责招聘，培训", 4.0, &left()), ["负责招", "聘，培训"]);
    assert_eq!(lines("制度（试行）", 3.0, &left()), ["制度", "（试行）"]);
}

#[test]
fn dashes_stay_whole() {
    assert_eq!(lines("权限——审批", 3.0, &left()), ["权限", "——审", "批"]);
    assert_eq!(lines("权限……审批", 3.0, &left()), ["权限", "……审", "批"]);
}

#[test]
fn adjacent_marks_share_their_blank() {
    let paragraph = paragraph("《员工手册》、《薪酬制度》", left(), usize::MAX);
    let set = typeset(&paragraph, Abs::pt(200.0));
    assert_eq!(set.lines[0].width, Abs::pt(11.0 * EM));
}

#[test]
fn a_slash_has_text_on_both_sides() {
    // The embedded slash is 0.278 em wide.
    assert_eq!(lines("技术/管理", 2.5, &left()), ["技", "术/管", "理"]);
}

#[test]
fn a_dot_does_not_start_a_line() {
    assert_eq!(lines("克里斯蒂娜·罗塞蒂", 5.0, &left()), ["克里斯蒂", "娜·罗塞蒂"]);
}

#[test]
fn the_last_line_has_two_han() {
    let style = ParagraphStyle { avoid_short_last_line: true, ..left() };
    assert_eq!(lines("负责公司招聘工作。", 7.0, &style), ["负责公司招聘", "工作。"]);
    assert_eq!(lines("负责公司招聘工作。", 7.0, &left()), ["负责公司招聘工", "作。"]);
}

#[test]
fn numbers_stay_with_their_units() {
    for (text, number) in [("达到≥98%以上", "≥98%"), ("共计10,000元", "10,000"), ("重量3.5kg以内", "3.5kg")]
    {
        for ems in [3.0, 3.5, 4.0, 4.5, 5.0] {
            // Bold Latin is wider, so the lines differ, but never within the number.
            for bold_from in 0..text.chars().count() {
                let lines = lines_with(text, ems, &left(), bold_from);
                assert!(lines.iter().any(|line| line.contains(number)), "{lines:?} at {ems} em");
            }
        }
    }
}

#[test]
fn a_quarter_em_parts_han_and_latin() {
    let style = left();
    let apart = ParagraphStyle { autospace: false, ..left() };
    let width = |style: &ParagraphStyle, text: &str| {
        let paragraph = paragraph(text, style.clone(), usize::MAX);
        typeset(&paragraph, Abs::pt(400.0)).lines[0].width.to_pt()
    };
    let text = "熟悉Office及SAP系统";
    assert!((width(&style, text) - width(&apart, text) - 4.0 * 0.25 * EM).abs() < 1e-6);
    // None at the edges, beside punctuation, or where a space was typed.
    for text in ["ERP", "《ERP》", "使用 ERP 系统"] {
        assert_eq!(width(&style, text), width(&apart, text), "{text}");
    }
}

#[test]
fn labels_spread_over_their_width() {
    let style = paragraph_style(Align::Justify, Some(Align::Justify));
    let starts = |text: &str| {
        let paragraph = paragraph(text, style.clone(), usize::MAX);
        let set = typeset(&paragraph, Abs::pt(4.0 * EM));
        assert!(set.lines[0].spread);
        let mut x = 0.0;
        set.glyphs
            .iter()
            .map(|glyph| {
                let at = x;
                x += f64::from(glyph.advance);
                (at * 1000.0).round() / 1000.0
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(starts("部门"), [0.0, 3.0]);
    assert_eq!(starts("编制人"), [0.0, 1.5, 3.0]);
}

#[test]
fn justified_lines_fill_the_measure() {
    let style = paragraph_style(Align::Justify, None);
    let text = "负责公司ERP系统的日常维护，保证数据准确、完整；每月组织一次全员培训，并跟踪效果。";
    for half_ems in 17..60 {
        let measure = Abs::pt(f64::from(half_ems) / 2.0 * EM);
        let paragraph = paragraph(text, style.clone(), usize::MAX);
        let set = typeset(&paragraph, measure);
        let (last, full) = set.lines.split_last().expect("at least one line");
        for line in full {
            let fills = (line.width - measure).to_pt().abs() < 1e-6;
            let ragged = set.ragged && is_too_loose(&set.text[line.text.clone()], measure - line.width);
            assert!(fills || ragged, "{half_ems}: {:?}", line.width);
        }
        assert!(last.width.fits(measure));
    }
}

#[test]
fn a_word_wider_than_its_cell_breaks_anywhere() {
    let paragraph = paragraph("internationalization", left(), usize::MAX);
    let set = typeset(&paragraph, Abs::pt(3.0 * EM));
    assert!(set.lines.len() > 2);
    assert!(set.lines.iter().all(|line| line.width.fits(Abs::pt(3.0 * EM))));
    let texts: Vec<&str> = set.lines.iter().map(|line| &set.text[line.text.clone()]).collect();
    assert_eq!(texts.concat(), "internationalization");
}

#[test]
fn forced_breaks_keep_empty_lines() {
    let mut paragraph = paragraph("上", left(), usize::MAX);
    let run = paragraph.inlines[0].clone();
    paragraph.inlines = vec![run.clone(), Inline::Break, Inline::Break, run, Inline::Break];
    let set = typeset(&paragraph, Abs::pt(100.0));
    let texts: Vec<&str> = set.lines.iter().map(|line| &set.text[line.text.clone()]).collect();
    assert_eq!(texts, ["上", "", "上", ""]);
}
