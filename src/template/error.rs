//! Turns minijinja's errors into diagnostics in both languages, at the template's line.

use std::error::Error as _;
use std::fmt;

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};

use super::engine::in_chinese;
use super::set::Set;
use crate::diag::{Code, Diagnostic, Span, Text, did_you_mean, nearest};

/// minijinja's messages for a `range(…)` or a `* …` that is too large to begin with.
const TOO_LARGE: [&str; 2] = ["has too many elements", "is too large"];

/// An error of our own filters and formatter, in both languages.
#[derive(Debug)]
struct FilterError(Text);

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for FilterError {}

/// Wraps a message of our own for minijinja to carry.
pub(super) fn told(text: Text) -> Error {
    Error::new(ErrorKind::InvalidOperation, text.en.clone()).with_source(FilterError(text))
}

/// The diagnostic of a template error. `variables` are the template's variables.
pub(super) fn diagnose(error: &Error, set: &Set, variables: Option<&Value>) -> Diagnostic {
    let error = innermost(error);
    let source = error.name().and_then(|name| set.template_text(name));
    let span = source.and_then(|text| span_of(error, text));
    let excerpt = source.zip(span).and_then(|(text, span)| text.get(span.start..span.end));
    let (code, message) = describe(error, excerpt);
    let mut diagnostic = Diagnostic::new(code, message);
    if let Some(name) = error.name() {
        let path = set.template_path(name);
        diagnostic = match span {
            Some(span) => diagnostic.at(&path, span),
            None => diagnostic.in_file(&path),
        };
    }
    match help(error, excerpt, set, variables) {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

/// The error at the bottom of a chain of includes.
fn innermost(error: &Error) -> &Error {
    let mut found = error;
    let mut next = error.source();
    while let Some(source) = next {
        match source.downcast_ref::<Error>() {
            Some(inner) if inner.name().is_some() => found = inner,
            _ => {}
        }
        next = source.source();
    }
    found
}

/// The bytes that an error points at, or its whole line.
fn span_of(error: &Error, text: &str) -> Option<Span> {
    if let Some(range) = error.range().filter(|range| text.get(range.clone()).is_some()) {
        return Some(Span { start: range.start, end: range.end });
    }
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if index + 1 == error.line()? {
            let indent = line.len() - line.trim_start().len();
            let end = start + line.trim_end().len();
            return Some(Span { start: (start + indent).min(end), end });
        }
        start += line.len();
    }
    None
}

fn describe(error: &Error, excerpt: Option<&str>) -> (Code, Text) {
    if let Some(FilterError(text)) = error.source().and_then(|source| source.downcast_ref()) {
        return (Code::E106, text.clone());
    }
    let detail = error.detail().unwrap_or_default();
    let told = |zh: &str, en: &str| match detail {
        "" => Text::new(zh, en),
        detail => Text::new(format!("{zh}：{}", in_chinese(detail)), format!("{en}: {detail}")),
    };
    match error.kind() {
        ErrorKind::SyntaxError | ErrorKind::BadEscape => {
            (Code::E101, told("模板语法错误", "syntax error in the template"))
        }
        ErrorKind::UndefinedError => (Code::E102, describe_undefined(detail, excerpt)),
        ErrorKind::UnknownFilter => (Code::E103, told("没有这个过滤器", "unknown filter")),
        ErrorKind::UnknownTest => (Code::E103, told("没有这个测试", "unknown test")),
        ErrorKind::UnknownFunction => (Code::E103, told("没有这个函数", "unknown function")),
        ErrorKind::UnknownMethod => (Code::E103, told("没有这个方法", "unknown method")),
        ErrorKind::UnknownBlock => (Code::E103, told("没有这个块", "unknown block")),
        ErrorKind::TemplateNotFound => {
            (Code::E104, told("版式里没有这个模板文件", "no such template file in the set"))
        }
        ErrorKind::OutOfFuel => (
            Code::E105,
            Text::new(
                "模板运行太久：可能是没有尽头的循环",
                "the template runs too long: perhaps a loop without end",
            ),
        ),
        ErrorKind::InvalidOperation if detail.contains("recursion limit") => (
            Code::E105,
            Text::new(
                "模板嵌套太深：可能在引用自己",
                "templates are nested too deeply: perhaps one includes itself",
            ),
        ),
        ErrorKind::InvalidOperation if TOO_LARGE.iter().any(|words| detail.contains(words)) => {
            (Code::E105, Text::new("重复的次数太多", "it is repeated too often"))
        }
        _ => {
            let kind = error.kind().to_string();
            let detail = if detail.is_empty() { &kind } else { detail };
            (
                Code::E106,
                Text::new(
                    format!("模板无法运行：{}", in_chinese(detail)),
                    format!("the template cannot go on: {detail}"),
                ),
            )
        }
    }
}

/// The undefined expression: minijinja names it, as in "`position.titel` is undefined", or else the excerpt does.
fn describe_undefined(detail: &str, excerpt: Option<&str>) -> Text {
    match undefined_name(detail).or(excerpt) {
        Some(name) => Text::new(format!("`{name}` 没有定义"), format!("`{name}` is undefined")),
        None => Text::new("用到了没有定义的名字", "an undefined name is used"),
    }
}

fn undefined_name(detail: &str) -> Option<&str> {
    let (before, _) = detail.split_once("` is undefined")?;
    before.rsplit_once('`').map(|(_, name)| name)
}

fn help(error: &Error, excerpt: Option<&str>, set: &Set, variables: Option<&Value>) -> Option<Text> {
    let name = match error.kind() {
        ErrorKind::UndefinedError => {
            let expression = undefined_name(error.detail().unwrap_or_default()).or(excerpt)?;
            nearest_variable(expression, variables?)
        }
        ErrorKind::TemplateNotFound => {
            let wanted = error.detail()?.split('"').nth(1)?;
            nearest(wanted, set.templates().map(|(name, _)| name)).map(str::to_owned)
        }
        ErrorKind::UnknownFilter => {
            let detail = error.detail()?;
            let own = ["chinese_number", "chinese_ordinal", "chinese_date", "join_chinese"];
            detail.split(' ').find_map(|word| nearest(word, own)).map(str::to_owned)
        }
        _ => None,
    }?;
    did_you_mean(Some(&name))
}

/// The variable or field that was probably meant by the last name of a dotted expression.
fn nearest_variable(expression: &str, variables: &Value) -> Option<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let path: Vec<&str> =
        expression.split('.').map(|name| name.trim().trim_end_matches(|c| !is_name(c))).collect();
    let (wanted, parents) = path.split_last()?;
    let parent = parents.iter().try_fold(variables.clone(), |value, name| value.get_attr(name).ok())?;
    let mut keys = std::collections::BTreeSet::new();
    match parent.kind() {
        ValueKind::Map => keys.extend(keys_of(&parent)),
        // After the variable of a loop, any field of the data may be meant.
        _ => collect_keys(variables, &mut keys, 5),
    }
    nearest(wanted, keys.iter().map(String::as_str)).map(str::to_owned)
}

fn keys_of(map: &Value) -> Vec<String> {
    map.try_iter().into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned)).collect()
}

/// Every key of nested maps and of lists' first items.
fn collect_keys(value: &Value, keys: &mut std::collections::BTreeSet<String>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value.kind() {
        ValueKind::Map => {
            for key in keys_of(value) {
                if let Ok(inner) = value.get_attr(&key) {
                    collect_keys(&inner, keys, depth);
                }
                keys.insert(key);
            }
        }
        ValueKind::Seq => {
            if let Ok(first) = value.get_item_by_index(0) {
                collect_keys(&first, keys, depth);
            }
        }
        _ => {}
    }
}
