//! Closes quotation marks and brackets that are open at the end of their line, where no later line closes them.

use super::copy::Change;
use super::fault::SyntaxFinding;
use super::limits::MAX_DEPTH;
use super::line::{SourceLine, is_chinese_quote, is_odd_space};
use super::mended::MendedLine;
use crate::diag::Span;

/// Closes a quotation at the end of its line, where a Chinese mark may stand in place of YAML's.
pub(super) fn close_quote(line: SourceLine, start: usize, end: usize, mark: char) -> MendedLine {
    let value = line.text.get(start..end).unwrap_or("");
    let Some(last) = value.chars().next_back().filter(|c| is_chinese_quote(*c)) else {
        return close(line, start, mark.to_string(), SyntaxFinding::open_quote);
    };
    let span = Span { start: line.start + end - last.len_utf8(), end: line.start + end };
    let changes = vec![Change::new(span.start, span.end, mark)];
    MendedLine::new(SyntaxFinding::chinese_close(mark, last, span), changes)
}

/// Closes what the value opens, at the end of its line.
pub(super) fn close(
    line: SourceLine,
    start: usize,
    with: String,
    fault: fn(Span) -> SyntaxFinding,
) -> MendedLine {
    let at = line.start + start;
    let end = line.start + line.text.trim_end_matches(|c: char| c == ' ' || is_odd_space(c)).len();
    MendedLine {
        finding: fault(Span { start: at, end: at + 1 }),
        changes: vec![Change::insert(end, with)],
        moved: false,
    }
}

/// How many brackets are open after a text if `open` are open before it. Brackets in quotes do not count.
pub(super) fn depth(text: &str, open: usize) -> usize {
    let mut quote = None;
    text.chars().fold(open, |open, c| match (quote, c) {
        (Some(mark), _) => {
            if c == mark {
                quote = None;
            }
            open
        }
        (None, '"' | '\'') => {
            quote = Some(c);
            open
        }
        (None, '[' | '{') => open + 1,
        (None, ']' | '}') => open.saturating_sub(1),
        _ => open,
    })
}

pub(super) fn closing_brackets(text: &str) -> String {
    let mut closing = Vec::new();
    for c in text.chars() {
        match c {
            '[' => closing.push(']'),
            '{' => closing.push('}'),
            ']' | '}' => {
                closing.pop();
            }
            _ => {}
        }
    }
    closing.iter().rev().take(MAX_DEPTH).collect()
}
