//! Reads rows of labels, whose values stand below them.

use super::element::{Cell, Table};
use super::label::{Meaning, Record, is_block};
use super::ledger::{Fate, LeftOut};
use super::number::lone_number;
use super::reading::PositionReader;
use super::section::{Part, Row, Topic};
use super::tables::is_short_label;
use crate::model::POSITION;
use crate::model::keys::{DataKey, KeyKind};

impl PositionReader<'_> {
    /// A row of labels alone, with what stands below them; gives the number of rows read.
    pub fn header(&mut self, table: &Table, row: usize, filled: &[&Cell]) -> Option<usize> {
        let texts: Vec<String> = filled.iter().map(|cell| Part::of_cell(cell).text()).collect();
        let numbered = filled.iter().any(|cell| counts(table, row, cell.column));
        let record = self.record(&texts, numbered);
        if texts == ["项目", "内容"] {
            filled
                .iter()
                .for_each(|cell| Part::of_cell(cell).note(self.ledger, &Fate::Left(LeftOut::Furniture)));
            return Some(1);
        }
        if let Some((record, key)) = record {
            let meaning = Meaning::Key(key);
            if self.open_topic() != Some(&Topic::Key(key)) {
                self.begin(&meaning, None);
            }
            self.push_rows(table, row, row + 1, 0, true);
            let mut end = row + 1;
            while end < table.rows && !self.ends_records(table, end, record) {
                self.push_rows(table, end, end + 1, 0, false);
                end += 1;
            }
            return Some(end - row);
        }
        if let Some(rows) = self.lists(table, row, filled) {
            return Some(rows);
        }
        let own = table.row(row);
        let below = table.row(row + 1);
        if own.len() < 2 || !self.stands_above(own, below) {
            return None;
        }
        let opened = self.open;
        let home = self.open_topic().filter(|topic| topic.has_labels()).cloned();
        for (label, value) in own.iter().zip(below) {
            let is_known = self.dictionary.find(&Part::of_cell(label).text()).is_some();
            match &home {
                Some(home) if !is_known => self.row_of(home, label, value),
                _ => self.cell_pair(label, (!value.is_empty()).then_some(value)),
            }
        }
        if home.is_some() {
            self.open = opened;
        }
        Some(2)
    }

    /// Lists side by side: `编号｜权限｜编号｜责任` above numbered rows; gives the number of rows read.
    pub fn lists(&mut self, table: &Table, row: usize, filled: &[&Cell]) -> Option<usize> {
        let mut columns: Vec<(usize, Meaning)> = Vec::new();
        for cell in filled {
            let is_counted = counts(table, row, cell.column);
            match self.dictionary.find(&Part::of_cell(cell).text()) {
                Some(meaning @ Meaning::Key(key)) if matches!(key.kind, KeyKind::Texts) => {
                    columns.push((cell.column, meaning.clone()))
                }
                _ if is_counted => {}
                _ => return None,
            }
        }
        if columns.is_empty() || filled.len() == 1 {
            return None;
        }
        filled.iter().for_each(|cell| Part::of_cell(cell).note(self.ledger, &Fate::Label));
        for (column, meaning) in columns {
            self.begin(&meaning, None);
            let cells =
                table.cells.iter().filter(|cell| cell.row > row && cell.column == column && !cell.is_empty());
            cells.for_each(|cell| self.content(Row::new(vec![Part::of_cell(cell)])));
        }
        self.open = None;
        let counted = table.cells.iter().filter(|cell| cell.row > row);
        for cell in counted {
            let part = Part::of_cell(cell);
            if lone_number(&part.text()).is_some() {
                part.note(self.ledger, &Fate::Count);
            }
        }
        Some(table.rows - row)
    }

    /// Whether the cells of a row are the labels of those below them.
    pub fn stands_above(&self, labels: &[Cell], values: &[Cell]) -> bool {
        let place = |cell: &Cell| (cell.column, cell.colspan);
        if labels.len() != values.len()
            || !labels.iter().zip(values).all(|(one, other)| place(one) == place(other))
        {
            return false;
        }
        let is_known = |cell: &Cell| self.dictionary.find(&Part::of_cell(cell).text()).is_some();
        let known = labels.iter().filter(|cell| is_known(cell)).count();
        let values_known = values.iter().any(is_known);
        let has_values = values.iter().any(|cell| !cell.is_empty());
        let all_short = labels.iter().all(|cell| cell.is_empty() || is_known(cell) || is_short_label(cell));
        // Half of them will do where a style tells labels from values.
        let style = |cell: &Cell| cell.lines.first().and_then(|line| line.style.clone());
        let label_style = style(&labels[0]);
        let styled = label_style.is_some()
            && labels.iter().all(|cell| style(cell) == label_style)
            && values.iter().filter(|cell| !cell.is_empty()).all(|cell| style(cell) != label_style);
        let mostly_known =
            known * 2 > labels.len() || known * 2 == labels.len() && is_known(&labels[0]) && styled;
        let are_texts =
            self.open.is_some() && values.iter().all(|cell| !cell.is_empty() && !is_short_label(cell));
        let is_sure = mostly_known && known + 1 >= labels.len() || are_texts && (known > 0 || styled);
        has_values && !values_known && all_short && is_sure
    }

    /// The record whose keys head the columns of a row, and the key of the position that holds such records.
    pub fn record(&self, texts: &[String], numbered: bool) -> Option<(Record, &'static DataKey)> {
        const RECORDS: [(Record, &str); 3] =
            [(Record::Duty, "responsibilities"), (Record::Kpi, "kpis"), (Record::Approval, "approvals")];
        let mut best: Option<(usize, Record, &'static DataKey)> = None;
        for (record, name) in RECORDS {
            let key = POSITION.named(name)?;
            let open = self.open_topic() == Some(&Topic::Key(key));
            // 考核指标 is the name of a measure, and of them all.
            let is_of_record = |text: &String| self.dictionary.key(record, text).is_some();
            let is_own = |text: &String| self.dictionary.find(text) == Some(&Meaning::Key(key));
            let of_record = texts.iter().filter(|text| is_of_record(text)).count();
            let own = texts.iter().filter(|text| is_own(text)).count();
            let counted = texts.iter().filter(|text| self.is_ordinal(text)).count();
            let is_other = |text: &&String| !is_of_record(text) && !is_own(text) && !self.is_ordinal(text);
            let others = texts.iter().filter(is_other).count();
            let all_short =
                texts.iter().all(|text| text.chars().count() <= 8 && !text.contains(['，', '。', '；']));
            let is_header = open && all_short && of_record >= 1 && others <= 1 && numbered
                || of_record >= 1 && others == 0 && (of_record + own >= 2 || open || counted > 0)
                || of_record >= 2 && others * 2 <= of_record;
            let score = of_record * 2 + own * 3 + usize::from(open);
            if is_header && best.is_none_or(|(known, ..)| score > known) {
                best = Some((score, record, key));
            }
        }
        best.map(|(_, record, key)| (record, key))
    }

    /// Whether a label heads a column of numbers.
    pub fn is_ordinal(&self, text: &str) -> bool {
        match self.dictionary.find(text) {
            Some(Meaning::Furniture) => true,
            Some(Meaning::Key(key)) => key.name == "order",
            _ => false,
        }
    }

    /// Whether a row below a header belongs to it no more.
    pub fn ends_records(&self, table: &Table, row: usize, record: Record) -> bool {
        let filled: Vec<&Cell> = table.row(row).iter().filter(|cell| !cell.is_empty()).collect();
        let Some(first) = filled.first() else { return false };
        let text = Part::of_cell(first).text();
        match self.dictionary.find(&text) {
            Some(Meaning::Key(key)) => {
                self.dictionary.key(record, &text).is_none() || filled.len() > 1 && is_block(key)
            }
            Some(
                Meaning::Row(_)
                | Meaning::Under { .. }
                | Meaning::Heading
                | Meaning::Handbook(_)
                | Meaning::Extra(_)
                | Meaning::Computed
                | Meaning::Skip
                | Meaning::Pay
                | Meaning::Step { .. },
            ) => filled.len() > 1 && first.column == 0,
            Some(Meaning::Furniture) => false,
            None => self.opens_with_label(first) && first.end() == table.columns,
        }
    }
}

/// Whether the cells of a column below a row count: 1, 2 and on.
fn counts(table: &Table, row: usize, column: usize) -> bool {
    let value = |row: usize| {
        let cell = table.row(row).iter().find(|cell| cell.column == column)?;
        lone_number(&Part::of_cell(cell).text()).map(|number| number.value)
    };
    value(row + 1) == Some(1) && (row + 2 >= table.rows || value(row + 2) == Some(2))
}
