//! `--shard I/N`: the shards of a batch are the whole, and no document is in two.

use std::collections::BTreeMap;
use std::fs;

use super::{Sandbox, documents};

#[test]
fn shards_together_are_exactly_the_whole() {
    let titles: Vec<String> = (0..9).map(|number| format!("岗位{number}")).collect();
    let sandbox = Sandbox::with_positions(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    let kinds = ["--per", "handbook,department,position"];
    sandbox.build(&[&kinds[..], &["-o", "whole"]].concat()).exits(0);
    let whole = documents(&sandbox, "whole");
    assert_eq!(whole.len(), 22);
    for count in [1, 3, 7, 40] {
        let mut union = BTreeMap::new();
        for index in 1..=count {
            let (shard, folder) = (format!("{index}/{count}"), format!("{index}-of-{count}"));
            sandbox.build(&[&kinds[..], &["--shard", &shard, "-o", &folder]].concat()).exits(0);
            for (path, bytes) in documents(&sandbox, &folder) {
                // Both formats of a document are made together.
                let other = path.replace(".pdf", ".docx");
                assert!(sandbox.path(&format!("{folder}/{other}")).is_file(), "{other}");
                assert!(union.insert(path, bytes).is_none(), "in two shards of {count}");
            }
        }
        assert!(union == whole, "{count} shards are not the whole");
    }
}

#[test]
fn the_manifests_of_shards_merge_without_clash() {
    let sandbox = Sandbox::with_positions(&["甲", "乙", "丙"]);
    for shard in ["1/2", "2/2"] {
        sandbox.build(&["--per", "position", "--format", "pdf", "--shard", shard]).exits(0);
    }
    let known = |name: &str| {
        let text = fs::read_to_string(sandbox.path(name)).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        let outputs = manifest["outputs"].as_array().unwrap();
        outputs.iter().map(|output| output["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(known("dist/manifest.1-of-2.json"), ["市场部/丙.pdf", "市场部/甲.pdf"]);
    assert_eq!(known("dist/manifest.2-of-2.json"), ["市场部/乙.pdf"]);
}

#[test]
fn a_shard_that_cannot_be_is_wrong_usage() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    for shard in ["0/3", "4/3", "1/0", "1", "a/b", "-1/3", "1/2/3", ""] {
        sandbox.build(&[&format!("--shard={shard}")]).exits(2).says("--shard");
    }
}
