//! Writes what has changed since an older state as a workbook.

use crate::diff::Comparison;
use crate::workbook;
use crate::world::World;

use super::export::{date, unwritable};
use super::load;
use super::name::changes_title;
use super::options::Options;
use super::report::Outcome;

/// A workbook of what has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesExport {
    /// The bytes of the `.xlsx` file.
    pub bytes: Vec<u8>,
    /// What it is called.
    pub title: String,
}

/// What has changed since an older state, as an Excel workbook in the handbook's language. Data with errors is not compared.
/// `None` without an older state in the options.
pub fn export_changes(world: &dyn World, options: &Options) -> Outcome<ChangesExport> {
    Outcome::of(|report| {
        let (handbook, _) = load::load(world, options, report);
        if report.failed() {
            return None;
        }
        let lang = handbook.language.lang();
        let found = Comparison::new(options.since.as_ref()?, &handbook, lang);
        let written = workbook::compared::write(&found, &handbook, lang, date(world, &handbook));
        let title = changes_title(&handbook);
        report.take(written.map_err(unwritable)).map(|bytes| ChangesExport { bytes, title })
    })
}
