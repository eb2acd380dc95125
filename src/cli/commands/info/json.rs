//! What is known of a file, as programs read it.

use serde_json::{Value as Json, json};

use super::file::{FileInfo, PositionState};
use crate::carried::{CarriedDocument, Origin, Properties, Shown, TemplateStamp};
use crate::model::Str;

/// One object, on one line.
pub fn write(of: &FileInfo) -> String {
    let mut object = match &of.origin {
        Origin::Foreign => json!({"origin": "foreign"}),
        Origin::Bare(properties) => bare(properties),
        Origin::Whole(document) => whole(document, of.states.as_deref()),
    };
    object["file"] = of.path.display().to_string().into();
    object.to_string() + "\n"
}

fn bare(of: &Properties) -> Json {
    json!({
        "origin": "bare",
        "program": of.program,
        "saved_by": of.application,
        "template": of.template.as_ref().map(template),
        "digest": of.digest,
        "positions": of.positions.iter().map(|id| json!({"id": id})).collect::<Vec<_>>(),
    })
}

fn whole(of: &CarriedDocument, states: Option<&[PositionState]>) -> Json {
    let text = |value: &Option<Str>| value.as_ref().map(|value| value.to_string());
    let positions = of.shown().into_iter().enumerate().map(|(at, (id, position))| {
        json!({
            "id": id,
            "department": text(&position.department),
            "title": position.title.as_str(),
            "code": text(&position.code),
            "digest": crate::model::position_digest(position),
            "state": states.and_then(|states| states.get(at)).map(|state| match state {
                PositionState::Current => "current",
                PositionState::Changed => "changed",
                PositionState::Missing => "missing",
            }),
        })
    });
    let (shows, department) = match &of.project.shown {
        Shown::Handbook => ("handbook", None),
        Shown::Department(name) => ("department", Some(name)),
        Shown::Position(_) => ("position", None),
    };
    json!({
        "origin": "whole",
        "program": of.project.program,
        "saved_by": of.properties.application,
        "handbook": {
            "title": of.handbook.title.as_str(),
            "company": text(&of.handbook.company),
            "version": text(&of.handbook.version),
        },
        "shows": shows,
        "department": department,
        "template": template(&of.project.template),
        "digest": of.project.digest(),
        "positions": positions.collect::<Vec<_>>(),
    })
}

fn template(of: &TemplateStamp) -> Json {
    json!({"name": of.name, "digest": of.digest})
}
