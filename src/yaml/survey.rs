//! Looks over the lines of a file that does not read as it should, for what people mistype on many
//! lines alike: colons that are none, stars before keys, tabs and odd spaces for indentation, quotation
//! marks and brackets left open.
//!
//! Only what cannot be meant is mended here: a line that may as well go on with the text before it
//! stays. The cost is linear in the text.

use std::iter::Peekable;

use super::copy::Change;
use super::fault::Finding;
use super::line::{Colon, Key, Line, Marked, is_odd_space, lines, width};
use crate::diag::Span;

/// A mistake and what mends it in the working copy.
pub(super) struct Mended {
    pub finding: Finding,
    pub changes: Vec<Change>,
    /// Whether the line stands elsewhere than its author saw it, so that it may be out of line now.
    pub moved: bool,
}

/// What the lines before say about the next one.
#[derive(Default)]
struct State {
    before: Option<Before>,
    /// The column that the lines of a block scalar (`|`) stand to the right of.
    block: Option<isize>,
    /// The closing mark of a quoted text that goes on over lines, and its column.
    quote: Option<(char, isize)>,
    /// How many brackets are open, and the column of their key.
    brackets: Option<(usize, isize)>,
    /// Whether the line before was told to be indented by tabs.
    told_tab: bool,
    /// The column of the last dash, whether it has its space or not.
    dash: Option<usize>,
}

/// The last line with a key, a dash or text of its own.
struct Before {
    /// What belongs to it stands to the right of this column.
    base: isize,
    has_value: bool,
    /// Whether its value is text that a line further right goes on with.
    plain: bool,
    /// Its content's column, where it has a key: that of the mapping.
    keys: Option<usize>,
}

pub(super) fn survey(text: &str) -> Vec<Mended> {
    let mut state = State::default();
    let mut found = Vec::new();
    let mut significant = lines(text).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = significant.next() {
        state.look(line, &mut significant, &mut found);
    }
    found
}

impl State {
    fn look<'a>(
        &mut self,
        line: Line<'a>,
        rest: &mut Peekable<impl Iterator<Item = Line<'a>> + Clone>,
        found: &mut Vec<Mended>,
    ) {
        if line.is_marker() {
            *self = State::default();
            return;
        }
        let mut line = line;
        if self.before.is_none()
            && let Some(mended) = leading_space(line, rest.clone())
        {
            found.push(mended);
            line = Line { start: line.start + line.indent(), text: line.content() };
        }
        let column = line.column() as isize;
        if self.goes_on(line, column) {
            return;
        }
        self.indentation(line, found);
        if self.before.as_ref().is_some_and(|before| before.plain && column > before.base) {
            // It may be meant as text; what reads wrongly so is warned of later.
            if line.key().is_none_or(|key| key.colon != Colon::Proper) || line.marked_key().is_some() {
                return;
            }
        }
        let next = rest.peek().copied();
        let mut key = line.key();
        if let Some((mended, key)) = self.narrow_mapping(line, rest.clone()) {
            found.push(mended);
            self.remember(line, Some(key), next, found);
            // Where the keys of the item stand, or will stand.
            let content = line.column() + 2;
            if let Some(before) = &mut self.before {
                before.base = content as isize;
                before.keys = Some(content);
            }
            return;
        }
        if let Some(marked) = line.marked_key() {
            found.push(mend_mark(line, &marked));
            key = Some(marked.key);
        }
        if let Some(wrong) = key.filter(|key| key.colon != Colon::Proper) {
            match self.is_certain(line, wrong, next) {
                true => found.push(mend_colon(line, wrong)),
                false => key = None,
            }
        } else if key.is_none()
            && let Some(mended) = self.narrow_dash(line, next)
        {
            found.push(mended);
        }
        self.remember(line, key, next, found);
    }

    /// `-描述: 做`, and the lines that were lined up with what stands behind the dash.
    fn narrow_mapping<'a>(
        &self,
        line: Line<'a>,
        below: impl Iterator<Item = Line<'a>>,
    ) -> Option<(Mended, Key)> {
        let at = line.indent();
        let behind = Line { start: line.start + at + 1, text: line.content().strip_prefix('-')? };
        let begins = behind.text.starts_with(char::is_alphabetic);
        let key = behind.key().filter(|_| begins)?;
        let column = line.column();
        let begins_list = self.before.as_ref().is_some_and(|before| {
            !before.has_value && before.base < column as isize || before.base == column as isize
        });
        let in_list = begins_list || self.dash == Some(column);
        let mut below = below.peekable();
        let beside = |other: &Line| other.column() == column && other.content().starts_with('-');
        let goes_on = |other: &Line| {
            other.key().is_some() && (1..=2).contains(&(other.column().saturating_sub(column)))
        };
        if !in_list
            || !below.peek().is_none_or(|next| beside(next) || goes_on(next) || next.column() < column)
        {
            return None;
        }
        let mut changes = vec![Change::insert(line.start + at + 1, " ")];
        if key.colon != Colon::Proper {
            let (start, end) = (behind.start + key.colon_start, behind.start + key.colon_end);
            changes.push(Change::new(start, end, behind.proper_colon(key)));
        }
        let lined_up = below.take_while(|other| other.column() == column + 1);
        changes.extend(lined_up.map(|other| Change::insert(other.start, " ")));
        let dash = line.start + at;
        let finding = Finding::narrow_dash(Span { start: dash, end: dash + 1 }).mended_by(&changes);
        let shift = at + 1;
        let key = Key {
            start: key.start + shift,
            colon: Colon::Proper,
            colon_start: key.colon_start + shift,
            colon_end: key.colon_end + shift,
        };
        Some((Mended { finding, changes, moved: true }, key))
    }

    /// Whether the line belongs to a text or to brackets that an earlier one began.
    fn goes_on(&mut self, line: Line, column: isize) -> bool {
        if let Some(base) = self.block {
            if column > base {
                return true;
            }
            self.block = None;
        }
        if let Some((mark, base)) = self.quote {
            if column > base {
                if line.text.contains(mark) {
                    self.quote = None;
                }
                return true;
            }
            self.quote = None;
        }
        if let Some((open, base)) = self.brackets {
            let left = depth(line.content(), open);
            if column > base || line.content().starts_with([']', '}']) {
                self.brackets = (left > 0).then_some((left, base));
                return true;
            }
            self.brackets = None;
        }
        false
    }

    /// Tabs and odd spaces before the first character; tabs are told once for lines in a row.
    fn indentation(&mut self, line: Line, found: &mut Vec<Mended>) {
        let indent = line.text.get(..line.indent()).unwrap_or("");
        let wrong = indent.char_indices().find(|(_, c)| *c != ' ');
        // The file's own mark, which is no indentation.
        let wrong = wrong.filter(|(at, c)| line.start + at > 0 || *c != '\u{feff}');
        let Some((_, c)) = wrong else {
            self.told_tab = false;
            return;
        };
        let span = Span { start: line.start, end: line.start + line.indent() };
        let spaces = " ".repeat(indent.chars().map(width).sum());
        let changes = vec![Change::new(span.start, span.end, spaces)];
        let finding = match c {
            '\t' => Finding::tab(span).quietly(self.told_tab),
            _ => Finding::odd_indent(c, span),
        };
        found.push(Mended { finding, changes, moved: true });
        self.told_tab = c == '\t';
    }

    /// Whether a key with a wrong colon cannot be anything but a key.
    fn is_certain(&self, line: Line, key: Key, next: Option<Line>) -> bool {
        let sibling =
            |next: Line| !next.has_dash() && next.column() == line.content_column() && next.key().is_some();
        if line.has_dash() {
            // A text in a list may well have a colon; two keys under each other are a mapping.
            return next.is_some_and(sibling);
        }
        let column = line.column() as isize;
        let first_child =
            self.before.as_ref().is_some_and(|before| column > before.base && !before.has_value)
                && self.before.as_ref().is_some_and(|before| before.keys != Some(line.column()));
        if !first_child {
            return true;
        }
        let value = line.text.get(key.colon_end..).unwrap_or("").trim();
        match next {
            Some(next) if value.is_empty() => {
                let deeper = next.column() > line.column();
                deeper || (next.has_dash() && next.column() == line.column()) || sibling(next)
            }
            Some(next) => sibling(next),
            None => false,
        }
    }

    /// `-甲` over `-乙`: items whose dash lacks its space, which read as one text.
    fn narrow_dash(&self, line: Line, next: Option<Line>) -> Option<Mended> {
        let is_narrow = |line: &Line| {
            let mut content = line.content().chars();
            content.next() == Some('-') && content.next().is_some_and(|c| c.is_alphabetic() || c == '“')
        };
        let beside = |other: Line| other.column() == line.column() && other.content().starts_with('-');
        let in_list = self
            .before
            .as_ref()
            .is_some_and(|before| before.keys.is_none() && before.base == line.column() as isize);
        if !is_narrow(&line) || !(in_list || next.is_some_and(beside)) {
            return None;
        }
        let at = line.start + line.indent();
        let changes = vec![Change::insert(at + 1, " ")];
        let finding = Finding::narrow_dash(Span { start: at, end: at + 1 }).mended_by(&changes);
        Some(Mended { finding, changes, moved: false })
    }

    /// Takes in what the line says about those after it.
    fn remember(&mut self, line: Line, key: Option<Key>, next: Option<Line>, found: &mut Vec<Mended>) {
        let dash = line.has_dash() || line.content().starts_with('-');
        if dash {
            self.dash = Some(line.column());
        }
        let base = match (key, dash) {
            (Some(_), _) => line.content_column() as isize,
            (None, true) => line.column() as isize,
            (None, false) => -1,
        };
        let from = key.map_or(line.after_dashes(), |key| key.colon_end);
        let (start, end) = match key {
            Some(_) => {
                let value = line.text.get(from..).unwrap_or("").trim_start();
                let start = line.text.len() - value.len();
                (start, start + value.split(" #").next().unwrap_or("").trim_end().len())
            }
            None => line.value(),
        };
        let value = line.text.get(start..end).unwrap_or("");
        let first = value.chars().next();
        if first.is_some_and(|c| matches!(c, '|' | '>')) && value.len() <= 3 {
            self.block = Some(base);
            // A block whose text is indented by tabs is no block to YAML.
            if next.is_some_and(|next| next.text.starts_with('\t')) {
                self.block = None;
            }
        }
        // What ought to be inside stands to the left of it.
        let ends_here = next.is_none_or(|next| next.is_marker() || next.column() as isize <= base);
        if let Some(mark @ ('"' | '\'')) = first
            && !value.get(1..).unwrap_or("").contains(mark)
        {
            match ends_here && base >= 0 {
                true => found.push(close(line, start, mark.to_string(), Finding::open_quote)),
                false => self.quote = Some((mark, base)),
            }
        }
        if let Some('[' | '{') = first {
            let open = depth(value, 0);
            let closing = next.is_some_and(|next| next.content().starts_with([']', '}']));
            if open > 0 && ends_here && base >= 0 && !closing {
                found.push(close(line, start, closing_brackets(value), Finding::open_bracket));
            } else if open > 0 {
                self.brackets = Some((open, base));
            }
        }
        let plain = first.is_some_and(|c| !matches!(c, '|' | '>' | '"' | '\'' | '[' | '{' | '&' | '*' | '!'));
        let keys = key.map(|_| line.content_column());
        self.before = Some(Before { base, has_value: !value.is_empty(), plain, keys });
    }
}

/// A space before the first key of a document, where as many keys or more have none: ` 岗位名称: 会计` over
/// `岗位编号: CW-01`. The keys in line with it before those are told of with it.
fn leading_space<'a>(line: Line<'a>, below: impl Iterator<Item = Line<'a>>) -> Option<Mended> {
    let column = line.column();
    let is_key = |line: &Line| !line.has_dash() && line.key().is_some();
    let spaces = line.text.get(..line.indent())?;
    if column == 0 || !is_key(&line) || !spaces.trim_matches(' ').is_empty() {
        return None;
    }
    let (mut wrong, mut right) = (vec![line], 0);
    for other in below.take_while(|line| !line.is_marker()).filter(is_key) {
        match other.column() {
            0 => right += 1,
            own if own == column && right == 0 => wrong.push(other),
            _ => {}
        }
    }
    let outdent = |line: &Line| Change::new(line.start, line.start + line.indent(), "");
    let changes: Vec<Change> = wrong.iter().map(outdent).collect();
    let finding = Finding::leading_space(Span { start: line.start, end: line.start + line.indent() });
    (wrong.len() <= right).then(|| Mended { finding: finding.mended_by(&changes), changes, moved: true })
}

fn mend_colon(line: Line, key: Key) -> Mended {
    let (start, end) = (line.start + key.colon_start, line.start + key.colon_end);
    let shown = line.text.get(key.colon_start..).and_then(|rest| rest.chars().next());
    let span = Span { start, end: start + shown.map_or(0, char::len_utf8) };
    let changes = vec![Change::new(start, end, line.proper_colon(key))];
    Mended { finding: Finding::colon(key.colon, span).mended_by(&changes), changes, moved: false }
}

fn mend_mark(line: Line, marked: &Marked) -> Mended {
    let (from, to) = marked.mark;
    let mut changes = vec![Change::new(line.start + from, line.start + to, "")];
    if marked.behind.0 < marked.behind.1 {
        changes.push(Change::new(line.start + marked.behind.0, line.start + marked.behind.1, ""));
    }
    let mark = line.text.get(from..to).unwrap_or("").trim_end();
    let span = Span { start: line.start + from, end: line.start + from + mark.len() };
    Mended { finding: Finding::marked_key(mark, span).mended_by(&changes), changes, moved: false }
}

/// Closes what the value opens, at the end of its line.
fn close(line: Line, start: usize, with: String, fault: fn(Span) -> Finding) -> Mended {
    let at = line.start + start;
    let end = line.start + line.text.trim_end_matches(|c: char| c == ' ' || is_odd_space(c)).len();
    Mended {
        finding: fault(Span { start: at, end: at + 1 }),
        changes: vec![Change::insert(end, with)],
        moved: false,
    }
}

/// How many brackets are open after a text, outside quotes, if `open` were before it.
fn depth(text: &str, open: usize) -> usize {
    let mut quote = None;
    text.chars().fold(open, |open, c| match (quote, c) {
        (Some(mark), _) => {
            if c == mark {
                quote = None;
            }
            open
        }
        (None, '"' | '\'') => {
            quote = Some(c);
            open
        }
        (None, '[' | '{') => open + 1,
        (None, ']' | '}') => open.saturating_sub(1),
        _ => open,
    })
}

fn closing_brackets(text: &str) -> String {
    let mut closing = Vec::new();
    for c in text.chars() {
        match c {
            '[' => closing.push(']'),
            '{' => closing.push('}'),
            ']' | '}' => {
                closing.pop();
            }
            _ => {}
        }
    }
    closing.iter().rev().take(super::build::MAX_DEPTH).collect()
}
