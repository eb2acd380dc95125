//! Mends escapes that are half a character: JSON writes one beyond U+FFFF as two escapes (RFC 8259 §7), `"\ud83d\ude00"`,
//! which mean that character. YAML knows `"\U0001f600"` alone, and its parser ends at the first half.
//!
//! A half that stands alone means nothing, and is told where it stands.

use super::build::double_quoted;
use super::copy::Change;
use super::fault::SyntaxFinding;
use crate::diag::Span;

/// An escape that the parser does not take.
struct Escape {
    span: Span,
    /// The character that it means together with the one behind it.
    meant: Option<char>,
}

/// What mends all of them that the parser would come to, and what is told of those that mean nothing.
pub(super) fn mend(text: &str) -> (Vec<Change>, Vec<SyntaxFinding>) {
    let escapes = escapes(text);
    // Of the same length, so that the parser finds its way through to what stands between double quotes: elsewhere a
    // backslash is a backslash.
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

/// Escapes as long as these that stand for a character each, if not for the one that was meant.
fn harmless(written: &str) -> String {
    let escapes = written.split('\\').skip(1);
    escapes.map(|escape| if escape.starts_with('U') { "\\U0000FFFD" } else { "\\uFFFD" }).collect()
}

/// All that would be such an escape between double quotes.
fn escapes(text: &str) -> Vec<Escape> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('\\')).map(|offset| at + offset) {
        // Whatever follows a backslash belongs to it, another one too.
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

/// The number that `\u` or `\U` at this place has, and where it ends.
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
