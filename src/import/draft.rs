//! Positions and handbooks as they are read, before they are written as YAML.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::excerpt::{Excerpt, FragmentId};
use super::ledger::{Fate, Ledger};
use crate::model::keys::{DataKey, KeyTable};

/// A text, and where it comes from.
#[derive(Clone, Debug, Default)]
pub struct TextValue {
    pub text: String,
    pub from: Vec<Excerpt>,
}

/// A value, as YAML has it.
#[derive(Clone, Debug)]
pub enum Value {
    Text(TextValue),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl From<Excerpt> for TextValue {
    fn from(excerpt: Excerpt) -> TextValue {
        TextValue { text: excerpt.to_string(), from: vec![excerpt] }
    }
}

impl From<Excerpt> for Value {
    fn from(excerpt: Excerpt) -> Value {
        Value::Text(excerpt.into())
    }
}

impl TextValue {
    /// Excerpts as one text.
    pub fn joined(excerpts: &[Excerpt], between: &str) -> TextValue {
        let texts: Vec<&str> = excerpts.iter().map(|excerpt| &**excerpt).collect();
        TextValue { text: texts.join(between), from: excerpts.to_vec() }
    }

    /// The same, said in another way.
    pub fn rewritten(self, text: String) -> TextValue {
        TextValue { text, ..self }
    }
}

impl Value {
    /// One text as it is, several as a list.
    pub fn texts(excerpts: Vec<Excerpt>) -> Option<Value> {
        let mut values: Vec<Value> = excerpts.into_iter().map(Value::from).collect();
        match values.len() {
            0 => None,
            1 => values.pop(),
            _ => Some(Value::List(values)),
        }
    }

    /// A mapping. Values of one key are joined, since a key stands once.
    pub fn map(entries: Vec<(String, Value)>) -> Value {
        match joined(Value::Map(Vec::new()), Value::Map(entries)) {
            Value::Map(entries) => Value::Map(entries),
            other => other,
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Value::Text(value) => value.text.is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(entries) => entries.is_empty(),
        }
    }

    /// Calls `see` with the key of each entry of its mappings.
    pub fn each_key<'v>(&'v self, see: &mut dyn FnMut(&'v str)) {
        match self {
            Value::Text(_) => {}
            Value::List(items) => items.iter().for_each(|item| item.each_key(see)),
            Value::Map(entries) => {
                for (key, value) in entries {
                    see(key);
                    value.each_key(see);
                }
            }
        }
    }

    /// Calls `see` with the value and those in it.
    pub fn each_value<'v>(&'v self, see: &mut dyn FnMut(&'v Value)) {
        see(self);
        match self {
            Value::Text(_) => {}
            Value::List(items) => items.iter().for_each(|item| item.each_value(see)),
            Value::Map(entries) => entries.iter().for_each(|(_, value)| value.each_value(see)),
        }
    }

    /// Calls `see` with each text.
    pub fn each<'v>(&'v self, see: &mut dyn FnMut(&'v TextValue)) {
        self.each_value(&mut |value| {
            if let Value::Text(text) = value {
                see(text);
            }
        });
    }
}

/// The keys of a record that have values.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// By the place of the key in its table.
    values: BTreeMap<usize, (&'static str, Value)>,
}

impl Draft {
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.values().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    pub fn text(&self, name: &str) -> Option<&TextValue> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Adds to a key: lists grow, mappings grow, a second text makes a list, and an equal one is dropped.
    pub fn add(&mut self, table: &'static KeyTable, key: &'static DataKey, value: Value) {
        if value.is_empty() {
            return;
        }
        let place = table.find(key.name).unwrap_or(usize::MAX);
        match self.values.remove(&place) {
            None => _ = self.values.insert(place, (key.name, value)),
            Some((name, before)) => _ = self.values.insert(place, (name, joined(before, value))),
        }
    }

    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let place = self.values.iter().find(|(_, (key, _))| *key == name).map(|(place, _)| *place)?;
        self.values.remove(&place).map(|(_, value)| value)
    }

    /// Names and values in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.values.values().map(|(name, value)| (*name, value))
    }

    /// Names and values in the order of the table.
    pub fn into_entries(self) -> Vec<(&'static str, Value)> {
        self.values.into_values().collect()
    }

    /// Notes in the ledger where each text went.
    pub fn account(&self, position: Option<usize>, ledger: &mut Ledger) {
        for (name, value) in self.iter() {
            let key: Arc<str> = name.into();
            value.each(&mut |text| {
                for excerpt in &text.from {
                    ledger.note(excerpt, Fate::Value { position, key: key.clone() });
                }
            });
        }
    }
}

fn joined(before: Value, after: Value) -> Value {
    match (before, after) {
        (Value::Text(mut one), Value::Text(other)) if one.text == other.text => {
            one.from.extend(other.from);
            Value::Text(one)
        }
        (Value::Map(mut entries), Value::Map(more)) => {
            let labels = entries.iter().enumerate().map(|(place, (label, _))| (label.clone(), place));
            let mut places: HashMap<String, usize> = labels.collect();
            for (label, value) in more {
                match places.get(&label).and_then(|place| entries.get_mut(*place)) {
                    Some((_, known)) => {
                        *known = joined(std::mem::replace(known, Value::List(Vec::new())), value)
                    }
                    None => {
                        places.insert(label.clone(), entries.len());
                        entries.push((label, value));
                    }
                }
            }
            Value::Map(entries)
        }
        (Value::List(mut items), Value::List(more)) => {
            items.extend(more);
            Value::List(items)
        }
        (Value::List(mut items), other) => {
            items.push(other);
            Value::List(items)
        }
        (other, Value::List(mut items)) => {
            items.insert(0, other);
            Value::List(items)
        }
        (one, other) => Value::List(vec![one, other]),
    }
}

/// A position as it was read.
#[derive(Clone, Debug, Default)]
pub struct PositionDraft {
    pub file: Arc<str>,
    /// Its part of the source.
    pub fragments: Range<FragmentId>,
    pub values: Draft,
    /// The department by its heading, sheet or folder, if the position names none.
    pub under: Option<TextValue>,
    /// What its sheet says of the handbook: the company.
    pub of_handbook: Vec<(&'static DataKey, Excerpt)>,
    /// Subordinates as the source names them, to be compared with those that follow.
    pub subordinates: Vec<Excerpt>,
}

/// A handbook as it was read.
#[derive(Clone, Debug, Default)]
pub struct HandbookDraft {
    pub values: Draft,
    pub departments: Vec<Draft>,
}
