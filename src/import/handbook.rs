//! Reads what a handbook says outside of its positions: title page, foreword, revisions, approvals, departments.

use super::draft::{Draft, HandbookDraft, TextValue, Value};
use super::duties::is_group;
use super::element::{Cell, Element, Line, Table, leave};
use super::excerpt::Excerpt;
use super::heading::{is_department, is_sheet_name, title_in};
use super::interpret;
use super::label::{Dictionary, Record, pairs};
use super::ledger::{Fate, Ledger, LeftOut};
use super::plain::plain;
use super::section::{Part, Row, Section, Topic};
use super::segment::{Chunk, ChunkKind, lists_positions};
use super::values::{ValueReader, is_role, shown};
use crate::characters::is_chinese_numeral;
use crate::model::keys::{DataKey, KeyTable};
use crate::model::{DEPARTMENT, HANDBOOK, labels};
use crate::unit::Date;

/// Adds what a chunk says to the handbook.
pub fn read(chunk: &Chunk, draft: &mut HandbookDraft, dictionary: &Dictionary, ledger: &mut Ledger) {
    let mut reader = FrontReader {
        values: ValueReader { dictionary, ledger },
        table: &HANDBOOK,
        record: Record::Handbook,
    };
    match &chunk.kind {
        ChunkKind::Front => {
            chunk
                .heading
                .iter()
                .for_each(|heading| reader.front_line(&Line::of(heading.clone()), &mut draft.values));
            reader.front(&chunk.elements, &mut draft.values);
        }
        ChunkKind::Handbook(name) => {
            chunk.heading.iter().for_each(|heading| reader.values.ledger.note(heading, Fate::Label));
            reader.part(name, &chunk.elements, &mut draft.values);
        }
        ChunkKind::Department { name, has_duties } => {
            reader.table = &DEPARTMENT;
            reader.record = Record::Department;
            let mut department = Draft::default();
            if let Some(key) = DEPARTMENT.named("name") {
                department.add(&DEPARTMENT, key, name.clone().into());
            }
            if let Some(heading) = &chunk.heading {
                reader.values.ledger.note(heading, Fate::Label);
            }
            reader.department(&chunk.elements, *has_duties, &mut department);
            draft.departments.push(department);
        }
        ChunkKind::Computed | ChunkKind::Rows { .. } | ChunkKind::Position { .. } => {}
    }
}

struct FrontReader<'r> {
    values: ValueReader<'r>,
    table: &'static KeyTable,
    record: Record,
}

impl FrontReader<'_> {
    fn key(&self, name: &str) -> Option<&'static DataKey> {
        self.table.named(name)
    }

    fn add(&mut self, draft: &mut Draft, name: &str, text: Excerpt) {
        if let Some(key) = self.key(name) {
            let value = TextValue::from(text);
            let date = (name == "effective_date").then(|| Date::read(&value.text)).flatten();
            let value = match date {
                Some(date) => value.rewritten(date.to_string()),
                None => value,
            };
            draft.add(self.table, key, Value::Text(value));
        }
    }

    /// A title page: labels with values, and lines that tell by themselves what they are.
    fn front(&mut self, elements: &[Element], draft: &mut Draft) {
        for element in elements {
            match element {
                Element::Line(line) => self.front_line(line, draft),
                Element::Table(table) => self.front_table(table, draft),
            }
        }
    }

    fn front_line(&mut self, line: &Line, draft: &mut Draft) {
        let is_of_department = title_in(&line.text).is_some_and(|(name, _)| is_department(&name));
        if is_sheet_name(&line.text) || is_of_department && line.text.contains('书') {
            return self.values.ledger.note(&line.text, Fate::Left(LeftOut::Furniture));
        }
        let is_guidance = ["填写说明", "填表说明", "填写须知"].iter().any(|word| line.text.starts_with(word));
        if is_guidance {
            return self.values.ledger.note(&line.text, Fate::Left(LeftOut::Guidance));
        }
        let is_day = line.text.chars().all(|c| {
            c.is_whitespace()
                || matches!(c, '年' | '月' | '日' | '〇' | '○' | '零')
                || is_chinese_numeral(c)
                || c.is_ascii_digit()
        });
        if is_day && line.text.contains('年') && line.text.contains('月') && Date::read(&line.text).is_none()
        {
            return self.values.ledger.note(&line.text, Fate::Left(LeftOut::Furniture));
        }
        let (before, found) = pairs(&line.text, |name| self.values.dictionary.key(self.record, name));
        for pair in found {
            self.values.ledger.note(&pair.label, Fate::Label);
            if !pair.value.is_empty() {
                self.add(draft, pair.meaning.name, pair.value);
            }
        }
        let issuer = ["企业标准", "发布", "编印", "编制"].iter().find_map(|word| {
            let name = before.strip_suffix(word)?.trim_end();
            (told_by_itself(name) == Some("company")).then_some(name.len())
        });
        let before = match issuer {
            Some(length) => {
                self.values.ledger.note(&before.after(length), Fate::Left(LeftOut::Furniture));
                before.before(length)
            }
            None => before,
        };
        if !before.is_empty()
            && let Some(name) = told_by_itself(&before)
            && draft.get(name).is_none()
        {
            let text = before.without(|c| matches!(c, '（' | '）' | '(' | ')'));
            self.values.ledger.note(&before.before(text.range().start - before.range().start), Fate::Count);
            self.values.ledger.note(&before.after(text.range().end - before.range().start), Fate::Count);
            self.add(draft, name, text);
        } else if !before.is_empty() {
            let is_again =
                draft.iter().any(|(_, value)| matches!(value, Value::Text(text) if text.text == *before));
            if is_again {
                self.values.ledger.note(&before, Fate::Left(LeftOut::Repeated));
            }
        }
    }

    fn front_table(&mut self, table: &Table, draft: &mut Draft) {
        let mut row = 0;
        while row < table.rows {
            if self.labels_above(table, row) {
                for (label, value) in table.row(row).iter().zip(table.row(row + 1)) {
                    self.front_pair(label, value, draft);
                }
                row += 2;
                continue;
            }
            let cells: Vec<&Cell> = table.row(row).iter().filter(|cell| !cell.is_empty()).collect();
            row += 1;
            let mut at = 0;
            while let Some(cell) = cells.get(at) {
                at += 1;
                let text = Part::of_cell(cell).text();
                match (self.values.dictionary.key(self.record, &text), cells.get(at)) {
                    (Some(_), Some(value))
                        if self
                            .values
                            .dictionary
                            .key(self.record, &Part::of_cell(value).text())
                            .is_none() =>
                    {
                        at += 1;
                        self.front_pair(cell, value, draft);
                    }
                    (Some(_), None) => Part::of_cell(cell).note(self.values.ledger, &Fate::Label),
                    (None, Some(value)) if is_role(&text) => {
                        at += 1;
                        let steps = self.values.signatures(&[&Part::of_cell(cell), &Part::of_cell(value)]);
                        if let Some(key) = self.key("approvals") {
                            draft.add(self.table, key, Value::List(steps));
                        }
                    }
                    (None, Some(value)) if is_computed(&text) => {
                        at += 1;
                        self.front_pair(cell, value, draft);
                    }
                    _ => cell.lines.iter().for_each(|line| self.front_line(line, draft)),
                }
            }
        }
    }

    /// Whether a row has nothing but labels, and the row below has their values.
    fn labels_above(&self, table: &Table, row: usize) -> bool {
        let is_label = |cell: &Cell| {
            let text = Part::of_cell(cell).text();
            self.values.dictionary.key(self.record, &text).is_some() || is_computed(&text)
        };
        let (own, below) = (table.row(row), table.row(row + 1));
        own.len() > 1
            && own.len() == below.len()
            && own.iter().all(is_label)
            && own.iter().zip(below).all(|(one, other)| one.column == other.column)
            && !below.iter().any(is_label)
    }

    fn front_pair(&mut self, label: &Cell, value: &Cell, draft: &mut Draft) {
        let (label, part) = (Part::of_cell(label), Part::of_cell(value));
        let Some(key) = self.values.dictionary.key(self.record, &label.text()) else {
            label.note(self.values.ledger, &Fate::Left(LeftOut::Computed));
            return part.note(self.values.ledger, &Fate::Left(LeftOut::Computed));
        };
        label.note(self.values.ledger, &Fate::Label);
        let section = Section::new(Topic::Key(key), vec![Row::new(vec![part])]);
        if let Some(value) = interpret::value(&mut self.values, key, &section) {
            draft.add(self.table, key, value);
        }
    }

    /// A part under a heading of its own.
    fn part(&mut self, name: &str, elements: &[Element], draft: &mut Draft) {
        let Some(key) = self.key(name) else { return };
        let value = match name {
            "foreword" => foreword(elements),
            _ => {
                let mut found = Vec::new();
                for element in elements {
                    if let Element::Table(table) = element {
                        let record = if name == "revisions" { Record::Revision } else { Record::Approval };
                        found.extend(self.records(table, record));
                    }
                }
                (!found.is_empty()).then_some(Value::List(found))
            }
        };
        if let Some(value) = value {
            draft.add(self.table, key, value);
        }
    }

    fn records(&mut self, table: &Table, record: Record) -> Vec<Value> {
        let section = Section::new(Topic::Furniture, rows_of(table));
        match self.values.records(&section, record) {
            Some(Value::List(values)) => values,
            _ => Vec::new(),
        }
    }

    /// `in_duties` says whether duties follow at once.
    fn department(&mut self, elements: &[Element], mut in_duties: bool, draft: &mut Draft) {
        let mut duties: Vec<Row> = Vec::new();
        let mut elements = elements.iter().peekable();
        while let Some(element) = elements.next() {
            match element {
                Element::Line(line) => {
                    let name = plain(&line.text);
                    let next = match elements.peek() {
                        Some(Element::Line(next)) => Some(next),
                        _ => None,
                    };
                    if in_duties && is_group(line, next) {
                        self.values.ledger.note(&line.text, Fate::Left(LeftOut::Level));
                    } else if name == "部门职责" || name == "主要职责" {
                        self.values.ledger.note(&line.text, Fate::Label);
                        in_duties = true;
                    } else if ["岗位设置", "部门组织架构图", "部门职位设置表", "组织架构图"]
                        .contains(&name.as_str())
                        || line.outline.is_some()
                    {
                        self.values.ledger.note(&line.text, Fate::Left(LeftOut::Computed));
                        in_duties = false;
                    } else if in_duties {
                        let mut line = line.clone();
                        line.text = self.without_carriers(&line.text);
                        duties.push(Row::new(vec![Part::of_line(line)]));
                    } else {
                        self.front_line(line, draft);
                    }
                }
                Element::Table(table) if in_duties => duties.extend(self.duty_rows(table)),
                Element::Table(table) if lists_positions(table, self.values.dictionary) => {
                    leave(&[Element::Table(table.clone())], self.values.ledger, LeftOut::Computed);
                }
                Element::Table(table) => self.front_table(table, draft),
            }
        }
        if let Some(key) = self.key("duties") {
            let section = Section::new(Topic::Key(key), duties);
            if let Some(value) = interpret::value(&mut self.values, key, &section) {
                draft.add(self.table, key, value);
            }
        }
    }

    /// A duty without `（承担岗位：…）`, which follows.
    fn without_carriers(&mut self, text: &Excerpt) -> Excerpt {
        let Some(open) = text.find("（承担岗位：") else { return text.clone() };
        self.values.ledger.note(&text.after(open), Fate::Left(LeftOut::Computed));
        text.before(open)
    }

    /// The duties of a table with numbers, duties and those who carry them, which follow.
    fn duty_rows(&mut self, table: &Table) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut column = None;
        for row in rows_of(table) {
            if column.is_none()
                && let Some(found) = row
                    .filled()
                    .find(|part| matches!(plain(&part.text()).as_str(), "职责" | "部门职责" | "duty"))
            {
                column = Some(found.column);
                row.parts.iter().for_each(|part| part.note(self.values.ledger, &Fate::Label));
                continue;
            }
            for part in row.parts {
                if self.values.is_number(&part) {
                    continue;
                }
                match column {
                    Some(column) if part.column != column => self.values.leave(&part, LeftOut::Computed),
                    _ => rows.push(Row::new(vec![part])),
                }
            }
        }
        rows
    }
}

/// The rows of a table as those of a section.
fn rows_of(table: &Table) -> Vec<Row> {
    (0..table.rows).map(|row| Row::new(table.row(row).iter().map(Part::of_cell).collect())).collect()
}

/// The paragraphs of running text, with the numbers that it is written with.
fn foreword(elements: &[Element]) -> Option<Value> {
    let mut texts: Vec<TextValue> = Vec::new();
    for element in elements {
        if let Element::Line(line) = element {
            let mut value = TextValue::from(line.text.clone());
            if let Some(number) = &line.label {
                value.text = format!("{number}{}", value.text);
            }
            texts.push(value);
        }
    }
    match texts.len() {
        0 => None,
        1 => texts.pop().map(Value::Text),
        _ => Some(Value::List(texts.into_iter().map(Value::Text).collect())),
    }
}

/// Whether a label is a word of our form for a figure that follows from the data.
fn is_computed(label: &str) -> bool {
    const FIGURES: [&str; 4] = ["position_count", "actual_headcount", "headcount_difference", "total"];
    let name = plain(label);
    ["页次", "页码", "页数", "分发号", "受控状态"].contains(&name.as_str())
        || labels::LABELS
            .iter()
            .any(|word| FIGURES.contains(&word.key) && (plain(word.zh) == name || plain(word.en) == name))
}

/// What a line of a title page is, by its words.
fn told_by_itself(text: &str) -> Option<&'static str> {
    let compact = shown(text.trim_matches(['（', '）', '(', ')']));
    let ends = |words: &[&str]| words.iter().any(|word| compact.ends_with(word));
    let begins = |words: &[&str]| words.iter().any(|word| compact.starts_with(word));
    let has_digit = compact.contains(|c: char| c.is_ascii_digit());
    if compact.chars().count() > 40 {
        None
    } else if ends(&["有限公司", "公司", "集团", "事务所", "研究院", "医院", "学校", "大学", "Ltd.", "Inc."])
    {
        Some("company")
    } else if ends(&["说明书", "说明书汇编", "汇编", "手册", "Handbook", "职责制度", "岗位职责", "企业标准"])
    {
        Some("title")
    } else if begins(&["V", "v", "第"]) && has_digit && compact.chars().count() <= 8
        || has_digit && ends(&["版"]) && compact.chars().count() <= 12
    {
        Some("version")
    } else if compact.contains('〔') && ends(&["号"]) || begins(&["Q/"]) && has_digit {
        Some("document_number")
    } else if ["内部资料", "内部", "秘密", "机密", "绝密", "公开", "商业秘密"].contains(&compact.as_str())
    {
        Some("confidentiality")
    } else if Date::read(&compact).is_some() {
        Some("effective_date")
    } else {
        None
    }
}
