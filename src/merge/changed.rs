//! Files with other values for some keys of their positions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::amend::{self, FieldValue};
use crate::diag::Text;
use crate::model::keys::DataKey;
use crate::model::{POSITION, load_alone, parted_id};
use crate::world::World;

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

/// A file with the edits that can be made in it.
pub struct Possible {
    pub text: String,
    /// How many edits were made.
    pub corrections: usize,
    pub refused: Vec<RefusedEdit>,
}

/// An edit that cannot be made.
pub struct RefusedEdit {
    pub key: &'static DataKey,
    pub value: FieldValue,
    /// The error that it would be; `None` where the file is written in a way that only a person can change.
    pub reason: Option<Text>,
}

/// Makes all edits of a file that do not make an error of it.
pub fn possible(world: &dyn World, path: &Arc<str>, text: &str, edits: &BTreeMap<usize, Edits>) -> Possible {
    let error = |text: &str| {
        let loaded = load_alone(world, path, text);
        loaded.errors_in(path).next().map(|error| error.sentence())
    };
    // All at once, as edits are nearly always possible.
    if let Some(after) = changed(path, text, edits).filter(|after| error(after).is_none()) {
        let corrections = edits.values().map(Vec::len).sum();
        return Possible { text: after, corrections, refused: Vec::new() };
    }
    let mut so_far = Possible { text: text.to_owned(), corrections: 0, refused: Vec::new() };
    for (at, (key, value)) in edits.iter().flat_map(|(at, edits)| edits.iter().map(move |edit| (at, edit))) {
        let one = BTreeMap::from([(*at, vec![(*key, value.clone())])]);
        let after = changed(path, &so_far.text, &one);
        let reason = after.as_deref().and_then(error);
        match (after, reason) {
            (Some(after), None) => (so_far.text, so_far.corrections) = (after, so_far.corrections + 1),
            (_, reason) => so_far.refused.push(RefusedEdit { key, value: value.clone(), reason }),
        }
    }
    so_far
}

/// A file's text with its edits; `None` where it is written in a way that only a person can change.
fn changed(path: &Arc<str>, text: &str, edits: &BTreeMap<usize, Edits>) -> Option<String> {
    let places = edits.keys().copied().collect();
    amend::rewrite_positions(path, text, &places, &mut |place, position| {
        let own = edits.get(&place).into_iter().flatten();
        own.map(|(key, value)| amend::put(position, &POSITION, key, value)).collect()
    })
}
