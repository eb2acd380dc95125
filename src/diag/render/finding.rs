//! A diagnostic in one language, with its places worked out: what each format writes.

use std::sync::Arc;

use crate::diag::{Code, Lang, LineColumn, LineIndex, Severity, Span};

/// A diagnostic in one language, with its places worked out.
pub struct Notice<'a> {
    pub lang: Lang,
    pub code: Code,
    pub severity: Severity,
    pub message: &'a str,
    /// In whatever language the finding is told: what it is known again by.
    pub message_en: &'a str,
    pub label: Option<&'a str>,
    pub help: Option<&'a str>,
    pub file: Option<Spot<'a>>,
    /// Other places, with what stands there.
    pub related: Vec<(Spot<'a>, &'a str)>,
    /// What would mend it: places, and the texts that belong there.
    pub fix: Vec<(Spot<'a>, &'a str)>,
}

/// A file, and a place in it.
pub struct Spot<'a> {
    /// As the user would type it.
    pub path: &'a str,
    pub place: Option<Located<'a>>,
}

/// A span with the text around it.
pub struct Located<'a> {
    pub lines: Arc<LineIndex<'a>>,
    pub span: Span,
    pub start: LineColumn,
    pub end: LineColumn,
}

impl Notice<'_> {
    /// Message and label as one sentence, for formats without an excerpt.
    pub fn sentence(&self) -> String {
        match (self.label, self.lang) {
            (Some(label), Lang::Zh) => format!("{}，{label}", self.message),
            (Some(label), Lang::En) => format!("{}, {label}", self.message),
            (None, _) => self.message.to_owned(),
        }
    }

    /// The sentence with the other places that it is about, for formats that have no field for them.
    pub fn sentence_with_related(&self) -> String {
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
    pub fn point(&self) -> String {
        match &self.place {
            Some(place) => format!("{}:{}:{}", self.path, place.start.line, place.start.column),
            None => self.path.to_owned(),
        }
    }
}
