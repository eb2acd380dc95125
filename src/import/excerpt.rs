//! Texts of foreign files with their places.

use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::index::ids;

ids! {
    /// A paragraph of a foreign file, counted through all files of an import.
    FragmentId
}

/// Where a paragraph stands. Numbers are from 1, as people count.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourcePlace {
    pub file: Arc<str>,
    /// The sheet of a workbook, or the kind of text beside the body.
    pub story: Option<Arc<str>>,
    /// The table, its row and its column; `None` outside tables.
    pub cell: Option<[usize; 3]>,
    /// The paragraph in its cell, or in its story; 0 for the name of a file or a sheet.
    pub paragraph: usize,
}

impl SourcePlace {
    /// Where it is in its file, in Chinese: `表3第2行第1列`.
    pub fn zh(&self) -> String {
        let story = self.story.as_deref().unwrap_or_default();
        match self.cell {
            Some([table, row, column]) => format!("{story}表{table}第{row}行第{column}列"),
            None if self.paragraph == 0 => story.to_owned(),
            None => format!("{story}第{}段", self.paragraph),
        }
    }

    /// The same in English.
    pub fn en(&self) -> String {
        let story = self.story.as_deref().unwrap_or_default();
        let comma = if story.is_empty() { "" } else { ", " };
        match self.cell {
            Some([table, row, column]) => format!("{story}{comma}table {table}, row {row}, column {column}"),
            None if self.paragraph == 0 => story.to_owned(),
            None => format!("{story}{comma}paragraph {}", self.paragraph),
        }
    }
}

/// A part of a paragraph.
#[derive(Clone, Debug)]
pub struct Excerpt {
    pub fragment: FragmentId,
    text: Arc<str>,
    range: Range<usize>,
}

impl Excerpt {
    pub fn whole(fragment: FragmentId, text: Arc<str>) -> Excerpt {
        let range = 0..text.len();
        Excerpt { fragment, text, range }
    }

    /// The byte range in its paragraph.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// A part of it; `range` counts its own bytes and lies on characters.
    pub fn part(&self, range: Range<usize>) -> Excerpt {
        let start = (self.range.start + range.start).min(self.range.end);
        let end = (self.range.start + range.end).clamp(start, self.range.end);
        Excerpt { range: start..end, ..self.clone() }
    }

    /// What follows its first `length` bytes.
    pub fn after(&self, length: usize) -> Excerpt {
        self.part(length..self.len())
    }

    /// Its first `length` bytes.
    pub fn before(&self, length: usize) -> Excerpt {
        self.part(0..length)
    }

    /// The character behind it in its paragraph.
    pub fn next_char(&self) -> Option<char> {
        self.text[self.range.end..].chars().next()
    }

    /// It without the white space around it.
    pub fn trimmed(&self) -> Excerpt {
        self.without(|c| c.is_whitespace() || is_blank(c))
    }

    /// It without the characters around it that are of a kind.
    pub fn without(&self, of_kind: impl Fn(char) -> bool) -> Excerpt {
        let start = self.len() - self.trim_start_matches(&of_kind).len();
        let end = self.trim_end_matches(&of_kind).len();
        self.part(start..end.max(start))
    }

    /// It without the characters of a kind at its end.
    pub fn without_end(&self, of_kind: impl Fn(char) -> bool) -> Excerpt {
        self.before(self.trim_end_matches(&of_kind).len())
    }
}

impl Deref for Excerpt {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text[self.range.clone()]
    }
}

/// Whether a character shows nothing: zero-width spaces, byte order marks.
pub fn is_blank(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
