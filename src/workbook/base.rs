//! What a workbook knows of the data that it was written from: marks of its cells, in a hidden column of each row.
//!
//! So an edit of a cell can be told from an edit of the project. A mark says nothing of the text; rows keep theirs when they
//! are sorted, moved or sent to somebody alone.

use std::collections::HashMap;

use crate::diag::Lang;
use crate::hash::stable;
use crate::tables::{BASE, DataCell, DataColumn, DataField, DataSheet, SheetKind, word};

/// The marks of a row's cells, by their headings'.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowBase(HashMap<u16, u32>);

impl RowBase {
    /// Reads the cell that holds them; anything else in it is passed over.
    pub fn read(text: &str) -> RowBase {
        let mark = |word: &str| {
            let (heading, cell) = (word.get(..4)?, word.get(4..)?);
            let is_mark = word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_mark.then(|| {
                Some((u16::from_str_radix(heading, 16).ok()?, u32::from_str_radix(cell, 16).ok()?))
            })?
        };
        RowBase(text.split(' ').filter_map(mark).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the cell under a heading had this text; `None` if there was no such column.
    pub fn had(&self, heading: &str, text: &str) -> Option<bool> {
        self.0.get(&heading_mark(heading)).map(|mark| *mark == text_mark(text))
    }
}

/// Adds the hidden column. `lists` are the lists of each position, whose marks go into its row.
pub fn add(sheet: &mut DataSheet, lists: &[DataSheet], lang: Lang) {
    let lists: Vec<(&str, HashMap<String, String>)> = match sheet.kind {
        SheetKind::Positions => lists.iter().map(|list| (list.kind.name(lang), list_texts(list))).collect(),
        _ => Vec::new(),
    };
    for row in &mut sheet.rows {
        let id = row.first().map(DataCell::shown).unwrap_or_default();
        let cells =
            sheet.columns.iter().zip(&*row).map(|(column, cell)| mark(&column.heading, &cell.shown()));
        let of_lists =
            lists.iter().map(|(name, texts)| mark(name, texts.get(&id).map_or("", String::as_str)));
        let marks: Vec<String> = cells.chain(of_lists).collect();
        row.push(DataCell::Text(marks.join(" ")));
    }
    sheet.columns.push(DataColumn::new(word(lang, BASE), DataField::Base));
}

/// The texts of the rows of a list, by the ids of their positions. Columns without text have no part in them.
pub fn list_texts(list: &DataSheet) -> HashMap<String, String> {
    let mut texts: HashMap<String, String> = HashMap::new();
    for row in &list.rows {
        let Some((id, cells)) = row.split_first() else { continue };
        let text = texts.entry(id.shown()).or_default();
        for (column, cell) in list.columns.iter().skip(1).zip(cells) {
            if !column.is_derived() && !cell.is_empty() {
                text.push_str(&format!("{}\u{1f}{}\u{1f}", column.heading, normal(&cell.shown())));
            }
        }
        text.push('\u{1e}');
    }
    texts
}

/// A text without what spreadsheet programs change by themselves: kinds of line breaks, and blanks at the ends of lines.
pub fn normal(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

fn mark(heading: &str, text: &str) -> String {
    format!("{:04x}{:08x}", heading_mark(heading), text_mark(text))
}

fn heading_mark(heading: &str) -> u16 {
    let hash = stable(heading);
    (hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48)) as u16
}

fn text_mark(text: &str) -> u32 {
    let hash = stable(&normal(text));
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::model::Handbook;
    use crate::tables::{position_rows, sheets};

    #[test]
    fn the_headings_of_a_sheet_have_marks_of_their_own() {
        for lang in [Lang::Zh, Lang::En] {
            let lists = SheetKind::ALL.map(|kind| kind.name(lang).to_owned());
            for sheet in sheets(&position_rows(&Handbook::default()), &Handbook::default(), lang) {
                let headings = sheet.columns.iter().map(|column| column.heading.clone());
                let all: HashSet<String> = headings.chain(lists.clone()).collect();
                let marks: HashSet<u16> = all.iter().map(|heading| heading_mark(heading)).collect();
                assert_eq!(marks.len(), all.len(), "{:?}", sheet.kind);
            }
        }
    }

    #[test]
    fn a_row_knows_what_its_cells_were() {
        let base = RowBase::read(&[mark("描述", "采购\r\n签约 "), mark("标准", ""), "x".into()].join(" "));
        assert_eq!(base.had("描述", "采购\n签约"), Some(true));
        assert_eq!(base.had("描述", "采购"), Some(false));
        assert_eq!(base.had("标准", ""), Some(true));
        assert_eq!(base.had("权重", ""), None);
        assert!(RowBase::read("甲 12 zzzzzzzzzzzz 甲乙丙丁").is_empty());
    }
}
