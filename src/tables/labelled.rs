//! The sheet of what stands under labels: collaboration, qualifications, conditions, career and the like.

use super::data::{Choices, DataCell, DataColumn, DataField, DataSheet, SheetKind};
use super::rows::{PositionRow, number_column, owner_columns};
use super::words::{KEY, LABEL, TEXT, word};
use crate::diag::Lang;
use crate::model::keys::{DataKey, KeyKind};
use crate::model::{Labelled, POSITION, Position};

pub fn sheet(rows: &[PositionRow], lang: Lang) -> DataSheet {
    let mut all = Vec::new();
    for row in rows {
        for key in labelled_keys() {
            for (number, labelled) in (1..).zip(held(row.position, key.name)) {
                let label = labelled.label.as_ref().map_or("", |label| label.as_str());
                let items: Vec<&str> = labelled.items.iter().map(|item| item.as_str()).collect();
                let mut cells = row.owner();
                cells.extend([DataCell::text(key.name_in(lang)), DataCell::Number(f64::from(number))]);
                cells.extend([DataCell::text(label), DataCell::Text(items.join("\n"))]);
                all.push(cells);
            }
        }
    }
    let words = labelled_keys().map(|key| key.name_in(lang)).collect();
    let mut columns = owner_columns(lang);
    columns.push(DataColumn::new(word(lang, KEY), DataField::Section).with_choices(Choices::Words(words)));
    columns.push(number_column(lang));
    columns.push(DataColumn::new(word(lang, LABEL), DataField::Label));
    columns.push(DataColumn::new(word(lang, TEXT), DataField::Items));
    DataSheet { kind: SheetKind::Labelled, columns, rows: all, frozen: 2, has_sum: false }
}

/// The keys whose texts stand under labels.
pub fn labelled_keys() -> impl Iterator<Item = &'static DataKey> {
    POSITION.keys.iter().filter(|key| matches!(key.kind, KeyKind::Labelled(_)))
}

/// What a key of this kind holds.
fn held<'a>(position: &'a Position, key: &str) -> &'a [Labelled] {
    match key {
        "collaboration" => &position.collaboration,
        "qualifications" => &position.qualifications,
        "conditions" => &position.conditions,
        "career" => &position.career,
        "extra" => &position.extra,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_with_labels_is_written() {
        let labelled = Labelled { key: None, label: None, items: Vec::new() };
        let all = || vec![labelled.clone()];
        let position = Position {
            collaboration: all(),
            qualifications: all(),
            conditions: all(),
            career: all(),
            extra: all(),
            ..Position::default()
        };
        for key in labelled_keys() {
            assert_eq!(held(&position, key.name).len(), 1, "{}", key.name);
        }
    }
}
