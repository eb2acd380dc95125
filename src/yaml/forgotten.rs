//! Marks that an author forgot, or wrote as on paper: the colon behind a key, the dash before an item, a
//! number or a bullet in place of dashes.

use super::Keys;
use super::copy::Change;
use super::fault::Finding;
use super::line::{Colon, Key, Line, bullet, is_chinese_quote, is_odd_space, lines};
use super::survey::{Mended, State};
use crate::diag::Span;

/// What stands between a key and its value where no colon does, as in a table that was pasted.
const SEPARATORS: [char; 6] = ['\t', '=', '＝', ' ', '\u{3000}', '|'];

impl<'a> State<'a> {
    /// A line that has no key for want of its colon.
    pub fn forgotten_colon(&self, line: Line, next: Option<Line>, keys: Keys) -> Option<(Mended, Key)> {
        if line.has_dash() {
            return None;
        }
        self.group(line, next, keys).or_else(|| self.separated(line, keys))
    }

    /// `主要工作` over `- 编制凭证`: only a key has lines below it.
    fn group(&self, line: Line, next: Option<Line>, keys: Keys) -> Option<(Mended, Key)> {
        let next = next.filter(|next| !next.is_marker())?;
        let name = Name::of(line.content())?;
        let column = line.column();
        let known = (keys.known)(name.bare);
        let first_child = self.before.as_ref().filter(|before| column as isize > before.base);
        let own = match next.has_dash() {
            true => next.column() >= column,
            // What stands below a key of the position may lack its colon, too.
            false => next.column() > column && (next.key().is_some() || known && first_child.is_none()),
        };
        // Below a key that takes text, it may be the beginning of one; beside dashes, an item without one.
        let certain = match first_child {
            Some(before) => known || before.name.is_some_and(keys.nests),
            None => known || self.dash != Some(column),
        };
        (own && certain).then(|| name.with_colon(line, line.indent(), next))
    }

    /// What a list right below a key that holds a mapping is made of.
    pub fn begin_list<'b>(&mut self, line: Line<'b>, below: impl Iterator<Item = Line<'b>>, keys: Keys) {
        let column = line.column();
        if self.groups.is_some_and(|(own, _)| column < own) {
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

    /// `- 主要工作` over `- 编制凭证`, in a list of nothing but such: names of groups, which lack their colons, and
    /// whose dashes are too many.
    pub fn dashed_group(&self, line: Line, next: Option<Line>) -> Option<(Mended, Key)> {
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

    /// `岗位编号 CW-01` and `岗位编号=CW-01`, where nothing but a key can stand.
    fn separated(&self, line: Line, keys: Keys) -> Option<(Mended, Key)> {
        let content = line.content();
        let length = content.find(SEPARATORS)?;
        let (name, rest) = content.split_at_checked(length)?;
        let value = rest.trim_start_matches(SEPARATORS);
        let inside = self.before.as_ref().is_some_and(|before| line.column() as isize > before.base);
        if inside || value.is_empty() || !(keys.known)(name) {
            return None;
        }
        let (start, end) = (line.indent() + length, line.text.len() - value.len());
        let changes = vec![Change::new(line.start + start, line.start + end, ": ")];
        let written = format!("{name}: {}", value.trim_end());
        let key = Key { start: line.indent(), colon: Colon::Proper, colon_start: start, colon_end: end };
        Some((colon(name, &written, line, changes), key))
    }

    /// `签发` between `- 审批` and `- 报销`; or `描述: 装订` below an item that begins with the same key.
    pub fn forgotten_dash(
        &self,
        line: Line,
        key: Option<Key>,
        next: Option<Line>,
        text: &str,
    ) -> Option<Mended> {
        let column = line.column();
        let in_list = self.dash == Some(column) && self.parent.is_some_and(|parent| parent < column);
        if !in_list || line.has_dash() || line.content().starts_with('-') {
            return None;
        }
        let name = key.and_then(|key| line.text.get(key.start..key.colon_start)).map(str::trim);
        let certain = match name {
            Some(name) => self.item_key == Some(name),
            None => {
                next.is_none_or(|next| next.column() < column || next.has_dash() && next.column() == column)
            }
        };
        let at = line.start + line.indent();
        let shown = line.content().trim_end();
        let mut changes = vec![Change::insert(at, "- ")];
        if let Some(name) = name.filter(|_| certain) {
            changes.extend(keys_of_item(line, name, text));
        }
        let span = Span { start: at, end: at + name.unwrap_or(shown).len() };
        certain.then(|| Mended {
            finding: Finding::forgotten_dash(name.unwrap_or(shown), shown, span).mended_by(&changes),
            changes,
            moved: true,
        })
    }

    /// Lines that begin with numbers or bullets, where a list was to be: `1. 编制凭证` over `2. 装订凭证`. Such a list
    /// begins below a key, and the next key ends it, so that no line is looked at for two lists.
    pub fn paper_list<'b>(
        &self,
        line: Line<'b>,
        mut below: impl Iterator<Item = Line<'b>> + Clone,
        keys: Keys,
    ) -> Option<Mended> {
        let column = line.column();
        // The numbered name of a group has a list of its own.
        let nests = self.before.as_ref().is_some_and(|before| before.name.is_some_and(keys.nests));
        let next = below.clone().next().filter(|next| nests && next.has_dash() && next.column() >= column);
        if next.is_some() {
            return None;
        }
        let below_key = self.before.as_ref().is_some_and(|before| {
            !before.has_value && before.keys.is_some() && column as isize >= before.base
        });
        if !below_key || paper_mark(&line).is_none() {
            return None;
        }
        let is_key = |line: &Line| line.key().is_some_and(|key| key.colon == Colon::Proper);
        let own =
            below.by_ref().take_while(|line| line.column() >= column && !line.is_marker() && !is_key(line));
        let mut changes = Vec::new();
        for line in std::iter::once(line).chain(own).filter(|line| line.column() == column) {
            let at = line.start + line.indent();
            changes.push(Change::new(at, at + paper_mark(&line)?, "- "));
        }
        let first = changes.first().filter(|_| changes.len() > 1)?;
        let content = line.content().trim_end();
        let item = content.get(first.span.end - first.span.start..)?;
        let finding = Finding::paper_list(content, item, changes.len(), first.span).mended_by(&changes);
        Some(Mended { finding, changes, moved: false })
    }
}

/// How the items of a list name groups.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Groups {
    /// All without a colon, by names that groups have.
    Names,
    /// All without a colon; they may be duties, with others below them.
    Duties,
    /// Some with their colons.
    Mixed,
}

/// Whether each item of a list is a name with a list of its own below, and one at least lacks its colon.
fn groups<'b>(first: Line<'b>, below: impl Iterator<Item = Line<'b>>, keys: Keys) -> Option<Groups> {
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
        let inside = |next: &Line| next.has_dash() && next.column() >= line.content_column();
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

fn has_colon(line: &Line) -> bool {
    line.key().is_some_and(|key| key.colon == Colon::Proper)
}

/// What may be the name of a group of duties, or another key, without its colon.
struct Name<'a> {
    /// As written, but for a full-width colon.
    text: &'a str,
    /// Without a number and marks around it.
    bare: &'a str,
    /// How long the full-width colon is.
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

    /// Gives it the colon that it lacks. It begins at `start` in its line.
    fn with_colon(&self, line: Line, start: usize, next: Line) -> (Mended, Key) {
        let (begins, end) = (line.start + start, start + self.text.len());
        let changes = vec![Change::new(line.start + end, line.start + end + self.colon, ":")];
        let span = Span { start: begins, end: begins + self.text.len() };
        let finding = match self.colon {
            0 => {
                let written = format!("{}:\n  {}", self.text, next.content().trim_end());
                Finding::forgotten_colon(self.text, &written, span)
            }
            length => {
                let end = line.start + end;
                Finding::colon(Colon::FullWidth, Span { start: end, end: end + length })
            }
        };
        let key = Key { start, colon: Colon::Proper, colon_start: end, colon_end: end + self.colon };
        (Mended { finding: finding.mended_by(&changes), changes, moved: false }, key)
    }
}

/// Moves what belongs to an item to the right of the dash that it lacks, where its keys stand as deep as its
/// first, `name`: the next item begins with the same one, or has its dash.
fn keys_of_item(first: Line, name: &str, text: &str) -> Vec<Change> {
    let column = first.column();
    let has_value = |line: &Line| {
        let (start, end) = line.value();
        start < end
    };
    let (mut changes, mut comments) = (Vec::new(), Vec::new());
    let (mut beside, mut waits) = (false, !has_value(&first));
    // Nothing but more of the first key's text.
    let mut text_alone = !waits;
    for line in lines(text.get(first.start..).unwrap_or("")).skip(1) {
        if line.content().trim().is_empty() {
            continue;
        }
        let moved = Change::insert(first.start + line.start, "  ");
        if line.is_empty() {
            comments.extend((line.column() >= column).then_some(moved));
            continue;
        }
        // A list may stand right below its key.
        let ends = match line.has_dash() {
            true => !waits || line.name() == Some(name),
            false => line.name().is_none_or(|own| own == name),
        };
        if line.is_marker() || line.column() < column || line.column() == column && ends {
            break;
        }
        if line.column() == column && !line.has_dash() {
            (beside, waits) = (true, !has_value(&line));
        }
        text_alone &= line.key().is_none() && !line.has_dash();
        changes.append(&mut comments);
        changes.push(moved);
    }
    if beside || text_alone { changes } else { Vec::new() }
}

fn colon(name: &str, written: &str, line: Line, changes: Vec<Change>) -> Mended {
    let start = line.start + line.indent();
    let span = Span { start, end: start + name.len() };
    let finding = Finding::forgotten_colon(name, written, span).mended_by(&changes);
    Mended { finding, changes, moved: false }
}

/// How long the number or the bullet is that a line begins with, in bytes; `None` if it has another beginning,
/// or is a key.
pub(super) fn paper_mark(line: &Line) -> Option<usize> {
    let content = line.content();
    let star = content.strip_prefix(['*', '+']).filter(|rest| rest.starts_with(' '));
    let rest = match star {
        Some(rest) => rest.trim_start(),
        None => content.get(bullet(content)?..)?,
    };
    let key = Line { start: 0, text: rest }.key();
    (!rest.is_empty() && key.is_none()).then(|| content.len() - rest.len())
}
