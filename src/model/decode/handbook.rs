//! Decodes `handbook.yaml`.

use std::collections::HashMap;

use super::fields::Fields;
use super::labelled::Item;
use super::{Decoder, exact};
use crate::diag::{Diagnostic, Span};
use crate::model::keys::HANDBOOK;
use crate::model::mistake::{self, Expected};
use crate::model::{Archive, CheckLevel, Department, Entries, Handbook, Language, Pdf, Revision};
use crate::yaml::{Node, colon_hint};

/// What a handbook that names no title is called, one without `handbook.yaml` too.
const DEFAULT_TITLE: &str = "岗位职责说明书";

/// A handbook without a word of its own.
pub fn empty(d: &Decoder) -> Handbook {
    Handbook {
        title: d.spanned(DEFAULT_TITLE.into(), Span::default()),
        company: None,
        version: None,
        effective_date: None,
        document_number: None,
        confidentiality: None,
        logo: None,
        template: None,
        template_options: Entries::default(),
        language: d.language,
        departments: Vec::new(),
        revisions: Vec::new(),
        approvals: Vec::new(),
        code_pattern: None,
        max_pages: None,
        labels: Entries::default(),
        foreword: Default::default(),
        watermark: None,
        external_roles: Vec::new(),
        checks: Entries::default(),
        pdf: Pdf::default(),
        file_name: None,
    }
}

/// The handbook with the departments it names, which have no positions yet.
///
/// `chosen` stands in place of the language that it names.
pub fn handbook(d: &mut Decoder, node: &Node, chosen: Option<Language>) -> Handbook {
    let Some(fields) = Fields::read(d, node, &HANDBOOK) else {
        no_mapping(d, node);
        return empty(d);
    };
    let language = chosen.unwrap_or(language(d, &fields));
    d.language = language;
    Handbook {
        title: fields.text(d, "title").unwrap_or_else(|| empty(d).title),
        company: fields.text(d, "company"),
        version: fields.text(d, "version"),
        effective_date: fields.text(d, "effective_date"),
        document_number: fields.text(d, "document_number"),
        confidentiality: fields.text(d, "confidentiality"),
        logo: fields.text(d, "logo"),
        template: fields.text(d, "template"),
        template_options: fields.entries(d, "template_options"),
        language,
        departments: departments(d, &fields),
        revisions: revisions(d, &fields),
        approvals: fields.approvals(d, "approvals"),
        code_pattern: fields.text(d, "code_pattern"),
        max_pages: fields.whole(d, "max_pages"),
        labels: fields.entries(d, "labels"),
        foreword: fields.passage(d, "foreword"),
        watermark: fields.text(d, "watermark"),
        external_roles: fields.texts(d, "external_roles"),
        checks: checks(d, &fields),
        pdf: pdf(d, &fields),
        file_name: fields.text(d, "file_name"),
    }
}

fn no_mapping(d: &mut Decoder, node: &Node) {
    let mistake = mistake::wrong_type("handbook.yaml", Expected::Mapping, node);
    match colon_hint(d.lines.text(), node.span.start) {
        Some((span, help)) => d.report(Diagnostic { label: None, ..mistake.with_help(help) }, span),
        None => d.report(mistake, node.span),
    }
}

fn language(d: &mut Decoder, fields: &Fields) -> Language {
    match fields.choice(d, "language") {
        Some("en") => Language::English,
        _ => Language::Chinese,
    }
}

fn departments(d: &mut Decoder, fields: &Fields) -> Vec<Department> {
    let mut first: HashMap<Box<str>, Span> = HashMap::new();
    let mut departments = Vec::new();
    for item in fields.list(d, "departments") {
        let department = department(d, item);
        let Some(name) = &department.name else { continue };
        if let Some(span) = first.get(&name.value) {
            let line = d.lines.position(span.start).line;
            d.report(mistake::department_twice(name, line), name.span());
            continue;
        }
        first.insert(name.value.clone(), name.span());
        departments.push(department);
    }
    departments
}

fn department(d: &mut Decoder, item: Item) -> Department {
    match item {
        Item::Text(name) => super::department(Some(name)),
        Item::Fields(fields) => Department {
            manager: fields.text(d, "manager"),
            duties: fields.texts(d, "duties"),
            headcount: fields.headcount(d, "headcount"),
            ..super::department(fields.text(d, "name"))
        },
    }
}

fn revisions(d: &mut Decoder, fields: &Fields) -> Vec<Revision> {
    let items = fields.list(d, "revisions");
    let revision = |item| match item {
        Item::Fields(fields) => Some(Revision {
            version: fields.text(d, "version"),
            date: fields.text(d, "date"),
            summary: fields.passage(d, "summary"),
            author: fields.text(d, "author"),
            approver: fields.text(d, "approver"),
        }),
        Item::Text(_) => None,
    };
    exact(items.into_iter().filter_map(revision))
}

fn checks(d: &mut Decoder, fields: &Fields) -> Entries<CheckLevel> {
    let level = |word| match word {
        "off" => CheckLevel::Off,
        "error" => CheckLevel::Error,
        _ => CheckLevel::Warning,
    };
    Entries(fields.choices(d, "checks").0.into_iter().map(|(code, word)| (code, level(word))).collect())
}

fn pdf(d: &mut Decoder, fields: &Fields) -> Pdf {
    let archive = fields.map(d, "pdf").and_then(|pdf| pdf.choice(d, "archive"));
    Pdf { archive: archive.map(|level| if level == "a-3a" { Archive::A3a } else { Archive::A2a }) }
}
