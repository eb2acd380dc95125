//! Sets a key of a position in its file.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value as Json;

use super::field::{from_json, to_json, without_places};
use crate::amend::{self, Content, ContentValue, get, nth, put};
use crate::characters::is_han;
use crate::diag::{Diagnostic, Text};
use crate::model::{POSITION, SPELLING, load_alone, parted_id};
use crate::world::World;
use crate::yaml;

/// What somebody wants a key to say.
#[derive(Clone, Debug, Deserialize)]
pub struct EditRequest {
    /// The position.
    pub id: String,
    /// The key's English name.
    pub key: String,
    /// What the key said when it was read.
    #[serde(default)]
    pub base: Json,
    /// What it shall say; null or nothing takes the key out.
    #[serde(default)]
    pub value: Json,
}

/// A changed file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileEdit {
    pub path: String,
    pub before: Arc<str>,
    pub after: String,
    /// What has changed, for whoever wants to take it back.
    pub what: Text,
}

/// Why an edit is not made.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// There is no such position, key or kind of value.
    Unknown,
    /// The key says something else by now.
    Conflict(Json),
    /// The value is not allowed, or the file is written in a way that only a person can change.
    Refused(Text),
}

/// Makes an edit; `None` if the file says so already.
pub fn edit(world: &dyn World, request: &EditRequest) -> Result<Option<FileEdit>, Refusal> {
    let (path, index) = parted_id(&request.id);
    let key = POSITION.named(&request.key).ok_or(Refusal::Unknown)?;
    let bytes = world.read(path).map_err(|_| Refusal::Unknown)?;
    let text: Arc<str> = std::str::from_utf8(&bytes).map_err(|_| Refusal::Unknown)?.into();
    let file: Arc<str> = path.into();
    let read = yaml::parse_with(&file, text.as_bytes(), SPELLING);
    if read.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(Refusal::Refused(Text::new(
            "文件的 YAML 有错，请先在“YAML”里改正",
            "the file is broken YAML; mend it in the YAML pane first",
        )));
    }
    let mut left = index;
    for document in &read.documents {
        let mut content = Content::of(document);
        let position = match nth(&mut content, left) {
            Ok(position) => position,
            Err(count) => {
                left -= count;
                continue;
            }
        };
        let current = get(position, key).map_or(Json::Null, |value| to_json(key, &value));
        let value = from_json(key, &request.value, is_chinese(position)).ok_or(Refusal::Unknown)?;
        if without_places(&current) == without_places(&request.value) && same_order(&request.value) {
            return Ok(None);
        }
        if without_places(&current) != without_places(&request.base) {
            return Err(Refusal::Conflict(current));
        }
        let title = title(position);
        let by_hand = || {
            Refusal::Refused(Text::new(
                "这一项的写法（别名、括号里的注释等）不能在这里改，请在“YAML”里改",
                "it is written in a way that only the YAML pane can change (an alias, comments between brackets)",
            ))
        };
        put(position, key, &value).ok_or_else(by_hand)?;
        let after = amend::rewrite(&file, &text, &read.documents, &content).ok_or_else(by_hand)?;
        if let Some(error) = new_error(world, path, &text, &after) {
            return Err(Refusal::Refused(error));
        }
        let what = Text::new(format!("{title}：{}", key.usual()), format!("{title}: {}", key.name));
        return Ok((after != *text).then(|| FileEdit {
            path: path.to_owned(),
            before: text.clone(),
            after,
            what,
        }));
    }
    Err(Refusal::Unknown)
}

/// Whether items stand where they stood.
fn same_order(value: &Json) -> bool {
    let Json::Array(items) = value else { return true };
    items.iter().enumerate().all(|(at, item)| match item.get("was") {
        Some(was) => was.as_u64() == Some(at as u64),
        None => true,
    })
}

/// Whether a position's keys are Chinese, as they are in an empty one.
fn is_chinese(position: &Content) -> bool {
    match &position.value {
        ContentValue::Map(entries) => {
            entries.is_empty() || entries.iter().any(|entry| entry.key.contains(is_han))
        }
        _ => true,
    }
}

fn title(position: &Content) -> String {
    let title = POSITION.named("title").and_then(|key| get(position, key));
    match title {
        Some(amend::FieldValue::Texts(texts)) => texts.join(""),
        _ => String::new(),
    }
}

/// The first error of a file that it did not have before.
fn new_error(world: &dyn World, path: &str, before: &str, after: &str) -> Option<Text> {
    let errors = |text: &str| -> Vec<Diagnostic> {
        let loaded = load_alone(world, path, text);
        loaded.errors_in(path).cloned().collect()
    };
    let after = errors(after);
    if after.is_empty() {
        return None;
    }
    let before = errors(before);
    let is_new = |error: &Diagnostic| {
        let same = |other: &&Diagnostic| other.code == error.code && other.message == error.message;
        after.iter().filter(same).count() > before.iter().filter(same).count()
    };
    after.iter().find(|error| is_new(error)).map(Diagnostic::sentence)
}
