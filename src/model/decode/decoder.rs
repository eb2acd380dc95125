//! What decoding shares: where it is, and what it has found.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Edit, LineIndex, Span, Text};
use crate::model::choice::Language;
use crate::model::{Joiner, Spanned, Str, mistake};
use crate::yaml::{Entry, control_character};

/// The longest text, in code points.
pub const MAX_TEXT: usize = 100_000;
/// The longest list.
pub const MAX_ITEMS: usize = 10_000;
/// How many mistakes of one file are listed.
const MAX_MISTAKES: usize = 1_000;

/// The decoding of one file.
pub struct Decoder<'a> {
    pub path: &'a Arc<str>,
    pub lines: LineIndex<'a>,
    pub language: Language,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether something in the file could not be read. Then no key is reported as missing.
    pub incomplete: bool,
    dropped: bool,
}

impl<'a> Decoder<'a> {
    pub fn new(path: &'a Arc<str>, text: &'a str, language: Language) -> Decoder<'a> {
        Decoder {
            path,
            lines: LineIndex::new(text),
            language,
            diagnostics: Vec::new(),
            incomplete: false,
            dropped: false,
        }
    }

    /// All mistakes, with a last word if there were too many to list.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        if self.dropped {
            let end = self.lines.text().len();
            let rest = mistake::too_many_mistakes(MAX_MISTAKES);
            self.diagnostics.push(rest.at(self.path, Span { start: end, end }));
        }
        self.diagnostics
    }

    /// Whether further mistakes would not be listed. Then hints need not be looked for.
    pub fn is_full(&self) -> bool {
        self.diagnostics.len() >= MAX_MISTAKES
    }

    pub fn report(&mut self, diagnostic: Diagnostic, span: Span) {
        self.tell(diagnostic.at(self.path, span));
    }

    /// Reports a finding that has its place.
    pub fn tell(&mut self, mut diagnostic: Diagnostic) {
        let Text { zh, en } = &mut diagnostic.message;
        for sentence in [zh, en] {
            shorten(sentence);
        }
        if self.is_full() {
            self.dropped = true;
        } else {
            self.diagnostics.push(diagnostic);
        }
    }

    /// A change of the file that is decoded.
    pub fn edit(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit { path: self.path.clone(), span, text: text.into() }
    }

    pub fn spanned<T>(&self, value: T, span: Span) -> Spanned<T> {
        Spanned::new(value, self.path.clone(), span)
    }

    /// The nearest folder's name, for positions that name no department.
    pub fn folder(&mut self) -> Option<Str> {
        let (folders, _) = self.path.rsplit_once('/')?;
        let name = folders.rsplit('/').next().filter(|name| !name.trim().is_empty())?;
        if let Some(found) = name.chars().find(|c| c.is_control()) {
            self.diagnostics.push(control_character(found).in_file(self.path));
            return None;
        }
        Some(self.spanned(name.into(), Span::default()))
    }

    /// What stands between names in the handbook's language.
    pub fn comma(&self) -> Joiner {
        match self.language {
            Language::Chinese => Joiner::EnumerationComma,
            Language::English => Joiner::Comma,
        }
    }

    /// The entries of a mapping with their keys' text, without blank keys and duplicates.
    ///
    /// `canonical` gives two keys that mean the same one name. An entry that a merge key brought in silently gives way.
    pub fn unique<'n>(
        &mut self,
        entries: &'n [Entry],
        canonical: impl Fn(&'n str) -> Cow<'n, str>,
    ) -> Vec<(&'n str, &'n Entry)> {
        let mut first: HashMap<Cow<str>, (&str, &Entry)> = HashMap::with_capacity(entries.len());
        let mut kept = Vec::with_capacity(entries.len());
        for entry in entries {
            let name = match entry.key.as_scalar() {
                Some(key) if !key.is_null() && !key.text.trim().is_empty() => key.text.as_str(),
                _ => {
                    self.report(mistake::blank_key(), entry.key.span);
                    continue;
                }
            };
            match first.get(&canonical(name)) {
                None => {
                    first.insert(canonical(name), (name, entry));
                    kept.push((name, entry));
                }
                Some(_) if entry.merged => {}
                Some((earlier, other)) => {
                    let line = self.lines.position(other.key.span.start).line;
                    let alike = other.value.says_the_same(&entry.value);
                    self.report(mistake::duplicate_key(name, earlier, line, alike), entry.key.span);
                }
            }
        }
        kept
    }
}

/// The items of an iterator as a list without spare capacity.
pub fn exact<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut list = Vec::with_capacity(items.size_hint().1.unwrap_or(0));
    list.extend(items);
    list.shrink_to_fit();
    list
}

/// Cuts a sentence: it quotes keys as written, and a key may be as long as its file.
fn shorten(sentence: &mut String) {
    if let Some((at, _)) = sentence.char_indices().nth(300) {
        sentence.truncate(at);
        sentence.push('…');
    }
}
