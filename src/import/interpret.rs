//! The value of a section, by the kind of its key.

use super::draft::Value;
use super::duties::duties;
use super::label::Record;
use super::section::Section;
use super::values::ValueReader;
use crate::model::keys::{DataKey, KeyKind};

/// The value of a key; `None` if its section is blank.
pub fn value(reader: &mut ValueReader, key: &'static DataKey, section: &Section) -> Option<Value> {
    match key.kind {
        _ if key.name == "title" => reader.first(section),
        KeyKind::Date => reader.date(section),
        KeyKind::Headcount => reader.headcount(section),
        KeyKind::Lines | KeyKind::Prose => reader.prose(section),
        KeyKind::Names | KeyKind::Superiors(_) => reader.names(section),
        KeyKind::Texts | KeyKind::Roles => reader.list(section),
        KeyKind::Groups(_) => duties(reader, section),
        KeyKind::Labelled(rows) => reader.labelled(section, key, rows),
        KeyKind::List { .. } if key.name == "approvals" => reader.records(section, Record::Approval),
        KeyKind::List { .. } => reader.records(section, Record::Kpi),
        _ => reader.text(section),
    }
}
