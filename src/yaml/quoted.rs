//! Puts a text in quotes, with the lines below that belong to it.

use super::copy::Change;
use super::line::{Colon, SourceLine, is_bullet, is_chinese_quote, lines};

/// What is below the line of a value, indented further than its key or dash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Below {
    Nothing,
    /// Lines of a text.
    Text,
    /// Keys, which cannot stand beside a value.
    Keys,
    /// Items of a list, which cannot either.
    Items,
}

impl Below {
    fn is_text(self) -> bool {
        matches!(self, Below::Nothing | Below::Text)
    }
}

/// The lines below a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    pub below: Below,
    /// Where the last of them ends, without a comment.
    end: usize,
    /// Whether all of them are certainly text.
    certain: bool,
}

impl Rest {
    pub const NONE: Rest = Rest { below: Below::Nothing, end: 0, certain: true };
}

/// What is below a line, indented further than the column `base`.
pub(super) fn rest(text: &str, line: SourceLine, base: isize) -> Rest {
    let mut rest = Rest::NONE;
    for below in lines(text.get(line.start..).unwrap_or("")).skip(1) {
        if below.content().trim().is_empty() {
            continue;
        }
        if below.is_marker() || below.column() as isize <= base {
            break;
        }
        let content = below.content();
        let key = below.key();
        let is_key = key.is_some_and(|key| key.colon == Colon::Proper);
        let is_text = !is_key && !below.has_dash();
        if rest.below.is_text() {
            rest.below = match (is_text, below.has_dash()) {
                (true, _) => Below::Text,
                (_, true) => Below::Items,
                (_, false) => Below::Keys,
            };
        }
        // A comment ends a text; a wrong colon, a bullet or a number may begin something else.
        let commented = rest.end > 0 && !text.get(rest.end..line.start + below.start).is_some_and(is_blank);
        rest.certain &=
            is_text && key.is_none() && !commented && !content.starts_with('#') && !is_bullet(content);
        let length = content.find(" #").unwrap_or(content.len());
        let own = content.get(..length).unwrap_or(content).trim_end().len();
        rest.end = line.start + below.start + below.indent() + own;
    }
    rest
}

/// The lines below the value of a line.
fn rest_of_value(text: &str, line: SourceLine) -> Rest {
    let column = line.column() as isize;
    match (line.key().is_some(), line.has_dash()) {
        (true, _) => rest(text, line, line.content_column() as isize),
        (false, true) => rest(text, line, column),
        (false, false) => alone_or_text(rest(text, line, column - 1)),
    }
}

/// For a line without key and dash: keys and items in its column do not belong to it.
pub(super) fn alone_or_text(rest: Rest) -> Rest {
    match rest.below.is_text() {
        true => rest,
        false => Rest { end: 0, certain: false, ..rest },
    }
}

/// A text in quotes.
pub(super) struct Quoted {
    pub changes: Vec<Change>,
    /// Whether it is certain to be right.
    pub certain: bool,
    /// What stands between the quotes, on one line.
    pub shown: String,
}

impl Quoted {
    /// If a text of several lines is in Chinese quotation marks: its range between them, and the changes that replace
    /// them.
    pub fn instead_of_marks(&self) -> Option<(&str, Vec<Change>)> {
        let (first, last) = (self.shown.chars().next()?, self.shown.chars().next_back()?);
        let inner = self.shown.strip_prefix(is_chinese_quote)?.strip_suffix(is_chinese_quote)?;
        let [opening, within @ .., closing] = self.changes.as_slice() else { return None };
        let (from, to) = (opening.span.start, closing.span.start);
        let mut changes = vec![Change::new(from, from + first.len_utf8(), "'")];
        changes.extend_from_slice(within);
        changes.push(Change::new(to - last.len_utf8(), to, "'"));
        (!inner.contains(is_chinese_quote)).then_some((inner, changes))
    }
}

/// Quotes the value of a line.
pub(super) fn quote_value(text: &str, line: SourceLine) -> Option<Quoted> {
    let (start, end) = line.value();
    quote_lines(text, line, start, end, rest_of_value(text, line))
}

/// Quotes a text that begins on a line, from `start` to `end` there, and goes on below.
pub(super) fn quote_lines(
    text: &str,
    line: SourceLine,
    start: usize,
    end: usize,
    rest: Rest,
) -> Option<Quoted> {
    if rest.end == 0 {
        let changes = quote(line, start, end)?;
        let shown = line.text.get(start..end)?.to_owned();
        return Some(Quoted { changes, certain: rest.certain, shown });
    }
    let (from, to) = (line.start + start, rest.end);
    let value = text.get(from..to).filter(|value| !value.is_empty())?;
    let commented = !line.text.get(end..).is_some_and(is_blank);
    let shown: Vec<&str> = value.split_whitespace().collect();
    Some(Quoted {
        changes: around(value, from, 0, 0),
        certain: rest.certain && !commented,
        shown: shown.join(" "),
    })
}

/// Inserts single quotes, between which only single quotes are special. The text between them stays the file's own.
pub(super) fn quote(line: SourceLine, start: usize, end: usize) -> Option<Vec<Change>> {
    let value = line.text.get(start..end).filter(|value| !value.is_empty())?;
    Some(around(value, line.start + start, 0, 0))
}

/// Puts quotes around a value that begins at a place, in place of some bytes before and after it.
fn around(value: &str, from: usize, before: usize, behind: usize) -> Vec<Change> {
    let to = from + value.len();
    let inner = value.match_indices('\'').map(|(at, mark)| Change::insert(from + at, mark));
    let mut changes = vec![Change::new(from - before, from, "'")];
    changes.extend(inner);
    changes.push(Change::new(to, to + behind, "'"));
    changes
}

/// A value in Chinese quotation marks, with its range in the line, marks included.
pub(super) struct InMarks<'a> {
    pub start: usize,
    pub end: usize,
    pub inner: &'a str,
}

impl<'a> InMarks<'a> {
    /// The value that begins at `from`, if the marks are around all of it.
    pub fn find(line: SourceLine<'a>, from: usize) -> Option<InMarks<'a>> {
        let value = line.text.get(from..)?.trim_start();
        let start = line.text.len() - value.len();
        let behind = value.strip_prefix(is_chinese_quote)?;
        let length = behind.find(is_chinese_quote)?;
        let inner = behind.get(..length).filter(|inner| !inner.trim().is_empty())?;
        let rest = behind.get(length..)?;
        let closing = rest.chars().next()?.len_utf8();
        let rest = rest.get(closing..)?;
        let whole = rest.trim().is_empty() || rest.starts_with(' ') && rest.trim_start().starts_with('#');
        let end = line.text.len() - rest.len();
        whole.then_some(InMarks { start, end, inner })
    }

    /// Puts YAML's own marks in place of the Chinese ones.
    pub fn mended(&self, line: SourceLine) -> Vec<Change> {
        let opening = line.text.get(self.start..).and_then(|value| value.chars().next());
        let opening = opening.map_or(0, char::len_utf8);
        let closing = self.end - self.start - opening - self.inner.len();
        around(self.inner, line.start + self.start + opening, opening, closing)
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
