//! The content under a label of a position: rows of cells, whether they come from a table or from paragraphs.

use super::element::{Cell, Line};
use super::excerpt::Excerpt;
use super::ledger::{Fate, Ledger};
use crate::model::keys::{DataKey, KeyKind};

/// What a section is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Topic {
    Key(&'static DataKey),
    /// A row under `extra`, with its label.
    Extra(String),
    /// A key of the handbook.
    Handbook(&'static DataKey),
    /// A field of a step of the approval.
    Step {
        role: &'static str,
        field: &'static str,
    },
    Pay,
    Computed,
    Furniture,
    Skip,
}

/// A cell of a section.
#[derive(Clone, Debug)]
pub struct Part {
    pub lines: Vec<Line>,
    /// The columns that it covers, from the first to behind the last.
    pub column: usize,
    pub end: usize,
    pub rowspan: usize,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub parts: Vec<Part>,
    /// Whether its cells name the columns below.
    pub is_header: bool,
}

#[derive(Clone, Debug)]
pub struct Section {
    pub topic: Topic,
    /// The label that began it, where there is one.
    pub label: Option<Excerpt>,
    pub rows: Vec<Row>,
}

impl Topic {
    /// Whether labels of their own may stand under it.
    pub fn has_labels(&self) -> bool {
        matches!(self, Topic::Key(key) if matches!(key.kind, KeyKind::Labelled(_)))
    }
}

impl Part {
    /// A part of one line that is in no table.
    pub fn of_line(line: Line) -> Part {
        Part { lines: vec![line], column: 0, end: 1, rowspan: 1 }
    }

    pub fn of_cell(cell: &Cell) -> Part {
        Part { lines: cell.lines.clone(), column: cell.column, end: cell.end(), rowspan: cell.rowspan }
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Its text, if it is a single line.
    pub fn single(&self) -> Option<&Excerpt> {
        match self.lines.as_slice() {
            [line] => Some(&line.text),
            _ => None,
        }
    }

    pub fn texts(&self) -> Vec<Excerpt> {
        self.lines.iter().map(|line| line.text.clone()).collect()
    }

    /// All of its lines as one text, for comparison with labels.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| &*line.text).collect()
    }

    /// Notes what becomes of all of it.
    pub fn note(&self, ledger: &mut Ledger, fate: &Fate) {
        self.lines.iter().for_each(|line| ledger.note(&line.text, fate.clone()));
    }
}

impl Row {
    pub fn new(parts: Vec<Part>) -> Row {
        Row { parts, is_header: false }
    }

    /// Its parts with text.
    pub fn filled(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| !part.is_empty())
    }
}

impl Section {
    pub fn new(topic: Topic, rows: Vec<Row>) -> Section {
        Section { topic, label: None, rows }
    }

    /// All lines, row by row.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.rows.iter().flat_map(|row| &row.parts).flat_map(|part| &part.lines)
    }
}
