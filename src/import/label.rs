//! What the labels of forms mean.

use std::collections::{HashMap, HashSet};

use super::excerpt::Excerpt;
use super::mapping::{EXTRA, MappedTo, Mapping, SKIP};
use super::plain::{plain, two_languages, without_note};
use super::words;
use crate::model::keys::{DataKey, GROUPS, KeyKind, KeyTable, LABELS, PARTNERS, RowLabel};
use crate::model::{APPROVAL, DEPARTMENT, DUTY, HANDBOOK, KPI, POSITION, REVISION, labels};

/// The most characters of a label that are not ASCII. What is longer is a text.
const LONGEST: usize = 20;
/// The most characters of a label in all.
const LONGEST_LATIN: usize = 40;

/// What a label says of the text that it stands beside.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A key of the position.
    Key(&'static DataKey),
    /// A label under a key of the position, such as 学历 under 任职资格.
    Row(&'static RowLabel),
    /// A row of the form that the data has no key for; the person who imports wants it under `extra`.
    Extra(String),
    /// A label of its own under a key of the position: 工作性质 under 其它.
    Under { key: &'static DataKey, label: &'static str },
    /// The heading of a part of the form that is no key: 基本信息.
    Heading,
    /// A key of the handbook that each sheet repeats: 单位名称.
    Handbook(&'static DataKey),
    /// What gangwei computes from the others: 直接下级.
    Computed,
    /// The form's own words: 序号, 签字.
    Furniture,
    /// A step of the approval that a label of its own tells: 编制人, 填报日期.
    Step { role: &'static str, field: &'static str },
    /// Pay, which a description leaves out.
    Pay,
    /// What the mapping wants to be left out.
    Skip,
}

impl Meaning {
    /// What `import.yaml` calls it.
    pub fn target(&self) -> &'static str {
        match self {
            Meaning::Key(key) | Meaning::Under { key, .. } => key.usual(),
            Meaning::Row(row) => row.chinese.first().copied().unwrap_or(row.key),
            Meaning::Extra(_) => EXTRA,
            Meaning::Step { .. } => "审批",
            Meaning::Heading
            | Meaning::Handbook(_)
            | Meaning::Computed
            | Meaning::Furniture
            | Meaning::Pay
            | Meaning::Skip => SKIP,
        }
    }
}

/// The records whose keys head the columns of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Record {
    Duty,
    Kpi,
    Approval,
    Handbook,
    Department,
    Revision,
}

impl Record {
    pub fn table(self) -> &'static KeyTable {
        match self {
            Record::Duty => &DUTY,
            Record::Kpi => &KPI,
            Record::Approval => &APPROVAL,
            Record::Handbook => &HANDBOOK,
            Record::Department => &DEPARTMENT,
            Record::Revision => &REVISION,
        }
    }
}

/// All labels that are known.
pub struct Dictionary {
    position: HashMap<String, Meaning>,
    records: HashMap<(Record, String), &'static DataKey>,
    /// All of them, with the words of our own forms.
    known: HashSet<String>,
}

impl Dictionary {
    pub fn new(mapping: &Mapping) -> Dictionary {
        let mut position = HashMap::new();
        let mut records = HashMap::new();
        let mut add = |name: &str, meaning: Meaning| _ = position.entry(plain(name)).or_insert(meaning);
        for key in POSITION.keys {
            let names = key.names().chain(key.synonyms.iter().chain(key.doubtful).copied());
            names.for_each(|name| add(name, Meaning::Key(key)));
        }
        for (key, names) in words::KEYS {
            if let Some(key) = POSITION.named(key) {
                names.iter().for_each(|name| add(name, Meaning::Key(key)));
            }
        }
        for row in LABELS.iter().chain(&PARTNERS) {
            let names = row.names().chain([row.english]).chain(row.synonyms.iter().copied());
            names.for_each(|name| add(name, Meaning::Row(row)));
            let more = words::ROWS.iter().filter(|(key, _)| *key == row.key);
            more.flat_map(|(_, names)| *names).for_each(|name| add(name, Meaning::Row(row)));
        }
        for (names, role, field) in words::STEPS {
            names.iter().for_each(|name| add(name, Meaning::Step { role, field }));
        }
        for (home, labels) in words::UNDER {
            if let Some(key) = POSITION.named(home) {
                labels.iter().for_each(|&label| add(label, Meaning::Under { key, label }));
            }
        }
        if let Some(company) = HANDBOOK.named("company") {
            words::COMPANY.iter().for_each(|name| add(name, Meaning::Handbook(company)));
        }
        words::HEADINGS.iter().for_each(|word| add(word, Meaning::Heading));
        words::PAY.iter().for_each(|word| add(word, Meaning::Pay));
        words::FURNITURE.iter().for_each(|word| add(word, Meaning::Furniture));
        words::COMPUTED.iter().for_each(|word| add(word, Meaning::Computed));
        for word in labels::LABELS {
            // What the form calls its keys itself, in both languages.
            let key = POSITION.named(word.key);
            if let Some(key) = key {
                add(word.zh, Meaning::Key(key));
                add(word.en, Meaning::Key(key));
            }
        }
        // What a person wrote counts where it says something else than the program would.
        for (label, target) in mapping.iter() {
            let meaning = match target {
                MappedTo::Key(key) => Meaning::Key(key),
                MappedTo::Row(row) => Meaning::Row(row),
                MappedTo::Extra => Meaning::Extra(label.to_owned()),
                MappedTo::Skip => Meaning::Skip,
            };
            let name = plain(label);
            if position.get(&name).is_none_or(|known: &Meaning| known.target() != meaning.target()) {
                position.insert(name, meaning);
            }
        }
        for record in [
            Record::Duty,
            Record::Kpi,
            Record::Approval,
            Record::Handbook,
            Record::Department,
            Record::Revision,
        ] {
            for key in record.table().keys {
                for name in key.names().chain(key.synonyms.iter().chain(key.doubtful).copied()) {
                    records.entry((record, plain(name))).or_insert(key);
                }
                let word = labels::LABELS.iter().filter(|word| form_key(record, key) == word.key);
                for word in word {
                    records.entry((record, plain(word.zh))).or_insert(key);
                    records.entry((record, plain(word.en))).or_insert(key);
                }
            }
        }
        let own = labels::LABELS.iter().flat_map(|word| [word.zh, word.en]);
        let own =
            own.chain(GROUPS.iter().flat_map(|(zh, en)| [*zh, *en])).chain(words::WORDS.iter().copied());
        let labels = position.keys().chain(records.keys().map(|(_, name)| name)).cloned();
        let known = own.map(plain).chain(labels).collect();
        Dictionary { position, records, known }
    }

    /// What a text means that is nothing but a label of a position.
    pub fn find(&self, text: &str) -> Option<&Meaning> {
        if is_long(text) {
            return None;
        }
        self.called(text, |name| self.position.get(name)).or_else(|| self.asked(text))
    }

    /// What a question asks for: by a label of a row in it, by its words, or by a label of a key in it.
    fn asked(&self, text: &str) -> Option<&Meaning> {
        let name = plain(text);
        let question = name.strip_suffix('?')?;
        let within = |is_meant: fn(&Meaning) -> bool| {
            let inside = self.position.iter().filter(|(label, meaning)| {
                label.chars().count() > 1 && question.contains(label.as_str()) && is_meant(meaning)
            });
            inside.max_by_key(|(label, _)| (label.len(), *label)).map(|(_, meaning)| meaning)
        };
        let by_words = || {
            let (_, label) = words::QUESTIONS
                .iter()
                .find(|(words, _)| words.iter().any(|word| question.contains(word)))?;
            self.position.get(*label)
        };
        // 岗位 and 职务 name the form rather than its title.
        let is_key = |meaning: &Meaning| matches!(meaning, Meaning::Key(key) if key.name != "title");
        within(|meaning| matches!(meaning, Meaning::Row(_))).or_else(by_words).or_else(|| within(is_key))
    }

    /// Whether a text is a label that anything knows.
    pub fn knows(&self, text: &str) -> bool {
        self.called(text, |name| self.known.get(name)).is_some() || self.asked(text).is_some()
    }

    /// The key of a record that a text names.
    pub fn key(&self, record: Record, text: &str) -> Option<&'static DataKey> {
        let known = |name: &str| self.records.get(&(record, name.to_owned())).copied();
        if is_long(text) { None } else { self.called(text, known) }
    }

    /// What `known` says of a text as it is compared: of all of it, of it without the note at its end, or of one of the
    /// two languages that it is in.
    fn called<T>(&self, text: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let name = plain(text);
        known(&name).or_else(|| known(without_note(&name)?)).or_else(|| {
            let (han, latin) = two_languages(&name)?;
            // `ERP权限` is no 权限.
            let is_translated = self.known.contains(latin) || name.starts_with(han) && latin.len() >= 6;
            known(han).filter(|_| is_translated).or_else(|| known(latin).filter(|_| latin.len() >= 8))
        })
    }
}

/// Whether a text is too long for a label: a Latin letter is less than a Han.
pub fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST_LATIN || text.chars().filter(|c| !c.is_ascii()).count() > LONGEST
}

/// Whether a key holds more than a short text, so that what follows its label belongs to it.
pub fn is_block(key: &DataKey) -> bool {
    matches!(
        key.kind,
        KeyKind::Lines
            | KeyKind::Prose
            | KeyKind::Texts
            | KeyKind::Groups(_)
            | KeyKind::Labelled(_)
            | KeyKind::List { .. }
    )
}

/// What the form calls a record's key, where that differs from the key's name.
fn form_key(record: Record, key: &DataKey) -> &str {
    match (record, key.name) {
        (Record::Kpi, "name") => "kpi_name",
        (Record::Revision, "summary") => "revision_summary",
        (Record::Department, "headcount") => "planned_headcount",
        (Record::Department, "name") => "department_name",
        (_, name) => name,
    }
}

/// A label and what follows it in one text: `学历：大学本科`.
#[derive(Clone, Debug)]
pub struct Pair<M> {
    pub meaning: M,
    /// With its colon.
    pub label: Excerpt,
    /// Trimmed; empty if nothing follows.
    pub value: Excerpt,
}

/// Splits a text at the labels in it that `find` knows and a colon follows.
///
/// A label begins the text, or stands behind a mark that ends something, or behind a wide space. Gives what stands before
/// the first label, which is empty if that begins the text, and the pairs.
pub fn pairs<M>(text: &Excerpt, find: impl Fn(&str) -> Option<M>) -> (Excerpt, Vec<Pair<M>>) {
    // Where labels begin and end (with their colons), and where the text before them ends.
    let mut found: Vec<(usize, usize, usize, M)> = Vec::new();
    for (start, ended) in starts(text) {
        // A label may have wide spaces inside.
        if found.last().is_some_and(|(_, colon, ..)| start < *colon) {
            continue;
        }
        let head: String = text[start..].chars().take(LONGEST_LATIN + 1).collect();
        let Some(colon) = head.find([':', '：']) else { continue };
        let name = &head[..colon];
        if name.is_empty() || name.contains(['。', '；', ';', '，', ',', '\t']) {
            continue;
        }
        if let Some(meaning) = find(name) {
            let mark = head[colon..].chars().next().map_or(0, char::len_utf8);
            found.push((start, start + colon + mark, ended, meaning));
        }
    }
    let first = found.first().map_or(text.len(), |(.., ended, _)| *ended);
    let begin = found.first().map_or(0, |(start, ..)| *start);
    let is_in_parentheses = ends_in_parentheses(&text[..begin]);
    let mut pairs = Vec::with_capacity(found.len());
    let mut found = found.into_iter().peekable();
    while let Some((start, colon, _, meaning)) = found.next() {
        let end = found.peek().map_or(text.len(), |(.., ended, _)| *ended);
        let value = text.part(colon..end.max(colon)).trimmed();
        let value = if is_in_parentheses { without_close(value) } else { value };
        pairs.push(Pair { meaning, label: text.part(start..colon), value });
    }
    (text.before(first).trimmed(), pairs)
}

/// Whether a parenthesis is open at the end of a text.
fn ends_in_parentheses(text: &str) -> bool {
    let depth = text.chars().fold(0usize, |depth, c| match c {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        _ => depth,
    });
    depth > 0
}

/// A value without the parenthesis that closes around its label, too: `（权重：40%）`.
fn without_close(value: Excerpt) -> Excerpt {
    let count = |marks: [char; 2]| value.matches(marks).count();
    match count(['）', ')']) > count(['（', '(']) {
        true => {
            let bare = value.without_end(|c| matches!(c, '。' | '；' | ';'));
            if bare.ends_with(['）', ')']) {
                bare.before(bare.len() - bare.chars().next_back().map_or(0, char::len_utf8))
            } else {
                value
            }
        }
        false => value,
    }
}

/// The places where a label may begin, each with the end of what stands before.
fn starts(text: &str) -> Vec<(usize, usize)> {
    let mut starts = vec![(0, 0)];
    let mut spaces: Option<(usize, usize)> = None;
    let mut wide = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            let (start, _) = *spaces.get_or_insert((at, 0));
            wide += if c == ' ' || c == '\u{a0}' { 1 } else { 2 };
            spaces = Some((start, at + c.len_utf8()));
            continue;
        }
        if let Some((start, end)) = spaces.take()
            && wide >= 2
        {
            starts.push((end, start));
        }
        wide = 0;
        if matches!(c, '；' | ';' | '。' | '（' | '(') {
            starts.push((at + c.len_utf8(), at));
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::import::excerpt::FragmentId;

    fn split(text: &str, record: Option<Record>) -> (String, Vec<(String, String)>) {
        let dictionary = Dictionary::new(&Mapping::default());
        let whole = Excerpt::whole(FragmentId::default(), Arc::from(text));
        let find = |name: &str| match record {
            None => dictionary.find(name).is_some().then_some(()),
            Some(record) => dictionary.key(record, name).map(|_| ()),
        };
        let (before, pairs) = pairs(&whole, find);
        (
            before.to_string(),
            pairs.iter().map(|pair| (pair.label.to_string(), pair.value.to_string())).collect(),
        )
    }

    #[test]
    fn labels_are_compared_without_what_forms_add() {
        let dictionary = Dictionary::new(&Mapping::default());
        let name = |text: &str| match dictionary.find(text) {
            Some(Meaning::Key(key)) => key.name,
            Some(Meaning::Row(row)) => row.key,
            _ => "",
        };
        for (text, expected) in [
            ("岗 位 名 称：", "title"),
            ("*职位名称", "title"),
            ("直接　上级", "reports_to"),
            ("一、岗位职责", "responsibilities"),
            ("主要职责如下：", "responsibilities"),
            ("素    质", "competencies"),
            ("定员人数（人）", "headcount"),
            ("Reports to", "reports_to"),
            ("学历资格", "education"),
            ("编制计划", ""),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
        assert_eq!(dictionary.key(Record::Kpi, "指标权重").map(|key| key.name), Some("weight"));
    }

    #[test]
    fn labels_inside_a_text_split_it() {
        let owned = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(
            split("学历：大专；经验：2年以上，有机械行业经历者优先；技能：会用Excel。", None),
            (
                String::new(),
                owned(&[
                    ("学历：", "大专"),
                    ("经验：", "2年以上，有机械行业经历者优先"),
                    ("技能：", "会用Excel。")
                ])
            )
        );
        assert_eq!(
            split("岗位编号：A-1\t职级：P2", None),
            (String::new(), owned(&[("岗位编号：", "A-1"), ("职级：", "P2")]))
        );
        assert_eq!(
            split("维护台账。工作标准：每周五更新。", Some(Record::Duty)),
            ("维护台账".to_owned(), owned(&[("工作标准：", "每周五更新。")]))
        );
        assert_eq!(split("比例不低于3:1", None), ("比例不低于3:1".to_owned(), owned(&[])));
    }
}
