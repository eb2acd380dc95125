//! Finds names of groups, and other keys with lines below them, that lack their colon: `主要工作` over `- 编制凭证`, also with
//! a number or a dash before them.

use super::above::{Groups, LinesAbove};
use super::copy::Change;
use super::fault::SyntaxFinding;
use super::keys::Keys;
use super::line::{Colon, LineKey, SourceLine, bullet, is_chinese_quote, is_odd_space};
use super::mended::MendedLine;
use crate::diag::Span;

impl LinesAbove<'_> {
    /// `主要工作` over `- 编制凭证`: only a key has lines below it.
    pub fn group(
        &self,
        line: SourceLine,
        next: Option<SourceLine>,
        keys: Keys,
    ) -> Option<(MendedLine, LineKey)> {
        let next = next.filter(|next| !next.is_marker())?;
        let name = Name::of(line.content())?;
        let column = line.column();
        let known = (keys.known)(name.bare);
        let first_child = self.before.as_ref().filter(|before| column as isize > before.base);
        let own = match next.has_dash() {
            true => next.column() >= column,
            // A key below this one may lack its colon too.
            false => next.column() > column && (next.key().is_some() || known && first_child.is_none()),
        };
        // Below a key that takes text, it may begin that text; beside dashes, it may be an item without a dash.
        let certain = match first_child {
            Some(before) => known || before.name.is_some_and(keys.nests),
            None => known || self.dash != Some(column),
        };
        (own && certain).then(|| name.with_colon(line, line.indent(), next))
    }

    /// Notes whether a list that begins below a key of a mapping names groups.
    pub fn begin_list<'b>(
        &mut self,
        line: SourceLine<'b>,
        below: impl Iterator<Item = SourceLine<'b>>,
        keys: Keys,
    ) {
        let column = line.column();
        if self.groups.is_some_and(|(own, _)| column < own || column == own && !line.has_dash()) {
            self.groups = None;
        }
        let begins = line.has_dash()
            && self.before.as_ref().is_some_and(|before| {
                let nests = before.name.is_some_and(keys.nests);
                nests && !before.has_value && column as isize >= before.base
            });
        if begins {
            self.groups = groups(line, below, keys).map(|groups| (column, groups));
        }
    }

    /// `- 主要工作` over `- 编制凭证`, in a list of only such items: names of groups that lack their colons and need no dashes.
    pub fn dashed_group(&self, line: SourceLine, next: Option<SourceLine>) -> Option<(MendedLine, LineKey)> {
        let (_, groups) = self.groups.filter(|(column, _)| *column == line.column())?;
        if !line.has_dash() || has_colon(&line) {
            return None;
        }
        let start = line.after_dashes();
        let name = Name::of(line.text.get(start..)?)?;
        let (mut mended, key) = name.with_colon(line, start, next?);
        if groups != Groups::Mixed {
            let dash = line.start + line.indent();
            mended.changes.push(Change::blank(dash, dash + 1));
        }
        let edits: &[Change] = if groups == Groups::Duties { &[] } else { &mended.changes };
        mended.finding = mended.finding.mended_by(edits);
        Some((mended, key))
    }
}

/// Whether each item of a list is a name with a list below it, and at least one lacks its colon.
fn groups<'b>(
    first: SourceLine<'b>,
    below: impl Iterator<Item = SourceLine<'b>>,
    keys: Keys,
) -> Option<Groups> {
    let column = first.column();
    let mut own = std::iter::once(first)
        .chain(below)
        .take_while(|line| {
            !line.is_marker() && (line.column() > column || line.column() == column && line.has_dash())
        })
        .peekable();
    let (mut with, mut without, mut usual) = (0, 0, true);
    while let Some(line) = own.next() {
        if line.column() > column {
            continue;
        }
        let (start, end) = line.value();
        let inside = |next: &SourceLine| next.has_dash() && next.column() >= line.content_column();
        match has_colon(&line) {
            true if start == end => with += 1,
            true => return None,
            false => {
                without += 1;
                usual &= Name::of(line.text.get(line.after_dashes()..)?)?.is_usual(keys);
            }
        }
        own.peek().filter(|next| inside(next))?;
    }
    (without > 0).then_some(match with {
        0 if usual => Groups::Names,
        0 => Groups::Duties,
        _ => Groups::Mixed,
    })
}

fn has_colon(line: &SourceLine) -> bool {
    line.key().is_some_and(|key| key.colon == Colon::Proper)
}

/// A text that may be the name of a group, or another key, without its colon.
struct Name<'a> {
    /// As written, without a full-width colon.
    text: &'a str,
    /// Without a number before it and marks around it.
    bare: &'a str,
    /// The length of its full-width colon.
    colon: usize,
}

impl<'a> Name<'a> {
    fn of(content: &'a str) -> Option<Name<'a>> {
        let written = content.trim_end_matches(|c: char| c == ' ' || is_odd_space(c));
        let text = written.strip_suffix('：').unwrap_or(written);
        let bare = text.get(bullet(text).unwrap_or(0)..)?;
        let bare = bare.trim_matches(|c| matches!(c, '【' | '】') || is_chinese_quote(c));
        let telling = bare.starts_with(char::is_alphabetic) && bare.chars().count() <= 20;
        let whole = bare.chars().all(|c| c.is_alphanumeric() || "_/（）()".contains(c));
        (telling && whole).then_some(Name { text, bare, colon: written.len() - text.len() })
    }

    fn is_usual(&self, keys: Keys) -> bool {
        const ENDS: [&str; 7] = ["工作", "职责", "任务", "事务", "方面", "其他", "其它"];
        (keys.known)(self.bare) || ENDS.iter().any(|end| self.bare.ends_with(end))
    }

    /// Adds the missing colon. The name begins at `start` in its line.
    fn with_colon(&self, line: SourceLine, start: usize, next: SourceLine) -> (MendedLine, LineKey) {
        let (begins, end) = (line.start + start, start + self.text.len());
        let changes = vec![Change::new(line.start + end, line.start + end + self.colon, ":")];
        let span = Span { start: begins, end: begins + self.text.len() };
        let finding = match self.colon {
            0 => {
                let written = format!("{}:\n  {}", self.text, next.content().trim_end());
                SyntaxFinding::forgotten_colon(self.text, &written, span)
            }
            length => {
                let end = line.start + end;
                SyntaxFinding::colon(Colon::FullWidth, Span { start: end, end: end + length })
            }
        };
        let key = LineKey { start, colon: Colon::Proper, colon_start: end, colon_end: end + self.colon };
        (MendedLine::new(finding, changes), key)
    }
}
