//! Sets the keys of records.

use super::content::{Content, ContentEntry, ContentValue};
use crate::characters::is_han;
use crate::model::keys::{DataKey, KeyKind, KeyTable};

/// The entry of a key, by any of its names.
pub fn find(entries: &[ContentEntry], table: &KeyTable, key: &DataKey) -> Option<usize> {
    entries.iter().position(|entry| is_named(&entry.key, table, key))
}

fn is_named(name: &str, table: &KeyTable, key: &DataKey) -> bool {
    table.find(name).is_some_and(|at| table.keys[at] == *key)
}

/// Gives a key a value, or takes it out. A new key comes behind those that stand before it in the table, named in the
/// language of its neighbours.
pub fn set<'n>(
    entries: &mut Vec<ContentEntry<'n>>,
    table: &'static KeyTable,
    key: &'static DataKey,
    value: Option<Content<'n>>,
) {
    match (find(entries, table, key), value) {
        (Some(at), Some(value)) => entries[at].value = value,
        (Some(at), None) => _ = entries.remove(at),
        (None, Some(value)) => {
            let order = |name: &str| table.find(name).unwrap_or(usize::MAX);
            let own = order(key.name);
            let at = entries.iter().rposition(|entry| order(&entry.key) < own).map_or(0, |at| at + 1);
            let name = if is_english(entries) { key.name } else { key.usual() };
            entries.insert(at, ContentEntry::new(name, value));
        }
        (None, None) => {}
    }
}

/// Whether keys are English. New ones are Chinese.
pub fn is_english(entries: &[ContentEntry]) -> bool {
    !entries.is_empty() && !entries.iter().any(|entry| entry.key.contains(is_han))
}

/// Gives a key texts: one as a text, several as a list, in the shape that stands there as far as it will do. Items that
/// stay keep their comments. No texts take the key out.
pub fn set_texts<'n>(
    entries: &mut Vec<ContentEntry<'n>>,
    table: &'static KeyTable,
    key: &'static DataKey,
    texts: &[String],
) {
    let old = find(entries, table, key).map(|at| &entries[at].value);
    let value = with_texts(old, texts, matches!(key.kind, KeyKind::Texts));
    set(entries, table, key, value);
}

/// A value with these texts; `None` if there are none. `as_list` says whether a single text is an item, too.
pub fn with_texts<'n>(old: Option<&Content<'n>>, texts: &[String], as_list: bool) -> Option<Content<'n>> {
    if texts.is_empty() {
        return None;
    }
    // A text of several lines stays one.
    if let Some(old) = old
        && old.as_text().is_some_and(|text| text.trim_end().contains('\n'))
    {
        let mut text = old.clone();
        text.set_text(&texts.join("\n"));
        return Some(text);
    }
    let old_items = match old.map(|old| (old, &old.value)) {
        Some((_, ContentValue::List(items))) => Some(items.as_slice()),
        Some((old, ContentValue::Text(_))) if !old.is_blank() => Some(std::slice::from_ref(old)),
        _ => None,
    };
    let is_list = matches!(old.map(|old| &old.value), Some(ContentValue::List(_)));
    let had_text = matches!(old.map(|old| &old.value), Some(ContentValue::Text(_)));
    let mut items = aligned(old_items.unwrap_or_default(), texts);
    Some(match old {
        Some(old) if is_list => Content { origin: old.origin, value: ContentValue::List(items) },
        _ if items.len() == 1 && (had_text || !as_list) => items.remove(0),
        _ => Content::list(items),
    })
}

/// The texts as items: those that stay as they were, those that change in their places.
fn aligned<'n>(old: &[Content<'n>], texts: &[String]) -> Vec<Content<'n>> {
    let shown =
        |item: &Content| item.as_text().map_or(String::new(), |text| text.trim_end_matches('\n').to_owned());
    let before: Vec<String> = old.iter().map(shown).collect();
    let items = align(&before, texts).into_iter().zip(texts);
    items
        .map(|(origin, text)| match origin {
            Some(at) if before[at] == *text => old[at].clone(),
            Some(at) => {
                let mut item = old[at].clone();
                item.set_text(text);
                item
            }
            None => Content::text(text.clone()),
        })
        .collect()
}

/// For each text, the earlier one that it is or has come of: equal ones are the same, those between them changed one
/// after the other.
pub fn align(before: &[String], after: &[String]) -> Vec<Option<usize>> {
    let mut origins = Vec::with_capacity(after.len());
    let (mut from, mut at) = (0, 0);
    while at < after.len() {
        let same = |new: usize| {
            before[from..].iter().position(|old| *old == after[new]).map(|old| (new, from + old))
        };
        let next = (at..after.len()).find_map(same);
        let (new_end, old_end) = next.unwrap_or((after.len(), before.len()));
        let changed = (from..old_end).map(Some).chain(std::iter::repeat(None));
        origins.extend(changed.take(new_end - at));
        origins.extend(next.map(|(_, old)| Some(old)));
        (at, from) = (new_end + 1, (old_end + 1).min(before.len()));
    }
    origins
}
