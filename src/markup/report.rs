//! Collects the findings of one text with their places, up to a limit.

use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Span, Text};

/// How many findings of one text are listed. Further ones are only counted.
const MOST: usize = 100;

/// The findings of one text: a markup text, or a style sheet.
pub struct TextReport {
    path: Arc<str>,
    found: Vec<Diagnostic>,
    unlisted: usize,
}

impl TextReport {
    pub fn new(path: &Arc<str>) -> TextReport {
        TextReport { path: path.clone(), found: Vec::new(), unlisted: 0 }
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

    /// Adds a finding that has its place already.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        if self.is_full() {
            self.unlisted += 1;
        } else {
            self.found.push(diagnostic);
        }
    }

    /// Whether further findings are only counted, and need no hints.
    pub fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The value, or the findings in the order of the text if there are any.
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

/// A finding whose place in the text is known, and the path of the text is not.
#[derive(Debug, Clone)]
pub struct Problem {
    pub code: Code,
    pub span: Span,
    /// Boxed, so that results which may hold a problem stay small.
    words: Box<ProblemWords>,
}

#[derive(Debug, Clone)]
struct ProblemWords {
    message: Text,
    help: Option<Text>,
}

impl Problem {
    pub fn new(code: Code, span: Span, message: Text) -> Problem {
        Problem { code, span, words: Box::new(ProblemWords { message, help: None }) }
    }

    pub fn with_help(self, help: Text) -> Problem {
        self.with_hint(Some(help))
    }

    /// Replaces the help, if any, by this one, if any.
    pub fn with_hint(mut self, help: Option<Text>) -> Problem {
        self.words.help = help;
        self
    }

    pub fn at(self, path: &Arc<str>) -> Diagnostic {
        let ProblemWords { message, help } = *self.words;
        Diagnostic { help, ..Diagnostic::new(self.code, message).at(path, self.span) }
    }
}
