//! Reads workbooks: `.xlsx`, `.ods` and the old `.xls`. Each sheet is a story with one table, its numbers as people see them.
//!
//! Nothing is unpacked or kept beyond the limits of Word files, so that a workbook that does harm ends with a message.

mod cells;
mod number_format;
mod ods;
mod sheet;
mod strings;
mod styles;
mod xlsx;

use super::block::{FileContent, OfficeFile};
use super::fault::{Result, fault};
use super::found::{Texts, covered, embedded};
use super::package::OfficePackage;
use crate::diag::{Code, Diagnostic, Text, count_of};

pub use ods::is_open_document;
pub use sheet::{OpenSheet, story};

/// Reads a workbook, or says why it cannot be read.
pub fn read(path: &str, bytes: &[u8]) -> std::result::Result<OfficeFile, Vec<Diagnostic>> {
    OfficeFile::of(path, read_workbook(bytes))
}

fn read_workbook(bytes: &[u8]) -> Result<FileContent> {
    let mut package = OfficePackage::open(bytes)?;
    if is_open_document(&package) { ods::read(&mut package) } else { xlsx::read(&mut package) }
}

/// What was found in a workbook, beside its sheets.
#[derive(Default)]
struct WorkbookFound {
    /// The names of hidden sheets that have content.
    hidden: Vec<String>,
    /// Texts of cells that are part of merged ones.
    covered: Texts,
    /// How many charts and objects are embedded.
    embedded: usize,
}

impl WorkbookFound {
    fn findings(&self) -> Vec<Diagnostic> {
        let hidden = (!self.hidden.is_empty()).then(|| {
            let count = self.hidden.len();
            let message = Text::new(
                format!("隐藏的工作表 {count} 个，也读入了：{}", self.hidden.join("、")),
                format!(
                    "{} read like the others: {}",
                    count_of(count, "hidden sheet"),
                    self.hidden.join(", ")
                ),
            );
            Diagnostic::new(Code::W605, message)
        });
        [hidden, covered(&self.covered), embedded(self.embedded)].into_iter().flatten().collect()
    }
}

/// An archive without a workbook.
fn no_workbook() -> Box<Diagnostic> {
    let message = Text::new("压缩包里没有工作簿", "it is an archive without a workbook in it");
    let help =
        Text::new("用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS, and save it as .xlsx");
    fault(Code::E601, message, Some(help))
}
