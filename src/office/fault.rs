//! Why a foreign file cannot be read.

use crate::diag::{Code, Diagnostic, Text};

/// A fault is rare and large, so it is kept apart.
pub type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// A finding that names no file yet.
pub fn fault(code: Code, message: Text, help: Option<Text>) -> Box<Diagnostic> {
    let finding = Diagnostic::new(code, message);
    Box::new(match help {
        Some(help) => finding.with_help(help),
        None => finding,
    })
}
