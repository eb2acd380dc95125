//! Writes drafts as YAML, in the order of the keys.

use super::draft::{Draft, Value};
use crate::model::TABLES;
use crate::model::keys::KeyTable;

/// The keys of a record that have values, with their Chinese names.
pub fn record(draft: &Draft, table: &'static KeyTable) -> String {
    let mut out = String::new();
    for (name, value) in draft.iter() {
        let usual = table.named(name).map_or(name, |key| key.usual());
        entry(usual, value, 0, &mut out);
    }
    out
}

/// A list of records: `- 名称: …`.
pub fn records(drafts: &[Draft], table: &'static KeyTable, depth: usize) -> String {
    let mut out = String::new();
    for draft in drafts {
        let entries = draft.iter().map(|(name, value)| {
            let usual = table.named(name).map_or(name, |key| key.usual());
            (usual.to_owned(), value.clone())
        });
        item(&Value::Map(entries.collect()), depth, &mut out);
    }
    out
}

/// `key: value`, each nested line two spaces further in.
fn entry(key: &str, value: &Value, depth: usize, out: &mut String) {
    indent(depth, out);
    out.push_str(&scalar(key));
    out.push(':');
    match value {
        Value::Text(text) => {
            out.push(' ');
            out.push_str(&scalar(&text.text));
            out.push('\n');
        }
        Value::List(items) => {
            out.push('\n');
            items.iter().for_each(|value| item(value, depth + 1, out));
        }
        Value::Map(entries) => {
            out.push('\n');
            entries.iter().for_each(|(key, value)| entry(key, value, depth + 1, out));
        }
    }
}

fn item(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Text(text) => {
            indent(depth, out);
            out.push_str("- ");
            out.push_str(&scalar(&text.text));
            out.push('\n');
        }
        Value::Map(entries) => {
            let mut inner = String::new();
            entries.iter().for_each(|(key, value)| entry(key, value, depth + 1, &mut inner));
            // The first key stands beside the dash.
            indent(depth, out);
            out.push_str("- ");
            out.push_str(inner.get(2 * depth + 2..).unwrap_or_default());
        }
        Value::List(items) => items.iter().for_each(|value| item(value, depth, out)),
    }
}

fn indent(depth: usize, out: &mut String) {
    (0..depth).for_each(|_| out.push_str("  "));
}

/// A text as a scalar: in quotes only where it would mean something else without.
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a text means itself without quotes, as a value, a key and an item.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let starts_otherwise = matches!(
        first,
        '-' | '?'
            | ':'
            | ','
            | '['
            | ']'
            | '{'
            | '}'
            | '#'
            | '&'
            | '*'
            | '!'
            | '|'
            | '>'
            | '\''
            | '"'
            | '%'
            | '@'
            | '`'
            | '.'
    );
    let is_null = matches!(text, "~" | "null" | "Null" | "NULL" | "<<" | "=");
    let means_more =
        text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.contains(":\t");
    let odd =
        text.chars().any(|c| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'));
    !starts_otherwise && !is_null && !means_more && !odd && text.trim() == text && !looks_like_key(text)
}

/// Whether a reader of the data would take a text for a key with a full-width colon.
fn looks_like_key(text: &str) -> bool {
    let Some((name, rest)) = text.split_once('：') else { return false };
    rest.is_empty()
        || TABLES
            .iter()
            .flat_map(|table| table.keys)
            .any(|key| key.all_names().any(|known| known == name.trim()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::draft::TextValue;
    use crate::yaml::{Node, parse};

    fn read(node: &Node) -> Value {
        match &node.value {
            crate::yaml::Value::Scalar(scalar) => {
                Value::Text(TextValue { text: scalar.text.clone(), ..TextValue::default() })
            }
            crate::yaml::Value::List(items) => Value::List(items.iter().map(read).collect()),
            crate::yaml::Value::Map(entries) => Value::Map(
                entries
                    .iter()
                    .map(|entry| {
                        (
                            entry.key.as_scalar().map_or(String::new(), |key| key.text.clone()),
                            read(&entry.value),
                        )
                    })
                    .collect(),
            ),
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let text = prop_oneof!["[ -~甲乙：“”、]{1,8}", "[-?:#&*!|>%@`\"' ]{1,4}", "\\PC{1,6}"];
        let text = text.prop_map(|text: String| Value::Text(TextValue { text, ..TextValue::default() }));
        text.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                proptest::collection::vec(
                    inner.clone().prop_filter("a list in a list", |value| !matches!(value, Value::List(_))),
                    1..3
                )
                .prop_map(Value::List),
                proptest::collection::btree_map("[a-z甲乙 :#]{1,4}", inner, 1..3)
                    .prop_map(|map| Value::Map(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(value in value()) {
            let mut out = String::new();
            entry("键", &value, 0, &mut out);
            let parsed = parse(&"a.yaml".into(), out.as_bytes());
            let node = &parsed.documents[0];
            let expected = format!("{:?}", Value::Map(vec![("键".to_owned(), value)]));
            prop_assert_eq!(format!("{:?}", read(node)), expected, "{}", out);
        }
    }
}
