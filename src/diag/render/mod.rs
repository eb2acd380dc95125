//! Turns diagnostics into what people and programs read.
//!
//! Whatever the format: sorted by path and place, each finding once. What is found many times in
//! the same words is folded for people alone; programs are told every place.

mod finding;
mod github;
mod human;
mod json;
mod sarif;
mod short;
mod visible;

pub use visible::visible;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Diagnostic, Lang, LineIndex, Place, Sources, Span};
use finding::{Located, Notice, Spot};

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
