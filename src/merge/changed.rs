//! Files with other values for some keys of their positions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::amend::{self, Content, FieldValue};
use crate::model::keys::DataKey;
use crate::model::{POSITION, SPELLING, parted_id, positions_of};
use crate::yaml;

/// The values that keys of a position shall have.
pub type Edits = Vec<(&'static DataKey, FieldValue)>;

/// The edits of the positions of each file, by file and place in it.
pub type EditsByFile = BTreeMap<String, BTreeMap<usize, Edits>>;

/// Adds the edits of a position, by its id.
pub fn add(all: &mut EditsByFile, id: &str, edits: Edits) {
    if let (Some((path, at)), false) = (parted_id(id), edits.is_empty()) {
        all.entry(path.to_owned()).or_default().insert(at, edits);
    }
}

/// A file's text with its edits; `None` where it is written in a way that only a person can change.
pub fn changed(path: &Arc<str>, text: &str, edits: &BTreeMap<usize, Edits>) -> Option<String> {
    let mut text = text.to_owned();
    let mut document = 0;
    loop {
        let read = yaml::parse_with(path, text.as_bytes(), SPELLING);
        let count = |node| positions_of(node).count();
        let before: usize = read.documents.iter().take(document).map(count).sum();
        let node = read.documents.get(document)?;
        let own = edits.range(before..before + count(node));
        let mut content = Content::of(node);
        for (at, edits) in own {
            let position = amend::nth(&mut content, at - before).ok()?;
            for (key, value) in edits {
                amend::put(position, &POSITION, key, value)?;
            }
        }
        text = amend::rewrite(path, &text, &read.documents, &content)?;
        document += 1;
        if document >= read.documents.len() {
            return Some(text);
        }
    }
}
