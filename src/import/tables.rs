//! Reads the tables of a position: which cells are labels, and which are their values.

use super::element::{Cell, Line, Table};
use super::excerpt::Excerpt;
use super::heading::{is_sheet_name, title_in};
use super::label::{Meaning, is_block, pairs};
use super::ledger::{Fate, LeftOut};
use super::number::{leading_number, lone_number};
use super::plain::{label_length, question};
use super::reading::{PositionReader, may_stand};
use super::section::{Part, Row, Topic};
use super::segment::lists_positions;
use super::values::{is_role, shown};
use crate::model::POSITION;

impl PositionReader<'_> {
    pub fn table(&mut self, table: &Table) {
        // A list of positions is no part of one.
        if lists_positions(table, self.dictionary) {
            return;
        }
        let signed =
            |row: usize| table.row(row).iter().filter(|cell| is_role(&Part::of_cell(cell).text())).count();
        let is_of_approvals = matches!(self.open_topic(), Some(Topic::Key(key)) if key.name == "approvals");
        if (signed(0) >= 2 || signed(0) == 1 && is_of_approvals && table.columns == 1)
            && signed(0) == table.row(0).len()
            && let Some(key) = POSITION.named("approvals")
        {
            // Names and days stand below the roles.
            self.begin(&Meaning::Key(key), None);
            for head in table.row(0) {
                let column = table.cells.iter().filter(|cell| cell.column == head.column);
                self.content(Row::new(column.map(Part::of_cell).collect()));
            }
            return;
        }
        let begins_with_role = |row: usize| {
            let text = table.row(row).first().map(|cell| Part::of_cell(cell).text()).unwrap_or_default();
            is_role(&text)
                && !matches!(self.dictionary.find(&text), Some(Meaning::Key(key)) if key.name == "approvals")
        };
        if table.rows > 0
            && (0..table.rows).all(begins_with_role)
            && let Some(key) = POSITION.named("approvals")
        {
            self.begin(&Meaning::Key(key), None);
            return self.push_rows(table, 0, table.rows, 0, false);
        }
        let labels =
            table.cells.iter().filter(|cell| self.dictionary.find(&Part::of_cell(cell).text()).is_some());
        let columns = labels.map(|cell| cell.column).collect();
        // A table may stand inside another one.
        let outer = std::mem::replace(&mut self.label_columns, columns);
        let mut row = 0;
        while row < table.rows {
            row += self.row(table, row);
        }
        self.label_columns = outer;
    }

    /// Reads a row of a table, with those that belong to it; gives their number.
    pub fn row(&mut self, table: &Table, row: usize) -> usize {
        let cells: Vec<&Cell> = table.row(row).iter().collect();
        let filled: Vec<&Cell> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        match filled.as_slice() {
            [] => 1,
            // The name of the form, whether its cell is merged or not.
            [cell] if is_sheet_name(&Part::of_cell(cell).text()) => {
                Part::of_cell(cell).note(self.ledger, &Fate::Left(LeftOut::Furniture));
                1
            }
            // Above a form, the heading of its position.
            [cell] if self.sections.is_empty() && is_heading(cell) => {
                Part::of_cell(cell).note(self.ledger, &Fate::Label);
                1
            }
            [cell] if cells.len() == 1 || cell.column == 0 && cell.end() == table.columns => {
                let below = table.row(row + 1);
                let meaning = self.dictionary.find(&Part::of_cell(cell).text());
                if let [value] = below
                    && meaning.is_none_or(|meaning| !may_stand(meaning, self.open_topic(), ""))
                    && let Some(topic) = self.card(table, row, value)
                {
                    Part::of_cell(cell).note(self.ledger, &Fate::Label);
                    self.row_of(&topic, cell, value);
                    return 2;
                }
                let is_short = match meaning {
                    Some(Meaning::Row(_)) => true,
                    Some(Meaning::Key(key)) => !is_block(key),
                    _ => false,
                };
                if let [value] = below
                    && is_short
                    && value.colspan == cell.colspan
                    && !value.is_empty()
                    && self.dictionary.find(&Part::of_cell(value).text()).is_none()
                {
                    self.cell_pair(cell, Some(value));
                    return 2;
                }
                self.full_row(cell);
                1
            }
            _ => match self.header(table, row, &filled) {
                Some(rows) => rows,
                None => self.pairs_of_row(table, row, &cells),
            },
        }
    }

    /// A cell over the whole width: a label alone, a label and its text, or more of the open section.
    pub fn full_row(&mut self, cell: &Cell) {
        if let [line] = cell.lines.as_slice()
            && let Some(meaning) = self.dictionary.find(&line.text).cloned()
            && may_stand(&meaning, self.open_topic(), &line.text)
        {
            self.begin_alone(&meaning, &line.text);
        } else if let Some((label, rest)) = self.scalar_on_top(cell) {
            self.ledger.note(label, Fate::Label);
            let meaning = self.dictionary.find(label).cloned();
            let value = Part { lines: rest.to_vec(), ..Part::of_cell(cell) };
            meaning.iter().for_each(|meaning| self.pair(meaning, label, vec![value.clone()]));
        } else if self.opens_with_label(cell) {
            for line in &cell.lines {
                self.line(line);
            }
        } else if let Some(label) = self.label_on_top(cell) {
            let (first, rest) = (&cell.lines[0].text, &cell.lines[1..]);
            self.ledger.note(first, Fate::Label);
            self.begin(&Meaning::Extra(label), Some(first));
            rest.iter().for_each(|line| self.content(Row::new(vec![Part::of_line(line.clone())])));
        } else if self.open.is_some() {
            self.content(Row::new(vec![Part::of_cell(cell)]));
        } else {
            for line in &cell.lines {
                self.line(line);
            }
        }
        for (_, table) in &cell.tables {
            self.table(table);
        }
    }

    /// A label of a short text alone on the first line of a cell, and the lines below, which are its value.
    pub fn scalar_on_top<'c>(&self, cell: &'c Cell) -> Option<(&'c Excerpt, &'c [Line])> {
        let [first, rest @ ..] = cell.lines.as_slice() else { return None };
        let is_scalar = match self.dictionary.find(&first.text)? {
            Meaning::Key(key) => !is_block(key),
            Meaning::Row(_) | Meaning::Under { .. } => true,
            _ => false,
        };
        (is_scalar && !rest.is_empty()).then_some((&first.text, rest))
    }

    /// The label that nobody knows on top of a cell over the whole width, above the texts that it names.
    pub fn label_on_top(&self, cell: &Cell) -> Option<String> {
        let [first, rest @ ..] = cell.lines.as_slice() else { return None };
        let text = first.text.trim_end_matches(['：', ':']);
        let is_label = label_length(text) <= 10
            && !text.contains(['，', '。', '；', '、', '：', ':'])
            && first.number.is_none()
            && leading_number(text).is_none()
            && rest.iter().any(|line| line.text.chars().count() > text.chars().count());
        (is_label && !rest.is_empty()).then(|| shown(text))
    }

    /// Whether the first line of a cell begins with a label and a colon.
    pub fn opens_with_label(&self, cell: &Cell) -> bool {
        let Some(line) = cell.lines.first() else { return false };
        let number = leading_number(&line.text).map_or(0, |(_, length)| length);
        let within = self.open_topic();
        let find = |name: &str| {
            let meaning = self.dictionary.find(name)?;
            may_stand(meaning, within, name).then_some(())
        };
        let (before, pairs) = pairs(&line.text.after(number), find);
        before.is_empty() && !pairs.is_empty()
    }

    /// Adds rows of a table to the open section, from a column on.
    pub fn push_rows(&mut self, table: &Table, from: usize, to: usize, column: usize, is_header: bool) {
        for row in from..to {
            let cells: Vec<&Cell> = table.row(row).iter().filter(|cell| cell.column >= column).collect();
            let parts: Vec<Part> = cells.iter().map(|cell| Part::of_cell(cell)).collect();
            if parts.iter().any(|part| !part.is_empty()) {
                self.content(Row { parts, is_header });
            }
            for (_, inner) in cells.iter().flat_map(|cell| &cell.tables) {
                for row in 0..inner.rows {
                    self.push_rows(inner, row, row + 1, 0, false);
                }
            }
        }
    }

    /// A row of labels and values side by side; gives the number of rows that its first label covers.
    pub fn pairs_of_row(&mut self, table: &Table, row: usize, cells: &[&Cell]) -> usize {
        let mut at = 0;
        let mut covered = 1;
        while let Some(cell) = cells.get(at) {
            if cell.is_empty() {
                at += 1;
                continue;
            }
            let text = Part::of_cell(cell).text();
            match self.meaning_of_cell(cell, cells.get(at + 1).copied(), &text) {
                Some(meaning) if self.holds_region(&meaning, cell) => {
                    let limit = self.next_block(cells, at + 1);
                    Part::of_cell(cell).note(self.ledger, &Fate::Label);
                    self.begin(&meaning, cell.lines.first().map(|line| &line.text));
                    let end = (row + cell.rowspan).min(table.rows);
                    for inner in row..end {
                        self.region_row(table, inner, cell.end(), limit);
                    }
                    if limit.is_none() {
                        covered = covered.max(end - row);
                        at = cells.len();
                    } else {
                        at += cells[at + 1..]
                            .iter()
                            .filter(|next| limit.is_some_and(|limit| next.column < limit))
                            .count()
                            + 1;
                    }
                }
                Some(_) => {
                    let is_known = |cell: &Cell| self.dictionary.find(&Part::of_cell(cell).text()).is_some();
                    let value = cells.get(at + 1).copied().filter(|next| !is_known(next));
                    self.cell_pair(cell, value);
                    at += 1 + usize::from(value.is_some());
                }
                None if self.opens_with_label(cell) => {
                    cell.lines.iter().for_each(|line| self.line(line));
                    at += 1;
                }
                None => {
                    // What no label explains belongs to the open section, with the rest of the row.
                    let parts: Vec<Part> = cells[at..].iter().map(|cell| Part::of_cell(cell)).collect();
                    self.content(Row::new(parts));
                    for (_, inner) in cells[at..].iter().flat_map(|cell| &cell.tables) {
                        self.table(inner);
                    }
                    at = cells.len();
                }
            }
        }
        covered
    }

    /// The meaning of a cell as a label; one that nobody knows is a label if it looks like one.
    pub fn meaning_of_cell(&self, cell: &Cell, next: Option<&Cell>, text: &str) -> Option<Meaning> {
        if let Some(meaning) = self.dictionary.find(text) {
            // A row that no other label covers begins with its own.
            let begins = cell.column == 0
                && next.is_some_and(|next| !next.is_empty())
                && !matches!(meaning, Meaning::Furniture);
            return (begins || may_stand(meaning, self.open_topic(), text)).then(|| meaning.clone());
        }
        let next = next.filter(|next| !next.is_empty())?;
        let is_short =
            cell.lines.len() == 1 && label_length(text) <= 12 && !text.contains(['。', '；', '，']);
        let is_word = !text.chars().any(|c| c.is_ascii_digit()) && lone_number(text).is_none();
        let in_label_column = self.label_columns.contains(&cell.column);
        let next_is_label = self.dictionary.find(&Part::of_cell(next).text()).is_some();
        let open = self.open_topic().is_some() && cell.column > 0;
        let is_question = cell.column == 0 && question(text) == Some(text.len()) && !next_is_label;
        (is_question || is_short && is_word && in_label_column && !next_is_label && !open)
            .then(|| Meaning::Extra(shown(text)))
    }

    /// Whether all that stands to the right of a label is its content, over all rows that it covers.
    pub fn holds_region(&self, meaning: &Meaning, cell: &Cell) -> bool {
        match meaning {
            Meaning::Key(key) => is_block(key),
            Meaning::Extra(_) | Meaning::Skip => cell.rowspan > 1,
            _ => false,
        }
    }

    /// The column of the next label of a block in a row.
    pub fn next_block(&self, cells: &[&Cell], from: usize) -> Option<usize> {
        let is_block_label = |cell: &&&Cell| {
            matches!(self.dictionary.find(&Part::of_cell(cell).text()), Some(Meaning::Key(_)))
        };
        // Keys of duties and indicators may have the names of keys of positions; two labels side by side are columns.
        let next = cells.get(from..)?.iter().find(is_block_label)?;
        let is_beside = cells.get(from).is_some_and(|first| first.column == next.column);
        (!is_beside).then_some(next.column)
    }

    /// A row of the content of a label: the cells right of it, up to a column.
    pub fn region_row(&mut self, table: &Table, row: usize, column: usize, limit: Option<usize>) {
        let cells: Vec<&Cell> = table
            .row(row)
            .iter()
            .filter(|cell| cell.column >= column && limit.is_none_or(|limit| cell.column < limit))
            .collect();
        let parts: Vec<Part> = cells.iter().map(|cell| Part::of_cell(cell)).collect();
        if parts.iter().any(|part| !part.is_empty()) {
            self.content(Row::new(parts));
        }
        for (_, inner) in cells.iter().flat_map(|cell| &cell.tables) {
            for row in 0..inner.rows {
                self.push_rows(inner, row, row + 1, 0, false);
            }
        }
    }

    /// A label that nobody knows, with its value, in a section of labels.
    pub fn row_of(&mut self, topic: &Topic, label: &Cell, value: &Cell) {
        if let Some(section) = self.sections.iter_mut().rev().find(|section| section.topic == *topic) {
            let parts = vec![
                Part { column: 0, end: 1, ..Part::of_cell(label) },
                Part { column: 1, end: 2, ..Part::of_cell(value) },
            ];
            section.rows.push(Row::new(parts));
        }
    }

    /// The topic of a table whose every other row has labels alone, each above its value, under a key with labels; `None`
    /// if a row and the value below it are none of these.
    fn card(&self, table: &Table, row: usize, value: &Cell) -> Option<Topic> {
        let topic = self.open_topic().filter(|topic| topic.has_labels())?;
        let is_label = |cell: &Cell| is_short_label(cell) || cell.is_empty();
        let are_labels = (0..table.rows).step_by(2).all(|row| table.row(row).iter().all(is_label));
        let is_longer = |label: &Cell| {
            let length = |cell: &Cell| cell.lines.iter().map(|line| line.text.chars().count()).sum::<usize>();
            length(value) > length(label)
        };
        let is_card = row.is_multiple_of(2)
            && table.rows.is_multiple_of(2)
            && are_labels
            && table.row(row).iter().all(is_longer);
        is_card.then(|| topic.clone())
    }

    /// A label in a cell, and the cell of its value.
    pub fn cell_pair(&mut self, label: &Cell, value: Option<&Cell>) {
        let text = Part::of_cell(label).text();
        let meaning = self.dictionary.find(&text).cloned().unwrap_or_else(|| Meaning::Extra(shown(&text)));
        Part::of_cell(label).note(self.ledger, &Fate::Label);
        let Some(first) = label.lines.first() else { return };
        let part = value.map(Part::of_cell).filter(|part| !part.is_empty());
        let first = first.text.clone();
        self.pair(&meaning, &first, part.into_iter().collect());
        if let Some(value) = value {
            value.tables.iter().for_each(|(_, table)| self.table(table));
        }
        if !matches!(meaning, Meaning::Key(key) if is_block(key)) {
            self.open = None;
        }
    }
}

/// Whether a cell looks like a label, though nobody knows it.
pub fn is_short_label(cell: &Cell) -> bool {
    let text = Part::of_cell(cell).text();
    cell.lines.len() == 1
        && label_length(&text) <= 10
        && !text.contains(['，', '。', '；', '、'])
        && !text.chars().any(|c| c.is_ascii_digit())
}

/// Whether a cell names a position and the form: 门卫岗位说明书.
fn is_heading(cell: &Cell) -> bool {
    Part::of_cell(cell).single().is_some_and(|text| text.contains('书') && title_in(text).is_some())
}
