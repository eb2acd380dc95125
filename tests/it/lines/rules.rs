//! The first rules of docs/typography.md, row by row, each width as it stands there.

use std::fs;
use std::path::Path;

use gangwei::testing::tree::{Align, ParagraphStyle};

use super::*;

/// A text, a measure in em, and the lines with their widths in em.
type Row<'a> = (&'a str, f64, &'a [(&'a str, f64)]);

fn check(rows: &[Row]) {
    for &(text, ems, expected) in rows {
        let wanted: Vec<&str> = expected.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines(text, ems, &left()), wanted, "{text} @ {ems}");
        let wanted: Vec<f64> = expected.iter().map(|(_, width)| *width).collect();
        assert_eq!(widths(text, ems, &left()), wanted, "{text} @ {ems}");
    }
}

#[test]
fn row_1_marks_neither_start_nor_end_a_line() {
    check(&[
        ("负责招聘，培训", 4.5, &[("负责招聘，", 4.5), ("培训", 2.0)]),
        ("负责招聘，培训", 4.0, &[("负责招", 3.0), ("聘，培训", 4.0)]),
    ]);
    // Every mark of the rule, beside its neighbours, at the measure that would part them.
    for mark in "、，。；：？！）》」』】〕〉］｝”’–～".chars() {
        let text = format!("部门{mark}岗位");
        let lines = lines(&text, 2.0, &left());
        assert_eq!(lines, ["部", &format!("门{mark}"), "岗位"], "{mark}");
    }
    for mark in "（《「『【〔〈［｛“‘".chars() {
        let text = format!("部门{mark}岗位");
        assert_eq!(lines(&text, 3.0, &left()), ["部门", &format!("{mark}岗位")], "{mark}");
    }
}

#[test]
fn row_2_opening_marks_lose_their_leading_half() {
    check(&[("制度（试行）", 3.0, &[("制度", 2.0), ("（试行）", 3.0)])]);
    let paragraph = paragraph("制度（试行）", left(), usize::MAX);
    // The bracket's origin stands half an em left of the line, its ink at the line's start.
    assert_eq!(origins(&typeset(&paragraph, 3.0), 1), [-0.5, 0.5, 1.5, 2.5]);
}

#[test]
fn row_3_dashes_and_ellipses_stay_whole() {
    check(&[
        ("权限——审批", 3.0, &[("权限", 2.0), ("——审", 3.0), ("批", 1.0)]),
        ("权限……审批", 3.0, &[("权限", 2.0), ("……审", 3.0), ("批", 1.0)]),
        // Where the measure cannot hold one, it stands alone and whole.
        ("权限——审批", 1.5, &[("权", 1.0), ("限", 1.0), ("——", 2.0), ("审", 1.0), ("批", 1.0)]),
        ("权限……", 1.0, &[("权", 1.0), ("限", 1.0), ("……", 2.0)]),
        // A row of them is parted between two, never within one.
        ("————————", 5.0, &[("————", 4.0), ("————", 4.0)]),
    ]);
}

#[test]
fn row_4_adjacent_marks_take_one_and_a_half() {
    check(&[("《员工手册》、《薪酬制度》", 20.0, &[("《员工手册》、《薪酬制度》", 11.0)])]);
    let paragraph = paragraph("《员工手册》、《薪酬制度》", left(), usize::MAX);
    let set = typeset(&paragraph, 20.0);
    let expected = [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 5.0, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5];
    assert_eq!(origins(&set, 0), expected);
}

#[test]
fn row_5_a_slash_neither_starts_nor_ends_a_line() {
    check(&[
        ("技术/管理", 2.5, &[("技", 1.0), ("术/管", 2.5), ("理", 1.0)]),
        // Typed spaces do not part it from its neighbours.
        ("技术 / 管理", 3.0, &[("技", 1.0), ("术 / 管", 3.0), ("理", 1.0)]),
    ]);
}

#[test]
fn row_6_a_dot_does_not_start_a_line() {
    check(&[("克里斯蒂娜·罗塞蒂", 5.0, &[("克里斯蒂", 4.0), ("娜·罗塞蒂", 5.0)])]);
}

#[test]
fn row_7_the_last_line_has_two_han() {
    let style = ParagraphStyle { avoid_short_last_line: true, ..left() };
    assert_eq!(lines("负责公司招聘工作。", 7.0, &style), ["负责公司招聘", "工作。"]);
    assert_eq!(lines("负责公司招聘工作。", 7.0, &left()), ["负责公司招聘工", "作。"]);
}

#[test]
fn row_8_a_quarter_em_parts_han_and_latin() {
    check(&[("熟悉Office及SAP系统", 20.0, &[("熟悉Office及SAP系统", 10.5)])]);
    let gaps = [
        // None at line edges, beside punctuation, or where a space was typed.
        ("ERP", 1.5),
        ("《ERP》", 2.5),
        ("，ERP；", 3.0),
        ("使用 ERP 系统", 6.0),
        ("①ERP", 2.5),
        ("达到98%以上", 5.75),
    ];
    for (text, width) in gaps {
        assert_eq!(widths(text, 20.0, &left()), [width], "{text}");
    }
    // The line's edge takes the gap away.
    check(&[("熟悉ERP系统", 2.25, &[("熟悉", 2.0), ("ERP", 1.5), ("系统", 2.0)])]);
    let apart = ParagraphStyle { autospace: false, ..left() };
    assert_eq!(widths("熟悉Office及SAP系统", 20.0, &apart), [9.5]);
}

#[test]
fn row_9_numbers_stay_with_their_units() {
    let texts = [
        ("达到≥98%以上", "≥98%"),
        ("共计10,000元", "10,000"),
        ("重量3.5kg以内", "3.5kg"),
        ("气温25℃左右", "25℃"),
        ("面积100㎡以上", "100㎡"),
        ("占比98％以上", "98％"),
        ("共￥5000元", "￥5000"),
        ("误差±0.5%以内", "±0.5%"),
        ("执行19001—2016版", "19001—2016"),
        ("招聘10～20人", "10～20"),
        ("招聘10-20人", "10-20"),
        ("上班8：30到岗", "8：30"),
        ("共１２３４人", "１２３４"),
    ];
    for (text, number) in texts {
        let least = widths(number, 50.0, &left())[0];
        for quarter in 0..16 {
            let ems = least + f64::from(quarter) / 4.0;
            let lines = lines(text, ems, &left());
            assert!(lines.iter().any(|line| line.contains(number)), "{lines:?} at {ems} em");
        }
    }
    // A number that the measure cannot hold breaks rather than stand out.
    check(&[("123456789012", 4.0, &[("12345678", 4.0), ("9012", 2.0)])]);
}

#[test]
fn row_10_labels_spread_over_their_width() {
    let spread = ParagraphStyle { align_last: Some(Align::Justify), ..justified() };
    let starts = |text: &str, bold_from: usize| {
        let paragraph = paragraph(text, spread.clone(), bold_from);
        let set = typeset(&paragraph, 4.0);
        assert!(set.lines[0].spread);
        origins(&set, 0)
    };
    for bold_from in [0, 1, 2, usize::MAX] {
        assert_eq!(starts("部门", bold_from), [0.0, 3.0]);
        assert_eq!(starts("编制人", bold_from), [0.0, 1.5, 3.0]);
        assert_eq!(starts("岗位名称", bold_from), [0.0, 1.0, 2.0, 3.0]);
        // One character stands in the middle.
        assert_eq!(starts("章", bold_from), [1.5]);
    }
}

#[test]
fn row_11_quotation_marks_go_by_context() {
    let two = ParagraphStyle { text: text_style_in(TWO, 400), ..left() };
    let width = |text: &str| {
        let paragraph = paragraph(text, two.clone(), usize::MAX);
        typeset(&paragraph, 30.0).lines[0].width.to_pt() / EM
    };
    // Between Han full width, both edges halved; between Latin 0.4 em each.
    assert_eq!(round(width("“十四五”")), 4.0);
    assert_eq!(round(width("的“十四五”的")), 7.0);
    assert_eq!(round(width("the “plan”")), 1.5 + 0.45 + 0.4 + 2.0 + 0.4);
    assert_eq!(round(width("it’s")), 1.5 + 0.4);
    assert_eq!(lines("学习“十四五”计划", 4.5, &two), ["学习“十", "四五”计", "划"]);
}

/// The page of the rules names tests that are there.
#[test]
fn every_rule_is_shown_by_the_test_that_the_page_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/typography.md")).unwrap();
    let sources = ["rules", "embedded", "fonts", "justify", "mixed", "random"]
        .map(|name| fs::read_to_string(root.join(format!("tests/it/lines/{name}.rs"))).unwrap());
    // Of names that begin as a test's does no other stand in back quotes.
    let named = page.split('`').skip(1).step_by(2).filter(|name| name.contains('_') && name.is_ascii());
    let named: Vec<&str> = named.collect();
    assert!(named.len() >= 25, "{named:?}");
    for name in named {
        assert!(sources.iter().any(|source| source.contains(&format!("fn {name}("))), "{name}");
    }
}
