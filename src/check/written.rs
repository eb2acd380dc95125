//! Finds the characters of a text in its source, so that an edit changes only these.
//!
//! Except for white space, which YAML folds, and for quotes, a text and its source have the same characters in the same
//! order. So the n-th character that is not white space is the n-th in both. A source with escapes is never edited.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Edit, Place, Sources, Span};
use crate::model::Str;

/// A text, with the place of each of its characters in the source.
pub struct WrittenText<'a> {
    path: &'a Arc<str>,
    source: &'a str,
    /// Whether it has no quotes, so that an edit could change how YAML reads it.
    plain: bool,
    text: &'a str,
    /// Where each character that is not white space begins, in the text and in the source.
    at: Vec<(usize, usize)>,
}

impl<'a> WrittenText<'a> {
    /// `None` if the characters cannot be matched with certainty.
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

    /// Whether it has no YAML quotes.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// The place of a stretch of the text, without white space at its ends.
    pub fn place(&self, stretch: &Range<usize>) -> Option<Place> {
        Some(Place { path: self.path.clone(), span: Some(self.span(stretch)?) })
    }

    /// Replaces a stretch by a mark, which must have no meaning in YAML.
    pub fn replace(&self, stretch: &Range<usize>, mark: &str) -> Option<Edit> {
        let mut span = self.span(stretch)?;
        // White space of the stretch is removed only if it is on the same line.
        let after = self.text.get(..stretch.end)?.len() - self.text.get(..stretch.end)?.trim_end().len();
        let blanks = self.source.get(span.end..span.end + after);
        if after > 0 && blanks.is_some_and(|blanks| blanks.bytes().all(|b| b == b' ')) {
            span.end += after;
        }
        Some(Edit { path: self.path.clone(), span, text: mark.to_owned() })
    }

    /// Removes a stretch at the end or the beginning.
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
            // The text would end in spaces.
            _ => span.start = self.source_before(rest.trim_end().len())?,
        }
        Some(Edit { path: self.path.clone(), span, text: String::new() })
    }

    fn span(&self, stretch: &Range<usize>) -> Option<Span> {
        let solid = self.text.get(stretch.clone())?;
        let start = stretch.start + solid.len() - solid.trim_start().len();
        Some(Span { start: self.source_at(start)?, end: self.source_before(start + solid.trim().len())? })
    }

    /// Where in the source the character at an offset of the text begins.
    fn source_at(&self, offset: usize) -> Option<usize> {
        let at = self.at.binary_search_by_key(&offset, |(here, _)| *here).ok()?;
        Some(self.at[at].1)
    }

    /// Where in the source the character before an offset of the text ends.
    fn source_before(&self, offset: usize) -> Option<usize> {
        let at = self.at.partition_point(|(here, _)| *here < offset).checked_sub(1)?;
        let there = self.at[at].1;
        Some(there + self.source.get(there..)?.chars().next()?.len_utf8())
    }
}

/// The text of a scalar without its quotes, and whether it has none. An anchor or a tag may come before it, and a
/// comment after it.
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

/// Whether YAML reads it, without quotes, as exactly this text.
pub(super) fn stays_text(rest: &str) -> bool {
    let first = rest.chars().next();
    // A Han character, a letter, a digit, or a mark without a meaning in YAML.
    let begins = first.is_some_and(|c| c.is_alphanumeric() || !c.is_ascii() || c == '(');
    let null = ["null", "Null", "NULL"].contains(&rest);
    begins && !null && !rest.ends_with(':') && !rest.contains(": ") && !rest.contains(" #")
}
