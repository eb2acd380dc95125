//! The sheet of positions: one row each.

use super::data::{Choices, DataCell, DataColumn, DataField, DataSheet, SheetKind};
use super::rows::{PositionRow, key_column, values};
use super::words::{ID, word};
use crate::diag::Lang;
use crate::model::keys::{ChoiceWord, DataKey, KeyKind, choose};
use crate::model::{Keyed, Position, SUPERIORS, Status};

/// The column of the titles.
const TITLES: u16 = 1;

pub fn sheet(rows: &[PositionRow], lang: Lang) -> DataSheet {
    let mut columns = vec![DataColumn::new(word(lang, ID), DataField::Id).literal()];
    let mut before = None;
    Position::default().each(&mut |key, _| {
        // Further departments stand with the first.
        let is_second = before == Some(key) && key.name != "department";
        if has_column(key) && (before != Some(key) || is_second) {
            let is_usual = (key.suggested || key.row || key.name == "status") && !is_second;
            columns
                .push(if is_second { second_column(key, lang) } else { column(key, lang) }.usual(is_usual));
        }
        before = Some(key);
    });
    let cells = |row: &PositionRow| {
        let values = position_values(row, lang).into_iter();
        std::iter::once(DataCell::text(&*row.id))
            .chain(values.filter(|(key, _)| has_column(key)).map(|(_, cell)| cell))
            .collect()
    };
    let rows = rows.iter().map(cells).collect();
    DataSheet { kind: SheetKind::Positions, columns, rows, frozen: TITLES + 1, has_sum: false }
}

/// Whether a key has a column here: its values are single texts or numbers. The others have sheets of their own.
fn has_column(key: &DataKey) -> bool {
    !matches!(key.kind, KeyKind::Groups(_) | KeyKind::List { .. } | KeyKind::Labelled(_))
}

/// What each key of a position holds; further departments stand with the first.
fn position_values(row: &PositionRow, lang: Lang) -> Vec<(&'static DataKey, DataCell)> {
    let position = row.position;
    let mut values: Vec<(&'static DataKey, DataCell)> = Vec::new();
    for (key, cell) in self::values(position, row.language) {
        match (key.name, values.last_mut()) {
            ("department", Some((last, DataCell::Text(first)))) if last.name == "department" => {
                if let DataCell::Text(others) = cell
                    && !others.is_empty()
                {
                    first.push_str(&format!("、{others}"));
                }
            }
            _ => values.push((key, cell)),
        }
    }
    for (key, cell) in &mut values {
        match key.name {
            "order" => *cell = number(position.order.as_ref().map(|order| order.value as f64)),
            "max_pages" => *cell = number(position.max_pages.as_ref().map(|pages| f64::from(pages.value))),
            "status" => *cell = DataCell::text(status(key, position.status, lang)),
            _ => {}
        }
    }
    values
}

fn number(value: Option<f64>) -> DataCell {
    value.map_or(DataCell::text(""), DataCell::Number)
}

/// The word for a status.
fn status(key: &DataKey, status: Status, lang: Lang) -> &'static str {
    let words = choices(key, lang);
    let at = match status {
        Status::Active => 0,
        Status::Withdrawn => 1,
    };
    words.get(at).copied().unwrap_or_default()
}

/// The words that a key chooses from.
fn choices(key: &DataKey, lang: Lang) -> Vec<&'static str> {
    let word =
        |choice: &'static ChoiceWord| choose(lang, (choice.chinese.unwrap_or(choice.value), choice.value));
    match key.kind {
        KeyKind::Choice(all) => all.iter().map(word).collect(),
        _ => Vec::new(),
    }
}

fn column(key: &'static DataKey, lang: Lang) -> DataColumn {
    let column = key_column(key, lang);
    match key.name {
        "department" => column.with_choices(Choices::Column { sheet: SheetKind::Staffing, column: 0 }),
        "reports_to" => column.with_choices(Choices::Column { sheet: SheetKind::Positions, column: TITLES }),
        _ => match choices(key, lang) {
            words if words.is_empty() => column,
            words => column.with_choices(Choices::Words(words)),
        },
    }
}

/// The column of the second field of a key: superiors in the functional line.
fn second_column(key: &'static DataKey, lang: Lang) -> DataColumn {
    let line = SUPERIORS.named("functional").map_or("", |key| key.name_in(lang));
    let name = key.name_in(lang);
    let heading = match lang {
        Lang::Zh => format!("{name}（{line}）"),
        Lang::En => format!("{name} ({line})"),
    };
    DataColumn::new(heading, DataField::Second(key))
        .with_choices(Choices::Column { sheet: SheetKind::Positions, column: TITLES })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::POSITION;

    #[test]
    fn the_keys_that_are_treated_apart_exist() {
        for name in ["department", "reports_to", "order", "max_pages", "status"] {
            assert!(POSITION.named(name).is_some_and(has_column), "{name}");
        }
        assert_eq!(POSITION.keys.first().map(|key| key.name), Some("title"));
        let key = POSITION.named("status").unwrap();
        assert_eq!(status(key, Status::Withdrawn, Lang::Zh), "撤销");
        assert_eq!(status(key, Status::Active, Lang::En), "active");
    }
}
