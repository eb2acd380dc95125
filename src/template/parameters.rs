//! A set's parameters: their defaults, and the handbook's own values (`template_options`).

use minijinja::Value;

use super::value::{OutputExtent, ParameterValue, all_rows};
use crate::diag::{Code, Diagnostic, Span, Text, did_you_mean, nearest};
use crate::model::{Entries, Str};

/// A parameter that a set declares, with its default.
#[derive(Clone, Debug, PartialEq)]
pub struct SetParameter {
    pub name: String,
    pub default: ParameterValue,
    /// Its name in `template.yaml`.
    pub span: Span,
}

/// The parameters of a build.
#[derive(Clone, Debug, Default)]
pub struct Parameters(Vec<(String, ParameterValue)>);

impl Parameters {
    /// The values for the templates of an output that shows so much.
    pub fn value(&self, shown: OutputExtent) -> Value {
        Value::from_pairs(self.0.iter().map(|(name, value)| (name.as_str(), value.value(shown))))
    }

    /// The values for the style sheet, by name without the leading `--`.
    pub fn css(&self) -> Vec<(String, String)> {
        self.0.iter().map(|(name, value)| (name.clone(), value.css())).collect()
    }

    /// The values by name, in the order of the set.
    #[cfg(feature = "serve")]
    pub fn iter(&self) -> impl Iterator<Item = &(String, ParameterValue)> {
        self.0.iter()
    }

    /// Turns all switches by size on.
    pub fn turn_on(&mut self) {
        for (_, value) in &mut self.0 {
            if let ParameterValue::From(from) = value {
                *from = OutputExtent::always(true);
            }
        }
    }

    /// Puts all rows into each list of rows.
    pub fn keep_rows(&mut self) {
        for (_, value) in &mut self.0 {
            if let ParameterValue::Rows(rows) = value {
                *rows = all_rows();
            }
        }
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|(_, value)| match value {
            ParameterValue::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether a parameter exists and is true for an output that shows so much.
    pub fn is_on(&self, parameter: &str, shown: OutputExtent) -> bool {
        let found = self.0.iter().find(|(name, _)| name == parameter);
        found.is_some_and(|(_, value)| value.value(shown).is_true())
    }
}

/// Replaces defaults by the handbook's values.
///
/// `foreign` says that the values were written for another set: then unknown ones are ignored.
pub fn parameters(
    declared: &[SetParameter],
    own: &Entries<Str>,
    foreign: bool,
) -> (Parameters, Vec<Diagnostic>) {
    let mut values: Vec<(String, ParameterValue)> =
        declared.iter().map(|parameter| (parameter.name.clone(), parameter.default.clone())).collect();
    let mut diagnostics = Vec::new();
    for (name, text) in own.iter() {
        match values.iter_mut().find(|(known, _)| known == name.as_str()) {
            Some((_, value)) => match value.read(text) {
                Some(read) => *value = read,
                None => diagnostics.push(wrong_kind(name, text, value)),
            },
            None if foreign => {}
            None => diagnostics.push(unknown(name, declared)),
        }
    }
    (Parameters(values), diagnostics)
}

/// Reports values of the handbook that the style sheet cannot use, at the author's place instead of a line of the
/// sheet. `read` reads the sheet with parameters as [`Parameters::css`] gives them.
///
/// Empty if the sheet is also wrong with the defaults, or if each value alone is right.
pub fn unfit(
    declared: &[SetParameter],
    own: &Entries<Str>,
    given: &[(String, String)],
    read: impl Fn(&[(String, String)]) -> Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let defaults: Vec<(String, String)> =
        declared.iter().map(|parameter| (parameter.name.clone(), parameter.default.css())).collect();
    if !read(&defaults).is_empty() {
        return Vec::new();
    }
    let tried = own.iter().filter_map(|(name, text)| {
        let of = |(known, _): &&(String, String)| known == name.as_str();
        let (_, value) = given.iter().find(of)?;
        let mut alone = defaults.clone();
        alone.iter_mut().find(|(known, _)| known == name.as_str())?.1.clone_from(value);
        let found = read(&alone).into_iter().next()?;
        let message = Text::new(
            format!("版式参数 `{}` 不能是 `{}`", name.value, text.value),
            format!("parameter `{}` cannot be `{}`", name.value, text.value),
        );
        let unfit = text.blame(Diagnostic::new(Code::E115, message));
        Some(Diagnostic { help: found.help, ..unfit })
    });
    tried.collect()
}

fn wrong_kind(name: &Str, text: &Str, default: &ParameterValue) -> Diagnostic {
    let kind = default.kind();
    let space = if kind.zh.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    let wrong = text.blame(Diagnostic::new(
        Code::E115,
        Text::new(
            format!("版式参数 `{}` 应为{space}{}，写的是 `{}`", name.value, kind.zh, text.value),
            format!("parameter `{}` must be {}, found `{}`", name.value, kind.en, text.value),
        ),
    ));
    match default.hint(text) {
        Some(help) => wrong.with_help(help),
        None => wrong,
    }
}

fn unknown(name: &Str, declared: &[SetParameter]) -> Diagnostic {
    let diagnostic = name.blame(Diagnostic::new(
        Code::E114,
        Text::new(
            format!("版式没有参数 `{}`", name.value),
            format!("the template set has no parameter `{}`", name.value),
        ),
    ));
    let names: Vec<&str> = declared.iter().map(|parameter| parameter.name.as_str()).collect();
    match (did_you_mean(nearest(name, names.iter().copied())), names.is_empty()) {
        (Some(help), _) => diagnostic.with_help(help),
        (None, true) => diagnostic,
        (None, false) => diagnostic.with_help(Text::new(
            format!("它的参数有：{}", names.join("、")),
            format!("it has: {}", names.join(", ")),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared() -> Vec<SetParameter> {
        let plain = |name: &str, text: &str| SetParameter {
            name: name.to_owned(),
            default: ParameterValue::from_plain(text),
            span: Span::default(),
        };
        vec![plain("accent", "#1f4e79"), plain("cover", "true"), plain("copies", "2")]
    }

    fn own(pairs: &[(&str, &str)]) -> Entries<Str> {
        let str = |text: &str| Str::new(text.into(), "handbook.yaml".into(), Span::default());
        Entries(pairs.iter().map(|(name, value)| (str(name), str(value))).collect())
    }

    #[test]
    fn own_values_take_the_kind_of_the_default() {
        let (parameters, diagnostics) =
            parameters(&declared(), &own(&[("accent", "red"), ("cover", "否"), ("copies", "3")]), false);
        assert_eq!(diagnostics, []);
        let get = |name: &str| parameters.value(OutputExtent::default()).get_attr(name).unwrap();
        assert_eq!(get("accent").as_str(), Some("red"));
        assert!(!get("cover").is_true());
        assert_eq!(get("copies").as_i64(), Some(3));
        let css = parameters.css();
        let css: Vec<_> = css.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(css, [("accent", "red"), ("cover", "false"), ("copies", "3")]);
    }

    #[test]
    fn unknown_names_and_wrong_kinds_are_errors() {
        let (_, diagnostics) = parameters(&declared(), &own(&[("acent", "red"), ("cover", "也许")]), false);
        let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::E114, Code::E115]);
        assert!(diagnostics[0].help.as_ref().unwrap().en.contains("`accent`"));
        assert!(diagnostics[1].message.zh.contains("应为 true 或 false，"), "{}", diagnostics[1].message.zh);
        let (_, diagnostics) = parameters(&declared(), &own(&[("acent", "red")]), true);
        assert_eq!(diagnostics, []);
    }

    #[test]
    fn infinity_is_no_number() {
        for text in ["inf", "NaN", "infinity", "1e999"] {
            assert_eq!(ParameterValue::from_plain(text), ParameterValue::Text(text.to_owned()));
        }
    }
}
