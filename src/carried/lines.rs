//! Writes handbooks and positions anew: without comments, in the author's order and with his names of keys.

use std::sync::Arc;

use super::document::CarriedFile;
use crate::amend::{Content, ContentEntry, ContentValue, written};
use crate::diag::Sources;
use crate::model::keys::{KeyTable, LABELS, PARTNERS, RowLabel};
use crate::model::{
    DEPARTMENT, HANDBOOK, Handbook, Language, POSITION, Position, SPELLING, TABLES, position_digest,
    positions_of,
};
use crate::yaml::{self, Entry, Node, Scalar, Value};

const LANGUAGE: &str = "language";
/// What the handbook's own file says to every document.
const OF_ALL: [&str; 13] = [
    LANGUAGE,
    "title",
    "company",
    "version",
    "effective_date",
    "document_number",
    "confidentiality",
    "template",
    "template_options",
    "max_pages",
    "labels",
    "watermark",
    "external_roles",
];
/// What only the document of the whole handbook shows of it.
const OF_HANDBOOK: [&str; 3] = ["revisions", "approvals", "foreword"];
/// What it takes to name a position that a document does not show, and to tell how it is related to those it shows.
const OF_STUB: [&str; 6] = ["title", "code", "department", "order", "reports_to", "concurrently"];

/// The handbook's own file.
pub struct HandbookText {
    path: Arc<str>,
    /// Each key in the author's order, with its lines.
    entries: Vec<(&'static str, String)>,
    /// The name of the key of departments, and each department with its lines.
    departments_key: String,
    departments: Vec<(String, String)>,
}

/// A position.
pub struct PositionText {
    pub digest: String,
    /// Its lines.
    pub whole: String,
    /// The lines that it takes to name it.
    pub stub: String,
}

impl PositionText {
    /// The positions of a file, in the order in which they stand there.
    pub fn of_file(path: &Arc<str>, positions: &[&Position], sources: &Sources) -> Vec<PositionText> {
        let documents = parsed(path, sources);
        let nodes = documents.iter().flat_map(positions_of);
        nodes.zip(positions).map(|(node, position)| PositionText::of(node, position)).collect()
    }

    fn of(node: &Node, position: &Position) -> PositionText {
        let entries = match &node.value {
            Value::Map(entries) => entries_of(entries),
            _ => Vec::new(),
        };
        let is_of_stub =
            |entry: &&ContentEntry| key_name(&POSITION, entry).is_some_and(|name| OF_STUB.contains(&name));
        let stub = entries.iter().filter(is_of_stub).cloned().collect();
        PositionText {
            digest: position_digest(position),
            whole: written(&Content::map(entries)),
            stub: written(&Content::map(stub)),
        }
    }
}

fn parsed(path: &Arc<str>, sources: &Sources) -> Vec<Node> {
    let text = sources.text(path).map_or("", |text| text);
    yaml::documents(path, text, SPELLING)
}

impl HandbookText {
    pub fn of(handbook: &Handbook, sources: &Sources) -> HandbookText {
        let path = &handbook.title.path;
        let documents = parsed(path, sources);
        let entries = match documents.first().map(|document| &document.value) {
            Some(Value::Map(entries)) => entries_of(entries),
            _ => Vec::new(),
        };
        let mut own = HandbookText {
            path: path.clone(),
            entries: Vec::new(),
            departments_key: String::new(),
            departments: Vec::new(),
        };
        for entry in entries {
            let Some(name) = key_name(&HANDBOOK, &entry) else { continue };
            match name {
                "departments" => {
                    own.departments_key = entry.key.clone();
                    own.departments = departments(&entry.value);
                }
                // As it was chosen, which need not be as it is written.
                LANGUAGE => {}
                _ => own.entries.push((name, written(&Content::map(vec![entry])))),
            }
        }
        if handbook.language != Language::default() {
            own.entries.push((LANGUAGE, format!("{LANGUAGE}: {}\n", handbook.language.code())));
        }
        own
    }

    /// The file for a document that shows these departments.
    pub fn file(&self, departments: &[&str], is_whole: bool) -> CarriedFile {
        let is_shown = |name: &&str| OF_ALL.contains(name) || is_whole && OF_HANDBOOK.contains(name);
        let entries = self.entries.iter().filter(|(name, _)| is_shown(name)).map(|(_, lines)| lines.as_str());
        let mut text: String = entries.collect();
        let mut departments =
            self.departments.iter().filter(|(name, _)| departments.contains(&name.as_str())).peekable();
        if departments.peek().is_some() {
            text.extend([&self.departments_key, ":\n"]);
            departments.for_each(|(_, lines)| text.push_str(lines));
        }
        CarriedFile { path: self.path.clone(), text }
    }
}

/// Each department of a list with its lines, as an item.
fn departments(list: &Content<'static>) -> Vec<(String, String)> {
    let ContentValue::List(items) = &list.value else { return Vec::new() };
    let named = |entry: &&ContentEntry| key_name(&DEPARTMENT, entry) == Some("name");
    let of_item = |department: &Content<'static>| {
        let name = match &department.value {
            ContentValue::Text(name) => name,
            ContentValue::Map(entries) => entries.iter().find(named)?.value.as_text()?,
            ContentValue::List(_) => return None,
        };
        Some((name.trim().to_owned(), written(&Content::list(vec![department.clone()]))))
    };
    items.iter().filter_map(of_item).collect()
}

/// The English name of a key.
fn key_name(table: &'static KeyTable, entry: &ContentEntry) -> Option<&'static str> {
    Some(table.keys.get(table.find(&entry.key)?)?.name)
}

/// Lines as an item of a list.
pub fn item(lines: &str) -> String {
    let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
    marks.zip(lines.lines()).map(|(mark, line)| format!("{mark}{line}\n")).collect()
}

/// What a node says, with the entries that merge keys bring in.
fn content(node: &Node) -> Content<'static> {
    match &node.value {
        Value::Scalar(scalar) if scalar.is_null() => Content::text(""),
        // The line break at its end is not part of what it says.
        Value::Scalar(Scalar { text, block: true, .. }) => {
            Content::text(text.strip_suffix('\n').unwrap_or(text))
        }
        Value::Scalar(Scalar { text, .. }) => Content::text(text.clone()),
        Value::List(items) => Content::list(items.iter().map(content).collect()),
        Value::Map(entries) => Content::map(entries_of(entries)),
    }
}

/// The entries of a mapping. One that a merge key brings in gives way to its own of the same key.
fn entries_of(entries: &[Entry]) -> Vec<ContentEntry<'static>> {
    let mut kept: Vec<ContentEntry> = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some(key) = entry.key.as_scalar().map(|key| &key.text) else { continue };
        if !entry.merged || !kept.iter().any(|own| is_same_key(&own.key, key)) {
            kept.push(ContentEntry::new(key.clone(), content(&entry.value)));
        }
    }
    kept
}

/// Whether two names are of one key, or of one label.
fn is_same_key(one: &str, other: &str) -> bool {
    let is_of_both = |label: &RowLabel| [one, other].iter().all(|name| label.names().any(|own| own == *name));
    one == other
        || LABELS.iter().chain(&PARTNERS).any(is_of_both)
        || TABLES.iter().any(|table| table.find(one).is_some_and(|key| table.find(other) == Some(key)))
}
