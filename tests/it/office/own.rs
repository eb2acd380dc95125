//! Documents that this program makes, read back: what they say is what the tree says, and docx-rs.

use gangwei::diag::Code;
use gangwei::testing::office::{Block, Grid, GridCell, OfficeFile};
use gangwei::testing::tree;

use super::read;
use crate::docx::outline::{CellOutline, Outline, RowOutline, TableOutline};

/// What the tables of a file say.
fn outline(file: &OfficeFile) -> Outline {
    let mut outline = Outline::default();
    tables(&file.stories[0].blocks, &mut outline);
    outline
}

fn tables(blocks: &[Block], outline: &mut Outline) {
    for block in blocks {
        if let Block::Table(grid) = block {
            outline.0.push(table(grid));
            grid.cells.iter().for_each(|cell| tables(&cell.blocks, outline));
        }
    }
}

fn table(grid: &Grid) -> TableOutline {
    let mut rows = vec![RowOutline::default(); grid.rows];
    for GridCell { row, column, rowspan, colspan, is_header, blocks, .. } in &grid.cells {
        let texts = blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.as_str()).filter(|text| !text.is_empty()),
            Block::Table(_) => None,
        });
        // A row that cells from above fill has no cell of its own to say it.
        rows[*row..row + rowspan].iter_mut().for_each(|row| row.header |= is_header);
        rows[*row].cells.push(CellOutline {
            column: *column,
            colspan: *colspan,
            rowspan: *rowspan,
            // What leads to a page number is a tab, which the tree does not tell as text.
            text: texts.collect::<Vec<_>>().join("\n").replace('\t', ""),
        });
    }
    TableOutline { columns: grid.columns, rows }
}

/// The texts and numbers of a tree's lists, in order.
fn items_of_tree(blocks: &[tree::Block], items: &mut Vec<(String, String)>) {
    for block in blocks {
        match block {
            tree::Block::Section(section) => items_of_tree(&section.blocks, items),
            tree::Block::Table(table) => {
                table.rows().flat_map(|row| &row.cells).for_each(|cell| items_of_tree(&cell.blocks, items))
            }
            tree::Block::List(list) => {
                for item in &list.items {
                    if let Some(tree::Block::Paragraph(first)) = item.blocks.first() {
                        items.push((item.marker.trim().to_owned(), first.text()));
                    }
                    items_of_tree(&item.blocks, items);
                }
            }
            tree::Block::Paragraph(_) | tree::Block::Rule(_) => {}
        }
    }
}

fn items(blocks: &[Block], found: &mut Vec<(String, String)>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                found.extend(
                    paragraph.number.iter().map(|number| (number.text.clone(), paragraph.text.clone())),
                );
            }
            Block::Table(grid) => grid.cells.iter().for_each(|cell| items(&cell.blocks, found)),
        }
    }
}

/// A package of this program says in its tables what they say in the tree.
pub fn assert_tables(package: &[u8], wanted: &Outline) -> OfficeFile {
    let file = read("own.docx", package);
    assert_eq!(outline(&file), *wanted);
    // The number of a page, for fields that count pages, is hidden.
    assert!(file.findings.iter().all(|finding| finding.code == Code::W602), "{:?}", file.findings);
    file
}

/// And its lists have the numbers of the tree.
pub fn assert_reads_as(package: &[u8], document: &tree::Document, wanted: &Outline) {
    let file = assert_tables(package, wanted);
    let (mut own, mut read) = (Vec::new(), Vec::new());
    document.parts.iter().for_each(|part| items_of_tree(&part.blocks, &mut own));
    items(&file.stories[0].blocks, &mut read);
    assert!(own.len() > 100, "{} items", own.len());
    assert_eq!(read, own);
}
