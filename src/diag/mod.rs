//! Findings about the input, as data. One file per rendering.
//!
//! A [`Diagnostic`] carries both languages, so that whoever renders it chooses
//! (`--lang`), and points into a source by byte range; line and column are
//! worked out when it is shown.

pub mod catalogue;
mod code;
mod fact;
mod file;
mod nearest;
mod render;
mod sources;
mod wrap;

use std::sync::Arc;

pub use code::{Code, Failure};
pub use fact::{Fact, facts};
pub use file::{file_error, file_reason};
pub use nearest::{did_you_mean, nearest, nearest_few};
pub use render::{Format, render, visible};
pub use sources::{LineColumn, LineIndex, Sources, position};
pub use wrap::{cut, cut_to, width, wrap};

/// Something the author should know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// How grave it is: as its code says, unless the handbook or the command line changed that.
    pub severity: Severity,
    /// What is wrong, in a sentence without a full stop.
    pub message: Text,
    /// Where; `None` only where no file is at fault.
    pub place: Option<Place>,
    /// What stands there, in a few words, beside the carets: `found -2`.
    pub label: Option<Text>,
    /// What would mend it.
    pub help: Option<Text>,
    /// Other places that it is about, such as the first of two equal codes.
    pub related: Vec<Related>,
    /// Changes of the sources that mend it, where a program can make them safely (`gangwei fix`).
    pub fix: Vec<Edit>,
}

/// Another place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// Where it is.
    pub place: Place,
    /// What stands there, in a few words.
    pub label: Text,
}

/// A change of a source: the span becomes the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The source, as in [`Place::path`].
    pub path: Arc<str>,
    /// What is replaced; empty where something is added.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document that it is about is not made.
    Error,
    /// It should be looked at, and stops nothing.
    Warning,
    /// Good to know; nothing is wrong.
    Note,
}

impl Severity {
    /// As programs read it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    /// As people read it.
    pub fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Severity::Error, Lang::Zh) => "错误",
            (Severity::Warning, Lang::Zh) => "警告",
            (Severity::Note, Lang::Zh) => "提示",
            (_, Lang::En) => self.name(),
        }
    }
}

/// A sentence in both message languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// From Chinese and English.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Text {
        Text { zh: zh.into(), en: en.into() }
    }
}

impl Text {
    /// In one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// A number of things in English: `1 page`, `2 pages`.
pub fn count_of(number: usize, of: &str) -> String {
    if number == 1 { format!("1 {of}") } else { format!("{number} {of}s") }
}

/// The language of messages (`--lang`); never of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// A span of a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// As [`World`](crate::world::World) names it, or `NAME/position.html` for a built-in template set.
    pub path: Arc<str>,
    /// Bytes from the file's start. Empty: the whole file, or a point.
    pub span: Option<Span>,
}

/// A byte range of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Diagnostic {
    /// A finding that points nowhere yet, as grave as its code.
    pub fn new(code: Code, message: Text) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message,
            place: None,
            label: None,
            help: None,
            related: Vec::new(),
            fix: Vec::new(),
        }
    }

    /// Points at a span of a file.
    pub fn at(mut self, path: &Arc<str>, span: Span) -> Diagnostic {
        self.place = Some(Place { path: path.clone(), span: Some(span) });
        self
    }

    /// Points at a file as a whole.
    pub fn in_file(mut self, path: &Arc<str>) -> Diagnostic {
        self.place = Some(Place { path: path.clone(), span: None });
        self
    }

    /// Says what was found at the place.
    pub fn with_label(mut self, label: Text) -> Diagnostic {
        self.label = Some(label);
        self
    }

    /// Says what would mend it.
    pub fn with_help(mut self, help: Text) -> Diagnostic {
        self.help = Some(help);
        self
    }

    /// Names another place that it is about.
    pub fn with_related(mut self, place: Place, label: Text) -> Diagnostic {
        self.related.push(Related { place, label });
        self
    }

    /// Adds a change that mends it.
    pub fn with_edit(mut self, edit: Edit) -> Diagnostic {
        self.fix.push(edit);
        self
    }

    /// Whether it is an error, by itself or because the handbook raised it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
