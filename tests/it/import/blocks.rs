//! Small files, built from their texts.

use gangwei::testing::office::{Block, Grid, GridCell, OfficeFile, Story, StoryKind, TextBlock};

/// A Word file with these blocks.
pub fn word(blocks: Vec<Block>) -> OfficeFile {
    file("旧.docx", vec![Story { kind: StoryKind::Body, blocks }])
}

pub fn file(path: &str, stories: Vec<Story>) -> OfficeFile {
    OfficeFile { path: path.into(), stories, ..OfficeFile::default() }
}

/// A workbook with a sheet of these rows.
pub fn workbook(rows: &[&[&str]]) -> OfficeFile {
    let blocks = vec![table(rows)];
    file("旧.xlsx", vec![Story { kind: StoryKind::Sheet("Sheet1".to_owned()), blocks }])
}

/// A Word file with a paragraph for each text.
pub fn lines(texts: &[&str]) -> OfficeFile {
    word(texts.iter().map(|text| line(text)).collect())
}

pub fn line(text: &str) -> Block {
    Block::Paragraph(TextBlock { text: text.to_owned(), ..TextBlock::default() })
}

pub fn heading(text: &str, level: u8) -> Block {
    Block::Paragraph(TextBlock { text: text.to_owned(), outline_level: Some(level), ..TextBlock::default() })
}

/// A table without merged cells. Empty texts are empty cells.
pub fn table(rows: &[&[&str]]) -> Block {
    let cell = |row, column, text: &str| GridCell {
        row,
        column,
        rowspan: 1,
        colspan: 1,
        blocks: vec![line(text)],
        ..GridCell::default()
    };
    let cells = rows
        .iter()
        .enumerate()
        .flat_map(|(row, texts)| texts.iter().enumerate().map(move |(column, text)| cell(row, column, text)));
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    Block::Table(Grid { rows: rows.len(), columns, cells: cells.collect() })
}
