//! What is advised is right, and told once: with the advice followed, or with `fix`, nothing is left to tell.

use gangwei::diag::Lang;

use super::typed::{fixed, messages, told};
use super::{Checked, project};

/// A position with a title and this text.
fn whole(text: &str) -> String {
    format!("岗位名称: 会计\n{text}")
}

/// The codes of what is told of a text below the title, without the texts' style and the organisation.
fn codes(text: &str) -> Vec<&'static str> {
    let told = told(&whole(text)).into_iter().map(|(_, code)| code);
    told.filter(|code| !matches!(*code, "W212" | "W217" | "W219" | "W221")).collect()
}

/// Each text is told of once, and mended to what stands beside it, of which nothing is told.
fn told_once_and_mended(cases: &[(&str, &str)]) {
    for (text, right) in cases {
        let messages = messages(&whole(text), Lang::En);
        assert_eq!(codes(text).len(), 1, "{text}{messages}");
        assert_eq!(fixed(text), *right, "{messages}");
        assert_eq!(codes(right), [""; 0], "{right}");
    }
}

#[test]
fn the_keys_of_an_item_without_its_dash_move_with_it() {
    let cases = [
        (
            "职责:\n  - 描述: 值班\n    标准: 准时\n  描述: 归档\n  标准: 完整\n",
            "职责:\n  - 描述: 值班\n    标准: 准时\n  - 描述: 归档\n    标准: 完整\n",
        ),
        (
            "职责:\n  主要工作:\n    - 描述: 值班\n    描述: 归档\n    标准: 完整\n  其他:\n    - 乙\n",
            "职责:\n  主要工作:\n    - 描述: 值班\n    - 描述: 归档\n      标准: 完整\n  其他:\n    - 乙\n",
        ),
        (
            "职责:\n  - 描述: 值班\n  描述: |\n    归档\n    # 甲\n  标准:\n  - 完整\n  # 注\n  - 描述: 丙\n",
            "职责:\n  - 描述: 值班\n  - 描述: |\n      归档\n      # 甲\n    标准:\n    - 完整\n  # 注\n  - 描述: 丙\n",
        ),
        (
            "职责:\n  - 描述: 值班\n  描述: 归档\n    和装订\n  - 丙\n",
            "职责:\n  - 描述: 值班\n  - 描述: 归档\n      和装订\n  - 丙\n",
        ),
    ];
    told_once_and_mended(&cases);
    let text = "主要考核指标:\n  - 指标: 甲\n    目标: 乙\n  指标: 丙\n  目标: 丁\n  指标: 戊\n  目标: 己\n备注: 无\n";
    let right = "主要考核指标:\n  - 指标: 甲\n    目标: 乙\n  - 指标: 丙\n    目标: 丁\n  - 指标: 戊\n    目标: 己\n备注: 无\n";
    assert_eq!((codes(text), fixed(text)), (vec!["E004", "E004"], right.to_owned()));
    let crlf = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(fixed(&crlf(text)), crlf(right));
    let colons = "职责:\n  - 描述: 值班\n  描述：归档\n  标准：完整\n";
    assert_eq!(fixed(colons), "职责:\n  - 描述: 值班\n  - 描述: 归档\n    标准: 完整\n");
}

#[test]
fn a_text_of_several_lines_that_begins_with_a_mark_is_quoted_whole() {
    for mark in [">", "> ", "|", "*", "@", "%", "`", ",", "!", "! ", "&", "[重要]", "\"重要\"", "& ", "甲: "]
    {
        told_once_and_mended(&[(
            &format!("职责概括: {mark}核算成本\n  编制报表\n"),
            &format!("职责概括: '{mark}核算成本\n  编制报表'\n").replace("甲: ", "甲："),
        )]);
        if mark != "甲: " {
            told_once_and_mended(&[(
                &format!("权限:\n  - {mark}审批\n\n    5万元's 以下   # 注\n  - 签发\n"),
                &format!("权限:\n  - '{mark}审批\n\n    5万元''s 以下'   # 注\n  - 签发\n"),
            )]);
        }
    }
    told_once_and_mended(&[(
        "职责概括:\n  >核算\n  编制\n备注: 无\n",
        "职责概括:\n  '>核算\n  编制'\n备注: 无\n",
    )]);
    let message = messages(&whole("权限:\n  - > 审批；\n    5万元以下\n"), Lang::Zh);
    assert!(message.contains("给整段文字加半角引号，写成 '> 审批； 5万元以下'"), "{message}");
}

#[test]
fn a_text_with_more_than_lines_of_text_below_is_left_to_its_author() {
    for (text, advice) in [
        ("任职资格: > 大专\n  学历: 本科\n", "in line with those below"),
        ("权限: > 审批\n  - 报销\n", "in line with those below"),
        ("职责概括: >核算\n  # 注\n  编制\n", "put quotes around the whole text: '>核算 # 注 编制'"),
        ("职责概括: >核算   # 注\n  编制\n", "put quotes around the whole text"),
        ("职责概括: >核算\n  1. 编制\n", "put quotes around the whole text"),
    ] {
        let message = messages(&whole(text), Lang::En);
        assert!(message.contains(advice), "{message}");
        assert_eq!((codes(text), fixed(text)), (vec!["E004"], text.to_owned()), "{message}");
    }
    // What YAML's own signs are for stays.
    for text in
        ["职责概括: >\n  核算\n", "备注: |-\n  甲\n", "任职资格: &甲\n  学历: 本科\n", "备注: !!str\n  1\n"]
    {
        assert_eq!((codes(text), fixed(text)), (vec![], text.to_owned()));
    }
}

#[test]
fn a_list_under_the_name_of_its_items_first_key_is_asked_about_and_looked_into() {
    for (key, meant) in [("指标", "主要考核指标"), ("主要指标", "主要考核指标"), ("考核", "考核指标")]
    {
        let text = format!("{key}:\n  - 利润指标: 40%\n  - 指标: 差错率\n    权种: 5%\n");
        let message = messages(&whole(&text), Lang::Zh);
        for part in [
            format!("没有“{key}”这个项目；是不是“{meant}”？"),
            "写成⏎- 指标: 利润指标⏎  目标: 40%".to_owned(),
            "没有“权种”这个项目；是不是“权重”？".to_owned(),
        ] {
            assert!(message.contains(&part), "{message}");
        }
        assert!(fixed(&text).contains("\n  - 指标: 利润指标\n    目标: 40%\n"), "{message}");
    }
    let message = messages("title: Clerk\nname:\n  - Profit: 40%\n", Lang::En);
    assert!(
        message.contains("did you mean `kpis`?") && message.contains("- name: Profit⏎  target: 40%"),
        "{message}"
    );
    // A single value belongs to one indicator.
    for text in ["指标: 利润\n", "目标:\n  - 甲\n"] {
        let message = messages(&whole(text), Lang::Zh);
        assert!(message.contains("这一项写在“主要考核指标”下面") && codes(text).len() == 1, "{message}");
    }
}

#[test]
fn a_text_with_stars_and_a_full_width_colon_is_quoted() {
    for text in ["*注意*：编制凭证", "**编制**：凭证", "*编制：凭证", ">编制：凭证", "@全员：通知"]
    {
        told_once_and_mended(&[(
            &format!("职责:\n  - {text}\n  - 归档\n"),
            &format!("职责:\n  - '{text}'\n  - 归档\n"),
        )]);
    }
    assert_eq!(fixed("职责:\n  - **描述**：凭证\n    标准: 甲\n"), "职责:\n  - 描述: 凭证\n    标准: 甲\n");
}

#[test]
fn stressed_words_are_no_placeholders() {
    for text in ["'**重要** 编制报表'", "编制**月度**、**年度**报表", "'**编制**：凭证'"]
    {
        assert_eq!(codes(&format!("职责:\n  - {text}\n")), [""; 0], "{text}");
    }
    for text in ["'**公司**部'", "'**公司'", "2026年**月**日", "'****'", "'** 甲 **'"] {
        assert_eq!(codes(&format!("备注:\n  - {text}\n")), ["W218"], "{text}");
    }
}

#[test]
fn chinese_quotes_around_a_text_that_needs_yamls_become_those() {
    for (before, after) in
        [("权限:\n  - ", ""), ("备注: ", ""), ("职责:\n  - 描述: ", "    标准: 准\n"), ("职责:\n  - ", "")]
    {
        let colon = ("“编制: 凭证”", "'编制：凭证'");
        for (text, right) in [colon, ("「编制: 凭证」", colon.1), ("“编制凭证 # 及时”", "'编制凭证 # 及时'")]
        {
            let written = |text: &str| format!("{before}{text}   # 注\n{after}");
            told_once_and_mended(&[(&written(text), &written(right))]);
            let message = messages(&whole(&written(text)), Lang::Zh);
            assert!(message.contains("改用半角引号，写成 '编制"), "{message}");
        }
    }
    told_once_and_mended(&[
        ("权限: [“编制: 凭证”, 审批]\n", "权限: ['编制：凭证', 审批]\n"),
        ("职责: [“编制: 凭证”, 审批]\n", "职责: ['编制：凭证', 审批]\n"),
        ("备注: “甲: 乙\n  丙”\n", "备注: '甲：乙\n  丙'\n"),
        ("权限:\n  - “甲: 乙”，“丙: 丁”\n", "权限:\n  - '“甲：乙”，“丙：丁”'\n"),
    ]);
    for text in
        ["备注: 见“编制: 凭证”\n", "备注: “安全第一”   # “注”\n", "权限:\n  - “签发”   # 张三的“授权”\n"]
    {
        assert!(!codes(text).contains(&"W003"), "{text}");
    }
}

#[test]
fn chinese_quotes_around_values_are_taken_away() {
    for (text, right) in [
        ("职级: 「三级」\n", "职级: 三级\n"),
        ("岗位编号: 『A-01』\n", "岗位编号: A-01\n"),
        ("岗位定员: “2”\n", "岗位定员: 2\n"),
        ("岗位定员: “2-3人”\n", "岗位定员: 2-3人\n"),
        ("页数上限: ‘2’\n", "页数上限: 2\n"),
        ("序号: “-3”\n", "序号: -3\n"),
        ("状态: “撤销”\n", "状态: 撤销\n"),
        ("主要考核指标:\n  - 指标: “差错率”\n", "主要考核指标:\n  - 指标: 差错率\n"),
        ("职责:\n  “主要工作”:\n    - 甲\n", "职责:\n  主要工作:\n    - 甲\n"),
        ("任职资格:\n  “学历”: 本科\n", "任职资格:\n  学历: 本科\n"),
        ("权限: [“审批”, 签发]\n", "权限: [审批, 签发]\n"),
    ] {
        assert_eq!(codes(text).len(), 1, "{}", messages(&whole(text), Lang::En));
        assert_eq!(fixed(text), right);
        assert_eq!(codes(right), [""; 0], "{right}");
    }
    let all = "权限: [“审批”, “签发”]\n职责:\n  - “编制”\n  - 「归档」\n";
    assert_eq!(
        (codes(all), fixed(all)),
        (vec!["W223"; 4], "权限: [审批, 签发]\n职责:\n  - 编制\n  - 归档\n".to_owned())
    );
    // Quotations stay.
    for text in [
        "备注:\n  - “安全第一”\n  - “质量第一”\n",
        "权限:\n  - “审批”\n  - 签发“通知”\n",
        "职责概括: “双体系”\n",
        "主要考核指标:\n  - 指标: “双体系”达标率\n",
        "权限: [“甲”和“乙”, 丙]\n",
    ] {
        assert_eq!(
            (codes(text), fixed(text)),
            (vec![], text.to_owned()),
            "{}",
            messages(&whole(text), Lang::En)
        );
    }
    for text in ["岗位定员: “若干”\n", "状态: “好”\n"] {
        assert_eq!(fixed(text), text);
    }
}

#[test]
fn a_group_without_its_colon_is_told_once_at_its_name() {
    for (text, right, lines) in [
        (
            "职责\n  主要工作\n    - 编制\n    - 归档\n  日常\n    - 乙\n",
            "职责:\n  主要工作:\n    - 编制\n    - 归档\n  日常:\n    - 乙\n",
            vec![2, 3, 6],
        ),
        ("任职资格\n  学历\n    - 本科\n", "任职资格:\n  学历:\n    - 本科\n", vec![2, 3]),
        ("备注\n  须经常出差\n", "备注:\n  须经常出差\n", vec![2]),
        (
            "职责:\n  一、主要工作\n    - 描述: 编制\n      标准: 及时\n  二、其他\n    - 描述: 归档\n      标准: 完整\n",
            "职责:\n  一、主要工作:\n    - 描述: 编制\n      标准: 及时\n  二、其他:\n    - 描述: 归档\n      标准: 完整\n",
            vec![3, 6],
        ),
        (
            "职责:\n  1. 主要工作\n  - 编制\n  2. 其他\n  - 归档\n",
            "职责:\n  1. 主要工作:\n  - 编制\n  2. 其他:\n  - 归档\n",
            vec![3, 5],
        ),
        (
            "职责:\n  一、主要工作：\n    - 编制\n  （二）其他（日常）\n    - 归档\n",
            "职责:\n  一、主要工作:\n    - 编制\n  （二）其他（日常）:\n    - 归档\n",
            vec![3, 5],
        ),
        ("职责:\n  - 主要工作\n    - 编制\n", "职责:\n    主要工作:\n    - 编制\n", vec![3]),
        (
            "职责:\n- 主要工作\n  - 编制\n  - 归档\n- 其他工作：\n  - 描述: 乙\n权限:\n- 丙\n- 丁\n",
            "职责:\n  主要工作:\n  - 编制\n  - 归档\n  其他工作:\n  - 描述: 乙\n权限:\n- 丙\n- 丁\n",
            vec![3, 6],
        ),
    ] {
        let found = told(&whole(text)).into_iter().filter(|(_, code)| !code.starts_with("W2"));
        let expected: Vec<_> = lines.iter().map(|line| (*line, "E004")).collect();
        assert_eq!(found.collect::<Vec<_>>(), expected, "{}", messages(&whole(text), Lang::En));
        assert_eq!(fixed(text), right);
        assert_eq!(codes(right).iter().filter(|code| **code != "W222").count(), 0, "{right}");
    }
    // Duties of duties are told of, but what they are to be is for their author to say.
    let text = "职责:\n  - 编制凭证\n    - 审核\n  - 归档\n    - 装订\n";
    let message = messages(&whole(text), Lang::Zh);
    assert!(
        message.contains("“编制凭证”后面缺少冒号") && message.contains("“归档”后面缺少冒号"),
        "{message}"
    );
    assert_eq!((codes(text), fixed(text)), (vec!["E004"; 2], text.to_owned()));
    // A list of items that are not all groups, and one of texts.
    for text in [
        "职责:\n  - 编制\n    - 审核\n  - 归档\n",
        "权限:\n  - 审批\n    - 小额\n",
        "职责:\n  1. 编制\n  2. 归档\n",
    ] {
        assert!(!messages(&whole(text), Lang::Zh).contains("缺少冒号"), "{text}");
    }
}

#[test]
fn several_departments_in_one_name_become_a_list() {
    told_once_and_mended(&[
        ("所在部门: 财务部、生产部   # 注\n", "所在部门: [财务部, 生产部]   # 注\n"),
        ("所属部门: 财务、生产、安全\n", "所属部门: [财务, 生产, 安全]\n"),
    ]);
    for text in [
        "所在部门:\n  - 财务部、生产部\n",
        "所在部门: [财务部、生产部, 办公室]\n",
        "所在部门: '财务部、生产部'\n",
    ] {
        assert_eq!((codes(text), fixed(text)), (vec!["W228"], text.to_owned()));
    }
    let of = |departments: &str, named: &str| {
        let handbook = format!("部门: {departments}\n");
        let position = format!("岗位名称: 甲\n所在部门: {named}\n");
        Checked::new(&project(&[("handbook.yaml", &handbook), ("a.yaml", &position)])).codes()
    };
    // Nothing else that comes of it is told: a department that is not listed, and two without a position.
    assert_eq!(of("[财务部, 生产部]", "财务部、生产部"), ["W228"]);
    assert_eq!(of("[财务部, 生产部]", "财务部/生产部"), ["W228"]);
    assert_eq!(of("[财务部、生产部, ]", "财务部、生产部"), [""; 0]);
    assert_eq!(of("[生产/技术部]", "生产/技术部"), [""; 0]);
    assert_eq!(of("['安全、环保部']", "安全、环保部"), [""; 0]);
}

#[test]
fn what_differs_by_position_stands_beside_the_message() {
    let duties = |count: usize| "    - {描述: 甲, 标准: 乙}\n".to_owned() + &"    - 丙\n".repeat(count);
    let file = |count: usize| {
        let weights = "  - {指标: 甲, 权重: 10%}\n".repeat(count) + "  - {指标: 乙}\n";
        format!("岗位名称: 甲{count}\n职责:\n  主要:\n{}考核指标:\n{weights}", duties(count))
    };
    let files: Vec<(String, String)> = (1..5).map(|count| (format!("{count}.yaml"), file(count))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let checked = Checked::new(&project(&files));
    for code in ["W217", "W212"] {
        let mut told: Vec<_> = checked
            .found
            .iter()
            .filter(|finding| finding.code.name() == code)
            .map(|finding| &finding.message)
            .collect();
        assert_eq!(told.len(), 4, "{code}");
        told.dedup();
        assert_eq!(told.len(), 1, "{told:?}");
    }
    let shown = gangwei::diag::render(
        &checked.found,
        &checked.loaded.sources,
        gangwei::diag::Format::Human,
        Lang::Zh,
        false,
    );
    assert_eq!(shown.matches("W217").count(), 1, "{shown}");
    assert!(shown.contains("另有 3 处：2.yaml:5、3.yaml:5、4.yaml:5"), "{shown}");
}

#[test]
fn a_hint_names_what_is_meant_or_nothing() {
    for (key, hint) in [
        ("上级", Some("直接上级")),
        ("上级 领导", Some("直接上级")),
        ("编号", Some("岗位编号")),
        ("KPI", Some("主要考核指标")),
        ("岗位代号", Some("岗位编号")),
        ("岗位性质", None),
        ("岗位说明", None),
    ] {
        let message = messages(&whole(&format!("{key}: 甲\n")), Lang::Zh);
        match hint {
            Some(hint) => assert!(message.contains(&format!("是不是“{hint}”？")), "{message}"),
            None => assert!(!message.contains("是不是"), "{message}"),
        }
    }
    let message = messages("title: Clerk\ncode: A\nKPI: Profit\n", Lang::En);
    assert!(message.contains("did you mean `kpis`?"), "{message}");
}

#[test]
fn a_copy_of_a_short_file_is_told_as_one() {
    let of = |files: &[(&str, &str)]| Checked::new(&project(files)).codes();
    let short = "岗位名称: 会计\n直接上级: 总经理\n";
    let head = ("总经理.yaml", "岗位名称: 总经理\n");
    assert_eq!(of(&[("部/会计.yaml", short), ("部/会计 - 副本.yaml", short), head]), ["W225"]);
    assert_eq!(of(&[("部/会计.yaml", short), ("部/会计2.yaml", short), head]), ["W225"]);
    let other = "岗位名称: 会计\n# 注\n直接上级: 总经理\n";
    assert_eq!(of(&[("部/会计.yaml", short), ("部/会计2.yaml", other), head]), ["W202"]);
    assert_eq!(of(&[("部/会计.yaml", short), ("部/会计(1).yaml", other), head]), ["W225"]);
}

#[test]
fn a_superior_in_a_line_of_another_name_is_one() {
    let position = "岗位名称: 会计\n直接上级: {直接: 总经理}\n";
    let others = [
        ("a.yaml", position),
        ("b.yaml", "岗位名称: 总经理\n"),
        ("c.yaml", "岗位名称: 出纳\n直接上级: 会计\n"),
    ];
    let checked = Checked::new(&project(&others));
    assert_eq!(checked.codes(), [""; 0]);
    let errors: Vec<_> = checked.loaded.diagnostics.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(errors, ["E013"]);
}

#[test]
fn the_beginning_of_lines_that_are_not_there_is_told() {
    for text in [
        "备注: |\n",
        "职责:\n  - 描述: 甲\n    标准: >\n  - 乙\n",
        "备注: >-   # 注\n职级: 三级\n",
        "权限:\n  - |\n  - 甲\n",
    ] {
        assert_eq!((codes(text), fixed(text)), (vec!["W003"], text.to_owned()));
    }
    let message = messages(&whole("备注: >\n"), Lang::Zh);
    assert!(message.contains("“>”在 YAML 里是多行文字的开头，下面却没有文字"), "{message}");
    for text in ["备注: |\n  甲\n", "备注: |\n  # 甲\n职级: 三级\n", "备注: ''\n"] {
        assert_eq!(codes(text), [""; 0], "{text}");
    }
}

#[test]
fn a_handbook_in_which_nobody_names_a_superior_is_told_of_once() {
    let positions = [
        ("部/会计.yaml", "岗位名称: 会计\n"),
        ("部/出纳.yaml", "岗位名称: 出纳\n直接上级: []\n"),
        ("部/甲.yaml", "岗位名称: 甲\n"),
    ];
    let checked = Checked::new(&project(&positions));
    assert_eq!(checked.codes(), ["W219"]);
    assert!(
        checked.messages(Lang::Zh).contains("没有一个岗位写了直接上级，共 3 个岗位"),
        "{}",
        checked.messages(Lang::Zh)
    );
    let handbook = [&positions[..], &[("handbook.yaml", "标题: 手册\n")]].concat();
    let checked = Checked::new(&project(&handbook));
    assert!(
        checked.messages(Lang::En).starts_with("handbook.yaml: warning[W219]: no position says"),
        "{}",
        checked.messages(Lang::En)
    );
    // One position has nobody to name; and who is named in vain is told of by himself.
    assert_eq!(Checked::new(&project(&positions[..1])).codes(), [""; 0]);
    let vain = [positions[0], ("部/出纳.yaml", "岗位名称: 出纳\n直接上级: 无此人\n")];
    assert_eq!(Checked::new(&project(&vain)).codes(), ["W204"]);
}
