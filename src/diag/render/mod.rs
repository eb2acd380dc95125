//! Turns diagnostics into what people and programs read.
//!
//! Whatever the format: sorted by path and place, each finding once. What is found many times in
//! the same words is folded for people alone; programs are told every place.

mod github;
mod human;
mod json;
mod sarif;
mod short;
mod visible;

pub use visible::visible;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Code, Diagnostic, Lang, LineColumn, LineIndex, Place, Severity, Sources, Span};

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
        Format::Sarif => sarif::render(&findings, sources.handbook(), lang),
    }
}

/// A diagnostic in one language, with its places worked out.
struct Notice<'a> {
    lang: Lang,
    code: Code,
    severity: Severity,
    message: &'a str,
    /// In English, whatever language is shown: fingerprints are made of it.
    message_en: &'a str,
    label: Option<&'a str>,
    help: Option<&'a str>,
    file: Option<Spot<'a>>,
    /// Other places, with what stands there.
    related: Vec<(Spot<'a>, &'a str)>,
    /// What would mend it: places, and the texts that belong there.
    fix: Vec<(Spot<'a>, &'a str)>,
}

/// A file, and a place in it.
struct Spot<'a> {
    /// As the user would type it.
    path: &'a str,
    place: Option<Located<'a>>,
}

/// A span with the text around it.
struct Located<'a> {
    lines: Arc<LineIndex<'a>>,
    span: Span,
    start: LineColumn,
    end: LineColumn,
}

impl Notice<'_> {
    /// Message and label as one sentence, for formats without an excerpt.
    fn sentence(&self) -> String {
        match (self.label, self.lang) {
            (Some(label), Lang::Zh) => format!("{}，{label}", self.message),
            (Some(label), Lang::En) => format!("{}, {label}", self.message),
            (None, _) => self.message.to_owned(),
        }
    }

    /// The sentence with the other places that it is about, for formats that have no field for them.
    fn sentence_with_related(&self) -> String {
        let places: Vec<String> = self.related.iter().map(|(file, _)| file.point()).collect();
        match (places.is_empty(), self.lang) {
            (true, _) => self.sentence(),
            (false, Lang::Zh) => format!("{}（另见 {}）", self.sentence(), places.join("、")),
            (false, Lang::En) => format!("{} (see also {})", self.sentence(), places.join(", ")),
        }
    }
}

impl Spot<'_> {
    /// `path:line:column`, as far as it is known.
    fn point(&self) -> String {
        match &self.place {
            Some(place) => format!("{}:{}:{}", self.path, place.start.line, place.start.column),
            None => self.path.to_owned(),
        }
    }
}

/// Sorts and folds the diagnostics, and works out their places, each source's lines once.
fn arrange<'a>(diagnostics: &'a [Diagnostic], sources: &'a Sources, lang: Lang) -> Vec<Notice<'a>> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.cmp(b)));
    sorted.dedup();
    let mut locator = Locator { sources, lines: BTreeMap::new() };
    sorted.into_iter().map(|diagnostic| locator.finding(diagnostic, lang)).collect()
}

/// By path, place and code; findings without a file come last.
fn order(diagnostic: &Diagnostic) -> impl Ord + '_ {
    let place = diagnostic.place.as_ref();
    let start = place.map(|place| (&*place.path, place.span.map(|span| span.start)));
    (place.is_none(), start, diagnostic.code)
}

/// Works out lines and columns.
struct Locator<'a> {
    sources: &'a Sources,
    lines: BTreeMap<&'a str, Arc<LineIndex<'a>>>,
}

impl<'a> Locator<'a> {
    fn finding(&mut self, diagnostic: &'a Diagnostic, lang: Lang) -> Notice<'a> {
        let Diagnostic { code, severity, message, place, label, help, related, fix } = diagnostic;
        Notice {
            lang,
            code: *code,
            severity: *severity,
            message: message.get(lang),
            message_en: &message.en,
            label: label.as_ref().map(|label| label.get(lang)),
            help: help.as_ref().map(|help| help.get(lang)),
            file: place.as_ref().map(|Place { path, span }| self.file(path, *span)),
            related: related
                .iter()
                .map(|related| (self.file(&related.place.path, related.place.span), related.label.get(lang)))
                .collect(),
            fix: fix.iter().map(|edit| (self.file(&edit.path, Some(edit.span)), &*edit.text)).collect(),
        }
    }

    fn file(&mut self, path: &'a str, span: Option<Span>) -> Spot<'a> {
        let place = span.zip(self.sources.text(path)).map(|(span, text)| {
            let lines = self.lines.entry(path).or_insert_with(|| Arc::new(LineIndex::new(text)));
            let (start, end) = (lines.position(span.start), lines.position(span.end.max(span.start)));
            Located { lines: lines.clone(), span, start, end }
        });
        Spot { path: self.sources.display(path), place }
    }
}

#[cfg(test)]
mod tests;
