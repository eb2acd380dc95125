//! Chooses the texts and lists for the checks of wording.

use super::context::Context;
use super::items::{ItemList, mixed_ends};
use super::numbering::numbered;
use super::{marks, placeholders, quotes};
use crate::diag::{Diagnostic, Sources};
use crate::model::keys::KeyKind;
use crate::model::{Duty, Keyed, Labelled, Passage, Position, Str, Wording};

/// The handbook's own texts. Its 编制说明 is prose and may end in full stops.
pub(super) fn of_handbook(context: &Context) -> Vec<Diagnostic> {
    let handbook = context.handbook;
    let departments = handbook.departments.iter();
    let texts =
        handbook.texts().into_iter().chain(departments.clone().flat_map(|department| department.texts()));
    let names: Vec<&Str> = departments.clone().flat_map(|department| &department.name).collect();
    let managers = departments.clone().flat_map(|department| &department.manager);
    let names = names.into_iter().chain(managers).chain(&handbook.document_number).collect();
    let mut found = wording(context.sources, texts, &Called { names, codes: Vec::new() });
    for department in departments {
        let Some(name) = &department.name else { continue };
        let list =
            ItemList::new(format!("{}的部门职责", name.as_str()), format!("duties of {}", name.as_str()));
        list_findings(context.sources, &list.of(&department.duties), &mut found);
    }
    found
}

pub(super) fn of_position(context: &Context, position: &Position) -> Vec<Diagnostic> {
    let partners = position.collaboration.iter().flat_map(|row| &row.items);
    let others = position.names().into_iter().flat_map(|name| &name.parts);
    let departments = position.department.iter().chain(&position.other_departments);
    let names = std::iter::once(&position.title).chain(departments).chain(others).chain(partners);
    let numbers = [&position.document_number, &position.version].into_iter().filter_map(|of| of.as_deref());
    let codes = position.code.iter().chain(numbers).collect();
    let called = Called { names: names.collect(), codes };
    let mut found = wording(context.sources, position.texts().into_iter(), &called);
    // A text that is also checked as a name is checked once.
    let terms = terms(position).into_iter().filter(|text| text.span() != Default::default());
    found.extend(terms.filter_map(|text| quotes::check(context.sources, text, true)));
    for (list, is_prose) in plain_lists(position) {
        found.extend(quotes::of_list(context.sources, &list, is_prose));
    }
    for list in lists(position) {
        list_findings(context.sources, &list, &mut found);
    }
    found
}

/// Names: texts that must be the same wherever they are used.
struct Called<'a> {
    names: Vec<&'a Str>,
    /// Codes follow a rule of their own.
    codes: Vec<&'a Str>,
}

fn wording<'a>(
    sources: &Sources,
    texts: impl Iterator<Item = &'a Str>,
    called: &Called<'a>,
) -> Vec<Diagnostic> {
    let among = |texts: &[&'a Str], text: &'a Str| texts.iter().any(|other| std::ptr::eq(*other, text));
    let mut found = Vec::new();
    for text in texts {
        found.extend(placeholders::check(text));
        // A department that comes from a folder's name has no place in a file.
        let written = text.span() != Default::default();
        let (name, code) = (among(&called.names, text), among(&called.codes, text));
        if written && !code {
            found.extend(marks::check(sources, text, name));
        }
        if written {
            found.extend(quotes::check(sources, text, name || code));
        }
    }
    found
}

/// Short texts without quotations: a grade, a date, the name of a group, a label, an indicator.
fn terms(position: &Position) -> Vec<&Str> {
    let mut terms = Vec::new();
    position.walk(None, &mut |path, written| match (written, path.key.kind) {
        (Wording::Label(text), _) | (Wording::Text(text), KeyKind::Text | KeyKind::Date) => terms.push(text),
        _ => {}
    });
    terms
}

/// The lists of texts, each with whether its items are sentences, which may be quotations.
fn plain_lists(position: &Position) -> Vec<(Vec<&Str>, bool)> {
    let groups = position.responsibilities.iter();
    let duties = groups.map(|group| {
        group.items.iter().filter_map(|duty| duty.description.parts.first()).collect::<Vec<_>>()
    });
    let tasks =
        position.responsibilities.iter().flat_map(|group| &group.items).map(|duty| {
            duty.tasks.iter().filter_map(|task| task.description.parts.first()).collect::<Vec<_>>()
        });
    let rows = [&position.collaboration, &position.qualifications, &position.conditions, &position.career];
    let rows = rows.into_iter().chain([&position.extra]).flatten();
    let lists = duties.chain(tasks).chain(rows.map(|row| row.items.iter().collect()));
    let lists = lists.chain([&position.authority, &position.liability].map(|texts| texts.iter().collect()));
    let lists = lists.map(|list| (list, false));
    lists.chain([(position.remarks.iter().collect(), true)]).collect()
}

fn list_findings(sources: &Sources, list: &ItemList, found: &mut Vec<Diagnostic>) {
    found.extend(mixed_ends(sources, list));
    found.extend(numbered(sources, list));
}

/// The lists of the form.
fn lists<'a>(position: &'a Position) -> Vec<ItemList<'a>> {
    let duties: Vec<&Duty> = position.responsibilities.iter().flat_map(|group| &group.items).collect();
    let column = |list: ItemList<'a>, passages: Vec<&'a Passage>| {
        let ends: Vec<&Str> = passages.iter().filter_map(|passage| passage.parts.last()).collect();
        list.of(ends).beginning_with(passages.iter().filter_map(|passage| passage.parts.first()))
    };
    let standards =
        |duty: &&'a Duty| std::iter::once(&duty.standard).chain(duty.tasks.iter().map(|task| &task.standard));
    let mut lists = vec![
        column(
            ItemList::new("岗位职责", "responsibilities"),
            duties.iter().map(|duty| &duty.description).collect(),
        ),
        column(ItemList::new("工作标准", "standards"), duties.iter().flat_map(standards).collect()),
        ItemList::new("权限", "authority").of(&position.authority),
        ItemList::new("责任", "liability").of(&position.liability),
        ItemList::new("考核指标", "kpis").of(position.kpis.iter().map(|kpi| &kpi.name)),
        ItemList::new("备注", "remarks").of(&position.remarks),
    ];
    let rows = [
        (&position.collaboration, "工作协作", "collaboration"),
        (&position.qualifications, "任职资格", "qualifications"),
        (&position.conditions, "其它", "conditions"),
        (&position.career, "职业发展", "career"),
        (&position.extra, "附加", "extra"),
    ];
    for (rows, zh, en) in rows {
        let list = |row: &'_ Labelled| match &row.label {
            Some(label) => ItemList::new(label.value.clone(), label.value.clone()),
            None => ItemList::new(zh, en),
        };
        lists.extend(rows.iter().map(|row| list(row).of(&row.items)));
    }
    // Each duty numbers its tasks anew.
    lists.extend(duties.iter().map(|duty| {
        let tasks = duty.tasks.iter().map(|task| &task.description);
        column(ItemList::new("工作任务", "tasks"), tasks.collect())
    }));
    lists.retain(|list| !list.items.is_empty());
    lists
}
