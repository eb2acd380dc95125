//! Reads the elements of one position: finds its labels, and what stands under each.

use super::draft::{PositionDraft, TextValue};
use super::element::{Element, Table};
use super::label::{Dictionary, Meaning, Record};
use super::ledger::{Fate, Ledger};
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
    let mut reader = PositionReader { dictionary, ledger, sections: Vec::new(), open: None, headings: None };
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

/// The position in a row of a table whose header names its keys; `None` if the row names none.
pub fn position_of_row(
    table: &Table,
    header: usize,
    row: usize,
    dictionary: &Dictionary,
    ledger: &mut Ledger,
) -> Option<PositionDraft> {
    let mut reader = PositionReader { dictionary, ledger, sections: Vec::new(), open: None, headings: None };
    for label in table.row(header).iter().filter(|cell| !cell.is_empty()) {
        let covering =
            table.covering(row).find(|cell| cell.column <= label.column && label.column < cell.end());
        let Some(value) = covering.filter(|value| !value.is_empty()) else { continue };
        let text = Part::of_cell(label).text();
        // 职责描述 heads the duties of a row.
        let duty = reader.dictionary.key(Record::Duty, &text).filter(|key| key.name == "description");
        let duties = POSITION.named("responsibilities");
        match (reader.dictionary.find(&text), duty, duties) {
            (None, Some(_), Some(key)) => {
                let label_text = label.lines.first().map(|line| line.text.clone());
                Part::of_cell(label).note(reader.ledger, &Fate::Label);
                label_text
                    .iter()
                    .for_each(|label| reader.pair(&Meaning::Key(key), label, vec![Part::of_cell(value)]));
            }
            _ => reader.cell_pair(label, Some(value)),
        }
    }
    let draft = reader.finish();
    // A second row of labels, a sum and a remark are no positions.
    let is_title = |title: &TextValue| {
        dictionary.find(&title.text).is_none()
            && title.text.chars().count() <= 30
            && !matches!(&*plain(&title.text), "合计" | "小计" | "总计" | "说明" | "备注" | "注")
            && leading_number(&title.text).is_none()
    };
    draft.values.text("title").is_some_and(is_title).then_some(draft)
}
