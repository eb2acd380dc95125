//! Looks over the lines of a file that does not read as it should, for what people mistype on many
//! lines alike: colons that are none or forgotten, stars before keys, tabs and odd spaces for indentation,
//! quotation marks and brackets left open, texts that begin with a character of YAML's own.
//!
//! Only what cannot be meant is mended here: a line that may as well go on with the text before it
//! stays. The cost is linear in the text.

use std::iter::Peekable;

use super::Keys;
use super::close::{close, close_quote, closing_brackets, depth};
use super::copy::Change;
use super::fault::Finding;
use super::forgotten::paper_mark;
use super::group::Groups;
use super::indent::{Indents, leading_space};
use super::indicator::{MARKS, Names, Reading, misread};
use super::line::{Colon, Key, Line, Marked, lines};
use super::quoted::{Below, InMarks, Quoted, Rest, alone_or_text, quote_lines, rest};
use super::repair::line_break;
use super::slip::beside_others;
use crate::diag::Span;

/// A mistake and what mends it in the working copy.
pub(super) struct Mended {
    pub finding: Finding,
    pub changes: Vec<Change>,
    /// Whether the line stands elsewhere than its author saw it, so that it may be out of line now.
    pub moved: bool,
}

/// What the whole text says, whatever line is looked at.
struct Survey<'a> {
    text: &'a str,
    keys: Keys,
    names: Names<'a>,
    line_break: &'static str,
}

/// What the lines before say about the next one.
#[derive(Default)]
pub(super) struct State<'a> {
    pub before: Option<Before<'a>>,
    /// The column that the lines of a block scalar (`|`) stand to the right of.
    block: Option<isize>,
    /// The closing mark of a quoted text that goes on over lines, and its column.
    quote: Option<(char, isize)>,
    /// How many brackets are open, and the column of their key.
    brackets: Option<(usize, isize)>,
    /// The column of the last dash, whether it has its space or not.
    pub dash: Option<usize>,
    /// The column of the key that its list belongs to.
    pub parent: Option<usize>,
    /// The key that its item begins with.
    pub item_key: Option<&'a str>,
    /// The column of a list whose items name groups, and how.
    pub groups: Option<(usize, Groups)>,
    /// The column of a list whose items begin as on paper, which is told.
    paper: Option<usize>,
}

/// The last line with a key, a dash or text of its own.
pub(super) struct Before<'a> {
    /// Its key.
    pub name: Option<&'a str>,
    /// What belongs to it stands to the right of this column.
    pub base: isize,
    pub has_value: bool,
    /// Whether its value is text that a line further right goes on with.
    plain: bool,
    /// Its content's column, where it has a key: that of the mapping.
    pub keys: Option<usize>,
}

pub(super) fn survey(text: &str, keys: Keys) -> Vec<Mended> {
    let survey = Survey { text, keys, names: Names::of(text), line_break: line_break(text) };
    let mut state = State::default();
    let mut found = Vec::new();
    let mut indents = Indents::default();
    let mut significant = lines(text).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = significant.next() {
        state.look(line, &mut significant, &survey, &mut indents, &mut found);
    }
    indents.tell(&mut found);
    found
}

impl<'a> State<'a> {
    fn look(
        &mut self,
        line: Line<'a>,
        rest: &mut Peekable<impl Iterator<Item = Line<'a>> + Clone>,
        survey: &Survey,
        indents: &mut Indents,
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
        indents.look(line);
        if self.before.as_ref().is_some_and(|before| before.plain && column > before.base) {
            // It may be meant as text; what reads wrongly so is warned of later.
            if line.key().is_none_or(|key| key.colon != Colon::Proper) || line.marked_key().is_some() {
                return;
            }
        }
        let next = rest.peek().copied();
        let mut key = line.key();
        if self.paper != Some(line.column()) || paper_mark(&line).is_none() {
            let list = self.paper_list(line, rest.clone(), survey.keys);
            self.paper = list.as_ref().map(|_| line.column());
            found.extend(list);
        }
        if self.paper.is_some() {
            self.dash = Some(line.column());
            self.before = Some(Before { name: None, base: column, has_value: true, plain: true, keys: None });
            return;
        }
        if let Some(mended) = self.forgotten_dash(line, key, next, survey.text) {
            found.push(mended);
            self.remember(line, key, next, found);
            let content = line.column() + 2;
            if let Some(before) = &mut self.before {
                before.base = if key.is_some() { content as isize } else { column };
                before.keys = key.map(|_| content);
            }
            return;
        }
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
        if let Some((mended, own)) = self.chinese_quotes(line, key) {
            found.push(mended);
            self.remember(line, own, next, &mut Vec::new());
            return;
        }
        self.begin_list(line, rest.clone(), survey.keys);
        if let Some((mended, own)) = self.dashed_group(line, next) {
            found.push(mended);
            self.remember(line, Some(own), next, found);
            return;
        }
        // A text in a list may begin with a mark and have a colon that is none: `- *注意*：编制凭证`.
        let is_key =
            |marked: &Marked| marked.key.colon == Colon::Proper || self.is_certain(line, marked.key, next);
        if let Some(marked) = line.marked_key().filter(is_key) {
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
        } else if key.is_none()
            && let Some((mended, forgotten)) = self.forgotten_colon(line, next, survey.keys)
        {
            found.push(mended);
            key = Some(forgotten);
        }
        match self.misread_value(line, key, next, survey) {
            Some((mended, is_whole)) => {
                found.push(mended);
                self.remember(line, key, next, &mut Vec::new());
                // Quoted, it is whole, with what stands below.
                (self.block, self.quote, self.brackets) = (is_whole.then(|| base_of(line, key)), None, None);
                if let Some(before) = self.before.as_mut().filter(|_| !is_whole) {
                    before.has_value = false;
                }
            }
            None => self.remember(line, key, next, found),
        }
    }

    /// A value in Chinese quotation marks that has a colon; and the key before it.
    fn chinese_quotes(&self, line: Line, key: Option<Key>) -> Option<(Mended, Option<Key>)> {
        let item = || InMarks::find(line, line.after_dashes()).map(|value| (value, None));
        let of_key = || {
            let key = key.filter(|key| key.colon == Colon::Proper)?;
            Some((InMarks::find(line, key.colon_end)?, Some(key)))
        };
        let item = if line.has_dash() || self.is_value_of_key(line) { item() } else { None };
        let (value, key) = item.or_else(of_key)?;
        let has_colon = value.inner.contains(": ") || value.inner.ends_with(':');
        let span = Span { start: line.start + value.start, end: line.start + value.end };
        let changes = value.mended(line);
        let finding = Finding::chinese_quotes(value.inner, span).mended_by(&changes);
        has_colon.then_some((Mended { finding, changes, moved: false }, key))
    }

    /// Whether a line stands below a key that has no value yet.
    fn is_value_of_key(&self, line: Line) -> bool {
        let before = self.before.as_ref();
        before.is_some_and(|before| !before.has_value && line.column() as isize > before.base)
    }

    /// A value that begins with a character of YAML's own, or a list that begins on its key's line; and whether
    /// what stands below belongs to it.
    fn misread_value(
        &self,
        line: Line,
        key: Option<Key>,
        next: Option<Line>,
        survey: &Survey,
    ) -> Option<(Mended, bool)> {
        if key.is_none() && !line.has_dash() && !self.is_value_of_key(line) {
            return None;
        }
        let (start, end) = value_of(line, key);
        let value = line.text.get(start..end)?;
        let span = Span { start: line.start + start, end: line.start + end };
        if let Some(key) = key.filter(|_| value.starts_with("- ")) {
            return Some((list_beside_key(line, key, value, next, survey)?, true));
        }
        if !value.starts_with(MARKS) {
            return None;
        }
        let base = base_of(line, key);
        let alone = next.is_none_or(|next| next.is_marker() || next.column() as isize <= base);
        // A line of a block may look like a comment.
        let rest = match alone && !value.starts_with(['|', '>']) {
            true => Rest::NONE,
            false if key.is_none() && !line.has_dash() => alone_or_text(rest(survey.text, line, base)),
            false => rest(survey.text, line, base),
        };
        let reading = misread(value, &survey.names, rest.below)?;
        let name = key.and_then(|key| line.text.get(key.start..key.colon_start)).map(str::trim);
        let is_parent = name.is_some_and(|name| {
            rest.below == Below::Items || rest.below == Below::Keys && (survey.keys.nests)(name)
        });
        if is_parent {
            let finding = Finding::misread(value, reading, span).with_help(beside_others(value));
            let changes = vec![Change::blank(span.start, span.end)];
            return Some((Mended { finding, changes, moved: false }, false));
        }
        let Quoted { changes, certain, shown } = quote_lines(survey.text, line, start, end, rest)?;
        let finding = Finding::misread(&shown, reading, span);
        let certain = certain && reading != Reading::Nothing;
        let finding = if certain { finding.mended_by(&changes) } else { finding };
        // What reads without a fault stays as it reads.
        let changes = if reading == Reading::Broken { changes } else { Vec::new() };
        Some((Mended { finding, changes, moved: false }, true))
    }

    /// `-描述: 做`, and the lines that were lined up with what stands behind the dash.
    fn narrow_mapping<'b>(
        &self,
        line: Line<'b>,
        below: impl Iterator<Item = Line<'b>>,
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
    fn remember(&mut self, line: Line<'a>, key: Option<Key>, next: Option<Line>, found: &mut Vec<Mended>) {
        let dash = line.has_dash() || line.content().starts_with('-');
        let name = key.and_then(|key| line.text.get(key.start..key.colon_start)).map(str::trim);
        if dash {
            if let Some(before) = self.before.as_ref().filter(|before| !before.has_value) {
                self.parent = before.keys;
            }
            self.dash = Some(line.column());
            self.item_key = name;
        }
        let base = match (key, dash) {
            (Some(_), _) => line.content_column() as isize,
            (None, true) => line.column() as isize,
            (None, false) => -1,
        };
        let (start, end) = value_of(line, key);
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
                true => found.push(close_quote(line, start, end, mark)),
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
        self.before = Some(Before { name, base, has_value: !value.is_empty(), plain, keys });
    }
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

/// `权限: - 审批`: the list is put on the lines after its key.
fn list_beside_key(line: Line, key: Key, value: &str, next: Option<Line>, survey: &Survey) -> Option<Mended> {
    let name = line.text.get(key.start..key.colon_start)?.trim();
    let column = line.content_column();
    // Where the other items stand, if there are any.
    let indent = match next.filter(|next| next.has_dash() && !next.is_marker()) {
        Some(next) if next.column() >= column && (next.column() > column || !line.has_dash()) => {
            next.column()
        }
        _ => column + 2,
    };
    let from = line.start + key.colon_end;
    let to =
        from + line.text.get(key.colon_end..)?.len() - line.text.get(key.colon_end..)?.trim_start().len();
    let changes = vec![Change::new(from, to, format!("{}{}", survey.line_break, " ".repeat(indent)))];
    let span = Span { start: to, end: to + value.len() };
    let finding = Finding::beside_key(name, value, span).mended_by(&changes);
    Some(Mended { finding, changes, moved: false })
}

/// The column that what belongs to a line's value stands to the right of.
fn base_of(line: Line, key: Option<Key>) -> isize {
    match key {
        Some(_) => line.content_column() as isize,
        None if line.has_dash() => line.column() as isize,
        None => line.column() as isize - 1,
    }
}

/// The value behind a key, or else behind the dashes, without a comment: its range in the line.
fn value_of(line: Line, key: Option<Key>) -> (usize, usize) {
    let Some(key) = key else { return line.value() };
    let value = line.text.get(key.colon_end..).unwrap_or("").trim_start();
    let start = line.text.len() - value.len();
    let own = if value.starts_with('#') { "" } else { value.split(" #").next().unwrap_or("") };
    (start, start + own.trim_end().len())
}
