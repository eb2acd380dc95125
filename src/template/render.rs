//! Renders parts with minijinja.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{StringInput, ValueKind};
use minijinja::{AutoEscape, Environment, Output, OutputSpanKind, State, UndefinedBehavior, Value};

use super::bounds::on_stack;
use super::chart;
use super::chinese::{chinese_date, join_chinese};
use super::context::OutputScope;
use super::error::{diagnose, told};
use super::escape::escape;
use super::finding::{PartFinding, PartSubject};
use super::manifest::{Balance, Fit};
#[cfg(feature = "serve")]
use super::marks::{DataMarks, DataStretch};
use super::meter;
use super::people::is_range;
use super::retrace::{self, Again};
use super::running::Begun;
use super::separator::separator;
use super::set::Set;
use super::{BUILT_IN, builtin};
use crate::characters::{chinese_number, chinese_ordinal};
use crate::chart::Charts;
use crate::diag::{Code, Diagnostic, Place, Span, Text};

/// The fuel for rendering one part: one unit for each instruction and each 64 bytes of text, so that it bounds memory
/// too. A position of a thousand rows needs about a twenty-fifth of it.
const FUEL: u64 = 2_000_000;
/// The additional fuel for each position, for tables over all positions.
const FUEL_PER_POSITION: u64 = 500;
/// The bytes of text that cost as much as an instruction (minijinja's `set_fuel`).
const BYTES_PER_FUEL: u64 = 64;
/// How deep includes (10 each), macros (4) and blocks may nest.
const RECURSION: usize = 200;
/// A text longer than this is also paid for before it is written; the engine itself counts it afterwards.
const LONGEST_UNPAID: usize = 1 << 20;
/// How many characters of a wrong text a message shows.
const LONGEST_SHOWN: usize = 40;
/// The longest markup of a part, in bytes.
const LONGEST: usize = 16 << 20;
/// The additional bytes for each position.
const LONGEST_PER_POSITION: usize = 2 << 10;

/// A part to render: a template, and the department or position it is for, by place in the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Job<'a> {
    pub file: &'a str,
    pub department: Option<usize>,
    /// Its place among the positions in use, then the withdrawn ones ([`Selected::all`](super::Selected::all)).
    pub position: Option<usize>,
    /// How its pages may be set closer.
    pub fit: Option<Fit>,
    /// How to avoid a nearly empty last page.
    pub balance: Option<Balance>,
    /// Whether its pages are front matter.
    pub front: bool,
}

/// A template set, compiled.
#[derive(Debug)]
pub struct Renderer<'a> {
    set: &'a Set,
    environment: Arc<Environment<'static>>,
    /// The texts that the environment was compiled from.
    texts: Arc<[retrace::TemplateText]>,
    /// The longest markup of a part, in bytes.
    longest: usize,
    /// The memory that rendering a part may take, in bytes.
    memory: u64,
}

impl<'a> Renderer<'a> {
    /// Compiles every template of the set, or gives all their syntax errors.
    ///
    /// `positions` is how many the handbook has; the limits grow with it.
    pub fn new(set: &'a Set, positions: usize) -> Result<Renderer<'a>, Vec<Diagnostic>> {
        on_stack(|| Renderer::compile(set, positions))
    }

    fn compile(set: &'a Set, positions: usize) -> Result<Renderer<'a>, Vec<Diagnostic>> {
        let mut environment = environment(set);
        environment.set_fuel(Some(FUEL + FUEL_PER_POSITION * positions as u64));
        let longest = LONGEST + LONGEST_PER_POSITION * positions;
        let mut diagnostics = Vec::new();
        let mut texts = Vec::new();
        for (name, source) in built_in_templates() {
            // Tests compile every built-in set, so this cannot fail.
            environment.add_template_owned(name.clone(), source).ok();
            let path: Arc<str> = name.as_str().into();
            texts.push(retrace::TemplateText { name, display: path.clone(), path, text: source.into() });
        }
        for (name, source) in set.templates() {
            if let Err(error) = environment.add_template_owned(name.to_owned(), source.to_string()) {
                diagnostics.push(diagnose(&error, set, None));
            }
            let (path, display) = (set.template_path(name), set.display(name));
            texts.push(retrace::TemplateText { name: name.to_owned(), path, display, text: source.clone() });
        }
        if !diagnostics.is_empty() {
            return Err(diagnostics);
        }
        let (environment, texts) = (Arc::new(environment), texts.into());
        Ok(Renderer { set, environment, texts, longest, memory: meter::limit(positions) })
    }

    /// With charts, which templates may use.
    pub fn with_charts(mut self, charts: Arc<Charts>) -> Renderer<'a> {
        chart::add_function(Arc::make_mut(&mut self.environment), Some(charts));
        self
    }

    /// The markup of a part.
    pub fn render(&self, job: &Job, scope: &OutputScope) -> Result<String, PartFinding> {
        let variables = scope.variables(job.department, job.position);
        let subject = || scope.subject(job.department, job.position);
        let _begun = self.begin(job, &variables, subject());
        let rendered =
            self.environment.get_template(job.file).and_then(|template| template.render(&variables));
        let markup = rendered.map_err(|error| PartFinding {
            diagnostic: diagnose(&error, self.set, Some(&variables)),
            subject: subject(),
        })?;
        if markup.len() <= self.longest { Ok(markup) } else { Err(self.too_long(job, scope)) }
    }

    /// Which texts of its position a part's markup shows, in the order of the markup; none if that cannot be told.
    #[cfg(feature = "serve")]
    pub fn stretches(&self, job: &Job, scope: &OutputScope, markup: &str) -> Vec<DataStretch> {
        let variables = scope.variables(job.department, job.position);
        let mut marks = DataMarks::default();
        let Some(marked) = marks.variables(&variables) else { return Vec::new() };
        let _begun = self.begin(job, &marked, scope.subject(job.department, job.position));
        let rendered = self.environment.get_template(job.file).and_then(|template| template.render(&marked));
        rendered.ok().and_then(|marked| marks.stretches(&marked, markup)).unwrap_or_default()
    }

    /// Lists a part as running while it is rendered.
    fn begin(&self, job: &Job, variables: &Value, subject: Option<PartSubject>) -> Begun {
        let again = Again {
            environment: self.environment.clone(),
            texts: self.texts.clone(),
            file: job.file.into(),
            variables: variables.clone(),
            memory: self.memory,
        };
        Begun::new(self.set.path(job.file), subject, Some(again), self.memory)
    }

    /// The error of too long markup, at the line that wrote the first byte over the limit.
    fn too_long(&self, job: &Job, scope: &OutputScope) -> PartFinding {
        let limit = self.longest >> 20;
        let message = Text::new(
            format!("一个部分的标记超过 {limit} MB"),
            format!("a part's markup is longer than {limit} MB"),
        );
        let span = Span { start: self.longest, end: self.longest + 1 };
        let diagnostic = Diagnostic::new(Code::E106, message).at(&self.set.path(job.file), span);
        let untraced = PartFinding { diagnostic: diagnostic.clone(), subject: None };
        self.trace(job, scope, vec![diagnostic]).pop().unwrap_or(untraced)
    }

    /// Points diagnostics about a part's markup at the template lines that wrote it.
    ///
    /// Spans in a diagnostic that names the part's file are bytes of the markup; other
    /// diagnostics stay as they are.
    pub fn trace(&self, job: &Job, scope: &OutputScope, diagnostics: Vec<Diagnostic>) -> Vec<PartFinding> {
        if diagnostics.is_empty() {
            return Vec::new();
        }
        let variables = scope.variables(job.department, job.position);
        let path = self.set.path(job.file);
        let subject = scope.subject(job.department, job.position);
        let begun = self.begin(job, &variables, subject.clone());
        let rendered = self
            .environment
            .get_template(job.file)
            .and_then(|template| template.render_with_spans(&variables));
        drop(begun);
        let spans = rendered.map(|(_, spans)| spans).unwrap_or_default();
        diagnostics
            .into_iter()
            .map(|mut diagnostic| {
                let own = |place: &&mut Place| place.path == path;
                let place = diagnostic.place.as_mut().filter(own);
                let subject = place.is_some().then(|| subject.clone()).flatten();
                if let Some(place) = place {
                    *place = self.origin(&spans, place.span, &path);
                }
                PartFinding { diagnostic, subject }
            })
            .collect()
    }

    /// The template text that wrote the markup at `span`.
    fn origin(&self, spans: &[minijinja::OutputSpan], span: Option<Span>, path: &Arc<str>) -> Place {
        let place = || {
            let span = span?;
            let after = spans.partition_point(|s| s.output_range().start <= span.start);
            let origin = spans.get(after.checked_sub(1)?)?;
            let (output, source) = (origin.output_range(), origin.source_range());
            let span = match origin.kind() {
                // The text is copied from the template, so the place in it is the same.
                OutputSpanKind::Raw => {
                    let shift = |at: usize| source.start + at.clamp(output.start, output.end) - output.start;
                    Span { start: shift(span.start), end: shift(span.end) }
                }
                _ => Span { start: source.start, end: source.end },
            };
            Some(Place { path: self.set.template_path(origin.name()), span: Some(span) })
        };
        place().unwrap_or_else(|| Place { path: path.clone(), span: None })
    }
}

fn built_in_templates() -> impl Iterator<Item = (String, &'static str)> {
    BUILT_IN.iter().flat_map(|set: &builtin::BuiltIn| {
        set.files.iter().filter(|(name, _)| name.ends_with(".html")).filter_map(|(name, bytes)| {
            Some((format!("{}/{name}", set.name), std::str::from_utf8(bytes).ok()?))
        })
    })
}

fn environment(set: &Set) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_debug(true);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_recursion_limit(RECURSION);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markup".into()));
    environment.set_formatter(write_value);
    environment.add_filter("chinese_number", |s: &State, value: &Value| numbered(s, value, chinese_number));
    environment.add_filter("chinese_ordinal", |s: &State, value: &Value| numbered(s, value, chinese_ordinal));
    environment.add_filter("chinese_date", date_filter);
    environment.add_filter("join_chinese", join_filter);
    environment.add_filter("separator", separator_filter);
    environment.add_filter("filled", filled_filter);
    chart::add_function(&mut environment, None);
    // A built-in template's own includes stay in its set.
    let own: BTreeMap<String, ()> = set.templates().map(|(name, _)| (name.to_owned(), ())).collect();
    environment.set_path_join_callback(move |name, parent| {
        let inherited = || {
            let (folder, _) = parent.split_once('/')?;
            BuiltInName(folder).file(name)
        };
        let joined = if own.contains_key(parent) { None } else { inherited() };
        joined.map_or(name.into(), Into::into)
    });
    environment
}

/// The name of a built-in set, in front of a template's.
struct BuiltInName<'a>(&'a str);

impl BuiltInName<'_> {
    /// The template's full name, if the set has it.
    fn file(&self, name: &str) -> Option<String> {
        builtin::BuiltIn::find(self.0)?.file(name)?;
        Some(format!("{}/{name}", self.0))
    }
}

/// Writes a value into markup. Only texts and numbers can be written; other values have no text.
fn write_value(out: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    match value.kind() {
        ValueKind::None | ValueKind::Undefined => {}
        ValueKind::String => {
            let text = value.as_str().unwrap_or_default();
            if text.len() > LONGEST_UNPAID {
                // An escaped character has at most six.
                state.consume_fuel(text.len() as u64 * 6 / BYTES_PER_FUEL)?;
            }
            if value.is_safe() { out.write_str(text)? } else { escape(out, text)? }
        }
        ValueKind::Number | ValueKind::Bool => escape(out, &value.to_string())?,
        ValueKind::Plain if is_range(value) => escape(out, &value.to_string())?,
        kind => {
            let (zh, en) = name_kind(kind);
            return Err(told(Text::new(
                format!("{zh}不能直接输出；用 `| join_chinese` 或 `for` 循环"),
                format!("{en} cannot be printed as it is; use `| join_chinese` or a `for` loop"),
            )));
        }
    }
    Ok(())
}

/// The kind of a value without a text. Printing it could take forever, as lists may be nested many times.
fn name_kind(kind: ValueKind) -> (String, String) {
    let (zh, en) = match kind {
        ValueKind::Seq | ValueKind::Iterable => ("列表", "a list"),
        ValueKind::Map => ("映射", "a mapping"),
        _ => ("这个值", "this value"),
    };
    (zh.to_owned(), en.to_owned())
}

/// The error of an undefined argument, with its name.
fn assert_defined(state: &State, value: &Value) -> Result<(), minijinja::Error> {
    if value.is_undefined() { StringInput::new(state, value).map(|_| ()) } else { Ok(()) }
}

/// A filter that writes whole numbers, in Arabic digits if it cannot. Blank stays blank.
fn numbered(
    state: &State,
    value: &Value,
    write: fn(u32) -> Option<String>,
) -> Result<Value, minijinja::Error> {
    assert_defined(state, value)?;
    if value.is_none() {
        return Ok(value.clone());
    }
    let number = match value.as_str() {
        Some(text) => text.trim().parse().ok(),
        None => value.as_i64(),
    };
    let number: i64 = number.ok_or_else(|| {
        let (zh, en) = match value.kind() {
            ValueKind::String | ValueKind::Number | ValueKind::Bool => {
                let shown: String = value.to_string().chars().take(LONGEST_SHOWN).collect();
                (format!("`{shown}`"), format!("`{shown}`"))
            }
            kind => name_kind(kind),
        };
        told(Text::new(format!("{zh} 不是整数"), format!("{en} is not a whole number")))
    })?;
    let written = u32::try_from(number).ok().and_then(write);
    Ok(Value::from(written.unwrap_or_else(|| number.to_string())))
}

fn date_filter(state: &State, value: &Value) -> Result<Value, minijinja::Error> {
    assert_defined(state, value)?;
    Ok(value.as_str().and_then(chinese_date).map_or(value.clone(), Value::from))
}

fn join_filter(state: &State, value: &Value) -> Result<Value, minijinja::Error> {
    assert_defined(state, value)?;
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => {
            let mut items = Vec::new();
            for item in value.try_iter()? {
                // The joined text is paid for before it is made.
                state.consume_fuel(1 + item.as_str().map_or(0, |text| text.len() as u64 / BYTES_PER_FUEL))?;
                match item.kind() {
                    ValueKind::None => {}
                    ValueKind::String | ValueKind::Number => items.push(item),
                    _ => {
                        return Err(told(Text::new(
                            "join_chinese 只能连接文字",
                            "join_chinese joins nothing but text",
                        )));
                    }
                }
            }
            join_items(&items)
        }
        _ => Ok(value.clone()),
    }
}

/// `texts | separator(marks)`: the first of the marks, from the weakest on, that separates the texts.
fn separator_filter(state: &State, value: &Value, marks: &Value) -> Result<Value, minijinja::Error> {
    assert_defined(state, value)?;
    assert_defined(state, marks)?;
    let strings = |list: &Value| -> Result<Vec<Value>, minijinja::Error> {
        let mut texts = Vec::new();
        for item in list.try_iter()? {
            state.consume_fuel(1 + item.as_str().map_or(0, |text| text.len() as u64 / BYTES_PER_FUEL))?;
            texts.push(item);
        }
        Ok(texts)
    };
    let (texts, marks) = (strings(value)?, strings(marks)?);
    let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
    let marks: Vec<&str> = marks.iter().filter_map(Value::as_str).collect();
    Ok(Value::from(separator(&texts, &marks)))
}

/// `keys | filled(map, also)`: the keys that are true in the map, or are in `also`.
fn filled_filter(
    state: &State,
    keys: &Value,
    map: &Value,
    also: Option<&Value>,
) -> Result<Value, minijinja::Error> {
    assert_defined(state, keys)?;
    assert_defined(state, map)?;
    let also: Vec<Value> = also.map(Value::try_iter).transpose()?.into_iter().flatten().collect();
    let mut kept = Vec::new();
    for key in keys.try_iter()? {
        state.consume_fuel(1 + also.len() as u64)?;
        if map.get_item(&key).is_ok_and(|value| value.is_true()) || also.contains(&key) {
            kept.push(key);
        }
    }
    Ok(Value::from(kept))
}

/// Joins texts. If one of them is markup, the result is markup and the others are escaped.
fn join_items(items: &[Value]) -> Result<Value, minijinja::Error> {
    let markup = items.iter().any(Value::is_safe);
    let mut texts = Vec::new();
    for item in items {
        let mut text = item.to_string();
        if markup && !item.is_safe() {
            let mut escaped = String::new();
            escape(&mut escaped, &text)?;
            text = escaped;
        }
        texts.push(text);
    }
    let joined = join_chinese(texts.iter().map(String::as_str));
    Ok(if markup { Value::from_safe_string(joined) } else { Value::from(joined) })
}
