//! `--check`: names each document that is not as the data makes it, and makes none.

use std::fs;

use super::{Sandbox, documents};

const KINDS: [&str; 3] = ["--per=position", "--message-format", "short"];

fn build(sandbox: &Sandbox, more: &[&str]) -> crate::sandbox::Run {
    sandbox.build(&[&KINDS[..], more].concat())
}

#[test]
fn everything_current_is_one_line() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    build(&sandbox, &[]).exits(0);
    let run = build(&sandbox, &["--check"]).exits(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", "4 files up to date\n"));
    // The manifest is no condition.
    fs::remove_file(sandbox.path("dist/manifest.json")).unwrap();
    build(&sandbox, &["--check"]).exits(0);
    assert!(!sandbox.path("dist/manifest.json").exists());
}

#[test]
fn missing_stale_and_left_over_documents_are_named() {
    let sandbox = Sandbox::with_positions(&["甲", "乙", "丙", "丁"]);
    build(&sandbox, &["--format", "pdf"]).exits(0);
    fs::remove_file(sandbox.path("dist/市场部/甲.pdf")).unwrap();
    sandbox.write("dist/市场部/乙.pdf", "%PDF of somebody else");
    sandbox.write("project/市场部/2.yaml", "岗位名称: 丙\n状态: 撤销\n");
    let before = documents(&sandbox, "dist");
    let run = build(&sandbox, &["--format", "pdf", "--check"]).exits(4);
    let told = [
        "error[E412]: dist/市场部/甲.pdf is missing\n",
        "error[E413]: dist/市场部/乙.pdf is stale\n",
        "error[E414]: dist/市场部/丙.pdf is left over: the data no longer makes it\n",
        "3 files not up to date",
    ];
    told.iter().for_each(|line| assert!(run.err.contains(line), "{}", run.err));
    assert_eq!(run.err.lines().count(), 4, "{}", run.err);
    assert!(documents(&sandbox, "dist") == before);
    // What is known to be left over is told whatever else is asked for.
    build(&sandbox, &["--check", "--only", "丁", "--format", "pdf"]).exits(4).says("丙.pdf is left over");
}

#[test]
fn people_read_a_line_for_each_document() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    let run = sandbox.build(&["--check", "--lang", "zh"]).exits(4);
    assert_eq!(
        run.err,
        "错误[E412]: 缺少 dist/手册.docx\n错误[E412]: 缺少 dist/手册.pdf\n\
         2 个文件不是最新的；用 gangwei build 更新（多余的加 --prune 删除）\n"
    );
}

#[test]
fn nothing_is_written_where_there_is_nothing() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    build(&sandbox, &["--check"]).exits(4).says("dist/市场部/甲.docx is missing");
    assert!(!sandbox.path("dist").exists());
}

#[test]
fn errors_of_the_data_come_before_what_is_stale() {
    let sandbox = Sandbox::with_positions(&["甲\n岗位定员: 两人"]);
    build(&sandbox, &["--check"]).exits(1).says("E012");
}

#[test]
fn findings_of_a_check_are_json_for_programs() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    let run = sandbox.build(&["--check", "--message-format", "json"]).exits(4);
    let codes: Vec<String> = run
        .err
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(codes, ["E412", "E412"]);
}
