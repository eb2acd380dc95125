//! Writes texts as scalars: as they are where that means the same, in quotes otherwise.

use crate::model::TABLES;

/// A text as a scalar of a block: in quotes only where it would mean something else without.
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { double_quoted(text) }
}

/// A text as a scalar between brackets.
pub fn flow_scalar(text: &str) -> String {
    let has_mark = text.contains([',', '[', ']', '{', '}', '\'', '"', ':', '#', '?']);
    // Readers of YAML do not agree on a dash that ends a word there.
    let has_dash = text.ends_with('-') || text.contains(" -") || text.contains("- ");
    if is_plain(text) && !has_mark && !has_dash { text.to_owned() } else { double_quoted(text) }
}

/// A text in single quotes, if it can stand there.
pub fn single_quoted(text: &str) -> Option<String> {
    (!text.chars().any(is_escaped)).then(|| format!("'{}'", text.replace('\'', "''")))
}

/// A text in double quotes.
pub fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if is_escaped(c) => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character stands in a file behind an escape alone: for every reader, or for those to whom it ends a line.
pub fn is_escaped(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text means itself without quotes, as a value, a key and an item.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    const MARKS: &str = "-?:,[]{}#&*!|>'\"%@`.";
    let is_null = matches!(text, "~" | "null" | "Null" | "NULL" | "<<" | "=");
    let means_more = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    !MARKS.contains(first)
        && !is_null
        && !means_more
        && !text.chars().any(is_escaped)
        && text.trim() == text
        && !looks_like_key(text)
}

/// Whether a reader of the data would take a text for a key with a full-width colon.
fn looks_like_key(text: &str) -> bool {
    let Some((name, rest)) = text.split_once('：') else { return false };
    let is_known = |name: &str| TABLES.iter().any(|table| table.find(name).is_some());
    rest.is_empty() || is_known(name.trim())
}
