//! Reads and sets what a position or a handbook says, key by key, however the author wrote it: a text or a list, groups or none.
//!
//! What is set is the whole of a key. Items say which they were, so that those that stay keep their comments and their
//! way of writing.

use super::content::{Content, ContentEntry, ContentValue};
use super::fields::{align, find, set, set_texts, with_texts};
use crate::model::keys::{DataKey, KeyKind, KeyTable};
use crate::model::{POSITION, SUPERIORS, TASK};

/// What a key says.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// The lines of a text, the names of an enumeration, the items of a list; a number or a date is one text.
    Texts(Vec<String>),
    /// Superiors by their lines.
    Superiors {
        administrative: Vec<String>,
        functional: Vec<String>,
    },
    Items(Vec<FieldItem>),
}

/// A record of a list, a duty, or texts under a label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldItem {
    /// Which of the key's items it was, from 0; `None` for a new one.
    pub was: Option<usize>,
    /// The label of texts, or the group of a duty; empty for none.
    pub label: String,
    /// The texts under a label.
    pub texts: Vec<String>,
    /// What the keys of a record say, in the order of their table.
    pub values: Vec<(&'static DataKey, FieldValue)>,
}

type Entries<'n> = Vec<ContentEntry<'n>>;

impl FieldValue {
    pub fn is_empty(&self) -> bool {
        match self {
            FieldValue::Texts(texts) => texts.is_empty(),
            FieldValue::Superiors { administrative, functional } => {
                administrative.is_empty() && functional.is_empty()
            }
            FieldValue::Items(items) => items.is_empty(),
        }
    }
}

impl FieldItem {
    pub fn get(&self, key: &DataKey) -> Option<&FieldValue> {
        self.values.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Sets what a key says; nothing takes it out.
    pub fn set(&mut self, key: &'static DataKey, value: FieldValue) {
        self.values.retain(|(known, _)| *known != key);
        if !value.is_empty() {
            self.values.push((key, value));
        }
    }
}

/// A position of a document, from 0; or how many the document has, if it is one of a later document.
pub fn nth<'c, 'n>(document: &'c mut Content<'n>, index: usize) -> Result<&'c mut Content<'n>, usize> {
    let count = match &document.value {
        ContentValue::List(items) => items.iter().filter(|item| !item.is_blank()).count(),
        _ => usize::from(!document.is_blank()),
    };
    if index >= count {
        return Err(count);
    }
    if matches!(document.value, ContentValue::List(_)) {
        let ContentValue::List(items) = &mut document.value else { return Err(count) };
        return items.iter_mut().filter(|item| !item.is_blank()).nth(index).ok_or(count);
    }
    Ok(document)
}

/// Takes a position, from 0, out of a document that is a list.
#[cfg(feature = "serve")]
pub fn take<'n>(document: &mut Content<'n>, index: usize) -> Option<Content<'n>> {
    let ContentValue::List(items) = &mut document.value else { return None };
    let at = items.iter().enumerate().filter(|(_, item)| !item.is_blank()).nth(index)?.0;
    Some(items.remove(at))
}

/// What a key of a record says; `None` where nothing stands, or what the key cannot mean.
pub fn get(record: &Content, table: &'static KeyTable, key: &'static DataKey) -> Option<FieldValue> {
    let ContentValue::Map(entries) = &record.value else { return None };
    let value = find(entries, table, key).map(|at| &entries[at].value).filter(|value| !value.is_blank())?;
    let found = match key.kind {
        KeyKind::Superiors(_) => superiors(value)?,
        kind if kind.is_labelled() => FieldValue::Items(labelled(value)),
        KeyKind::Groups(table) => FieldValue::Items(duties(value, table)),
        KeyKind::List { table, .. } => FieldValue::Items(records(value, table)),
        _ => FieldValue::Texts(texts(value)),
    };
    (!found.is_empty()).then_some(found)
}

/// Sets what a key of a record says; an empty value takes the key out. `None` where it is written in a way that is not
/// known; the content may have changed then.
pub fn put(
    record: &mut Content,
    of: &'static KeyTable,
    key: &'static DataKey,
    value: &FieldValue,
) -> Option<()> {
    let ContentValue::Map(entries) = &mut record.value else { return None };
    match (key.kind, value) {
        (_, value) if value.is_empty() => {
            set(entries, of, key, None);
            Some(())
        }
        (KeyKind::Superiors(_), FieldValue::Superiors { administrative, functional }) => {
            put_superiors(entries, key, administrative, functional)
        }
        (kind, FieldValue::Items(items)) if kind.is_labelled() => put_labelled(entries, of, key, items),
        (KeyKind::Groups(table), FieldValue::Items(items)) => put_duties(entries, key, table, items),
        (KeyKind::List { table, .. }, FieldValue::Items(items)) => {
            put_records(entries, of, key, table, items)
        }
        (_, FieldValue::Texts(texts)) => {
            set_texts(entries, of, key, texts);
            Some(())
        }
        _ => None,
    }
}

/// A text as its lines are, or the texts of a list.
fn texts(value: &Content) -> Vec<String> {
    let all = match &value.value {
        ContentValue::Text(text) => vec![text.as_str()],
        ContentValue::List(items) => items.iter().filter_map(Content::as_text).collect(),
        ContentValue::Map(_) => Vec::new(),
    };
    let lines = all.into_iter().flat_map(str::lines).map(str::trim);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn superiors(value: &Content) -> Option<FieldValue> {
    match &value.value {
        ContentValue::Map(lines) => {
            let of = |name| {
                let at = find(lines, &SUPERIORS, SUPERIORS.named(name)?)?;
                Some(texts(&lines[at].value))
            };
            let (administrative, functional) = (of("administrative"), of("functional"));
            Some(FieldValue::Superiors {
                administrative: administrative.unwrap_or_default(),
                functional: functional.unwrap_or_default(),
            })
        }
        ContentValue::List(items) if items.iter().any(|item| item.as_text().is_none()) => None,
        _ => Some(FieldValue::Superiors { administrative: texts(value), functional: Vec::new() }),
    }
}

fn put_superiors(
    entries: &mut Entries,
    key: &'static DataKey,
    administrative: &[String],
    functional: &[String],
) -> Option<()> {
    let (first, second) = (SUPERIORS.named("administrative")?, SUPERIORS.named("functional")?);
    let at = find(entries, &POSITION, key);
    match at.map(|at| &mut entries[at].value) {
        Some(Content { value: ContentValue::Map(lines), .. }) => {
            set_texts(lines, &SUPERIORS, first, administrative);
            set_texts(lines, &SUPERIORS, second, functional);
        }
        Some(Content { value: ContentValue::List(items), .. })
            if items.iter().any(|item| item.as_text().is_none()) =>
        {
            return None;
        }
        _ if functional.is_empty() => set_texts(entries, &POSITION, key, administrative),
        Some(value) if !value.is_blank() => {
            value.become_map(first.usual());
            let ContentValue::Map(lines) = &mut value.value else { return None };
            set_texts(lines, &SUPERIORS, first, administrative);
            set_texts(lines, &SUPERIORS, second, functional);
        }
        _ => {
            let mut lines = Vec::new();
            set_texts(&mut lines, &SUPERIORS, first, administrative);
            set_texts(&mut lines, &SUPERIORS, second, functional);
            set(entries, &POSITION, key, Some(Content::map(lines)));
        }
    }
    Some(())
}

/// The items of a value that is a list, or one item.
pub fn items_of<'n>(value: &Content<'n>) -> Vec<Content<'n>> {
    match &value.value {
        ContentValue::List(items) => items.iter().filter(|item| !item.is_blank()).cloned().collect(),
        _ if value.is_blank() => Vec::new(),
        _ => vec![value.clone()],
    }
}

/// The same value with other items, or a new list.
pub fn with_items<'n>(old: Option<&Content<'n>>, items: Vec<Content<'n>>) -> Content<'n> {
    match old {
        Some(old) if matches!(old.value, ContentValue::List(_)) => {
            Content { value: ContentValue::List(items), ..old.clone() }
        }
        _ => Content::list(items),
    }
}

fn records(value: &Content, table: &'static KeyTable) -> Vec<FieldItem> {
    let items = items_of(value).into_iter().enumerate();
    items
        .map(|(at, item)| FieldItem { was: Some(at), values: record(&item, table), ..FieldItem::default() })
        .collect()
}

/// What the keys of a record say; a text alone stands for the key that a record must have.
fn record(item: &Content, table: &'static KeyTable) -> Vec<(&'static DataKey, FieldValue)> {
    let ContentValue::Map(entries) = &item.value else {
        let main = table.keys.iter().find(|key| key.required);
        let texts = texts(item);
        return main
            .filter(|_| !texts.is_empty())
            .map(|main| (main, FieldValue::Texts(texts)))
            .into_iter()
            .collect();
    };
    let value = |key: &'static DataKey| {
        let value = &entries[find(entries, table, key)?].value;
        let found = match key.kind {
            KeyKind::List { table, .. } => FieldValue::Items(records(value, table)),
            _ => FieldValue::Texts(texts(value)),
        };
        (!found.is_empty()).then_some((key, found))
    };
    table.keys.iter().filter_map(value).collect()
}

/// Sets a list of records in a mapping whose keys are `of`. Records of nothing are left out.
fn put_records(
    entries: &mut Entries,
    of: &'static KeyTable,
    key: &'static DataKey,
    table: &'static KeyTable,
    items: &[FieldItem],
) -> Option<()> {
    let old = find(entries, of, key).map(|at| entries[at].value.clone());
    let before = old.as_ref().map(items_of).unwrap_or_default();
    let new: Option<Vec<Content>> = items.iter().map(|item| put_record(&before, table, item)).collect();
    let mut new = new?;
    new.retain(|item| !item.is_blank());
    let value = (!new.is_empty()).then(|| with_items(old.as_ref(), new));
    set(entries, of, key, value);
    Some(())
}

/// An item with what its keys shall say.
fn put_record<'n>(before: &[Content<'n>], table: &'static KeyTable, item: &FieldItem) -> Option<Content<'n>> {
    let mut content = match item.was {
        Some(at) => before.get(at)?.clone(),
        None => Content::map(Vec::new()),
    };
    let main = table.keys.iter().find(|key| key.required);
    let said = record(&content, table);
    for key in table.keys {
        let old = said.iter().find(|(known, _)| *known == key).map(|(_, value)| value);
        let new = item.get(key);
        if old == new {
            continue;
        }
        if let (ContentValue::Text(_), Some(main)) = (&content.value, main) {
            if let (true, Some(FieldValue::Texts(texts))) = (key == main, new)
                && let [text] = texts.as_slice()
            {
                content.set_text(text);
                continue;
            }
            content.become_map(main.usual());
        }
        let ContentValue::Map(entries) = &mut content.value else { return None };
        match (key.kind, new) {
            (KeyKind::List { table: inner, .. }, Some(FieldValue::Items(items))) => {
                put_records(entries, table, key, inner, items)?;
            }
            (_, Some(FieldValue::Texts(texts))) => set_texts(entries, table, key, texts),
            (_, None) => set(entries, table, key, None),
            _ => return None,
        }
    }
    // A new item with one text alone is written as that text.
    if let (None, ContentValue::Map(entries), Some(main)) = (item.was, &content.value, main)
        && let [entry] = entries.as_slice()
        && main.usual() == entry.key
        && entry.value.as_text().is_some()
    {
        return Some(entry.value.clone());
    }
    Some(content)
}

/// The groups of duties; one without a name where there are none.
fn groups<'n>(value: Option<&Content<'n>>, table: &'static KeyTable) -> Vec<ContentEntry<'n>> {
    match value.map(|value| &value.value) {
        Some(ContentValue::Map(groups)) if !groups.iter().all(|entry| table.find(&entry.key).is_some()) => {
            groups.clone()
        }
        _ => value.map(|value| ContentEntry::new("", value.clone())).into_iter().collect(),
    }
}

fn duties(value: &Content, table: &'static KeyTable) -> Vec<FieldItem> {
    let mut duties = Vec::new();
    for group in groups(Some(value), table) {
        for item in items_of(&group.value) {
            let (was, values) = (Some(duties.len()), record(&item, table));
            duties.push(FieldItem { was, label: group.key.clone(), values, ..FieldItem::default() });
        }
    }
    duties
}

fn put_duties(
    entries: &mut Entries,
    key: &'static DataKey,
    table: &'static KeyTable,
    duties: &[FieldItem],
) -> Option<()> {
    let old = find(entries, &POSITION, key).map(|at| entries[at].value.clone());
    let groups = groups(old.as_ref(), table);
    let before: Vec<Content> = groups.iter().flat_map(|group| items_of(&group.value)).collect();
    let mut new: Vec<(&str, Vec<Content>)> = Vec::new();
    for duty in duties {
        let item = put_record(&before, table, duty)?;
        if item.is_blank() {
            continue;
        }
        match new.iter_mut().find(|(group, _)| *group == duty.label) {
            Some((_, items)) => items.push(item),
            None => new.push((&duty.label, vec![item])),
        }
    }
    let value = match new.as_slice() {
        [] => None,
        [("", items)] => {
            let list = groups.first().filter(|group| group.key.is_empty()).map(|group| &group.value);
            Some(with_items(list, items.clone()))
        }
        _ => {
            let mut map = old
                .filter(|old| matches!(old.value, ContentValue::Map(_)))
                .unwrap_or_else(|| Content::map(Vec::new()));
            map.value = ContentValue::Map(renamed(&groups, new)?);
            Some(map)
        }
    };
    set(entries, &POSITION, key, value);
    Some(())
}

/// Groups with their items. One that has another name keeps its place and its comments.
fn renamed<'n>(
    groups: &[ContentEntry<'n>],
    new: Vec<(&str, Vec<Content<'n>>)>,
) -> Option<Vec<ContentEntry<'n>>> {
    let is_gone =
        |group: &&ContentEntry| !group.key.is_empty() && !new.iter().any(|(name, _)| *name == group.key);
    let gone: Vec<&ContentEntry> = groups.iter().filter(is_gone).collect();
    let mut gone = gone.into_iter();
    let mut all = Vec::new();
    for (name, items) in new {
        if name.is_empty() {
            return None;
        }
        let same = groups.iter().find(|group| group.key == name);
        all.push(match same.or_else(|| gone.next()) {
            Some(group) => {
                let mut entry = group.clone();
                entry.key = name.to_owned();
                entry.value = with_items(Some(&group.value), items);
                entry
            }
            None => ContentEntry::new(name, Content::list(items)),
        });
    }
    Some(all)
}

fn labelled(value: &Content) -> Vec<FieldItem> {
    let item = |was, label: &str, value: &Content| FieldItem {
        was: Some(was),
        label: label.to_owned(),
        texts: texts(value),
        ..FieldItem::default()
    };
    match &value.value {
        ContentValue::Map(entries) => {
            let shown = entries.iter().filter(|entry| !entry.value.is_blank()).enumerate();
            shown.map(|(at, entry)| item(at, &entry.key, &entry.value)).collect()
        }
        // Texts without labels are one item. A list of texts and mappings is left to the file.
        ContentValue::List(items) if items.iter().any(|item| item.as_text().is_none()) => Vec::new(),
        _ => vec![item(0, "", value)],
    }
}

fn put_labelled(
    entries: &mut Entries,
    of: &'static KeyTable,
    key: &'static DataKey,
    items: &[FieldItem],
) -> Option<()> {
    let old = find(entries, of, key).map(|at| entries[at].value.clone());
    let old = old.filter(|old| !old.is_blank());
    let is_map = matches!(old.as_ref().map(|old| &old.value), Some(ContentValue::Map(_)));
    if let (false, [FieldItem { label, texts, .. }]) = (is_map, items)
        && label.is_empty()
        && old.as_ref().is_none_or(|old| !labelled(old).is_empty())
    {
        let value = with_texts(old.as_ref(), texts, true);
        set(entries, of, key, value);
        return Some(());
    }
    let known: Vec<ContentEntry> = match old.as_ref().map(|old| &old.value) {
        Some(ContentValue::Map(known)) => {
            known.iter().filter(|entry| !entry.value.is_blank()).cloned().collect()
        }
        Some(_) => return None,
        None => Vec::new(),
    };
    let mut all = Vec::new();
    for FieldItem { was, label, texts: new, .. } in items {
        let mut entry = match was {
            Some(at) => known.get(*at)?.clone(),
            None => ContentEntry::new("", Content::text("")),
        };
        if label.is_empty() {
            return None;
        }
        if was.is_none() || texts(&entry.value) != *new {
            entry.value = with_texts(was.map(|_| &entry.value), new, false)?;
        }
        entry.key = label.clone();
        all.push(entry);
    }
    let mut map = old.unwrap_or_else(|| Content::map(Vec::new()));
    map.value = ContentValue::Map(all);
    set(entries, of, key, Some(map));
    Some(())
}

/// The tasks of a duty as items, each being one of those before if it is like it.
pub fn tasks(before: &[FieldItem], tasks: Vec<(String, Option<String>)>) -> Vec<FieldItem> {
    let (Some(description), Some(standard)) = (TASK.named("description"), TASK.named("standard")) else {
        return Vec::new();
    };
    let told = |item: &FieldItem| match item.get(description) {
        Some(FieldValue::Texts(texts)) => texts.join("\n"),
        _ => String::new(),
    };
    let old: Vec<String> = before.iter().map(told).collect();
    let new: Vec<String> = tasks.iter().map(|(description, _)| description.clone()).collect();
    let origins = align(&old, &new);
    let item = |(origin, (text, own)): (Option<usize>, (String, Option<String>))| {
        let mut item = FieldItem { was: origin.and_then(|at| before[at].was), ..FieldItem::default() };
        item.set(description, FieldValue::Texts(vec![text]));
        item.set(standard, FieldValue::Texts(own.into_iter().collect()));
        item
    };
    origins.into_iter().zip(tasks).map(item).collect()
}
