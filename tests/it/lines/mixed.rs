//! Mixed text: for each kind, where its lines break and why.

use super::*;

/// A text, a measure in em, and the lines.
type Case<'a> = (&'a str, f64, &'a [&'a str]);

fn check(cases: &[Case]) {
    for &(text, ems, expected) in cases {
        assert_eq!(lines(text, ems, &left()), expected, "{text} @ {ems}");
    }
}

/// An address goes to the next line whole. One that no line holds breaks after a sign that shows
/// that it goes on (Chicago 7.46); then it may as well begin on this line.
#[test]
fn web_addresses() {
    check(&[
        ("登录http://hr.cn/a-b查询", 10.25, &["登录http://hr.cn/a-b", "查询"]),
        ("登录http://hr.cn/a-b查询", 10.0, &["登录", "http://hr.cn/a-b查", "询"]),
        (
            "登录http://hr.example.cn/policy/2026/a?id=3",
            12.0,
            &["登录http://hr.example.", "cn/policy/2026/a?id=3"],
        ),
        // Where not even a piece fits, it breaks like any long word.
        ("www.gangweishuoming.cn", 5.0, &["www.", "gangweishu", "oming.cn"]),
    ]);
}

/// A hyphen in an address would be read as one that the line break put there.
#[test]
fn e_mail_addresses() {
    check(&[
        ("联系hr-dept@gw.cn咨询", 8.0, &["联系", "hr-dept@gw.cn咨", "询"]),
        ("邮件hr-dept@gangwei.com.cn", 6.25, &["邮件hr-dept@", "gangwei.com.", "cn"]),
        ("邮件hr-dept@gangwei.com.cn", 6.0, &["邮件", "hr-dept@", "gangwei.com.", "cn"]),
    ]);
}

/// Letters and digits around - / . # are one name. Between words of letters a hyphen may end a line.
#[test]
fn product_codes() {
    check(&[
        ("型号HY-200A/3设备", 5.0, &["型号", "HY-200A/3", "设备"]),
        ("型号A-B-2设备", 4.0, &["型号", "A-B-2设", "备"]),
        ("日期2026-11-23前", 5.0, &["日期", "2026-11-23", "前"]),
        ("单位kg/m²等", 4.0, &["单位", "kg/m²等"]),
        ("做到state-of-the-art水平", 8.0, &["做到state-of-", "the-art水平"]),
        ("了解AND/OR法", 5.0, &["了解", "AND/OR法"]),
    ]);
}

/// 〔2026〕3号 is one number. A line may break between GB/T and its number, where a space is typed,
/// as in a word processor; a no-break space keeps them together.
#[test]
fn citations() {
    check(&[
        ("按国发〔2026〕3号执行", 6.0, &["按国发", "〔2026〕3号", "执行"]),
        ("按国发〔2026〕3号执行", 7.5, &["按国发", "〔2026〕3号执行"]),
        ("按GB/T 19001—2016执行", 6.75, &["按GB/T ", "19001—2016执", "行"]),
        ("按GB/T\u{a0}19001—2016执", 8.75, &["按", "GB/T\u{a0}19001—2016", "执"]),
        ("第三章（〔2025〕12号）等", 7.0, &["第三章", "（〔2025〕12号）", "等"]),
    ]);
    // The dash of a standard's number is one em wide.
    assert_eq!(widths("19001—2016", 20.0, &left()), [5.5]);
}

#[test]
fn formulas_and_units() {
    check(&[
        ("使用H₂SO₄溶液", 3.75, &["使用", "H₂SO₄溶", "液"]),
        ("排放CO2气体", 3.75, &["排放CO2", "气体"]),
        ("温度25±2℃内", 4.0, &["温度", "25±2℃内"]),
        ("含量≥5‰者", 3.0, &["含量", "≥5‰者"]),
    ]);
    // Latin digits and letters are parted from Han by a quarter em, signs are not.
    assert_eq!(widths("含CO2气", 20.0, &left()), [4.0]);
    assert_eq!(widths("约25℃内", 20.0, &left()), [4.25]);
    assert_eq!(widths("约98%内", 20.0, &left()), [3.75]);
}

/// Radicals look like the characters that they are typed for, and so they are set.
#[test]
fn radicals_and_compatibility_ideographs() {
    check(&[("三⼈ERP⽅", 2.75, &["三⼈", "ERP⽅"]), ("豈﨑㐀龘", 2.0, &["豈﨑", "㐀龘"])]);
    assert_eq!(widths("⼈ERP⽅", 20.0, &left()), widths("人ERP方", 20.0, &left()));
}

/// What shows nothing changes nothing, unless it says where a line may break.
#[test]
fn invisible_characters() {
    check(&[
        ("葛\u{e0100}国\u{fe00}发", 2.0, &["葛\u{e0100}国\u{fe00}", "发"]),
        // U+200B allows a break, also beside a slash; U+2060 and U+FEFF forbid one.
        ("技术/\u{200b}管理", 2.5, &["技术/\u{200b}", "管理"]),
        ("岗位\u{2060}职责", 2.0, &["岗", "位\u{2060}职", "责"]),
        ("岗位\u{feff}职责", 2.0, &["岗", "位\u{feff}职", "责"]),
        // A soft hyphen would have to show a hyphen, so no line ends there.
        ("使用inter\u{ad}net", 4.0, &["使用", "inter\u{ad}net"]),
        ("e\u{301}tat的", 2.0, &["e\u{301}tat", "的"]),
    ]);
    for invisible in INVISIBLE {
        let text = format!("岗{invisible}位");
        assert_eq!(widths(&text, 20.0, &left()), [2.0], "{invisible:?}");
    }
}

/// ① and □ count or tick what follows and do not stay behind at a line's end. （一） is
/// bracketed text like any other.
#[test]
fn enumerations() {
    check(&[
        ("负责①招聘②培训", 3.0, &["负责", "①招聘", "②培训"]),
        ("①②③④", 2.0, &["①②", "③④"]),
        ("负责□是□否", 3.0, &["负责", "□是", "□否"]),
        ("负责□ 是", 3.0, &["负责", "□ 是"]),
        ("第（一）项", 2.0, &["第", "（一）", "项"]),
    ]);
}

/// Half-width marks keep the rules of full-width ones.
#[test]
fn half_width_marks() {
    check(&[
        ("招聘,培训", 2.0, &["招", "聘,", "培训"]),
        ("系统(ERP)等", 3.0, &["系统", "(ERP)", "等"]),
        ("完成!验收", 2.0, &["完", "成!", "验收"]),
        ("技术／管理", 3.0, &["技", "术／管", "理"]),
        ("一二．三", 2.0, &["一", "二．", "三"]),
    ]);
}

/// Marks that no measure holds beside their text break all the same, and nothing stands out.
#[test]
fn rows_of_marks() {
    check(&[
        ("，，，，，，", 2.0, &["，，，，", "，，"]),
        ("////////", 2.0, &["////", "////"]),
        ("岗，，，，", 2.0, &["岗，，", "，，"]),
        ("（（（（", 1.0, &["（（", "（（"]),
        ("岗，", 1.0, &["岗", "，"]),
        ("A）））））B", 2.0, &["A）））", "））B"]),
    ]);
}

/// A full-width space is a distance of its author's, not a space between words.
#[test]
fn full_width_spaces_keep_their_width() {
    let text = "姓名　电话，招聘　培训。考核";
    let paragraph = paragraph(text, justified(), usize::MAX);
    for ems in [9.25, 9.5, 11.5, 12.0] {
        let set = typeset(&paragraph, ems);
        let places = origins(&set, 0);
        let widest = places[3] - places[2];
        assert!(widest >= 1.0, "{widest} @ {ems}");
    }
    let set = typeset(&paragraph, 11.5);
    assert_eq!(texts(&set)[0], "姓名　电话，招聘　培训。");
    assert_eq!(origins(&set, 0)[..6], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
}
