//! Sheets of records with a row each: indicators, and steps of the approval.

use super::data::{DataCell, DataSheet, SheetKind};
use super::rows::{PositionRow, key_column, number_column, owner_columns, values};
use crate::diag::Lang;
use crate::model::{Keyed, Position};

pub fn kpis(rows: &[PositionRow], lang: Lang) -> DataSheet {
    sheet(SheetKind::Kpis, rows, |position| &position.kpis, lang)
}

pub fn approvals(rows: &[PositionRow], lang: Lang) -> DataSheet {
    sheet(SheetKind::Approvals, rows, |position| &position.approvals, lang)
}

fn sheet<R: Keyed>(
    kind: SheetKind,
    rows: &[PositionRow],
    of: impl Fn(&Position) -> &[R],
    lang: Lang,
) -> DataSheet {
    let mut all = Vec::new();
    for row in rows {
        for (number, record) in (1..).zip(of(row.position)) {
            let mut cells = row.owner();
            cells.push(DataCell::Number(f64::from(number)));
            cells.extend(values(record, row.language).into_iter().map(|(_, cell)| cell));
            all.push(cells);
        }
    }
    let mut columns = owner_columns(lang);
    columns.push(number_column(lang));
    columns.extend(R::TABLE.keys.iter().map(|key| key_column(key, lang).usual(key.suggested)));
    DataSheet { kind, columns, rows: all, frozen: 2, has_sum: false }
}
