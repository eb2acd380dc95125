//! The next row of the record of revisions, from what has changed.

use std::fs;

use gangwei::diag::Diagnostic;
use gangwei::testing::model::load;
use gangwei::testing::pipeline::{Release, ReleasedVersion, release};
use gangwei::{Date, Memory};

use crate::sandbox::{Run, Sandbox};

const HANDBOOK: &str = "\
# 手册
标题: 手册
版本: V1.0   # 当前版本
生效日期: '2025-01-01'
部门: [采购部, 行政部]   # 按顺序
检查: {W219: off, W217: off, W208: off}

修订记录:
  # 第一版
  - 版本: V1.0
    日期: 2025-01-01
    说明: 首次发布
    修订人: 林静宜
    批准人: 韩立群

审批:
  - {角色: 编制, 姓名: 林静宜}
";

const BUYER: (&str, &str) = ("采购部/采购员.yaml", "岗位名称: 采购员\n岗位编号: CG-01\n职责: [询价, 签约]\n");
const DRIVER: (&str, &str) = ("行政部/司机.yaml", "岗位名称: 司机\n职责: [接送客人, 保养车辆]\n");

fn world(handbook: &str, positions: &[(&str, &str)]) -> Memory {
    Memory::from_iter(positions.iter().copied().chain([("handbook.yaml", handbook)]))
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

/// What the findings say, and what is made.
fn try_release(old: &Memory, new: &Memory, version: &str, date: &str) -> (Vec<String>, Option<Release>) {
    let before = load(old).handbook;
    let outcome = release(new, &before, ReleasedVersion { version, date: day(date) });
    let errors = outcome.report.diagnostics.into_iter().filter(Diagnostic::is_error);
    let told = errors.map(|error| format!("{} {}", error.code.name(), error.message.zh));
    (told.collect(), outcome.value)
}

/// The release of a handbook that has one more position.
fn released(handbook: &str) -> Release {
    let (found, made) =
        try_release(&world(handbook, &[BUYER]), &world(handbook, &[BUYER, DRIVER]), "V1.1", "2026-07-01");
    made.unwrap_or_else(|| panic!("{found:?}"))
}

fn summary(old: &[(&str, &str)], new: &[(&str, &str)], handbook: &str) -> String {
    let (found, made) = try_release(&world(handbook, old), &world(handbook, new), "V1.1", "2026-07-01");
    made.unwrap_or_else(|| panic!("{found:?}")).summary
}

#[test]
fn the_row_comes_last_and_all_else_stays() {
    let made = released(HANDBOOK);
    let after = HANDBOOK
        .replace("版本: V1.0   #", "版本: V1.1   #")
        .replace("'2025-01-01'", "'2026-07-01'")
        .replace(
            "    批准人: 韩立群\n",
            "    批准人: 韩立群\n  - 版本: V1.1\n    日期: 2026-07-01\n    说明: 新设行政部司机\n    修订人:\n    批准人:\n",
        );
    assert_eq!(&*made.file.after, after);
    assert_eq!(after.lines().nth(made.line - 1), Some("  - 版本: V1.1"));
    assert_eq!(made.left.iter().map(|key| key.name).collect::<Vec<_>>(), ["author", "approver"]);
}

#[test]
fn the_row_comes_first_where_the_newest_is_first() {
    let handbook = "标题: 手册\n版本: V1.0\n修订记录:\n- {版本: V1.0, 日期: 2025年1月1日, 说明: 改版。}\n- {版本: V0.9, 日期: 2024年1月1日, 说明: 试行。}\n";
    let after = "标题: 手册\n版本: V1.1\n生效日期: 2026年7月1日\n修订记录:\n- 版本: V1.1\n  日期: 2026年7月1日\n  说明: 新设行政部（司机）。\n- {版本: V1.0";
    let made = released(handbook);
    assert!(made.file.after.starts_with(after), "{}", made.file.after);
    assert!(made.left.is_empty());
}

#[test]
fn english_keys_stay_english_and_names_of_neighbours_are_followed() {
    let handbook = "language: en\nversion: \"1.0\"\nrevisions:\n  - version: \"1.0\"\n";
    assert_eq!(
        &*released(handbook).file.after,
        "language: en\nversion: \"V1.1\"\neffective_date: 2026-07-01\nrevisions:\n  - version: \"1.0\"\n  - version: V1.1\n    date: 2026-07-01\n    summary: \"New departments: 行政部 (司机).\"\n"
    );
    let handbook = "版本号: V1.0\n修订历史:\n  - 修订日期: 2025/01/01\n    版本号: V1.0\n    修订内容: 首版\n    审批人:\n";
    assert_eq!(
        &*released(handbook).file.after,
        "版本号: V1.1\n生效日期: 2026/07/01\n修订历史:\n  - 修订日期: 2025/01/01\n    版本号: V1.0\n    修订内容: 首版\n    审批人:\n  - 修订日期: 2026/07/01\n    版本号: V1.1\n    修订内容: 新设行政部（司机）\n    审批人:\n"
    );
}

#[test]
fn a_project_without_a_handbook_gets_one() {
    let (_, made) =
        try_release(&Memory::from_iter([BUYER]), &Memory::from_iter([BUYER, DRIVER]), "V1", "2026-07-01");
    let made = made.unwrap();
    assert_eq!(
        (&*made.file.path, &*made.file.before, &*made.file.after),
        (
            "handbook.yaml",
            "",
            "版本: V1\n生效日期: 2026-07-01\n修订记录:\n  - 版本: V1\n    日期: 2026-07-01\n    说明: 新设行政部（司机）。\n"
        )
    );
}

#[test]
fn the_summary_tells_what_readers_want_to_know() {
    let rows = [
        ("采购部/a.yaml", "岗位名称: 采购员\n岗位编号: 1\n职责: [询价比价, 签订合同]\n权限: [拒收]\n"),
        ("采购部/b.yaml", "岗位名称: 采购部经理\n岗位编号: 2\n职责: [管理采购部的工作]\n"),
        ("仓储部/c.yaml", "岗位名称: 保管员\n岗位编号: 3\n职责: [保管货物, 盘点]\n"),
        ("行政部/d.yaml", "岗位名称: 司机\n岗位编号: 4\n职责: [接送客人, 保养车辆]\n"),
    ];
    let changed = |at: usize, path: &'static str, from: &str, to: &str| {
        let text: &'static str = rows[at].1.replace(from, to).leak();
        let mut new = rows;
        new[at] = (path, text);
        new
    };
    let of = |new: &[(&str, &str)]| summary(&rows, new, "标题: 手册\n");
    assert_eq!(of(&changed(0, "采购部/a.yaml", "采购员", "采购专员")), "“采购员”改名为“采购专员”。");
    assert_eq!(of(&changed(3, "采购部/d.yaml", "", "")), "撤销行政部；司机由行政部调入采购部。");
    assert_eq!(of(&changed(2, "仓储部/c.yaml", "盘点]\n", "盘点]\n状态: 撤销\n")), "撤销仓储部保管员。");
    assert_eq!(of(&rows[..3]), "撤销行政部（司机）。");
    assert_eq!(of(&changed(1, "采购部/b.yaml", "工作", "全部工作")), "修订采购部经理的岗位职责。");
    let two = changed(0, "采购部/a.yaml", "职责: [询价比价, ", "岗位定员: 2\n职责: [");
    let mut two = two.to_vec();
    two.push(("采购部/e.yaml", "岗位名称: 跟单员\n"));
    assert_eq!(of(&two), "新设采购部跟单员；修订采购部采购员的岗位定员、岗位职责。");
    let many: Vec<(String, String)> = ["甲", "乙", "丙", "丁"]
        .map(|name| (format!("采购部/{name}.yaml"), format!("岗位名称: {name}\n")))
        .to_vec();
    let mut all = rows.to_vec();
    all.extend(many.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert_eq!(of(&all), "新设采购部丁、丙、乙等4个岗位。");
    let four = rows.map(|(path, text)| (path, text.replacen("职责: [", "备注: 新\n职责: [", 1)));
    let four: Vec<(&str, &str)> = four.iter().map(|(path, text)| (*path, text.as_str())).collect();
    assert_eq!(of(&four), "修订4个岗位的备注。");
    assert_eq!(
        summary(&rows, &four[..3], "语言: en\n"),
        "Withdrawn departments: 行政部 (司机); revised: remarks of 保管员 (仓储部), 采购员 (采购部) and 采购部经理."
    );
}

#[test]
fn the_handbooks_own_texts_and_its_departments_are_told() {
    let old = world("标题: 手册\n部门: [{名称: 采购部, 负责人: 甲}]\n", &[BUYER]);
    let new =
        world("标题: 手册\n编制说明: 新版\n模板: compact\n部门: [{名称: 采购部, 负责人: 乙}]\n", &[BUYER]);
    let (_, made) = try_release(&old, &new, "V2", "2026-07-01");
    assert_eq!(made.unwrap().summary, "修订采购部的负责人；修订手册的编制说明；调整版式。");
}

#[test]
fn errors_of_the_check_are_in_the_way() {
    let (found, made) = try_release(
        &world(HANDBOOK, &[BUYER]),
        &world(HANDBOOK, &[BUYER, ("行政部/司机.yaml", "岗位名称: 司机\n岗位定员: 两人\n")]),
        "V1.1",
        "2026-07-01",
    );
    assert!(found.len() == 1 && found[0].starts_with("E012"), "{found:?}");
    assert!(made.is_none());
    // A warning that the handbook raises is one, too.
    let strict = HANDBOOK.replace("W219: off", "W219: 错误");
    let (found, made) =
        try_release(&world(&strict, &[BUYER]), &world(&strict, &[BUYER, DRIVER]), "V1.1", "2026-07-01");
    assert!(found.iter().any(|told| told.starts_with("W219")) && made.is_none(), "{found:?}");
}

#[test]
fn versions_and_dates_go_on() {
    let (old, new) = (world(HANDBOOK, &[BUYER]), world(HANDBOOK, &[BUYER, DRIVER]));
    for (version, date, told) in [
        ("V1.0", "2026-07-01", "E417 版本“V1.0”没有大于手册里已有的版本“V1.0”"),
        ("V0.9", "2026-07-01", "E417 版本“V0.9”没有大于手册里已有的版本“V1.0”"),
        ("2.A", "2026-07-01", "E417 版本“2.A”没有大于手册里已有的版本“V1.0”"),
        ("手册", "2026-07-01", "E417 “手册”不是版本号，里面要有数字或字母，如 V1.1"),
        ("V1.1", "2024-12-31", "E417 日期 2024-12-31 早于最近一次修订的日期“2025-01-01”"),
    ] {
        let (found, made) = try_release(&old, &new, version, date);
        assert_eq!(found, [told]);
        assert!(made.is_none());
    }
    // A row that was written ahead.
    let ahead = world(&HANDBOOK.replace("  - 版本: V1.0", "  - 版本: V1.2"), &[BUYER, DRIVER]);
    let (found, _) = try_release(&old, &ahead, "V1.1", "2026-07-01");
    assert_eq!(found, ["E417 版本“V1.1”没有大于手册里已有的版本“V1.2”"]);
}

#[test]
fn nothing_new_is_no_version() {
    let same = world(HANDBOOK, &[BUYER]);
    // What orders and checks a handbook, and who signs it, is nothing that a record tells.
    let other = HANDBOOK.replace("W208: off", "W208: off, W207: off").replace("姓名: 林静宜", "姓名: 周启川");
    for new in [HANDBOOK, &other] {
        let (found, made) = try_release(&same, &world(new, &[BUYER]), "V1.1", "2026-07-01");
        assert_eq!(found, ["E417 与上一版相比，没有要写进修订记录的改动"]);
        assert!(made.is_none());
    }
}

#[test]
fn what_cannot_be_written_is_told() {
    let handbook = "标题: 手册\n部门: [采购部]\n修订记录: [ # 待补\n  ]\n";
    let (found, made) =
        try_release(&world(handbook, &[BUYER]), &world(handbook, &[BUYER, DRIVER]), "V1.1", "2026-07-01");
    assert_eq!(
        found,
        ["E417 handbook.yaml 的写法不能自动改，请自己写这一行：V1.1，2026-07-01，新设行政部（司机）。"]
    );
    assert!(made.is_none());
}

/// A folder in git with a release, a commit after it, and a change that is in none.
fn company() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q"]);
    sandbox.write("手册/handbook.yaml", &HANDBOOK.replace("V1.0", "V0.9"));
    sandbox.write("手册/行政部/司机.yaml", DRIVER.1);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "first"]);
    sandbox.write("手册/handbook.yaml", HANDBOOK);
    sandbox.git(&["commit", "-qam", "V1.0"]);
    sandbox.write("手册/采购部/采购员.yaml", BUYER.1);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "a buyer"]);
    sandbox.write("手册/行政部/司机.yaml", &DRIVER.1.replace("接送客人", "接送来客"));
    sandbox
}

#[test]
fn the_version_before_is_the_commit_that_set_it() {
    let sandbox = company();
    let run = |arguments: &[&str]| -> Run {
        sandbox.run(&[&["release", "V1.1", "手册", "--lang", "zh"], arguments].concat())
    };
    let dry = run(&["--dry-run", "--date", "2026-07-01"]).exits(0);
    assert!(dry.out.contains("+    说明: 新设采购部采购员；修订行政部司机的岗位职责\n"), "{}", dry.out);
    assert_eq!(fs::read_to_string(sandbox.path("手册/handbook.yaml")).unwrap(), HANDBOOK);
    dry.says("（V1.0）\n").says("去掉 --dry-run 就会写入 手册/handbook.yaml:15\n");
    let last = run(&["--dry-run", "--since", "HEAD", "--message-format", "json"]).exits(0);
    let told: serde_json::Value = serde_json::from_str(&last.out).unwrap();
    assert_eq!(told["summary"], "修订行政部司机的岗位职责");
    assert_eq!(told["before"], serde_json::json!({"from": "HEAD", "version": "V1.0"}));
    assert_eq!((&told["written"], &told["line"]), (&false.into(), &15.into()));

    let told = Run::of(
        sandbox
            .command(&["release", "V1.1", "手册", "--lang", "zh"])
            .env("SOURCE_DATE_EPOCH", "1782864000")
            .output()
            .unwrap(),
    );
    told.exits(0)
        .says("已写入 手册/handbook.yaml:15\n    版本：V1.1\n    日期：2026-07-01\n")
        .says("请核对说明，并填写修订人、批准人\n");
    let written = fs::read_to_string(sandbox.path("手册/handbook.yaml")).unwrap();
    assert!(written.contains("\n  - 版本: V1.1\n    日期: 2026-07-01\n"), "{written}");
    run(&["--since", "HEAD"]).exits(1).says("没有大于手册里已有的版本“V1.1”");
    // What the version has changed would be told again.
    sandbox.run(&["release", "V1.2", "手册", "--lang", "zh"]).exits(2).says("版本“V1.1”还没有提交到 git");
    sandbox.git(&["commit", "-qam", "V1.1"]);
    sandbox.run(&["release", "V1.2", "手册", "--lang", "zh"]).exits(1).says("没有要写进修订记录的改动");
}

#[test]
fn a_folder_is_named_where_there_is_no_git() {
    let sandbox = Sandbox::new();
    for folder in ["old", "new"] {
        sandbox.write(&format!("{folder}/{}", BUYER.0), BUYER.1);
    }
    sandbox.write(&format!("new/{}", DRIVER.0), DRIVER.1);
    sandbox.run(&["release", "V1", "new", "--lang", "en"]).exits(2).says("--since");
    sandbox.run(&["release", "V1", "new", "--since", "nowhere"]).exits(2);
    sandbox.run(&["release", "V1", "new", "--since", "old", "--date", "tomorrow"]).exits(2);
    assert_eq!(sandbox.files("new"), ["行政部/司机.yaml", "采购部/采购员.yaml"]);
    sandbox
        .run(&["release", "V1", "new", "--since", "old", "--lang", "en"])
        .exits(0)
        .says("compared with old\n");
    assert!(sandbox.path("new/handbook.yaml").exists());
    sandbox.run(&["check", "new", "--no-layout"]).exits(0);
}
