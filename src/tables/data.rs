//! What the sheets hold, before they are drawn.

use crate::diag::Lang;
use crate::model::keys::DataKey;

use super::words::{APPROVALS, DUTIES, KPIS, LABELLED, POSITIONS, STAFFING, word};

/// A sheet: columns with headings, and rows of as many cells.
pub struct DataSheet {
    pub kind: SheetKind,
    pub columns: Vec<DataColumn>,
    pub rows: Vec<Vec<DataCell>>,
    /// How many columns stay in sight.
    pub frozen: u16,
    /// Whether the last row is a sum.
    pub has_sum: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetKind {
    Positions,
    Duties,
    Kpis,
    Labelled,
    Approvals,
    Staffing,
}

/// A column.
pub struct DataColumn {
    pub heading: String,
    pub field: DataField,
    /// Whether it is there even if it is empty.
    pub is_usual: bool,
    /// Whether its texts stay as they are typed, where a program would take them for numbers or days.
    pub is_literal: bool,
    /// Whether its texts stand in the middle, as numbers do everywhere.
    pub is_centred: bool,
    pub choices: Option<Choices>,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DataField {
    /// Which position a row belongs to: its file, and which of the file's positions it is.
    Id,
    /// What follows from other data, so that a change in it changes nothing.
    Derived,
    /// Which item of its list a row is, from 1.
    Number,
    Key(&'static DataKey),
    /// The second field of a key: superiors in the functional line.
    Second(&'static DataKey),
    /// The group of a duty.
    Group,
    /// The key that an item with a label stands under.
    Section,
    Label,
    /// The texts under a label.
    Items,
    /// What the row was when it was written, hidden.
    Base,
}

/// What an editor offers for the cells of a column.
pub enum Choices {
    /// These words, and no others.
    Words(Vec<&'static str>),
    /// The texts of a column of a sheet, or others.
    Column { sheet: SheetKind, column: u16 },
}

/// A cell; an empty text is an empty cell.
#[derive(Clone, Debug, PartialEq)]
pub enum DataCell {
    Text(String),
    Number(f64),
    /// A number with its sign.
    Difference(f64),
}

impl SheetKind {
    pub const ALL: [SheetKind; 6] = [
        SheetKind::Positions,
        SheetKind::Duties,
        SheetKind::Kpis,
        SheetKind::Labelled,
        SheetKind::Approvals,
        SheetKind::Staffing,
    ];

    pub fn name(self, lang: Lang) -> &'static str {
        let name = match self {
            SheetKind::Positions => POSITIONS,
            SheetKind::Duties => DUTIES,
            SheetKind::Kpis => KPIS,
            SheetKind::Labelled => LABELLED,
            SheetKind::Approvals => APPROVALS,
            SheetKind::Staffing => STAFFING,
        };
        word(lang, name)
    }

    /// Whether its rows are items of positions.
    pub fn is_list(self) -> bool {
        !matches!(self, SheetKind::Positions | SheetKind::Staffing)
    }
}

impl DataSheet {
    /// The place of the column of a field.
    pub fn column(&self, field: DataField) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    /// The sheet without columns that are empty and not usual.
    pub fn filled(self) -> DataSheet {
        let stays: Vec<bool> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| column.is_usual || self.rows.iter().any(|row| !row[at].is_empty()))
            .collect();
        let rows = self.rows.into_iter().map(|row| keep(row, &stays)).collect();
        DataSheet { columns: keep(self.columns, &stays), rows, ..self }
    }
}

fn keep<T>(all: Vec<T>, stays: &[bool]) -> Vec<T> {
    all.into_iter().zip(stays).filter(|(_, stays)| **stays).map(|(one, _)| one).collect()
}

impl DataColumn {
    pub fn new(heading: impl Into<String>, field: DataField) -> DataColumn {
        DataColumn {
            heading: heading.into(),
            field,
            is_usual: true,
            is_literal: false,
            is_centred: false,
            choices: None,
        }
    }

    /// Whether a change in it changes nothing.
    pub fn is_derived(&self) -> bool {
        matches!(self.field, DataField::Id | DataField::Derived | DataField::Number | DataField::Base)
    }

    pub fn usual(self, is_usual: bool) -> DataColumn {
        DataColumn { is_usual, ..self }
    }

    pub fn literal(self) -> DataColumn {
        DataColumn { is_literal: true, ..self }
    }

    pub fn centred(self) -> DataColumn {
        DataColumn { is_centred: true, ..self }
    }

    pub fn with_choices(self, choices: Choices) -> DataColumn {
        DataColumn { choices: Some(choices), ..self }
    }
}

impl DataCell {
    /// The text of the cell, as far as it has one.
    pub fn text(text: impl Into<String>) -> DataCell {
        DataCell::Text(text.into())
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, DataCell::Text(text) if text.is_empty())
    }

    /// What people see in it.
    pub fn shown(&self) -> String {
        match self {
            DataCell::Text(text) => text.clone(),
            DataCell::Number(number) => number.to_string(),
            DataCell::Difference(number) if *number == 0.0 => "0".to_owned(),
            DataCell::Difference(number) => format!("{number:+}"),
        }
    }
}
