//! A part that is laid out, but may still change.

use crate::page::PartLayout;
use crate::template::Job;
use crate::tree::Part;

/// A part that is laid out, but may still change.
pub struct PartDraft<'a> {
    pub job: Job<'a>,
    pub plan: usize,
    pub part: Part,
    pub layout: PartLayout,
    pub ids: Vec<String>,
}
