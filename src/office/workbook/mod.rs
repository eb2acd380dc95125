//! Reads workbooks: `.xlsx`, `.ods` and the old `.xls`. Each sheet is a story with one table, its numbers as people see them.
//!
//! Nothing is unpacked or kept beyond the limits of Word files, so that a workbook that does harm ends with a message.

mod cells;
mod compound;
mod found;
mod number_format;
mod ods;
mod records;
mod sheet;
mod strings;
mod styles;
mod xls;
mod xlsx;

use super::block::{FileContent, OfficeFile};
use super::fault::Result;
use super::package::OfficePackage;
use crate::diag::Diagnostic;

pub use ods::is_open_document;
pub use sheet::{OpenSheet, story};
pub use xls::is_old;

/// Reads a workbook, or says why it cannot be read.
pub fn read(path: &str, bytes: &[u8]) -> std::result::Result<OfficeFile, Vec<Diagnostic>> {
    OfficeFile::of(path, read_workbook(bytes))
}

fn read_workbook(bytes: &[u8]) -> Result<FileContent> {
    if is_old(bytes) {
        return xls::read(bytes);
    }
    let mut package = OfficePackage::open(bytes)?;
    if is_open_document(&package) { ods::read(&mut package) } else { xlsx::read(&mut package) }
}
