//! Collects what is wrong with one text, up to a limit, each with its place.

use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Span, Text};

/// More findings than this in one text are counted, not listed.
const MOST: usize = 100;

/// The findings of one text: a markup text, or a style sheet.
pub struct Report {
    path: Arc<str>,
    found: Vec<Diagnostic>,
    unlisted: usize,
}

impl Report {
    pub fn new(path: &Arc<str>) -> Report {
        Report { path: path.clone(), found: Vec::new(), unlisted: 0 }
    }

    pub fn error(&mut self, code: Code, span: Span, message: Text) {
        let path = self.path.clone();
        self.add(Diagnostic::new(code, message).at(&path, span));
    }

    pub fn error_with_help(&mut self, code: Code, span: Span, message: Text, help: Option<Text>) {
        let path = self.path.clone();
        let mut diagnostic = Diagnostic::new(code, message).at(&path, span);
        diagnostic.help = help;
        self.add(diagnostic);
    }

    pub fn problem(&mut self, problem: Problem) {
        let diagnostic = problem.at(&self.path);
        self.add(diagnostic);
    }

    /// Adds a finding that names its own place.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        if self.is_full() {
            self.unlisted += 1;
        } else {
            self.found.push(diagnostic);
        }
    }

    /// Whether further findings are only counted; then hints need not be looked for.
    pub fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The value, if nothing was found wrong; otherwise the findings, in the text's order.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<Diagnostic>> {
        if self.found.is_empty() { Ok(value) } else { Err(self.into_diagnostics()) }
    }

    fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        let at = |d: &Diagnostic| {
            let place = d.place.as_ref();
            (place.map(|p| p.path.clone()), place.and_then(|p| p.span).unwrap_or_default())
        };
        self.found.sort_by_cached_key(at);
        if self.unlisted > 0 {
            let message = Text::new(
                format!("还有 {} 个错误未列出", self.unlisted),
                format!("{} more errors are not listed", self.unlisted),
            );
            self.found.push(Diagnostic::new(Code::E208, message).in_file(&self.path));
        }
        self.found
    }
}

/// A finding on its way to a report: its place is known, the text's path is not.
#[derive(Debug, Clone)]
pub struct Problem {
    pub code: Code,
    pub span: Span,
    /// Boxed, so that the results that may hold it stay small.
    words: Box<Words>,
}

#[derive(Debug, Clone)]
struct Words {
    message: Text,
    help: Option<Text>,
}

impl Problem {
    pub fn new(code: Code, span: Span, message: Text) -> Problem {
        Problem { code, span, words: Box::new(Words { message, help: None }) }
    }

    pub fn with_help(self, help: Text) -> Problem {
        self.with_hint(Some(help))
    }

    /// Takes the place of an earlier help, also where there is none.
    pub fn with_hint(mut self, help: Option<Text>) -> Problem {
        self.words.help = help;
        self
    }

    pub fn at(self, path: &Arc<str>) -> Diagnostic {
        let Words { message, help } = *self.words;
        Diagnostic { help, ..Diagnostic::new(self.code, message).at(path, self.span) }
    }
}
