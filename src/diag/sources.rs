//! The texts that diagnostics point into, and the way from bytes to lines and columns.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Source texts by path, as [`Place::path`](super::Place::path) names them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<Arc<str>, Source>,
}

#[derive(Clone, Debug)]
struct Source {
    display: Arc<str>,
    text: Arc<str>,
}

/// A place as editors count: both from 1, columns in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

impl Sources {
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Adds a file; `display` is the path as the user would type it.
    pub fn insert(&mut self, path: Arc<str>, display: Arc<str>, text: Arc<str>) {
        self.files.insert(path, Source { display, text });
    }

    /// Takes over all files of `other`.
    pub fn extend(&mut self, other: Sources) {
        self.files.extend(other.files);
    }

    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        self.files.get(path).map(|source| &source.text)
    }

    /// How messages name a file; the path itself for a file that is not here.
    pub fn display<'a>(&'a self, path: &'a str) -> &'a str {
        self.files.get(path).map_or(path, |source| &source.display)
    }

    /// The line and column of a byte offset; one past the text's end is its end.
    pub fn position(&self, path: &str, offset: usize) -> Option<LineColumn> {
        self.text(path).map(|text| position(text, offset))
    }
}

/// The line and column of a byte offset in a text. An offset inside a character counts as the
/// character's, a byte order mark is no column.
pub fn position(text: &str, offset: usize) -> LineColumn {
    let before = &text[..text.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    let on_line = before[line_start..].trim_start_matches('\u{feff}');
    LineColumn { line, column: on_line.chars().count() + 1 }
}
