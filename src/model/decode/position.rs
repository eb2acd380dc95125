//! Decodes a position.

use std::collections::HashSet;

use super::fields::{Field, Fields};
use super::labelled::Item;
use super::{Decoder, exact};
use crate::diag::Diagnostic;
use crate::model::keys::{Kind, POSITION, Table};
use crate::model::mistake::{self, Expected};
use crate::model::shape::is_usual_group;
use crate::model::{Duty, DutyGroup, Joiner, Kpi, Passage, Position, Status, Str};
use crate::yaml::{Entry, Node, Value, colon_hint};

/// A position of a file; `folder` names its department where it does not do so itself.
///
/// `None` if it has no title, or is no mapping at all; that is reported.
pub fn position(d: &mut Decoder, node: &Node, folder: Option<&Str>) -> Option<Position> {
    let Some(fields) = Fields::read(d, node, &POSITION) else {
        no_mapping(d, node);
        return None;
    };
    let title = fields.text(d, "title");
    let titled = title.is_some();
    let (department, other_departments) = departments(d, &fields, folder);
    let (reports_to, functional_superiors) = fields.superiors(d, "reports_to");
    let position = Position {
        id: String::new(),
        path: d.path.clone(),
        span: fields.start,
        title: title.unwrap_or_else(|| d.spanned("".into(), fields.start)),
        code: fields.text(d, "code"),
        department,
        other_departments,
        headcount: fields.headcount(d, "headcount"),
        order: fields.integer(d, "order"),
        grade: fields.text(d, "grade"),
        reports_to,
        functional_superiors,
        concurrently: fields.passage(d, "concurrently"),
        parent_department: fields.passage(d, "parent_department"),
        effective_date: fields.text(d, "effective_date"),
        summary: fields.passage(d, "summary"),
        responsibilities: fields.groups(d, "responsibilities"),
        authority: fields.texts(d, "authority"),
        collaboration: fields.labelled(d, "collaboration"),
        qualifications: fields.labelled(d, "qualifications"),
        conditions: fields.labelled(d, "conditions"),
        kpis: kpis(d, &fields),
        career: fields.labelled(d, "career"),
        remarks: fields.texts(d, "remarks"),
        approvals: fields.approvals(d, "approvals"),
        status: status(d, &fields),
        max_pages: fields.whole(d, "max_pages"),
        extra: fields.labelled(d, "extra"),
    };
    // Decoded in any case, so that every mistake is found; without a title it is of no use.
    titled.then_some(position)
}

/// The department that a position stands in, and those that it serves, too, each once.
fn departments(d: &mut Decoder, fields: &Fields, folder: Option<&Str>) -> (Option<Str>, Box<[Str]>) {
    let mut known = HashSet::new();
    let named = fields.passage(d, "department").parts.into_iter();
    let mut named: Vec<Str> = named.filter(|name| known.insert(name.value.clone())).collect();
    let others = named.split_off(named.len().min(1));
    (named.pop().or_else(|| folder.cloned()), others.into())
}

/// A whole file of false colons reads as one long text.
fn no_mapping(d: &mut Decoder, node: &Node) {
    let mistake = mistake::wrong_type_of_position(node);
    let hint = if d.is_full() { None } else { colon_hint(d.lines.text(), node.span.start) };
    match hint {
        Some((span, help)) => d.report(Diagnostic { label: None, ..mistake.with_help(help) }, span),
        None => d.report(mistake, node.span),
    }
}

fn status(d: &mut Decoder, fields: &Fields) -> Status {
    match fields.choice(d, "status") {
        Some("withdrawn") => Status::Withdrawn,
        _ => Status::Active,
    }
}

fn kpis(d: &mut Decoder, fields: &Fields) -> Vec<Kpi> {
    let items = fields.list(d, "kpis");
    let kpi = |item| match item {
        Item::Text(name) => Some(Kpi {
            name,
            target: Passage::default(),
            weight: None,
            cycle: None,
            source: Passage::default(),
        }),
        Item::Fields(fields) => {
            let name = fields.text(d, "name");
            let target = fields.passage(d, "target");
            let (weight, cycle) = (fields.text(d, "weight"), fields.text(d, "cycle"));
            let source = fields.passage(d, "source");
            Some(Kpi { name: name?, target, weight, cycle, source })
        }
    };
    exact(items.into_iter().filter_map(kpi))
}

impl Fields<'_> {
    /// `Superiors`: those in the administrative line, and those in the functional one.
    fn superiors(&self, d: &mut Decoder, key: &str) -> (Passage, Passage) {
        let Some(Field { key, name, value }) = self.get(key) else { return Default::default() };
        let Kind::Superiors(table) = key.kind else { unreachable!("{} is {:?}", key.name, key.kind) };
        let (mut administrative, mut functional) = (Vec::new(), Vec::new());
        let items = match &value.value {
            Value::List(items) => d.limited(items, value, name),
            _ => std::slice::from_ref(value),
        };
        for item in items {
            if let Some(lines) = Fields::read(d, item, table) {
                administrative.extend(lines.passage(d, "administrative").parts);
                functional.extend(lines.passage(d, "functional").parts);
                continue;
            }
            d.joined_lines(item, false);
            administrative.extend(d.text(item, name));
        }
        let joiner = d.comma();
        let passage = |parts: Vec<Str>| Passage { parts: parts.into(), joiner };
        (passage(administrative), passage(functional))
    }

    /// `Groups`: duties in groups, numbered through all of them.
    fn groups(&self, d: &mut Decoder, key: &str) -> Vec<DutyGroup> {
        let Some(Field { key, name, value }) = self.get(key) else { return Vec::new() };
        let Kind::Groups(table) = key.kind else { unreachable!("{} is {:?}", key.name, key.kind) };
        let mut groups = Vec::new();
        match &value.value {
            Value::Map(_) if is_item(value, table) => {
                groups.push(DutyGroup { label: None, items: duties(d, value, name, table) });
            }
            Value::Map(all) => {
                let all = d.limited(all, value, name);
                for (own, entry) in d.unique(all, |own| own.into()) {
                    let label = d.key_text(entry, name);
                    groups.push(DutyGroup { label, items: duties(d, &entry.value, own, table) });
                }
            }
            Value::List(items) if items.iter().all(|item| is_group(item, table)) && !items.is_empty() => {
                for item in d.limited(items, value, name) {
                    let Value::Map(entries) = &item.value else { continue };
                    for (own, entry) in d.unique(entries, |own| own.into()) {
                        let edit = d.without_dash(&entry.key);
                        let told = mistake::group_as_item(own);
                        d.report(edit.into_iter().fold(told, Diagnostic::with_edit), entry.key.span);
                        let label = d.key_text(entry, name);
                        groups.push(DutyGroup { label, items: duties(d, &entry.value, own, table) });
                    }
                }
            }
            Value::List(_) => groups.push(DutyGroup { label: None, items: duties(d, value, name, table) }),
            Value::Scalar(_) => {
                let told = mistake::wrong_type(name, Expected::Groups, value);
                d.report(Diagnostic { fix: d.as_only_item(value), ..told }, value.span);
                groups.push(DutyGroup { label: None, items: duties(d, value, name, table) });
            }
        }
        groups.retain(|group| !group.items.is_empty());
        for (number, duty) in (1..).zip(groups.iter_mut().flat_map(|group| &mut group.items)) {
            duty.number = number;
        }
        groups
    }
}

/// Whether a mapping is a duty without its dash, rather than groups of duties.
fn is_item(node: &Node, table: &'static Table) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let key = |entry: &Entry| entry.key.as_scalar().and_then(|key| table.find(&key.text));
    let required = |entry: &Entry| key(entry).is_some_and(|at| table.keys[at].required);
    entries.iter().all(|entry| key(entry).is_some()) && entries.iter().any(required)
}

/// Whether an item of a list is a group of duties with a dash too many: `- 主要工作:` over a list.
fn is_group(item: &Node, table: &'static Table) -> bool {
    let Value::Map(entries) = &item.value else { return false };
    entries.iter().all(|Entry { key, value, .. }| {
        let name = key.as_scalar().map_or("", |key| &key.text);
        let group = matches!(value.value, Value::List(_)) || is_usual_group(name);
        table.find(name).is_none() && group
    })
}

fn duties(d: &mut Decoder, node: &Node, name: &str, table: &'static Table) -> Vec<Duty> {
    if node.is_blank() {
        return Vec::new();
    }
    let items = d.items(node, name, table, true);
    exact(items.into_iter().map(|item| duty(d, item)))
}

/// Its number comes later.
fn duty(d: &mut Decoder, item: Item) -> Duty {
    match item {
        Item::Text(text) => Duty {
            number: 0,
            description: Passage { parts: [text].into(), joiner: Joiner::LineBreak },
            standard: Passage::default(),
            weight: None,
            frequency: None,
            output: Passage::default(),
        },
        Item::Fields(fields) => Duty {
            number: 0,
            description: fields.passage(d, "description"),
            standard: fields.passage(d, "standard"),
            weight: fields.text(d, "weight").map(Box::new),
            frequency: fields.text(d, "frequency").map(Box::new),
            output: fields.passage(d, "output"),
        },
    }
}
