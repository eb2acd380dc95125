//! What the sheets hold, before they are drawn.

/// A sheet: columns with headings, and rows of as many cells.
pub struct DataSheet {
    pub name: &'static str,
    pub columns: Vec<DataColumn>,
    pub rows: Vec<Vec<DataCell>>,
    /// How many columns stay in sight.
    pub frozen: u16,
    /// Whether the last row is a sum.
    pub has_sum: bool,
}

/// A column.
pub struct DataColumn {
    pub heading: String,
    /// Whether it follows from other data, so that a change in it changes nothing.
    pub is_derived: bool,
    /// Whether its texts stay as they are typed, where a program would take them for numbers or days.
    pub is_literal: bool,
    /// Whether its texts stand in the middle, as numbers do everywhere.
    pub is_centred: bool,
    pub choices: Option<Choices>,
}

/// What an editor offers for the cells of a column.
pub enum Choices {
    /// These words, and no others.
    Words(Vec<&'static str>),
    /// The texts of a column of a sheet, or others.
    Column { sheet: &'static str, column: u16 },
}

/// A cell; an empty text is an empty cell.
#[derive(Clone, Debug, PartialEq)]
pub enum DataCell {
    Text(String),
    Number(f64),
    /// A number with its sign.
    Difference(f64),
}

impl DataColumn {
    pub fn new(heading: impl Into<String>) -> DataColumn {
        DataColumn {
            heading: heading.into(),
            is_derived: false,
            is_literal: false,
            is_centred: false,
            choices: None,
        }
    }

    pub fn derived(self) -> DataColumn {
        DataColumn { is_derived: true, ..self }
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
}
