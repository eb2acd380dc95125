//! Writes the whole data as a workbook.

use crate::diag::{Code, Diagnostic, Lang, Text};
use crate::model::Handbook;
use crate::unit::Date;
use crate::workbook::{self, WorkbookError};
use crate::world::World;

use super::load;
use super::options::Options;
use super::report::Outcome;

/// When a workbook was made, if neither the environment nor the handbook has a date.
const NO_DATE: Date = Date { year: 2000, month: 1, day: 1 };

/// A workbook, and how many positions it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The bytes of the `.xlsx` file.
    pub bytes: Vec<u8>,
    /// How many positions it holds.
    pub positions: usize,
}

/// Writes all positions, in use or not, as an Excel workbook with headings in a language. Data with errors is not written.
pub fn export(world: &dyn World, options: &Options, lang: Lang) -> Outcome<Export> {
    Outcome::of(|report| {
        let (handbook, _) = load::load(world, options, report);
        if report.failed() {
            return None;
        }
        let written = workbook::write(&handbook, lang, date(world, &handbook)).map_err(unwritable);
        let positions = handbook.positions().count();
        report.take(written).map(|bytes| Export { bytes, positions })
    })
}

/// When a workbook was made, as it says itself.
pub fn date(world: &dyn World, handbook: &Handbook) -> Date {
    let effective = handbook.effective_date.as_ref().and_then(|date| Date::read(date));
    world.date().or(effective).unwrap_or(NO_DATE)
}

/// The error of a workbook that could not be made.
pub fn unwritable(error: WorkbookError) -> Vec<Diagnostic> {
    let message =
        Text::new(format!("无法生成工作簿：{error}"), format!("the workbook could not be made: {error}"));
    vec![Diagnostic::new(Code::E416, message)]
}
