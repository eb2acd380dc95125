//! Finds what is read without a syntax error, but probably not as its author meant it.

use super::build::BuiltTrees;
use super::copy::Change;
use super::fault::SyntaxFinding;
use super::line::{SourceLine, line_at, lines};
use super::node::{Node, Value};
use super::quoted::{InMarks, quote};
use super::slip::half_width_quotes;
use crate::characters::is_han;
use crate::diag::Span;

/// How many findings of each kind a file may have.
const MAX_EACH: usize = 200;

/// The warnings about a text that was read.
pub(super) fn suspects(text: &str, built: &BuiltTrees) -> Vec<SyntaxFinding> {
    let mut found = Vec::new();
    for span in built.swallowing.iter().take(MAX_EACH) {
        found.extend(swallowed_lines(text, *span));
    }
    let comments = tight_comments(text);
    let pasted = holds_pasted_space(text);
    if comments.is_empty() && !pasted {
        return found;
    }
    let mut scalars = Scalars::default();
    built.documents.iter().for_each(|document| scalars.collect(document));
    scalars.all.sort_unstable();
    let comments = comments.into_iter().filter(|(at, _)| !scalars.hold(*at));
    found.extend(comments.map(|(at, comment)| {
        let span = Span { start: at, end: at + comment.len() };
        let finding = SyntaxFinding::swallowed_comment(comment, span);
        match in_chinese_marks(text, at) {
            Some((line, value)) => {
                finding.with_help(half_width_quotes(value.inner)).mended_by(&value.mended(line))
            }
            None => finding.mended_by(&with_comment(text, at, comment)),
        }
    }));
    if pasted {
        scalars.values.sort_unstable();
        scalars.values.dedup();
        let values = scalars
            .values
            .iter()
            .filter_map(|span| SyntaxFinding::odd_spaces(text.get(span.start..span.end)?, span.start));
        found.extend(values.take(MAX_EACH));
    }
    found
}

/// The lines of a plain text that look like keys or items.
fn swallowed_lines(text: &str, span: Span) -> Vec<SyntaxFinding> {
    let own = text.get(span.start..span.end).unwrap_or("");
    let wrong = lines(own).skip(1).filter_map(|line| {
        let end = line.swallowed()?;
        let start = line.start + line.indent();
        let span = Span { start: span.start + start, end: span.start + line.start + end };
        Some(SyntaxFinding::swallowed_line(line.text.get(line.indent()..end)?, span))
    });
    wrong.take(MAX_EACH).collect()
}

/// Comments after a value whose `#` has no space after it, or that were probably meant as text, up to the line's end.
fn tight_comments(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for line in lines(text).filter(|line| line.text.contains('#')) {
        let marks = InMarks::find(line, line.value().0);
        for (at, _) in line.text.match_indices('#') {
            let (before, comment) = line.text.split_at(at);
            let before = before.trim_end_matches([' ', '\t']);
            if before.is_empty() {
                // The whole line is a comment.
                break;
            }
            if before.len() == at {
                continue;
            }
            let tight = comment.as_bytes().get(1).is_some_and(|b| !b" \t#!".contains(b));
            let quoted = marks.as_ref().is_some_and(|marks| (marks.start..marks.end).contains(&at));
            if quoted || tight || numbers(before, comment) {
                found.push((line.start + at, comment.trim_end()));
            }
            if found.len() >= MAX_EACH {
                return found;
            }
            if quoted {
                break;
            }
        }
    }
    found
}

/// The value in Chinese quotation marks around the `#` at a place.
fn in_chinese_marks(text: &str, at: usize) -> Option<(SourceLine<'_>, InMarks<'_>)> {
    let line = line_at(text, at);
    let value = InMarks::find(line, line.value().0)?;
    (line.start + value.start..line.start + value.end).contains(&at).then_some((line, value))
}

/// Quotes a value with the comment after it, if it cannot be a comment: `#3`, or the only text of an item.
fn with_comment(text: &str, at: usize, comment: &str) -> Vec<Change> {
    let line = line_at(text, at);
    let (start, end) = line.value();
    let value = line.text.get(start..end).unwrap_or("");
    let number = comment.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let tight = !comment.starts_with("# ");
    let item = line.has_dash() && line.key().is_none() && value.is_empty();
    let plain = !value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']);
    match plain && (number || item && tight) && line.start + start <= at {
        true => quote(line, start, at + comment.len() - line.start).unwrap_or_default(),
        false => Vec::new(),
    }
}

/// Whether a `#` between spaces is a number sign, as in 巡视 1 # 车间: a number before it and Han after it; or, at the
/// beginning of a value, a number and Han after it: # 1 车间.
fn numbers(before: &str, comment: &str) -> bool {
    if before.ends_with([':', '-']) {
        let after = comment.trim_start_matches(['#', ' ', '\t']);
        let unit = after.trim_start_matches(|c: char| c.is_ascii_digit());
        return unit.len() < after.len() && unit.trim_start().starts_with(is_han);
    }
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    // A value that is a number alone, `定员: 1 # 一人`, is complete.
    let value = before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches([' ', '\t']);
    let alone = value.ends_with([':', '-', ',', '[', '"', '\'', '>', '|']);
    let after = comment.trim_start_matches('#').trim_start_matches([' ', '\t']);
    digits > 0 && !alone && after.starts_with(is_han)
}

/// A quick search, by bytes, for the characters that [`is_pasted_space`](super::fault::is_pasted_space) names.
///
/// It runs on every file. Full-width punctuation begins with the same bytes as some of them.
fn holds_pasted_space(text: &str) -> bool {
    // The byte order mark at the beginning does not count.
    let bytes = text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes();
    let next = |at: usize| (bytes.get(at + 1).copied().unwrap_or(0), bytes.get(at + 2).copied().unwrap_or(0));
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        0xc2 => next(at).0 == 0xa0,
        0xe1 => next(at) == (0x9a, 0x80),
        0xe2 => matches!(next(at), (0x80, 0x80..=0x8b | 0xaf) | (0x81, 0x9f | 0xa0)),
        0xef => next(at) == (0xbb, 0xbf),
        _ => false,
    })
}

/// The places of all scalars.
#[derive(Default)]
struct Scalars {
    all: Vec<Span>,
    values: Vec<Span>,
}

impl Scalars {
    fn collect(&mut self, node: &Node) {
        match &node.value {
            Value::Scalar(_) => {
                self.all.push(node.span);
                self.values.push(node.span);
            }
            Value::List(items) => items.iter().for_each(|item| self.collect(item)),
            Value::Map(entries) => {
                for entry in entries {
                    self.all.push(entry.key.span);
                    self.collect(&entry.value);
                }
            }
        }
    }

    /// Whether a byte is part of a scalar.
    fn hold(&self, at: usize) -> bool {
        let before = self.all.partition_point(|span| span.start <= at);
        before.checked_sub(1).and_then(|index| self.all.get(index)).is_some_and(|span| at < span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::fault::is_pasted_space;

    #[test]
    fn the_quick_look_finds_every_pasted_space_and_nothing_else() {
        for c in ('\u{80}'..='\u{ffff}').filter(|c| !c.is_control()) {
            assert_eq!(holds_pasted_space(&format!("甲{c}乙")), is_pasted_space(c), "U+{:04X}", c as u32);
        }
    }
}
