//! Parts that are laid out.

use std::sync::Arc;

use crate::page::PartLayout;
use crate::pdf::Drawn;
use crate::template::Job;
use crate::tree::Part;

/// A part, laid out.
pub struct PartSheet<'a> {
    /// What it was rendered for, and the first plan that shows it.
    pub job: Job<'a>,
    pub plan: usize,
    pub part: Arc<Part>,
    pub layout: Arc<PartLayout>,
    /// Its pages as content streams, if they were drawn.
    pub drawn: Option<Arc<Drawn>>,
    /// Whether it shows nothing, such as a chart without lines.
    pub is_empty: bool,
}

/// The sheets of an output that show something.
pub fn shown<'s, 'a>(sheets: &'s [Arc<PartSheet<'a>>]) -> Vec<&'s PartSheet<'a>> {
    let shown: Vec<&PartSheet> =
        sheets.iter().map(|sheet| &**sheet).filter(|sheet| !sheet.is_empty).collect();
    // A document has at least one page.
    if shown.is_empty() { sheets.iter().map(|sheet| &**sheet).collect() } else { shown }
}
