//! The data as templates see it, converted once and shared by all parts.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::Serde;

use super::comparison::{comparison_value, marks_value};
use super::finding::PartSubject;
use super::manifest::{OutputKind, PartRule};
use super::organisation::{Organisation, Staffing, index};
use super::parameters::Parameters;
use super::people::people;
use super::prose::prose_value;
use super::selection::{Selected, Selection};
use super::value::OutputExtent;
use crate::diff::Comparison;
use crate::model::labels::Labels;
use crate::model::{self, Duty, Handbook, Keyed, Language, LineKind, POSITION, Position, ReportingLine};
use crate::sync::{Memo, Shared};

/// A handbook's selected data as template values.
#[derive(Debug)]
pub struct Data {
    handbook: Value,
    departments: Vec<DepartmentData>,
    labels: Value,
    language: Language,
    parameters: Parameters,
    index: Value,
    /// What has changed; none without an older state.
    changes: Value,
    /// The views of outputs with several departments, by these departments.
    views: Memo<Shared<[usize]>, OutputView>,
}

/// The departments that an output shows, and the values that depend on them.
#[derive(Clone, Debug)]
struct OutputView {
    departments: Value,
    handbook: Value,
    withdrawn: Value,
    extent: OutputExtent,
}

#[derive(Debug)]
struct DepartmentData {
    name: String,
    value: Value,
    /// Title and value of the positions in use, then of the withdrawn ones.
    positions: Vec<(String, Value)>,
    withdrawn: Vec<Value>,
    staffing: Staffing,
}

/// The data as one output shows it.
#[derive(Debug)]
pub struct OutputScope<'a> {
    data: &'a Data,
    kind: OutputKind,
    view: OutputView,
    parameters: Value,
}

/// What is equal in all parts: the form's labels and the set's parameters.
#[derive(Clone, Debug, Default)]
pub struct Constants {
    labels: Labels,
    parameters: Parameters,
}

impl Constants {
    pub fn new(labels: Labels, parameters: Parameters) -> Constants {
        Constants { labels, parameters }
    }

    /// Turns all switches by size on.
    pub fn turn_on(&mut self) {
        self.parameters.turn_on();
    }

    /// The values of the set's parameters that are texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.parameters.texts()
    }

    /// Keeps all empty rows of the form.
    pub fn keep_rows(&mut self) {
        self.parameters.keep_rows();
    }

    /// Whether an output that shows so much has a part.
    pub fn stands(&self, rule: &PartRule, shown: OutputExtent) -> bool {
        let is_on = |name: &String| self.parameters.is_on(name, shown);
        rule.when.as_ref().is_none_or(is_on) && !rule.unless.as_ref().is_some_and(is_on)
    }
}

impl Data {
    /// Converts the selected data. Departments and positions are numbered by their places in the selection.
    pub fn new(
        handbook: &Handbook,
        selection: &Selection,
        constants: &Constants,
        comparison: Option<&Comparison>,
    ) -> Data {
        let organisation = Organisation::new(handbook, selection);
        let words = ValueWords { language: handbook.language, labels: &constants.labels };
        let compared = comparison.map(|found| Compared { found, ids: ids(handbook) });
        let chosen = selection.departments.iter().filter(|of| handbook.departments.len() > of.department);
        let positions: Vec<Vec<(String, Value)>> = chosen
            .clone()
            .map(|of| {
                let department = &handbook.departments[of.department];
                let position = |place: usize| {
                    let position = department.positions.get(place)?;
                    let changed = compared.as_ref().map(|of_all| of_all.marks((of.department, place)));
                    let value =
                        position_value(position, (of.department, place), &organisation, &words, changed);
                    Some((position.title.to_string(), value))
                };
                of.all().filter_map(position).collect()
            })
            .collect();
        // Positions of other departments that serve this one, with the name of their department.
        let shared = |of: &Selected| -> Vec<Value> {
            let value = |place: &(usize, usize)| {
                let home = handbook.departments.get(place.0)?.name.as_ref().map(|name| name.as_str());
                let (at, place) = selection.find(*place)?;
                let (_, value) = positions.get(at)?.get(place)?;
                Some(with_entries(value, vec![("home", Value::from(home))]))
            };
            of.shared.iter().filter_map(value).collect()
        };
        let departments = chosen
            .zip(&positions)
            .map(|(of, positions)| {
                let department = &handbook.departments[of.department];
                let mut values = positions.iter().map(|(_, value)| value.clone());
                let in_use: Vec<Value> = values.by_ref().take(of.positions.len()).collect();
                let withdrawn = values.collect();
                let name = department.name.as_ref().map(|name| name.to_string()).unwrap_or_default();
                let staffing = Staffing::of(&organisation, of.department, &of.positions);
                let mut entries = vec![
                    ("positions", Value::from(in_use)),
                    ("shared", Value::from(shared(of))),
                    ("assignments", organisation.assignments(of.department)),
                ];
                entries.extend(staffing.entries(handbook.language));
                let value = with_entries(&Value::from(Serde(&department.own())), entries);
                DepartmentData { name, value, positions: positions.clone(), withdrawn, staffing }
            })
            .collect();
        Data {
            handbook: handbook_value(handbook),
            departments,
            labels: Value::from_pairs(constants.labels.iter()),
            language: handbook.language,
            parameters: constants.parameters.clone(),
            index: index(handbook, selection),
            changes: compared.map(|compared| compared.value(&organisation)).into(),
            views: Memo::default(),
        }
    }

    /// The data for an output of a kind that shows departments, given by their places in the selection.
    pub fn scope(&self, kind: OutputKind, departments: &Arc<[usize]>) -> OutputScope<'_> {
        // Each part of an output needs its view; that of thousands of departments is made once.
        let view = match departments.len() {
            0 | 1 => self.view(departments),
            _ => self.views.get(Shared(departments.clone()), || self.view(departments)),
        };
        let extent = match kind {
            OutputKind::Position => OutputExtent { positions: 1, departments: 1 },
            OutputKind::Handbook | OutputKind::Department | OutputKind::Changes => view.extent,
        };
        OutputScope { data: self, kind, parameters: self.parameters.value(extent), view }
    }

    fn view(&self, departments: &[usize]) -> OutputView {
        let shown: Vec<&DepartmentData> =
            departments.iter().filter_map(|index| self.departments.get(*index)).collect();
        let departments: Value = shown.iter().map(|department| department.value.clone()).collect();
        let withdrawn = shown.iter().flat_map(|department| &department.withdrawn).cloned().collect();
        let staffing: Vec<Staffing> = shown.iter().map(|department| department.staffing).collect();
        let staffing = Staffing::sum(&staffing);
        let mut entries = vec![("departments", departments.clone())];
        entries.extend(staffing.entries(self.language));
        let extent = OutputExtent::sum(shown.iter().map(|department| department.staffing.positions));
        OutputView { departments, handbook: with_entries(&self.handbook, entries), withdrawn, extent }
    }

    /// What a part is rendered for, in words.
    pub(super) fn subject(&self, department: Option<usize>, position: Option<usize>) -> Option<PartSubject> {
        let department = self.departments.get(department?)?;
        let Some(position) = position else { return Some(PartSubject::Department(department.name.clone())) };
        let (title, _) = department.positions.get(position)?;
        Some(PartSubject::Position(match department.name.as_str() {
            "" => title.clone(),
            name => format!("{name}/{title}"),
        }))
    }
}

impl OutputScope<'_> {
    /// The variables of one part.
    pub(super) fn variables(&self, department: Option<usize>, position: Option<usize>) -> Value {
        let mut variables: BTreeMap<&'static str, Value> = BTreeMap::from([
            ("handbook", self.view.handbook.clone()),
            ("departments", self.view.departments.clone()),
            ("labels", self.data.labels.clone()),
            ("language", Value::from(self.data.language.code())),
            ("parameters", self.parameters.clone()),
            ("output", Value::from(self.kind.name())),
            ("withdrawn", self.view.withdrawn.clone()),
            ("index", self.data.index.clone()),
            ("changes", self.data.changes.clone()),
        ]);
        if let Some(department) = department.and_then(|index| self.data.departments.get(index)) {
            variables.insert("department", department.value.clone());
            if let Some((_, value)) = position.and_then(|index| department.positions.get(index)) {
                variables.insert("position", value.clone());
            }
        }
        Value::from_pairs(variables)
    }

    pub(super) fn subject(&self, department: Option<usize>, position: Option<usize>) -> Option<PartSubject> {
        self.data.subject(department, position)
    }
}

/// The handbook without its departments, which differ by output.
fn handbook_value(handbook: &Handbook) -> Value {
    let filled = handbook.filled();
    let stands = |key: &'static str| (key, filled.contains(key));
    let filled = Value::from_pairs(POSITION.keys.iter().map(|key| stands(key.name)));
    let foreword = prose_value(&handbook.foreword);
    with_entries(
        &Value::from(Serde(&handbook.own())),
        vec![("foreword_blocks", foreword), ("filled", filled)],
    )
}

/// What the wording of values depends on.
struct ValueWords<'a> {
    language: Language,
    labels: &'a Labels,
}

impl ValueWords<'_> {
    /// The superiors, as in 生产部经理（行政）、质量总监（业务）. Without a functional superior, the text of the data.
    fn superiors(&self, position: &Position, lines: &[ReportingLine]) -> Option<String> {
        if position.functional_superiors.is_empty() {
            return position.reports_to.text();
        }
        let marked = |line: &ReportingLine| {
            let label = self.labels.get(match line.kind {
                LineKind::Administrative => "administrative",
                LineKind::Functional => "functional",
            });
            match self.language {
                Language::Chinese => format!("{}（{label}）", line.name),
                Language::English => format!("{} ({label})", line.name),
            }
        };
        Some(lines.iter().map(marked).collect::<Vec<_>>().join(self.labels.get("comma")))
    }

    /// The departments, as in 生产部、质量部 for a position that serves both.
    fn departments(&self, position: &Position) -> Option<String> {
        let names: Vec<&str> =
            position.department.iter().chain(&position.other_departments).map(|name| name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(self.labels.get("comma")))
    }
}

fn position_value(
    position: &Position,
    (department, place): (usize, usize),
    organisation: &Organisation,
    words: &ValueWords,
    changed: Option<Value>,
) -> Value {
    let headcount = position.headcount.as_ref().map(|of| people(of.value, words.language));
    let functional = organisation.functional_subordinates(department, place);
    let entries = vec![
        ("department", Value::from(words.departments(position))),
        ("headcount", Value::from(headcount)),
        ("reports_to", Value::from(words.superiors(position, organisation.superiors(department, place)))),
        ("subordinates", organisation.subordinates(department, place)),
        ("functional_subordinates", Value::from(functional)),
        ("peers", organisation.peers(department, place)),
        ("holders", Value::from(organisation.holders(department, place))),
        ("filled", Value::from_pairs(own_filled(position))),
        ("changed", Value::from(changed)),
    ];
    with_entries(&Value::from(Serde(position)), entries)
}

/// What has changed, with the ids of the positions by their places.
struct Compared<'a> {
    found: &'a Comparison,
    ids: HashMap<(usize, usize), String>,
}

impl Compared<'_> {
    /// The changed rows of a position; none if nothing of it has changed.
    fn marks(&self, place: (usize, usize)) -> Value {
        let marks = self.ids.get(&place).and_then(|id| self.found.marks.get(id));
        Value::from(marks.map(marks_value))
    }

    fn value(&self, organisation: &Organisation) -> Value {
        let places: HashMap<&str, (usize, usize)> =
            self.ids.iter().map(|(place, id)| (id.as_str(), *place)).collect();
        let anchor = |id: &str| {
            places.get(id).and_then(|(department, place)| organisation.anchor(*department, *place))
        };
        comparison_value(self.found, &anchor)
    }
}

/// The ids of all positions, by department and place.
fn ids(handbook: &Handbook) -> HashMap<(usize, usize), String> {
    let departments = handbook.departments.iter().enumerate();
    let places = departments.flat_map(|(at, of)| (0..of.positions.len()).map(move |place| (at, place)));
    places.zip(model::position_ids(handbook)).collect()
}

/// Whether a position has something to show for a key, and for the columns of its duties and indicators.
fn own_filled(position: &Position) -> BTreeMap<&'static str, bool> {
    let groups = &position.responsibilities;
    let duties = || groups.iter().flat_map(|group| &group.items);
    let kpis = &position.kpis;
    let mut filled = BTreeMap::from([
        ("group", !groups.is_empty() && groups.iter().all(|group| group.label.is_some())),
        ("standard", duties().any(Duty::has_standard)),
        ("target", kpis.iter().any(|kpi| !kpi.target.is_empty())),
        ("weight", kpis.iter().any(|kpi| kpi.weight.is_some())),
        ("cycle", kpis.iter().any(|kpi| kpi.cycle.is_some())),
        ("source", kpis.iter().any(|kpi| !kpi.source.is_empty())),
    ]);
    position.each(&mut |key, held| *filled.entry(key.name).or_default() |= !held.is_blank());
    filled
}

/// The map with some entries replaced in place, and new entries at the end.
pub(super) fn with_entries(map: &Value, mut entries: Vec<(&'static str, Value)>) -> Value {
    let keys: Vec<Value> = map.try_iter().into_iter().flatten().collect();
    let mut pairs: Vec<(Value, Value)> = Vec::with_capacity(keys.len() + entries.len());
    for key in keys {
        let own = entries.iter().position(|(name, _)| key.as_str() == Some(name));
        let value = match own {
            Some(at) => entries.remove(at).1,
            None => map.get_item(&key).unwrap_or_default(),
        };
        pairs.push((key, value));
    }
    pairs.extend(entries.into_iter().map(|(name, value)| (Value::from(name), value)));
    Value::from_pairs(pairs)
}
