//! Tells where the data does not say, character by character, what the source says.

use std::ops::Range;

use super::draft::{Draft, TextValue, Value};
use super::element::{FILE_NAME, SHEET_NAME};
use super::excerpt::{Excerpt, SourcePlace};
use super::ledger::{Fate, Ledger};
use crate::diag::Lang;

/// What the source says of a value that a person may want to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    pub place: SourcePlace,
    pub source: String,
}

/// The trace of a value, not of those in it; `None` where it is certain. The account must be closed.
pub fn of(value: &Value, ledger: &Ledger) -> Option<Trace> {
    match value {
        Value::Text(text) => of_text(text, ledger),
        Value::List(items) => of_list(items, ledger),
        Value::Map(_) => None,
    }
}

/// The doubtful values of a record, each with its key.
pub fn all(draft: &Draft, ledger: &Ledger) -> Vec<(&'static str, Trace)> {
    let mut traces = Vec::new();
    for (name, value) in draft.iter() {
        value.each_value(&mut |value| traces.extend(of(value, ledger).map(|trace| (name, trace))));
    }
    traces
}

/// A text is doubtful that is made of several, says it in another way, stands in a name, or shares its paragraph with
/// another key.
fn of_text(text: &TextValue, ledger: &Ledger) -> Option<Trace> {
    let first = text.from.first()?;
    let fragment = ledger.fragment(first);
    let mut parts: Vec<&str> = text.from.iter().map(|part| &**part).collect();
    // What the source says twice in the same words is said once.
    parts.dedup();
    let is_named = matches!(fragment.place.story.as_deref(), Some(FILE_NAME | SHEET_NAME));
    let source = if parts.len() > 1 {
        parts.join(" / ")
    } else if is_named || is_shared(first, ledger) {
        fragment.text.to_string()
    } else if is_certain(&text.text, first) {
        return None;
    } else {
        first.to_string()
    };
    Some(Trace { place: fragment.place.clone(), source })
}

/// Whether a text is part of its source, or the day that is written out there: `2024年3月1日`.
fn is_certain(text: &str, source: &str) -> bool {
    source.contains(text) || text.contains(source) || source.ends_with('日')
}

/// Whether a value of another key stands in the same paragraph, with no label between them.
fn is_shared(text: &Excerpt, ledger: &Ledger) -> bool {
    let fates = &ledger.fragment(text).fates;
    let start = fates.partition_point(|(range, _)| range.start < text.range().start);
    let (before, after) = fates.split_at(start);
    let says = |(_, fate): &&(Range<usize>, Fate)| *fate != Fate::Count;
    let mut after = after.iter().filter(says);
    let key = |(_, fate): &(Range<usize>, Fate)| match fate {
        Fate::Value { key, .. } => Some(key.clone()),
        _ => None,
    };
    let Some(own) = after.next().and_then(key) else { return false };
    let neighbours = [before.iter().rev().find(says), after.next()];
    neighbours.into_iter().flatten().filter_map(key).any(|other| other != own)
}

/// A list is doubtful that marks of several kinds part in its source, or with an item that may be two.
fn of_list(items: &[Value], ledger: &Ledger) -> Option<Trace> {
    let own = |item: &Value| match item {
        Value::Text(text) => text.from.first().cloned(),
        Value::List(_) | Value::Map(_) => None,
    };
    let texts: Vec<Excerpt> = items.iter().filter_map(own).collect();
    // The mark between two texts of a paragraph. A number there makes it certain that they are two.
    let mark = |one: &Excerpt, other: &Excerpt| {
        let between = one.range().end..other.range().start;
        let between = ledger.fragment(one).text.get(between).filter(|_| one.fragment == other.fragment)?;
        let mut marks = between.trim().chars();
        marks.next().filter(|_| marks.next().is_none())
    };
    let may_be_two =
        |text: &Excerpt| text.ends_with('等') || text.contains(['和', '与']) || text.contains("以及");
    let mut known = None;
    let doubtful = texts.windows(2).find_map(|pair| {
        let [one, other] = pair else { return None };
        let mark = mark(one, other)?;
        let is_doubtful = known.is_some_and(|known| known != mark) || may_be_two(one) || may_be_two(other);
        known = Some(mark);
        is_doubtful.then(|| ledger.fragment(one))
    })?;
    Some(Trace { place: doubtful.place.clone(), source: doubtful.text.to_string() })
}

impl Trace {
    /// As a comment without its mark: `原文（表2第5行第1列）：2024.3.1`.
    pub fn comment(&self, lang: Lang) -> String {
        const LONGEST: usize = 80;
        let source: String = self.source.chars().take(LONGEST).collect();
        let more = if source.len() < self.source.len() { "…" } else { "" };
        let (zh, en) = (self.place.zh(), self.place.en());
        let comment = match lang {
            Lang::Zh => format!("原文（{zh}）：{source}{more}"),
            Lang::En => format!("source ({en}): {source}{more}"),
        };
        comment.replace(|c: char| c.is_control() || is_no_comment(c), " ")
    }
}

/// Whether a character ends a line of YAML, or may not stand in it.
fn is_no_comment(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
