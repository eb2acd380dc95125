//! The people of each department before and now.

use crate::diag::Lang;
use crate::model::Handbook;
use crate::tables::{DataCell, staffing_sheet};

/// A department's positions and people, before and now.
#[derive(Clone, Debug, Default)]
pub struct StaffingRow {
    pub name: String,
    /// Whether the handbook has it.
    pub is_listed: [bool; 2],
    /// How many positions are in use.
    pub positions: [usize; 2],
    /// Their headcounts together, as a text.
    pub headcount: [String; 2],
}

pub struct Staffing {
    /// The departments of the new handbook, then those that are gone.
    pub departments: Vec<StaffingRow>,
    pub total: StaffingRow,
}

pub fn staffing(old: &Handbook, new: &Handbook, lang: Lang) -> Staffing {
    let sheets = [old, new].map(|handbook| staffing_sheet(handbook, lang));
    let mut staffing = Staffing { departments: Vec::new(), total: StaffingRow::default() };
    for (side, sheet) in sheets.iter().enumerate().rev() {
        let Some((sum, rows)) = sheet.rows.split_last() else { continue };
        set(&mut staffing.total, side, sum);
        for row in rows {
            let name = text(row, 0);
            let known = staffing.departments.iter().position(|known| known.name == name);
            let at = known.unwrap_or_else(|| {
                staffing.departments.push(StaffingRow { name, ..StaffingRow::default() });
                staffing.departments.len() - 1
            });
            staffing.departments[at].is_listed[side] = true;
            set(&mut staffing.departments[at], side, row);
        }
    }
    staffing
}

fn set(of: &mut StaffingRow, side: usize, row: &[DataCell]) {
    of.positions[side] = text(row, POSITIONS).parse().unwrap_or(0);
    of.headcount[side] = text(row, HEADCOUNT);
}

/// The columns of the sheet.
const POSITIONS: usize = 1;
const HEADCOUNT: usize = 3;

fn text(row: &[DataCell], at: usize) -> String {
    row.get(at).map(|cell| cell.shown()).unwrap_or_default()
}
