//! A project as the editor lists it.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::findings::findings;
use super::parameters::parameter;
use crate::model::{Language, Status, position_ids};
use crate::pipeline::{self, Options};
use crate::world::World;

/// The departments with their positions, and what the checks find.
pub fn project(world: &dyn World, options: &Options) -> Json {
    let (handbook, mut report) = pipeline::survey(world, options);
    let parameters = pipeline::shown_parameters(world, options);
    report.sources.extend(parameters.report.sources);
    report.diagnostics.extend(parameters.report.diagnostics);
    let found = findings(&report.diagnostics, &report.sources, &handbook);
    let mut counts: HashMap<&str, [usize; 2]> = HashMap::new();
    for finding in &found {
        let Some(id) = finding["position"].as_str() else { continue };
        let counts = counts.entry(id).or_default();
        match finding["severity"].as_str() {
            Some("error") => counts[0] += 1,
            Some("warning") => counts[1] += 1,
            _ => {}
        }
    }
    let parameters: Vec<Json> = parameters.value.iter().flatten().map(parameter).collect();
    let ids = position_ids(&handbook);
    let mut ids = ids.iter();
    let departments: Vec<Json> = handbook
        .departments
        .iter()
        .map(|department| {
            let positions: Vec<Json> = department
                .positions
                .iter()
                .zip(&mut ids)
                .map(|(position, id)| {
                    let [errors, warnings] = counts.get(id.as_str()).copied().unwrap_or_default();
                    json!({
                        "id": id,
                        "title": position.title.as_str(),
                        "code": position.code.as_ref().map(|code| code.as_str()),
                        "status": if position.status == Status::Active { "active" } else { "withdrawn" },
                        "errors": errors,
                        "warnings": warnings,
                    })
                })
                .collect();
            json!({"name": department.name.as_ref().map_or("", |name| name.as_str()), "positions": positions})
        })
        .collect();
    json!({
        "title": handbook.title.as_str(),
        "company": handbook.company.as_ref().map(|company| company.as_str()),
        "language": if handbook.language == Language::Chinese { "zh" } else { "en" },
        "departments": departments,
        "findings": found,
        "parameters": parameters,
        "set": handbook.template.as_ref().map_or("standard", |set| set.as_str()),
    })
}
