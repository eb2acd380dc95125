//! The values of keys as JSON, both ways.

use std::collections::HashSet;

use serde_json::{Map, Value as Json, json};

use crate::amend::{FieldItem, FieldValue};
use crate::model::keys::{DataKey, KeyKind, KeyTable};

/// What editor a key needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One text.
    Text,
    Date,
    Headcount,
    Whole,
    Integer,
    Choice,
    /// Texts that show as lines of one.
    Lines,
    /// A list of texts.
    Texts,
    /// An enumeration of names.
    Names,
    Superiors,
    Labelled,
    Records,
    Duties,
}

impl FieldKind {
    pub fn of(key: &DataKey) -> FieldKind {
        match key.kind {
            KeyKind::Date => FieldKind::Date,
            KeyKind::Headcount => FieldKind::Headcount,
            KeyKind::Whole { .. } => FieldKind::Whole,
            KeyKind::Integer => FieldKind::Integer,
            KeyKind::Choice(_) => FieldKind::Choice,
            KeyKind::Lines | KeyKind::Prose => FieldKind::Lines,
            KeyKind::Texts | KeyKind::Roles => FieldKind::Texts,
            KeyKind::Names => FieldKind::Names,
            KeyKind::Superiors(_) => FieldKind::Superiors,
            kind if kind.is_labelled() => FieldKind::Labelled,
            KeyKind::List { .. } => FieldKind::Records,
            KeyKind::Groups(_) => FieldKind::Duties,
            _ => FieldKind::Text,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            FieldKind::Text => "text",
            FieldKind::Date => "date",
            FieldKind::Headcount => "headcount",
            FieldKind::Whole => "whole",
            FieldKind::Integer => "integer",
            FieldKind::Choice => "choice",
            FieldKind::Lines => "lines",
            FieldKind::Texts => "texts",
            FieldKind::Names => "names",
            FieldKind::Superiors => "superiors",
            FieldKind::Labelled => "labelled",
            FieldKind::Records => "records",
            FieldKind::Duties => "duties",
        }
    }

    /// Whether it is one text in JSON, rather than a list.
    fn is_single(self) -> bool {
        use FieldKind::*;
        matches!(self, Text | Date | Headcount | Whole | Integer | Choice)
    }
}

/// The records that the items of a key are, if they are records.
fn records_of(key: &DataKey) -> Option<&'static KeyTable> {
    match key.kind {
        KeyKind::Groups(table) | KeyKind::List { table, .. } => Some(table),
        _ => None,
    }
}

pub fn to_json(key: &DataKey, value: &FieldValue) -> Json {
    match value {
        FieldValue::Texts(texts) if FieldKind::of(key) == FieldKind::Choice => {
            canonical(key, &texts.join("\n")).into()
        }
        FieldValue::Texts(texts) if FieldKind::of(key).is_single() => texts.join("\n").into(),
        FieldValue::Texts(texts) => json!(texts),
        FieldValue::Superiors { administrative, functional } => {
            json!({"administrative": administrative, "functional": functional})
        }
        FieldValue::Items(items) => items.iter().map(|item| item_json(key, item)).collect(),
    }
}

fn item_json(key: &DataKey, item: &FieldItem) -> Json {
    let values: Map<String, Json> =
        item.values.iter().map(|(key, value)| (key.name.to_owned(), to_json(key, value))).collect();
    match FieldKind::of(key) {
        FieldKind::Labelled => json!({"was": item.was, "label": item.label, "items": item.texts}),
        FieldKind::Duties => json!({"was": item.was, "group": item.label, "values": values}),
        _ => json!({"was": item.was, "values": values}),
    }
}

/// A value without the places that its items had: what two readers compare.
pub fn without_places(value: &Json) -> Json {
    match value {
        Json::Array(items) => items.iter().map(without_places).collect(),
        Json::Object(entries) => {
            let kept = entries.iter().filter(|(name, _)| *name != "was");
            Json::Object(kept.map(|(name, value)| (name.clone(), without_places(value))).collect())
        }
        value => value.clone(),
    }
}

/// Reads a value; an empty one takes the key out. `None` for what the key cannot mean. `in_chinese` says in which
/// language the words of choices are written.
pub fn from_json(key: &'static DataKey, json: &Json, in_chinese: bool) -> Option<FieldValue> {
    let kind = FieldKind::of(key);
    let of_text = |text: &str| {
        let text = text.trim();
        let text = if kind == FieldKind::Choice { word(key, text, in_chinese) } else { text.to_owned() };
        FieldValue::Texts(if text.is_empty() { Vec::new() } else { vec![text] })
    };
    Some(match json {
        Json::Null => FieldValue::Texts(Vec::new()),
        Json::String(text) if kind.is_single() => of_text(text),
        Json::Number(number) if kind.is_single() => of_text(&number.to_string()),
        Json::Array(texts) if matches!(kind, FieldKind::Lines | FieldKind::Texts | FieldKind::Names) => {
            FieldValue::Texts(self::texts(texts)?)
        }
        Json::Object(lines) if kind == FieldKind::Superiors => {
            let of =
                |name: &str| lines.get(name).map_or(Some(Vec::new()), |names| self::texts(names.as_array()?));
            FieldValue::Superiors { administrative: of("administrative")?, functional: of("functional")? }
        }
        Json::Array(items) => FieldValue::Items(self::items(key, items, in_chinese)?),
        _ => return None,
    })
}

/// The items of a key. A place is that of the first item that names it.
fn items(key: &'static DataKey, items: &[Json], in_chinese: bool) -> Option<Vec<FieldItem>> {
    let items: Option<Vec<FieldItem>> = items.iter().map(|item| self::item(key, item, in_chinese)).collect();
    let mut items = items?;
    let mut places = HashSet::new();
    items.iter_mut().for_each(|item| item.was = item.was.filter(|place| places.insert(*place)));
    Some(items)
}

fn texts(texts: &[Json]) -> Option<Vec<String>> {
    let texts: Option<Vec<&str>> = texts.iter().map(Json::as_str).collect();
    Some(texts?.into_iter().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect())
}

fn item(key: &'static DataKey, json: &Json, in_chinese: bool) -> Option<FieldItem> {
    let was = match json.get("was") {
        None | Some(Json::Null) => None,
        Some(place) => Some(usize::try_from(place.as_u64()?).ok()?),
    };
    let mut item = FieldItem { was, ..FieldItem::default() };
    match FieldKind::of(key) {
        FieldKind::Labelled => {
            item.label = json.get("label")?.as_str()?.trim().to_owned();
            item.texts = texts(json.get("items")?.as_array()?)?;
        }
        FieldKind::Duties => item.label = json.get("group")?.as_str()?.trim().to_owned(),
        FieldKind::Records => {}
        _ => return None,
    }
    if let Some(table) = records_of(key) {
        for (name, value) in json.get("values")?.as_object()? {
            let key = table.named(name)?;
            item.set(key, from_json(key, value, in_chinese)?);
        }
    }
    Some(item)
}

/// The English word of a choice, whichever was written.
fn canonical(key: &DataKey, written: &str) -> String {
    let KeyKind::Choice(choices) = key.kind else { return written.to_owned() };
    let found = choices.iter().find(|choice| choice.value == written || choice.chinese == Some(written));
    found.map_or(written, |choice| choice.value).to_owned()
}

/// The word of a choice in a language.
fn word(key: &DataKey, value: &str, in_chinese: bool) -> String {
    let KeyKind::Choice(choices) = key.kind else { return value.to_owned() };
    let found = choices.iter().find(|choice| choice.value == value);
    found.and_then(|choice| choice.chinese.filter(|_| in_chinese)).unwrap_or(value).to_owned()
}
