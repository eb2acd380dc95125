//! Writes drafts as YAML, in the order of the keys.

use super::draft::{Draft, Value};
use crate::amend::scalar;
use crate::model::keys::KeyTable;

/// Writes values, with a comment above those that `comment` has one for.
pub struct Writer<'w> {
    pub comment: &'w dyn Fn(&Value) -> Option<String>,
    pub out: String,
}

impl Writer<'_> {
    /// The keys of a record that have values, with their Chinese names.
    pub fn record(&mut self, draft: &Draft, table: &'static KeyTable) {
        for (name, value) in draft.iter() {
            let usual = table.named(name).map_or(name, |key| key.usual());
            self.entry(usual, value, 0);
        }
    }

    /// A list of records: `- 名称: …`.
    pub fn records(&mut self, drafts: &[Draft], table: &'static KeyTable, depth: usize) {
        for draft in drafts {
            let entries = draft.iter().map(|(name, value)| {
                let usual = table.named(name).map_or(name, |key| key.usual());
                (usual.to_owned(), value.clone())
            });
            self.item(&Value::Map(entries.collect()), depth);
        }
    }

    /// `key: value`, each nested line two spaces further in.
    fn entry(&mut self, key: &str, value: &Value, depth: usize) {
        self.comment(value, depth);
        self.indent(depth);
        self.pair(key, value, depth);
    }

    fn pair(&mut self, key: &str, value: &Value, depth: usize) {
        self.out.push_str(&scalar(key));
        self.out.push(':');
        match value {
            Value::Text(text) => {
                self.out.push(' ');
                self.line(&text.text);
            }
            Value::List(items) => {
                self.out.push('\n');
                items.iter().for_each(|value| self.item(value, depth + 1));
            }
            Value::Map(entries) => {
                self.out.push('\n');
                entries.iter().for_each(|(key, value)| self.entry(key, value, depth + 1));
            }
        }
    }

    fn item(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Text(text) => {
                self.comment(value, depth);
                self.indent(depth);
                self.out.push_str("- ");
                self.line(&text.text);
            }
            Value::Map(entries) => {
                let Some(((key, value), others)) = entries.split_first() else { return };
                // The first key stands beside the dash, its comment above both.
                self.comment(value, depth);
                self.indent(depth);
                self.out.push_str("- ");
                self.pair(key, value, depth + 1);
                others.iter().for_each(|(key, value)| self.entry(key, value, depth + 1));
            }
            Value::List(items) => items.iter().for_each(|value| self.item(value, depth)),
        }
    }

    fn comment(&mut self, value: &Value, depth: usize) {
        if let Some(comment) = (self.comment)(value) {
            self.indent(depth);
            self.out.push_str("# ");
            self.out.push_str(&comment);
            self.out.push('\n');
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(&scalar(text));
        self.out.push('\n');
    }

    fn indent(&mut self, depth: usize) {
        (0..depth).for_each(|_| self.out.push_str("  "));
    }
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
        fn what_is_written_reads_back(value in value(), comment in proptest::option::of("[ -~甲：#]{0,8}")) {
            let mut writer = Writer { comment: &|_| comment.clone(), out: String::new() };
            writer.entry("键", &value, 0);
            let out = writer.out;
            let parsed = parse(&"a.yaml".into(), out.as_bytes());
            let node = &parsed.documents[0];
            let expected = format!("{:?}", Value::Map(vec![("键".to_owned(), value)]));
            prop_assert_eq!(format!("{:?}", read(node)), expected, "{}", out);
        }
    }
}
