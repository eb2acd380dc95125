//! Keeps rows with the next one where pagination wants it, so that every writer parts a table alike.

use std::collections::BTreeSet;

use super::{Block, Part, Row};

/// Sets `keep_with_next` of the rows with these numbers, counted from 0 in the order of the
/// text: a row, then the rows of the tables inside it, then the next row.
pub fn keep_rows(part: &mut Part, numbers: &[usize]) {
    let wanted = numbers.iter().copied().collect();
    Walk { wanted, next: 0 }.blocks(&mut part.blocks);
}

struct Walk {
    wanted: BTreeSet<usize>,
    next: usize,
}

impl Walk {
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
        row.keep_with_next |= self.wanted.contains(&self.next);
        self.next += 1;
        row.cells.iter_mut().for_each(|cell| self.blocks(&mut cell.blocks));
    }
}
