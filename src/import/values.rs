//! Turns the content of a section into the value of its key.

use std::collections::{HashMap, HashSet};

use super::draft::{TextValue, Value};
use super::element::Line;
use super::excerpt::{Excerpt, FragmentId};
use super::item::{Item, drop_ends, items};
use super::label::{Dictionary, Meaning, Pair, Record, pairs};
use super::ledger::{Fate, Ledger, LeftOut};
use super::number::{leading_number, lone_number};
use super::plain::is_nothing;
use super::section::{Part, Row, Section};
use crate::model::keys::{DataKey, KeyKind, RowLabel};
use crate::unit::Date;

/// What is needed to read values.
pub struct ValueReader<'r> {
    pub dictionary: &'r Dictionary,
    pub ledger: &'r mut Ledger,
}

impl ValueReader<'_> {
    pub fn text(&mut self, section: &Section) -> Option<Value> {
        let mut texts: Vec<Excerpt> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        for line in section.lines() {
            let text = line.text.trimmed();
            if is_nothing(&text) {
                self.ledger.note(&text, Fate::Left(LeftOut::Furniture));
            } else if !known.insert(text.to_string()) {
                self.ledger.note(&text, Fate::Left(LeftOut::Repeated));
            } else {
                texts.push(text);
            }
        }
        (!texts.is_empty()).then(|| Value::Text(TextValue::joined(&texts, " ")))
    }

    /// The first text; a second one belongs to somebody else.
    pub fn first(&mut self, section: &Section) -> Option<Value> {
        let first = section.lines().next()?.text.trimmed();
        for line in section.lines().skip(1).filter(|line| *line.text.trimmed() == *first) {
            self.ledger.note(&line.text, Fate::Left(LeftOut::Repeated));
        }
        Some(first.into())
    }

    /// A number of people without the word for people.
    pub fn headcount(&mut self, section: &Section) -> Option<Value> {
        let Some(Value::Text(text)) = self.text(section) else { return None };
        let bare = text.text.trim_end_matches(['人', '名', '位']).trim().to_owned();
        let is_number =
            bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '～' | '~' | '—' | '至'));
        Some(Value::Text(if is_number && !bare.is_empty() { text.rewritten(bare) } else { text }))
    }

    pub fn date(&mut self, section: &Section) -> Option<Value> {
        let Some(Value::Text(text)) = self.text(section) else { return None };
        let compact: String = text.text.chars().filter(|c| !c.is_whitespace()).collect();
        Some(Value::Text(match Date::read(&compact) {
            Some(date) => text.rewritten(date.to_string()),
            None => text,
        }))
    }

    /// Paragraphs of running text. A single sentence loses its full stop, as the form has none.
    pub fn prose(&mut self, section: &Section) -> Option<Value> {
        let mut texts: Vec<Excerpt> = section.lines().map(|line| line.text.trimmed()).collect();
        if let [text] = texts.as_mut_slice() {
            self.drop_stop(text);
        }
        Value::texts(texts)
    }

    /// Takes the full stop or semicolon from the end of a text that has no other.
    pub fn drop_stop(&mut self, text: &mut Excerpt) {
        drop_ends(&mut [text], self.ledger);
    }

    /// Titles of positions. `甲（行政）、乙（业务）` are two by their lines.
    pub fn names(&mut self, section: &Section) -> Option<Value> {
        let mut names: Vec<Excerpt> = Vec::new();
        for line in section.lines() {
            names.extend(self.enumerated(&line.text));
        }
        let of_line = |name: &Excerpt| {
            let open = name.find(['（', '('])?;
            let note = name[open..].trim_matches(['（', '(', '）', ')']);
            let line =
                ["行政", "业务"].into_iter().find(|line| note == *line || note == format!("{line}上级"))?;
            Some((line, name.before(open).trimmed(), name.after(open)))
        };
        if names.len() > 1 && names.iter().all(|name| of_line(name).is_some()) {
            let mut lines: Vec<(String, Vec<Excerpt>)> = Vec::new();
            for (line, name, note) in names.iter().filter_map(of_line) {
                self.ledger.note(&note, Fate::Label);
                match lines.iter_mut().find(|(known, _)| known == line) {
                    Some((_, names)) => names.push(name),
                    None => lines.push((line.to_owned(), vec![name])),
                }
            }
            let entries = lines.into_iter().filter_map(|(line, names)| Some((line, Value::texts(names)?)));
            return Some(Value::map(entries.collect()));
        }
        Value::texts(names)
    }

    /// The parts of an enumeration of short names; the whole text if they are not short.
    fn enumerated(&mut self, text: &Excerpt) -> Vec<Excerpt> {
        const LONGEST_NAME: usize = 15;
        let whole = text.without_end(|c| matches!(c, '。' | '；' | ';' | '，'));
        let mut parts = Vec::new();
        let mut start = 0;
        let mut depth = 0;
        for (at, c) in whole.char_indices() {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth -= 1,
                '、' | '，' | ',' | '；' | ';' if depth <= 0 => {
                    parts.push((whole.part(start..at).trimmed(), whole.part(at..at + c.len_utf8())));
                    start = at + c.len_utf8();
                }
                _ => {}
            }
        }
        let last = whole.after(start).trimmed();
        let is_name =
            |text: &Excerpt| !text.is_empty() && text.chars().count() <= LONGEST_NAME && !text.contains('：');
        if !parts.iter().map(|(part, _)| part).chain([&last]).all(is_name) {
            return vec![text.clone()];
        }
        self.ledger.note(&text.after(whole.len()), Fate::Count);
        parts.iter().for_each(|(_, mark)| self.ledger.note(mark, Fate::Count));
        parts.into_iter().map(|(part, _)| part).chain([last]).collect()
    }

    /// One text as it is, several as a list, without their numbers.
    pub fn texts(&mut self, section: &Section) -> Option<Value> {
        let texts = self.item_texts(section);
        Value::texts(texts)
    }

    fn item_texts(&mut self, section: &Section) -> Vec<Excerpt> {
        let mut lines = Vec::new();
        for row in &section.rows {
            for part in self.without_number(row) {
                lines.extend(part.lines.clone());
            }
        }
        self.listed(&lines)
    }

    /// The texts of lines, without their numbers.
    fn unnumbered(&mut self, lines: &[Line]) -> Vec<Excerpt> {
        let mut texts = Vec::new();
        flatten(items(lines, self.ledger), &mut texts);
        texts
    }

    /// The texts of lines, without their numbers and the marks that end them all.
    fn listed(&mut self, lines: &[Line]) -> Vec<Excerpt> {
        let mut texts = self.unnumbered(lines);
        drop_ends(&mut texts.iter_mut().collect::<Vec<_>>(), self.ledger);
        texts
    }

    /// The parts of a row with text, without the number that counts the row. A number alone is a value.
    fn without_number<'p>(&mut self, row: &'p Row) -> Vec<&'p Part> {
        let mut parts: Vec<&Part> = row.filled().collect();
        if parts.len() > 1 && self.is_number(parts[0]) {
            parts.remove(0);
        }
        parts
    }

    pub fn list(&mut self, section: &Section) -> Option<Value> {
        let texts = self.item_texts(section);
        let values: Vec<Value> = texts.into_iter().map(Value::from).collect();
        (!values.is_empty()).then_some(Value::List(values))
    }

    /// Labels with texts; what has no label is a list.
    pub fn labelled(
        &mut self,
        section: &Section,
        key: &'static DataKey,
        rows: &'static [RowLabel],
    ) -> Option<Value> {
        let mut entries: Vec<(Option<String>, Vec<Excerpt>)> = Vec::new();
        let mut places: HashMap<Option<String>, usize> = HashMap::new();
        let mut add = |label: Option<String>, texts: Vec<Excerpt>| {
            let place = *places.entry(label.clone()).or_insert(entries.len());
            match entries.get_mut(place) {
                Some((_, all)) => all.extend(texts),
                None => entries.push((label, texts)),
            }
        };
        let mut headers: Vec<&Part> = Vec::new();
        let mut column = 0;
        let mut last: Option<String> = None;
        // Whether the last label stood alone, above its texts.
        let mut stands_above = false;
        // The last label inside a text, and its paragraph: it goes on behind a line break.
        let mut within: Option<(FragmentId, String)> = None;
        for row in &section.rows {
            let filled: Vec<&Part> = row.filled().collect();
            if row.is_header {
                headers = filled;
                continue;
            }
            if !headers.is_empty() {
                for part in &filled {
                    let label = headers.iter().find(|label| label.column == part.column);
                    let label = label.map(|label| self.label(label, rows));
                    let texts = self.value_of(part, key);
                    add(label, texts);
                }
                headers.clear();
                continue;
            }
            let filled = self.without_number(row);
            match filled.as_slice() {
                [] => {
                    last = None;
                    stands_above = false;
                }
                // Below the value of the row before.
                [part] if last.is_some() && part.column == column && part.column > 0 => {
                    let texts = self.value_of(part, key);
                    add(last.clone(), texts);
                }
                [part] if self.is_row_label(part, rows) => {
                    last = Some(self.label(part, rows));
                    column = part.end;
                    stands_above = true;
                }
                [part] => {
                    let mut loose = Vec::new();
                    for text in self.unnumbered(&part.lines) {
                        let (before, found) = self.pairs_under(&text, rows);
                        match within.take().filter(|(fragment, _)| *fragment == text.fragment) {
                            Some((fragment, label)) => {
                                let mut value = before;
                                self.drop_stop(&mut value);
                                let texts = self.split_value(value, key);
                                add(Some(label.clone()), texts);
                                within = Some((fragment, label));
                            }
                            None if !before.is_empty() => {
                                loose.push(text);
                                continue;
                            }
                            None => {}
                        }
                        stands_above = false;
                        for pair in found {
                            self.ledger.note(&pair.label, Fate::Label);
                            // `内部：督导：护士` has a label inside the other.
                            let (before, inner) = pairs(&pair.value, |name| self.row_name(name, rows));
                            let inner = match before.is_empty() && !inner.is_empty() {
                                true => inner,
                                false => vec![pair],
                            };
                            for pair in inner {
                                self.ledger.note(&pair.label, Fate::Label);
                                let mut value = pair.value;
                                self.drop_stop(&mut value);
                                if pair.meaning == "汇报" {
                                    self.ledger.note(&value, Fate::Left(LeftOut::Repeated));
                                    continue;
                                }
                                let texts = self.split_value(value, key);
                                add(Some(pair.meaning.clone()), texts);
                                within = Some((pair.label.fragment, pair.meaning));
                            }
                        }
                    }
                    drop_ends(&mut loose.iter_mut().collect::<Vec<_>>(), self.ledger);
                    if key.name == "collaboration" && loose.len() == 1 {
                        loose = self.enumerated(&loose[0].clone());
                    }
                    if !loose.is_empty() {
                        add(last.clone().filter(|_| stands_above), loose);
                    }
                }
                parts => {
                    stands_above = false;
                    for pair in parts.chunks(2) {
                        let [label, value] = pair else {
                            add(
                                last.clone(),
                                pair.iter().flat_map(|part| self.value_of(part, key)).collect(),
                            );
                            continue;
                        };
                        let name = self.label(label, rows);
                        column = value.column;
                        let texts = self.value_of(value, key);
                        add(Some(name.clone()), texts);
                        last = Some(name);
                    }
                }
            }
        }
        entries.retain(|(_, texts)| !texts.is_empty());
        if let [(None, _)] = entries.as_slice() {
            let (_, texts) = entries.pop()?;
            return Some(Value::List(texts.into_iter().map(Value::from).collect()));
        }
        // A list may hold texts and mappings; a mapping has labels alone.
        let mut loose = Vec::new();
        let mut map = Vec::new();
        for (label, texts) in entries {
            match label {
                Some(label) => map.extend(Value::texts(texts).map(|value| (label, value))),
                None => loose.extend(texts.into_iter().map(Value::from)),
            }
        }
        match (loose.is_empty(), map.is_empty()) {
            (_, true) => None,
            (true, false) => Some(Value::map(map)),
            (false, false) => {
                loose.extend(map.into_iter().map(|entry| Value::Map(vec![entry])));
                Some(Value::List(loose))
            }
        }
    }

    /// The label of a row, by its usual name if it is known.
    fn label(&mut self, part: &Part, rows: &'static [RowLabel]) -> String {
        part.note(self.ledger, &Fate::Label);
        self.label_name(&part.text(), rows)
    }

    fn label_name(&self, text: &str, rows: &'static [RowLabel]) -> String {
        match self.dictionary.find(text) {
            Some(Meaning::Under { label, .. }) => (*label).to_owned(),
            Some(Meaning::Row(row))
                if rows.iter().any(|known| known.key == row.key) || row.home == "qualifications" =>
            {
                row.chinese.first().copied().unwrap_or(row.key).to_owned()
            }
            _ => shown(text),
        }
    }

    fn is_row_label(&self, part: &Part, rows: &'static [RowLabel]) -> bool {
        match (part.single(), self.dictionary.find(&part.text())) {
            (Some(_), Some(Meaning::Row(row))) => rows.iter().any(|known| known.key == row.key),
            (Some(_), Some(Meaning::Under { .. })) => true,
            _ => false,
        }
    }

    fn value_of(&mut self, part: &Part, key: &'static DataKey) -> Vec<Excerpt> {
        let mut texts = self.listed(&part.lines);
        match texts.as_slice() {
            [_] => self.split_value(texts.swap_remove(0), key),
            _ => texts,
        }
    }

    /// Partners are enumerated; other values are texts.
    fn split_value(&mut self, value: Excerpt, key: &'static DataKey) -> Vec<Excerpt> {
        let is_none = is_nothing(&value);
        if is_none {
            self.ledger.note(&value, Fate::Left(LeftOut::Furniture));
        }
        match (value.is_empty() || is_none, key.name) {
            (true, _) => Vec::new(),
            (false, "collaboration") => self.enumerated(&value),
            (false, _) => vec![value],
        }
    }

    /// The name of a label that is known to stand under a key with labels.
    fn row_name(&self, name: &str, rows: &'static [RowLabel]) -> Option<String> {
        let is_row = matches!(self.dictionary.find(name), Some(Meaning::Row(_) | Meaning::Under { .. }));
        is_row.then(|| self.label_name(name, rows))
    }

    /// The text before the first label inside a text under a key with labels, and what the labels say. Labels are those that
    /// are known, and any short ones.
    fn pairs_under(&self, text: &Excerpt, rows: &'static [RowLabel]) -> (Excerpt, Vec<Pair<String>>) {
        const NO_LABELS: [&str; 8] = ["其中", "如", "例如", "即", "包括", "注", "如下", "含"];
        let any = |name: &str| {
            let is_short = name.chars().count() <= 8 && !name.contains(' ') && !NO_LABELS.contains(&name);
            self.row_name(name, rows).or_else(|| is_short.then(|| self.label_name(name, rows)))
        };
        pairs(text, any)
    }

    /// The rows of a table with a record each, by its header; or a name each.
    pub fn records(&mut self, section: &Section, record: Record) -> Option<Value> {
        let mut columns: Vec<(usize, Option<&'static DataKey>)> = Vec::new();
        let mut found = Vec::new();
        let is_alone = section.rows.iter().filter(|row| row.filled().next().is_some()).count() == 1;
        for row in &section.rows {
            let filled: Vec<&Part> = row.filled().collect();
            let keys: Vec<Option<&'static DataKey>> =
                filled.iter().map(|part| self.dictionary.key(record, &part.text())).collect();
            let named = keys.iter().flatten().count();
            if row.is_header || (named >= 2 && named * 2 > filled.len() && found.is_empty()) {
                filled.iter().for_each(|part| part.note(self.ledger, &Fate::Label));
                columns = filled.iter().zip(keys).map(|(part, key)| (part.column, key)).collect();
                continue;
            }
            match columns.is_empty() {
                false => found.extend(self.record_by_columns(&row.parts, record, &columns)),
                true => found.extend(self.record_by_labels(&filled, record, is_alone)),
            }
        }
        // Where nobody has signed, the row is room to sign.
        let is_signed = |step: &Value| matches!(step, Value::Map(entries) if entries.len() > 1);
        if record == Record::Approval && !found.iter().any(is_signed) {
            found.iter().for_each(|step| {
                step.each(&mut |text| {
                    text.from.iter().for_each(|text| self.ledger.note(text, Fate::Left(LeftOut::Furniture)))
                })
            });
            return None;
        }
        (!found.is_empty()).then_some(Value::List(found))
    }

    fn record_by_columns(
        &mut self,
        parts: &[Part],
        record: Record,
        columns: &[(usize, Option<&'static DataKey>)],
    ) -> Vec<Value> {
        let required = record.table().keys.iter().find(|key| key.required).or(record.table().keys.first());
        let mut entries: Vec<(String, Value)> = Vec::new();
        for part in parts.iter().filter(|part| !part.is_empty()) {
            let column = columns.iter().rev().find(|(column, _)| *column <= part.column);
            match column.and_then(|(_, key)| *key) {
                Some(key) => entries.push((key.usual().to_owned(), self.field(part, key))),
                None if self.is_number(part) => {}
                // The header over the names is the label of the section.
                None if required.is_some_and(|key| entries.iter().all(|(name, _)| name != key.usual())) => {
                    let key = required.map_or("", |key| key.usual());
                    entries.insert(0, (key.to_owned(), Value::Text(TextValue::joined(&part.texts(), " "))));
                }
                None => {}
            }
        }
        if entries.is_empty() {
            return Vec::new();
        }
        vec![Value::map(entries)]
    }

    /// Names with their figures in parentheses (`完成率（目标：≥95%；权重：60%）`), or a role with name and date. A text that
    /// stands alone may be an enumeration of names; one comma makes none.
    fn record_by_labels(&mut self, parts: &[&Part], record: Record, is_alone: bool) -> Vec<Value> {
        if record == Record::Approval {
            return self.signatures(parts);
        }
        let lines: Vec<_> = parts.iter().flat_map(|part| part.lines.clone()).collect();
        let mut texts = self.listed(&lines);
        if let [text] = texts.as_slice()
            && is_alone
            && !text.contains(['（', '(', '：', ':'])
            && (text.contains(['、', '；', ';']) || text.matches(['，', ',']).count() > 1)
        {
            texts = self.enumerated(&text.clone());
        }
        texts.iter().map(|text| self.figures(text, record)).collect()
    }

    /// Steps of an approval: `编制：甲　2025年9月8日`, or a role, a name and a day in cells of their own.
    pub fn signatures(&mut self, parts: &[&Part]) -> Vec<Value> {
        let mut steps: Vec<Vec<(String, Value)>> = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            for line in &part.lines {
                let mut rest = line.text.clone();
                let colon = rest.find(['：', ':']).filter(|colon| is_role(&rest[..*colon]));
                let role = colon
                    .map(|colon| rest.before(colon))
                    .or_else(|| (index == 0 || is_role(&rest)).then(|| rest.clone()));
                if let Some(role) = role {
                    rest = rest.after(role.len()).without(|c| matches!(c, '：' | ':') || c.is_whitespace());
                    steps.push(vec![("角色".to_owned(), role.trimmed().into())]);
                }
                for chunk in between_wide_spaces(&rest) {
                    self.signed(&chunk, steps.last_mut());
                }
            }
        }
        steps.into_iter().map(Value::Map).collect()
    }

    /// The steps of an approval that labels of their own tell.
    pub fn steps(&mut self, fields: Vec<(&'static str, &'static str, Excerpt)>) -> Option<Value> {
        let mut steps: Vec<(&str, Vec<(String, Value)>)> = Vec::new();
        for (role, _, text) in fields {
            let step = match steps.iter_mut().find(|(known, _)| *known == role) {
                Some((_, step)) => step,
                None => {
                    let named = TextValue { text: role.to_owned(), ..TextValue::default() };
                    steps.push((role, vec![("角色".to_owned(), Value::Text(named))]));
                    let Some((_, step)) = steps.last_mut() else { continue };
                    step
                }
            };
            self.signed(&text, Some(step));
        }
        let steps: Vec<Value> =
            steps.into_iter().filter(|(_, step)| step.len() > 1).map(|(_, step)| Value::Map(step)).collect();
        (!steps.is_empty()).then_some(Value::List(steps))
    }

    /// The name or the day of a step. `　年　月　日` is room to write.
    fn signed(&mut self, text: &Excerpt, step: Option<&mut Vec<(String, Value)>>) {
        let (before, found) = pairs(text, |name| self.dictionary.key(Record::Approval, name));
        let text = match found.first() {
            Some(pair) if before.is_empty() => {
                self.ledger.note(&pair.label, Fate::Label);
                pair.value.clone()
            }
            _ => text.clone(),
        };
        if text.chars().all(|c| c.is_whitespace() || matches!(c, '年' | '月' | '日' | '/' | '-' | '_' | '.'))
        {
            return self.ledger.note(&text, Fate::Left(LeftOut::Furniture));
        }
        let Some(step) = step else { return };
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let date = Date::read(&compact);
        let name = if date.is_some() { "日期" } else { "姓名" };
        if step.iter().any(|(known, _)| known == name) {
            return;
        }
        let value = TextValue::from(text);
        step.push((
            name.to_owned(),
            Value::Text(date.map(|date| value.clone().rewritten(date.to_string())).unwrap_or(value)),
        ));
    }

    /// `完成率（目标：≥95%；权重：60%）`
    fn figures(&mut self, text: &Excerpt, record: Record) -> Value {
        let (before, pairs) = pairs(text, |name| self.dictionary.key(record, name));
        if pairs.is_empty() || before.is_empty() {
            return text.clone().into();
        }
        let name = record.table().keys.first().map_or("", |key| key.usual());
        let mut entries = vec![(name.to_owned(), Value::from(before))];
        for pair in pairs {
            self.ledger.note(&pair.label, Fate::Label);
            entries.push((pair.meaning.usual().to_owned(), pair.value.into()));
        }
        Value::map(entries)
    }

    /// The value of a field of a record.
    pub fn field(&mut self, part: &Part, key: &'static DataKey) -> Value {
        match key.kind {
            KeyKind::Lines => Value::texts(self.unnumbered(&part.lines))
                .unwrap_or_else(|| Value::Text(TextValue::default())),
            KeyKind::Date => {
                let texts = part.texts();
                match texts.as_slice() {
                    [text] => self.dated(text.clone(), key),
                    _ => Value::Text(TextValue::joined(&texts, " ")),
                }
            }
            _ => Value::Text(TextValue::joined(&part.texts(), " ")),
        }
    }

    fn dated(&mut self, text: Excerpt, key: &'static DataKey) -> Value {
        let value = TextValue::from(text);
        let date = matches!(key.kind, KeyKind::Date).then(|| Date::read(&value.text)).flatten();
        Value::Text(match date {
            Some(date) => value.rewritten(date.to_string()),
            None => value,
        })
    }

    /// Whether a part is a number alone; it is noted as counted.
    pub fn is_number(&mut self, part: &Part) -> bool {
        // A vertical cell may have a paragraph for each character.
        let is_number = part.lines.iter().all(|line| line.text.chars().count() <= 6)
            && lone_number(&part.text()).is_some();
        if is_number {
            part.note(self.ledger, &Fate::Count);
        }
        is_number
    }

    /// Notes that a part is left out.
    pub fn leave(&mut self, part: &Part, reason: LeftOut) {
        part.note(self.ledger, &Fate::Left(reason));
    }
}

/// Whether a text is a step of an approval or the line of a signature.
pub fn is_role(text: &str) -> bool {
    const ROLES: [&str; 17] = [
        "编制",
        "编写",
        "拟制",
        "拟定",
        "制定",
        "起草",
        "校对",
        "审核",
        "复核",
        "审定",
        "批准",
        "审批",
        "核准",
        "会签",
        "编制人",
        "审核人",
        "批准人",
    ];
    let name = shown(text);
    ROLES.contains(&name.as_str())
        || name.chars().count() <= 12
            && (name.ends_with("签字") || name.ends_with("签名") || name.ends_with("确认"))
}

/// The parts of a text between wide spaces.
pub fn between_wide_spaces(text: &Excerpt) -> Vec<Excerpt> {
    let mut chunks: Vec<Excerpt> = Vec::new();
    let mut start = 0;
    let mut space: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            let width = if matches!(c, ' ' | '\u{a0}') { 1 } else { 2 };
            space = Some(space.map_or((at, width), |(from, before)| (from, before + width)));
        } else if let Some((from, width)) = space.take()
            && width >= 2
        {
            chunks.push(text.part(start..from));
            start = at;
        }
    }
    chunks.push(text.after(start).trimmed());
    chunks.retain(|chunk| !chunk.is_empty());
    chunks
}

/// The texts of items and of those below them, in reading order.
pub fn flatten(items: Vec<Item>, texts: &mut Vec<Excerpt>) {
    for item in items {
        texts.extend(item.lines);
        flatten(item.below, texts);
    }
}

/// A label as data has it: without blanks between Han, without its number, colon and stars.
pub fn shown(text: &str) -> String {
    let text = text.trim();
    let text = leading_number(text).map_or(text, |(_, length)| &text[length..]);
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '*' | '☆' | '★' | '、'));
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    for (index, &c) in chars.iter().enumerate() {
        let between_latin = |at: usize| chars.get(at).is_some_and(|c| is_latin(*c));
        if !c.is_whitespace() {
            out.push(c);
        } else if index > 0 && between_latin(index - 1) && between_latin(index + 1) {
            out.push(' ');
        }
    }
    out
}
