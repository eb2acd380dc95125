//! Finds half-width marks in Chinese text: `,` instead of ，, `(` instead of （.
//!
//! A mark is reported only between Chinese characters. Numbers (1,000), times (9:00), ratios (3:1), English,
//! addresses, paths, codes and function calls are left alone. Names are reported but not mended, because other files
//! refer to them.

use std::ops::Range;

use super::exempt::exempt;
use super::items::without_end;
use super::numbering;
use super::written::WrittenText;
use crate::characters::{full_width_mark, is_cjk_mark, is_han};
use crate::diag::{Code, Diagnostic, Edit, Sources, Text};
use crate::model::{Str, is_chinese_quote};

/// A half-width mark with the spaces after it, and the full-width mark to use.
struct HalfMark {
    half: char,
    full: char,
    stretch: Range<usize>,
}

/// `is_name` says whether the text is a name.
pub(super) fn check(sources: &Sources, text: &Str, is_name: bool) -> Option<Diagnostic> {
    if !text.bytes().any(|b| matches!(b, b',' | b';' | b':' | b'!' | b'?' | b'(')) {
        return None;
    }
    let marks = marks(text);
    let first = marks.first().filter(|_| !is_to_be_quoted(sources, text))?;
    let written = WrittenText::find(sources, text);
    let edit = |mark: &HalfMark| written.as_ref()?.replace(&mark.stretch, mark.full.encode_utf8(&mut [0; 4]));
    let edits: Option<Vec<Edit>> = if is_name { None } else { marks.iter().map(edit).collect() };
    let place =
        written.as_ref().and_then(|written| written.place(&first.stretch)).unwrap_or_else(|| text.place());
    // The count is not in the message, so that findings with one cause are equal.
    let message = Text::new("中文里用了半角标点", "half-width marks in Chinese text");
    let label = Text::new(listed(&marks, "、"), listed(&marks, ", "));
    let help = match is_name {
        false => Text::new("改用全角标点：，；：！？（）", "write full-width marks instead"),
        true => Text::new(
            "改用全角标点；这是名称，别处引用它的地方要一起改",
            "write full-width marks, wherever this name stands",
        ),
    };
    let finding = Diagnostic::new(Code::W221, message).with_label(label).with_help(help);
    Some(Diagnostic { place: Some(place), fix: edits.unwrap_or_default(), ..finding })
}

/// Whether the text was written in Chinese quotation marks instead of YAML's, which is reported and mended elsewhere.
fn is_to_be_quoted(sources: &Sources, text: &Str) -> bool {
    let written = sources.text(&text.path).and_then(|source| source.get(text.span().start..));
    !text.starts_with(is_chinese_quote)
        && written.is_some_and(|written| written.starts_with(is_chinese_quote))
}

/// `,`×2、`(`×1
fn listed(marks: &[HalfMark], comma: &str) -> String {
    let kinds = [',', ';', ':', '!', '?', '(', ')'];
    let count = |kind: char| marks.iter().filter(|mark| mark.half == kind).count();
    let counts = kinds.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
    counts.map(|(kind, count)| format!("`{kind}`×{count}")).collect::<Vec<_>>().join(comma)
}

/// The marks to mend, in order. Other checks look at a number at the beginning and at list marks at the end.
///
/// Brackets come first, then the others from left to right; each is judged beside those already changed, so that one
/// round mends all.
fn marks(text: &str) -> Vec<HalfMark> {
    let (from, to) = (numbering::length(text), without_end(text).len());
    let exempt = exempt(text);
    let may = |at: usize| at >= from && !exempt.iter().any(|stretch| stretch.contains(&at));
    let mut text: Vec<(usize, char)> = text[..to].char_indices().collect();
    let mut found = Vec::new();
    for (start, end) in brackets(&text) {
        if may(text[start].0) && is_chinese_pair(&text, start, end) {
            for (at, full) in [(start, '（'), (end, '）')] {
                found.push(HalfMark { half: text[at].1, full, stretch: text[at].0..text[at].0 + 1 });
                text[at].1 = full;
            }
        }
    }
    for at in 0..text.len() {
        let (start, half) = text[at];
        // A bracket without its partner is not changed.
        let is_told = may(start) && !matches!(half, '(' | ')');
        let Some(full) = full_width_mark(half).filter(|_| is_told) else { continue };
        let blanks = text[at + 1..].iter().take_while(|(_, c)| *c == ' ').count();
        let before = at.checked_sub(1).map(|before| text[before].1);
        let after = text.get(at + 1 + blanks).map(|(_, after)| *after);
        if is_chinese(half, before, after) {
            let blanks = if after.is_some() { blanks } else { 0 };
            found.push(HalfMark { half, full, stretch: start..start + 1 + blanks });
            text[at].1 = full;
        }
    }
    found.sort_by_key(|mark| mark.stretch.start);
    found
}

/// Pairs of half-width brackets, in the order of their opening brackets.
fn brackets(text: &[(usize, char)]) -> Vec<(usize, usize)> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (at, (_, c)) in text.iter().enumerate() {
        match c {
            '(' => open.push(at),
            ')' => pairs.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Whether a pair of brackets follows Chinese text or contains it.
fn is_chinese_pair(text: &[(usize, char)], start: usize, end: usize) -> bool {
    let before = text[..start].iter().rev().map(|(_, c)| *c).find(|c| *c != ' ');
    before.is_some_and(is_cjk) || text[start..end].iter().any(|(_, c)| is_han(*c))
}

/// Whether a mark is in Chinese text: with Chinese on both sides, or, if it joins clauses, on one side with a word or a
/// number on the other (达到100%,否则…).
fn is_chinese(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return before.is_some_and(is_cjk) && matches!(mark, '!' | '?' | ':');
    };
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '%' | '％' | '℃');
    match (is_cjk(before), is_cjk(after)) {
        (true, true) => true,
        (true, false) => word(after) && matches!(mark, ',' | ';' | ':'),
        (false, true) => word(before) && matches!(mark, ',' | ';'),
        (false, false) => false,
    }
}

/// A Han character, or a mark used among them.
fn is_cjk(c: char) -> bool {
    is_han(c) || is_cjk_mark(c)
}
