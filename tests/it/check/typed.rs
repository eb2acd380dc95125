//! What people mistype in the data is told where they typed it, all of it in one run, and `fix` mends what
//! needs no thought.

use gangwei::diag::{Diagnostic, Format, Lang, render};
use gangwei::testing::pipeline::{self, Options};

use super::{Checked, project};

const PATH: &str = "部/a.yaml";

fn findings(text: &str) -> (Checked, Vec<Diagnostic>) {
    let mut checked = Checked::new(&project(&[(PATH, text)]));
    let mut all = std::mem::take(&mut checked.loaded.diagnostics);
    all.append(&mut checked.found);
    (checked, all)
}

/// Line and code of each finding, in order.
pub(super) fn told(text: &str) -> Vec<(usize, &'static str)> {
    let (_, found) = findings(text);
    let line = |finding: &Diagnostic| {
        let start = finding.place.as_ref().and_then(|place| place.span).map_or(0, |span| span.start);
        1 + text[..start].matches('\n').count()
    };
    let mut told: Vec<_> = found.iter().map(|finding| (line(finding), finding.code.name())).collect();
    told.sort_unstable();
    told
}

pub(super) fn messages(text: &str, lang: Lang) -> String {
    let (checked, found) = findings(text);
    render(&found, &checked.loaded.sources, Format::Short, lang, false)
}

/// The file as `fix` leaves it.
pub(super) fn mended(text: &str) -> String {
    let (files, _) = pipeline::mend(&project(&[(PATH, text)]), &Options::default());
    files.into_iter().next().map_or(text.to_owned(), |file| file.after.to_string())
}

#[test]
fn a_key_of_an_item_with_a_false_colon_is_no_text() {
    let text = "岗位名称: 会计
岗位职责:
  主要工作:
    - 描述：编制凭证
    - 描述:编制报表
    - description： 归档
    - 工作标准：准确
主要考核指标:
  - 指标：差错率
  - {指标: 及时率}
审批:
  - 角色：编制
";
    assert_eq!(told(text), [4, 5, 6, 7, 9, 12].map(|line| (line, "E004")));
    let mended = mended(text);
    for line in [
        "    - 描述: 编制凭证\n",
        "    - 描述: 编制报表\n",
        "    - description: 归档\n",
        "  - 指标: 差错率\n",
        "  - 角色: 编制\n",
    ] {
        assert!(mended.contains(line), "{mended}");
    }
    assert_eq!(
        messages("岗位名称: 会计\n职责:\n  - 描述：编制凭证\n", Lang::En),
        "部/a.yaml:3:7: error[E004]: the key on this line is not followed by `: `; \
         write a half-width colon and a space, `: `, not the full-width `：`\n"
    );
}

#[test]
fn an_item_that_begins_with_no_key_stays_a_text() {
    let text = "岗位名称: 会计
岗位职责:
  - 报表：编制并报送
  - “描述：”一栏如实填写
  - '描述：编制凭证'
  - 描述要求：真实
  - 指标：分解到人
主要考核指标:
  - 标准：达到行业水平
权限:
  - 描述：审批
";
    assert_eq!(told(text), []);
    assert_eq!(mended(text), text);
}

#[test]
fn a_list_without_dashes_is_told_of() {
    for key in ["权限", "备注", "直接上级", "主要考核指标", "职责:\n  主要工作"] {
        let text = format!("岗位名称: 会计\n{key}:\n    审批\n    付款\n    报销\n");
        let line = 3 + key.matches('\n').count();
        assert!(told(&text).contains(&(line + 1, "W001")), "{key}: {:?}", told(&text));
    }
    for key in ["工作协作:\n  内部协调部门", "任职资格:\n  知识"] {
        let text = format!("岗位名称: 会计\n{key}:\n    财务部\n    市场部\n");
        assert!(told(&text).contains(&(5, "W001")), "{key}: {:?}", told(&text));
    }
    assert_eq!(
        messages("岗位名称: 会计\n权限:\n  审批\n  付款\n", Lang::Zh),
        "部/a.yaml:4:3: 警告[W001]: “付款”接在上一行的文字后面，成了同一段话；\
         各项分行请以“- ”开头；确是同一段话，请用引号括起整段文字\n"
    );
    // A line that looks like an item is told of once.
    assert_eq!(told("岗位名称: 会计\n权限:\n  审批\n  2、付款\n"), [(4, "W001")]);
}

#[test]
fn a_text_that_is_meant_to_have_lines_is_not() {
    let text = "岗位名称: 会计
职责概括:
  负责公司的会计核算
  和财务监督
岗位职责:
  - 描述: 编制凭证
      和报表
    标准: 准确
      及时
  - 描述: 按月装订凭证
    标准: 整齐，
      无遗漏
权限: |
  审批
  付款
备注: >
  审批
  付款
任职资格:
  知识:
    熟悉企业会计准则和税法，了解行业的成本核算方法，
    能独立编制合并报表
  经验: 三年以上，熟悉
    进出口业务
  证书: \"会计师
    以上\"
";
    assert_eq!(told(text), []);
}

#[test]
fn a_space_before_the_first_key_is_told_where_it_is() {
    let text = " 岗位名称: 会计\n岗位编号: CW-01\n岗位定员: 2\n";
    assert_eq!(
        messages(text, Lang::En),
        "部/a.yaml:1:1: error[E004]: the line begins with a space that does not belong there; \
         delete it, so that the line lines up with the keys below\n"
    );
    assert_eq!(mended(text), text.trim_start());
    let text = "# 注\n  职责:\n    主要工作:\n      - 记账\n  岗位编号: CW-01\n岗位名称: 会计\n岗位定员: 2\n";
    assert_eq!(told(text), [(2, "E004")]);
    assert_eq!(mended(text), text.replace("  职责", "职责").replace("  岗位编号", "岗位编号"));
}

#[test]
fn one_broken_line_hides_no_other() {
    let rest = "职责概括：做帐\n岗位定员: 2\n";
    for (mark, line) in [("＊", "＊岗位编号：CW-01"), ("★", "★岗位编号:CW-01")] {
        let text = format!("岗位名称: 会计\n{line}\n{rest}");
        let lines: Vec<usize> = told(&text).iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 2, 3], "{mark}: {}", messages(&text, Lang::En));
        assert_eq!(mended(&text), "岗位名称: 会计\n岗位编号: CW-01\n职责概括: 做帐\n岗位定员: 2\n");
    }
    for line in ["【岗位编号】CW-01", "岗位编号 CW-01"] {
        let text = format!("岗位名称: 会计\n{line}\n{rest}");
        assert_eq!(told(&text), [(2, "E004"), (3, "E004")], "{line}: {}", messages(&text, Lang::En));
    }
}

#[test]
fn a_star_before_a_key_is_told_and_mended() {
    let text = "＊岗位名称: 会计\n★ 岗位编号: CW-01\n附加:\n  ★重点: 对账\n";
    assert_eq!(told(text), [(1, "E004"), (2, "E004")]);
    assert_eq!(mended(text), "岗位名称: 会计\n岗位编号: CW-01\n附加:\n  ★重点: 对账\n");
    assert!(messages(text, Lang::Zh).contains("项目名称前面有“★”；请删去它"));
}

#[test]
fn a_number_of_pages_is_hinted_at_like_one_of_people() {
    for pages in ["两页", "2页"] {
        let message = messages(&format!("岗位名称: 会计\n页数上限: {pages}\n"), Lang::En);
        assert!(message.contains("write 2"), "{message}");
    }
}

#[test]
fn a_mended_colon_at_the_end_of_a_line_gets_no_space() {
    let text = "岗位名称: 会计\n岗位职责：\n  主要工作： \n    - 描述：记账\n      标准：准确\n";
    let right = "岗位名称: 会计\n岗位职责:\n  主要工作:\n    - 描述: 记账\n      标准: 准确\n";
    assert_eq!(mended(text), right);
}

#[test]
fn a_date_that_is_not_written_as_one_is_told_of() {
    for (date, help) in [
        ("20260101", "write 2026-01-01"),
        ("45292", "this one is 2024-01-01"),
        ("２０２６-０１-０１", "write 2026-01-01"),
        ("2026年13月", "write 2026-11-23 or"),
    ] {
        let message = messages(&format!("岗位名称: 会计\n生效日期: {date}\n"), Lang::En);
        assert!(message.contains("warning[W005]") && message.contains(help), "{message}");
    }
    for date in ["2026-01", "2026年11月", "2026", "自发布之日起"] {
        assert_eq!(told(&format!("岗位名称: 会计\n生效日期: {date}\n")), [], "{date}");
    }
}

/// What `fix` makes of a text, with the title before it.
pub(super) fn fixed(text: &str) -> String {
    mended(&format!("岗位名称: 会计\n{text}")).strip_prefix("岗位名称: 会计\n").unwrap().to_owned()
}

#[test]
fn a_text_that_begins_with_a_mark_of_yaml_is_put_in_quotes() {
    for (value, quoted) in [
        ("> 95%", "'> 95%'"),
        (">=95%", "'>=95%'"),
        (">5", "'>5'"),
        ("| 说明", "'| 说明'"),
        ("& 说明", "'& 说明'"),
        ("&说明 见附件", "'&说明 见附件'"),
        ("% 5", "'% 5'"),
        ("* 合格", "'* 合格'"),
        ("*合格率", "'*合格率'"),
        ("@全员", "'@全员'"),
        ("`甲`", "'`甲`'"),
        ("! 重要", "'! 重要'"),
        ("!重要 通知", "'!重要 通知'"),
        ("? 待定", "'? 待定'"),
        (", 见附件", "', 见附件'"),
        ("[重要] 通知", "'[重要] 通知'"),
        ("{见附件}", "'{见附件}'"),
        ("\"重要\"通知", "'\"重要\"通知'"),
        ("@张三's", "'@张三''s'"),
        ("时间: 每周一", "'时间：每周一'"),
        ("甲: b: c", "'甲：b: c'"),
        ("#3 机组", "'#3 机组'"),
        ("见附件 #3", "'见附件 #3'"),
    ] {
        for (before, after) in [("备注: ", "\n职级: 三级\n"), ("权限:\n  - ", "   # 注\n  - 审批\n")]
        {
            // In a list a pair is a text with a full-width colon, or two keys; a comment goes on to the line's end.
            if (value.contains(": ") || value.contains('#')) && before.ends_with("- ") {
                continue;
            }
            let text = format!("{before}{value}{after}");
            let right = format!("{before}{quoted}{after}");
            let told = told(&format!("岗位名称: 会计\n{text}"));
            // A colon among Han is told by itself, as in any text.
            let causes = told.iter().filter(|(_, code)| *code != "W221").count();
            assert_eq!(causes, 1, "{text}: {told:?}");
            assert_eq!(fixed(&text), right, "{}", messages(&format!("岗位名称: 会计\n{text}"), Lang::En));
        }
    }
}

#[test]
fn what_is_yaml_on_purpose_is_left_alone() {
    let text = "岗位名称: &名 会计
职责概括: |2
    核算
  监督
备注: >-
  甲
  乙
权限:
  - &共用 审批
  - *共用
  - !!str 1
任职资格: &资格
  学历: 本科
其它: *资格
主要考核指标:
  - {指标: 差错率, 目标: '> 95%'}
  - <<: {目标: ≥95%}
    指标: 及时率
职级: <3级
汇报对象: *名
";
    let told = told(text);
    assert!(told.iter().all(|(_, code)| code.starts_with("W2")), "{told:?}");
    assert_eq!(mended(text), text);
}

#[test]
fn a_mapping_or_a_list_beside_its_key_gets_its_own_line() {
    for (text, right) in [
        ("任职资格: 学历: 本科\n", "任职资格:\n  学历: 本科\n"),
        ("任职资格: 学历: 本科\n  经验: 三年\n", "任职资格:\n  学历: 本科\n  经验: 三年\n"),
        ("职责: 主要工作:\n    - 记账\n", "职责:\n  主要工作:\n    - 记账\n"),
        ("权限: - 审批\n", "权限:\n  - 审批\n"),
        ("权限: - 审批\n  - 报销\n", "权限:\n  - 审批\n  - 报销\n"),
        ("权限: - 审批\n      - 报销\n", "权限:\n      - 审批\n      - 报销\n"),
        ("权限: - 审批\n- 报销\n", "权限:\n- 审批\n- 报销\n"),
        ("职级: 三级 序号: 2\n", "职级: 三级\n序号: 2\n"),
        ("职级: 三级，序号: 2\n", "职级: 三级\n序号: 2\n"),
    ] {
        assert_eq!(fixed(text), right, "{}", messages(&format!("岗位名称: 会计\n{text}"), Lang::En));
        let crlf = |text: &str| format!("岗位名称: 会计\n{text}").replace('\n', "\r\n");
        assert_eq!(mended(&crlf(text)), crlf(right));
    }
}

#[test]
fn an_item_without_its_dash_is_told_where_it_is_and_nothing_is_to_be_deleted() {
    for (text, right, line) in [
        (
            "职责:\n  - 描述: 甲\n    标准: 准\n    描述: 乙\n    标准: 快\n",
            "职责:\n  - 描述: 甲\n    标准: 准\n  - 描述: 乙\n    标准: 快\n",
            5,
        ),
        (
            "职责:\n  - 描述: 甲\n    标准: 准\n  描述: 乙\n    标准: 快\n",
            "职责:\n  - 描述: 甲\n    标准: 准\n  - 描述: 乙\n    标准: 快\n",
            5,
        ),
        (
            "职责:\n  日常:\n    描述: 甲\n    标准: 准\n    描述: |\n      乙\n\n      丙\n",
            "职责:\n  日常:\n    - 描述: 甲\n      标准: 准\n    - 描述: |\n        乙\n\n        丙\n",
            4,
        ),
        ("职责:\n  描述: 甲\n  标准: 准\n", "职责:\n  - 描述: 甲\n    标准: 准\n", 3),
        ("审批:\n  角色: 编制\n  角色: 审核\n", "审批:\n  - 角色: 编制\n  - 角色: 审核\n", 3),
        ("权限:\n  - 甲\n  乙\n  - 丙\n", "权限:\n  - 甲\n  - 乙\n  - 丙\n", 4),
        ("权限:\n  - 甲\n  乙\n", "权限:\n  - 甲\n  - 乙\n", 4),
        ("权限:\n  - - 甲\n  - 乙\n", "权限:\n  - 甲\n  - 乙\n", 3),
        ("职责:\n  - - 描述: 甲\n      标准: 准\n", "职责:\n  -   描述: 甲\n      标准: 准\n", 3),
        ("职责:\n  - 描述: 甲\n  - 标准: 准\n", "职责:\n  - 描述: 甲\n    标准: 准\n", 4),
        (
            "职责:\n  - 主要工作:\n    - 甲\n  - 日常:\n    - 乙\n",
            "职责:\n    主要工作:\n    - 甲\n    日常:\n    - 乙\n",
            3,
        ),
        ("职责: 记账\n", "职责:\n  - 记账\n", 2),
        ("职责:\n  1. 记账\n  2、归档\n", "职责:\n  - 记账\n  - 归档\n", 3),
        ("权限:\n  * 审批\n  * 报销\n", "权限:\n  - 审批\n  - 报销\n", 3),
        (
            "审批:\n  编制: 张三\n  审核: 李四\n",
            "审批:\n  - 角色: 编制\n    姓名: 张三\n  - 角色: 审核\n    姓名: 李四\n",
            3,
        ),
    ] {
        let whole = format!("岗位名称: 会计\n{text}");
        let lines: Vec<usize> = told(&whole).iter().map(|(line, _)| *line).collect();
        assert_eq!(lines.first(), Some(&line), "{}", messages(&whole, Lang::En));
        for (lang, word) in [(Lang::Zh, "删"), (Lang::En, "delete")] {
            assert!(!messages(&whole, lang).contains(word), "{}", messages(&whole, lang));
        }
        assert_eq!(fixed(text), right, "{}", messages(&whole, Lang::En));
    }
}

#[test]
fn a_key_without_its_colon_is_told_once_and_hides_nothing() {
    for (text, right) in [
        (
            "职责:\n  主要工作\n    - 甲\n  日常工作:\n    - 乙\n",
            "职责:\n  主要工作:\n    - 甲\n  日常工作:\n    - 乙\n",
        ),
        ("职责:\n  主要工作\n  - 甲\n  其他\n  - 乙\n", "职责:\n  主要工作:\n  - 甲\n  其他:\n  - 乙\n"),
        ("权限\n- 审批\n", "权限:\n- 审批\n"),
        ("任职资格\n  学历: 本科\n", "任职资格:\n  学历: 本科\n"),
        ("岗位编号\tCW-01\n岗位定员 = 2\n", "岗位编号: CW-01\n岗位定员: 2\n"),
    ] {
        let whole = format!("岗位名称: 会计\n{text}");
        assert!(told(&whole).iter().all(|(_, code)| *code == "E004"), "{}", messages(&whole, Lang::En));
        assert_eq!(fixed(text), right, "{}", messages(&whole, Lang::En));
    }
    let text = "备注:\n  说明如下\n  - 甲\n";
    assert_eq!(fixed(text), text, "a text may begin so");
}

#[test]
fn a_pair_in_a_list_is_offered_as_two_keys() {
    for (text, right) in [
        ("主要考核指标:\n  - 利润指标: 40%\n", "主要考核指标:\n  - 指标: 利润指标\n    目标: 40%\n"),
        (
            "主要考核指标:\n  - 利润: 40%\n  - 差错率: 60%\n",
            "主要考核指标:\n  - 指标: 利润\n    权重: 40%\n  - 指标: 差错率\n    权重: 60%\n",
        ),
        (
            "主要考核指标:\n  - 利润: ≥5万\n    权重: 5%\n",
            "主要考核指标:\n  - 指标: 利润\n    目标: ≥5万\n    权重: 5%\n",
        ),
        ("职责:\n  - 编制凭证: 准确率100%\n", "职责:\n  - 描述: 编制凭证\n    标准: 准确率100%\n"),
        ("职责:\n  - 预算: 编制、执行\n", "职责:\n  - 预算：编制、执行\n"),
        ("权限:\n  - 审批: 合同\n", "权限:\n  - 审批：合同\n"),
        ("备注: {甲: 乙}\n", "备注: '{甲: 乙}'\n"),
    ] {
        let whole = format!("岗位名称: 会计\n{text}");
        assert_eq!(fixed(text), right, "{}", messages(&whole, Lang::En));
    }
}

#[test]
fn one_run_tells_what_is_wrong_under_a_misspelt_key_too() {
    let text = "职位 名称: 会计
岗位职则:
  - 描述: 甲
  - 标准: 准
编 制: 两人
备 注: 无
直接下级: 出纳
";
    assert_eq!(
        told(text),
        [(1, "E013"), (2, "E013"), (4, "E010"), (5, "E012"), (5, "E013"), (6, "E013"), (7, "E013")]
    );
    let after = mended(text);
    assert!(after.starts_with("岗位名称: 会计\n岗位职则:\n"), "{after}");
    assert!(after.contains("\n岗位定员: 两人\n备注: 无\n"), "{after}");
}

#[test]
fn lines_indented_alike_by_no_spaces_are_told_once_and_mended_together() {
    for (indent, en) in
        [("\u{3000}", "a full-width space"), ("\u{a0}\u{a0}", "a no-break space"), ("\t", "a tab")]
    {
        let text = format!("岗位名称: 会计\n职责:\n{indent}- 甲\n{indent}- 乙\n权限:\n{indent}- 丙\n");
        assert_eq!(told(&text), [(3, "E004")]);
        let message = messages(&text, Lang::En);
        assert!(message.contains(en) && message.contains("3 lines"), "{message}");
        assert_eq!(mended(&text), text.replace(indent, "  "));
    }
}

#[test]
fn chinese_quotation_marks_are_none_of_yaml() {
    for (text, right) in [
        ("备注: “>95%”\n", "备注: '>95%'\n"),
        ("岗位编号: “A1”\n", "岗位编号: A1\n"),
        ("职级: “3”\n", "职级: 3\n"),
        ("备注: \"甲”\n", "备注: \"甲\"\n"),
        ("所在部门: ‘甲’\n", "所在部门: 甲\n"),
    ] {
        let whole = format!("岗位名称: 会计\n{text}");
        assert_eq!(told(&whole).len(), 1, "{}", messages(&whole, Lang::En));
        assert_eq!(fixed(text), right);
    }
    for text in ["备注: “安全第一”\n", "备注: “甲”和“乙”\n", "备注: '“甲'\n"] {
        assert_eq!(fixed(text), text);
    }
}

#[test]
fn a_wrong_kind_is_shown_rightly_with_the_authors_own_words() {
    for (text, example) in [
        ("职责: 负责核算\n", "例如⏎职责:⏎  - 负责核算"),
        ("审批: 张三\n", "例如⏎审批:⏎  - 角色: 审核⏎    姓名: 张三⏎    日期: 2025-12-15"),
        ("职级: [三级, 四级]\n", "例如⏎职级: 三级、四级"),
        ("页数上限: [2]\n", "例如⏎页数上限: 2"),
        ("主要考核指标:\n  利润: 40%\n", "例如⏎主要考核指标:⏎  - 指标: 利润⏎    目标: 40%"),
        ("备注: {见附件}\n", "是一段文字就写成 '{见附件}'"),
        ("权限:\n  - 审批: 合同\n", "是一段文字就写成 审批：合同"),
    ] {
        let message = messages(&format!("岗位名称: 会计\n{text}"), Lang::Zh);
        assert!(message.contains(example), "{message}");
    }
    assert!(messages("会计\n", Lang::Zh).contains("例如“岗位名称: 会计”"));
}
