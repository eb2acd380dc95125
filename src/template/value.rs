//! The values of a set's parameters. A value has the kind of its default.

use minijinja::Value;

use crate::diag::{Text, did_you_mean, nearest};
use crate::model::POSITION;
use crate::model::keys::{DataKey, KeyKind};

/// A parameter's value.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterValue {
    Bool(bool),
    Number(f64),
    Text(String),
    /// A switch that depends on how much an output shows.
    From(OutputExtent),
    /// Rows of the form, by English key.
    Rows(Vec<&'static str>),
}

/// How much an output shows; for a switch, how much it must show at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutputExtent {
    /// Positions in use.
    pub positions: usize,
    /// Departments with positions.
    pub departments: usize,
}

impl OutputExtent {
    /// For a switch that is always on, or never.
    pub fn always(on: bool) -> OutputExtent {
        OutputExtent { positions: if on { 0 } else { usize::MAX }, departments: 0 }
    }

    /// The sum over departments with so many positions each.
    pub fn sum(positions: impl Iterator<Item = usize>) -> OutputExtent {
        positions.filter(|count| *count > 0).fold(OutputExtent::default(), |sum, count| OutputExtent {
            positions: sum.positions + count,
            departments: sum.departments + 1,
        })
    }

    /// Whether at least this much is shown.
    pub fn is_reached(self, shown: OutputExtent) -> bool {
        shown.positions >= self.positions && shown.departments >= self.departments
    }
}

impl ParameterValue {
    /// Reads a plain YAML scalar, so that `true` and `12` are no texts.
    pub fn from_plain(text: &str) -> ParameterValue {
        ParameterValue::Bool(false)
            .read(text)
            .or_else(|| ParameterValue::Number(0.0).read(text))
            .unwrap_or_else(|| ParameterValue::Text(text.to_owned()))
    }

    /// Reads `text` as a value of the same kind.
    pub fn read(&self, text: &str) -> Option<ParameterValue> {
        match self {
            ParameterValue::Bool(_) => read_bool(text).map(ParameterValue::Bool),
            ParameterValue::Number(_) => {
                let text = text.trim();
                let plain = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
                plain
                    .then(|| text.parse::<f64>().ok())
                    .flatten()
                    .filter(|n| n.is_finite())
                    .map(ParameterValue::Number)
            }
            ParameterValue::Text(_) => Some(ParameterValue::Text(text.to_owned())),
            ParameterValue::From(from) => {
                let number = || Some(OutputExtent { positions: text.trim().parse().ok()?, ..*from });
                read_bool(text).map(OutputExtent::always).or_else(number).map(ParameterValue::From)
            }
            ParameterValue::Rows(_) => read_rows(text).map(ParameterValue::Rows),
        }
    }

    /// The value of `var(--name)` in the style sheet.
    pub fn css(&self) -> String {
        match self {
            ParameterValue::Bool(value) => value.to_string(),
            ParameterValue::Number(value) => value.to_string(),
            ParameterValue::Text(value) => value.clone(),
            ParameterValue::From(from) => from.positions.to_string(),
            ParameterValue::Rows(rows) => rows.join(" "),
        }
    }

    /// The value as a handbook would write it.
    #[cfg(feature = "serve")]
    pub fn written(&self) -> String {
        match self {
            ParameterValue::From(OutputExtent { positions: 0, departments: 0 }) => "true".to_owned(),
            ParameterValue::From(OutputExtent { positions: usize::MAX, .. }) => "false".to_owned(),
            ParameterValue::Rows(rows) if rows.is_empty() => "none".to_owned(),
            ParameterValue::Rows(rows) if *rows == all_rows() => "all".to_owned(),
            ParameterValue::Rows(rows) => rows.join("、"),
            value => value.css(),
        }
    }

    /// The kind of its values, in one word.
    #[cfg(feature = "serve")]
    pub fn kind_name(&self) -> &'static str {
        match self {
            ParameterValue::Bool(_) => "switch",
            ParameterValue::Number(_) => "number",
            ParameterValue::Text(_) => "text",
            ParameterValue::From(_) => "size",
            ParameterValue::Rows(_) => "rows",
        }
    }

    /// The value for the templates of an output that shows so much.
    pub fn value(&self, shown: OutputExtent) -> Value {
        match self {
            ParameterValue::Bool(value) => Value::from(*value),
            // Whole numbers print without a decimal point and can be used to count.
            ParameterValue::Number(value) if value.fract() == 0.0 && value.abs() < 1e15 => {
                Value::from(*value as i64)
            }
            ParameterValue::Number(value) => Value::from(*value),
            ParameterValue::Text(value) => Value::from(value.as_str()),
            ParameterValue::From(from) => Value::from(from.is_reached(shown)),
            ParameterValue::Rows(rows) => rows.iter().copied().collect(),
        }
    }

    /// Whether it can be used in `when`.
    pub fn is_switch(&self) -> bool {
        matches!(self, ParameterValue::Bool(_) | ParameterValue::From(_))
    }

    /// The kind of its values, in words.
    pub fn kind(&self) -> Text {
        match self {
            ParameterValue::Bool(_) => Text::new("true 或 false", "true or false"),
            ParameterValue::Number(_) => Text::new("一个数", "a number"),
            ParameterValue::Text(_) => Text::new("文字", "text"),
            ParameterValue::From(_) => Text::new(
                "true、false 或岗位数（至少有这么多个岗位才有）",
                "true, false or the least number of positions",
            ),
            ParameterValue::Rows(_) => Text::new(
                "表格里的项目，如 `职责概括、权限`，或 all、none",
                "rows of the form such as `summary, authority`, or all, or none",
            ),
        }
    }

    /// A hint for `text`, which is not a value of its kind.
    pub fn hint(&self, text: &str) -> Option<Text> {
        let ParameterValue::Rows(_) = self else { return None };
        let wrong = words(text).find(|word| row(word).is_none())?;
        let known = row_keys().flat_map(DataKey::names);
        did_you_mean(nearest(wrong, known))
    }
}

fn read_bool(text: &str) -> Option<bool> {
    match text.trim() {
        "true" | "True" | "是" => Some(true),
        "false" | "False" | "否" => Some(false),
        _ => None,
    }
}

/// Names of rows in either language, `all` or `none`.
fn read_rows(text: &str) -> Option<Vec<&'static str>> {
    match text.trim() {
        "all" | "全部" => Some(all_rows()),
        "none" | "无" => Some(Vec::new()),
        _ => words(text).map(row).collect(),
    }
}

/// Splits a list of names, whatever separates them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', '，', ',', ' ', '　', '\n']).filter(|word| !word.is_empty())
}

/// The keys of the rows that a form may keep to be written in where the data has nothing for them: keys of a position,
/// and columns of its duties.
fn row_keys() -> impl Iterator<Item = &'static DataKey> {
    let columns = |key: &'static DataKey| match key.kind {
        KeyKind::Groups(table) => table.keys,
        _ => &[],
    };
    let keys = POSITION.keys.iter().flat_map(move |key| std::iter::once(key).chain(columns(key)));
    keys.filter(|key| key.row)
}

/// The rows that a form may keep.
pub fn all_rows() -> Vec<&'static str> {
    row_keys().map(|key| key.name).collect()
}

/// The row that has this name in either language.
pub fn row(name: &str) -> Option<&'static str> {
    row_keys().find(|key| key.names().any(|known| known == name)).map(|key| key.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_known_by_its_name() {
        assert_eq!(all_rows().len(), 16);
        for name in all_rows() {
            assert_eq!(row(name), Some(name));
        }
    }

    #[test]
    fn rows_are_named_in_either_language() {
        let rows = ParameterValue::Rows(Vec::new());
        let read = |text: &str| match rows.read(text) {
            Some(ParameterValue::Rows(rows)) => rows,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(read("职责概括、权限，remarks"), ["summary", "authority", "remarks"]);
        assert_eq!(read("其他 工作标准"), ["conditions", "standard"]);
        assert_eq!(read("none"), [""; 0]);
        assert_eq!(read("全部"), all_rows());
        for wrong in ["审批", "职责概况", "summary; remarks", "title"] {
            assert_eq!(rows.read(wrong), None, "{wrong}");
        }
        assert!(rows.hint("权限、职责概况").is_some_and(|hint| hint.zh.contains("`职责概括`")));
    }

    #[test]
    fn a_switch_by_size_can_be_turned_on_and_off() {
        let switch = ParameterValue::From(OutputExtent { positions: 6, departments: 2 });
        let is_on = |text: Option<&str>, positions, departments| {
            let value = text.map_or(Some(switch.clone()), |text| switch.read(text)).expect("a value");
            value.value(OutputExtent { positions, departments }).is_true()
        };
        assert!(is_on(None, 6, 2) && !is_on(None, 5, 2) && !is_on(None, 100, 1));
        assert!(is_on(Some("3"), 3, 2) && !is_on(Some("3"), 3, 1));
        assert!(is_on(Some("是"), 0, 0) && !is_on(Some("false"), 100_000, 100));
        for wrong in ["-1", "2.5", "auto", ""] {
            assert_eq!(switch.read(wrong), None, "{wrong}");
        }
    }
}
