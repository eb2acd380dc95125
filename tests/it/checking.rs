//! Runs `check` and `fix` for real: what they say, write and leave alone, and with which exit code.

use std::fs;

use super::sandbox::Sandbox;

/// A handbook whose two positions share a code, and whose texts have three wrong marks.
fn careless() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("project/handbook.yaml", "标题: 手册\n部门: [市场部]\n");
    sandbox.write(
        "project/市场部/甲.yaml",
        "# 手写的注释\n岗位名称: 市场专员   # 名称\n岗位编号: SC-01\n\n权限:\n  - 审核方案(初稿)\n  - 签发\"通知\"\n\
         备注: 请假,出差须报备\n",
    );
    sandbox.write("project/市场部/乙.yaml", "岗位名称: 品牌专员\n直接上级: 市场专员\n岗位编号: SC-01\n");
    sandbox
}

#[test]
fn warnings_leave_the_exit_code_alone_unless_they_are_raised() {
    let sandbox = careless();
    sandbox.run(&["check", "project"]).exits(0).says("warning[W201]").says("0 errors, 3 warnings");
    sandbox
        .run(&["check", "project", "--deny-warnings"])
        .exits(1)
        .says("error[W201]")
        .says("3 errors, 0 warnings");
    sandbox.write("project/handbook.yaml", "标题: 手册\n部门: [市场部]\n检查: {W201: 错误, W221: off}\n");
    let run = sandbox.run(&["check", "project"]).exits(1).says("error[W201]");
    assert!(!run.err.contains("W221"), "{}", run.err);
    sandbox.write("project/handbook.yaml", "标题: 手册\n部门: [市场部]\n检查: {W999: off, E012: off}\n");
    sandbox
        .run(&["check", "project"])
        .exits(1)
        .says("no check has the code `W999`")
        .says("`E012` cannot be changed in checks");
}

#[test]
fn a_build_checks_first_and_makes_nothing_where_a_finding_is_an_error() {
    let sandbox = careless();
    sandbox.run(&["build", "project"]).exits(0).says("warning[W201]");
    assert_eq!(sandbox.files("dist"), ["手册.docx", "手册.pdf"]);
    fs::remove_dir_all(sandbox.path("dist")).unwrap();
    sandbox.run(&["build", "project", "--deny-warnings"]).exits(1).says("error[W201]");
    assert!(sandbox.files("dist").is_empty());
}

#[test]
fn only_tells_what_concerns_the_selection() {
    let sandbox = careless();
    let run = sandbox.run(&["check", "project", "--only", "市场部/品牌专员"]).exits(0);
    assert!(!run.err.contains("甲.yaml:6"), "{}", run.err);
    sandbox.run(&["check", "project", "--only", "没有的岗位"]).exits(2).says("E403");
}

#[test]
fn a_baseline_lets_an_old_handbook_start_clean() {
    let sandbox = careless();
    sandbox.run(&["check", "project", "--write-baseline"]).exits(0).says("holds 3 warnings");
    let run = sandbox.run(&["check", "project", "--deny-warnings"]).exits(0);
    run.says("no new problems (3 more are in the baseline");
    // Known is known wherever it moves, and only new ones are told.
    let path = "project/市场部/甲.yaml";
    let text = fs::read_to_string(sandbox.path(path)).unwrap();
    sandbox.write(path, &format!("# 又一行\n\n{text}附加:\n  说明: 周会,例会\n"));
    let run = sandbox.run(&["check", "project", "--deny-warnings"]).exits(1).says("1 error, 0 warnings");
    assert!(run.err.contains("周会"), "{}", run.err);
    sandbox.run(&["check", "project", "--ignore-baseline"]).exits(0).says("4 warnings");
    // What is mended is told as gone.
    sandbox.write("project/市场部/乙.yaml", "岗位名称: 品牌专员\n直接上级: 市场专员\n岗位编号: SC-02\n");
    sandbox.run(&["check", "project"]).exits(0).says("1 of gangwei-baseline.json are gone");
    sandbox.write("project/gangwei-baseline.json", "{\n  oops\n");
    sandbox.run(&["check", "project"]).exits(1).says("gangwei-baseline.json:2:3").says("E405");
    sandbox.run(&["check", "project", "--write-baseline"]).exits(0);
    sandbox.run(&["check", "project"]).exits(0).says("no new problems (3 more");
}

/// What the handbook calls an error stays one, before the baseline is written and after.
#[test]
fn a_baseline_takes_nothing_that_the_handbook_calls_an_error() {
    let sandbox = careless();
    let path = "project/handbook.yaml";
    let text = fs::read_to_string(sandbox.path(path)).unwrap();
    let strict = format!("{text}\n检查: {{W221: error}}\n");
    sandbox.write(path, &strict);
    sandbox.run(&["check", "project", "--write-baseline"]).exits(1).says("W221").says("holds 1 warning");
    sandbox.run(&["check", "project"]).exits(1).says("W221");
    sandbox.write(path, &text);
    sandbox.run(&["check", "project", "--write-baseline"]).exits(0).says("holds 3 warnings");
    sandbox.write(path, &strict);
    sandbox.run(&["check", "project"]).exits(1).says("W221");
}

#[test]
fn errors_are_never_taken_into_a_baseline() {
    let sandbox = careless();
    sandbox.write("project/市场部/乙.yaml", "岗位名称: 品牌专员\n直接上级: 市场专员\n岗位定员: 两人\n");
    sandbox.run(&["check", "project", "--write-baseline"]).exits(1).says("E012").says("was left as it is");
    assert_eq!(sandbox.files("project").iter().filter(|file| file.contains("baseline")).count(), 0);
    sandbox.run(&["check", "project"]).exits(1).says("E012");
}

#[test]
fn a_folder_with_the_name_of_a_baseline_is_told() {
    let sandbox = careless();
    sandbox.write("project/gangwei-baseline.json/x", "");
    sandbox.run(&["check", "project"]).exits(3).says("E001");
}

#[test]
fn a_read_only_file_is_not_mended_and_no_other_either() {
    let sandbox = careless();
    sandbox
        .write("project/市场部/乙.yaml", "岗位名称: 品牌专员\n直接上级: 市场专员\n备注: 请假,出差须报备\n");
    let path = sandbox.path("project/市场部/乙.yaml");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    sandbox.run(&["fix", "project"]).exits(3).says("read-only");
    assert!(fs::read_to_string(sandbox.path("project/市场部/甲.yaml")).unwrap().contains("请假,出差"));
}

#[cfg(unix)]
#[test]
fn a_link_and_its_file_are_mended_once() {
    let sandbox = careless();
    std::os::unix::fs::symlink("甲.yaml", sandbox.path("project/市场部/丙.yaml")).unwrap();
    sandbox.run(&["fix", "project"]).exits(0).says("places in 1 file\n");
}

#[test]
fn files_that_are_none_are_passed_over_or_told() {
    let sandbox = careless();
    sandbox.write("project/市场部/~$甲.yaml", "\u{1}");
    sandbox.write("project/市场部/丁.yaml.txt", "岗位名称: 丁\n");
    let run = sandbox.run(&["check", "project"]).exits(0).says("W006").says("丁.yaml.txt");
    assert!(!run.err.contains("~$"), "{}", run.err);
    sandbox.write("project/Handbook.yaml", "标题: 手册\n");
    sandbox.run(&["check", "project"]).exits(1).says("E017").says("rename it to handbook.yaml");
    sandbox.run(&["check", "project/市场部/甲.yaml"]).exits(2).says("is a file");
}

#[test]
fn page_budgets_and_glyphs_belong_to_the_check() {
    let sandbox = careless();
    let duties = "  - 组织编制年度市场推广计划并跟踪落实各项费用\n".repeat(120);
    sandbox.write(
        "project/市场部/乙.yaml",
        &format!("岗位名称: 品牌专员\n直接上级: 市场专员\n页数上限: 1\n岗位职责:\n{duties}"),
    );
    sandbox.run(&["check", "project"]).exits(0).says("W501");
    let run = sandbox.run(&["check", "project", "--no-layout"]).exits(0);
    assert!(!run.err.contains("W501"), "{}", run.err);
    sandbox.write("project/市场部/乙.yaml", "岗位名称: 品牌专员\n直接上级: 市场专员\n备注: 𠮷\n");
    sandbox.run(&["check", "project"]).exits(1).says("E301").says("乙.yaml:3:5");
    sandbox.run(&["check", "project", "--no-layout"]).exits(1).says("E301");
}

#[test]
fn fix_changes_the_marks_and_nothing_else() {
    let sandbox = careless();
    let path = "project/市场部/甲.yaml";
    let before = fs::read_to_string(sandbox.path(path)).unwrap();
    let run = sandbox.run(&["fix", "project", "--dry-run"]).exits(0);
    assert!(
        run.out.contains("-  - 审核方案(初稿)\n") && run.out.contains("+  - 审核方案（初稿）\n"),
        "{}",
        run.out
    );
    assert_eq!(fs::read_to_string(sandbox.path(path)).unwrap(), before);
    sandbox.run(&["fix", "project"]).exits(0).says("places in 1 file\n");
    let after = fs::read_to_string(sandbox.path(path)).unwrap();
    let expected = before.replace("(初稿)", "（初稿）").replace("请假,出差", "请假，出差");
    assert_eq!(after, expected);
    sandbox.run(&["fix", "project"]).exits(0).says("nothing that can be mended by itself");
    assert_eq!(fs::read_to_string(sandbox.path(path)).unwrap(), expected);
}

#[test]
fn fix_keeps_what_is_around_the_mark_byte_for_byte() {
    let sandbox = Sandbox::new();
    let before = "\u{feff}# 说明, (不动)\r\n岗位名称: 组长\r\n备注: '甲,乙组长'   # 引号\r\n权限:\r\n- \"审核,签发\"\r\n-   盖章;\r\n- 归档\r\n";
    sandbox.write("project/a.yaml", before);
    sandbox.run(&["fix", "project"]).exits(0);
    let after = fs::read_to_string(sandbox.path("project/a.yaml")).unwrap();
    assert_eq!(
        after,
        "\u{feff}# 说明, (不动)\r\n岗位名称: 组长\r\n备注: '甲，乙组长'   # 引号\r\n权限:\r\n- \"审核，签发\"\r\n-   盖章\r\n- 归档\r\n"
    );
}

#[test]
fn fix_leaves_files_with_other_errors_readable_and_says_so() {
    let sandbox = careless();
    sandbox.write(
        "project/市场部/乙.yaml",
        "岗位名称: 品牌专员\n直接上级: 市场专员\n岗位定员: 两人\n备注: 请假,出差须报备\n",
    );
    sandbox.run(&["fix", "project", "--only", "市场部/品牌专员"]).exits(1).says("E012");
    assert!(fs::read_to_string(sandbox.path("project/市场部/乙.yaml")).unwrap().contains("请假，出差"));
    assert!(fs::read_to_string(sandbox.path("project/市场部/甲.yaml")).unwrap().contains("请假,出差"));
}
