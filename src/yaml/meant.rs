//! Finds texts that were probably meant as keys or items, by an author whose keys are known.

use std::sync::Arc;

use super::fault::SyntaxFinding;
use super::line::{STARS, SourceLine, false_colon, lines};
use crate::diag::{Diagnostic, Edit, Span};

/// A line of more characters is part of a sentence rather than an item of a list.
const SHORT_LINE: usize = 15;

/// A key with a wrong colon at the beginning of a text.
pub struct FalseKey<'a> {
    pub name: &'a str,
    pub value: Span,
    /// The finding, with the edit that mends it.
    pub diagnostic: Diagnostic,
}

/// The key that the text at `span` begins with: 描述 of `描述：编制凭证` and of `描述:编制凭证`.
pub fn false_key<'a>(path: &Arc<str>, text: &'a str, span: Span) -> Option<FalseKey<'a>> {
    let own = text.get(span.start..span.end)?;
    let (colon, at, after) = false_colon(own)?;
    let mark = own.get(at..)?.chars().next()?;
    let place = Span { start: span.start + at, end: span.start + at + mark.len_utf8() };
    let value = Span { start: span.start + after, end: span.end };
    let proper = if own.get(after..)?.is_empty() { ":" } else { ": " };
    let edit = Edit {
        path: path.clone(),
        span: Span { start: place.start, end: value.start },
        text: proper.to_owned(),
    };
    let diagnostic = SyntaxFinding::colon(colon, place).diagnostic(path, text, place).with_edit(edit);
    Some(FalseKey { name: own.get(..at)?.trim(), value, diagnostic })
}

/// A key without the stars before it: 岗位编号 of `★岗位编号`.
pub fn unstarred(key: &str) -> &str {
    key.trim_start_matches(STARS).trim_start()
}

/// The finding for stars before the key at `span`, with the edit that mends it.
pub fn starred_key(path: &Arc<str>, text: &str, span: Span) -> Option<Diagnostic> {
    let key = text.get(span.start..span.end)?;
    let stars = key.len() - unstarred(key).len();
    let mark = key.get(..stars)?.trim_end();
    let place = Span { start: span.start, end: span.start + mark.len() };
    let edit = Edit {
        path: path.clone(),
        span: Span { start: span.start, end: span.start + stars },
        text: String::new(),
    };
    (stars > 0).then(|| SyntaxFinding::marked_key(mark, place).diagnostic(path, text, place).with_edit(edit))
}

/// The finding for the second line of the plain text at `span`, which was probably meant as an item. None if one of the
/// lines is reported anyway, because it looks like a key or an item, or has a comment.
///
/// Prose may be folded over lines, so if `prose` is set, only short lines without a comma are reported.
pub fn joined_line(path: &Arc<str>, text: &str, span: Span, prose: bool) -> Option<Diagnostic> {
    let own = text.get(span.start..span.end)?;
    let mut all = lines(own).filter(|line| !line.is_empty());
    let second = all.clone().nth(1)?;
    let of_prose = |line: &str| line.chars().count() > SHORT_LINE || line.contains(['，', '；', '。']);
    let told = |line: SourceLine| line.start > 0 && line.swallowed().is_some() || line.text.contains(" #");
    if prose && all.clone().any(|line| of_prose(line.content().trim_end())) || all.any(told) {
        return None;
    }
    let content = second.content().trim_end();
    let start = span.start + second.start + second.indent();
    let place = Span { start, end: start + content.len() };
    Some(SyntaxFinding::joined_item(content, place).diagnostic(path, text, place))
}
