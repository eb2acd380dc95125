//! Mends escapes that stand for half a character. JSON writes a character beyond U+FFFF as two escapes,
//! `"\ud83d\ude00"` (RFC 8259 §7). YAML has `"\U0001f600"` only, and its parser stops at the first half.
//!
//! A half without its partner is reported.

use super::build::double_quoted;
use super::copy::Change;
use super::fault::SyntaxFinding;
use crate::diag::Span;

/// An escape that the parser does not take.
struct Escape {
    span: Span,
    /// The character that it stands for together with the next escape.
    meant: Option<char>,
}

/// The changes that mend all pairs, and the findings for halves without a partner.
pub(super) fn mend(text: &str) -> (Vec<Change>, Vec<SyntaxFinding>) {
    let escapes = escapes(text);
    // A text of the same length shows which backslashes are between double quotes; elsewhere a backslash is an ordinary
    // character.
    let mut passable = text.to_owned();
    for Escape { span, .. } in &escapes {
        passable.replace_range(span.start..span.end, &harmless(&text[span.start..span.end]));
    }
    let quoted = double_quoted(&passable);
    let (mut changes, mut findings) = (Vec::new(), Vec::new());
    for Escape { span, meant } in escapes {
        let before = quoted.partition_point(|quoted| quoted.start <= span.start);
        let holder = before.checked_sub(1).and_then(|index| quoted.get(index));
        if holder.is_none_or(|quoted| quoted.end < span.end) {
            continue;
        }
        let written = &text[span.start..span.end];
        if meant.is_none() {
            findings.push(SyntaxFinding::half_character(written, span));
        }
        let written = meant.map_or_else(|| harmless(written), |c| format!("\\U{:08X}", u32::from(c)));
        changes.push(Change::new(span.start, span.end, written));
    }
    (changes, findings)
}

/// Replaces the escapes by valid ones of the same length.
fn harmless(written: &str) -> String {
    let escapes = written.split('\\').skip(1);
    escapes.map(|escape| if escape.starts_with('U') { "\\U0000FFFD" } else { "\\uFFFD" }).collect()
}

/// Everything that would be such an escape between double quotes.
fn escapes(text: &str) -> Vec<Escape> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('\\')).map(|offset| at + offset) {
        // The character after a backslash belongs to it, even another backslash.
        at = start + 1 + text[start + 1..].chars().next().map_or(0, char::len_utf8);
        let Some((value, end)) = escape(text, start).filter(|(value, _)| char::from_u32(*value).is_none())
        else {
            continue;
        };
        let low = |value: u32| (0xdc00..=0xdfff).contains(&value);
        let pair = escape(text, end).filter(|(second, _)| (0xd800..=0xdbff).contains(&value) && low(*second));
        let meant =
            pair.and_then(|(low, _)| char::from_u32(0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00)));
        at = pair.map_or(end, |(_, end)| end);
        found.push(Escape { span: Span { start, end: at }, meant });
    }
    found
}

/// The code point of the `\u` or `\U` at this place, and where the escape ends.
fn escape(text: &str, at: usize) -> Option<(u32, usize)> {
    let digits = match text.get(at..at + 2)? {
        "\\u" => 4,
        "\\U" => 8,
        _ => return None,
    };
    let end = at + 2 + digits;
    let written = text.get(at + 2..end).filter(|written| written.bytes().all(|b| b.is_ascii_hexdigit()))?;
    Some((u32::from_str_radix(written, 16).ok()?, end))
}
