//! What is different within a text.

use similar::{ChangeTag, TextDiff};

/// A part of two texts that is in both, or in one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordSegment {
    pub change: WordChange,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordChange {
    Same,
    Removed,
    Added,
}

/// The changed lines of a file with one line of context, as `diff -U1` writes them.
#[cfg(feature = "cli")]
pub fn unified(name: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after).unified_diff().context_radius(1).header(name, name).to_string()
}

/// How much must be the same between two changes for them to be read apart, in characters: single ones that two texts share
/// by chance make a change harder to read.
const APART: usize = 2;

/// The parts of two texts: joined without the added ones, they are the text before, without the removed ones, the text now.
pub fn words(before: &str, after: &str) -> Vec<WordSegment> {
    let (old, new) = (tokens(before), tokens(after));
    let changes = TextDiff::from_slices(&old, &new);
    let mut runs: Vec<(WordChange, String)> = Vec::new();
    for change in changes.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => WordChange::Same,
            ChangeTag::Delete => WordChange::Removed,
            ChangeTag::Insert => WordChange::Added,
        };
        match runs.last_mut() {
            Some((last, text)) if *last == kind => text.push_str(change.value()),
            _ => runs.push((kind, change.value().to_owned())),
        }
    }
    joined(runs)
}

/// The words of a text: a run of letters and digits, or any other single character.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if at > 0 && !(is_word(c) && before.is_some_and(is_word)) {
            tokens.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// Takes changes together that only a few characters keep apart.
fn joined(runs: Vec<(WordChange, String)>) -> Vec<WordSegment> {
    let mut segments: Vec<WordSegment> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let last = runs.len().saturating_sub(1);
    for (at, (change, text)) in runs.into_iter().enumerate() {
        let is_changing = !removed.is_empty() || !added.is_empty();
        match change {
            WordChange::Removed => removed.push_str(&text),
            WordChange::Added => added.push_str(&text),
            WordChange::Same if is_changing && at < last && text.chars().count() < APART => {
                removed.push_str(&text);
                added.push_str(&text);
            }
            WordChange::Same => {
                flush(&mut segments, &mut removed, &mut added);
                segments.push(WordSegment { change, text });
            }
        }
    }
    flush(&mut segments, &mut removed, &mut added);
    segments
}

fn flush(segments: &mut Vec<WordSegment>, removed: &mut String, added: &mut String) {
    for (change, text) in [(WordChange::Removed, removed), (WordChange::Added, added)] {
        if !text.is_empty() {
            segments.push(WordSegment { change, text: std::mem::take(text) });
        }
    }
}
