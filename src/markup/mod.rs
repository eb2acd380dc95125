//! Markup text and a style sheet become a part of the tree: elements checked, styles computed, units absolute.
//!
//! The language is a strict subset of HTML and CSS. Anything outside it is an error with its place, and is never
//! skipped in silence. All errors of a text are reported at once.
//!
//! Literal white space collapses as in CSS's `white-space: normal`, and a line break between two Han characters
//! vanishes. White space written as a character reference is data and is kept: `&#10;` is
//! a forced line break, `&#32;` and `&#9;` a space.
//!
//! ```text
//! markup ─ parse ─▶ elements ─ cascade ─▶ computed styles ─ flow, table, inline ─▶ blocks ─ margins ─▶ Part
//! ```

mod applies;
mod border;
mod builder;
mod cascade;
mod columns;
mod css;
mod dom;
mod flow;
mod grid;
mod inline;
mod input;
mod links;
mod list;
mod margins;
mod names;
mod pages;
mod parse;
mod picture;
mod reference;
mod report;
mod runs;
mod sheet;
mod specimens;
mod styles;
mod table;

pub use input::{PartInput, PictureError, PictureSource};
pub use links::PartLinks;
pub use picture::picture_fault;
pub use sheet::StyleSheet;

use crate::diag::Diagnostic;
use crate::tree::Part;

/// What [`build`] makes of a markup text.
#[derive(Clone, Debug)]
pub struct BuiltPart {
    /// The part, or the errors of its markup.
    pub part: Result<Part, Vec<Diagnostic>>,
    /// Its links to other parts, which may still be wrong. They are known although the part has errors.
    pub links: PartLinks,
}

/// Builds a part of the tree.
pub fn build(markup: &str, sheet: &StyleSheet, input: PartInput<'_>) -> BuiltPart {
    let mut report = report::TextReport::new(&input.path);
    let dom = parse::parse(markup, &mut report);
    let mut builder = builder::BlockBuilder::new(&dom, sheet, &input, report);
    builder.check_ids();
    let blocks = builder.part();
    let (strings, links, report) = builder.finish();
    let (page_styles, specimens) = (sheet.page_styles.clone(), sheet.specimens.clone());
    let PartInput { name, matter, sheet, .. } = input;
    let part = Part { name, matter, sheet, page_styles, specimens, strings, blocks };
    BuiltPart { part: report.finish(part), links }
}
