//! Decodes `handbook.yaml`.

use std::collections::HashMap;

use super::decoder::Decoder;
use super::fields::Fields;
use super::read::*;
use crate::diag::{Diagnostic, Span};
use crate::model::Str;
use crate::model::choice::{ArchiveLevel, CheckLevel, Language};
use crate::model::expected::Expected;
use crate::model::mistake;
use crate::model::records::{
    Approval, Department, Docx, HANDBOOK, Handbook, Pdf, Revision, department_records, handbook_record,
};
use crate::yaml::{Node, colon_hint};

handbook_record!(reading);
department_records!(reading);

/// What a handbook that names no title is called, one without `handbook.yaml` too.
const DEFAULT_TITLE: &str = "岗位职责说明书";

/// A handbook without a word of its own.
pub fn empty(d: &Decoder) -> Handbook {
    Handbook { title: default_title(d), language: d.language, ..Handbook::default() }
}

fn default_title(d: &Decoder) -> Str {
    d.spanned(DEFAULT_TITLE.into(), Span::default())
}

/// The handbook with the departments it names, which have no positions yet.
///
/// `chosen` stands in place of the language that it names.
pub fn handbook(d: &mut Decoder, node: &Node, chosen: Option<Language>) -> Handbook {
    let Some(fields) = Fields::read(d, node, &HANDBOOK) else {
        no_mapping(d, node);
        return empty(d);
    };
    let mut handbook = Handbook::read(d, &fields);
    if handbook.title.is_empty() {
        handbook.title = default_title(d);
    }
    handbook.language = chosen.unwrap_or(handbook.language);
    handbook.departments = each_once(d, handbook.departments);
    handbook
}

fn no_mapping(d: &mut Decoder, node: &Node) {
    let mistake = mistake::wrong_type("handbook.yaml", Expected::Mapping, node);
    match colon_hint(d.lines.text(), node.span.start) {
        Some((span, help)) => d.report(Diagnostic { label: None, ..mistake.with_help(help) }, span),
        None => d.report(mistake, node.span),
    }
}

/// The departments that have a name, each once.
fn each_once(d: &mut Decoder, departments: Vec<Department>) -> Vec<Department> {
    let mut first: HashMap<Box<str>, Span> = HashMap::new();
    let mut kept = Vec::new();
    for department in departments {
        let Some(name) = &department.name else { continue };
        if let Some(span) = first.get(&name.value) {
            let line = d.lines.position(span.start).line;
            d.report(mistake::department_twice(name, line), name.span());
            continue;
        }
        first.insert(name.value.clone(), name.span());
        kept.push(department);
    }
    kept
}
