//! The sheet of duties: one row each, their tasks as lines of one cell.

use super::data::{DataCell, DataColumn, DataField, DataSheet, SheetKind};
use super::rows::{PositionRow, key_column, number_column, owner_columns, values};
use super::words::{GROUP, word};
use crate::diag::Lang;
use crate::model::{DUTY, Duty, TASK, Task};

pub fn sheet(rows: &[PositionRow], lang: Lang) -> DataSheet {
    let mut all = Vec::new();
    for row in rows {
        for group in &row.position.responsibilities {
            let label = group.label.as_ref().map_or("", |label| label.as_str());
            for duty in &group.items {
                let mut cells = row.owner();
                cells.extend([DataCell::text(label), DataCell::Number(duty.number as f64)]);
                cells.extend(values(duty, row.language).into_iter().map(|(key, cell)| match key.name {
                    "tasks" => DataCell::Text(tasks(duty, lang)),
                    _ => cell,
                }));
                all.push(cells);
            }
        }
    }
    let mut columns = owner_columns(lang);
    columns.push(DataColumn::new(word(lang, GROUP), DataField::Group));
    columns.push(number_column(lang));
    columns.extend(DUTY.keys.iter().map(|key| key_column(key, lang).usual(key.suggested)));
    DataSheet { kind: SheetKind::Duties, columns, rows: all, frozen: 2, has_sum: false }
}

/// A task a line, and under it its standard, if it has one.
fn tasks(duty: &Duty, lang: Lang) -> String {
    let line = |task: &Task| {
        let description = task.description.text().unwrap_or_default();
        match task.standard.text() {
            Some(text) => format!("{description}\n{}{text}", standard_mark(lang)),
            None => description,
        }
    };
    duty.tasks.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What begins the line of a task's standard.
fn standard_mark(lang: Lang) -> String {
    let name = TASK.named("standard").map_or("", |key| key.name_in(lang));
    match lang {
        Lang::Zh => format!("　{name}："),
        Lang::En => format!("  {name}: "),
    }
}

/// The tasks of a cell, with their standards.
pub fn read_tasks(text: &str, lang: Lang) -> Vec<(String, Option<String>)> {
    let mark = standard_mark(lang);
    let mark = mark.trim();
    let mut tasks: Vec<(String, Option<String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let standard =
            line.starts_with(char::is_whitespace).then(|| line.trim().strip_prefix(mark)).flatten();
        match (standard, tasks.last_mut()) {
            (Some(standard), Some((_, of_task @ None))) => *of_task = Some(standard.trim().to_owned()),
            _ => tasks.push((line.trim().to_owned(), None)),
        }
    }
    tasks
}
