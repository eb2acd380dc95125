//! Markup text and a style sheet become a part of the tree: elements checked, styles computed, units absolute.
//!
//! The language is a strict subset of HTML and CSS. Whatever is outside it is an error with its place,
//! never skipped in silence; all errors of a text come at once.
//!
//! White space: literal white space collapses as CSS's `white-space: normal` says, and a line break between
//! two Han characters vanishes. White space written as a character reference is data and is kept: `&#10;` is
//! a forced line break, `&#32;` and `&#9;` a space.
//!
//! ```text
//! markup ─ dom ─▶ elements ─ cascade ─▶ computed styles ─ flow, table, inline ─▶ blocks ─ margins ─▶ Part
//! ```

mod applies;
mod border;
mod cascade;
mod columns;
mod css;
mod dom;
mod flow;
mod grid;
mod inline;
mod list;
mod margins;
mod names;
mod pages;
mod reference;
mod report;
mod specimens;
mod styles;
mod table;

use std::collections::HashSet;
use std::sync::Arc;

pub use css::StyleSheet;
pub use dom::ids;
pub use inline::picture_fault;

use crate::diag::{Diagnostic, Text};
use crate::picture::{Fault, Picture};
use crate::tree::{Matter, Part, Sheet};

/// What a part needs beside its markup text and its style sheet.
pub struct PartInput<'a> {
    /// Becomes [`Part::name`].
    pub name: String,
    pub matter: Matter,
    pub sheet: Option<Sheet>,
    /// How diagnostics name the markup text; their spans are bytes into it.
    pub path: Arc<str>,
    /// Running strings known from the data: title, company, department, …
    pub strings: Vec<(Arc<str>, String)>,
    /// A picture by its `src`, or why there is none.
    pub pictures: &'a Pictures<'a>,
    /// The ids of the whole document, where links may lead to other parts.
    pub anchors: Option<&'a HashSet<String>>,
}

/// Finds a picture.
pub type Pictures<'a> = dyn Fn(&str) -> Result<Arc<Picture>, PictureError> + Sync + 'a;

/// Why a picture cannot be shown.
#[derive(Clone, Debug)]
pub enum PictureError {
    Unreadable(Text),
    Faulty(Fault),
}

/// What a markup text makes.
#[derive(Clone, Debug)]
pub struct Built {
    pub part: Part,
    /// The ids that it gives, as [`ids`] finds them, in no order.
    pub ids: Vec<String>,
}

/// Builds a part of the tree.
pub fn build(markup: &str, sheet: &StyleSheet, input: PartInput<'_>) -> Result<Built, Vec<Diagnostic>> {
    let mut report = report::Report::new(&input.path);
    let dom = dom::read(markup, &mut report);
    let mut builder = flow::Builder::new(&dom, sheet, &input, report);
    builder.check_ids();
    let blocks = builder.part();
    let ids = builder.own_ids.iter().map(|&id| id.to_owned()).collect();
    let (strings, report) = builder.finish();
    let (page_styles, specimens) = (sheet.page_styles.clone(), sheet.specimens.clone());
    let PartInput { name, matter, sheet, .. } = input;
    let part = Part { name, matter, sheet, page_styles, specimens, strings, blocks };
    report.finish(Built { part, ids })
}
