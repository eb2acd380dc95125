//! The order of justification, step by step, with every glyph's place in em.
//!
//! The synthetic font's space is ¼ em, which cannot be narrowed; the Latin one's is 0.45 em.

use gangwei::testing::tree::{Align, ParagraphStyle};

use super::*;

/// Sets a text justified, in one family or with a Latin one; checks the first line's text, its
/// width, and its glyphs' places.
fn check(families: &[&str], text: &str, ems: f64, first: &str, places: &[f64]) {
    let style = ParagraphStyle { text: text_style_in(families, 400), ..justified() };
    for bold_from in 0..=text.chars().count() {
        let paragraph = paragraph(text, style.clone(), bold_from);
        let set = typeset(&paragraph, ems);
        assert_eq!(texts(&set)[0], first, "@ {ems}, bold from {bold_from} on");
        assert_eq!(origins(&set, 0), places, "{first} @ {ems}, bold from {bold_from} on");
        assert_eq!(round(set.lines[0].width.to_pt() / EM), ems, "{first}");
    }
}

#[test]
fn spaces_shrink_first_to_a_quarter() {
    let (text, first) = ("统计AB CD EF数据项目，再报", "统计AB CD EF数据项目，");
    // 10.9 em with the last mark halved; 0.15 of the spaces' 0.4 em go, then all. The gaps stay.
    let partly = [0.0, 1.0, 2.25, 2.75, 3.25, 3.625, 4.125, 4.625, 5.0, 5.5, 6.25, 7.25, 8.25, 9.25, 10.25];
    check(TWO, text, 10.75, first, &partly);
    let fully = [0.0, 1.0, 2.25, 2.75, 3.25, 3.5, 4.0, 4.5, 4.75, 5.25, 6.0, 7.0, 8.0, 9.0, 10.0];
    check(TWO, text, 10.5, first, &fully);
}

#[test]
fn brackets_shrink_second() {
    let (text, first) = ("本岗位（试用期）负责，数据，再报", "本岗位（试用期）负责，数据，");
    // A quarter of the two halves, an eighth of an em each; the comma is not touched.
    let partly = [0.0, 1.0, 2.0, 2.875, 3.875, 4.875, 5.875, 6.875, 7.75, 8.75, 9.75, 10.75, 11.75, 12.75];
    check(ONE, text, 13.25, first, &partly);
}

// Of two marks at a line's end a whole em has to go in, enough to reach the later steps.

#[test]
fn commas_shrink_after_brackets() {
    let (text, first) = ("本岗位（试用），负责数据》。再报", "本岗位（试用），负责数据》。");
    // The bracket's half is gone, and half of the comma's.
    let partly = [0.0, 1.0, 2.0, 2.5, 3.5, 4.5, 5.5, 6.0, 6.75, 7.75, 8.75, 9.75, 10.75, 11.25];
    check(ONE, text, 11.75, first, &partly);
}

#[test]
fn gaps_beside_latin_shrink_after_commas() {
    let (text, first) = ("用ERP系统，核对A数据》。再报", "用ERP系统，核对A数据》。");
    // The comma's half is gone, and half of what takes the four gaps to an eighth.
    let partly =
        [0.0, 1.1875, 1.6875, 2.1875, 2.875, 3.875, 4.875, 5.375, 6.375, 7.5625, 8.25, 9.25, 10.25, 10.75];
    check(ONE, text, 11.25, first, &partly);
}

#[test]
fn full_stops_shrink_last() {
    let (text, first) = ("用A统计。核对，数据报送》。再报", "用A统计。核对，数据报送》。");
    let partly = [0.0, 1.125, 1.75, 2.75, 3.75, 4.5, 5.5, 6.5, 7.0, 8.0, 9.0, 10.0, 11.0, 11.5];
    check(ONE, text, 12.0, first, &partly);
    // What all steps together do not give is pushed out, with a character before it.
    let pushed = ["用A统计核对，数据报", "送》。再报"];
    assert_eq!(lines("用A统计核对，数据报送》。再报", 11.0, &justified()), pushed);
}

#[test]
fn a_line_end_mark_gives_its_half_before_anything_else() {
    let places = [0.0, 1.0, 2.0, 3.0, 4.0, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5];
    let text = "负责招聘》（培训考核，再报";
    check(ONE, text, 10.0, "负责招聘》（培训考核，", &places);
}

#[test]
fn spaces_stretch_first_to_a_half() {
    let text = "每天用 AB 与 CD 核对数据项目";
    let first = "每天用 AB 与 CD 核对数据";
    // 11 em; 0.4 of the spaces' 1 em.
    let partly = [0.0, 1.0, 2.0, 3.0, 3.35, 3.85, 4.35, 4.7, 5.7, 6.05, 6.55, 7.05, 7.4, 8.4, 9.4, 10.4];
    check(ONE, text, 11.4, first, &partly);
}

#[test]
fn gaps_beside_latin_stretch_second_to_a_half() {
    let text = "用 AB 与CD核对数据项目";
    let first = "用 AB 与CD核对数据";
    // The two spaces are ½ em wide, the two gaps half way there.
    let partly = [0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.375, 4.875, 5.75, 6.75, 7.75, 8.75];
    check(ONE, text, 9.75, first, &partly);
}

#[test]
fn all_gaps_stretch_last_but_not_inside_dashes_and_numbers() {
    let text = "负责3.5kg材料——等组织";
    let first = "负责3.5kg材料——等";
    // The gaps beside the number are ½ em; 0.3 em go to six places alike.
    let places = [0.0, 1.05, 2.6, 3.1, 3.6, 4.1, 4.6, 5.65, 6.7, 7.75, 8.75, 9.8];
    check(ONE, text, 10.8, first, &places);
    // A typed space is one gap, not two.
    let places = [0.0, 1.05, 2.05, 2.6, 3.65, 4.7, 5.75, 6.8, 7.85];
    check(ONE, "负责 招聘组织培训考核", 8.85, "负责 招聘组织培训", &places);
}

/// The number does not fit, and what it leaves would part the sixteen characters before it.
#[test]
fn a_line_that_would_be_too_loose_is_left_ragged() {
    let text = "逐笔登记现金和银行存款日记账每日HY-200A/3核对无误";
    let style = justified();
    // 16 em; 15 places take 0.06 em each at most.
    for (ems, first) in [(16.75, 16.75), (16.9, 16.9), (16.95, 16.0), (18.0, 16.0), (20.0, 16.0)] {
        assert_eq!(widths(text, ems, &style)[0], first, "@ {ems}");
        let plain = paragraph(text, style.clone(), usize::MAX);
        let set = typeset(&plain, ems);
        assert_eq!(texts(&set)[0], "逐笔登记现金和银行存款日记账每日");
        assert_eq!(set.ragged, first == 16.0, "@ {ems}");
        if set.ragged {
            let places: Vec<f64> = (0..16).map(f64::from).collect();
            assert_eq!(origins(&set, 0), places, "as if it were set left");
        }
    }
}

/// What may stretch for itself does so first, and a line is ragged by what is left for all places alike.
#[test]
fn gaps_beside_latin_do_not_make_a_line_ragged() {
    // Two gaps give a quarter em each; the other ten places need nothing.
    assert_eq!(widths("每月核对AB报表数据，汇总HY-200A/3项", 11.5, &justified())[0], 11.5);
}

#[test]
fn a_label_is_spread_however_loose() {
    let spread = ParagraphStyle { align_last: Some(Align::Justify), ..justified() };
    assert_eq!(widths("职级", 8.5, &spread), [8.5]);
}

#[test]
fn codes_and_addresses_are_not_spread() {
    for text in ["编号GB/T系统数据核对考核", "编号25℃系统数据核对考核", "按HY-200A/3系统数据核对考核"]
    {
        let paragraph = paragraph(text, justified(), usize::MAX);
        let set = typeset(&paragraph, 8.75);
        let places = origins(&set, 0);
        let chars: Vec<char> = texts(&set)[0].chars().collect();
        for (i, pair) in chars.windows(2).enumerate() {
            if pair.iter().all(|c| c.is_ascii() || *c == '℃') {
                assert_eq!(round(places[i + 1] - places[i]), 0.5, "{text} after {}", pair[0]);
            }
        }
    }
}

#[test]
fn narrow_cells_are_set_left() {
    let text = "负责公司招聘、培训、考核及薪酬数据的核对";
    let widths = |ems| widths(text, ems, &justified());
    // Under eight em a line stays as long as its text.
    assert_eq!(widths(7.25)[0], 6.5);
    assert_eq!(widths(9.25)[0], 9.25);
    // A label is spread however narrow it is.
    let spread = ParagraphStyle { align_last: Some(Align::Justify), ..justified() };
    assert_eq!(super::widths("部门", 4.0, &spread), [4.0]);
}

#[test]
fn no_mark_hangs_out() {
    let text = "负责招聘，培训，考核。";
    for quarter in 4..60 {
        let ems = f64::from(quarter) / 4.0;
        for style in [left(), justified()] {
            let widest = widths(text, ems, &style).into_iter().fold(0.0, f64::max);
            assert!(widest <= ems.max(1.5), "{widest} @ {ems}");
        }
    }
}
