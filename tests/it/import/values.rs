//! Values that have line breaks, colons and numbers inside, and small tables of labels above values.

use super::blocks::{heading, line, lines, table, word};
use super::misread::read;

#[test]
fn a_number_behind_a_line_break_begins_the_next_item() {
    let cell = "1、核对账目　2、保管印章\n和空白票据　3、缴纳税款";
    let file = word(vec![table(&[&["岗位名称", "出纳"], &["权限", cell]])]);
    assert_eq!(
        read(file),
        ["岗位名称: 出纳\n权限:\n  - 核对账目\n  - 保管印章\n  - 和空白票据\n  - 缴纳税款\n"]
    );
}

#[test]
fn a_label_holds_what_follows_a_line_break_in_its_value() {
    let expected =
        "岗位名称: 出纳\n任职资格:\n  学历: 大专\n  培训:\n    - 入职培训\n    - 每年复训\n  证书: 会计师\n";
    let value = "学历：大专。培训：入职培训\n每年复训。证书：会计师。";
    assert_eq!(read(word(vec![table(&[&["岗位名称", "出纳"], &["任职资格", value]])])), [expected]);
    let numbered = [
        "岗位名称：出纳",
        "任职资格：",
        "（一）学历：大专。",
        "（二）培训：入职培训\n每年复训。",
        "（三）证书：会计师。",
    ];
    assert_eq!(read(lines(&numbered)), [expected]);
}

#[test]
fn a_colon_in_a_value_makes_no_label_of_what_stands_before_it() {
    let value = "工作环境：车间：噪声不大于85分贝；工作时间特征：标准工时制";
    assert_eq!(
        read(word(vec![table(&[&["岗位名称", "铆工"], &["其它", value]])])),
        ["岗位名称: 铆工\n其它:\n  工作环境: 车间：噪声不大于85分贝\n  工作时间特征: 标准工时制\n"]
    );
}

#[test]
fn one_signature_below_its_role_is_an_approval() {
    let file = word(vec![
        heading("出纳岗位职责说明书", 2),
        table(&[&["岗位名称", "出纳"], &["岗位定员", "2"]]),
        heading("审批", 3),
        table(&[&["编制"], &["林静宜"], &["2026年1月5日"]]),
    ]);
    assert_eq!(
        read(file),
        ["岗位名称: 出纳\n岗位定员: 2\n审批:\n  - 角色: 编制\n    姓名: 林静宜\n    日期: 2026-01-05\n"]
    );
}

#[test]
fn a_label_alone_above_a_longer_text_names_it_where_labels_stand() {
    let file = word(vec![
        line("岗位名称：出纳"),
        heading("附加", 3),
        table(&[&["保密要求"], &["不得泄露账户密码和客户资料"]]),
    ]);
    assert_eq!(read(file), ["岗位名称: 出纳\n附加:\n  保密要求: 不得泄露账户密码和客户资料\n"]);
}

#[test]
fn a_standard_goes_on_behind_a_line_break() {
    let texts = [
        "岗位名称：出纳",
        "岗位职责：",
        "1.核对账目。工作标准：每日核对\n差错不过夜。权重：40%。",
        "2.保管印章。",
    ];
    assert_eq!(
        read(lines(&texts)),
        ["\
岗位名称: 出纳
岗位职责:
  - 描述: 核对账目
    标准:
      - 每日核对
      - 差错不过夜
    权重: 40%
  - 保管印章
"]
    );
}

#[test]
fn labels_of_the_form_stay_labels_under_further_fields() {
    let texts = ["岗位名称：出纳", "附加：", "工作地点：总部"];
    assert_eq!(read(lines(&texts)), ["岗位名称: 出纳\n附加:\n  工作地点: 总部\n"]);
    let cards = word(vec![
        line("岗位名称：出纳"),
        heading("附加", 3),
        table(&[&["工作地点"], &["总部和华东各分公司"]]),
    ]);
    assert_eq!(read(cards), ["岗位名称: 出纳\n附加:\n  工作地点: 总部和华东各分公司\n"]);
}

#[test]
fn a_name_with_digits_is_no_translation_of_the_label_before_it() {
    let file = word(vec![
        heading("内审员岗位职责说明书", 2),
        line("岗位编号 HY-045"),
        table(&[&["岗位名称", "内审员"], &["岗位定员", "1"]]),
        heading("岗位职责", 3),
        line("1.组织内审，\n编制ISO 14001:2025报告"),
    ]);
    let read = read(file);
    assert!(read[0].contains("岗位编号: HY-045\n"), "{}", read[0]);
    assert!(read[0].contains("  - 编制ISO 14001:2025报告\n"), "{}", read[0]);
}

#[test]
fn an_exclamation_is_no_question() {
    let texts = ["岗位名称：出纳", "岗位职责：", "1.安排新员工入职培训！？库存盘点", "2.保管印章"];
    assert_eq!(
        read(lines(&texts)),
        ["岗位名称: 出纳\n岗位职责:\n  - 安排新员工入职培训！？库存盘点\n  - 保管印章\n"]
    );
}

/// Cells that are left empty count as little as they are: four labels and one value are no header.
#[test]
fn a_form_with_hardly_any_values_is_no_list_of_positions() {
    let file = word(vec![
        heading("出纳岗位职责说明书", 2),
        table(&[
            &["岗位名称", "出纳", "岗位编号", "", "职级", "", "岗位定员"],
            &["所在部门", "财务部", "上级部门"],
        ]),
    ]);
    assert_eq!(read(file), ["岗位名称: 出纳\n"]);
}

#[test]
fn parentheses_of_a_value_are_kept_and_those_around_labels_are_not() {
    let file = word(vec![
        line("岗位名称：出纳"),
        line("职责概括：核对账目），编制报表（附清单）"),
        line("岗位职责："),
        line("1.保管印章），发放支票（权重：40%）"),
        line("2.缴纳税款"),
    ]);
    assert_eq!(
        read(file),
        ["\
岗位名称: 出纳
职责概括: 核对账目），编制报表（附清单）
岗位职责:
  - 描述: 保管印章），发放支票
    权重: 40%
  - 缴纳税款
"]
    );
}

#[test]
fn a_leader_stands_before_a_page_number() {
    let texts = ["出纳岗位职责", "1、核对账目……印章，归档ISO 9001", "2、缴纳税款"];
    let file = word(
        std::iter::once(heading("出纳岗位职责", 2)).chain(texts[1..].iter().map(|text| line(text))).collect(),
    );
    assert_eq!(read(file), ["岗位名称: 出纳\n岗位职责:\n  - 核对账目……印章，归档ISO 9001\n  - 缴纳税款\n"]);
}

#[test]
fn a_measure_with_a_comma_is_one_and_a_row_of_short_names_are_several() {
    let file = |text: &str| word(vec![table(&[&["岗位名称", "出纳"], &["考核指标", text]])]);
    assert_eq!(read(file("账目准确，无差错")), ["岗位名称: 出纳\n主要考核指标:\n  - 账目准确，无差错\n"]);
    assert_eq!(
        read(file("准确率、及时率，投诉")),
        ["岗位名称: 出纳\n主要考核指标:\n  - 准确率\n  - 及时率\n  - 投诉\n"]
    );
}
