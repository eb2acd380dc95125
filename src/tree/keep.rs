//! Tells the tree's rows what layout found, so that every writer parts and raises them alike.
//!
//! Rows are counted from 0 in the order of the text: a row, then the rows of the tables inside
//! it, then the next row.

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, Part, Row};
use crate::unit::Abs;

/// Keeps the rows with these numbers with the next one.
pub fn keep_rows(part: &mut Part, numbers: &[usize]) {
    let wanted: BTreeSet<usize> = numbers.iter().copied().collect();
    each_row(part, |number, row| row.keep_with_next |= wanted.contains(&number));
}

/// Gives rows at least the heights that vertical text takes in them: a word processor breaks such
/// text at the row's height, and does not raise the row for it.
pub fn raise_rows(part: &mut Part, heights: &[(usize, Abs)]) {
    let wanted: BTreeMap<usize, Abs> = heights.iter().copied().collect();
    each_row(part, |number, row| {
        row.min_height = wanted.get(&number).copied().unwrap_or_default().max(row.min_height);
    });
}

fn each_row(part: &mut Part, change: impl FnMut(usize, &mut Row)) {
    Walk { change, next: 0 }.blocks(&mut part.blocks);
}

struct Walk<F> {
    change: F,
    next: usize,
}

impl<F: FnMut(usize, &mut Row)> Walk<F> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => self.blocks(&mut section.blocks),
                Block::List(list) => list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks)),
                Block::Table(table) => {
                    table.groups.iter_mut().flat_map(|group| &mut group.rows).for_each(|row| self.row(row));
                }
                Block::Paragraph(_) | Block::Rule(_) => {}
            }
        }
    }

    fn row(&mut self, row: &mut Row) {
        (self.change)(self.next, row);
        self.next += 1;
        row.cells.iter_mut().for_each(|cell| self.blocks(&mut cell.blocks));
    }
}
