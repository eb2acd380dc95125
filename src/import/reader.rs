//! Reads the elements of one position: finds its labels, and what stands under each.

use std::ops::Range;

use super::draft::{PositionDraft, TextValue};
use super::element::{Cell, Element, Table};
use super::label::{Dictionary, Meaning, Record};
use super::ledger::{Fate, Ledger, LeftOut};
use super::number::leading_number;
use super::plain::plain;
use super::reading::PositionReader;
use super::section::Part;
use crate::model::POSITION;
use crate::model::keys::DataKey;

/// The position in elements. `begins` is the key that its first texts belong to before any label, if its heading tells.
pub fn position(
    elements: &[Element],
    begins: Option<&'static DataKey>,
    dictionary: &Dictionary,
    ledger: &mut Ledger,
) -> PositionDraft {
    let mut reader = PositionReader::new(dictionary, ledger);
    reader.headings = reader.heading_style(elements);
    if let Some(key) = begins {
        reader.begin(&Meaning::Key(key), None);
    }
    for element in elements {
        match element {
            Element::Line(line) => reader.line(line),
            Element::Table(table) => reader.table(table),
        }
    }
    reader.finish()
}

/// The rows of the position that begins in a row of a list: those below without a title of their own belong to it.
pub fn rows_of_position(table: &Table, header: usize, row: usize, dictionary: &Dictionary) -> Range<usize> {
    let is_title = |cell: &&Cell| {
        let text = Part::of_cell(cell).text();
        matches!(dictionary.find(&text), Some(Meaning::Key(key)) if key.name == "title")
    };
    let Some(title) = table.row(header).iter().find(is_title) else { return row..row + 1 };
    let title_in = |row: usize| {
        let mut cells = table.covering(row);
        cells.find(|cell| cell.column <= title.column && title.column < cell.end() && !cell.is_empty())
    };
    if title_in(row).is_none() {
        return row..row + 1;
    }
    let goes_on = |next: &usize| {
        let mut filled = table.row(*next).iter().filter(|cell| !cell.is_empty());
        let begins = filled.next();
        begins.is_some_and(|cell| !is_total(&Part::of_cell(cell).text()))
            && title_in(*next).is_none_or(|cell| cell.row < *next)
    };
    row..row + 1 + (row + 1..table.rows).take_while(goes_on).count()
}

/// Whether a text heads a row of sums, or of remarks on the list.
fn is_total(text: &str) -> bool {
    let name = plain(text);
    ["合计", "小计", "总计", "说明", "备注", "注"]
        .iter()
        .any(|word| name == *word || name.starts_with(&format!("{word}:")))
}

/// The position in rows of a table whose header names its keys; `None` if they name none.
pub fn position_of_rows(
    table: &Table,
    header: usize,
    rows: Range<usize>,
    dictionary: &Dictionary,
    ledger: &mut Ledger,
) -> Option<PositionDraft> {
    let mut reader = PositionReader::new(dictionary, ledger);
    for label in table.row(header).iter().filter(|cell| !cell.is_empty()) {
        let mut before: Vec<String> = Vec::new();
        for row in rows.clone() {
            let is_below = |cell: &&Cell| cell.column <= label.column && label.column < cell.end();
            let covering = table.covering(row).find(is_below);
            let is_own = |cell: &&Cell| !cell.is_empty() && (cell.row == row || row == rows.start);
            let Some(value) = covering.filter(is_own) else { continue };
            let text = Part::of_cell(value).text();
            match before.contains(&text) {
                true => Part::of_cell(value).note(reader.ledger, &Fate::Left(LeftOut::Repeated)),
                false => reader.column_pair(label, value),
            }
            before.push(text);
        }
    }
    let draft = reader.finish();
    // A second row of labels, a sum and a remark are no positions.
    let is_title = |title: &TextValue| {
        dictionary.find(&title.text).is_none()
            && title.text.chars().count() <= 30
            && !is_total(&title.text)
            && leading_number(&title.text).is_none()
    };
    draft.values.text("title").is_some_and(is_title).then_some(draft)
}

impl PositionReader<'_> {
    /// The label of a column, and the value of a position below it.
    fn column_pair(&mut self, label: &Cell, value: &Cell) {
        let text = Part::of_cell(label).text();
        // 职责描述 heads the duties of a row.
        let is_duty = self.dictionary.key(Record::Duty, &text).is_some_and(|key| key.name == "description");
        match (POSITION.named("responsibilities"), label.lines.first()) {
            (Some(key), Some(first)) if is_duty && self.dictionary.find(&text).is_none() => {
                Part::of_cell(label).note(self.ledger, &Fate::Label);
                self.pair(&Meaning::Key(key), &first.text, vec![Part::of_cell(value)]);
            }
            _ => self.cell_pair(label, Some(value)),
        }
    }
}
