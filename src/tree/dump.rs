//! Prints a tree as indented text, for `gangwei dump tree` and golden tests.

use super::{Document, Part};

pub fn dump(document: &Document) -> String {
    document.parts.iter().map(dump_part).collect()
}

pub fn dump_part(part: &Part) -> String {
    format!("{part:#?}\n")
}
