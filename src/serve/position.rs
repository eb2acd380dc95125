//! A position as a form shows it.

use serde_json::{Map, Value as Json, json};

use super::field::to_json;
use crate::amend::{Content, get, nth};
use crate::hash::stable;
use crate::model::{POSITION, SPELLING, parted_id};
use crate::world::World;
use crate::yaml;

/// What a position's file says of it; `None` if there is no such file or position.
pub fn position(world: &dyn World, id: &str) -> Option<Json> {
    let (path, index) = parted_id(id);
    let bytes = world.read(path).ok()?;
    let text = std::str::from_utf8(&bytes).ok()?;
    let read = yaml::parse_with(&path.into(), text.as_bytes(), SPELLING);
    let mut left = index;
    for document in &read.documents {
        let mut content = Content::of(document);
        match nth(&mut content, left) {
            Ok(position) => {
                let values: Map<String, Json> = POSITION
                    .keys
                    .iter()
                    .filter_map(|key| Some((key.name.to_owned(), to_json(key, &get(position, key)?))))
                    .collect();
                let folder = path.rsplit('/').nth(1);
                return Some(json!({
                    "id": id,
                    "file": path,
                    "digest": format!("{:016x}", stable(text)),
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
