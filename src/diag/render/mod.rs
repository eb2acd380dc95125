//! Turns diagnostics into what people and programs read.
//!
//! Whatever the format: sorted by path and place, each finding once.

mod github;
mod human;
mod json;
mod sarif;
mod short;

use std::sync::Arc;

use super::{Diagnostic, Lang, LineColumn, Lines, Severity, Sources, Span};

/// How findings are written (`--message-format`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With an excerpt of the source, for a terminal.
    #[default]
    Human,
    /// `path:line:col: severity[code]: message; help`, one a line.
    Short,
    /// One JSON object a line.
    Json,
    /// Workflow commands, which GitHub shows beside the changed lines.
    Github,
    /// One SARIF 2.1.0 log.
    Sarif,
}

/// Writes all findings. `color` matters to [`Format::Human`] alone.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    format: Format,
    lang: Lang,
    color: bool,
) -> String {
    let findings = arrange(diagnostics, sources, lang);
    match format {
        Format::Human => human::render(&findings, color),
        Format::Short => findings.iter().map(short::line).collect(),
        Format::Json => findings.iter().map(json::line).collect(),
        Format::Github => findings.iter().map(github::line).collect(),
        Format::Sarif => sarif::render(&findings),
    }
}

/// A diagnostic in one language, with its place worked out.
struct Finding<'a> {
    lang: Lang,
    code: &'static str,
    severity: Severity,
    message: &'a str,
    label: Option<&'a str>,
    help: Option<&'a str>,
    file: Option<File<'a>>,
}

/// The file at fault.
struct File<'a> {
    /// As the user would type it.
    path: &'a str,
    place: Option<Located<'a>>,
}

/// A span with the text around it.
struct Located<'a> {
    lines: Arc<Lines<'a>>,
    span: Span,
    start: LineColumn,
    end: LineColumn,
}

impl Finding<'_> {
    fn severity_name(&self) -> &'static str {
        match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    /// Message and label as one sentence, for formats without an excerpt.
    fn sentence(&self) -> String {
        match (self.label, self.lang) {
            (Some(label), Lang::Zh) => format!("{}，{label}", self.message),
            (Some(label), Lang::En) => format!("{}, {label}", self.message),
            (None, _) => self.message.to_owned(),
        }
    }
}

/// Sorts and folds the diagnostics, and works out their places, each source's lines once.
fn arrange<'a>(diagnostics: &'a [Diagnostic], sources: &'a Sources, lang: Lang) -> Vec<Finding<'a>> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| order(diagnostic));
    sorted.dedup();
    let mut lines: Option<(&str, Arc<Lines>)> = None;
    sorted.into_iter().map(|diagnostic| locate(diagnostic, sources, lang, &mut lines)).collect()
}

/// By path, place and code; what no file is to blame for comes last.
fn order(diagnostic: &Diagnostic) -> impl Ord + '_ {
    let place = diagnostic.place.as_ref();
    (place.is_none(), place.map(|p| (&*p.path, p.span)), diagnostic.code, &diagnostic.message.en)
}

fn locate<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    lang: Lang,
    cache: &mut Option<(&'a str, Arc<Lines<'a>>)>,
) -> Finding<'a> {
    let file = diagnostic.place.as_ref().map(|place| {
        let text = sources.text(&place.path);
        let located = place.span.zip(text).map(|(span, text)| {
            if cache.as_ref().is_none_or(|(path, _)| **path != *place.path) {
                *cache = None;
            }
            let (_, lines) = cache.get_or_insert_with(|| (&place.path, Arc::new(Lines::new(text))));
            let (start, end) = (lines.position(span.start), lines.position(span.end.max(span.start)));
            Located { lines: lines.clone(), span, start, end }
        });
        File { path: sources.display(&place.path), place: located }
    });
    Finding {
        lang,
        code: diagnostic.code,
        severity: diagnostic.severity,
        message: diagnostic.message.get(lang),
        label: diagnostic.label.as_ref().map(|label| label.get(lang)),
        help: diagnostic.help.as_ref().map(|help| help.get(lang)),
        file,
    }
}

#[cfg(test)]
mod tests;
