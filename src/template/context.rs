//! The data as templates see it, converted once and shared by all parts.

use std::collections::BTreeMap;

use minijinja::Value;
use minijinja::value::Serde;

use super::finding::Subject;
use super::manifest::Kind;
use crate::model::Handbook;

/// Which departments and positions are shown: indices into the handbook, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub departments: Vec<(usize, Vec<usize>)>,
}

/// A handbook's selected data as template values.
#[derive(Debug)]
pub struct Data {
    handbook: Value,
    departments: Vec<Department>,
    labels: Value,
    language: &'static str,
    parameters: Value,
}

#[derive(Debug)]
struct Department {
    name: String,
    value: Value,
    /// Title and value.
    positions: Vec<(String, Value)>,
}

/// One output's view of the data: its kind, and the departments it shows.
#[derive(Debug)]
pub struct Scope<'a> {
    data: &'a Data,
    kind: Kind,
    departments: Value,
    handbook: Value,
}

/// What is the same in every part: the form's labels and the set's parameters.
#[derive(Clone, Debug, Default)]
pub struct Constants {
    labels: Value,
    parameters: Value,
}

impl Constants {
    pub fn new(labels: Value, parameters: Value) -> Constants {
        Constants { labels, parameters }
    }
}

impl Data {
    /// Converts what is selected; departments and positions are counted in the selection from here on.
    pub fn new(handbook: &Handbook, selection: &Selection, constants: &Constants) -> Data {
        let departments = selection
            .departments
            .iter()
            .filter_map(|(index, positions)| {
                let department = handbook.departments.get(*index)?;
                let positions: Vec<(String, Value)> = positions
                    .iter()
                    .filter_map(|index| department.positions.get(*index))
                    .map(|position| (position.title.to_string(), Value::from(Serde(position))))
                    .collect();
                let values = positions.iter().map(|(_, value)| value.clone());
                let name = department.name.as_ref().map(|name| name.to_string()).unwrap_or_default();
                let value = department_value(department, values.collect());
                Some(Department { name, value, positions })
            })
            .collect();
        Data {
            handbook: handbook_value(handbook),
            departments,
            labels: constants.labels.clone(),
            language: handbook.language.code(),
            parameters: constants.parameters.clone(),
        }
    }

    /// The view of an output of `kind` that shows `departments`, by their place in the selection.
    pub fn scope(&self, kind: Kind, departments: &[usize]) -> Scope<'_> {
        let shown: Vec<Value> = departments
            .iter()
            .filter_map(|index| self.departments.get(*index))
            .map(|department| department.value.clone())
            .collect();
        let departments = Value::from(shown);
        let handbook = with_entry(&self.handbook, "departments", departments.clone());
        Scope { data: self, kind, departments, handbook }
    }

    /// What a part is rendered for, in words.
    pub(super) fn subject(&self, department: Option<usize>, position: Option<usize>) -> Option<Subject> {
        let department = self.departments.get(department?)?;
        let Some(position) = position else { return Some(Subject::Department(department.name.clone())) };
        let (title, _) = department.positions.get(position)?;
        Some(Subject::Position(match department.name.as_str() {
            "" => title.clone(),
            name => format!("{name}/{title}"),
        }))
    }
}

impl Scope<'_> {
    /// The variables of one part.
    pub(super) fn variables(&self, department: Option<usize>, position: Option<usize>) -> Value {
        let mut variables: BTreeMap<&'static str, Value> = BTreeMap::from([
            ("handbook", self.handbook.clone()),
            ("departments", self.departments.clone()),
            ("labels", self.data.labels.clone()),
            ("language", Value::from(self.data.language)),
            ("parameters", self.data.parameters.clone()),
            ("output", Value::from(self.kind.name())),
        ]);
        if let Some(department) = department.and_then(|index| self.data.departments.get(index)) {
            variables.insert("department", department.value.clone());
            if let Some((_, value)) = position.and_then(|index| department.positions.get(index)) {
                variables.insert("position", value.clone());
            }
        }
        Value::from_pairs(variables)
    }

    pub(super) fn subject(&self, department: Option<usize>, position: Option<usize>) -> Option<Subject> {
        self.data.subject(department, position)
    }
}

/// The handbook without its departments, which each output chooses.
fn handbook_value(handbook: &Handbook) -> Value {
    let mut shallow = handbook.clone();
    shallow.departments.clear();
    Value::from(Serde(&shallow))
}

fn department_value(department: &crate::model::Department, positions: Vec<Value>) -> Value {
    let mut shallow = department.clone();
    shallow.positions.clear();
    with_entry(&Value::from(Serde(&shallow)), "positions", Value::from(positions))
}

/// The map with one entry replaced in place.
fn with_entry(map: &Value, key: &str, entry: Value) -> Value {
    let keys: Vec<Value> = map.try_iter().into_iter().flatten().collect();
    Value::from_pairs(keys.into_iter().map(|k| {
        let value =
            if k.as_str() == Some(key) { entry.clone() } else { map.get_item(&k).unwrap_or_default() };
        (k, value)
    }))
}
