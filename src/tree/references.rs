//! Page references: which parts have them, and the same part with its numbers filled in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Block, Inline, PageNumber, Paragraph, Part};

/// Whether a part shows numbers of pages, so that it has to be laid out again once they are known.
pub fn has_page_numbers(part: &Part) -> bool {
    let mut found = false;
    let mut look = |paragraph: &Paragraph| {
        found |= paragraph.inlines.iter().any(|inline| matches!(inline, Inline::PageNumber(_)));
    };
    each(&part.blocks, &mut look);
    found
}

/// The part with the numbers of its anchors' pages; one that is not in the map is left blank.
pub fn with_page_numbers(part: &Part, numbers: &BTreeMap<Arc<str>, String>) -> Part {
    let mut part = part.clone();
    each_mut(&mut part.blocks, &mut |paragraph| {
        for inline in &mut paragraph.inlines {
            if let Inline::PageNumber(PageNumber { target, run }) = inline {
                run.text = numbers.get(target).cloned().unwrap_or_default();
            }
        }
    });
    part
}

fn each(blocks: &[Block], visit: &mut impl FnMut(&Paragraph)) {
    for block in blocks {
        match block {
            Block::Section(section) => each(&section.blocks, visit),
            Block::Paragraph(paragraph) => visit(paragraph),
            Block::List(list) => list.items.iter().for_each(|item| each(&item.blocks, visit)),
            Block::Table(table) => {
                table.caption.iter().for_each(|caption| visit(caption));
                table.rows().flat_map(|row| &row.cells).for_each(|cell| each(&cell.blocks, visit));
            }
            Block::Rule(_) => {}
        }
    }
}

fn each_mut(blocks: &mut [Block], visit: &mut impl FnMut(&mut Paragraph)) {
    for block in blocks {
        match block {
            Block::Section(section) => each_mut(&mut section.blocks, visit),
            Block::Paragraph(paragraph) => visit(paragraph),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_mut(&mut item.blocks, visit)),
            Block::Table(table) => {
                table.caption.iter_mut().for_each(|caption| visit(caption));
                let rows = table.groups.iter_mut().flat_map(|group| &mut group.rows);
                rows.flat_map(|row| &mut row.cells).for_each(|cell| each_mut(&mut cell.blocks, visit));
            }
            Block::Rule(_) => {}
        }
    }
}
