//! A handbook as an Excel workbook: a row for each position, each duty, each indicator, each line of the other tables,
//! and each department's staffing. And the way back: what somebody changed in such a workbook, as changes of the YAML.
//!
//! A row begins with the file and the item that it is from, and ends with a hidden cell that tells what it was. What follows
//! from other cells is grey. Equal data gives equal bytes.

mod apply;
mod base;
mod change;
mod compare;
#[cfg(feature = "cli")]
pub mod compared;
mod lists;
mod paint;
mod returned;

use crate::diag::Lang;
use crate::model::Handbook;
use crate::tables::{DataSheet, position_rows, sheets};
use crate::unit::Date;

pub use apply::{apply, new_position};
pub use change::{Change, Comparison, NewPosition, refused};
pub use compare::compare;
pub use paint::WorkbookError;
pub use returned::Returned;

/// Writes the workbook, its headings in a language. `date` is when the file was made, as it says itself.
pub fn write(handbook: &Handbook, lang: Lang, date: Date) -> Result<Vec<u8>, WorkbookError> {
    let rows = position_rows(handbook);
    let all = sheets(&rows, handbook, lang);
    // The staffing is there even if nobody has a headcount: lists of departments are taken from it.
    let (mut shown, lists): (Vec<DataSheet>, Vec<DataSheet>) =
        all.into_iter().partition(|sheet| !sheet.kind.is_list());
    shown.iter_mut().for_each(|sheet| base::add(sheet, &lists, lang));
    let at = shown.len().min(1);
    let lists = lists.into_iter().filter(|sheet| !sheet.rows.is_empty()).map(|mut sheet| {
        base::add(&mut sheet, &[], lang);
        sheet
    });
    shown.splice(at..at, lists.collect::<Vec<_>>());
    let shown: Vec<DataSheet> = shown.into_iter().map(DataSheet::filled).collect();
    paint::paint(&shown, handbook, lang, date)
}
