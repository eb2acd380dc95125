//! The digest of a position: of what it says, however and wherever that is written.
//!
//! It is the SHA-256 of canonical JSON: English keys by name, texts as typed, nothing for what is left blank. Where a
//! position stands among others, and what it takes over from the handbook, has no part in it.

use serde_json::{Map, Value};

use super::records::Position;
use crate::hash::sha256;

/// Keys that say nothing of the position itself, and its anchor.
const LEFT_OUT: [&str; 3] = ["id", "order", "max_pages"];

/// The digest in hexadecimal digits: equal for positions that say the same.
pub fn position_digest(position: &Position) -> String {
    sha256(canonical(position).to_string().as_bytes())
}

fn canonical(position: &Position) -> Value {
    let mut value = serde_json::to_value(position).unwrap_or_default();
    if let Value::Object(entries) = &mut value {
        LEFT_OUT.iter().for_each(|name| _ = entries.remove(*name));
        // One that names no date has the handbook's.
        if position.effective_date.as_ref().is_some_and(|date| date.path != position.path) {
            entries.remove("effective_date");
        }
    }
    tidy(value).unwrap_or_default()
}

/// The value with its keys by name and without blanks; `None` for a blank.
fn tidy(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let items: Vec<Value> = items.into_iter().filter_map(tidy).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(mut entries) => {
            // Duties are counted.
            entries.remove("number");
            // A label that is known shows in the handbook's language.
            if entries.get("key").is_some_and(Value::is_string) {
                entries.remove("label");
            }
            let tidied = entries.into_iter().filter_map(|(name, value)| Some((name, tidy(value)?)));
            let mut tidied: Vec<(String, Value)> = tidied.collect();
            tidied.sort_by(|one, other| one.0.cmp(&other.0));
            (!tidied.is_empty()).then(|| Value::Object(Map::from_iter(tidied)))
        }
        other => Some(other),
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
