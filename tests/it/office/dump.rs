//! Tells the blocks of a file, a line each, so that a person can compare them with the file.

use std::fmt::Write;

use gangwei::diag::{Format, Lang, Sources, render};
use gangwei::testing::office::{Block, Grid, OfficeFile, TextBlock};

/// All that was read of a file, and what was found in it.
pub fn dump(file: &OfficeFile) -> String {
    let mut text = String::new();
    for story in &file.stories {
        writeln!(text, "{:?}", story.kind).unwrap();
        blocks(&story.blocks, 1, &mut text);
    }
    writeln!(text, "{:?} {:?}", file.properties.title, file.properties.author).unwrap();
    text + &render(&file.findings, &Sources::new(), Format::Short, Lang::En, false)
}

fn blocks(all: &[Block], depth: usize, to: &mut String) {
    let indent = "  ".repeat(depth);
    for block in all {
        match block {
            Block::Paragraph(block) => writeln!(to, "{indent}{}", paragraph(block)).unwrap(),
            Block::Table(grid) => table(grid, depth, to),
        }
    }
}

/// `[heading 1, level 1] 第一条 | text`, with what else is true of it behind.
fn paragraph(block: &TextBlock) -> String {
    let mut traits: Vec<String> = block.style.iter().map(|style| style.to_string()).collect();
    traits.extend(block.outline_level.map(|level| format!("level {level}")));
    traits.extend(block.begins_page.then(|| "begins page".to_owned()));
    traits.extend(block.is_grey.then(|| "grey".to_owned()));
    traits.extend((block.pictures > 0).then(|| format!("{} pictures", block.pictures)));
    traits.extend((!block.hidden.is_empty()).then(|| format!("hidden {:?}", block.hidden)));
    let traits = if traits.is_empty() { String::new() } else { format!("[{}] ", traits.join(", ")) };
    let number = block.number.as_ref().map(|number| {
        let mark = if number.is_bullet { "*" } else { "" };
        format!("{}{mark}@{} | ", number.text, number.level)
    });
    format!("{traits}{}{:?}", number.unwrap_or_default(), block.text)
}

fn table(grid: &Grid, depth: usize, to: &mut String) {
    let indent = "  ".repeat(depth);
    writeln!(to, "{indent}table {} x {}", grid.rows, grid.columns).unwrap();
    for cell in &grid.cells {
        let mut line = format!("{},{}", cell.row, cell.column);
        if (cell.rowspan, cell.colspan) != (1, 1) {
            write!(line, " {} x {}", cell.rowspan, cell.colspan).unwrap();
        }
        line += if cell.is_vertical { " vertical" } else { "" };
        line += if cell.is_header { " header" } else { "" };
        match &cell.blocks[..] {
            [Block::Paragraph(block)] => writeln!(to, "{indent}  {line}: {}", paragraph(block)).unwrap(),
            _ => {
                writeln!(to, "{indent}  {line}:").unwrap();
                blocks(&cell.blocks, depth + 2, to);
            }
        }
    }
}
