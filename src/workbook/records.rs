//! Sheets of records with a row each: indicators, and steps of the approval.

use super::data::{DataCell, DataSheet};
use super::rows::{PositionRow, key_column, owner_columns, values};
use super::words::{APPROVALS, KPIS, Word, word};
use crate::diag::Lang;
use crate::model::{Keyed, Position};

pub fn kpis(rows: &[PositionRow], lang: Lang) -> DataSheet {
    sheet(KPIS, rows, |position| &position.kpis, lang)
}

pub fn approvals(rows: &[PositionRow], lang: Lang) -> DataSheet {
    sheet(APPROVALS, rows, |position| &position.approvals, lang)
}

fn sheet<R: Keyed>(
    name: Word,
    rows: &[PositionRow],
    of: impl Fn(&Position) -> &[R],
    lang: Lang,
) -> DataSheet {
    let cells = |row: &PositionRow, record: &R| -> Vec<DataCell> {
        row.owner()
            .into_iter()
            .chain(values(record, row.language).into_iter().map(|(_, cell)| cell))
            .collect()
    };
    let all = rows.iter().flat_map(|row| of(row.position).iter().map(|record| cells(row, record))).collect();
    let mut columns = owner_columns(lang);
    let own = columns.len();
    columns.extend(R::TABLE.keys.iter().map(|key| key_column(key, lang)));
    let is_usual = |at: usize| at < own || R::TABLE.keys[at - own].suggested;
    filled(DataSheet { name: word(lang, name), columns, rows: all, frozen: 2, has_sum: false }, is_usual)
}

/// The sheet without columns that are empty and not usual.
pub fn filled(sheet: DataSheet, is_usual: impl Fn(usize) -> bool) -> DataSheet {
    let stays: Vec<bool> = (0..sheet.columns.len())
        .map(|at| is_usual(at) || sheet.rows.iter().any(|row| !row[at].is_empty()))
        .collect();
    let rows = sheet.rows.into_iter().map(|row| keep(row, &stays)).collect();
    DataSheet { columns: keep(sheet.columns, &stays), rows, ..sheet }
}

fn keep<T>(all: Vec<T>, stays: &[bool]) -> Vec<T> {
    all.into_iter().zip(stays).filter(|(_, stays)| **stays).map(|(one, _)| one).collect()
}
