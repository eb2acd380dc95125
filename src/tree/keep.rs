//! Keeps the rows and paragraphs that pagination has chosen with what follows them, so that every writer breaks pages
//! alike.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::id::{ParagraphId, RowId};
use super::node::{Block, Paragraph, Table};
use super::part::Part;
use super::style::Break;

/// What pagination keeps with what follows although no style asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub rows: BTreeSet<RowId>,
    /// Their lines are kept together too.
    pub paragraphs: BTreeSet<ParagraphId>,
}

/// Keeps these rows and paragraphs of a part with what follows them.
pub fn keep(part: &mut Part, kept: &Kept) {
    if *kept == Kept::default() {
        return;
    }
    keep_blocks(&mut part.blocks, kept);
}

fn keep_blocks(blocks: &mut [Block], kept: &Kept) {
    for block in blocks {
        match block {
            Block::Section(section) => keep_blocks(&mut section.blocks, kept),
            Block::List(list) => list.items.iter_mut().for_each(|item| keep_blocks(&mut item.blocks, kept)),
            Block::Table(table) => keep_table(table, kept),
            Block::Paragraph(paragraph) => keep_paragraph(paragraph, kept),
            Block::Rule(_) => {}
        }
    }
}

fn keep_table(table: &mut Table, kept: &Kept) {
    table.caption.iter_mut().for_each(|caption| keep_paragraph(caption, kept));
    let mut last = false;
    for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
        last = kept.rows.contains(&row.id);
        row.keep_with_next |= last;
        row.cells.iter_mut().for_each(|cell| keep_blocks(&mut cell.blocks, kept));
    }
    if last {
        // The last row is followed by what comes after the table.
        Arc::make_mut(&mut table.style).break_after = Break::Avoid;
    }
}

fn keep_paragraph(paragraph: &mut Paragraph, kept: &Kept) {
    if kept.paragraphs.contains(&paragraph.id) {
        let style = Arc::make_mut(&mut paragraph.style);
        (style.break_after, style.keep_together) = (Break::Avoid, true);
    }
}
