//! Finds values that begin with a special character of YAML, but were meant as text: `> 95%`, `*合格率`, `@全员`.
//!
//! Many authors do not know these characters. A value is reported only if it cannot be real YAML: an alias with its
//! anchor, the header of a block and a tag of the core schema are left alone.

use std::collections::HashSet;

use super::quoted::Below;

/// The anchors (`&name`) and aliases (`*name`) of a text.
#[derive(Default)]
pub(super) struct AnchorNames<'a> {
    anchors: HashSet<&'a str>,
    aliases: HashSet<&'a str>,
}

impl<'a> AnchorNames<'a> {
    pub fn of(text: &'a str) -> AnchorNames<'a> {
        let mut names = AnchorNames::default();
        let begins = |at: usize| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            before.is_none_or(|c| c.is_whitespace() || "[{,".contains(c))
        };
        for (at, mark) in text.match_indices(['&', '*']).filter(|(at, _)| begins(*at)) {
            let name = word(text.get(at + 1..).unwrap_or(""));
            match mark {
                "&" => names.anchors.insert(name),
                _ => names.aliases.insert(name),
            };
        }
        names
    }
}

/// How YAML reads a value that was meant as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misreading {
    /// It is a syntax error.
    Broken,
    /// Its beginning is dropped silently.
    Swallowed,
    /// It is the header of a block that has no lines.
    Nothing,
}

/// The characters at the beginning of a value that may be misread.
pub(super) const MARKS: [char; 12] = ['@', '`', '%', ']', '}', ',', '>', '|', '*', '&', '!', '?'];

/// How a value is misread, judged by its first line and by what is `below`; `None` if it is read as it was meant.
pub(super) fn misread(value: &str, names: &AnchorNames, below: Below) -> Option<Misreading> {
    let mut rest = value.chars();
    let first = rest.next()?;
    let rest = rest.as_str();
    let broken = |broken: bool| broken.then_some(Misreading::Broken);
    match first {
        '@' | '`' | '%' | ']' | '}' | ',' => Some(Misreading::Broken),
        '>' | '|' => match is_header(rest) {
            false => Some(Misreading::Broken),
            true if below != Below::Nothing => None,
            // `>5`: an empty block, indented by five columns.
            true if rest.contains(|c: char| c.is_ascii_digit()) => Some(Misreading::Swallowed),
            true => Some(Misreading::Nothing),
        },
        '*' => {
            let name = word(rest);
            broken(!names.anchors.contains(name) || rest.len() > name.len())
        }
        '&' => {
            let name = word(rest);
            let used = !name.is_empty() && names.aliases.contains(name);
            let has_text = rest.len() > name.len() || below == Below::Text;
            match has_text && !name.is_empty() {
                _ if used || matches!(below, Below::Keys | Below::Items) => None,
                true => Some(Misreading::Swallowed),
                false => Some(Misreading::Broken),
            }
        }
        '!' => broken(matches!(below, Below::Nothing | Below::Text) && !is_core_tag(rest)),
        '?' => broken(rest.is_empty() || rest.starts_with([' ', '\t'])),
        _ => None,
    }
}

/// Whether it may follow the `|` or `>` of a block: chomping and indentation.
fn is_header(rest: &str) -> bool {
    let mut signs = rest.chars();
    let digit = |c: char| ('1'..='9').contains(&c);
    match (signs.next(), signs.next(), signs.next()) {
        (None, ..) => true,
        (Some(c), None, _) => digit(c) || matches!(c, '+' | '-'),
        (Some(a), Some(b), None) => digit(a) && matches!(b, '+' | '-') || matches!(a, '+' | '-') && digit(b),
        _ => false,
    }
}

/// A tag of the core schema, for a scalar or for the collection after it.
fn is_core_tag(rest: &str) -> bool {
    let Some(tag) = rest.strip_prefix('!') else { return false };
    let name = word(tag);
    let value = tag.get(name.len()..).unwrap_or("").trim_start();
    match name {
        "seq" | "map" => value.is_empty() || value.starts_with(['[', '{']),
        _ => ["str", "null", "bool", "int", "float", "timestamp"].contains(&name),
    }
}

/// Whether a character may stand in the name of an anchor.
fn word(text: &str) -> &str {
    text.split(|c: char| c.is_whitespace() || ",[]{}".contains(c)).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_expert_writes_is_misread() {
        let text = "甲: &乙 一\n丙: *乙\n丁: &戊 二\n";
        let names = AnchorNames::of(text);
        let read = |value: &str| misread(value, &names, Below::Nothing);
        for value in [
            "> 95%",
            ">=95%",
            ">95%",
            ">0",
            "| 说明",
            "|| 说明",
            "@全员",
            "`甲`",
            "% 5",
            "%5",
            "* 合格率",
            "*合格率",
            "*乙 等",
            "& 说明",
            "&",
            "&说明",
            "! 重要",
            "!重要 通知",
            "!!重要",
            "!!map 甲",
            "? 待定",
            "?",
            "] 甲",
            ", 甲",
        ] {
            assert_eq!(read(value), Some(Misreading::Broken), "{value}");
        }
        for value in [">5", "|3-", "&戊 二"] {
            assert_eq!(read(value), Some(Misreading::Swallowed), "{value}");
        }
        for value in ["|", ">", "|-", ">+"] {
            assert_eq!(read(value), Some(Misreading::Nothing), "{value}");
            assert_eq!(misread(value, &names, Below::Text), None, "{value}");
        }
        for value in [
            "*乙",
            "&乙 一",
            "!!str 1",
            "!!map {甲: 乙}",
            "?甲",
            "甲 > 乙",
            "- 甲",
            "[甲]",
            "{甲: 乙}",
            "#",
            "'@'",
            "~",
            "",
        ] {
            assert_eq!(read(value), None, "{value}");
        }
        assert_eq!(misread("|2", &names, Below::Text), None, "a block");
        assert_eq!(misread("&己", &names, Below::Keys), None, "a mapping with a name");
        assert_eq!(misread("&己", &names, Below::Text), Some(Misreading::Swallowed), "a text of two lines");
    }
}
