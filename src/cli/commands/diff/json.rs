//! Differences as programs read them.

use serde_json::{Value as Json, json};

use crate::diag::Lang;
use crate::diff::{
    Difference, DifferenceKind, HandbookDifferences, PositionEvent, PositionPlace, WordChange, words,
};

/// One object, on one line.
pub fn write(found: &HandbookDifferences, lang: Lang) -> String {
    let all = |differences: &[Difference]| -> Vec<Json> {
        differences.iter().map(|one| difference(one, lang)).collect()
    };
    let departments: Vec<Json> = found
        .departments
        .iter()
        .map(|of| {
            json!({
                "name": of.name,
                "listed": of.is_listed,
                "positions": of.positions,
                "headcount": of.headcount,
                "differences": all(&of.differences),
            })
        })
        .collect();
    let positions: Vec<Json> = found
        .positions
        .iter()
        .map(|of| {
            json!({
                "before": of.before.as_ref().map(place),
                "after": of.after.as_ref().map(place),
                "events": of.events.iter().map(|event| event_name(*event)).collect::<Vec<_>>(),
                "differences": all(&of.differences),
            })
        })
        .collect();
    let found = json!({"handbook": all(&found.handbook), "departments": departments, "positions": positions});
    found.to_string() + "\n"
}

fn place(place: &PositionPlace) -> Json {
    json!({"department": place.department, "title": place.title, "code": place.code, "id": place.id})
}

fn difference(of: &Difference, lang: Lang) -> Json {
    let kind = match of.kind {
        DifferenceKind::Added => "added",
        DifferenceKind::Removed => "removed",
        DifferenceKind::Changed => "changed",
        DifferenceKind::Moved => "moved",
    };
    let segments: Vec<Json> = match of.kind {
        DifferenceKind::Changed => words(&of.before, &of.after)
            .into_iter()
            .map(|segment| {
                let change = match segment.change {
                    WordChange::Same => "same",
                    WordChange::Removed => "removed",
                    WordChange::Added => "added",
                };
                json!([change, segment.text])
            })
            .collect(),
        _ => Vec::new(),
    };
    let fields: Vec<Json> = of
        .fields
        .iter()
        .map(|field| json!({"field": field.key.map(|key| key.name), "text": field.text}))
        .collect();
    json!({
        "kind": kind,
        "key": of.key.name,
        "name": of.key.name_in(lang),
        "functional": of.is_second,
        "labels": of.labels,
        "field": of.field.map(|field| field.name),
        "numbers": of.numbers,
        "fields": fields,
        "before": of.before,
        "after": of.after,
        "words": segments,
    })
}

fn event_name(event: PositionEvent) -> &'static str {
    match event {
        PositionEvent::New => "new",
        PositionEvent::Withdrawn => "withdrawn",
        PositionEvent::Restored => "restored",
        PositionEvent::Renamed => "renamed",
        PositionEvent::Moved => "moved",
    }
}
