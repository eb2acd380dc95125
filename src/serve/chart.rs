//! The organisation chart, to be drawn and rearranged.

use serde_json::{Value as Json, json};

use crate::chart::{Forest, SuperiorOf};
use crate::model::{Handbook, LineKind, Reporting, Superior, folded, position_ids};

/// The positions in use, and the superiors that the handbook does not describe; each with the place of whom it stands
/// below.
pub fn chart(handbook: &Handbook) -> Json {
    let ids = position_ids(handbook);
    let forest = Forest::new(handbook);
    let reporting = Reporting::new(handbook);
    let in_use: Vec<usize> = forest.in_use().collect();
    let mut others: Vec<(&str, &str)> =
        forest.externals.iter().map(|name| (name.as_str(), "external")).collect();
    let mut nodes = Vec::with_capacity(in_use.len());
    for &number in &in_use {
        let post = &forest.posts[number];
        let superior = match post.above {
            Some(SuperiorOf::Post(above)) => in_use.binary_search(&above).ok(),
            Some(SuperiorOf::External(place)) => Some(in_use.len() + place),
            Some(SuperiorOf::Undetermined) | None => {
                let lines = reporting.lines(number).iter();
                let mut unknown = lines.filter(|line| {
                    line.kind == LineKind::Administrative && line.superior == Superior::Unknown
                });
                unknown.next().map(|line| {
                    let known = others.iter().position(|(name, _)| folded(name) == folded(line.name));
                    let place = known.unwrap_or(others.len());
                    if place == others.len() {
                        others.push((line.name, "unknown"));
                    }
                    in_use.len() + place
                })
            }
        };
        nodes.push(json!({
            "id": ids[number],
            "title": post.title,
            "department": forest.departments[post.department].name.as_deref().unwrap_or_default(),
            "headcount": post.headcount.map(|people| people.text(forest.language)),
            "superior": superior,
            "kind": "position",
        }));
    }
    nodes.extend(others.into_iter().map(|(name, kind)| {
        json!({"id": null, "title": name, "department": "", "headcount": null, "superior": null, "kind": kind})
    }));
    json!({"nodes": nodes})
}
