//! Makes the changes of a workbook in the content of a position.

use super::change::{ChangeKind, ListName, NewPosition, RowChange};
use crate::amend::{Content, FieldItem, FieldValue, get, put, tasks};
use crate::diag::Lang;
use crate::model::POSITION;
use crate::model::keys::{DataKey, KeyKind};
use crate::tables::{DataField, SheetKind, read_tasks};
use crate::unit::Date;

/// Changes a position; `None` where it is written in a way that is not known.
pub fn apply(position: &mut Content, change: &ChangeKind, lang: Lang) -> Option<()> {
    match change {
        ChangeKind::Value { field: DataField::Second(key), text } => {
            superiors(position, key, None, Some(text))
        }
        ChangeKind::Value { field: DataField::Key(key), text } => match key.kind {
            KeyKind::Superiors(_) => superiors(position, key, Some(text), None),
            _ => put(position, &POSITION, key, &FieldValue::Texts(texts(key, text)?)),
        },
        ChangeKind::Value { .. } => None,
        ChangeKind::List { list, rows } => self::list(position, *list, rows, lang),
    }
}

/// The content of a new position.
pub fn new_position(new: &NewPosition, with_department: bool, lang: Lang) -> Option<Content<'static>> {
    let mut position = Content::map(Vec::new());
    if let (true, Some(key)) = (with_department && !new.department.is_empty(), POSITION.named("department")) {
        let change = ChangeKind::Value { field: DataField::Key(key), text: new.department.clone() };
        apply(&mut position, &change, lang)?;
    }
    new.changes.iter().try_for_each(|change| apply(&mut position, change, lang))?;
    Some(position)
}

/// The text of a cell as a key has it: as many texts as it has lines, or names.
fn texts(key: &DataKey, text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    Some(match key.kind {
        KeyKind::Map(_) | KeyKind::List { .. } | KeyKind::Groups(_) | KeyKind::Labelled(_) => return None,
        KeyKind::Names => names(text),
        KeyKind::Lines | KeyKind::Prose | KeyKind::Texts | KeyKind::Roles => lines(text),
        KeyKind::Date => single(&Date::read(text).map_or(text.to_owned(), |date| date.to_string())),
        _ if key.name == "department" => names(text),
        _ => single(text),
    })
}

fn single(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The names of an enumeration.
fn names(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
    parts.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Sets the superiors in one line, and leaves those in the other.
fn superiors(
    position: &mut Content,
    key: &'static DataKey,
    first: Option<&str>,
    second: Option<&str>,
) -> Option<()> {
    let (mut administrative, mut functional) = match get(position, &POSITION, key) {
        Some(FieldValue::Superiors { administrative, functional }) => (administrative, functional),
        _ => (Vec::new(), Vec::new()),
    };
    first.into_iter().for_each(|text| administrative = names(text));
    second.into_iter().for_each(|text| functional = names(text));
    put(position, &POSITION, key, &FieldValue::Superiors { administrative, functional })
}

/// Makes a list what its rows say.
fn list(position: &mut Content, list: ListName, rows: &[RowChange], lang: Lang) -> Option<()> {
    let key = match list.sheet {
        SheetKind::Kpis => POSITION.named("kpis"),
        SheetKind::Approvals => POSITION.named("approvals"),
        SheetKind::Duties => POSITION.named("responsibilities"),
        SheetKind::Labelled => list.section,
        SheetKind::Positions | SheetKind::Staffing => None,
    }?;
    let before = match get(position, &POSITION, key) {
        Some(FieldValue::Items(items)) => items,
        _ => Vec::new(),
    };
    let is_duties = list.sheet == SheetKind::Duties;
    let items: Option<Vec<FieldItem>> = rows.iter().map(|row| item(&before, row, is_duties, lang)).collect();
    put(position, &POSITION, key, &FieldValue::Items(items?))
}

/// The item of a row: what it was, with the cells that have changed.
fn item(before: &[FieldItem], row: &RowChange, is_duty: bool, lang: Lang) -> Option<FieldItem> {
    let mut item = match row.origin {
        Some(at) => before.get(at)?.clone(),
        None => FieldItem::default(),
    };
    if is_duty {
        item.label = row.group.clone();
    }
    for (field, text) in &row.cells {
        match field {
            DataField::Label => item.label = text.trim().to_owned(),
            DataField::Items => item.texts = lines(text),
            DataField::Key(key) if matches!(key.kind, KeyKind::List { .. }) => {
                let old = match item.get(key) {
                    Some(FieldValue::Items(items)) => items.clone(),
                    _ => Vec::new(),
                };
                item.set(key, FieldValue::Items(tasks(&old, read_tasks(text, lang))));
            }
            DataField::Key(key) => item.set(key, FieldValue::Texts(texts(key, text)?)),
            _ => {}
        }
    }
    Some(item)
}
