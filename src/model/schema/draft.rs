//! A schema in the making, and the names that it knows beside the keys.

use serde_json::{Map, Value, json};

use crate::diag::Lang;

/// Names in a handbook that are no keys: labels of the form, and parameters of the built-in template sets.
#[derive(Clone, Debug, Default)]
pub struct KnownNames {
    /// The form's labels by all their names.
    pub labels: Vec<FormLabel>,
    /// The parameters of each set, by its name; the first is the default one.
    pub sets: Vec<(&'static str, Vec<SchemaParameter>)>,
}

/// A label of the form.
#[derive(Clone, Copy, Debug)]
pub struct FormLabel {
    /// To the letter.
    pub names: [&'static str; 2],
    /// In whatever case.
    pub english: &'static str,
}

/// A parameter of a template set.
#[derive(Clone, Debug)]
pub struct SchemaParameter {
    pub name: String,
    pub kind: ParameterKind,
}

/// What a parameter's value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    Bool,
    Number,
    /// On or off, or the least number of positions with which it is on.
    Switch,
    Text,
}

/// A schema in the making.
pub struct SchemaDraft<'k> {
    pub lang: Lang,
    pub known: &'k KnownNames,
    pub definitions: Map<String, Value>,
}

/// The known keys of a mapping, each under all its names.
#[derive(Default)]
pub struct Properties {
    pub all: Map<String, Value>,
    /// What forms call the keys: patterns, so that no editor suggests them.
    pub patterns: Map<String, Value>,
    /// For each name of a key, the rule that none of its other names stands beside it.
    pub rivals: Map<String, Value>,
}

impl Properties {
    /// Adds a key; `first` is the name that an editor suggests.
    pub fn add(&mut self, first: &'static str, names: impl Iterator<Item = &'static str>, value: Value) {
        self.add_called(first, names, &[], value);
    }

    /// Adds a key that forms call by synonyms, too.
    pub fn add_called(
        &mut self,
        first: &'static str,
        names: impl Iterator<Item = &'static str>,
        synonyms: &[&'static str],
        value: Value,
    ) {
        let others: Vec<&str> = names.filter(|name| *name != first).collect();
        // Beside a `$ref` nothing else counts (draft-07).
        let quiet = json!({"doNotSuggest": true, "allOf": [value.clone()]});
        self.all.insert(first.to_owned(), value.clone());
        self.all.extend(others.iter().map(|name| ((*name).to_owned(), quiet.clone())));
        if !synonyms.is_empty() {
            self.patterns.insert(any_of(synonyms), value);
        }
        let names: Vec<&str> = std::iter::once(first).chain(others).collect();
        for (at, earlier) in names.iter().chain(synonyms).enumerate() {
            let mut rule = Map::new();
            let rivals: Map<String, Value> =
                names.iter().skip(at + 1).map(|rival| ((*rival).to_owned(), false.into())).collect();
            if !rivals.is_empty() {
                rule.insert("properties".to_owned(), rivals.into());
            }
            let rivals = &synonyms[(at + 1).saturating_sub(names.len())..];
            if !rivals.is_empty() {
                rule.insert("patternProperties".to_owned(), json!({any_of(rivals): false}));
            }
            if !rule.is_empty() {
                self.rivals.insert((*earlier).to_owned(), rule.into());
            }
        }
    }
}

/// A pattern that matches these names alone.
fn any_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| name.chars().map(escaped).collect()).collect();
    format!("^({})$", names.join("|"))
}

/// A character as an expression of ECMA 262 that matches it alone.
pub fn escaped(c: char) -> String {
    if "\\^$.*+?()[]{}|/-".contains(c) { format!("\\{c}") } else { c.to_string() }
}

pub fn reference(id: &str) -> Value {
    json!({"$ref": format!("#/definitions/{id}")})
}
