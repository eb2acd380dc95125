//! The positions with where they are from, and their values as texts.

use super::data::{DataCell, DataColumn, DataField};
use super::words::{ID, NUMBER, word};
use crate::diag::Lang;
use crate::model::keys::{DataKey, KeyKind};
use crate::model::{Handbook, Held, KeyPath, Keyed, Language, POSITION, Position, Wording, position_ids};

/// A position, and its id in the workbook: its file, and which of the file's positions it is.
pub struct PositionRow<'a> {
    pub id: String,
    pub position: &'a Position,
    pub language: Language,
}

/// The positions in the handbook's order.
pub fn position_rows(handbook: &Handbook) -> Vec<PositionRow<'_>> {
    let language = handbook.language;
    let rows = handbook.positions().zip(position_ids(handbook));
    rows.map(|(position, id)| PositionRow { id, position, language }).collect()
}

impl PositionRow<'_> {
    /// The cells that say which position a row of another sheet belongs to.
    pub fn owner(&self) -> Vec<DataCell> {
        vec![DataCell::text(&*self.id), DataCell::text(self.position.title.as_str())]
    }
}

/// The headings of [`owner`](PositionRow::owner).
pub fn owner_columns(lang: Lang) -> Vec<DataColumn> {
    let title = POSITION.named("title").map_or("title", |key| key.name_in(lang));
    vec![
        DataColumn::new(word(lang, ID), DataField::Id).literal(),
        DataColumn::new(title, DataField::Derived).literal(),
    ]
}

/// The column of the number of an item in its list.
pub fn number_column(lang: Lang) -> DataColumn {
    DataColumn::new(word(lang, NUMBER), DataField::Number)
}

/// What a key holds, as one text: names as an enumeration, anything else as lines. A single number is one.
pub fn value(key: &'static DataKey, held: &dyn Held, language: Language) -> DataCell {
    let (mut texts, mut number) = (Vec::new(), None);
    held.walk(&KeyPath { key, above: None }, &mut |_, written| match written {
        Wording::People(people) => match people.fixed() {
            Some(people) => number = Some(DataCell::Number(people as f64)),
            None => texts.push(people.text(language)),
        },
        Wording::Text(text) | Wording::Passage(text) | Wording::Label(text) => texts.push(text.to_string()),
    });
    let joiner = match (key.kind, language) {
        (KeyKind::Names | KeyKind::Superiors(_), Language::Chinese) => "、",
        (KeyKind::Names | KeyKind::Superiors(_), Language::English) => ", ",
        _ => "\n",
    };
    number.unwrap_or_else(|| DataCell::Text(texts.join(joiner)))
}

/// What each key of a record holds, in the order of its table; tasks and the like, which are records themselves, are left to
/// the caller. A key that fills two fields comes twice.
pub fn values<R: Keyed>(record: &R, language: Language) -> Vec<(&'static DataKey, DataCell)> {
    let mut values = Vec::new();
    record.each(&mut |key, held| values.push((key, value(key, held, language))));
    values
}

/// The heading of a key's column. What is typed there stays as it is, but for running text.
pub fn key_column(key: &'static DataKey, lang: Lang) -> DataColumn {
    let column = DataColumn::new(key.name_in(lang), DataField::Key(key));
    match key.kind {
        KeyKind::Text | KeyKind::Code => column.literal(),
        KeyKind::Date | KeyKind::Headcount => column.literal().centred(),
        KeyKind::Choice(_) => column.centred(),
        _ => column,
    }
}
