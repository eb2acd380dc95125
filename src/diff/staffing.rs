//! The people of each department before and now.

use super::difference::DepartmentDifference;
use crate::diag::Lang;
use crate::model::Handbook;
use crate::tables::{DataSheet, staffing_sheet};

/// The departments of the new handbook, then those that are gone.
pub fn rows(old: &Handbook, new: &Handbook, lang: Lang) -> Vec<DepartmentDifference> {
    let sheets = [old, new].map(|handbook| staffing_sheet(handbook, lang));
    let [before, after] = sheets.each_ref().map(departments);
    let mut all: Vec<DepartmentDifference> = Vec::new();
    for (side, rows) in [(1, &after), (0, &before)] {
        for (name, positions, headcount) in rows {
            let at = all.iter().position(|known| known.name == *name).unwrap_or_else(|| {
                let (positions, headcount) = Default::default();
                all.push(DepartmentDifference {
                    name: name.clone(),
                    positions,
                    headcount,
                    differences: Vec::new(),
                });
                all.len() - 1
            });
            all[at].positions[side] = *positions;
            all[at].headcount[side] = headcount.clone();
        }
    }
    all
}

/// Each department's name, the number of its positions and their headcounts together.
fn departments(sheet: &DataSheet) -> Vec<(String, usize, String)> {
    let rows = sheet.rows.split_last().map(|(_sum, rows)| rows).unwrap_or_default();
    let text =
        |row: &[crate::tables::DataCell], at: usize| row.get(at).map(|cell| cell.shown()).unwrap_or_default();
    rows.iter().map(|row| (text(row, 0), text(row, 1).parse().unwrap_or(0), text(row, 3))).collect()
}
