//! The sheet of duties: one row each, their tasks as lines of one cell.

use super::data::{DataCell, DataColumn, DataSheet};
use super::records::filled;
use super::rows::{PositionRow, key_column, owner_columns, values};
use super::words::{DUTIES, GROUP, NUMBER, word};
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
    columns.push(DataColumn::new(word(lang, GROUP)));
    columns.push(DataColumn::new(word(lang, NUMBER)).derived());
    let own = columns.len();
    columns.extend(DUTY.keys.iter().map(|key| key_column(key, lang)));
    let is_usual = |at: usize| at < own || DUTY.keys[at - own].suggested;
    filled(DataSheet { name: word(lang, DUTIES), columns, rows: all, frozen: 2, has_sum: false }, is_usual)
}

/// A task a line, and under it its standard, if it has one.
fn tasks(duty: &Duty, lang: Lang) -> String {
    let standard = TASK.named("standard").map_or("", |key| key.name_in(lang));
    let line = |task: &Task| {
        let description = task.description.text().unwrap_or_default();
        match task.standard.text() {
            Some(text) if lang == Lang::Zh => format!("{description}\n　{standard}：{text}"),
            Some(text) => format!("{description}\n  {standard}: {text}"),
            None => description,
        }
    };
    duty.tasks.iter().map(line).collect::<Vec<_>>().join("\n")
}
