//! The content of a foreign file, the same for all file formats.

use std::sync::Arc;

use super::fault;
use crate::diag::Diagnostic;

/// A file, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfficeFile {
    /// As given, for messages.
    pub path: Arc<str>,
    pub properties: FileProperties,
    /// The body first, then headers, footers and notes; for a workbook, its sheets in order.
    pub stories: Vec<Story>,
    /// What a reader of the blocks should know: that changes were taken as accepted, that text is hidden.
    pub findings: Vec<Diagnostic>,
}

/// What was read of a file.
#[derive(Debug, Default)]
pub struct FileContent {
    pub properties: FileProperties,
    pub stories: Vec<Story>,
    /// They name no file yet.
    pub findings: Vec<Diagnostic>,
}

impl OfficeFile {
    /// The file of a path, or why it cannot be read.
    pub fn of(path: &str, read: fault::Result<FileContent>) -> Result<OfficeFile, Vec<Diagnostic>> {
        let path: Arc<str> = path.into();
        match read {
            Ok(FileContent { properties, stories, findings }) => {
                let findings = findings.into_iter().map(|finding| finding.in_file(&path)).collect();
                Ok(OfficeFile { path, properties, stories, findings })
            }
            Err(fault) => Err(vec![fault.in_file(&path)]),
        }
    }
}

/// What the file says of itself (`docProps/core.xml`). Empty texts are `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileProperties {
    pub title: Option<String>,
    pub author: Option<String>,
}

/// A text flow of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Story {
    pub kind: StoryKind,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StoryKind {
    Body,
    Header,
    Footer,
    Footnote,
    Endnote,
    Comment,
    /// A sheet of a workbook, with its name: one table, and behind it the texts of its text boxes.
    Sheet(String),
}

/// A block, in reading order. The blocks of a text box stand behind the paragraph that it is anchored to, those of a
/// content control where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    Paragraph(TextBlock),
    Table(Grid),
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TextBlock {
    /// The visible text, without the automatic number. Tabs are `\t`, line breaks `\n`; a column or page break is a line
    /// break too. Ticked and empty check boxes are ☑ and □.
    pub text: String,
    /// The name of its style, as the file gives it (`heading 1`, `TOC 1`, `List Paragraph`).
    pub style: Option<Arc<str>>,
    /// 1 to 9, from the paragraph or its style.
    pub outline_level: Option<u8>,
    /// The automatic number or bullet.
    pub number: Option<ListNumber>,
    /// Whether a page begins with it.
    pub begins_page: bool,
    /// Whether all of its visible characters are grey: guidance on filling in a form.
    pub is_grey: bool,
    /// Text that the file hides (`w:vanish`).
    pub hidden: String,
    /// How many pictures, charts and embedded objects stand in it.
    pub pictures: usize,
}

/// An automatic number as the program shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListNumber {
    /// Such as `第一条`, `1.2)`, `（三）` or `•`.
    pub text: String,
    /// From 0.
    pub level: u8,
    pub is_bullet: bool,
}

/// A table: its cells by origin, row by row and from left to right. They do not overlap, but may leave holes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Grid {
    pub rows: usize,
    pub columns: usize,
    pub cells: Vec<GridCell>,
}

/// A cell. Merged cells are one, at the place of their first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct GridCell {
    /// From 0.
    pub row: usize,
    /// From 0.
    pub column: usize,
    /// At least 1.
    pub rowspan: usize,
    /// At least 1.
    pub colspan: usize,
    /// Whether its text runs in vertical columns.
    pub is_vertical: bool,
    /// Whether its row repeats at the top of each page (`w:tblHeader`).
    pub is_header: bool,
    pub blocks: Vec<Block>,
}

/// All text of blocks in reading order, without numbers and what is hidden.
pub fn plain_text(blocks: &[Block]) -> String {
    fn add(blocks: &[Block], text: &mut String) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => text.push_str(&paragraph.text),
                Block::Table(grid) => grid.cells.iter().for_each(|cell| add(&cell.blocks, text)),
            }
            text.push('\n');
        }
    }
    let mut text = String::new();
    add(blocks, &mut text);
    text
}
