//! A handbook as tables: a row for each position, each duty, each indicator, each text under a label, and each department's
//! staffing. A workbook shows them; two handbooks are compared by them.

mod data;
mod duties;
mod labelled;
mod positions;
mod records;
mod rows;
mod sheets;
mod staffing;
mod words;

pub use data::{Choices, DataCell, DataColumn, DataField, DataSheet, SheetKind};
pub use duties::read_tasks;
pub use labelled::labelled_keys;
pub use rows::{PositionRow, position_rows, values};
pub use sheets::sheets;
pub use staffing::sheet as staffing_sheet;
pub use words::{BASE, ID, KEY, NO_CHOICE, NOT_LISTED, word};
