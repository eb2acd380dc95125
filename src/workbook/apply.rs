//! Makes the changes of a workbook in the content of a position.

use super::change::{ChangeKind, ListName, NewPosition, RowChange};
use super::data::{DataField, SheetKind};
use super::duties::read_tasks;
use crate::amend::{Content, ContentEntry, ContentValue, align, find, set, set_texts, with_texts};
use crate::diag::Lang;
use crate::model::keys::{DataKey, KeyKind, KeyTable};
use crate::model::{APPROVAL, DUTY, KPI, POSITION, SUPERIORS, TASK};
use crate::unit::Date;

type Entries<'n> = Vec<ContentEntry<'n>>;

/// Changes a position; `None` where it is written in a way that is not known.
pub fn apply(position: &mut Content, change: &ChangeKind, lang: Lang) -> Option<()> {
    let ContentValue::Map(entries) = &mut position.value else { return None };
    match change {
        ChangeKind::Value { field: DataField::Second(key), text } => functional(entries, key, text),
        ChangeKind::Value { field: DataField::Key(key), text } => value(entries, &POSITION, key, text),
        ChangeKind::Value { .. } => None,
        ChangeKind::List { list, rows } => self::list(entries, *list, rows, lang),
    }
}

/// The content of a new position.
pub fn new_position(new: &NewPosition, with_department: bool, lang: Lang) -> Option<Content<'static>> {
    let mut position = Content::map(Vec::new());
    if let (true, Some(key)) = (with_department && !new.department.is_empty(), POSITION.named("department")) {
        apply(
            &mut position,
            &ChangeKind::Value { field: DataField::Key(key), text: new.department.clone() },
            lang,
        )?;
    }
    new.changes.iter().try_for_each(|change| apply(&mut position, change, lang))?;
    Some(position)
}

/// Sets a key to the text of a cell: as many texts as it has lines, or names.
fn value(entries: &mut Entries, table: &'static KeyTable, key: &'static DataKey, text: &str) -> Option<()> {
    let text = text.trim();
    let texts = match key.kind {
        KeyKind::Superiors(_) => return superiors(entries, key, &names(text)),
        KeyKind::Map(_) | KeyKind::List { .. } | KeyKind::Groups(_) | KeyKind::Labelled(_) => return None,
        KeyKind::Names => names(text),
        KeyKind::Lines | KeyKind::Prose | KeyKind::Texts | KeyKind::Roles => lines(text),
        KeyKind::Date => single(&Date::read(text).map_or(text.to_owned(), |date| date.to_string())),
        _ if key.name == "department" => names(text),
        _ => single(text),
    };
    set_texts(entries, table, key, &texts);
    Some(())
}

fn single(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The names of an enumeration.
fn names(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
    parts.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Sets the superiors in the administrative line, and leaves others.
fn superiors(entries: &mut Entries, key: &'static DataKey, names: &[String]) -> Option<()> {
    let line = SUPERIORS.named("administrative")?;
    match find(entries, &POSITION, key).map(|at| &mut entries[at].value.value) {
        Some(ContentValue::Map(lines)) => set_texts(lines, &SUPERIORS, line, names),
        Some(ContentValue::List(items)) if items.iter().any(|item| item.as_text().is_none()) => return None,
        _ => set_texts(entries, &POSITION, key, names),
    }
    Some(())
}

/// Sets the superiors in the functional line, and tells the lines apart for that if they are not.
fn functional(entries: &mut Entries, key: &'static DataKey, text: &str) -> Option<()> {
    let names = names(text);
    let (own, other) = (SUPERIORS.named("functional")?, SUPERIORS.named("administrative")?);
    let name = |line: &'static DataKey| line.usual();
    let Some(at) = find(entries, &POSITION, key) else {
        let lines = vec![ContentEntry::new(name(own), with_texts(None, &names, false)?)];
        set(entries, &POSITION, key, Some(Content::map(lines)));
        return Some(());
    };
    let value = &mut entries[at].value;
    match &value.value {
        ContentValue::List(items) if items.iter().any(|item| item.as_text().is_none()) => return None,
        ContentValue::Map(_) => {}
        _ => value.become_map(name(other)),
    }
    let ContentValue::Map(lines) = &mut value.value else { return None };
    set_texts(lines, &SUPERIORS, own, &names);
    Some(())
}

/// Makes a list what its rows say.
fn list(entries: &mut Entries, list: ListName, rows: &[RowChange], lang: Lang) -> Option<()> {
    match list.sheet {
        SheetKind::Kpis => records(entries, POSITION.named("kpis")?, &KPI, rows, lang),
        SheetKind::Approvals => records(entries, POSITION.named("approvals")?, &APPROVAL, rows, lang),
        SheetKind::Duties => duties(entries, rows, lang),
        SheetKind::Labelled => labelled(entries, list.section?, rows),
        SheetKind::Positions | SheetKind::Staffing => None,
    }
}

/// The items of a value that is a list, or one item.
fn items_of<'n>(value: &Content<'n>) -> Vec<Content<'n>> {
    match &value.value {
        ContentValue::List(items) => items.iter().filter(|item| !item.is_blank()).cloned().collect(),
        _ if value.is_blank() => Vec::new(),
        _ => vec![value.clone()],
    }
}

/// The same value with other items, or a new list.
fn with_items<'n>(old: Option<&Content<'n>>, items: Vec<Content<'n>>) -> Content<'n> {
    match old {
        Some(old) if matches!(old.value, ContentValue::List(_)) => {
            let mut list = old.clone();
            list.value = ContentValue::List(items);
            list
        }
        _ => Content::list(items),
    }
}

fn records(
    entries: &mut Entries,
    key: &'static DataKey,
    table: &'static KeyTable,
    rows: &[RowChange],
    lang: Lang,
) -> Option<()> {
    let old = find(entries, &POSITION, key).map(|at| entries[at].value.clone());
    let items = old.as_ref().map(items_of).unwrap_or_default();
    let new: Option<Vec<Content>> = rows.iter().map(|row| record(&items, table, row, lang)).collect();
    let new = new?;
    let value = (!new.is_empty()).then(|| with_items(old.as_ref(), new));
    set(entries, &POSITION, key, value);
    Some(())
}

/// The item of a row: what it was, with the cells that have changed.
fn record<'n>(
    items: &[Content<'n>],
    table: &'static KeyTable,
    row: &RowChange,
    lang: Lang,
) -> Option<Content<'n>> {
    let mut item = match row.origin {
        Some(at) => items.get(at)?.clone(),
        None => Content::map(Vec::new()),
    };
    // What a text alone stands for.
    let main = table.keys.iter().find(|key| key.required);
    for (field, text) in &row.cells {
        let DataField::Key(key) = field else { continue };
        if let (ContentValue::Text(_), Some(main)) = (&item.value, main) {
            if *key == main && lines(text).len() == 1 {
                item.set_text(text.trim());
                continue;
            }
            item.become_map(main.usual());
        }
        let ContentValue::Map(entries) = &mut item.value else { return None };
        match key.kind {
            KeyKind::List { .. } => tasks(entries, key, text, lang)?,
            _ => value(entries, table, key, text)?,
        }
    }
    // A new item with one text alone is written as that text.
    if let (None, ContentValue::Map(entries), Some(main)) = (row.origin, &item.value, main)
        && let [entry] = entries.as_slice()
        && main.usual() == entry.key
        && entry.value.as_text().is_some()
    {
        return Some(entry.value.clone());
    }
    Some(item)
}

/// Sets the tasks of a duty.
fn tasks(entries: &mut Entries, key: &'static DataKey, text: &str, lang: Lang) -> Option<()> {
    let old = find(entries, &DUTY, key).map(|at| entries[at].value.clone());
    let items = old.as_ref().map(items_of).unwrap_or_default();
    let (description, standard) = (TASK.named("description")?, TASK.named("standard")?);
    let told = |item: &Content, key: &'static DataKey| match &item.value {
        ContentValue::Text(text) if *key == *description => text.trim_end().to_owned(),
        ContentValue::Map(entries) => find(entries, &TASK, key)
            .and_then(|at| entries[at].value.as_text())
            .unwrap_or_default()
            .trim_end()
            .to_owned(),
        _ => String::new(),
    };
    let tasks = read_tasks(text, lang);
    let before: Vec<String> = items.iter().map(|item| told(item, description)).collect();
    let after: Vec<String> = tasks.iter().map(|(description, _)| description.clone()).collect();
    let mut new = Vec::new();
    for ((text, own), origin) in tasks.into_iter().zip(align(&before, &after)) {
        let changed = |key: &'static DataKey, new: &str| match origin {
            Some(at) => told(&items[at], key) != new,
            None => !new.is_empty(),
        };
        let own = own.unwrap_or_default();
        let cells = [(description, text), (standard, own)];
        let cells = cells
            .into_iter()
            .filter(|(key, text)| changed(key, text))
            .map(|(key, text)| (DataField::Key(key), text));
        new.push(record(
            &items,
            &TASK,
            &RowChange { origin, group: String::new(), cells: cells.collect() },
            lang,
        )?);
    }
    let value = (!new.is_empty()).then(|| with_items(old.as_ref(), new));
    set(entries, &DUTY, key, value);
    Some(())
}

/// Makes the duties what their rows say, in their groups.
fn duties(entries: &mut Entries, rows: &[RowChange], lang: Lang) -> Option<()> {
    let key = POSITION.named("responsibilities")?;
    let old = find(entries, &POSITION, key).map(|at| entries[at].value.clone());
    let groups: Vec<ContentEntry> = match old.as_ref().map(|old| &old.value) {
        Some(ContentValue::Map(groups)) if !is_duty(groups) => groups.clone(),
        Some(_) => old.iter().map(|old| ContentEntry::new("", old.clone())).collect(),
        None => Vec::new(),
    };
    let items: Vec<Content> = groups.iter().flat_map(|group| items_of(&group.value)).collect();
    let mut new: Vec<(String, Vec<Content>)> = Vec::new();
    for row in rows {
        let item = record(&items, &DUTY, row, lang)?;
        match new.iter_mut().find(|(group, _)| *group == row.group) {
            Some((_, items)) => items.push(item),
            None => new.push((row.group.clone(), vec![item])),
        }
    }
    let value = match new.as_slice() {
        [] => None,
        [(group, items)] if group.is_empty() => {
            let list = groups.first().filter(|group| group.key.is_empty()).map(|group| &group.value);
            Some(with_items(list, items.clone()))
        }
        _ => {
            // A group that has another name keeps its place and its comments.
            let gone: Vec<&ContentEntry> =
                groups.iter().filter(|group| !new.iter().any(|(name, _)| *name == group.key)).collect();
            let mut gone = gone.into_iter();
            let mut all = Vec::new();
            for (name, items) in new {
                if name.is_empty() {
                    return None;
                }
                let same = groups.iter().find(|group| group.key == name);
                let entry = match same.or_else(|| gone.next().filter(|group| !group.key.is_empty())) {
                    Some(group) => {
                        let mut entry = group.clone();
                        entry.key = name;
                        entry.value = with_items(Some(&group.value), items);
                        entry
                    }
                    None => ContentEntry::new(name, Content::list(items)),
                };
                all.push(entry);
            }
            let mut map = old
                .filter(|old| matches!(old.value, ContentValue::Map(_)))
                .unwrap_or_else(|| Content::map(Vec::new()));
            map.value = ContentValue::Map(all);
            Some(map)
        }
    };
    set(entries, &POSITION, key, value);
    Some(())
}

/// Whether a mapping is a duty rather than groups of duties.
fn is_duty(entries: &[ContentEntry]) -> bool {
    entries.iter().all(|entry| DUTY.find(&entry.key).is_some())
}

/// Makes labels with texts what their rows say.
fn labelled(entries: &mut Entries, key: &'static DataKey, rows: &[RowChange]) -> Option<()> {
    let old = find(entries, &POSITION, key).map(|at| entries[at].value.clone());
    let old = old.filter(|old| !old.is_blank());
    let of = |row: &RowChange, field: DataField| {
        row.cells.iter().find(|(own, _)| *own == field).map(|(_, text)| text.trim().to_owned())
    };
    let value = match old.as_ref().map(|old| &old.value) {
        None if rows.iter().all(|row| of(row, DataField::Label).is_none_or(|label| label.is_empty())) => {
            let texts: Vec<String> =
                rows.iter().flat_map(|row| lines(&of(row, DataField::Items).unwrap_or_default())).collect();
            with_texts(None, &texts, true)
        }
        None | Some(ContentValue::Map(_)) => {
            let known: Vec<ContentEntry> = match old.as_ref().map(|old| &old.value) {
                Some(ContentValue::Map(known)) => {
                    known.iter().filter(|entry| !entry.value.is_blank()).cloned().collect()
                }
                _ => Vec::new(),
            };
            let mut all = Vec::new();
            for row in rows {
                let mut entry = match row.origin {
                    Some(at) => known.get(at)?.clone(),
                    None => ContentEntry::new("", Content::text("")),
                };
                if let Some(label) = of(row, DataField::Label) {
                    entry.key = label;
                }
                if let Some(text) = of(row, DataField::Items) {
                    let before = row.origin.map(|_| &entry.value);
                    entry.value = with_texts(before, &lines(&text), false)?;
                }
                if entry.key.is_empty() {
                    return None;
                }
                all.push(entry);
            }
            let mut map = old.unwrap_or_else(|| Content::map(Vec::new()));
            map.value = ContentValue::Map(all);
            (!rows.is_empty()).then_some(map)
        }
        // Texts without labels are one row.
        Some(_) => match rows {
            [] => None,
            [RowChange { origin: Some(0), cells, .. }]
                if cells.iter().all(|(field, _)| *field == DataField::Items) =>
            {
                let text = of(&rows[0], DataField::Items).unwrap_or_default();
                with_texts(old.as_ref(), &lines(&text), true)
            }
            _ => return None,
        },
    };
    set(entries, &POSITION, key, value);
    Some(())
}
