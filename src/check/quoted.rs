//! Quotes texts of the data in messages.

use crate::diag::cut_to;

/// A text in quotation marks, shortened if it is long.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 30;
    let text = text.trim();
    // Marks around the text are not doubled.
    let inner = text.strip_prefix('“').and_then(|text| text.strip_suffix('”'));
    let text = inner.filter(|inner| !inner.contains(['“', '”'])).unwrap_or(text);
    format!("“{}”", cut_to(text, LONGEST).replace('\n', " "))
}
