//! Findings as the editor shows them: with the position and the key that they are about.

use std::cell::OnceCell;
use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::places::{item_at, items};
use crate::diag::{Diagnostic, LineIndex, Severity, Sources, Span};
use crate::model::{Handbook, POSITION, Position, SPELLING, position_ids, positions_of};
use crate::yaml::{self, Value};

/// A position of a file: its id, where it begins, and the texts of its lists, once they are asked for.
struct Owner<'h> {
    id: String,
    start: usize,
    position: &'h Position,
    items: OnceCell<Vec<(Span, String)>>,
}

/// Findings in the order in which they were found.
pub fn findings(found: &[Diagnostic], sources: &Sources, handbook: &Handbook) -> Vec<Json> {
    let mut owners: HashMap<&str, Vec<Owner>> = HashMap::new();
    for (position, id) in handbook.positions().zip(position_ids(handbook)) {
        owners.entry(&position.path).or_default().push(Owner {
            id,
            start: position.span.start,
            position,
            items: OnceCell::new(),
        });
    }
    owners.values_mut().for_each(|owners| owners.sort_by_key(|owner| owner.start));
    let mut keys: HashMap<&str, Vec<(usize, &'static str)>> = HashMap::new();
    let mut shown = Vec::with_capacity(found.len());
    for finding in found {
        let place = finding.place.as_ref();
        let path = place.map(|place| &*place.path);
        let text = path.and_then(|path| sources.text(path));
        let span = place.and_then(|place| place.span);
        let at = text.zip(span).map(|(text, span)| LineIndex::new(text).position(span.start));
        let owner = path.and_then(|path| {
            let owners = owners.get(path)?;
            let at = owners.partition_point(|owner| owner.start <= span.map_or(0, |span| span.start));
            owners.get(at.saturating_sub(1))
        });
        let key = path.zip(text).zip(span).filter(|_| owner.is_some()).and_then(|((path, text), span)| {
            let keys = keys.entry(path).or_insert_with(|| self::keys(path, text));
            let at = keys.partition_point(|(start, _)| *start <= span.start);
            keys.get(at.checked_sub(1)?).map(|(_, name)| *name)
        });
        let item = owner
            .zip(span)
            .and_then(|(owner, span)| item_at(owner.items.get_or_init(|| items(owner.position)), span.start));
        let sentence = finding.sentence();
        shown.push(json!({
            "code": finding.code.name(),
            "severity": match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                _ => "note",
            },
            "zh": sentence.zh,
            "en": sentence.en,
            "helpZh": finding.help.as_ref().map(|help| &help.zh),
            "helpEn": finding.help.as_ref().map(|help| &help.en),
            "path": path,
            "line": at.map(|at| at.line),
            "column": at.map(|at| at.column),
            "position": owner.map(|owner| &owner.id),
            "key": item.or(key),
            "fix": !finding.fix.is_empty(),
        }));
    }
    shown
}

/// Where the keys of a file's positions begin, in order.
fn keys(path: &str, text: &str) -> Vec<(usize, &'static str)> {
    let read = yaml::parse_with(&path.into(), text.as_bytes(), SPELLING);
    let mut keys = Vec::new();
    for position in read.documents.iter().flat_map(positions_of) {
        let Value::Map(entries) = &position.value else { continue };
        for entry in entries.iter().filter(|entry| !entry.merged) {
            let name = entry.key.as_scalar().and_then(|key| POSITION.find(&key.text));
            keys.extend(name.map(|at| (entry.key.span.start, POSITION.keys[at].name)));
        }
    }
    keys.sort_unstable();
    keys
}
