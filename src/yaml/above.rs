//! What the lines above say about a line.

use super::close::{close, close_quote, closing_brackets, depth};
use super::fault::SyntaxFinding;
use super::line::{LineKey, SourceLine};
use super::mended::MendedLine;

/// What the lines above say about the next one.
#[derive(Default)]
pub(super) struct LinesAbove<'a> {
    pub before: Option<Before<'a>>,
    /// The column that the lines of a block scalar (`|`) stand to the right of.
    pub block: Option<isize>,
    /// The closing mark of a quoted text that goes on over lines, and its column.
    pub quote: Option<(char, isize)>,
    /// How many brackets are open, and the column of their key.
    pub brackets: Option<(usize, isize)>,
    /// The column of the last dash, whether it has its space or not.
    pub dash: Option<usize>,
    /// The column of the key that its list belongs to.
    pub parent: Option<usize>,
    /// The key that its item begins with.
    pub item_key: Option<&'a str>,
    /// The column of a list whose items name groups, and how.
    pub groups: Option<(usize, Groups)>,
    /// The column of a list whose items begin with numbers or bullets, after it was reported.
    pub paper: Option<usize>,
}

/// The last line with a key, a dash or text of its own.
pub(super) struct Before<'a> {
    /// Its key.
    pub name: Option<&'a str>,
    /// Lines that belong to it are indented further than this column.
    pub base: isize,
    pub has_value: bool,
    /// Whether its value is plain text, which a line indented further continues.
    pub plain: bool,
    /// The column of its mapping's keys, if it has a key.
    pub keys: Option<usize>,
}

/// How the items of a list name groups.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Groups {
    /// No item has a colon, and all are usual names of groups.
    Names,
    /// No item has a colon; they may be duties with duties below them.
    Duties,
    /// Some items have colons.
    Mixed,
}

impl<'a> LinesAbove<'a> {
    /// Whether a line stands below a key that has no value yet.
    pub fn is_value_of_key(&self, line: SourceLine) -> bool {
        let before = self.before.as_ref();
        before.is_some_and(|before| !before.has_value && line.column() as isize > before.base)
    }

    /// Whether the line belongs to a text or to brackets that an earlier one began.
    pub fn goes_on(&mut self, line: SourceLine, column: isize) -> bool {
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
    pub fn is_certain(&self, line: SourceLine, key: LineKey, next: Option<SourceLine>) -> bool {
        let sibling = |next: SourceLine| {
            !next.has_dash() && next.column() == line.content_column() && next.key().is_some()
        };
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

    /// Notes what the line says about the lines after it.
    pub fn remember(
        &mut self,
        line: SourceLine<'a>,
        key: Option<LineKey>,
        next: Option<SourceLine>,
        found: &mut Vec<MendedLine>,
    ) {
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
            // YAML reads no block where the text is indented by tabs.
            if next.is_some_and(|next| next.text.starts_with('\t')) {
                self.block = None;
            }
        }
        // The next line is not indented, so it cannot belong to the value.
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
                found.push(close(line, start, closing_brackets(value), SyntaxFinding::open_bracket));
            } else if open > 0 {
                self.brackets = Some((open, base));
            }
        }
        let plain = first.is_some_and(|c| !matches!(c, '|' | '>' | '"' | '\'' | '[' | '{' | '&' | '*' | '!'));
        let keys = key.map(|_| line.content_column());
        self.before = Some(Before { name, base, has_value: !value.is_empty(), plain, keys });
    }
}

/// The column that the lines of a value must be indented further than.
pub(super) fn base_of(line: SourceLine, key: Option<LineKey>) -> isize {
    match key {
        Some(_) => line.content_column() as isize,
        None if line.has_dash() => line.column() as isize,
        None => line.column() as isize - 1,
    }
}

/// The range in the line of the value after the key, or else after the dashes, without a comment.
pub(super) fn value_of(line: SourceLine, key: Option<LineKey>) -> (usize, usize) {
    let Some(key) = key else { return line.value() };
    let value = line.text.get(key.colon_end..).unwrap_or("").trim_start();
    let start = line.text.len() - value.len();
    let own = if value.starts_with('#') { "" } else { value.split(" #").next().unwrap_or("") };
    (start, start + own.trim_end().len())
}
