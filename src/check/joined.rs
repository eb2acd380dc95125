//! Finds several departments in one text, which is read as the name of one department: 财务部、生产部.

use std::collections::HashSet;

use super::context::{Context, is_listed};
use super::fold::Fold;
use super::quoted::quoted;
use super::quotes::is_in_brackets;
use crate::diag::{Code, Diagnostic, Edit, Sources, Text};
use crate::model::{Position, Str, folded};

/// The marks between names. 、 always separates names; the others only if the parts are known departments.
const MARK: char = '、';
const OTHER_MARKS: [char; 6] = ['，', ',', '；', ';', '/', '\n'];
/// The last characters of department names.
const UNITS: [&str; 11] = ["部", "部门", "科", "处", "室", "中心", "公司", "办", "组", "厂", "车间"];

/// The texts that name several departments, each with the names in it.
pub(super) struct JoinedNames<'a> {
    /// The last value says whether the position names nothing else.
    all: Vec<(&'a Str, Vec<&'a str>, bool)>,
    names: HashSet<String>,
}

impl<'a> JoinedNames<'a> {
    pub fn find(context: &Context<'a>) -> JoinedNames<'a> {
        let departments = &context.handbook.departments;
        let listed = departments.iter().filter(|department| is_listed(context.handbook, department));
        let listed: HashSet<String> =
            listed.filter_map(|department| department.name.as_ref()).map(|name| folded(name)).collect();
        let known: HashSet<String> = departments
            .iter()
            .filter_map(|department| department.name.as_ref())
            .map(|name| folded(name))
            .collect();
        let mut all = Vec::new();
        for position in context.active() {
            for name in named(position).filter(|name| !listed.contains(&folded(name))) {
                if let Some(parts) = parts(name, &known) {
                    all.push((name, parts, position.other_departments.is_empty()));
                }
            }
        }
        let names = all.iter().flat_map(|(text, parts, _)| {
            std::iter::once(folded(text)).chain(parts.iter().map(|part| folded(part)))
        });
        JoinedNames { names: names.collect(), all }
    }

    /// Whether a department is named in one of the texts, or is such a text.
    pub fn explains(&self, name: &str) -> bool {
        self.names.contains(&folded(name))
    }

    pub fn told(&self, sources: &Sources) -> Vec<Diagnostic> {
        let mut found = Fold::default();
        for (name, parts, alone) in &self.all {
            // A single item in brackets is reported as a YAML mistake.
            let as_yaml = *alone && is_in_brackets(sources, name);
            if !as_yaml && !found.is_full(&name.as_str()) {
                found.add(name.as_str(), finding(sources, name, parts, *alone));
            }
        }
        found.finish()
    }
}

/// The departments that a position's file names.
fn named(position: &Position) -> impl Iterator<Item = &Str> {
    let all = position.department.iter().chain(&position.other_departments);
    all.filter(|name| name.span() != Default::default())
}

/// The names in a text, if there is more than one.
fn parts<'a>(text: &'a str, known: &HashSet<String>) -> Option<Vec<&'a str>> {
    let split = |marks: &[char]| -> Option<Vec<&'a str>> {
        let parts: Vec<&str> = text.split(marks).map(str::trim).collect();
        (parts.len() > 1 && parts.iter().all(|part| !part.is_empty())).then_some(parts)
    };
    let is_unit = |part: &&str| UNITS.iter().any(|unit| part.len() > unit.len() && part.ends_with(unit));
    // 安全、环保部 is one name, since only its end names a unit.
    let alike = |parts: &Vec<&str>| {
        let units = parts.iter().filter(|part| is_unit(part)).count();
        units == 0 || units == parts.len()
    };
    let departments = |parts: &Vec<&str>| parts.iter().all(|part| known.contains(&folded(part)));
    let all: Vec<char> = OTHER_MARKS.into_iter().chain([MARK]).collect();
    split(&[MARK]).filter(alike).or_else(|| split(&all).filter(departments))
}

fn finding(sources: &Sources, name: &Str, parts: &[&str], alone: bool) -> Diagnostic {
    let message = Text::new(
        format!("{}被当作一个部门", quoted(name)),
        format!("{} is taken for one department", quoted(name)),
    );
    let list = parts.join(", ");
    let help = Text::new(
        format!("是几个部门就写成列表 [{list}]；确是一个部门，就把这个名称列入 handbook.yaml 的部门"),
        format!(
            "write a list of several: [{list}]; if it is one, list it under this name in departments of handbook.yaml"
        ),
    );
    let finding = name.blame(Diagnostic::new(Code::W228, message)).with_help(help);
    // Brackets can be put around it only if it is the whole value of its key.
    let written = sources.text(&name.path).and_then(|source| source.get(name.span().start..name.span().end));
    let is_value = alone && written.is_some_and(|written| written.trim_end() == name.as_str());
    let before = sources.text(&name.path).and_then(|source| source.get(..name.span().start));
    let is_value = is_value && before.is_some_and(|before| before.trim_end_matches(' ').ends_with(':'));
    let simple = parts.iter().all(|part| part.chars().all(|c| c.is_alphanumeric() || "（）".contains(c)));
    let edit = Edit { path: name.path.clone(), span: name.span(), text: format!("[{list}]") };
    Diagnostic { fix: if is_value && simple { vec![edit] } else { Vec::new() }, ..finding }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn departments_are_parted_where_each_is_one() {
        let known: HashSet<String> = ["财务部", "生产/技术部", "Finance", "Production"].map(folded).into();
        for (text, count) in [
            ("财务部、生产部", 2),
            ("财务、生产、安全", 3),
            ("安全、环保部", 1),
            ("财务部", 1),
            ("财务部、", 1),
            ("财务部/生产部", 1),
            ("生产/技术部", 1),
            ("Finance, Production", 2),
            ("Safety, Health", 1),
        ] {
            assert_eq!(parts(text, &known).map_or(1, |parts| parts.len()), count, "{text}");
        }
    }
}
