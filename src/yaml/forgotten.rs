//! Finds marks that an author forgot, or wrote as on paper: the colon after a key, the dash before an item, numbers or
//! bullets instead of dashes.

use super::above::LinesAbove;
use super::copy::Change;
use super::fault::SyntaxFinding;
use super::keys::Keys;
use super::line::{Colon, LineKey, SourceLine, bullet, lines};
use super::mended::MendedLine;
use crate::diag::Span;

/// Characters that separate a key from its value instead of a colon, as in a pasted table.
const SEPARATORS: [char; 6] = ['\t', '=', '＝', ' ', '\u{3000}', '|'];

impl<'a> LinesAbove<'a> {
    /// A key that lacks its colon.
    pub fn forgotten_colon(
        &self,
        line: SourceLine,
        next: Option<SourceLine>,
        keys: Keys,
    ) -> Option<(MendedLine, LineKey)> {
        if line.has_dash() {
            return None;
        }
        self.group(line, next, keys).or_else(|| self.separated(line, keys))
    }

    /// `岗位编号 CW-01` or `岗位编号=CW-01`, where only a key is possible.
    fn separated(&self, line: SourceLine, keys: Keys) -> Option<(MendedLine, LineKey)> {
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
        let key = LineKey { start: line.indent(), colon: Colon::Proper, colon_start: start, colon_end: end };
        Some((colon(name, &written, line, changes), key))
    }

    /// `签发` between `- 审批` and `- 报销`; or `描述: 装订` below an item that begins with the same key.
    pub fn forgotten_dash(
        &self,
        line: SourceLine,
        key: Option<LineKey>,
        next: Option<SourceLine>,
        text: &str,
    ) -> Option<MendedLine> {
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
        certain.then(|| {
            MendedLine::new(SyntaxFinding::forgotten_dash(name.unwrap_or(shown), shown, span), changes)
                .moved()
        })
    }

    /// Lines that begin with numbers or bullets instead of dashes: `1. 编制凭证` over `2. 装订凭证`. Such a list begins below a
    /// key and ends at the next one, so that no line is looked at twice.
    pub fn paper_list<'b>(
        &self,
        line: SourceLine<'b>,
        below: impl Iterator<Item = SourceLine<'b>> + Clone,
        keys: Keys,
    ) -> Option<MendedLine> {
        let column = line.column();
        // The numbered name of a group has a list below it.
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
        let is_key = |line: &SourceLine| line.key().is_some_and(|key| key.colon == Colon::Proper);
        let own = below.take_while(|line| line.column() >= column && !line.is_marker() && !is_key(line));
        let mut changes = Vec::new();
        for line in std::iter::once(line).chain(own).filter(|line| line.column() == column) {
            let at = line.start + line.indent();
            changes.push(Change::new(at, at + paper_mark(&line)?, "- "));
        }
        let first = changes.first().filter(|_| changes.len() > 1)?;
        let content = line.content().trim_end();
        let item = content.get(first.span.end - first.span.start..)?;
        let finding = SyntaxFinding::paper_list(content, item, changes.len(), first.span);
        Some(MendedLine::new(finding, changes))
    }
}

/// Indents the lines of an item whose dash is missing, where its keys stand in one column with the first, `name`. The
/// next item begins with the same key, or has a dash.
fn keys_of_item(first: SourceLine, name: &str, text: &str) -> Vec<Change> {
    let column = first.column();
    let has_value = |line: &SourceLine| {
        let (start, end) = line.value();
        start < end
    };
    let (mut changes, mut comments) = (Vec::new(), Vec::new());
    let (mut beside, mut waits) = (false, !has_value(&first));
    // All lines continue the text of the first key.
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
        // A list may stand in the column of its key.
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

fn colon(name: &str, written: &str, line: SourceLine, changes: Vec<Change>) -> MendedLine {
    let start = line.start + line.indent();
    let span = Span { start, end: start + name.len() };
    MendedLine::new(SyntaxFinding::forgotten_colon(name, written, span), changes)
}

/// The length in bytes of the number or bullet that a line begins with; `None` if there is none, or if the line is a
/// key.
pub(super) fn paper_mark(line: &SourceLine) -> Option<usize> {
    let content = line.content();
    let star = content.strip_prefix(['*', '+']).filter(|rest| rest.starts_with(' '));
    let rest = match star {
        Some(rest) => rest.trim_start(),
        None => content.get(bullet(content)?..)?,
    };
    let key = SourceLine { start: 0, text: rest }.key();
    (!rest.is_empty() && key.is_none()).then(|| content.len() - rest.len())
}
