//! Tells which text of the data a stretch of markup shows.
//!
//! A part is rendered once more with each text between two private-use characters, the first of which carries its number.
//! Taken out again, these leave the same markup as without; if they do not, since a template looked into a text, nothing
//! is told.

use std::ops::Range;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::context::with_entries;
use crate::model::POSITION;
use crate::model::keys::{DataKey, KeyKind, KeyTable};

/// The first of the characters that begin a text; no font and no data has any of these (Unicode 16, planes 15 and 16).
const FIRST: u32 = 0xF_0000;
const LAST: u32 = 0xF_FFFD;
const END: char = '\u{10FFFD}';

/// A stretch of markup, and the text that it shows: the English names of the keys that lead to it and the places of
/// items from 0, with points between them: `kpis.2.name`. Duties are counted through all groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataStretch {
    pub range: Range<usize>,
    pub source: String,
}

/// The names of the texts that were marked, by their numbers.
#[derive(Default)]
pub struct DataMarks {
    sources: Vec<String>,
}

impl DataMarks {
    /// The variables of a part with the texts of its position marked, and the labels of the position's keys.
    pub fn variables(&mut self, variables: &Value) -> Option<Value> {
        let position = variables.get_attr("position").ok().filter(|of| of.kind() == ValueKind::Map)?;
        let labels = variables.get_attr("labels").ok()?;
        let position = self.record(&position, &POSITION, "");
        let named = POSITION.keys.iter().filter_map(|key| {
            let label = labels.get_attr(key.name).ok().filter(|label| label.kind() == ValueKind::String)?;
            Some((key.name, self.text(&label, key.name)))
        });
        let named: Vec<(&'static str, Value)> = named.collect();
        let labels = with_entries(&labels, named);
        Some(with_entries(variables, vec![("position", position), ("labels", labels)]))
    }

    fn record(&mut self, record: &Value, table: &'static KeyTable, above: &str) -> Value {
        let marked = table.keys.iter().filter_map(|key| {
            let value = record.get_attr(key.name).ok().filter(|value| !value.is_undefined())?;
            Some((key.name, self.value(&value, key, &format!("{above}{}", key.name))?))
        });
        let marked: Vec<(&'static str, Value)> = marked.collect();
        with_entries(record, marked)
    }

    /// `None` for a value that is no wording: templates calculate with it.
    fn value(&mut self, value: &Value, key: &DataKey, source: &str) -> Option<Value> {
        use KeyKind::*;
        Some(match key.kind {
            Text | Code | Lines | Prose | Names | Texts | Roles | Superiors(_) => self.texts(value, source),
            Headcount if !value.is_none() => self.text(&value.to_string().into(), source),
            List { table, .. } => self.records(value, table, source, &mut 0),
            Groups(table) => {
                let mut at = 0;
                let groups = value.try_iter().ok()?.map(|group| {
                    let own = format!("{source}.{at}.group");
                    let label = group.get_attr("label").map(|label| self.texts(&label, &own));
                    let items = group.get_attr("items").unwrap_or_default();
                    let items = self.records(&items, table, source, &mut at);
                    with_entries(&group, vec![("label", label.unwrap_or_default()), ("items", items)])
                });
                Value::from(groups.collect::<Vec<Value>>())
            }
            Labelled(_) => {
                let rows = value.try_iter().ok()?.enumerate().map(|(at, row)| {
                    let mut of = |name: &str| {
                        let value = row.get_attr(name).unwrap_or_default();
                        self.texts(&value, &format!("{source}.{at}.{name}"))
                    };
                    let entries = vec![("label", of("label")), ("items", of("items"))];
                    with_entries(&row, entries)
                });
                Value::from(rows.collect::<Vec<Value>>())
            }
            _ => return None,
        })
    }

    fn records(&mut self, list: &Value, table: &'static KeyTable, source: &str, at: &mut usize) -> Value {
        let Ok(items) = list.try_iter() else { return list.clone() };
        let records = items.map(|item| {
            let marked = self.record(&item, table, &format!("{source}.{at}."));
            *at += 1;
            marked
        });
        Value::from(records.collect::<Vec<Value>>())
    }

    /// A text, or a list of texts.
    fn texts(&mut self, value: &Value, source: &str) -> Value {
        match value.kind() {
            ValueKind::Seq => {
                let items = value.try_iter().into_iter().flatten().enumerate();
                let items = items.map(|(at, item)| self.texts(&item, &format!("{source}.{at}")));
                Value::from(items.collect::<Vec<Value>>())
            }
            _ => self.text(value, source),
        }
    }

    fn text(&mut self, value: &Value, source: &str) -> Value {
        let number = FIRST + self.sources.len() as u32;
        match (value.as_str(), char::from_u32(number)) {
            (Some(text), Some(begin)) if !text.is_empty() && number <= LAST => {
                self.sources.push(source.to_owned());
                Value::from(format!("{begin}{text}{END}"))
            }
            _ => value.clone(),
        }
    }

    /// The stretches of marked markup, as they stand in `plain`, the markup without marks.
    pub fn stretches(&self, marked: &str, plain: &str) -> Option<Vec<DataStretch>> {
        let mut rest = String::with_capacity(plain.len());
        let mut open: Vec<(usize, &String)> = Vec::new();
        let mut stretches = Vec::new();
        for c in marked.chars() {
            match c {
                END => {
                    let (start, source) = open.pop()?;
                    stretches.push(DataStretch { range: start..rest.len(), source: source.clone() });
                }
                c if (FIRST..=LAST).contains(&u32::from(c)) => {
                    let source = self.sources.get((u32::from(c) - FIRST) as usize)?;
                    open.push((rest.len(), source));
                }
                c => rest.push(c),
            }
        }
        stretches.sort_by_key(|stretch| stretch.range.start);
        (open.is_empty() && rest == plain).then_some(stretches)
    }
}
