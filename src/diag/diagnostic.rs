//! Findings about the input, as data.

use std::sync::Arc;

use super::code::Code;
use super::place::{Place, Span};
use super::severity::Severity;
use super::text::Text;

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
    /// Changes of the sources that mend it all, where that needs no thought (`gangwei fix`).
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
    /// What stands there then.
    pub text: String,
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

    /// Message and label as one sentence.
    #[must_use]
    pub fn sentence(&self) -> Text {
        match &self.label {
            Some(label) => Text::new(
                format!("{}，{}", self.message.zh, label.zh),
                format!("{}, {}", self.message.en, label.en),
            ),
            None => self.message.clone(),
        }
    }

    /// Whether it is an error, by itself or because the handbook raised it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it is an error of this file.
    pub fn is_error_of(&self, path: &str) -> bool {
        self.is_error() && self.place.as_ref().is_some_and(|place| &*place.path == path)
    }
}
