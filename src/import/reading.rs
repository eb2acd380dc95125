//! A position while it is read: its sections, and which of them is open.

use std::collections::{HashMap, HashSet};

use super::draft::{PositionDraft, Value};
use super::element::{BOXES, Line};
use super::excerpt::Excerpt;
use super::interpret;
use super::label::{Dictionary, Meaning, is_block};
use super::ledger::{Fate, Ledger, LeftOut};
use super::number::NumberStyle;
use super::plain::question;
use super::section::{Part, Row, Section, Topic};
use super::values::{ValueReader, shown};
use crate::model::POSITION;
use crate::model::keys::KeyKind;

/// Reads a position.
pub struct PositionReader<'r> {
    pub dictionary: &'r Dictionary,
    pub ledger: &'r mut Ledger,
    pub sections: Vec<Section>,
    /// The section that what follows belongs to.
    pub open: Option<usize>,
    /// How the lines are numbered that head sections.
    pub headings: Option<NumberStyle>,
    /// The columns of the table that have labels.
    pub label_columns: HashSet<usize>,
}

impl<'r> PositionReader<'r> {
    pub fn new(dictionary: &'r Dictionary, ledger: &'r mut Ledger) -> PositionReader<'r> {
        let (sections, label_columns) = (Vec::new(), HashSet::new());
        PositionReader { dictionary, ledger, sections, open: None, headings: None, label_columns }
    }
}

impl PositionReader<'_> {
    /// A label with its value; a label of blocks stays open for what follows.
    pub fn pair(&mut self, meaning: &Meaning, label: &Excerpt, mut value: Vec<Part>) {
        value.iter_mut().for_each(|part| ticked(part, self.ledger));
        let example = value.first().and_then(|part| part.lines.first()).map(|line| line.text.clone());
        let index = self.begin(meaning, Some(label));
        if let Some(example) = example {
            self.ledger.see_example(&shown(label), &example);
        }
        let section = &mut self.sections[index];
        match meaning {
            Meaning::Row(_) | Meaning::Under { .. } => {
                let mut parts = vec![Part::of_line(Line::of(label.clone()))];
                parts.extend(value);
                section.rows.push(Row::new(parts));
            }
            _ => section.rows.extend((!value.is_empty()).then(|| Row::new(value))),
        }
    }

    /// Begins the section of a label, and gives its place. A label of blocks stays open; another one leaves open what is.
    pub fn begin(&mut self, meaning: &Meaning, label: Option<&Excerpt>) -> usize {
        let topic = match meaning {
            Meaning::Key(key) => Topic::Key(key),
            Meaning::Row(row) => match POSITION.named(row.home) {
                Some(key) => Topic::Key(key),
                None => Topic::Extra(row.english.to_owned()),
            },
            Meaning::Under { key, .. } => Topic::Key(key),
            Meaning::Extra(label) => Topic::Extra(label.clone()),
            Meaning::Step { role, field } => Topic::Step { role, field },
            Meaning::Pay => Topic::Pay,
            Meaning::Computed => Topic::Computed,
            Meaning::Furniture | Meaning::Heading => Topic::Furniture,
            Meaning::Handbook(key) => Topic::Handbook(key),
            Meaning::Skip => Topic::Skip,
        };
        let index = match self.sections.last() {
            Some(last) if last.topic == topic => self.sections.len() - 1,
            _ => {
                self.sections.push(Section { topic, label: label.cloned(), rows: Vec::new() });
                self.sections.len() - 1
            }
        };
        if stays(meaning) {
            self.open = Some(index);
        }
        if let Some(label) = label {
            self.ledger.see_label(&shown(label), meaning.target());
        }
        if let (Meaning::Key(_), Some(_)) = (meaning, label) {
            // What stands below another label belongs to no row above it.
            self.sections[index].rows.push(Row::new(Vec::new()));
        }
        index
    }

    /// A label alone, above what belongs to it. What follows a short value's label is not known to, unless it answers.
    pub fn begin_alone(&mut self, meaning: &Meaning, label: &Excerpt) {
        self.ledger.note(label, Fate::Label);
        let index = self.begin(meaning, Some(label));
        if matches!(meaning, Meaning::Row(_) | Meaning::Under { .. }) {
            self.sections[index].rows.push(Row::new(vec![Part::of_line(Line::of(label.clone()))]));
        }
        self.open = (stays(meaning) || question(label).is_some()).then_some(index);
    }

    /// Adds to the open section. Without one, the text has no place.
    pub fn content(&mut self, mut row: Row) {
        row.parts.iter_mut().for_each(|part| ticked(part, self.ledger));
        if let Some(section) = self.open.and_then(|open| self.sections.get_mut(open)) {
            section.rows.push(row);
        }
    }

    pub fn open_topic(&self) -> Option<&Topic> {
        self.open.and_then(|open| self.sections.get(open)).map(|section| &section.topic)
    }

    pub fn finish(self) -> PositionDraft {
        let PositionReader { dictionary, ledger, sections, .. } = self;
        let mut draft = PositionDraft::default();
        for section in &sections {
            if let (Some(label), Some(line)) = (&section.label, section.lines().next()) {
                ledger.see_example(&shown(label), &line.text);
            }
        }
        let mut reader = ValueReader { dictionary, ledger };
        let mut steps: Vec<(&'static str, &'static str, Excerpt)> = Vec::new();
        let mut extra = Vec::new();
        for section in merged(sections) {
            match &section.topic {
                Topic::Key(key) => {
                    if let Some(value) = interpret::value(&mut reader, key, &section) {
                        draft.values.add(&POSITION, key, value);
                    }
                }
                Topic::Extra(label) => {
                    extra.extend(reader.texts(&section).map(|value| (label.clone(), value)));
                }
                Topic::Step { role, field } => {
                    steps.extend(section.lines().map(|line| (*role, *field, line.text.clone())))
                }
                Topic::Handbook(key) => {
                    let texts = section.lines().map(|line| (*key, line.text.clone()));
                    draft.of_handbook.extend(texts);
                }
                Topic::Pay => {
                    section.lines().for_each(|line| reader.ledger.note(&line.text, Fate::Left(LeftOut::Pay)));
                }
                Topic::Computed => {
                    draft.subordinates.extend(section.lines().map(|line| line.text.clone()));
                    section
                        .lines()
                        .for_each(|line| reader.ledger.note(&line.text, Fate::Left(LeftOut::Computed)));
                }
                Topic::Furniture => {
                    section
                        .lines()
                        .for_each(|line| reader.ledger.note(&line.text, Fate::Left(LeftOut::Furniture)));
                }
                Topic::Skip => {
                    section
                        .lines()
                        .for_each(|line| reader.ledger.note(&line.text, Fate::Left(LeftOut::Skipped)));
                }
            }
        }
        if let Some(key) = POSITION.named("extra") {
            draft.values.add(&POSITION, key, Value::map(extra));
        }
        let approvals = POSITION.named("approvals");
        if let (Some(key), Some(value)) = (approvals, reader.steps(steps)) {
            draft.values.add(&POSITION, key, value);
        }
        draft
    }
}

/// Sections with what other sections of their topic have, in the order of the first.
pub fn merged(sections: Vec<Section>) -> Vec<Section> {
    let mut merged: Vec<Section> = Vec::new();
    // There may be any number of labels that nobody knows; of other topics there are few.
    let mut extra: HashMap<String, usize> = HashMap::new();
    let mut others: Vec<usize> = Vec::new();
    for section in sections {
        let place = match &section.topic {
            Topic::Extra(label) => *extra.entry(label.clone()).or_insert(merged.len()),
            topic => match others.iter().find(|place| merged[**place].topic == *topic) {
                Some(place) => *place,
                None => {
                    others.push(merged.len());
                    merged.len()
                }
            },
        };
        match merged.get_mut(place) {
            Some(known) => known.rows.extend(section.rows),
            None => merged.push(section),
        }
    }
    merged
}

/// Whether what follows a label belongs to it.
pub fn stays(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Key(key) => is_block(key),
        Meaning::Row(_) | Meaning::Extra(_) | Meaning::Skip => true,
        _ => false,
    }
}

/// Keeps of the options to tick those that are: `□白班  ☑两班倒`.
pub fn ticked(part: &mut Part, ledger: &mut Ledger) {
    let mut lines = Vec::new();
    for line in std::mem::take(&mut part.lines) {
        let starts: Vec<usize> = line.text.match_indices(BOXES).map(|(at, _)| at).collect();
        if starts.first() != Some(&0) || starts.len() < 2 {
            lines.push(line);
            continue;
        }
        for (index, &start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(line.text.len());
            let option = line.text.part(start..end);
            let mark = option.chars().next().map_or(0, char::len_utf8);
            if option.starts_with(['□', '☐']) {
                ledger.note(&option, Fate::Left(LeftOut::Guidance));
            } else {
                ledger.note(&option.before(mark), Fate::Count);
                lines.push(Line { text: option.after(mark).trimmed(), ..line.clone() });
            }
        }
    }
    part.lines = lines;
}

/// Whether a label may stand inside an open section: a duty may be called 培训, and a measure 岗位.
pub fn may_stand(meaning: &Meaning, within: Option<&Topic>, name: &str) -> bool {
    let Some(Topic::Key(open)) = within else { return true };
    match (meaning, open.kind) {
        // What the form has beside its own keys keeps its labels, whatever they say elsewhere.
        (Meaning::Row(_) | Meaning::Under { .. }, _) if open.name == "extra" => false,
        (Meaning::Row(_), KeyKind::Groups(_) | KeyKind::Texts | KeyKind::List { .. }) => false,
        (Meaning::Row(row), KeyKind::Labelled(_)) => row.home != open.name,
        (Meaning::Key(key), _) => key.name != open.name && (name.chars().count() >= 3 || is_block(key)),
        (Meaning::Step { .. }, KeyKind::Groups(_)) => false,
        _ => true,
    }
}
