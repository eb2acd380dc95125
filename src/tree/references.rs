//! Page references: which parts have them, and the same part with its numbers filled in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::node::{Inline, PageNumber};
use super::part::Part;
use super::walk::{each_paragraph, each_paragraph_mut};

/// Whether a part shows numbers of pages, so that it has to be laid out again once they are known.
pub fn has_page_numbers(part: &Part) -> bool {
    let mut found = false;
    each_paragraph(&part.blocks, &mut |paragraph| {
        found |= paragraph.inlines.iter().any(|inline| matches!(inline, Inline::PageNumber(_)));
    });
    found
}

/// The part with the numbers of its anchors' pages; one that is not in the map is left blank.
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
