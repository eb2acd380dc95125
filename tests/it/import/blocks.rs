//! Small files, built from their texts.

use gangwei::testing::office::{Block, OfficeFile, Story, StoryKind, TextBlock};

/// A Word file with these blocks.
pub fn word(blocks: Vec<Block>) -> OfficeFile {
    file("旧.docx", vec![Story { kind: StoryKind::Body, blocks }])
}

pub fn file(path: &str, stories: Vec<Story>) -> OfficeFile {
    OfficeFile { path: path.into(), stories, ..OfficeFile::default() }
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
