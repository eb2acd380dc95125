//! `manifest.json`: what stands in the output folder, from what it was made, and what was found.

use std::fs;

use serde_json::{Value, json};

use super::Sandbox;

fn manifest(sandbox: &Sandbox) -> Value {
    serde_json::from_str(&fs::read_to_string(sandbox.path("dist/manifest.json")).unwrap()).unwrap()
}

fn paths(manifest: &Value) -> Vec<&str> {
    manifest["outputs"].as_array().unwrap().iter().map(|output| output["path"].as_str().unwrap()).collect()
}

#[test]
fn an_entry_tells_what_a_document_is_and_comes_from() {
    let sandbox = Sandbox::with_positions(&["销售员\n岗位编号: XS-01"]);
    sandbox.build(&["--per", "position", "--format", "pdf"]).exits(0);
    let bytes = fs::read(sandbox.path("dist/市场部/销售员.pdf")).unwrap();
    let manifest = manifest(&sandbox);
    let entry = &manifest["outputs"][0];
    // The digest is held against sha256sum's algorithm in the unit test of `digest`.
    assert_eq!(entry["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(
        *entry,
        json!({
            "path": "市场部/销售员.pdf", "format": "pdf", "kind": "position", "department": "市场部",
            "title": "销售员", "code": "XS-01", "pages": 1, "bytes": bytes.len(), "sha256": entry["sha256"],
            "sources": ["handbook.yaml", "市场部/0.yaml"], "findings": [],
        })
    );
    assert_eq!((&manifest["manifest"], &manifest["findings"]), (&json!(1), &json!([])));
}

#[test]
fn findings_are_told_once_and_named_where_they_belong() {
    let sandbox = Sandbox::with_positions(&["销售员\n直接上级: 无此人", "经理"]);
    sandbox.build(&["--per", "handbook,position", "--format", "docx"]).exits(0);
    let manifest = manifest(&sandbox);
    let findings = manifest["findings"].as_array().unwrap();
    let superior = findings.iter().position(|finding| finding["path"] == "市场部/0.yaml").unwrap();
    assert_eq!(
        (&findings[superior]["line"], &findings[superior]["severity"]),
        (&json!(2), &json!("warning"))
    );
    assert!(findings[superior]["message"]["zh"].as_str().unwrap().contains("无此人"));
    let named = |path: &str| {
        let entry =
            manifest["outputs"].as_array().unwrap().iter().find(|entry| entry["path"] == path).unwrap();
        entry["findings"].as_array().unwrap().contains(&json!(superior))
    };
    assert!(named("市场部/销售员.docx") && named("手册.docx") && !named("市场部/经理.docx"));
}

#[test]
fn the_manifest_is_the_same_at_any_number_of_jobs_and_not_touched() {
    let sandbox = Sandbox::with_positions(&["甲", "乙", "丙", "丁", "戊"]);
    let kinds = ["--per", "handbook,department,position"];
    sandbox.build(&[&kinds[..], &["-j", "1"]].concat()).exits(0);
    let path = sandbox.path("dist/manifest.json");
    let state = || (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap());
    let before = state();
    assert!(!String::from_utf8_lossy(&before.0).contains(&*sandbox.dir.path().to_string_lossy()));
    sandbox.build(&[&kinds[..], &["-j", "8"]].concat()).exits(0);
    assert!(state() == before);
    fs::remove_dir_all(sandbox.path("dist")).unwrap();
    sandbox.build(&[&kinds[..], &["-j", "8"]].concat()).exits(0);
    assert!(state().0 == before.0);
}

#[test]
fn what_a_run_does_not_make_stays_known() {
    let sandbox = Sandbox::with_positions(&["甲\n直接上级: 无此人", "乙"]);
    sandbox.build(&["--per", "position", "--format", "docx"]).exits(0);
    let finding = manifest(&sandbox)["findings"][0].clone();
    sandbox.write("project/市场部/1.yaml", "岗位名称: 乙\n职责概括: 新\n");
    sandbox.build(&["--per", "position", "--format", "pdf", "--only", "乙"]).exits(0);
    let manifest = manifest(&sandbox);
    assert_eq!(paths(&manifest), ["市场部/乙.docx", "市场部/乙.pdf", "市场部/甲.docx"]);
    let place = manifest["outputs"][2]["findings"][0].as_u64().unwrap() as usize;
    assert_eq!(manifest["findings"][place], finding, "the finding moved with its document");
}

/// Page budgets are held where pages are made.
#[test]
fn what_was_not_laid_out_keeps_its_findings() {
    let long = |title: &str| format!("{title}\n页数上限: 1\n备注: |\n{}", "  字\n".repeat(200));
    let sandbox = Sandbox::with_positions(&[&long("甲"), &long("乙")]);
    let told = |sandbox: &Sandbox| manifest(sandbox)["findings"].as_array().unwrap().len();
    sandbox.run(&["build", "project", "--per", "position", "--format", "docx"]).exits(0);
    assert_eq!(told(&sandbox), 2);
    super::changed::commit(&sandbox);
    sandbox.write("project/市场部/0.yaml", &format!("岗位名称: {}# 改\n", long("甲")));
    let since = ["build", "project", "--per", "position", "--format", "docx", "--changed-since", "HEAD"];
    sandbox.run(&since).exits(0);
    assert_eq!(told(&sandbox), 2);
}

#[test]
fn a_finding_that_is_mended_is_known_no_longer() {
    let sandbox = Sandbox::with_positions(&["甲\n直接上级: 乙", "丙"]);
    sandbox.build(&["--per", "position", "--format", "docx"]).exits(0);
    let told = |sandbox: &Sandbox| {
        let manifest = manifest(sandbox);
        let entry =
            &manifest["outputs"].as_array().unwrap().iter().find(|entry| entry["title"] == "甲").unwrap();
        entry["findings"].as_array().unwrap().len()
    };
    assert_eq!(told(&sandbox), 1);
    // Another file mends it, in a run that makes nothing of the one that it stood in.
    sandbox.write("project/市场部/1.yaml", "岗位名称: 乙\n");
    sandbox.build(&["--per", "handbook", "--format", "docx"]).exits(0);
    assert_eq!(told(&sandbox), 0);
}

#[test]
fn nothing_is_recorded_that_was_not_written() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    fs::create_dir_all(sandbox.path("dist/市场部/甲.pdf")).unwrap();
    sandbox.build(&["--per", "position", "--format", "pdf"]).exits(3);
    assert_eq!(paths(&manifest(&sandbox)), ["市场部/乙.pdf"]);
    // A file that was taken away since is not known any more, either.
    fs::remove_file(sandbox.path("dist/市场部/乙.pdf")).unwrap();
    fs::remove_dir(sandbox.path("dist/市场部/甲.pdf")).unwrap();
    sandbox.build(&["--per", "position", "--format", "pdf", "--only", "甲"]).exits(0);
    assert_eq!(paths(&manifest(&sandbox)), ["市场部/甲.pdf"]);
}

#[test]
fn errors_of_the_data_leave_the_manifest_alone() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    sandbox.build(&[]).exits(0);
    let before = manifest(&sandbox);
    sandbox.write("project/市场部/0.yaml", "岗位名称: 甲\n岗位定员: 两人\n");
    sandbox.build(&[]).exits(1);
    assert_eq!(manifest(&sandbox), before);
}

#[test]
fn a_foreign_or_damaged_manifest_stops_the_run() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    sandbox.build(&[]).exits(0);
    let good = fs::read_to_string(sandbox.path("dist/manifest.json")).unwrap();
    let before = super::documents(&sandbox, "dist");
    sandbox.write("project/市场部/0.yaml", "岗位名称: 乙\n");
    for text in [
        "{\"name\": \"app\", \"start_url\": \"/\"}",
        &good[..good.len() / 2],
        "<<<<<<< HEAD\n",
        &good.replace("手册.pdf", "../手册.pdf"),
        &good.replace("手册.pdf", "/etc/手册.pdf"),
        &good.replace("\"manifest\": 1", "\"manifest\": 9"),
    ] {
        sandbox.write("dist/manifest.json", text);
        sandbox.build(&["--prune"]).exits(3).says("dist/manifest.json").says("nothing was made");
        sandbox.build(&["--message-format", "short"]).exits(3);
        assert_eq!(fs::read_to_string(sandbox.path("dist/manifest.json")).unwrap(), *text);
        assert!(super::documents(&sandbox, "dist") == before);
    }
}
