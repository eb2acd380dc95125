//! Anchors and tags before a value (YAML 1.2 §6.9).

use saphyr_parser::Event;

/// Whether the node that an event begins has any.
pub(super) fn has_properties(event: &Event) -> bool {
    match event {
        Event::Scalar(_, _, anchor, tag)
        | Event::SequenceStart(anchor, tag)
        | Event::MappingStart(anchor, tag) => *anchor != 0 || tag.is_some(),
        _ => false,
    }
}

/// Where the value begins that has its properties at `at`; of a block, where its lines do.
pub(super) fn behind_properties(text: &str, mut at: usize) -> usize {
    let blank = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        at + rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len()
    };
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let is_end = |c: char| {
            c.is_whitespace() || !rest.starts_with("!<") && matches!(c, ',' | '[' | ']' | '{' | '}')
        };
        let line = || rest.find('\n').unwrap_or(rest.len());
        match rest.chars().next() {
            Some('&' | '!') => at = blank(at + rest.find(is_end).unwrap_or(rest.len())),
            Some('#') => at = blank(at + line()),
            Some('|' | '>') => return blank(at + line()),
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_begins_behind_its_properties() {
        for (text, value) in [
            ("甲", "甲"),
            ("&a 甲", "甲"),
            ("!!str &a '甲'", "'甲'"),
            ("&a !<tag:yaml.org,2002:seq> [甲]", "[甲]"),
            ("&a # 注\n  - 甲", "- 甲"),
            ("&a |-\r\n\r\n  # 甲\r\n", "# 甲\r\n"),
            ("&a, 乙", ", 乙"),
            ("&a", ""),
        ] {
            assert_eq!(&text[behind_properties(text, 0)..], value, "{text}");
        }
    }
}
