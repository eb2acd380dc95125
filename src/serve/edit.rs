//! Sets a key of a position, or of the handbook, in its file.

use super::change::{Change, FileChange, Refusal};
use super::handbook::{self, HANDBOOK_ID};
use super::key::{EditRequest, set};
use super::reading::Reading;
use super::source::{Source, refuse_new_errors, title};
use crate::diag::Text;
use crate::model::POSITION;
use crate::world::World;

/// Makes an edit; `None` if the file says so already.
pub fn edit(world: &dyn World, request: &EditRequest) -> Result<Option<Change>, Refusal> {
    if request.id == HANDBOOK_ID {
        return handbook::edit(world, request);
    }
    let world = &Reading::new(world);
    // Whoever changes the title says so by `base`.
    let seen = request.seen.as_deref().filter(|_| request.key != "title");
    let (source, index) = Source::of_position(world, &request.id, seen)?;
    let (what, after) = source.change(index, |position| {
        let title = title(position);
        let key = set(position, &POSITION, request)?;
        Ok(key.map(|key| Text::new(format!("{title}：{}", key.zh), format!("{title}: {}", key.en))))
    })?;
    let Some(what) = what.filter(|_| *after != *source.text) else { return Ok(None) };
    refuse_new_errors(world, &source.path, &source.text, &after)?;
    let file = FileChange::new(&source.path, Some(source.text), Some(after.into()));
    Ok(Some(Change { files: vec![file], what, id: Some(request.id.clone()), references: 0 }))
}
