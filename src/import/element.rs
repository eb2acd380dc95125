//! A foreign file as lines and tables, whose texts are in the ledger.

use std::ops::Range;
use std::sync::Arc;

use super::excerpt::{Excerpt, FragmentId, SourcePlace};
use super::ledger::{Fate, Ledger, LeftOut, is_mark};
use super::number::{ItemNumber, leading_number};
use crate::index::Id;
use crate::office::{Block, Grid, OfficeFile, Story, StoryKind, TextBlock};

/// The stories of texts that stand in no file: its own name, and that of a sheet.
pub const FILE_NAME: &str = "文件名";
pub const SHEET_NAME: &str = "工作表名";

/// Boxes to tick, empty and ticked.
pub const BOXES: [char; 8] = ['□', '☐', '☑', '☒', '■', '✓', '√', '\u{2705}'];

/// A line of text: a paragraph, or a part of one between line breaks.
#[derive(Clone, Debug)]
pub struct Line {
    pub text: Excerpt,
    /// The automatic number, which is no part of the text.
    pub number: Option<ItemNumber>,
    /// The automatic number as it was shown.
    pub label: Option<Arc<str>>,
    /// 1 to 9 for headings.
    pub outline: Option<u8>,
    pub style: Option<Arc<str>>,
}

#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// From 0.
    pub row: usize,
    pub column: usize,
    pub rowspan: usize,
    pub colspan: usize,
    /// Its lines with text.
    pub lines: Vec<Line>,
    /// The tables inside it, each with the number of lines before it.
    pub tables: Vec<(usize, Table)>,
}

/// A table. Its cells are in the order of rows and columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub rows: usize,
    pub columns: usize,
    pub cells: Vec<Cell>,
    /// How many rows the tallest cell covers.
    tallest: usize,
}

#[derive(Clone, Debug)]
pub enum Element {
    Line(Line),
    Table(Table),
}

/// The body of a file, or a sheet of a workbook.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The name of the sheet.
    pub sheet: Option<Excerpt>,
    pub elements: Vec<Element>,
}

impl Line {
    /// A line of a text, with nothing else known of it.
    pub fn of(text: Excerpt) -> Line {
        Line { text, number: None, label: None, outline: None, style: None }
    }
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.tables.is_empty()
    }

    /// The last column that it covers.
    pub fn end(&self) -> usize {
        self.column + self.colspan
    }
}

impl Table {
    pub fn new(rows: usize, columns: usize, cells: Vec<Cell>) -> Table {
        let tallest = cells.iter().map(|cell| cell.rowspan).max().unwrap_or(0);
        Table { rows, columns, cells, tallest }
    }

    /// The cells that cover a row, also those that begin above.
    pub fn covering(&self, row: usize) -> impl Iterator<Item = &Cell> {
        let start = self.cells.partition_point(|cell| cell.row.saturating_add(self.tallest) <= row);
        let end = self.cells.partition_point(|cell| cell.row <= row);
        self.cells[start..end].iter().filter(move |cell| row < cell.row + cell.rowspan)
    }

    /// The cells that begin in a row.
    pub fn row(&self, row: usize) -> &[Cell] {
        self.row_range(row..row.saturating_add(1))
    }

    /// The cells that begin in rows.
    pub fn row_range(&self, rows: Range<usize>) -> &[Cell] {
        let start = self.cells.partition_point(|cell| cell.row < rows.start);
        let end = self.cells.partition_point(|cell| cell.row < rows.end);
        &self.cells[start..end]
    }
}

/// Enters the texts of a file in the ledger. Gives its bodies and sheets; headers, footers and notes are left out.
pub fn flows(file: &OfficeFile, ledger: &mut Ledger) -> Vec<Flow> {
    let mut flows = Vec::new();
    for story in &file.stories {
        let mut entry = Entry { ledger, file: file.path.clone(), story: story_name(story), tables: 0 };
        let elements = entry.blocks(&story.blocks, &mut 0);
        let sheet = match &story.kind {
            StoryKind::Body => None,
            StoryKind::Sheet(name) => {
                let place = SourcePlace {
                    file: file.path.clone(),
                    story: Some(SHEET_NAME.into()),
                    ..SourcePlace::default()
                };
                let name = ledger.enter(place, name);
                ledger.note(&name, Fate::Left(LeftOut::Furniture));
                Some(name)
            }
            StoryKind::Header | StoryKind::Footer => {
                leave(&elements, ledger, LeftOut::Furniture);
                continue;
            }
            StoryKind::Footnote | StoryKind::Endnote | StoryKind::Comment => continue,
        };
        flows.push(Flow { sheet, elements });
    }
    flows
}

/// The ids of the paragraphs in elements, from the first to behind the last.
pub fn fragments(elements: &[Element]) -> Range<FragmentId> {
    let mut ids = Vec::new();
    let mut cells = Vec::new();
    for element in elements {
        match element {
            Element::Line(line) => ids.push(line.text.fragment),
            Element::Table(table) => cells.extend(&table.cells),
        }
    }
    range_of(ids, cells)
}

/// The ids of the paragraphs in cells, from the first to behind the last.
pub fn fragments_of(cells: Vec<&Cell>) -> Range<FragmentId> {
    range_of(Vec::new(), cells)
}

fn range_of(mut ids: Vec<FragmentId>, mut cells: Vec<&Cell>) -> Range<FragmentId> {
    while let Some(cell) = cells.pop() {
        ids.extend(cell.lines.iter().map(|line| line.text.fragment));
        cells.extend(cell.tables.iter().flat_map(|(_, table)| &table.cells));
    }
    match (ids.iter().min(), ids.iter().max()) {
        (Some(first), Some(last)) => *first..last.next(),
        _ => FragmentId::default()..FragmentId::default(),
    }
}

/// Notes that elements are left out.
pub fn leave(elements: &[Element], ledger: &mut Ledger, reason: LeftOut) {
    for element in elements {
        match element {
            Element::Line(line) => ledger.note(&line.text, Fate::Left(reason)),
            Element::Table(table) => leave_table(table, ledger, reason),
        }
    }
}

pub fn leave_table(table: &Table, ledger: &mut Ledger, reason: LeftOut) {
    for cell in &table.cells {
        leave_cell(cell, ledger, reason);
    }
}

pub fn leave_cell(cell: &Cell, ledger: &mut Ledger, reason: LeftOut) {
    cell.lines.iter().for_each(|line| ledger.note(&line.text, Fate::Left(reason)));
    cell.tables.iter().for_each(|(_, table)| leave_table(table, ledger, reason));
}

fn story_name(story: &Story) -> Option<Arc<str>> {
    match &story.kind {
        StoryKind::Body => None,
        StoryKind::Header => Some("页眉".into()),
        StoryKind::Footer => Some("页脚".into()),
        StoryKind::Footnote => Some("脚注".into()),
        StoryKind::Endnote => Some("尾注".into()),
        StoryKind::Comment => Some("批注".into()),
        StoryKind::Sheet(name) => Some(name.as_str().into()),
    }
}

/// Takes the blocks of a story in.
struct Entry<'l> {
    ledger: &'l mut Ledger,
    file: Arc<str>,
    story: Option<Arc<str>>,
    /// How many tables there are so far.
    tables: usize,
}

impl Entry<'_> {
    /// `paragraphs` counts those of the place.
    fn blocks(&mut self, blocks: &[Block], paragraphs: &mut usize) -> Vec<Element> {
        let mut elements = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    *paragraphs += 1;
                    elements.extend(self.lines(paragraph, None, *paragraphs).into_iter().map(Element::Line));
                }
                Block::Table(grid) => elements.push(Element::Table(self.table(grid))),
            }
        }
        elements
    }

    fn table(&mut self, grid: &Grid) -> Table {
        self.tables += 1;
        let number = self.tables;
        let mut cells = Vec::with_capacity(grid.cells.len());
        for cell in &grid.cells {
            let mut taken = Cell {
                row: cell.row,
                column: cell.column,
                rowspan: cell.rowspan,
                colspan: cell.colspan,
                ..Cell::default()
            };
            let mut paragraphs = 0;
            for block in &cell.blocks {
                match block {
                    Block::Paragraph(paragraph) => {
                        paragraphs += 1;
                        let place = Some([number, cell.row + 1, cell.column + 1]);
                        taken.lines.extend(self.lines(paragraph, place, paragraphs));
                    }
                    Block::Table(grid) => {
                        let table = self.table(grid);
                        taken.tables.push((taken.lines.len(), table));
                    }
                }
            }
            cells.push(taken);
        }
        Table::new(grid.rows, grid.columns, cells)
    }

    fn lines(&mut self, paragraph: &TextBlock, cell: Option<[usize; 3]>, number: usize) -> Vec<Line> {
        let place =
            SourcePlace { file: self.file.clone(), story: self.story.clone(), cell, paragraph: number };
        if !paragraph.hidden.trim().is_empty() {
            let hidden = self.ledger.enter(place.clone(), &paragraph.hidden);
            self.ledger.note(&hidden, Fate::Left(LeftOut::Hidden));
        }
        if paragraph.text.trim().is_empty() {
            return Vec::new();
        }
        // YAML has no control characters, and nobody sees them.
        let text: String =
            paragraph.text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect();
        let whole = self.ledger.enter(place, &text);
        if paragraph.is_grey {
            self.ledger.note(&whole, Fate::Left(LeftOut::Guidance));
            return Vec::new();
        }
        let mut lines = Vec::new();
        let mut start = 0;
        for part in whole.split('\n') {
            let text = whole.part(start..start + part.len()).trimmed();
            start += part.len() + 1;
            // Lines to write on, rules of dashes.
            if text.chars().all(|c| is_mark(c) && !BOXES.contains(&c)) {
                continue;
            }
            let own = paragraph.number.as_ref().filter(|_| lines.is_empty());
            lines.push(Line {
                text,
                number: own.map(|number| automatic(&number.text, number.level, number.is_bullet)),
                label: own.map(|number| number.text.as_str().into()),
                outline: paragraph.outline_level,
                style: paragraph.style.clone(),
            });
        }
        lines
    }
}

/// An automatic number: what it says, or a bullet if it cannot be read.
fn automatic(text: &str, level: u8, is_bullet: bool) -> ItemNumber {
    let read = leading_number(text).map(|(number, _)| number).filter(|_| !is_bullet);
    ItemNumber { level: Some(level), ..read.unwrap_or(ItemNumber::BULLET) }
}
