//! Begins the content of a file that says nothing yet.

use std::ops::Range;

use super::chunk::{line_end, line_start};
use super::content::Content;
use super::rewrite::Rewriter;

/// The text of such a file with content in the place of its `{}` or `null`, or at its end; `None` for a text alone, and
/// where comments stand between brackets.
pub fn begin(text: &str, content: &Content) -> Option<String> {
    let nothing = nothing(text);
    if text[nothing.clone()].contains('#') {
        return None;
    }
    let rewriter = Rewriter::blank(text);
    let end = line_end(text, nothing.end);
    let comment = text[nothing.end..end].trim_start();
    let mut after = [&text[..nothing.start], comment].concat();
    if line_start(&after, after.len()) < after.len() {
        after.push_str(rewriter.line_break);
    }
    after.push_str(&rewriter.written(content)?);
    let rest = &text[end..];
    after.push_str(rest.strip_prefix(rewriter.line_break).unwrap_or(rest));
    Some(after)
}

/// Where a text that says nothing says so; its end if it has comments and marks alone.
fn nothing(text: &str) -> Range<usize> {
    let mut found: Option<Range<usize>> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let said = line.split('#').next().unwrap_or_default().trim_end();
        let word = said.trim_start_matches('\u{feff}').trim_start_matches("---").trim_start();
        if !word.is_empty() && word != "..." && !word.starts_with('%') {
            let end = start + said.len();
            found = Some(found.map_or(end - word.len(), |found| found.start)..end);
        }
        start += line.len();
    }
    found.unwrap_or(text.len()..text.len())
}
