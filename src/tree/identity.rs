//! Gives the nodes of a part their ids.

use super::node::{Block, Inline, List, Paragraph, Table};
use crate::index::Id;

/// Gives every node in the blocks its id, each kind counted from 0 in document order.
pub fn identify(blocks: &mut [Block]) {
    Census::default().blocks(blocks);
}

/// How many nodes of each kind have got an id.
#[derive(Default)]
struct Census {
    paragraphs: usize,
    rows: usize,
    tables: usize,
    lists: usize,
    items: usize,
    images: usize,
}

/// The next id of a kind; counts it.
fn next<I: Id>(count: &mut usize) -> I {
    *count += 1;
    I::new(*count - 1)
}

impl Census {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => self.blocks(&mut section.blocks),
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Table(table) => self.table(table),
                Block::List(list) => self.list(list),
                Block::Rule(_) => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &mut Paragraph) {
        paragraph.id = next(&mut self.paragraphs);
        for inline in &mut paragraph.inlines {
            if let Inline::Image(image) = inline {
                image.id = next(&mut self.images);
            }
        }
    }

    fn table(&mut self, table: &mut Table) {
        table.id = next(&mut self.tables);
        table.caption.iter_mut().for_each(|caption| self.paragraph(caption));
        for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
            row.id = next(&mut self.rows);
            row.cells.iter_mut().for_each(|cell| self.blocks(&mut cell.blocks));
        }
    }

    fn list(&mut self, list: &mut List) {
        list.id = next(&mut self.lists);
        for item in &mut list.items {
            item.id = next(&mut self.items);
            self.blocks(&mut item.blocks);
        }
    }
}
