//! The digest of a position: of what it says, however and wherever that is written.
//!
//! It is the SHA-256 of canonical JSON: English keys by name, texts as typed, nothing for what is left blank. Where a
//! position stands among others, and what it takes over from the handbook, has no part in it.

use serde_json::Value;

use super::records::Position;
use crate::hash::sha256;

/// Keys that say nothing of the position itself, and its anchor.
const LEFT_OUT: [&str; 3] = ["id", "order", "max_pages"];

/// The digest in hexadecimal digits: equal for positions that say the same.
pub fn position_digest(position: &Position) -> String {
    sha256(canonical(position).as_bytes())
}

fn canonical(position: &Position) -> String {
    let mut value = serde_json::to_value(position).unwrap_or_default();
    if let Value::Object(entries) = &mut value {
        LEFT_OUT.iter().for_each(|name| _ = entries.remove(*name));
        // One that names no date has the handbook's.
        if position.effective_date.as_ref().is_some_and(|date| date.path != position.path) {
            entries.remove("effective_date");
        }
    }
    let mut written = String::new();
    write(&value, &mut written);
    written
}

/// Appends a value with its keys by name, unless it is blank.
fn write(value: &Value, to: &mut String) {
    match value {
        Value::Null => {}
        Value::Array(items) => write_all('[', items.iter().map(|item| (None, item)), ']', to),
        Value::Object(entries) => {
            // A label that is known shows in the handbook's language, and duties are counted.
            let is_known = entries.get("key").is_some_and(Value::is_string);
            let is_said = |name: &str| name != "number" && (name != "label" || !is_known);
            let mut entries: Vec<(&String, &Value)> =
                entries.iter().filter(|(name, _)| is_said(name)).collect();
            entries.sort_unstable_by_key(|(name, _)| *name);
            write_all('{', entries.into_iter().map(|(name, value)| (Some(name), value)), '}', to);
        }
        plain => to.push_str(&plain.to_string()),
    }
}

/// Appends what is not blank of a collection; nothing if all of it is.
fn write_all<'v>(
    opens: char,
    parts: impl Iterator<Item = (Option<&'v String>, &'v Value)>,
    closes: char,
    to: &mut String,
) {
    let start = to.len();
    for (name, value) in parts {
        let before = to.len();
        to.push(if before == start { opens } else { ',' });
        name.iter().for_each(|name| *to += &format!("\"{name}\":"));
        let inside = to.len();
        write(value, to);
        if to.len() == inside {
            to.truncate(before);
        }
    }
    if to.len() > start {
        to.push(closes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::load;
    use crate::world::Memory;

    fn digests(files: &[(&str, &str)]) -> Vec<String> {
        let loaded = load(&Memory::from_iter(files.iter().copied()));
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        loaded.handbook.positions().map(position_digest).collect()
    }

    #[test]
    fn what_is_said_is_written_in_one_way() {
        let loaded = load(&Memory::from_iter([(
            "甲.yaml",
            "岗位名称: 甲\n备注: [\"一\\\"二\", \"\"]\n岗位定员: 2-3\n任职资格: {学历: 本科, 自定: [乙]}\n",
        )]));
        let written = canonical(loaded.handbook.positions().next().unwrap());
        assert_eq!(
            written,
            "{\"headcount\":{\"least\":2,\"most\":3},\"qualifications\":[{\"items\":[\"本科\"],\"key\":\"education\"},\
             {\"items\":[\"乙\"],\"label\":\"自定\"}],\"remarks\":[\"一\\\"二\"],\"status\":\"active\",\"title\":\"甲\"}"
        );
    }

    #[test]
    fn a_digest_is_of_what_is_said() {
        let one = digests(&[(
            "采购部/采购员.yaml",
            "# 备注\n岗位名称: 采购员\n岗位编号: 007\n职责: [采购]\n任职资格: {学历: 本科}\n",
        )]);
        let other = digests(&[
            ("handbook.yaml", "version: V2\nlanguage: en\neffective_date: 2026-01-01\n"),
            (
                "x.yaml",
                "- title: 甲\n- qualifications:\n    education: \"本科\"\n  responsibilities:\n  - 采购\n  code: '007'\n  order: 3\n  department: 采购部\n  title: 采购员\n",
            ),
        ]);
        assert!(other.contains(&one[0]), "{one:?} {other:?}");
        assert_ne!(other[0], other[1]);
        let changed = digests(&[(
            "采购部/采购员.yaml",
            "岗位名称: 采购员\n岗位编号: 7\n职责: [采购]\n任职资格: {学历: 本科}\n",
        )]);
        assert_ne!(one, changed);
    }
}
