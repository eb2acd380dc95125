//! What reads as text, and was most likely meant otherwise by an author whose keys are known.

use std::sync::Arc;

use super::fault::Finding;
use super::line::{STARS, false_colon};
use crate::diag::{Diagnostic, Edit, Span};

/// A key whose colon is none, at the beginning of a text.
pub struct FalseKey<'a> {
    pub name: &'a str,
    pub value: Span,
    /// What to tell of it, with what mends it.
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
    let diagnostic = Finding::colon(colon, place).diagnostic(path, text, place).with_edit(edit);
    Some(FalseKey { name: own.get(..at)?.trim(), value, diagnostic })
}

/// A key without the stars before it: 岗位编号 of `★岗位编号`.
pub fn unstarred(key: &str) -> &str {
    key.trim_start_matches(STARS).trim_start()
}

/// What to tell of the stars before the key at `span`, with what mends it.
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
    (stars > 0).then(|| Finding::marked_key(mark, place).diagnostic(path, text, place).with_edit(edit))
}
