//! Makes positions, copies them, and takes, moves and renames them.

use std::sync::Arc;

use serde::Deserialize;

use super::change::{Change, FileChange, Refusal};
use super::home::{Home, name_of, title_of};
use super::reading::Reading;
use super::references::{Company, Moved, NameEdit, apply, followed, refuse_other_meanings, titled};
use super::source::{Source, refuse_new_errors, refuse_new_errors_of};
use crate::amend::{self, Content, FieldValue, put};
use crate::diag::{Lang, Text};
use crate::model::skeleton::{self, Newcomer};
use crate::model::{Handbook, Language, POSITION, ProjectNames, file_stem};
use crate::pipeline::Overlay;
use crate::world::World;
use crate::yaml::{Node, Value};

/// What a copy of a position does not have: what only one can have, and what was said of that one alone.
const NOT_COPIED: [&str; 5] = ["code", "document_number", "concurrently", "approvals", "status"];

#[derive(Clone, Debug, Deserialize)]
pub struct NewRequest {
    pub department: String,
    pub title: String,
    /// The position to copy, and the title that it was seen with.
    #[serde(default)]
    pub like: Option<String>,
    #[serde(default)]
    pub seen: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct RemoveRequest {
    pub id: String,
    /// The title that the position was seen with.
    #[serde(default)]
    pub seen: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct MoveRequest {
    pub id: String,
    /// The title that the position was seen with.
    #[serde(default)]
    pub seen: Option<String>,
    pub department: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct RenameRequest {
    pub id: String,
    /// The title that the position was seen with.
    #[serde(default)]
    pub seen: Option<String>,
    pub title: String,
}

/// A new position: a skeleton to fill in, or a copy of another.
pub fn add(world: &dyn World, request: &NewRequest) -> Result<Option<Change>, Refusal> {
    let world = &Reading::new(world);
    let before = Company::load(world);
    let handbook = &before.loaded.handbook;
    let title = title_of(&request.title)?;
    let home = Home::of(handbook, &request.department)?;
    home.refuse_taken(handbook, &title, None)?;
    let mut names = taken_names(world);
    let path = home.claim(&mut names, &title);
    let department = home.needs_key(&path).then(|| home.name.clone());
    let text = match &request.like {
        None => skeleton(world, handbook, &home, &path, &title, department)?,
        Some(like) => copy(world, like, request.seen.as_deref(), &path, &title, department)?,
    };
    let mut overlay = Overlay::new(world);
    overlay.texts.insert(path.as_str().into(), text.into());
    home.list(&mut overlay);
    let after = Company::load(&overlay);
    refuse_new_errors_of(&before.loaded, &after.loaded)?;
    let id = format!("{path}#1");
    let new = after.position(after.number(&id)?)?;
    if new.title.as_str() != title || name_of(new) != home.name {
        return Err(Refusal::by_hand());
    }
    let what = Text::new(format!("新建{title}"), format!("the new position {title}"));
    Ok(Some(Change { files: changes(world, &overlay), what, id: Some(id), references: 0 }))
}

/// Takes a position out; its file goes if nothing else is in it.
pub fn remove(world: &dyn World, request: &RemoveRequest) -> Result<Option<Change>, Refusal> {
    let world = &Reading::new(world);
    let (source, index) = Source::of_position(world, &request.id, request.seen.as_deref())?;
    let title = source.title(index)?;
    let (at, place) = source.place(index)?;
    let mut content = Content::of(&source.documents[at]);
    let after = match source.count() {
        1 => None,
        _ if amend::nth(&mut content, 1).is_ok() => {
            amend::take(&mut content, place).ok_or_else(Refusal::by_hand)?;
            Some(source.with(&content)?)
        }
        _ => Some(without_document(&source, at).ok_or_else(Refusal::by_hand)?),
    };
    if let Some(after) = &after {
        refuse_new_errors(world, &source.path, &source.text, after)?;
    }
    let what = Text::new(format!("删去{title}"), format!("the position {title}, removed"));
    let file = FileChange::new(&source.path, Some(source.text), after.map(Arc::from));
    Ok(Some(Change { files: vec![file], what, id: None, references: 0 }))
}

/// Puts a position into another department: its file into that folder, if the folder is what tells the department.
pub fn transfer(world: &dyn World, request: &MoveRequest) -> Result<Option<Change>, Refusal> {
    let world = &Reading::new(world);
    let (source, index) = Source::of_position(world, &request.id, request.seen.as_deref())?;
    let before = Company::load_whole(world)?;
    let handbook = &before.loaded.handbook;
    let number = before.number(&request.id)?;
    let position = before.position(number)?;
    let home = Home::of(handbook, &request.department)?;
    let title = position.title.to_string();
    if home.name == name_of(position) {
        return Ok(None);
    }
    home.refuse_taken(handbook, &title, Some(number))?;
    let path = &*source.path;
    let own_folder = path.rsplit('/').nth(1).unwrap_or_default();
    let leaves = source.count() == 1 && own_folder == name_of(position);
    let new_path =
        if leaves { home.claim_for(&mut taken_names(world), path, &title) } else { path.to_owned() };
    let others = position.other_departments.iter().map(|name| name.to_string());
    let departments: Vec<String> =
        std::iter::once(home.name.clone()).chain(others.filter(|name| *name != home.name)).collect();
    let is_needed = departments.len() > 1 || home.needs_key(&new_path);
    let said = FieldValue::Texts(if home.name.is_empty() { Vec::new() } else { departments });
    let with_department = |source: &Source, index: usize| {
        let key = POSITION.named("department").ok_or(Refusal::Unknown)?;
        let changed = source.change(index, |content| {
            let is_written = amend::get(content, &POSITION, key).is_some();
            match is_needed || is_written {
                true => put(content, &POSITION, key, &said).ok_or_else(Refusal::by_hand),
                false => Ok(()),
            }
        });
        changed.map(|(_, text)| text)
    };
    let text = with_department(&source, index)?;
    let id = format!("{new_path}#{}", index + 1);
    // First as it would be without the others, who then are told.
    let mut trial = Overlay::new(world);
    put_at(&mut trial, path, &new_path, text.clone());
    let change = Moved { number, from: &request.id, to: &id, title: None };
    let edits = followed(&before, &Company::load(&trial), &change)?;
    let mut overlay = Overlay::new(world);
    apply(&mut overlay, &edits)?;
    let text = match overlay.texts.get(path) {
        Some(text) => with_department(&Source::of(path, text)?, index)?,
        None => text,
    };
    put_at(&mut overlay, path, &new_path, text);
    home.list(&mut overlay);
    let after = Company::load(&overlay);
    refuse_other_meanings(&before, &after, &change)?;
    if name_of(after.position(after.number(&id)?)?) != home.name {
        return Err(Refusal::by_hand());
    }
    let what = Text::new(format!("{title}改到{}", home.name), format!("{title}, moved to {}", home.name));
    Ok(Some(moved(world, &overlay, what, [path, &new_path], id)))
}

/// Gives a position another title, and its file if that is called by it; whoever names the position names it so.
pub fn rename(world: &dyn World, request: &RenameRequest) -> Result<Option<Change>, Refusal> {
    let world = &Reading::new(world);
    let (source, index) = Source::of_position(world, &request.id, request.seen.as_deref())?;
    let before = Company::load_whole(world)?;
    let handbook = &before.loaded.handbook;
    let number = before.number(&request.id)?;
    let position = before.position(number)?;
    let (old, title) = (position.title.to_string(), title_of(&request.title)?);
    if old == title {
        return Ok(None);
    }
    Home::of(handbook, &name_of(position))?.refuse_taken(handbook, &title, Some(number))?;
    let path = &*source.path;
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let wanted = format!("{folder}{}.yaml", file_stem(&title));
    let is_called_so = source.count() == 1 && name == format!("{}.yaml", file_stem(&old));
    let new_path = if is_called_so && taken_names(world).can_be(&wanted) { wanted } else { path.to_owned() };
    let id = format!("{new_path}#{}", index + 1);
    let change = Moved { number, from: &request.id, to: &id, title: Some(&title) };
    let with_edits = |edits: &[NameEdit]| {
        let mut overlay = Overlay::new(world);
        apply(&mut overlay, edits)?;
        if let Some(text) = overlay.texts.get(path).map(|text| text.to_string()) {
            put_at(&mut overlay, path, &new_path, text);
        }
        Ok(overlay)
    };
    let mut edits = titled(&before, number, &title)?;
    // First as it would be without the others, who then are told.
    edits.extend(followed(&before, &Company::load(&with_edits(&edits)?), &change)?);
    let overlay = with_edits(&edits)?;
    refuse_other_meanings(&before, &Company::load(&overlay), &change)?;
    let what = Text::new(format!("{old}改称{title}"), format!("{old}, renamed {title}"));
    Ok(Some(moved(world, &overlay, what, [path, &new_path], id)))
}

/// Gives a file a text and a path.
fn put_at(overlay: &mut Overlay, from: &str, to: &str, text: String) {
    if from != to {
        overlay.texts.remove(from);
        overlay.gone.insert(from.into());
    }
    overlay.texts.insert(to.into(), with_schema_of(&text, from, to).into());
}

fn moved(world: &Reading, overlay: &Overlay, what: Text, own: [&str; 2], id: String) -> Change {
    let files = changes(world, overlay);
    let references = files.iter().filter(|file| !own.contains(&file.path.as_str())).count();
    Change { files, what, id: Some(id), references }
}

/// What an overlay changes in what was read.
fn changes(read: &Reading, overlay: &Overlay) -> Vec<FileChange> {
    let gone = overlay.gone.iter().map(|path| FileChange::new(path, read.text(path), None));
    let texts =
        overlay.texts.iter().map(|(path, text)| FileChange::new(path, read.text(path), Some(text.clone())));
    gone.chain(texts).filter(|file| file.before != file.after).collect()
}

fn taken_names(world: &dyn World) -> ProjectNames {
    let mut names = ProjectNames::default();
    world.files().unwrap_or_default().iter().for_each(|path| names.take(path));
    names
}

/// The text of a new position's file, as `gangwei new position` writes it.
fn skeleton(
    world: &dyn World,
    handbook: &Handbook,
    home: &Home,
    path: &str,
    title: &str,
    department: Option<String>,
) -> Result<String, Refusal> {
    let lang = if handbook.language == Language::English { Lang::En } else { Lang::Zh };
    let newcomer = Newcomer::of(handbook, &home.name, title);
    let schema = skeleton::schema_from(world, path);
    let text = skeleton::short(title, &newcomer, schema.as_deref(), lang);
    let source = Source::of(path, &text)?;
    source.change(0, |content| set(content, "department", department)).map(|(_, text)| text)
}

/// The text of a file with a copy of a position. The comments of a file of its own are copied, too.
fn copy(
    world: &dyn World,
    like: &str,
    seen: Option<&str>,
    path: &str,
    title: &str,
    department: Option<String>,
) -> Result<String, Refusal> {
    let (source, index) = Source::of_position(world, like, seen)?;
    let (at, place) = source.place(index)?;
    let mut content = Content::of(&source.documents[at]);
    let position = amend::nth(&mut content, place).map_err(|_| Refusal::Unknown)?;
    set(position, "title", Some(title.to_owned()))?;
    set(position, "department", department)?;
    NOT_COPIED.iter().try_for_each(|key| set(position, key, None))?;
    if source.count() == 1 {
        return Ok(with_schema_of(&source.with(&content)?, &source.path, path));
    }
    if has_merged(&source.documents[at]) {
        return Err(Refusal::by_hand());
    }
    let schema = skeleton::schema_from(world, path).map(|schema| skeleton::schema_line(&schema));
    Ok(schema.unwrap_or_default() + &amend::written(position))
}

/// Gives a key of a position one text, or takes it out.
fn set(position: &mut Content, key: &str, text: Option<String>) -> Result<(), Refusal> {
    let key = POSITION.named(key).ok_or(Refusal::Unknown)?;
    put(position, &POSITION, key, &FieldValue::Texts(text.into_iter().collect())).ok_or_else(Refusal::by_hand)
}

/// A text whose comment for editors leads from a new path to the schema, if it has one.
fn with_schema_of(text: &str, from: &str, to: &str) -> String {
    let line = |path| skeleton::schema_line(&skeleton::schema_path(path));
    text.replacen(&line(from), &line(to), 1)
}

/// Whether something in it is brought in by a merge key, and stands elsewhere.
fn has_merged(node: &Node) -> bool {
    match &node.value {
        Value::Scalar(_) => false,
        Value::List(items) => items.iter().any(has_merged),
        Value::Map(entries) => entries.iter().any(|entry| entry.merged || has_merged(&entry.value)),
    }
}

/// A file without one of its documents, from its `---` to the next.
fn without_document(source: &Source, at: usize) -> Option<String> {
    let text = &source.text;
    let mut marks: Vec<usize> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line
            .strip_prefix("---")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        {
            marks.push(start);
        }
        start += line.len();
    }
    let own = source.documents.get(at)?.span.start;
    let start = marks.iter().rev().find(|mark| **mark <= own).copied().unwrap_or_default();
    let end = marks.iter().find(|mark| **mark > own).copied().unwrap_or(text.len());
    let after = [&text[..start], &text[end..]].concat();
    let kept = source.documents.iter().enumerate().filter(|(other, _)| *other != at);
    let read = Source::of(&source.path, &after).ok()?.documents;
    let same = kept.clone().zip(&read).all(|((_, before), after)| before.says_the_same(after));
    (same && kept.count() == read.len()).then_some(after)
}
