//! Reads responsibilities: from tables with groups, numbers and columns, or from numbered lines.

use std::collections::HashMap;

use super::draft::{Draft, TextValue, Value};
use super::element::Line;
use super::excerpt::{Excerpt, FragmentId};
use super::item::{Item, drop_ends, items, rank};
use super::label::{Record, pairs};
use super::ledger::{Fate, LeftOut};
use super::number::{ItemNumber, NumberStyle, leading_number};
use super::section::{Part, Row, Section};
use super::values::{ValueReader, flatten, shown};
use crate::model::keys::DataKey;

/// A duty: the values of its keys, in any order.
type Duty = Vec<(&'static str, Value)>;

/// Duties by groups; the first group may have no name.
#[derive(Default)]
struct Groups {
    groups: Vec<(Option<String>, Vec<Duty>)>,
    /// The texts that named groups, with the place of each group.
    names: Vec<(usize, Excerpt)>,
}

/// The responsibilities of a section.
pub fn duties(reader: &mut ValueReader, section: &Section) -> Option<Value> {
    let mut groups = Groups::default();
    let mut columns: Vec<(usize, Option<&'static DataKey>)> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut table = TableState::default();
    for row in &section.rows {
        let filled: Vec<&Part> = row.filled().collect();
        match filled.as_slice() {
            [] => {}
            // Lines are read together, since their numbers tell the levels.
            [part]
                if columns.is_empty() && (row.parts.len() == 1 || is_list(part)) && table.numbered == 0 =>
            {
                lines.extend(part.lines.iter().cloned())
            }
            _ => {
                groups.lines(reader, &std::mem::take(&mut lines));
                match header(reader, row) {
                    Some(found) => {
                        let share = found.iter().position(|(_, key)| {
                            key.is_some_and(|key| matches!(key.name, "time" | "weight" | "share"))
                        });
                        let loose = found.iter().enumerate().find(|(index, (_, key))| {
                            key.is_none() && share.is_some_and(|share| share < *index)
                        });
                        table.duty_column = loose.map(|(_, (column, _))| *column);
                        columns = found;
                    }
                    None => groups.row(reader, row, &columns, &mut table),
                }
            }
        }
    }
    groups.lines(reader, &lines);
    groups.value(reader)
}

/// What rows of a table hand on to those below.
#[derive(Default)]
struct TableState {
    /// How many rows the group's cell still covers.
    covered: usize,
    /// How many rows the duty's number still covers.
    numbered: usize,
    /// Whether duties have numbers in a column of their own.
    has_numbers: bool,
    /// The column that names duties whose tasks stand beside them.
    duty_column: Option<usize>,
}

/// The columns of a header row: where each begins, and its key.
fn header(reader: &mut ValueReader, row: &Row) -> Option<Vec<(usize, Option<&'static DataKey>)>> {
    let filled: Vec<&Part> = row.filled().collect();
    let keys: Vec<_> = filled.iter().map(|part| reader.dictionary.key(Record::Duty, &part.text())).collect();
    let named = keys.iter().flatten().count();
    if !row.is_header && (named < 2 || named * 2 < filled.len()) {
        return None;
    }
    for part in &filled {
        // The header of a column of numbers, whatever it says, goes with them.
        let fate =
            if reader.dictionary.knows(&part.text()) { Fate::Label } else { Fate::Left(LeftOut::Furniture) };
        part.note(reader.ledger, &fate);
    }
    Some(filled.iter().zip(keys).map(|(part, key)| (part.column, key)).collect())
}

impl Groups {
    /// Begins a group. One that goes on after a page or in another table is the same.
    fn open(&mut self, texts: &[Excerpt]) {
        let name: String = texts.iter().map(|text| &**text).collect();
        let name = Some(shown(&name));
        if self.groups.last().is_none_or(|(known, _)| *known != name) {
            self.groups.push((name, Vec::new()));
        }
        self.names.extend(texts.iter().map(|text| (self.groups.len() - 1, text.clone())));
    }

    fn push(&mut self, duty: Duty) {
        if self.groups.is_empty() {
            self.groups.push((None, Vec::new()));
        }
        if let Some((_, duties)) = self.groups.last_mut()
            && !duty.is_empty()
        {
            duties.push(duty);
        }
    }

    /// A row of a table.
    fn row(
        &mut self,
        reader: &mut ValueReader,
        row: &Row,
        columns: &[(usize, Option<&'static DataKey>)],
        state: &mut TableState,
    ) {
        let parts: Vec<&Part> = row.parts.iter().collect();
        let filled: Vec<&Part> = row.filled().collect();
        let covered = state.covered > 0;
        state.covered = state.covered.saturating_sub(1);
        if let [part] = filled.as_slice()
            && !covered
            && state.numbered == 0
            && let Some(text) = part.single()
            && (parts.len() == 1 || part.end - part.column > 1)
            && text.chars().count() <= 20
        {
            self.open(std::slice::from_ref(text));
            return;
        }
        let mut duty: Duty = Vec::new();
        let mut loose: Vec<&Part> = Vec::new();
        for part in &filled {
            let column = columns.iter().rev().find(|(column, _)| *column <= part.column);
            match column.and_then(|(_, key)| *key).filter(|_| columns.len() > 1) {
                Some(key) if key.name == "description" => duty.extend(described(reader, &part.lines)),
                Some(key) => {
                    let value = reader.field(part, key);
                    duty.push((key.name, value));
                }
                None => loose.push(part),
            }
        }
        let described = duty.iter().any(|(name, _)| *name == "description");
        let below_number = state.numbered > 0;
        state.numbered = state.numbered.saturating_sub(1);
        let mut is_numbered = false;
        let mut named: Option<&'static DataKey> = None;
        let mut tasks: Vec<Value> = Vec::new();
        for (index, part) in loose.iter().enumerate() {
            if let Some(key) = named.take() {
                match key.name {
                    "description" | "tasks" => duty.extend(self::described(reader, &part.lines)),
                    _ => {
                        let value = reader.field(part, key);
                        duty.push((key.name, value));
                    }
                }
                continue;
            }
            if let Some(key) = reader.dictionary.key(Record::Duty, &part.text())
                && loose.len() > index + 1
            {
                part.note(reader.ledger, &Fate::Label);
                named = Some(key);
                continue;
            }
            if let Some(found) = labelled(reader, part) {
                duty.extend(found);
                continue;
            }
            if state.duty_column == Some(part.column) {
                state.numbered = part.rowspan.saturating_sub(1);
                is_numbered = true;
                tasks = below(&mut duty);
                duty.extend(self::described(reader, &part.lines));
                continue;
            }
            if reader.is_number(part) {
                is_numbered = true;
                state.numbered = part.rowspan.saturating_sub(1);
                continue;
            }
            let is_group = part.rowspan > 1
                || (index == 0 && (described || loose.len() > 1) && !covered && is_name(part));
            if is_group && !covered {
                self.open(&part.texts());
                state.covered = part.rowspan.saturating_sub(1);
            } else if !duty.iter().any(|(name, _)| *name == "description") && !described {
                duty.extend(self::described(reader, &part.lines));
            } else if !duty.iter().any(|(name, _)| *name == "standard") {
                let key = reader.dictionary.key(Record::Duty, "标准");
                duty.extend(key.map(|key| (key.name, reader.field(part, key))));
            }
        }
        let has_own_number = |part: &&Part| {
            part.lines
                .first()
                .is_some_and(|line| line.number.is_some() || leading_number(&line.text).is_some())
        };
        let is_task =
            !is_numbered && (below_number || state.has_numbers && filled.iter().any(has_own_number));
        if !tasks.is_empty() {
            duty.push(("tasks", Value::List(tasks)));
        }
        state.has_numbers |= is_numbered;
        match is_task {
            true => self.push_task(duty),
            false => self.push(duty),
        }
    }

    /// A task of the last duty.
    fn push_task(&mut self, task: Duty) {
        match self.groups.last_mut().and_then(|(_, duties)| duties.last_mut()) {
            Some(duty) if !task.is_empty() => {
                let (tasks, others) = tasks_of(task);
                duty.extend(others);
                match duty.iter_mut().find(|(name, _)| *name == "tasks") {
                    Some((_, Value::List(known))) => known.extend(tasks),
                    _ => duty.push(("tasks", Value::List(tasks))),
                }
            }
            _ => self.push(task),
        }
    }

    /// Lines of text: groups are lines with a name and no end, or headings, before items of another number.
    fn lines(&mut self, reader: &mut ValueReader, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        let mut run: Vec<Line> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            if is_group(line, lines.get(index + 1)) {
                self.items(reader, &std::mem::take(&mut run));
                self.open(std::slice::from_ref(&line.text));
            } else {
                run.push(line.clone());
            }
        }
        self.items(reader, &run);
    }

    fn items(&mut self, reader: &mut ValueReader, lines: &[Line]) {
        for item in items(lines, reader.ledger) {
            let duty = duty_of_item(reader, &item);
            self.push(duty);
        }
    }

    fn value(self, reader: &mut ValueReader) -> Option<Value> {
        let Groups { mut groups, names } = self;
        // The name of a group without duties has no place in the data, and stays open.
        for (at, text) in names {
            if groups.get(at).is_some_and(|(_, duties)| !duties.is_empty()) || reader.dictionary.knows(&text)
            {
                reader.ledger.note(&text, Fate::Label);
            }
        }
        groups.retain(|(_, duties)| !duties.is_empty());
        if groups.is_empty() {
            return None;
        }
        // Keys of a mapping stand once.
        let mut merged: Vec<(Option<String>, Vec<Duty>)> = Vec::new();
        let mut places: HashMap<Option<String>, usize> = HashMap::new();
        for (name, duties) in groups {
            let place = *places.entry(name.clone()).or_insert(merged.len());
            match merged.get_mut(place) {
                Some((_, all)) => all.extend(duties),
                None => merged.push((name, duties)),
            }
        }
        let mut groups = merged;
        groups.iter_mut().for_each(|(_, duties)| end_all(reader, duties));
        let list = |duties: Vec<Duty>| Value::List(duties.into_iter().map(written).collect());
        if groups.len() == 1 && groups[0].0.is_none() {
            return groups.pop().map(|(_, duties)| list(duties));
        }
        let entries = groups
            .into_iter()
            .map(|(name, duties)| (name.unwrap_or_else(|| "其他工作".to_owned()), list(duties)));
        Some(Value::map(entries.collect()))
    }
}

/// A cell whose texts all begin with labels of a duty: `职责表述：…`, `工作时间百分比：30%`.
fn labelled(reader: &mut ValueReader, part: &Part) -> Option<Duty> {
    let begins = |text: &Excerpt| {
        let (before, found) = pairs(text, |name| reader.dictionary.key(Record::Duty, name));
        before.is_empty() && !found.is_empty()
    };
    part.lines.first().is_some_and(|line| begins(&line.text)).then(|| described(reader, &part.lines))
}

/// What stands below a duty as its tasks, which have a description and a standard alone; and the rest, which is the
/// duty's own. Tasks below tasks stand beside them.
fn tasks_of(task: Duty) -> (Vec<Value>, Duty) {
    let (mut own, mut tasks, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value) in task {
        match (name, value) {
            ("description" | "standard", value) => own.push((name, value)),
            ("tasks", Value::List(below)) => tasks.extend(below),
            (_, value) => others.push((name, value)),
        }
    }
    if !own.is_empty() {
        tasks.insert(0, written(own));
    }
    (tasks, others)
}

/// Takes description and standard out of a duty, as its first task.
fn below(duty: &mut Duty) -> Vec<Value> {
    let is_of_task = |(name, _): &(&'static str, Value)| matches!(*name, "description" | "standard");
    let task: Duty = duty.iter().filter(|entry| is_of_task(entry)).cloned().collect();
    duty.retain(|entry| !is_of_task(entry));
    if task.is_empty() { Vec::new() } else { tasks_of(task).0 }
}

/// Whether a cell holds several numbered lines.
fn is_list(part: &Part) -> bool {
    let is_numbered = |line: &&Line| line.number.is_some() || leading_number(&line.text).is_some();
    part.lines.len() > 1 && part.lines.iter().filter(is_numbered).count() > 1
}

/// Whether a cell holds the name of a group rather than a duty.
fn is_name(part: &Part) -> bool {
    part.single().is_some_and(|text| text.chars().count() <= 12 && !text.contains(['，', '。', '；', '、']))
}

/// Whether a line names a group of the lines below it.
pub fn is_group(line: &Line, next: Option<&Line>) -> bool {
    let Some(next) = next else { return false };
    let text = line.text.trim_end();
    if text.chars().count() > 20 || text.contains(['。', '；', '，']) {
        return false;
    }
    let number = |line: &Line| line.number.or_else(|| leading_number(&line.text).map(|(number, _)| number));
    let (own, below) = (number(line), number(next));
    if line.outline.is_some() && next.outline.is_none_or(|level| Some(level) > line.outline) {
        return true;
    }
    if text.ends_with(['：', ':']) {
        return own.is_none_or(|own| below.is_some_and(|below| rank(below.style) > rank(own.style)));
    }
    match (own, below) {
        (Some(own), Some(below)) => {
            let heads = matches!(
                own.style,
                NumberStyle::Chinese | NumberStyle::ChineseInParentheses | NumberStyle::Ordinal
            );
            // A short name above numbers that begin again heads them, however it is numbered itself.
            let begins_again = below.value == 1
                && own.style != below.style
                && text.chars().count() <= 15
                && !text.contains('、');
            heads && rank(below.style) > rank(own.style) || begins_again
        }
        _ => false,
    }
}

/// A numbered line with what stands below it.
fn duty_of_item(reader: &mut ValueReader, item: &Item) -> Duty {
    let lines: Vec<Line> = item.lines.iter().map(|text| Line::of(text.clone())).collect();
    let mut duty = described(reader, &lines);
    let mut tasks: Vec<Duty> = Vec::new();
    for below in &item.below {
        let mut lines: Vec<Excerpt> = below.lines.clone();
        flatten(below.below.clone(), &mut lines);
        tasks.push(described(reader, &lines.into_iter().map(Line::of).collect::<Vec<_>>()));
    }
    if !tasks.is_empty() {
        end_all(reader, &mut tasks);
        let mut values = Vec::new();
        for task in tasks {
            let (tasks, others) = tasks_of(task);
            values.extend(tasks);
            duty.extend(others);
        }
        duty.push(("tasks", Value::List(values)));
    }
    duty
}

/// The description of a duty, and the keys that follow it with their labels: `工作标准：…`, `权重：40%；频次：每季度`.
fn described(reader: &mut ValueReader, lines: &[Line]) -> Duty {
    let mut duty: Duty = Vec::new();
    let mut texts: Vec<Excerpt> = Vec::new();
    // The numbers of the texts.
    let mut numbers: Vec<Option<ItemNumber>> = Vec::new();
    // The last key inside a text, and its paragraph: its value goes on behind a line break.
    let mut within: Option<(FragmentId, &'static str)> = None;
    for line in lines {
        let number = line.number.or_else(|| leading_number(&line.text).map(|(number, _)| number));
        let start =
            leading_number(&line.text).filter(|_| line.number.is_none()).map_or(0, |(_, length)| length);
        reader.ledger.note(&line.text.before(start), Fate::Count);
        let text = line.text.after(start);
        let find = |name: &str| reader.dictionary.key(Record::Duty, name);
        let (mut before, pairs) = pairs(&text, find);
        within = within.filter(|(fragment, _)| *fragment == text.fragment && number.is_none());
        match within {
            _ if before.is_empty() => {}
            Some((_, name)) if name != "description" => {
                reader.drop_stop(&mut before);
                duty.push((name, before.into()));
            }
            _ => {
                texts.push(before);
                numbers.push(number);
            }
        }
        for pair in pairs {
            reader.ledger.note(&pair.label, Fate::Label);
            within = Some((pair.label.fragment, pair.meaning.name));
            let mut value = pair.value;
            if pair.meaning.name == "description" {
                if !value.is_empty() {
                    texts.push(value);
                    numbers.push(number);
                }
                continue;
            }
            reader.drop_stop(&mut value);
            if !value.is_empty() {
                duty.push((pair.meaning.name, value.into()));
            }
        }
    }
    if texts.len() > 1 {
        let own = numbers.first().copied().flatten();
        let is_below = |number: &Option<ItemNumber>| match (own, number) {
            (Some(own), Some(number)) => !number.is_beside(&own),
            (None, Some(_)) => numbers.iter().flatten().count() > 1,
            // Under a numbered line, lines without numbers are its tasks.
            (Some(_), None) => numbers.iter().flatten().count() == 1,
            (None, None) => false,
        };
        if numbers[1..].iter().all(is_below) {
            let tasks: Vec<Value> = texts.drain(1..).map(Value::from).collect();
            duty.push(("tasks", Value::List(tasks)));
        }
    }
    if let Some(value) = Value::texts(texts) {
        duty.insert(0, ("description", value));
    }
    duty
}

/// Drops the marks at the ends of the tasks of each duty, and of its descriptions and standards, where all have them.
fn end_all(reader: &mut ValueReader, duties: &mut [Duty]) {
    for (_, tasks) in duties.iter_mut().flatten().filter(|(name, _)| *name == "tasks") {
        let Value::List(tasks) = tasks else { continue };
        let texts = tasks.iter_mut().filter_map(|task| match task {
            Value::Text(text) => Some(text),
            Value::Map(entries) => match entries.first_mut() {
                Some((_, Value::Text(text))) => Some(text),
                _ => None,
            },
            Value::List(_) => None,
        });
        end_texts(reader, texts.collect());
    }
    for name in ["description", "standard"] {
        let values = duties.iter_mut().flat_map(|duty| duty.iter_mut()).filter(|(key, _)| *key == name);
        let texts = values.filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text),
            Value::List(_) | Value::Map(_) => None,
        });
        end_texts(reader, texts.collect());
    }
}

fn end_texts(reader: &mut ValueReader, mut texts: Vec<&mut TextValue>) {
    let mut ends: Vec<&mut Excerpt> = texts.iter_mut().filter_map(|text| text.from.last_mut()).collect();
    drop_ends(&mut ends, reader.ledger);
    for text in texts {
        if let [from] = text.from.as_slice() {
            text.text = from.to_string();
        }
    }
}

/// A duty as YAML has it: a text alone if there is nothing but a description.
fn written(duty: Duty) -> Value {
    let mut draft = Draft::default();
    for (name, value) in duty {
        if let Some(key) = Record::Duty.table().named(name) {
            draft.add(Record::Duty.table(), key, value);
        }
    }
    let mut duty: Duty = draft.into_entries();
    if let [("description", Value::Text(_))] = duty.as_slice()
        && let Some((_, value)) = duty.pop()
    {
        return value;
    }
    let table = Record::Duty.table();
    let usual = |name: &str| table.named(name).map_or("", |key| key.usual());
    Value::Map(duty.into_iter().map(|(name, value)| (usual(name).to_owned(), value)).collect())
}
