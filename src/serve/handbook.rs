//! The handbook's own file as a form, and edits of its keys.

use std::io;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::change::{Change, FileChange, Refusal};
use super::key::{EditRequest, set};
use super::position::{digest, values};
use super::reading::Reading;
use super::source::{Source, refuse_new, text};
use crate::amend::Content;
use crate::diag::Text;
use crate::model::{HANDBOOK, HANDBOOKS};
use crate::pipeline::{Overlay, handbook_errors};
use crate::world::World;

/// The id of the handbook's own file among those of positions.
pub const HANDBOOK_ID: &str = "handbook.yaml";

/// What the handbook's file says; nothing where there is no such file yet.
pub fn handbook(world: &dyn World) -> Result<Json, Refusal> {
    let (path, text) = file(world)?;
    let text = text.unwrap_or_default();
    let source = Source::of(path, &text)?;
    let content = source.documents.first().map_or_else(|| Content::map(Vec::new()), Content::of);
    let values = values(&content, &HANDBOOK);
    Ok(json!({
        "id": HANDBOOK_ID,
        "file": path,
        "digest": digest(&text),
        "title": values.get("title"),
        "department": null,
        "values": values,
    }))
}

/// Sets a key of the handbook's file, which is made if there is none; `None` if it says so already.
pub fn edit(world: &dyn World, request: &EditRequest) -> Result<Option<Change>, Refusal> {
    let told = |content: &mut Content| {
        let key = set(content, &HANDBOOK, request)?;
        Ok(key.map(|key| Text::new(format!("手册：{}", key.zh), format!("handbook: {}", key.en))))
    };
    change(&Reading::new(world), told).map(|changed| {
        changed.map(|(what, file)| Change {
            files: vec![file],
            what,
            id: Some(HANDBOOK_ID.to_owned()),
            references: 0,
        })
    })
}

/// Changes what the handbook's file says; `None` if nothing changes.
pub fn change(
    world: &dyn World,
    change: impl FnOnce(&mut Content) -> Result<Option<Text>, Refusal>,
) -> Result<Option<(Text, FileChange)>, Refusal> {
    let (path, before) = file(world)?;
    let source = Source::of(path, before.as_deref().unwrap_or_default())?;
    let written = source.documents.first().filter(|document| !document.is_blank());
    let mut content = written.map_or_else(|| Content::map(Vec::new()), Content::of);
    let Some(what) = change(&mut content)? else { return Ok(None) };
    let after = source.with(&content)?;
    if *after == *source.text {
        return Ok(None);
    }
    refuse_new(&source.text, &after, |text| {
        let mut changed = Overlay::new(world);
        changed.texts.insert(path.into(), text.into());
        handbook_errors(&changed)
    })?;
    Ok(Some((what, FileChange::new(path, before, Some(after.into())))))
}

/// The handbook's file, by the name that it has or shall have, and its text.
fn file(world: &dyn World) -> Result<(&'static str, Option<Arc<str>>), Refusal> {
    for name in HANDBOOKS {
        match text(world, name) {
            Err(Refusal::Unknown) => {}
            text => return Ok((name, Some(text?))),
        }
    }
    // Something else may stand in its place.
    match world.read(HANDBOOK_ID) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Refusal::unreadable(HANDBOOK_ID, &error))
        }
        _ => Ok((HANDBOOK_ID, None)),
    }
}
