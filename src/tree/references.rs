//! Page references: tells which parts have them, and fills in their numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::node::{Inline, PageNumber};
use super::part::Part;
use super::walk::{each_paragraph, each_paragraph_mut};

/// Whether a part shows page numbers of other places, so that it has to be laid out again once these are known.
pub fn has_page_numbers(part: &Part) -> bool {
    let mut found = false;
    each_paragraph(&part.blocks, &mut |paragraph| {
        found |= paragraph.inlines.iter().any(|inline| matches!(inline, Inline::PageNumber(_)));
    });
    found
}

/// The part with its page references filled in: `numbers` has the page number of each anchor. A reference to an
/// anchor that is not in the map becomes empty.
pub fn with_page_numbers(part: &Part, numbers: &BTreeMap<Arc<str>, String>) -> Part {
    let mut part = part.clone();
    each_paragraph_mut(&mut part.blocks, &mut |paragraph| {
        for inline in &mut paragraph.inlines {
            if let Inline::PageNumber(PageNumber { target, run }) = inline {
                run.text = numbers.get(target).cloned().unwrap_or_default();
            }
        }
    });
    part
}
