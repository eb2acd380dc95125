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
    /// For each name of a key, the rule that none of its other names stands beside it.
    pub rivals: Map<String, Value>,
}

impl Properties {
    /// Adds a key; `first` is the name that an editor suggests.
    pub fn add(&mut self, first: &'static str, names: impl Iterator<Item = &'static str>, value: Value) {
        let others: Vec<&str> = names.filter(|name| *name != first).collect();
        // Beside a `$ref` nothing else counts (draft-07).
        let quiet = json!({"doNotSuggest": true, "allOf": [value.clone()]});
        self.all.insert(first.to_owned(), value);
        let mut earlier = first;
        for (at, name) in others.iter().enumerate() {
            self.all.insert((*name).to_owned(), quiet.clone());
            let rivals: Map<String, Value> =
                others.iter().skip(at).map(|rival| ((*rival).to_owned(), false.into())).collect();
            self.rivals.insert(earlier.to_owned(), json!({"properties": rivals}));
            earlier = name;
        }
    }
}

pub fn reference(id: &str) -> Value {
    json!({"$ref": format!("#/definitions/{id}")})
}
