//! Sets a key of a record as it is asked for.

use serde::Deserialize;
use serde_json::Value as Json;

use super::change::Refusal;
use super::field::{from_json, to_json, without_places};
use crate::amend::{Content, ContentValue, FieldItem, FieldValue, double_quoted, get, put};
use crate::characters::is_han;
use crate::diag::Text;
use crate::model::keys::KeyTable;

/// The most characters of a key with its quotation marks, for readers that look no further for its colon.
const LONGEST_KEY: usize = 1_024;

/// What somebody wants a key to say.
#[derive(Clone, Debug, Deserialize)]
pub struct EditRequest {
    /// The position, or the handbook's file.
    pub id: String,
    /// The title that the position was seen with.
    #[serde(default)]
    pub seen: Option<String>,
    /// The key's English name.
    pub key: String,
    /// What the key said when it was read.
    #[serde(default)]
    pub base: Json,
    /// What it shall say; null or nothing takes the key out.
    #[serde(default)]
    pub value: Json,
}

/// Sets a key as it is asked for; gives the key's name, or nothing if the key says so already.
pub fn set(
    record: &mut Content,
    table: &'static KeyTable,
    request: &EditRequest,
) -> Result<Option<Text>, Refusal> {
    let key = table.named(&request.key).ok_or(Refusal::Unknown)?;
    let current = get(record, table, key).map_or(Json::Null, |value| to_json(key, &value));
    let value = from_json(key, &request.value, is_chinese(record)).ok_or(Refusal::Unknown)?;
    if without_places(&current) == without_places(&request.value) && same_order(&request.value) {
        return Ok(None);
    }
    if without_places(&current) != without_places(&request.base) {
        return Err(Refusal::Conflict(current));
    }
    refuse_long_labels(&value)?;
    put(record, table, key, &value).ok_or_else(Refusal::by_hand)?;
    Ok(Some(Text::new(key.usual(), key.name)))
}

/// Refuses labels that other readers of YAML would not take for keys (YAML 1.2 §7.4.2).
fn refuse_long_labels(value: &FieldValue) -> Result<(), Refusal> {
    let FieldValue::Items(items) = value else { return Ok(()) };
    let length = |item: &FieldItem| double_quoted(&item.label).chars().count();
    match items.iter().map(length).find(|length| *length > LONGEST_KEY) {
        Some(length) => Err(Refusal::because(
            format!("名称太长：连引号有 {length} 个字符，最多 {LONGEST_KEY} 个"),
            format!("the label is too long: {length} characters with its quotes, at most {LONGEST_KEY}"),
        )),
        None => Ok(()),
    }
}

/// Whether items stand where they stood.
fn same_order(value: &Json) -> bool {
    let Json::Array(items) = value else { return true };
    items.iter().enumerate().all(|(at, item)| match item.get("was") {
        Some(was) => was.as_u64() == Some(at as u64),
        None => true,
    })
}

/// Whether a record's keys are Chinese, as they are in an empty one.
fn is_chinese(record: &Content) -> bool {
    match &record.value {
        ContentValue::Map(entries) => {
            entries.is_empty() || entries.iter().any(|entry| entry.key.contains(is_han))
        }
        _ => true,
    }
}
