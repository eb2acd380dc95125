//! Finds the characters of a text in its source, so that a fix changes just these.
//!
//! A text and its source hold the same characters in the same order, but for white space, which YAML
//! folds, and for quotes around it. So the n-th character that is no white
//! space is the n-th in both. A source with escapes is never edited.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Edit, Place, Sources, Span};
use crate::model::Str;

/// A text whose every character is found in its source.
pub struct WrittenText<'a> {
    path: &'a Arc<str>,
    source: &'a str,
    /// Without quotes, so that YAML might take it for more than text.
    plain: bool,
    text: &'a str,
    /// Where each character of the text that is no white space begins: in the text, and in the source.
    at: Vec<(usize, usize)>,
}

impl<'a> WrittenText<'a> {
    /// `None` where it cannot be told for certain which character is which.
    pub fn find(sources: &'a Sources, text: &'a Str) -> Option<WrittenText<'a>> {
        let source: &str = sources.text(&text.path)?;
        let written = source.get(text.span().start..text.span().end)?;
        let (body, plain) = body(written)?;
        let solid = |text: &'a str| text.char_indices().filter(|(_, c)| !c.is_whitespace());
        let mut characters = solid(body);
        let start = text.span().start + (body.as_ptr() as usize - written.as_ptr() as usize);
        let mut at = Vec::with_capacity(text.len() / 3);
        for (here, c) in solid(text.as_str()) {
            let (there, _) = characters.next().filter(|(_, other)| *other == c)?;
            at.push((here, start + there));
        }
        characters.next().is_none().then_some(WrittenText { path: &text.path, source, plain, text, at })
    }

    /// Whether it has no quotes of YAML's.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// Where a stretch of the text stands, white space at its ends aside.
    pub fn place(&self, stretch: &Range<usize>) -> Option<Place> {
        Some(Place { path: self.path.clone(), span: Some(self.span(stretch)?) })
    }

    /// Puts a mark in place of a stretch. The mark must be none that YAML knows.
    pub fn replace(&self, stretch: &Range<usize>, mark: &str) -> Option<Edit> {
        let mut span = self.span(stretch)?;
        // White space that belongs to the stretch goes only where it stands in the same line.
        let after = self.text.get(..stretch.end)?.len() - self.text.get(..stretch.end)?.trim_end().len();
        let blanks = self.source.get(span.end..span.end + after);
        if after > 0 && blanks.is_some_and(|blanks| blanks.bytes().all(|b| b == b' ')) {
            span.end += after;
        }
        Some(Edit { path: self.path.clone(), span, text: mark.to_owned() })
    }

    /// Takes a stretch at the end or the beginning away.
    pub fn remove(&self, stretch: &Range<usize>) -> Option<Edit> {
        let rest = if stretch.start == 0 {
            self.text.get(stretch.end..)?
        } else {
            self.text.get(..stretch.start)?
        };
        if self.plain && !stays_text(rest.trim()) {
            return None;
        }
        let mut span = self.span(stretch)?;
        match stretch.start {
            0 => span.end = self.source_at(stretch.end + rest.len() - rest.trim_start().len())?,
            // Blanks before the mark would end the text.
            _ => span.start = self.source_before(rest.trim_end().len())?,
        }
        Some(Edit { path: self.path.clone(), span, text: String::new() })
    }

    fn span(&self, stretch: &Range<usize>) -> Option<Span> {
        let solid = self.text.get(stretch.clone())?;
        let start = stretch.start + solid.len() - solid.trim_start().len();
        Some(Span { start: self.source_at(start)?, end: self.source_before(start + solid.trim().len())? })
    }

    /// Where the character at an offset of the text begins in the source.
    fn source_at(&self, offset: usize) -> Option<usize> {
        let at = self.at.binary_search_by_key(&offset, |(here, _)| *here).ok()?;
        Some(self.at[at].1)
    }

    /// Where the character before an offset of the text ends in the source.
    fn source_before(&self, offset: usize) -> Option<usize> {
        let at = self.at.partition_point(|(here, _)| *here < offset).checked_sub(1)?;
        let there = self.at[at].1;
        Some(there + self.source.get(there..)?.chars().next()?.len_utf8())
    }
}

/// What lies within the quotes of a scalar, and whether it has none. An anchor or a tag may stand before
/// it, and a comment behind it.
fn body(written: &str) -> Option<(&str, bool)> {
    let written = written.trim_start();
    if written.starts_with(['&', '!']) {
        return body(written.split_once(char::is_whitespace)?.1);
    }
    match written.chars().next()? {
        quote @ ('"' | '\'') => {
            let (body, behind) = written[1..].split_once(quote)?;
            let single = !body.contains('\\') && !behind.starts_with(quote);
            single.then_some((body, false))
        }
        _ => Some((written, true)),
    }
}

/// Whether YAML reads it as text when it stands without quotes, and as this text.
pub(super) fn stays_text(rest: &str) -> bool {
    let first = rest.chars().next();
    // A Han character, a letter, a digit or a mark that YAML has no use for.
    let begins = first.is_some_and(|c| c.is_alphanumeric() || !c.is_ascii() || c == '(');
    let null = ["null", "Null", "NULL"].contains(&rest);
    begins && !null && !rest.ends_with(':') && !rest.contains(": ") && !rest.contains(" #")
}
