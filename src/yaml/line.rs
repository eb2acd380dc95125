//! The parts of a line of YAML, as far as the line alone shows them.

use crate::characters::{is_chinese_numeral, read_circled};

/// White space that looks like a space or like nothing, but is an ordinary character to YAML.
pub(crate) fn is_odd_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
    )
}

/// Chinese quotation marks, and the full-width forms of YAML's quotation marks.
pub(crate) fn is_chinese_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '＂' | '＇' | '「' | '」' | '『' | '』')
}

/// Any quotation mark.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'') || is_chinese_quote(c)
}

/// Stars that mark a mandatory field; ordinary characters to YAML.
pub(super) const STARS: [char; 3] = ['＊', '★', '☆'];

/// A line without its line break.
#[derive(Clone, Copy, Debug)]
pub(super) struct SourceLine<'a> {
    /// Where it begins in the text.
    pub start: usize,
    pub text: &'a str,
}

/// A key, possibly with a wrong colon. Offsets count from the line's start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineKey {
    pub start: usize,
    pub colon: Colon,
    /// The colon, with the white space that makes it wrong; the value follows.
    pub colon_start: usize,
    pub colon_end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colon {
    Proper,
    /// `：`
    FullWidth,
    /// `:` and no space.
    NoSpace,
    /// `:` and a special space.
    OddSpace(char),
}

/// The lines of a text; YAML knows LF, CRLF and CR (YAML 1.2 §5.4).
pub(super) fn lines(text: &str) -> impl Iterator<Item = SourceLine<'_>> + Clone {
    let mut start = 0;
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let current = rest?;
        let end = current.find(['\n', '\r']).unwrap_or(current.len());
        let line = SourceLine { start, text: current.get(..end)? };
        let after = current.get(end..)?;
        let break_length = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
        rest = (break_length > 0).then(|| after.get(break_length..)).flatten();
        start += end + break_length;
        Some(line)
    })
}

/// How much of a line is searched on either side of a place, which bounds the time.
const WINDOW: usize = 1 << 14;

/// The line that holds a byte.
pub(super) fn line_at(text: &str, at: usize) -> SourceLine<'_> {
    let at = text.floor_char_boundary(at);
    let from = text.floor_char_boundary(at.saturating_sub(WINDOW));
    let to = text.floor_char_boundary(at + WINDOW);
    let before = text.get(from..at).and_then(|before| before.rfind(['\n', '\r']));
    let start = before.map_or(from, |end| from + end + 1);
    SourceLine {
        start,
        text: text.get(start..to).and_then(|rest| rest.split(['\n', '\r']).next()).unwrap_or(""),
    }
}

impl<'a> SourceLine<'a> {
    /// The right colon for a key: with a space before a value, without one at the end of a line.
    pub fn proper_colon(&self, key: LineKey) -> &'static str {
        match self.text.get(key.colon_end..).is_some_and(|value| !value.trim().is_empty()) {
            true => ": ",
            false => ":",
        }
    }

    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// How many bytes the first columns of the indentation take.
    pub fn indent_of(&self, columns: usize) -> usize {
        let mut seen = 0;
        let indent = self.text.get(..self.indent()).unwrap_or("").chars();
        let first = indent.take_while(|c| {
            let before = seen;
            seen += width(*c);
            before < columns
        });
        first.map(char::len_utf8).sum()
    }

    /// How many bytes of white space of any kind the line begins with.
    pub fn indent(&self) -> usize {
        let content = self.text.trim_start_matches(|c| matches!(c, ' ' | '\t') || is_odd_space(c));
        self.text.len() - content.len()
    }

    /// The width of the indentation; a full-width space and a tab count two columns.
    pub fn column(&self) -> usize {
        let indent = self.text.get(..self.indent()).unwrap_or("");
        indent.chars().map(width).sum()
    }

    /// Whether it is blank or a comment.
    pub fn is_empty(&self) -> bool {
        let content = self.content();
        content.is_empty() || content.starts_with('#')
    }

    pub fn content(&self) -> &'a str {
        self.text.get(self.indent()..).unwrap_or("")
    }

    /// `---` or `...`, which separate documents.
    pub fn is_marker(&self) -> bool {
        let marker = self.text.get(..3).is_some_and(|start| matches!(start, "---" | "..."));
        marker && self.text.get(3..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    }

    /// Where the content begins after the `- ` of list items.
    pub fn after_dashes(&self) -> usize {
        let mut at = self.indent();
        while let Some(rest) = self.text.get(at..).and_then(|rest| rest.strip_prefix('-')) {
            let item = rest.trim_start_matches([' ', '\t']);
            if item.len() == rest.len() && !rest.is_empty() {
                break;
            }
            at = self.text.len() - item.len();
        }
        at
    }

    pub fn has_dash(&self) -> bool {
        self.after_dashes() > self.indent()
    }

    /// The column of its content after `- `.
    pub fn content_column(&self) -> usize {
        self.column() + self.after_dashes() - self.indent()
    }

    /// The key on this line, with a right or a wrong colon.
    pub fn key(&self) -> Option<LineKey> {
        let start = self.after_dashes();
        let rest = self.text.get(start..)?;
        match proper_colon(rest) {
            Some(at) => Some(LineKey {
                start,
                colon: Colon::Proper,
                colon_start: start + at,
                colon_end: start + at + 1,
            }),
            None => false_colon(rest).map(|(colon, from, to)| LineKey {
                start,
                colon,
                colon_start: start + from,
                colon_end: start + to,
            }),
        }
    }

    /// The name of the key on this line.
    pub fn name(&self) -> Option<&'a str> {
        let key = self.key()?;
        Some(self.text.get(key.start..key.colon_start)?.trim())
    }

    /// A key with a full-width colon, or without a space after it.
    pub fn false_key(&self) -> Option<LineKey> {
        self.key().filter(|key| key.colon != Colon::Proper)
    }

    /// If a line of a plain text looks like a key or an item: where that key, or the line, ends.
    pub fn swallowed(&self) -> Option<usize> {
        if let Some(key) = self.false_key() {
            let colon = self.text.get(key.colon_start..)?.chars().next()?;
            return Some(key.colon_start + colon.len_utf8());
        }
        let mut content = self.content().chars();
        let dash =
            content.next() == Some('-') && content.next().is_some_and(|c| c == ' ' || c.is_alphabetic());
        (dash || is_bullet(self.content())).then(|| self.text.trim_end().len())
    }

    /// The range in the line of the value after the key or the `- `, without a comment.
    pub fn value(&self) -> (usize, usize) {
        let from = self.key().map_or(self.after_dashes(), |key| key.colon_end);
        let value = self.text.get(from..).unwrap_or("");
        let start = from + value.len() - value.trim_start().len();
        let value = value.trim_start();
        let end = if value.starts_with('#') { 0 } else { value.find(" #").unwrap_or(value.len()) };
        (start, start + value.get(..end).unwrap_or(value).trim_end().len())
    }
}

/// A key with a special character of YAML before it, often a mandatory field's star: `*岗位定员: 2`, `**岗位编号**: A`,
/// `> 备注: 无`. Offsets count from the line's start.
#[derive(Clone, Copy, Debug)]
pub(super) struct MarkedKey {
    pub mark: (usize, usize),
    /// The mark after the key; empty if there is none.
    pub behind: (usize, usize),
    pub key: LineKey,
}

impl SourceLine<'_> {
    pub fn marked_key(&self) -> Option<MarkedKey> {
        let start = self.after_dashes();
        let rest = self.text.get(start..)?;
        let marks = rest.len() - rest.trim_start_matches(['*', '&', '%', '@', '`', '>']).len();
        let spaces = rest.len() - marks - rest.get(marks..)?.trim_start_matches(' ').len();
        // As a quotation mark, `>` has a space after it; without one, it begins a folded text.
        if marks == 0 || marks > 3 || rest.starts_with('>') != (spaces > 0) {
            return None;
        }
        let from = marks + spaces;
        let tail = rest.get(from..)?;
        let name = tail.get(..tail.find(|c: char| !c.is_alphanumeric() && !"_/".contains(c))?)?;
        let telling = name.chars().any(char::is_alphabetic) && name.chars().count() <= 20;
        let after = tail.get(name.len()..)?;
        let behind = after.len() - after.trim_start_matches(['*', '`']).len();
        let after = after.get(behind..)?;
        let colon_start = start + from + name.len() + behind;
        let (colon, length) = match after.strip_prefix(':') {
            Some(value) if value.is_empty() || value.starts_with([' ', '\t']) => (Colon::Proper, 1),
            _ => {
                // A letter stands for the key, so that only the colon is judged.
                let (colon, at, end) = false_colon(&format!("a{after}")).filter(|(_, at, _)| *at == 1)?;
                (colon, end - at)
            }
        };
        let key = LineKey { start: start + from, colon, colon_start, colon_end: colon_start + length };
        let behind = (colon_start - behind, colon_start);
        telling.then_some(MarkedKey { mark: (start, start + from), behind, key })
    }
}

/// How many columns an indenting character takes.
pub(super) fn width(c: char) -> usize {
    match c {
        '\t' | '\u{3000}' => 2,
        '\u{200b}' | '\u{2060}' | '\u{feff}' => 0,
        _ => 1,
    }
}

/// Whether a line begins with a bullet or a number, as list items do on paper.
pub(super) fn is_bullet(line: &str) -> bool {
    bullet(line).is_some()
}

/// The length of the bullet, or of the number up to 99 with its mark, at the beginning of a line, with the spaces
/// around it.
pub(super) fn bullet(line: &str) -> Option<usize> {
    let space = |c: char| c == ' ' || is_odd_space(c);
    let content = line.trim_start_matches(space);
    let first = content.chars().next()?;
    // —— begins a clause.
    if content.starts_with("——") {
        return None;
    }
    let behind = |rest: &str| Some(line.len() - rest.trim_start_matches(space).len());
    if "•·●◆■○◇□▪►－—–".contains(first) || read_circled(first).is_some() {
        return behind(content.get(first.len_utf8()..)?);
    }
    let inside = content.strip_prefix(['（', '(']);
    let rest = inside.unwrap_or(content);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_chinese_numeral(c));
    let digits = rest.get(..rest.len() - number.len()).unwrap_or("").chars().count();
    let marks: &[char] = if inside.is_some() { &['）', ')'] } else { &['.', '、', '．', ')', '）'] };
    let body = number.strip_prefix(marks)?;
    // 1.5倍
    let item = (1..=2).contains(&digits) && !body.starts_with(|c: char| c.is_ascii_digit());
    if item { behind(body) } else { None }
}

/// The place of the right colon after a key.
fn proper_colon(rest: &str) -> Option<usize> {
    let from = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest.get(1..)?.find(quote)? + 2,
        '#' | '[' | '{' | '|' | '>' => return None,
        _ => 0,
    };
    let tail = rest.get(from..)?;
    let comment = tail.find(" #").unwrap_or(tail.len());
    let tail = tail.get(..comment)?;
    let colon = tail.match_indices(':').find(|(at, _)| {
        let after = tail.get(at + 1..).unwrap_or("");
        after.is_empty() || after.starts_with([' ', '\t'])
    });
    colon.map(|(at, _)| from + at)
}

/// A key such as `岗位名称：销售员` or `岗位名称:销售员`: what is wrong with its colon, and where.
pub(super) fn false_colon(rest: &str) -> Option<(Colon, usize, usize)> {
    if rest.starts_with(['#', '"', '\'']) {
        return None;
    }
    let (at, colon) = rest.char_indices().find(|(_, c)| matches!(c, '：' | ':'))?;
    let key = rest.get(..at)?.trim_start_matches(STARS);
    let after = rest.get(at + colon.len_utf8()..)?;
    let length = key.trim().chars().count();
    let telling = key.chars().any(char::is_alphabetic);
    // A longer text is a sentence; `http://` and `8:30` are no keys either.
    let like_a_key = (1..=20).contains(&length)
        && telling
        && key.chars().all(|c| c.is_alphanumeric() || "_ /".contains(c) || is_odd_space(c))
        && !after.starts_with("//");
    if !like_a_key {
        return None;
    }
    let end = at + colon.len_utf8();
    let odd = after.chars().next().filter(|&c| is_odd_space(c));
    Some(match (colon, odd) {
        ('：', _) => {
            // White space after the colon belongs to it, so that the value begins with its text.
            let value = after.trim_start_matches(|c: char| c == ' ' || is_odd_space(c));
            (Colon::FullWidth, at, rest.len() - value.len())
        }
        (_, Some(c)) => {
            let value = after.trim_start_matches(|c: char| c == ' ' || is_odd_space(c));
            (Colon::OddSpace(c), at, rest.len() - value.len())
        }
        _ => (Colon::NoSpace, at, end),
    })
}
