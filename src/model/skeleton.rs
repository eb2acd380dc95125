//! Writes the file of a new position: every key with what it means, ready to be filled in.
//!
//! The text comes from the key table, so that no key is ever missing from it. It is right as it
//! stands: keys of one line stand there empty, the others as comments with an example.

use super::keys::{Key, Kind, POSITION, choose};
use crate::diag::Lang;
use crate::yaml;

/// A position's file. `schema` is the path of its schema, as seen from the file.
pub fn skeleton(title: &str, schema: Option<&str>, lang: Lang) -> String {
    let mut text = schema.map(schema_line).unwrap_or_default();
    text += choose(
        lang,
        (
            "# 在冒号后面填写，冒号后空一格；不用的行可以留空，也可以删除。\n\
             # 两个 # 开头的行是说明。一个 # 开头的是示例：去掉行首的“# ”，改成自己的内容，就生效了。\n",
            "# Write after the colon and a space; what is not needed may stay empty, or be deleted.\n\
             # A line with ## explains. A line with # is an example: take the `# ` away and put your own words there.\n",
        ),
    );
    for key in POSITION.keys {
        text += &match key.required {
            true => format!("\n## {}\n{}: {}\n", choose(lang, key.doc), key.name_in(lang), quoted(title)),
            false => entry(key, lang),
        };
    }
    text
}

/// The comment by which editors find a file's schema.
pub fn schema_line(path: &str) -> String {
    format!("# yaml-language-server: $schema={path}\n")
}

/// A key without a value of its own.
fn entry(key: &Key, lang: Lang) -> String {
    let (doc, name, example) = (choose(lang, key.doc), key.name_in(lang), choose(lang, key.example));
    if is_line(key.kind) {
        let such = choose(lang, ("。例：", "; for example "));
        return format!("\n## {doc}{such}{example}\n{name}:\n");
    }
    let lines: String = example.lines().map(|line| format!("#   {line}\n")).collect();
    format!("\n## {doc}\n# {name}:\n{lines}")
}

/// Whether values of this kind usually fill one line.
fn is_line(kind: Kind) -> bool {
    match kind {
        Kind::Text | Kind::Code | Kind::Pattern | Kind::FileName | Kind::Lines | Kind::Names => true,
        Kind::Whole { .. } | Kind::Integer | Kind::Choice(_) => true,
        Kind::Texts | Kind::Map(_) | Kind::List { .. } | Kind::Groups(_) => false,
        Kind::Labelled(_) | Kind::Entries | Kind::Choices(_) => false,
    }
}

/// A text of one line as a YAML value: in quotes only if it means something else without.
fn quoted(text: &str) -> String {
    let document = format!("key: {text}\n");
    let parsed = yaml::parse(&"title".into(), document.as_bytes());
    let read = match parsed.documents.as_slice() {
        [yaml::Node { value: yaml::Value::Map(entries), .. }] if parsed.diagnostics.is_empty() => {
            entries.first().and_then(|entry| entry.value.as_scalar())
        }
        _ => None,
    };
    match read {
        Some(scalar) if scalar.plain && !scalar.is_null() && scalar.text == text => text.to_owned(),
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_quoted_only_where_it_must_be() {
        for plain in ["市场专员", "Sales & Service", "司机/保管员", "C++", "007", "a:b", "it's"] {
            assert_eq!(quoted(plain), plain);
        }
        for (title, written) in [
            ("主管: 一组", "\"主管: 一组\""),
            ("- 主管", "\"- 主管\""),
            ("主管 #1", "\"主管 #1\""),
            ("\"金牌\"销售", "\"\\\"金牌\\\"销售\""),
            ("null", "\"null\""),
            ("*主管", "\"*主管\""),
            ("[主管]", "\"[主管]\""),
            ("末尾:", "\"末尾:\""),
            (r"a: \b", r#""a: \\b""#),
        ] {
            assert_eq!(quoted(title), written);
        }
    }
}
