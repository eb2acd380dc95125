//! Decodes a position.

use std::collections::HashSet;

use super::decoder::Decoder;
use super::fields::{Field, Fields};
use super::read::*;
use crate::diag::Diagnostic;
use crate::model::choice::Status;
use crate::model::expected::Expected;
use crate::model::keys::{LABELS, PARTNERS};
use crate::model::mistake;
use crate::model::records::{
    Approval, DUTY, Duty, DutyGroup, Kpi, POSITION, Position, SUPERIORS, Superiors, Task, part_records,
    position_record,
};
use crate::model::shape::is_usual_group;
use crate::model::{Passage, Str};
use crate::yaml::{Entry, Node, Value, colon_hint};

position_record!(reading);
part_records!(reading);

/// A position of a file; `folder` names its department where it does not do so itself.
///
/// `None` if it has no title, or is no mapping at all; that is reported.
pub fn position(d: &mut Decoder, node: &Node, folder: Option<&Str>) -> Option<Position> {
    let Some(fields) = Fields::read(d, node, &POSITION) else {
        no_mapping(d, node);
        return None;
    };
    let mut position = Position { path: d.path.clone(), span: fields.start, ..Position::read(d, &fields) };
    position.department = position.department.or_else(|| folder.cloned());
    position.kpis.retain(|kpi| !kpi.name.is_empty());
    (!position.title.is_empty()).then_some(position)
}

/// The department that a position stands in, and those that it serves, too, each once.
fn departments(d: &mut Decoder, field: Field) -> (Option<Str>, Box<[Str]>) {
    let mut known = HashSet::new();
    let named = names(d, field).parts.into_iter();
    let mut named: Vec<Str> = named.filter(|name| known.insert(name.value.clone())).collect();
    let others = named.split_off(named.len().min(1));
    (named.pop(), others.into())
}

/// Reports a node that is no mapping. A file in which all colons are false reads as one long text.
fn no_mapping(d: &mut Decoder, node: &Node) {
    let mistake = mistake::wrong_type_of_position(node);
    let hint = if d.is_full() { None } else { colon_hint(d.lines.text(), node.span.start) };
    match hint {
        Some((span, help)) => d.report(Diagnostic { label: None, ..mistake.with_help(help) }, span),
        None => d.report(mistake, node.span),
    }
}

/// Those in the administrative line, and those in the functional one.
fn superiors(d: &mut Decoder, Field { name, value }: Field) -> (Passage, Passage) {
    let (mut administrative, mut functional) = (Vec::new(), Vec::new());
    let items = match &value.value {
        Value::List(items) => d.limited(items, value, name),
        _ => std::slice::from_ref(value),
    };
    for item in items {
        if let Some(fields) = Fields::read(d, item, &SUPERIORS) {
            let lines = Superiors::read(d, &fields);
            administrative.extend(lines.administrative.parts);
            functional.extend(lines.functional.parts);
            continue;
        }
        d.joined_lines(item, false);
        administrative.extend(d.text(item, name));
    }
    let joiner = d.comma();
    let passage = |parts: Vec<Str>| Passage { parts: parts.into(), joiner };
    (passage(administrative), passage(functional))
}

/// Duties in groups, numbered through all of them.
fn groups(d: &mut Decoder, Field { name, value }: Field) -> Vec<DutyGroup> {
    let mut groups = Vec::new();
    match &value.value {
        Value::Map(_) if is_item(value) => {
            groups.push(DutyGroup { label: None, items: duties(d, value, name) });
        }
        Value::Map(all) => {
            let all = d.limited(all, value, name);
            for (own, entry) in d.unique(all, |own| own.into()) {
                let label = d.key_text(entry, name);
                groups.push(DutyGroup { label, items: duties(d, &entry.value, own) });
            }
        }
        Value::List(items) if items.iter().all(is_group) && !items.is_empty() => {
            for item in d.limited(items, value, name) {
                let Value::Map(entries) = &item.value else { continue };
                for (own, entry) in d.unique(entries, |own| own.into()) {
                    let edit = d.without_dash(&entry.key);
                    let told = mistake::group_as_item(own);
                    d.report(edit.into_iter().fold(told, Diagnostic::with_edit), entry.key.span);
                    let label = d.key_text(entry, name);
                    groups.push(DutyGroup { label, items: duties(d, &entry.value, own) });
                }
            }
        }
        Value::List(_) => groups.push(DutyGroup { label: None, items: duties(d, value, name) }),
        Value::Scalar(_) => {
            let told = mistake::wrong_type(name, Expected::Groups, value);
            d.report(Diagnostic { fix: d.as_only_item(value), ..told }, value.span);
            groups.push(DutyGroup { label: None, items: duties(d, value, name) });
        }
    }
    groups.retain(|group| !group.items.is_empty());
    for (number, duty) in (1..).zip(groups.iter_mut().flat_map(|group| &mut group.items)) {
        duty.number = number;
    }
    groups
}

/// Whether a mapping is a duty without its dash, rather than groups of duties.
fn is_item(node: &Node) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let key = |entry: &Entry| entry.key.as_scalar().and_then(|key| DUTY.named(&key.text));
    let required = |entry: &Entry| key(entry).is_some_and(|key| key.required);
    entries.iter().all(|entry| key(entry).is_some()) && entries.iter().any(required)
}

/// Whether an item of a list is a group of duties with a dash too many: `- 主要工作:` over a list.
fn is_group(item: &Node) -> bool {
    let Value::Map(entries) = &item.value else { return false };
    entries.iter().all(|Entry { key, value, .. }| {
        let name = key.as_scalar().map_or("", |key| &key.text);
        let group = matches!(value.value, Value::List(_)) || is_usual_group(name);
        DUTY.named(name).is_none() && group
    })
}

fn duties(d: &mut Decoder, value: &Node, name: &str) -> Vec<Duty> {
    if value.is_blank() { Vec::new() } else { list(d, Field { name, value }) }
}
