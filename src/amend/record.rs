//! Adds a record to a list of records, written as its neighbours are.

use super::content::{Content, ContentEntry, ContentValue};
use super::fields::{find, is_english, set};
use super::position::{items_of, with_items};
use crate::model::keys::{DataKey, KeyTable};

/// At which end of a list something new stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListEnd {
    First,
    Last,
}

/// Adds a record to the list of a key. Its keys have the names and the order of those of its neighbours. Gives the keys that
/// these have and `texts` does not say: they stay to be filled in. `None` where the list is written in a way that is not
/// known.
pub fn add_record(
    record: &mut Content,
    of: &'static KeyTable,
    key: &'static DataKey,
    (table, texts): (&'static KeyTable, &[(&str, &str)]),
    end: ListEnd,
) -> Option<Vec<&'static DataKey>> {
    let ContentValue::Map(entries) = &mut record.value else { return None };
    let old = find(entries, of, key).map(|at| entries[at].value.clone());
    let mut items = old.as_ref().map(items_of).unwrap_or_default();
    let mut neighbours: Vec<&[ContentEntry]> = items
        .iter()
        .filter_map(|item| match &item.value {
            ContentValue::Map(entries) => Some(entries.as_slice()),
            _ => None,
        })
        .collect();
    if end == ListEnd::Last {
        neighbours.reverse();
    }
    let in_english = is_english(neighbours.first().copied().unwrap_or(entries));
    let mut new: Vec<(usize, ContentEntry)> = Vec::new();
    let mut left = Vec::new();
    for key in table.keys {
        let said = texts.iter().find(|(name, _)| *name == key.name).map(|(_, text)| *text);
        let known = neighbours.iter().find_map(|entries| Some(&entries[find(entries, table, key)?].key));
        if said.is_none() && known.is_none() {
            continue;
        }
        left.extend(said.is_none().then_some(key));
        let name = known.map_or(if in_english { key.name } else { key.usual() }, String::as_str);
        let place = neighbours.first().and_then(|entries| find(entries, table, key));
        let entry = ContentEntry::new(name, Content::text(said.unwrap_or_default()));
        new.push((place.unwrap_or(usize::MAX), entry));
    }
    new.sort_by_key(|(place, _)| *place);
    let new = Content::map(new.into_iter().map(|(_, entry)| entry).collect());
    match end {
        ListEnd::First => items.insert(0, new),
        ListEnd::Last => items.push(new),
    }
    set(entries, of, key, Some(with_items(old.as_ref(), items)));
    Some(left)
}
