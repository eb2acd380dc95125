//! Writes a handbook as an Excel workbook: a row for each position, each duty, each indicator, each line of the other tables,
//! and each department's staffing.
//!
//! A row begins with the file and the item that it is from, so that edits can find their way back. What follows from other
//! cells is grey. Equal data gives equal bytes.

mod data;
mod duties;
mod labelled;
mod paint;
mod positions;
mod records;
mod rows;
mod staffing;
mod words;

use crate::diag::Lang;
use crate::model::Handbook;
use crate::unit::Date;

pub use paint::WorkbookError;

/// Writes the workbook, its headings in a language. `date` is when the file was made, as it says itself.
pub fn write(handbook: &Handbook, lang: Lang, date: Date) -> Result<Vec<u8>, WorkbookError> {
    let rows = rows::position_rows(handbook);
    let mut sheets = vec![positions::sheet(&rows, lang), duties::sheet(&rows, lang)];
    sheets.push(records::kpis(&rows, lang));
    sheets.push(labelled::sheet(&rows, lang));
    sheets.push(records::approvals(&rows, lang));
    // The staffing is there even if nobody has a headcount: lists of departments are taken from it.
    sheets.retain(|sheet| !sheet.rows.is_empty());
    sheets.push(staffing::sheet(handbook, lang));
    paint::paint(&sheets, handbook, lang, date)
}
