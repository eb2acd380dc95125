//! Chooses the reader of a file by its content: what it is called may be wrong.

use super::block::OfficeFile;
use super::package::OfficePackage;
use super::{csv, docx, workbook};
use crate::diag::Diagnostic;

/// Reads a file, or says why it cannot be read.
pub fn read(path: &str, bytes: &[u8]) -> Result<OfficeFile, Vec<Diagnostic>> {
    match bytes {
        [b'P', b'K', ..] if is_workbook(bytes) => workbook::read(path, bytes),
        _ if workbook::is_old(bytes) => workbook::read(path, bytes),
        _ if csv::is_text(bytes) => csv::read(path, bytes),
        // It says of other files what they are.
        _ => docx::read(path, bytes),
    }
}

/// Whether an archive is one of a workbook, by the names of its parts.
fn is_workbook(bytes: &[u8]) -> bool {
    OfficePackage::open(bytes).is_ok_and(|package| {
        package.has("xl/workbook.xml")
            || package.has("xl/workbook.bin")
            || workbook::is_open_document(&package)
    })
}
