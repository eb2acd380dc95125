//! Tells what of a workbook is not among its sheets, or that it has none.

use super::super::fault::fault;
use super::super::found::{Texts, covered, embedded};
use crate::diag::{Code, Diagnostic, Text, count_of};

/// What was found in a workbook, beside its sheets.
#[derive(Default)]
pub struct WorkbookFound {
    /// The names of hidden sheets that have content.
    pub hidden: Vec<String>,
    /// Texts of cells that are part of merged ones.
    pub covered: Texts,
    /// How many charts and objects are embedded.
    pub embedded: usize,
}

impl WorkbookFound {
    /// What a reader of the sheets should know.
    pub fn findings(&self) -> Vec<Diagnostic> {
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
pub fn no_workbook() -> Box<Diagnostic> {
    let message = Text::new("压缩包里没有工作簿", "it is an archive without a workbook in it");
    let help =
        Text::new("用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS, and save it as .xlsx");
    fault(Code::E601, message, Some(help))
}
