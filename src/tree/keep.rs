//! Keeps rows and paragraphs with what follows where pagination wants it, so that every writer breaks pages alike.

use std::sync::Arc;

use super::{Block, Break, Paragraph, Part, Row, Table, TableStyle};

/// What pagination keeps with what follows although the layout does not ask for it. All are counted from 0 in the
/// order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Rows: a row, then the rows of the tables inside it, then the next row.
    pub rows: Vec<usize>,
    /// Paragraphs and captions, whose lines stay together, too.
    pub paragraphs: Vec<usize>,
}

/// Keeps these rows and paragraphs of a part with what follows them.
pub fn keep(part: &mut Part, kept: &Kept) {
    if *kept == Kept::default() {
        return;
    }
    let sorted = |numbers: &[usize]| {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers
    };
    let wanted = Kept { rows: sorted(&kept.rows), paragraphs: sorted(&kept.paragraphs) };
    Walk { wanted, rows: 0, paragraphs: 0 }.blocks(&mut part.blocks);
}

/// The numbers to come, and those that are wanted, in order.
struct Walk {
    wanted: Kept,
    rows: usize,
    paragraphs: usize,
}

impl Walk {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => self.blocks(&mut section.blocks),
                Block::List(list) => list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks)),
                Block::Table(table) => self.table(table),
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Rule(_) => {}
            }
        }
    }

    fn table(&mut self, table: &mut Table) {
        table.caption.iter_mut().for_each(|caption| self.paragraph(caption));
        let mut last = false;
        for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
            last = self.row(row);
        }
        if last {
            // What follows is not in the table.
            let style = TableStyle { break_after: Break::Avoid, ..(*table.style).clone() };
            table.style = Arc::new(style);
        }
    }

    /// Says whether the row is to stay with what follows.
    fn row(&mut self, row: &mut Row) -> bool {
        let wanted = self.wanted.rows.binary_search(&self.rows).is_ok();
        row.keep_with_next |= wanted;
        self.rows += 1;
        row.cells.iter_mut().for_each(|cell| self.blocks(&mut cell.blocks));
        wanted
    }

    fn paragraph(&mut self, paragraph: &mut Paragraph) {
        if self.wanted.paragraphs.binary_search(&self.paragraphs).is_ok() {
            let style = Arc::make_mut(&mut paragraph.style);
            (style.break_after, style.keep_together) = (Break::Avoid, true);
        }
        self.paragraphs += 1;
    }
}
