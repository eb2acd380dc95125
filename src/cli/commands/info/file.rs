//! A file of which something is told, and how its positions stand to those of a project.

use std::collections::HashMap;
use std::path::Path;

use crate::carried::Origin;
use crate::model::{Handbook, Position, position_digest, position_ids};

/// How a position of a document stands to that of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionState {
    /// It says the same.
    Current,
    Changed,
    /// The project has no such position.
    Missing,
}

/// A file, and what is known of it.
pub struct FileInfo<'f> {
    pub path: &'f Path,
    pub origin: Origin,
    /// Of each position that it shows, if there is a project to compare with.
    pub states: Option<Vec<PositionState>>,
}

/// The positions of a project, to be found again.
pub struct KnownPositions<'h> {
    by_code: HashMap<&'h str, &'h Position>,
    by_title: HashMap<(Option<&'h str>, &'h str), &'h Position>,
    by_id: HashMap<String, &'h Position>,
}

impl<'h> KnownPositions<'h> {
    pub fn of(handbook: &'h Handbook) -> KnownPositions<'h> {
        let coded =
            handbook.positions().filter_map(|position| Some((position.code.as_ref()?.as_str(), position)));
        KnownPositions {
            by_code: coded.collect(),
            by_title: handbook.positions().map(|position| (place(position), position)).collect(),
            by_id: position_ids(handbook).into_iter().zip(handbook.positions()).collect(),
        }
    }

    /// The states of the positions that a document shows, if it carries data.
    pub fn states(&self, origin: &Origin) -> Option<Vec<PositionState>> {
        let Origin::Whole(document) = origin else { return None };
        let shown = document.shown();
        let states = shown.into_iter().map(|(id, position)| self.state(id, position));
        Some(states.collect())
    }

    /// The position is found by its code, else by its department and title, else by where it was written.
    fn state(&self, id: &str, position: &Position) -> PositionState {
        let by_code = position.code.as_ref().and_then(|code| self.by_code.get(code.as_str()));
        let found = by_code.or_else(|| self.by_title.get(&place(position))).or_else(|| self.by_id.get(id));
        match found {
            None => PositionState::Missing,
            Some(now) if position_digest(now) == position_digest(position) => PositionState::Current,
            Some(_) => PositionState::Changed,
        }
    }
}

/// The department and the title.
fn place(position: &Position) -> (Option<&str>, &str) {
    (position.department.as_ref().map(|name| name.as_str()), position.title.as_str())
}
