//! What has changed since an older state of the handbook, as templates see it.

use std::collections::BTreeMap;

use minijinja::Value;

use crate::diff::{
    ComparedRow, ComparedSubject, Comparison, DepartmentSummary, EventCounts, RowMark, RowMarks, SubjectKind,
    WordChange, WordSegment,
};
use crate::model::POSITION;

/// The variable `changes`. `anchor` tells the anchor of a position that is shown, by its id.
pub fn comparison_value(of: &Comparison, anchor: &dyn Fn(&str) -> Option<Value>) -> Value {
    let subject = |subject: &ComparedSubject| subject_value(subject, anchor);
    let [since, version] = of.versions.clone();
    let has_headcount = of.total.headcount.iter().any(|text| !text.is_empty());
    Value::from_pairs([
        ("since", Value::from(since)),
        ("version", Value::from(version)),
        ("counts", counts(&of.counts)),
        ("departments", of.departments.iter().map(department).collect()),
        ("total", department(&of.total)),
        ("has_headcount", Value::from(has_headcount)),
        ("events", of.events().map(subject).collect()),
        ("subjects", of.subjects.iter().map(subject).collect()),
    ])
}

/// The field `changed` of a position: for each key, the numbers or labels of its rows that have changed.
pub fn marks_value(marks: &RowMarks) -> Value {
    let rows = |key: &str| -> Value { marks.get(key).into_iter().flatten().map(mark).collect() };
    let all: BTreeMap<&str, Value> = POSITION.keys.iter().map(|key| (key.name, rows(key.name))).collect();
    Value::from_pairs(all)
}

fn mark(mark: &RowMark) -> Value {
    match mark {
        RowMark::Number(number) => Value::from(*number),
        RowMark::Label(label) => Value::from(label.as_str()),
    }
}

fn counts(of: &EventCounts) -> Value {
    Value::from_pairs([
        ("new", of.new),
        ("withdrawn", of.withdrawn),
        ("renamed", of.renamed),
        ("moved", of.moved),
        ("changed", of.changed),
    ])
}

fn department(of: &DepartmentSummary) -> Value {
    Value::from_pairs([
        ("name", Value::from(of.name.as_str())),
        ("positions", of.positions.iter().copied().collect()),
        ("headcount", of.headcount.iter().map(String::as_str).collect()),
        ("counts", counts(&of.counts)),
    ])
}

fn subject_value(of: &ComparedSubject, anchor: &dyn Fn(&str) -> Option<Value>) -> Value {
    let kind = match of.kind {
        SubjectKind::Handbook => "handbook",
        SubjectKind::Department => "department",
        SubjectKind::Position => "position",
    };
    Value::from_pairs([
        ("kind", Value::from(kind)),
        ("id", Value::from(of.id.as_deref().and_then(anchor))),
        ("name", Value::from(of.name.as_str())),
        ("department", Value::from(of.department.as_str())),
        ("events", of.events.iter().map(String::as_str).collect()),
        ("rows", of.rows.iter().map(row).collect()),
    ])
}

fn row(of: &ComparedRow) -> Value {
    Value::from_pairs([
        ("item", Value::from(of.item.as_str())),
        ("before", of.before.iter().map(segment).collect()),
        ("after", of.after.iter().map(segment).collect()),
    ])
}

fn segment(of: &WordSegment) -> Value {
    Value::from_pairs([
        ("text", Value::from(of.text.as_str())),
        ("changed", Value::from(of.change != WordChange::Same)),
    ])
}
