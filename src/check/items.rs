//! Finds lists whose items end in different marks.
//!
//! A list is uniform if all items end alike, or if they end in ； and the last in 。 (GB/T 15834). Anything else is
//! reported, and mended by removing the marks, which is the style of the form. An item of several sentences keeps its
//! full stop and does not count.

use std::collections::BTreeMap;

use super::written::WrittenText;
use crate::characters::is_han;
use crate::diag::{Code, Diagnostic, Sources, Text};
use crate::model::Str;

/// The items of one list, with its name in both languages.
pub struct ItemList<'a> {
    pub name: Text,
    pub items: Vec<&'a Str>,
    /// The texts that the items begin with, if they are not those that they end with.
    begins: Vec<&'a Str>,
}

impl<'a> ItemList<'a> {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> ItemList<'a> {
        ItemList { name: Text::new(zh, en), items: Vec::new(), begins: Vec::new() }
    }

    pub fn of(self, items: impl IntoIterator<Item = &'a Str>) -> ItemList<'a> {
        ItemList { items: items.into_iter().collect(), ..self }
    }

    pub fn beginning_with(self, items: impl IntoIterator<Item = &'a Str>) -> ItemList<'a> {
        ItemList { begins: items.into_iter().collect(), ..self }
    }

    /// The text that each item begins with.
    pub fn beginnings(&self) -> &[&'a Str] {
        if self.begins.is_empty() { &self.items } else { &self.begins }
    }
}

pub(super) fn mixed_ends(sources: &Sources, list: &ItemList) -> Option<Diagnostic> {
    let items: Vec<&Str> = list.items.iter().copied().filter(|item| !has_sentences(item)).collect();
    let ends: Vec<Option<char>> = items.iter().map(|item| end(item)).collect();
    let (last, others) = ends.split_last()?;
    let uniform = |of: &[Option<char>]| of.iter().all(|end| Some(end) == of.first());
    if uniform(&ends) || uniform(others) && others[0] == Some('；') && *last == Some('。') {
        return None;
    }
    let marked = items.iter().zip(&ends).filter(|(_, end)| end.is_some()).map(|(item, _)| *item);
    let first = marked.clone().next()?;
    let message = Text::new(
        format!("{}各项结尾的标点不一致", list.name.zh),
        format!("the items of {} end in different marks", list.name.en),
    );
    let label = Text::new(tally(&ends, ["项无标点", "项用"], "、"), tally(&ends, ["in none", "in "], ", "));
    let help = Text::new("各项结尾都不用标点", "end no item in a mark");
    let edits: Option<Vec<_>> = marked
        .map(|item| {
            let text = item.trim_end();
            WrittenText::find(sources, item)?.remove(&(without_end(text).len()..text.len()))
        })
        .collect();
    let finding = first.blame(Diagnostic::new(Code::W220, message)).with_label(label).with_help(help);
    Some(Diagnostic { fix: edits.unwrap_or_default(), ..finding })
}

/// The mark at the end of an item, in its full-width form.
fn end(item: &str) -> Option<char> {
    let item = item.trim_end();
    let rest = without_end(item);
    item[rest.len()..].chars().next_back().map(|mark| match mark {
        ';' => '；',
        ',' => '，',
        '.' => '。',
        mark => mark,
    })
}

/// The item without list marks at its end. Half-width marks count only in Chinese text (not in `&amp;`), and a
/// half-width full stop only after Han (not in `etc.`).
pub(super) fn without_end(item: &str) -> &str {
    let chinese = item.contains(is_han);
    let rest = item.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '；' | '。' | '，' | '、') || chinese && matches!(c, ';' | ',')
    });
    match rest.strip_suffix('.') {
        Some(before) if before.chars().next_back().is_some_and(is_han) => before,
        _ => rest,
    }
}

fn has_sentences(item: &str) -> bool {
    without_end(item).contains(['。', '！', '？', '\n'])
}

/// 3 项用“；”、2 项无标点: how many items end in each, the most frequent first.
fn tally(ends: &[Option<char>], [none, some]: [&str; 2], comma: &str) -> String {
    let mut counts: BTreeMap<Option<char>, usize> = BTreeMap::new();
    for end in ends {
        *counts.entry(*end).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let words = counts.into_iter().map(|(end, count)| match end {
        Some(mark) => format!("{count} {some}“{mark}”"),
        None => format!("{count} {none}"),
    });
    words.collect::<Vec<_>>().join(comma)
}
