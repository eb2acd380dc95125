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
    /// Its pages as content streams, where those are made at once.
    pub drawn: Option<Arc<Drawn>>,
    /// Whether it has nothing to show, such as a chart without lines.
    pub is_empty: bool,
    /// The ids that its markup gives.
    pub ids: Vec<String>,
}

/// What of an output's sheets is shown: all but those that have nothing to show.
pub fn shown<'s, 'a>(sheets: &'s [Arc<PartSheet<'a>>]) -> Vec<&'s PartSheet<'a>> {
    let shown: Vec<&PartSheet> =
        sheets.iter().map(|sheet| &**sheet).filter(|sheet| !sheet.is_empty).collect();
    // A document has one page at least.
    if shown.is_empty() { sheets.iter().map(|sheet| &**sheet).collect() } else { shown }
}
