//! `--changed-since REV`: only documents that show what has changed by git.

use std::fs;

use super::Sandbox;

const ALL_KINDS: [&str; 6] =
    ["--per", "handbook,department,position", "--format", "docx", "--message-format", "short"];

/// Two departments of two positions, committed.
fn committed() -> Sandbox {
    let sandbox = Sandbox::with_positions(&["销售员", "经理"]);
    sandbox.write("project/财务部/出纳.yaml", "岗位名称: 出纳\n");
    sandbox.write("project/财务部/会计.yaml", "岗位名称: 会计\n");
    commit(&sandbox);
    sandbox
}

/// Puts the project into a new repository.
pub(super) fn commit(sandbox: &Sandbox) {
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "project"]);
    sandbox.git(&["commit", "-qm", "one"]);
}

/// What is made, in a folder of its own.
fn made(sandbox: &Sandbox) -> Vec<String> {
    fs::remove_dir_all(sandbox.path("dist")).ok();
    sandbox.build(&[&ALL_KINDS[..], &["--changed-since", "HEAD"]].concat()).exits(0);
    sandbox.files("dist")
}

#[test]
fn what_shows_a_changed_position_is_made() {
    let sandbox = committed();
    sandbox.write("project/财务部/会计.yaml", "岗位名称: 会计\n职责概括: 记账\n");
    assert_eq!(made(&sandbox), ["手册.docx", "财务部/会计.docx", "财务部/财务部岗位职责说明书.docx"]);
    // So is one that git does not know yet.
    sandbox.git(&["commit", "-qam", "two"]);
    sandbox.write("project/市场部/新.yaml", "岗位名称: 新人\n");
    assert_eq!(made(&sandbox), ["市场部/市场部岗位职责说明书.docx", "市场部/新人.docx", "手册.docx"]);
}

#[test]
fn what_all_documents_share_makes_all() {
    let sandbox = committed();
    for (path, text) in [
        ("project/handbook.yaml", "标题: 手册\n部门: [市场部, 财务部]\n"),
        ("project/templates/tiny/style.css", "p { font-size: 11pt }\n"),
    ] {
        sandbox.write(path, text);
        assert_eq!(made(&sandbox).len(), 7, "{path}");
        sandbox.git(&["commit", "-qam", "next"]);
    }
}

#[test]
fn a_template_set_elsewhere_is_asked_about_too() {
    let sandbox = committed();
    fs::rename(sandbox.path("project/templates/tiny"), sandbox.path("set")).unwrap();
    sandbox.git(&["add", "-A", "project", "set"]);
    sandbox.git(&["commit", "-qm", "two"]);
    let build = || {
        let arguments = ["build", "project", "--template", "./set", "--format", "docx"];
        sandbox.run(&[&arguments[..], &["--changed-since", "HEAD"]].concat()).exits(0)
    };
    assert!(build().err.contains("nothing has changed"));
    sandbox.write("set/style.css", "p { font-size: 11pt }\n");
    assert!(build().err.contains("dist/手册.docx"));
}

#[test]
fn a_removed_or_renamed_position_makes_what_showed_it() {
    let sandbox = committed();
    let departments = ["市场部/市场部岗位职责说明书.docx", "手册.docx", "财务部/财务部岗位职责说明书.docx"];
    fs::remove_file(sandbox.path("project/市场部/0.yaml")).unwrap();
    assert_eq!(made(&sandbox), departments);
    sandbox.git(&["commit", "-qam", "two"]);
    sandbox.git(&["mv", "project/市场部/1.yaml", "project/财务部/1.yaml"]);
    assert_eq!(made(&sandbox), ["手册.docx", "财务部/经理.docx", "财务部/财务部岗位职责说明书.docx"]);
}

#[test]
fn nothing_changed_is_said_and_no_error() {
    let sandbox = committed();
    sandbox.write("project/README.md", "no document shows it");
    let run = sandbox.build(&["--changed-since", "HEAD"]).exits(0).says("nothing has changed");
    assert_eq!((run.out.as_str(), sandbox.path("dist").exists()), ("", false));
}

#[test]
fn what_git_does_not_know_is_wrong_usage() {
    let sandbox = committed();
    let since = |revision: &str| sandbox.build(&["--changed-since", revision]);
    since("nonsense").exits(2).says("git knows no revision `nonsense`");
    sandbox.build(&["--changed-since=--output=x"]).exits(2).says("git knows no revision");
    assert!(!sandbox.path("x").exists());
    let outside = Sandbox::with_positions(&["甲"]);
    outside.build(&["--changed-since", "HEAD"]).exits(2).says("is in no git repository");
    let mut command = sandbox.command(&["build", "project", "--changed-since", "HEAD"]);
    let run = crate::sandbox::Run::of(command.env("PATH", sandbox.dir.path()).output().unwrap());
    run.exits(2).says("git is asked, but not found");
}
