//! The texts that diagnostics point into, and the way from bytes to lines and columns.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Source texts by path, as [`Place::path`](super::Place::path) names them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<Arc<str>, Source>,
    /// The handbook's own file as the user would type it.
    handbook: Option<Arc<str>>,
}

#[derive(Clone, Debug)]
struct Source {
    display: Arc<str>,
    text: Option<Arc<str>>,
}

impl Sources {
    /// No sources yet.
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Adds a file; `display` is the path as the user would type it.
    pub fn insert(&mut self, path: Arc<str>, display: impl Into<Arc<str>>, text: Arc<str>) {
        self.files.insert(path, Source { display: display.into(), text: Some(text) });
    }

    /// Adds the name of a file whose text could not be had.
    pub fn insert_name(&mut self, path: Arc<str>, display: impl Into<Arc<str>>) {
        self.files.insert(path, Source { display: display.into(), text: None });
    }

    /// Says where the handbook's own file is or would be, as the user would type it.
    pub fn set_handbook(&mut self, display: impl Into<Arc<str>>) {
        self.handbook = Some(display.into());
    }

    /// Where the handbook's own file is or would be. Programs that want a file for every finding show those about
    /// the whole project there.
    pub fn handbook(&self) -> &str {
        self.handbook.as_deref().unwrap_or("handbook.yaml")
    }

    /// Takes over all files of `other`.
    pub fn extend(&mut self, other: Sources) {
        self.files.extend(other.files);
        self.handbook = other.handbook.or(self.handbook.take());
    }

    /// A file's text, if it could be had.
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        self.files.get(path)?.text.as_ref()
    }

    /// How messages name a file; the path itself for a file that is not here.
    pub fn display<'a>(&'a self, path: &'a str) -> &'a str {
        self.files.get(path).map_or(path, |source| &source.display)
    }
}

/// A place as editors count: both from 1, columns in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// In code points, from 1.
    pub column: usize,
}

/// Where the lines of a text begin, so that many positions are found fast.
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Finds the lines of a text.
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let bytes = text.as_bytes();
        // YAML and CSS both know a lone carriage return as a line break.
        let ends =
            |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        let breaks = (0..bytes.len()).filter(|&at| ends(at)).map(|at| at + 1);
        LineIndex { text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The line and column of a byte offset. One inside a character counts as the character's,
    /// one past the end as the end; a byte order mark is no column.
    pub fn position(&self, offset: usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|at| self.starts.get(at)).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("").trim_start_matches('\u{feff}');
        LineColumn { line, column: before.chars().count() + 1 }
    }

    /// The bytes of a line, counted from 1, without its line break.
    pub fn line(&self, line: usize) -> Range<usize> {
        let start = line.checked_sub(1).and_then(|at| self.starts.get(at)).copied();
        let start = start.unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or("");
        start..start + rest.find(['\n', '\r']).unwrap_or(rest.len())
    }

    /// The text itself.
    pub fn text(&self) -> &'a str {
        self.text
    }
}

/// The line and column of one byte offset in a text.
pub fn position(text: &str, offset: usize) -> LineColumn {
    LineIndex::new(text).position(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: usize) -> (usize, usize) {
        let position = position(text, offset);
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "\u{feff}岗位: 甲\r\n定员: -2";
        assert_eq!(at(text, 0), (1, 1));
        assert_eq!(at(text, 3), (1, 1), "a byte order mark is no column");
        assert_eq!(at(text, 3 + "岗位: ".len()), (1, 5));
        assert_eq!(at(text, text.find('定').unwrap()), (2, 1));
        assert_eq!(at(text, text.find('定').unwrap() + 1), (2, 1), "inside a character");
        assert_eq!(at(text, 10_000), (2, 7));
    }

    #[test]
    fn lines_end_before_their_break() {
        let lines = LineIndex::new("一\r\n二\n");
        assert_eq!(lines.line(1), 0..3);
        assert_eq!(lines.line(2), 5..8);
        assert_eq!(lines.line(3), 9..9);
        assert_eq!(lines.line(0), 9..9);
        let lines = LineIndex::new("甲\r乙\r\n丙");
        assert_eq!((lines.line(1), lines.line(2), lines.line(3)), (0..3, 4..7, 9..12));
    }
}
