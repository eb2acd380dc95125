//! `--prune`: removes what earlier runs made and the data no longer makes, and nothing else.

use std::fs;

use super::Sandbox;

const POSITIONS: [&str; 4] = ["--per", "position", "--format", "pdf"];

fn build(sandbox: &Sandbox, more: &[&str]) -> crate::sandbox::Run {
    sandbox.build(&[&POSITIONS[..], more].concat())
}

fn withdraw(sandbox: &Sandbox, index: usize, title: &str) {
    sandbox.write(&format!("project/市场部/{index}.yaml"), &format!("岗位名称: {title}\n状态: 撤销\n"));
}

#[test]
fn a_withdrawn_position_s_document_does_not_live_on() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    build(&sandbox, &[]).exits(0);
    withdraw(&sandbox, 0, "甲");
    build(&sandbox, &[]).exits(0).says("1 file in the output folder would no longer be made");
    assert_eq!(sandbox.files("dist"), ["市场部/乙.pdf", "市场部/甲.pdf"]);
    build(&sandbox, &["--prune"]).exits(0).says("removed dist/市场部/甲.pdf");
    assert_eq!(sandbox.files("dist"), ["市场部/乙.pdf"]);
    let run = build(&sandbox, &["--prune"]).exits(0);
    assert!(!run.err.contains("甲"), "{}", run.err);
}

#[test]
fn folders_that_are_empty_go_too() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    sandbox.write("project/财务部/出纳.yaml", "岗位名称: 出纳\n");
    build(&sandbox, &[]).exits(0);
    sandbox.write("project/财务部/出纳.yaml", "岗位名称: 出纳\n状态: 撤销\n");
    build(&sandbox, &["--prune"]).exits(0);
    assert!(!sandbox.path("dist/财务部").exists());
}

#[test]
fn what_other_runs_make_stays() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    sandbox.build(&["--per", "handbook,department,position"]).exits(0);
    sandbox.write("dist/市场部/笔记.pdf", "somebody's own");
    let all = sandbox.files("dist");
    // Another kind, another format, other positions: the data still makes them all.
    build(&sandbox, &["--prune", "--only", "甲"]).exits(0);
    sandbox.build(&["--prune", "--format", "docx", "--shard", "1/5"]).exits(0);
    assert_eq!(sandbox.files("dist"), all);
}

#[test]
fn an_edited_document_is_kept_and_told() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    build(&sandbox, &[]).exits(0);
    sandbox.write("dist/市场部/甲.pdf", "with a signature");
    withdraw(&sandbox, 0, "甲");
    let kept = "dist/市场部/甲.pdf is no longer made, but was kept: it was changed after it was made";
    build(&sandbox, &["--prune"]).exits(0).says(kept);
    build(&sandbox, &["--prune"]).exits(0).says(kept);
    assert!(sandbox.path("dist/市场部/甲.pdf").is_file());
}

#[test]
fn nothing_is_removed_after_a_failed_build() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    build(&sandbox, &[]).exits(0);
    withdraw(&sandbox, 0, "甲");
    sandbox.write("project/市场部/2.yaml", "岗位名称: 丙\n岗位定员: 两人\n");
    build(&sandbox, &["--prune"]).exits(1);
    fs::remove_file(sandbox.path("project/市场部/2.yaml")).unwrap();
    fs::remove_file(sandbox.path("dist/市场部/乙.pdf")).unwrap();
    fs::create_dir(sandbox.path("dist/市场部/乙.pdf")).unwrap();
    build(&sandbox, &["--prune"]).exits(3);
    assert!(sandbox.path("dist/市场部/甲.pdf").is_file());
}

#[cfg(unix)]
#[test]
fn what_an_interrupted_build_wrote_is_known_too() {
    use rustix::process::{Pid, Signal, kill_process};
    for signal in [Signal::KILL, Signal::INT] {
        let sandbox = super::generated(60);
        let mut child = super::ends::underway(&sandbox, 1);
        kill_process(Pid::from_child(&child), signal).unwrap();
        child.wait().unwrap();
        let written: Vec<String> =
            sandbox.files("dist").into_iter().filter(|file| !file.starts_with('.')).collect();
        assert!(!written.is_empty() && written.len() < 120);
        fs::remove_dir_all(sandbox.path("project")).unwrap();
        sandbox.write("project/市场部/甲.yaml", "岗位名称: 甲\n");
        // Even where the next run fails, it does not forget.
        sandbox.write("project/handbook.yaml", "标题: 手册\n杂项: 1\n");
        sandbox.run(&["build", "project"]).exits(1);
        fs::remove_file(sandbox.path("project/handbook.yaml")).unwrap();
        sandbox.run(&["build", "project", "--per", "position", "--prune"]).exits(0).says(&written[0]);
        assert_eq!(sandbox.files("dist"), ["市场部/甲.docx", "市场部/甲.pdf"]);
    }
}

/// Each run takes over what the one before has noted, and loses none of it when it is ended itself.
#[cfg(unix)]
#[test]
fn what_two_interrupted_builds_wrote_is_known() {
    let sandbox = super::generated(60);
    let mut child = super::ends::underway(&sandbox, 40);
    child.kill().unwrap();
    child.wait().unwrap();
    // So much stands there that the second is not waited for.
    let mut child = super::ends::underway(&sandbox, 41);
    child.kill().unwrap();
    child.wait().unwrap();
    let written: Vec<String> =
        sandbox.files("dist").into_iter().filter(|file| !file.starts_with('.')).collect();
    fs::remove_dir_all(sandbox.path("project")).unwrap();
    sandbox.write("project/市场部/甲.yaml", "岗位名称: 甲\n");
    let pruned = sandbox.run(&["build", "project", "--per", "position", "--prune", "--lang", "en"]).exits(0);
    let removed = pruned.err.matches("removed dist/").count();
    assert_eq!(removed, written.len(), "{}", pruned.err);
}

#[test]
fn what_shards_made_is_removed_and_struck_from_their_manifests() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    build(&sandbox, &["--shard", "1/2"]).exits(0);
    build(&sandbox, &["--shard", "2/2"]).exits(0);
    withdraw(&sandbox, 0, "甲");
    build(&sandbox, &["--prune"]).exits(0).says("removed dist/市场部/甲.pdf");
    assert!(!sandbox.path("dist/manifest.1-of-2.json").exists(), "it knows nothing more");
    assert!(sandbox.path("dist/manifest.2-of-2.json").exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_behind_a_link() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    sandbox.write("project/财务部/乙.yaml", "岗位名称: 乙\n");
    build(&sandbox, &[]).exits(0);
    let elsewhere = sandbox.path("elsewhere");
    fs::rename(sandbox.path("dist/市场部"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, sandbox.path("dist/市场部")).unwrap();
    withdraw(&sandbox, 0, "甲");
    build(&sandbox, &["--prune"]).exits(0).says("it is a link, or lies behind one");
    assert!(elsewhere.join("甲.pdf").is_file());
}

#[cfg(unix)]
#[test]
fn a_document_that_is_still_made_is_not_removed_by_another_name() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    build(&sandbox, &[]).exits(0);
    // The department gets another name, and people keep the old folder's name as a link.
    sandbox.write("project/handbook.yaml", "标题: 手册\n部门: [营销部]\n");
    fs::rename(sandbox.path("project/市场部"), sandbox.path("project/营销部")).unwrap();
    fs::rename(sandbox.path("dist/市场部"), sandbox.path("dist/营销部")).unwrap();
    std::os::unix::fs::symlink("营销部", sandbox.path("dist/市场部")).unwrap();
    build(&sandbox, &["--prune"]).exits(0);
    assert!(sandbox.path("dist/营销部/甲.pdf").is_file());
}
