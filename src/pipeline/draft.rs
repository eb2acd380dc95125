//! Parts that are laid out, but may still change.

use std::sync::Arc;

use crate::page::PartLayout;
use crate::template::Job;
use crate::tree::Part;

use super::sheet::PartSheet;

/// A part that is laid out, but may still change.
pub struct PartDraft<'a> {
    pub job: Job<'a>,
    pub plan: usize,
    pub part: Part,
    pub layout: PartLayout,
}

/// A part that is made, as far as it can be without the other parts of an output.
#[derive(Clone)]
pub enum MadePart<'a> {
    Ready(Arc<PartSheet<'a>>),
    /// It shows the numbers of pages, which are known when all parts of the output are made.
    Waiting(Arc<PartDraft<'a>>),
}
