//! Merges what two people made of one text, one list, one record: field by field, item by item.
//!
//! What only one of them changed is taken; what both changed alike, too. What both changed in two ways stays as it is in
//! ours, and is a conflict.

use crate::amend::{FieldItem, FieldValue};
use crate::diff::{Item, ItemField, pair_items};
use crate::model::keys::{DataKey, KeyKind};

/// What both have changed, and in which way.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub key: &'static DataKey,
    /// Of a list, the item: its number from 1, and its label.
    pub item: Option<(usize, String)>,
    /// The field of a record.
    pub field: Option<&'static DataKey>,
    pub theirs: String,
    pub ours: String,
}

/// The states of one thing: before, as they have it, as we have it.
pub type States<T> = [T; 3];

/// What somebody made of a value that was read out of a document, without what only the reading has made of it: where the form
/// joins items by marks, an item that is added makes the marks of the others look like theirs.
pub fn settled(key: &'static DataKey, read: Option<&FieldValue>, theirs: &FieldValue) -> FieldValue {
    let text = |read: &str, theirs: &str| {
        let is_same = read != theirs && bare(read) == bare(theirs);
        if is_same { read.to_owned() } else { theirs.to_owned() }
    };
    let texts = |read: &[String], theirs: &[String]| -> Vec<String> {
        let known = |own: &String| read.iter().find(|known| bare(known) == bare(own));
        theirs.iter().map(|own| known(own).map_or_else(|| own.clone(), |known| text(known, own))).collect()
    };
    match (read, theirs) {
        (Some(FieldValue::Texts(read)), FieldValue::Texts(own)) => FieldValue::Texts(texts(read, own)),
        (Some(FieldValue::Items(read)), FieldValue::Items(own)) => {
            let rows = |items: &[FieldItem]| -> Vec<Item> {
                items.iter().map(|item| row(item, key, key.kind.is_labelled())).collect()
            };
            let found = pair_items(&rows(read), &rows(own));
            let item = |(own, at): (&FieldItem, &Option<usize>)| {
                let Some(was) = at.map(|at| &read[at]) else { return own.clone() };
                let values = own.values.iter();
                let values = values.map(|(key, value)| (*key, settled(key, was.get(key), value))).collect();
                FieldItem { texts: texts(&was.texts, &own.texts), values, ..own.clone() }
            };
            FieldValue::Items(own.iter().zip(&found).map(item).collect())
        }
        _ => theirs.clone(),
    }
}

/// A text without the marks at its end.
fn bare(text: &str) -> &str {
    text.trim_end_matches(['；', '。', '，', '、', ';', ',', '.'])
}

/// What a key of a record shall say; empty for nothing.
pub fn merge(
    key: &'static DataKey,
    states: States<Option<&FieldValue>>,
    conflicts: &mut Vec<Conflict>,
) -> FieldValue {
    let nothing = FieldValue::Texts(Vec::new());
    let [base, theirs, ours] = states.map(|value| value.unwrap_or(&nothing));
    if same(base, theirs, key) || same(theirs, ours, key) {
        return ours.clone();
    }
    if same(base, ours, key) && !is_list(key) {
        return adopted(theirs);
    }
    if !is_list(key) {
        conflicts.push(Conflict { key, item: None, field: None, theirs: shown(theirs), ours: shown(ours) });
        return ours.clone();
    }
    let lists = [base, theirs, ours].map(items);
    let (Some(base_items), Some(their_items), Some(our_items)) = (&lists[0], &lists[1], &lists[2]) else {
        return ours.clone();
    };
    let mut merger = Merger { key, conflicts };
    let merged = merger.lists([base_items, their_items, our_items]);
    let are_texts = [base, theirs, ours].iter().all(|value| matches!(value, FieldValue::Texts(_)));
    if are_texts {
        FieldValue::Texts(merged.into_iter().flat_map(|item| item.texts).collect())
    } else {
        FieldValue::Items(merged)
    }
}

/// Whether a key has items that are merged one by one.
fn is_list(key: &DataKey) -> bool {
    key.kind.is_labelled()
        || matches!(
            key.kind,
            KeyKind::Groups(_) | KeyKind::List { .. } | KeyKind::Texts | KeyKind::Roles | KeyKind::Names
        )
}

/// The items of a list; texts alone are items, too.
fn items(value: &FieldValue) -> Option<Vec<FieldItem>> {
    match value {
        FieldValue::Items(items) => Some(items.clone()),
        FieldValue::Texts(texts) => Some(
            texts
                .iter()
                .map(|text| FieldItem { texts: vec![text.clone()], ..FieldItem::default() })
                .collect(),
        ),
        FieldValue::Superiors { .. } => None,
    }
}

/// A label as it is compared: by its key, if it has one.
fn label(item: &FieldItem, key: &DataKey) -> String {
    let known = match key.kind {
        KeyKind::Labelled(rows) => {
            let row = rows.iter().find(|row| row.names().any(|name| name == item.label));
            row.map(|row| row.key)
        }
        KeyKind::Map(table) => table.named(&item.label).map(|key| key.name),
        _ => None,
    };
    known.map_or_else(|| item.label.clone(), str::to_owned)
}

/// Whether two values say the same, whatever they were.
fn same(one: &FieldValue, other: &FieldValue, key: &DataKey) -> bool {
    match (one, other) {
        (FieldValue::Items(one), FieldValue::Items(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_item(one, other, key))
        }
        (FieldValue::Items(_), _) | (_, FieldValue::Items(_)) => one.is_empty() && other.is_empty(),
        _ => one == other || one.is_empty() && other.is_empty(),
    }
}

fn same_item(one: &FieldItem, other: &FieldItem, key: &DataKey) -> bool {
    let values = |of: &FieldItem| of.values.len();
    label(one, key) == label(other, key)
        && one.texts == other.texts
        && values(one) == values(other)
        && one.values.iter().all(|(key, value)| other.get(key).is_some_and(|other| same(value, other, key)))
}

/// A value of theirs for our file: nothing of it was there.
fn adopted(value: &FieldValue) -> FieldValue {
    match value {
        FieldValue::Items(items) => FieldValue::Items(items.iter().map(adopted_item).collect()),
        other => other.clone(),
    }
}

fn adopted_item(item: &FieldItem) -> FieldItem {
    let values = item.values.iter().map(|(key, value)| (*key, adopted(value))).collect();
    FieldItem { was: None, values, ..item.clone() }
}

/// A value as messages show it.
pub fn shown(value: &FieldValue) -> String {
    match value {
        FieldValue::Texts(texts) => texts.join("\n"),
        FieldValue::Superiors { administrative, functional } => {
            [administrative.as_slice(), functional.as_slice()].concat().join("、")
        }
        FieldValue::Items(items) => items.iter().map(shown_item).collect::<Vec<_>>().join("\n"),
    }
}

fn shown_item(item: &FieldItem) -> String {
    let texts = item.texts.iter().cloned();
    texts.chain(item.values.iter().map(|(_, value)| shown(value))).collect::<Vec<_>>().join("；")
}

struct Merger<'c> {
    key: &'static DataKey,
    conflicts: &'c mut Vec<Conflict>,
}

impl Merger<'_> {
    fn conflict(&mut self, at: usize, item: &FieldItem, field: Option<&'static DataKey>, texts: [String; 2]) {
        let [theirs, ours] = texts;
        let item = Some((at + 1, item.label.clone()));
        self.conflicts.push(Conflict { key: self.key, item, field, theirs, ours });
    }

    fn lists(&mut self, [base, theirs, ours]: States<&[FieldItem]>) -> Vec<FieldItem> {
        let known = |side: &[FieldItem]| pair_items(&self.rows(base), &self.rows(side));
        let (their_base, our_base) = (known(theirs), known(ours));
        let of = |pairs: &[Option<usize>], at: usize| pairs.iter().position(|base| *base == Some(at));
        // Ours, each with what it is among theirs.
        let mut merged: Vec<(Option<usize>, FieldItem)> = Vec::new();
        for (at, item) in ours.iter().enumerate() {
            let Some(was) = our_base[at] else {
                merged.push((None, item.clone()));
                continue;
            };
            match of(&their_base, was) {
                Some(their) => {
                    let item = self.item(at, [&base[was], &theirs[their], item]);
                    merged.push((Some(their), item));
                }
                None if same_item(&base[was], item, self.key) => {}
                None => {
                    self.conflict(at, item, None, [String::new(), shown_item(item)]);
                    merged.push((None, item.clone()));
                }
            }
        }
        for (their, item) in theirs.iter().enumerate() {
            match their_base[their] {
                // Gone in ours.
                Some(was) if of(&our_base, was).is_none() => {
                    if !same_item(&base[was], item, self.key) {
                        self.conflict(their, item, None, [shown_item(item), String::new()]);
                    }
                }
                None if !merged.iter().any(|(_, known)| same_item(known, item, self.key)) => {
                    let before = (0..their)
                        .rev()
                        .find_map(|before| merged.iter().position(|(known, _)| *known == Some(before)));
                    merged.insert(before.map_or(0, |at| at + 1), (Some(their), adopted_item(item)));
                }
                Some(_) | None => {}
            }
        }
        self.ordered(merged, &their_base, &our_base)
    }

    /// The items in the order of the side that has changed it.
    fn ordered(
        &mut self,
        merged: Vec<(Option<usize>, FieldItem)>,
        their_base: &[Option<usize>],
        our_base: &[Option<usize>],
    ) -> Vec<FieldItem> {
        let is_kept = |pairs: &[Option<usize>]| pairs.iter().flatten().is_sorted();
        let mut items = merged;
        if !is_kept(their_base) {
            if !is_kept(our_base) {
                let all = |items: &[(Option<usize>, FieldItem)]| -> Vec<String> {
                    items.iter().map(|(_, item)| shown_item(item)).collect()
                };
                let ours = all(&items);
                let mut sorted = items.clone();
                sorted.sort_by_key(|(their, _)| their.unwrap_or(usize::MAX));
                let theirs = all(&sorted);
                if ours != theirs {
                    let first = FieldItem::default();
                    self.conflict(0, &first, None, [theirs.join("\n"), ours.join("\n")]);
                }
            } else {
                items = by_theirs(items);
            }
        }
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// The items as they are paired.
    fn rows(&self, items: &[FieldItem]) -> Vec<Item> {
        let is_named = self.key.kind.is_labelled();
        items.iter().map(|item| row(item, self.key, is_named)).collect()
    }

    /// An item that all three have.
    fn item(&mut self, at: usize, [base, theirs, ours]: States<&FieldItem>) -> FieldItem {
        let mut merged = ours.clone();
        let labels = [base, theirs, ours].map(|item| label(item, self.key));
        match decided(&labels) {
            Some(true) => merged.label = theirs.label.clone(),
            Some(false) => {}
            None => self.conflict(at, ours, None, [theirs.label.clone(), ours.label.clone()]),
        }
        match decided(&[&base.texts, &theirs.texts, &ours.texts]) {
            Some(true) => merged.texts = theirs.texts.clone(),
            Some(false) => {}
            None => self.conflict(at, ours, None, [theirs.texts.join("、"), ours.texts.join("、")]),
        }
        let mut keys: Vec<&'static DataKey> = Vec::new();
        for (key, _) in [base, theirs, ours].into_iter().flat_map(|item| &item.values) {
            if !keys.contains(key) {
                keys.push(key);
            }
        }
        for key in keys {
            let mut conflicts = Vec::new();
            let value = merge(key, [base, theirs, ours].map(|item| item.get(key)), &mut conflicts);
            for conflict in conflicts {
                self.conflict(at, ours, Some(key), [conflict.theirs, conflict.ours]);
            }
            if Some(&value) != ours.get(key) {
                merged.set(key, value);
            }
        }
        merged
    }
}

/// Whether theirs is taken (`true`) or ours stays; `None` if both have changed it.
fn decided<T: PartialEq>([base, theirs, ours]: &States<T>) -> Option<bool> {
    match () {
        () if base == theirs || theirs == ours => Some(false),
        () if base == ours => Some(true),
        () => None,
    }
}

/// Sorts items as theirs stand; one that only we have stays behind the one before it.
fn by_theirs(items: Vec<(Option<usize>, FieldItem)>) -> Vec<(Option<usize>, FieldItem)> {
    let mut runs: Vec<Vec<(Option<usize>, FieldItem)>> = Vec::new();
    for item in items {
        match (item.0, runs.last_mut()) {
            (None, Some(run)) => run.push(item),
            _ => runs.push(vec![item]),
        }
    }
    runs.sort_by_key(|run| run.first().and_then(|(their, _)| *their));
    runs.into_iter().flatten().collect()
}

fn row(item: &FieldItem, key: &DataKey, is_named: bool) -> Item {
    let field = |key: Option<&'static DataKey>, text: String| ItemField { key, name: String::new(), text };
    let mut fields = Vec::new();
    if !item.texts.is_empty() {
        fields.push(field(None, item.texts.join("\n")));
    }
    fields.extend(item.values.iter().map(|(key, value)| field(Some(key), shown(value))));
    Item { label: label(item, key), is_named, fields }
}
