//! The sheet of what stands under labels: collaboration, qualifications, conditions, career and the like.

use super::data::{DataCell, DataColumn, DataSheet};
use super::rows::{PositionRow, owner_columns};
use super::words::{KEY, LABEL, LABELLED, TEXT, word};
use crate::diag::Lang;
use crate::model::keys::KeyKind;
use crate::model::{Labelled, POSITION, Position};

pub fn sheet(rows: &[PositionRow], lang: Lang) -> DataSheet {
    let mut all = Vec::new();
    for row in rows {
        for key in POSITION.keys.iter().filter(|key| matches!(key.kind, KeyKind::Labelled(_))) {
            for labelled in held(row.position, key.name) {
                let label = labelled.label.as_ref().map_or("", |label| label.as_str());
                let items: Vec<&str> = labelled.items.iter().map(|item| item.as_str()).collect();
                let mut cells = row.owner();
                cells.extend([key.name_in(lang), label].map(DataCell::text));
                cells.push(DataCell::Text(items.join("\n")));
                all.push(cells);
            }
        }
    }
    let mut columns = owner_columns(lang);
    columns.push(DataColumn::new(word(lang, KEY)).derived());
    columns.extend([LABEL, TEXT].map(|heading| DataColumn::new(word(lang, heading))));
    DataSheet { name: word(lang, LABELLED), columns, rows: all, frozen: 2, has_sum: false }
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
        for key in POSITION.keys.iter().filter(|key| matches!(key.kind, KeyKind::Labelled(_))) {
            assert_eq!(held(&position, key.name).len(), 1, "{}", key.name);
        }
    }
}
