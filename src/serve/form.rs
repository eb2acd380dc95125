//! The forms of a position and of the handbook: their keys, with names, explanations and examples.

use serde_json::{Map, Value as Json, json};

use super::field::FieldKind;
use crate::model::keys::{DataKey, KeyKind};
use crate::model::{HANDBOOK, POSITION};

/// The forms: one for all positions, and that of the handbook.
pub fn form() -> Json {
    let labels = POSITION.keys.iter().filter_map(|key| match key.kind {
        KeyKind::Labelled(labels) => {
            let label = |label: &crate::model::keys::RowLabel| {
                json!({
                    "name": label.key,
                    "zh": label.chinese.first(),
                    "en": label.english,
                    "home": label.home == key.name,
                })
            };
            Some((key.name.to_owned(), labels.iter().map(label).collect()))
        }
        _ => None,
    });
    let labels: Map<String, Json> = labels.collect();
    json!({"record": keys(POSITION.keys), "handbook": keys(HANDBOOK.keys), "labels": labels})
}

fn keys(keys: &'static [DataKey]) -> Json {
    keys.iter().map(key).collect()
}

fn key(key: &'static DataKey) -> Json {
    let choices = match key.kind {
        KeyKind::Choice(choices) => choices
            .iter()
            .map(|choice| json!({"value": choice.value, "zh": choice.chinese.unwrap_or(choice.value), "en": choice.value}))
            .collect(),
        _ => Json::Null,
    };
    let inner = match key.kind {
        KeyKind::Groups(table) | KeyKind::List { table, .. } => keys(table.keys),
        _ => Json::Null,
    };
    json!({
        "name": key.name,
        "zh": key.usual(),
        "en": key.name,
        "docZh": key.doc.0,
        "docEn": key.doc.1,
        "exampleZh": key.example.0,
        "exampleEn": key.example.1,
        "required": key.required,
        "suggested": key.suggested,
        "kind": FieldKind::of(key).name(),
        "choices": choices,
        "keys": inner,
    })
}
