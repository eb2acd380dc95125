//! A position as a form shows it.

use serde_json::{Map, Value as Json, json};

use super::field::to_json;
use super::source::text;
use crate::amend::{Content, get, nth};
use crate::hash::stable;
use crate::model::keys::KeyTable;
use crate::model::{HANDBOOKS, POSITION, SPELLING, parted_id};
use crate::world::World;
use crate::yaml;

/// What a position's file says of it; `None` if there is no such file or position.
pub fn position(world: &dyn World, id: &str) -> Option<Json> {
    let (path, index) = parted_id(id).filter(|(path, _)| !HANDBOOKS.contains(path))?;
    let text = &*text(world, path).ok()?;
    let read = yaml::parse_with(&path.into(), text.as_bytes(), SPELLING);
    let mut left = index;
    for document in &read.documents {
        let mut content = Content::of(document);
        match nth(&mut content, left) {
            Ok(position) => {
                let values = values(position, &POSITION);
                let folder = path.rsplit('/').nth(1);
                return Some(json!({
                    "id": id,
                    "file": path,
                    "digest": digest(text),
                    "title": values.get("title"),
                    "department": values.get("department").and_then(|names| names.get(0)).cloned().or(folder.map(Json::from)),
                    "values": values,
                }));
            }
            Err(count) => left -= count,
        }
    }
    None
}

/// What the keys of a record say, by their English names.
pub fn values(record: &Content, table: &'static KeyTable) -> Map<String, Json> {
    let value = |key| Some(to_json(key, &get(record, table, key)?));
    table.keys.iter().filter_map(|key| Some((key.name.to_owned(), value(key)?))).collect()
}

/// What tells one text of a file from another.
pub fn digest(text: &str) -> String {
    format!("{:016x}", stable(text))
}
