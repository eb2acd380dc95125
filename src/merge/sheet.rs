//! What positions say, key by key, in the files of a project or of an import.

use std::collections::HashMap;
use std::sync::Arc;

use crate::amend::{self, Content, FieldValue};
use crate::diag::{Diagnostic, Sources};
use crate::model::keys::DataKey;
use crate::model::{
    Department, Handbook, Keyed, Loaded, POSITION, Position, SPELLING, Str, load, parted_id, position_ids,
    positions_of,
};
use crate::world::World;
use crate::yaml;

/// A state of a handbook, with what its files say.
pub struct State {
    pub handbook: Handbook,
    pub sources: Sources,
    /// As in [`position_ids`], in the handbook's order.
    pub ids: Vec<String>,
    sheets: Vec<Sheet>,
}

/// What a position says, by key.
pub type Sheet = Vec<(&'static DataKey, FieldValue)>;

impl State {
    /// Reads a project.
    ///
    /// # Errors
    /// All of its errors, with the texts that they point into.
    pub fn read(world: &dyn World) -> Result<State, (Vec<Diagnostic>, Sources)> {
        let loaded = load(world);
        if loaded.diagnostics.iter().any(Diagnostic::is_error) {
            return Err((loaded.diagnostics, loaded.sources));
        }
        Ok(State::of(loaded))
    }

    /// Reads what somebody else wrote, with all its mistakes.
    pub fn read_anyhow(world: &dyn World) -> State {
        State::of(load(world))
    }

    fn of(loaded: Loaded) -> State {
        let sources = loaded.sources;
        let ids = position_ids(&loaded.handbook);
        let mut files: HashMap<&str, Vec<Sheet>> = HashMap::new();
        let sheets = ids.iter().map(|id| {
            let (path, at) = parted_id(id)?;
            let all = files.entry(path).or_insert_with(|| {
                let path: Arc<str> = path.into();
                sources.text(&path).map(|text| sheets(&path, text)).unwrap_or_default()
            });
            all.get(at).cloned()
        });
        let sheets = sheets.map(Option::unwrap_or_default).collect();
        State { handbook: loaded.handbook, sources, ids, sheets }
    }

    pub fn positions(&self) -> Vec<&Position> {
        self.handbook.positions().collect()
    }

    /// Whether a text, without white space, is a part of what somebody has written in the files.
    pub fn says(&self, text: &str) -> bool {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let is_in = |texts: Vec<&Str>| texts.into_iter().any(|own| bare(own).contains(text));
        let departments = self.handbook.departments.iter();
        is_in(self.handbook.own().texts())
            || departments.map(Department::own).any(|department| is_in(department.texts()))
            || self.positions().into_iter().any(|position| is_in(position.texts()))
    }

    /// What a position says of a key.
    pub fn get(&self, at: usize, key: &DataKey) -> Option<&FieldValue> {
        self.sheets.get(at)?.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }
}

/// The positions of a file.
fn sheets(path: &Arc<str>, text: &str) -> Vec<Sheet> {
    let read = yaml::parse_with(path, text.as_bytes(), SPELLING);
    let nodes = read.documents.iter().flat_map(positions_of);
    let sheet = |node| {
        let content = Content::of(node);
        let keys = POSITION.keys.iter();
        keys.filter_map(|key| Some((key, amend::get(&content, &POSITION, key)?))).collect()
    };
    nodes.map(sheet).collect()
}
