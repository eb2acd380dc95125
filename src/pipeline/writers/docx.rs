//! Writes documents for word processors.

use super::document::{FormatWriter, LaidDocument, OutputFile};
use crate::diag::{Code, Diagnostic, Text};
use crate::docx::{self, PixelCopies};
use crate::tree::Document;

#[derive(Default)]
pub struct DocxWriter {
    copies: PixelCopies,
}

impl FormatWriter for DocxWriter {
    fn write(&self, document: &LaidDocument) -> Result<Vec<OutputFile>, Diagnostic> {
        const SUFFIX: &str = ".docx";
        let parts = document.sheets.iter().map(|sheet| sheet.part.clone()).collect();
        let tree = Document { meta: document.meta.clone(), parts };
        match docx::write(&tree, &document.joined.map(), &self.copies) {
            Ok(bytes) => Ok(vec![OutputFile { suffix: SUFFIX, bytes }]),
            Err(error) => Err(failure(&format!("{}{SUFFIX}", document.plan.path), &error)),
        }
    }
}

fn failure(path: &str, error: &docx::Error) -> Diagnostic {
    Diagnostic::new(
        Code::E411,
        Text::new(format!("未能生成 {path}：{error}"), format!("{path} could not be made: {error}")),
    )
}
