//! Sets a key of a position, or of the handbook, in its file.

use super::change::{Change, FileChange, Refusal};
use super::handbook::{self, HANDBOOK_ID};
use super::key::{EditRequest, set};
use super::source::{Source, refuse_new_errors};
use crate::amend::{Content, FieldValue, get};
use crate::diag::Text;
use crate::model::{POSITION, parted_id};
use crate::world::World;

/// Makes an edit; `None` if the file says so already.
pub fn edit(world: &dyn World, request: &EditRequest) -> Result<Option<Change>, Refusal> {
    if request.id == HANDBOOK_ID {
        return handbook::edit(world, request);
    }
    let (path, index) = parted_id(&request.id);
    let source = Source::read(world, path)?;
    let (what, after) = source.change(index, |position| {
        let title = title(position);
        let key = set(position, &POSITION, request)?;
        Ok(key.map(|key| Text::new(format!("{title}：{}", key.zh), format!("{title}: {}", key.en))))
    })?;
    let Some(what) = what.filter(|_| *after != *source.text) else { return Ok(None) };
    refuse_new_errors(world, path, &source.text, &after)?;
    let file = FileChange::new(path, Some(source.text), Some(after.into()));
    Ok(Some(Change { files: vec![file], what, id: Some(request.id.clone()), references: 0 }))
}

/// The title that a position's file gives it.
pub fn title(position: &Content) -> String {
    let title = POSITION.named("title").and_then(|key| get(position, &POSITION, key));
    match title {
        Some(FieldValue::Texts(texts)) => texts.join(""),
        _ => String::new(),
    }
}
