//! Searches the lines of a file with syntax errors for mistakes that people repeat on many lines: wrong or forgotten
//! colons, stars before keys, indentation by tabs or special spaces, open quotation marks and brackets, texts that
//! begin with a special character of YAML.
//!
//! Only certain mistakes are mended: a line that may also continue the text before it stays as it is. The time is
//! linear in the length of the text.

use std::iter::Peekable;

use super::above::{Before, LinesAbove, base_of, value_of};
use super::copy::Change;
use super::fault::SyntaxFinding;
use super::forgotten::paper_mark;
use super::indent::{OddIndents, leading_space};
use super::indicator::{AnchorNames, MARKS, Misreading, misread};
use super::keys::Keys;
use super::line::{Colon, LineKey, MarkedKey, SourceLine, lines};
use super::mended::MendedLine;
use super::quoted::{Below, InMarks, Quoted, Rest, alone_or_text, quote_lines, rest};
use super::repair::line_break;
use super::slip::beside_others;
use crate::diag::Span;

/// What is known of the whole text.
struct Survey<'a> {
    text: &'a str,
    keys: Keys,
    names: AnchorNames<'a>,
    line_break: &'static str,
}

pub(super) fn survey(text: &str, keys: Keys) -> Vec<MendedLine> {
    let survey = Survey { text, keys, names: AnchorNames::of(text), line_break: line_break(text) };
    let mut state = LinesAbove::default();
    let mut found = Vec::new();
    let mut indents = OddIndents::default();
    let mut significant = lines(text).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = significant.next() {
        state.look(line, &mut significant, &survey, &mut indents, &mut found);
    }
    indents.tell(&mut found);
    found
}

impl<'a> LinesAbove<'a> {
    fn look(
        &mut self,
        line: SourceLine<'a>,
        rest: &mut Peekable<impl Iterator<Item = SourceLine<'a>> + Clone>,
        survey: &Survey,
        indents: &mut OddIndents,
        found: &mut Vec<MendedLine>,
    ) {
        if line.is_marker() {
            *self = LinesAbove::default();
            return;
        }
        let mut line = line;
        if self.before.is_none()
            && let Some(mended) = leading_space(line, rest.clone())
        {
            found.push(mended);
            line = SourceLine { start: line.start + line.indent(), text: line.content() };
        }
        let column = line.column() as isize;
        if self.goes_on(line, column) {
            return;
        }
        indents.look(line);
        if self.before.as_ref().is_some_and(|before| before.plain && column > before.base) {
            // It may be meant as text; a warning comes later if it is probably not.
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
            // The column of the item's keys after the change.
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
        // A text in a list may begin with a mark and have a full-width colon: `- *注意*：编制凭证`.
        let is_key =
            |marked: &MarkedKey| marked.key.colon == Colon::Proper || self.is_certain(line, marked.key, next);
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
                // In quotes it is complete, with the lines below.
                (self.block, self.quote, self.brackets) = (is_whole.then(|| base_of(line, key)), None, None);
                if let Some(before) = self.before.as_mut().filter(|_| !is_whole) {
                    before.has_value = false;
                }
            }
            None => self.remember(line, key, next, found),
        }
    }

    /// A value in Chinese quotation marks that has a colon, and the key before it.
    fn chinese_quotes(
        &self,
        line: SourceLine,
        key: Option<LineKey>,
    ) -> Option<(MendedLine, Option<LineKey>)> {
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
        has_colon.then(|| (MendedLine::new(SyntaxFinding::chinese_quotes(value.inner, span), changes), key))
    }

    /// A value that begins with a special character of YAML, or a list that begins on its key's line, and whether the
    /// lines below belong to it.
    fn misread_value(
        &self,
        line: SourceLine,
        key: Option<LineKey>,
        next: Option<SourceLine>,
        survey: &Survey,
    ) -> Option<(MendedLine, bool)> {
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
            let finding = SyntaxFinding::misread(value, reading, span).with_help(beside_others(value));
            let changes = vec![Change::blank(span.start, span.end)];
            return Some((MendedLine { finding, changes, moved: false }, false));
        }
        let Quoted { changes, certain, shown } = quote_lines(survey.text, line, start, end, rest)?;
        let finding = SyntaxFinding::misread(&shown, reading, span);
        let certain = certain && reading != Misreading::Nothing;
        let finding = if certain { finding.mended_by(&changes) } else { finding };
        // A value without a syntax error is not changed.
        let changes = if reading == Misreading::Broken { changes } else { Vec::new() };
        Some((MendedLine { finding, changes, moved: false }, true))
    }

    /// `-描述: 做`, with the lines that are lined up with the text after the dash.
    fn narrow_mapping<'b>(
        &self,
        line: SourceLine<'b>,
        below: impl Iterator<Item = SourceLine<'b>>,
    ) -> Option<(MendedLine, LineKey)> {
        let at = line.indent();
        let behind = SourceLine { start: line.start + at + 1, text: line.content().strip_prefix('-')? };
        let begins = behind.text.starts_with(char::is_alphabetic);
        let key = behind.key().filter(|_| begins)?;
        let column = line.column();
        let begins_list = self.before.as_ref().is_some_and(|before| {
            !before.has_value && before.base < column as isize || before.base == column as isize
        });
        let in_list = begins_list || self.dash == Some(column);
        let mut below = below.peekable();
        let beside = |other: &SourceLine| other.column() == column && other.content().starts_with('-');
        let goes_on = |other: &SourceLine| {
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
        let finding = SyntaxFinding::narrow_dash(Span { start: dash, end: dash + 1 });
        let shift = at + 1;
        let key = LineKey {
            start: key.start + shift,
            colon: Colon::Proper,
            colon_start: key.colon_start + shift,
            colon_end: key.colon_end + shift,
        };
        Some((MendedLine::new(finding, changes).moved(), key))
    }

    /// `-甲` over `-乙`: items whose dash lacks its space, so that they are read as one text.
    fn narrow_dash(&self, line: SourceLine, next: Option<SourceLine>) -> Option<MendedLine> {
        let is_narrow = |line: &SourceLine| {
            let mut content = line.content().chars();
            content.next() == Some('-') && content.next().is_some_and(|c| c.is_alphabetic() || c == '“')
        };
        let beside = |other: SourceLine| other.column() == line.column() && other.content().starts_with('-');
        let in_list = self
            .before
            .as_ref()
            .is_some_and(|before| before.keys.is_none() && before.base == line.column() as isize);
        if !is_narrow(&line) || !(in_list || next.is_some_and(beside)) {
            return None;
        }
        let at = line.start + line.indent();
        let finding = SyntaxFinding::narrow_dash(Span { start: at, end: at + 1 });
        Some(MendedLine::new(finding, vec![Change::insert(at + 1, " ")]))
    }
}

fn mend_colon(line: SourceLine, key: LineKey) -> MendedLine {
    let (start, end) = (line.start + key.colon_start, line.start + key.colon_end);
    let shown = line.text.get(key.colon_start..).and_then(|rest| rest.chars().next());
    let span = Span { start, end: start + shown.map_or(0, char::len_utf8) };
    let changes = vec![Change::new(start, end, line.proper_colon(key))];
    MendedLine::new(SyntaxFinding::colon(key.colon, span), changes)
}

fn mend_mark(line: SourceLine, marked: &MarkedKey) -> MendedLine {
    let (from, to) = marked.mark;
    let mut changes = vec![Change::new(line.start + from, line.start + to, "")];
    if marked.behind.0 < marked.behind.1 {
        changes.push(Change::new(line.start + marked.behind.0, line.start + marked.behind.1, ""));
    }
    let mark = line.text.get(from..to).unwrap_or("").trim_end();
    let span = Span { start: line.start + from, end: line.start + from + mark.len() };
    MendedLine::new(SyntaxFinding::marked_key(mark, span), changes)
}

/// `权限: - 审批`: moves the list to the lines after its key.
fn list_beside_key(
    line: SourceLine,
    key: LineKey,
    value: &str,
    next: Option<SourceLine>,
    survey: &Survey,
) -> Option<MendedLine> {
    let name = line.text.get(key.start..key.colon_start)?.trim();
    let column = line.content_column();
    // The column of the other items, if there are any.
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
    Some(MendedLine::new(SyntaxFinding::beside_key(name, value, span), changes))
}
