//! Where the parts of a block collection stand in a file: each with its lines and the comments above it.

use std::collections::HashMap;
use std::ops::Range;

use super::content::own;
use crate::yaml::{Node, Value};

/// The lines of an item or an entry.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Whole lines of comments directly above it, as far in as it is itself. Those above the first of a collection
    /// belong to what is above.
    pub lead: Range<usize>,
    /// From its dash or key to the end of its last line.
    pub body: Range<usize>,
    /// Blank lines and other comments before the next.
    pub tail: Range<usize>,
    /// Where its value is written.
    pub value: Range<usize>,
    /// Before the dash or the key, in characters.
    pub indent: usize,
    pub is_item: bool,
}

/// The chunks of a file's block collections, by the address of the nodes that are their values.
///
/// A collection is left out where its parts cannot be told apart: keys behind `?` or with anchors, aliases as items.
#[derive(Default)]
pub struct Chunks {
    chunks: HashMap<*const Node, Chunk>,
}

impl Chunks {
    pub fn of(text: &str, root: &Node) -> Chunks {
        let mut chunks = Chunks::default();
        chunks.region(text, root, 0);
        chunks
    }

    pub fn get(&self, value: &Node) -> Option<&Chunk> {
        self.chunks.get(&std::ptr::from_ref(value))
    }

    /// Where the parts of a collection stand, from the first to the last.
    pub fn span(&self, collection: &Node) -> Option<Range<usize>> {
        let (first, last) = match &collection.value {
            Value::Scalar(_) => return None,
            Value::List(items) => (items.first(), items.last()),
            Value::Map(entries) => {
                (own(entries).next().map(|entry| &entry.value), own(entries).last().map(|entry| &entry.value))
            }
        };
        Some(self.get(first?)?.body.start..self.get(last?)?.body.end)
    }

    /// Enters what stands in a node. Gives where its value is written, which does not begin before `from`.
    fn region(&mut self, text: &str, node: &Node, from: usize) -> Range<usize> {
        let span = node.span.start..node.span.end;
        if node.as_scalar().is_some_and(|scalar| scalar.block) {
            // The span is that of the lines; the header stands above them.
            let header = text[from..span.start.max(from)].find(['|', '>']).map_or(span.start, |at| from + at);
            return header..written_end(text, span).max(header);
        }
        if span.is_empty() {
            return from..from;
        }
        if span.start < from || span.end > text.len() {
            // An alias: its value is written elsewhere.
            return from..line_end(text, from);
        }
        let is_flow = |mark| text[span.start..].starts_with(mark);
        let parts: Vec<Part> = match &node.value {
            Value::Scalar(_) => return span.start..scalar_end(text, span),
            Value::List(items) if !is_flow('[') => {
                items.iter().map(|item| Part { key: None, value: item }).collect()
            }
            Value::Map(entries) if !is_flow('{') => {
                own(entries).map(|entry| Part { key: Some(&entry.key), value: &entry.value }).collect()
            }
            Value::List(_) | Value::Map(_) => return span.start..flow_end(text, node),
        };
        // The span of a list that is no further in than its key begins behind its first dash.
        let is_behind =
            parts.first().is_some_and(|part| part.key.is_none()) && !text[span.start..].starts_with('-');
        let dash = text[from..span.start].rfind('-').filter(|_| is_behind);
        let start = dash.map_or(span.start, |at| from + at);
        match self.parts(text, start, &parts) {
            Some(end) => start..end,
            None => {
                parts.iter().for_each(|part| _ = self.chunks.remove(&std::ptr::from_ref(part.value)));
                span
            }
        }
    }

    /// Enters the parts of a block collection that begins at `start`; gives the end of its last line.
    fn parts(&mut self, text: &str, start: usize, parts: &[Part]) -> Option<usize> {
        let indent = text[line_start(text, start)..start].chars().count();
        let mut end = start;
        let mut before: Option<&Node> = None;
        for part in parts {
            let between = end;
            let token = match part.key {
                Some(key) => key.span.start,
                None => skip_lines(text, end),
            };
            let is_first = before.is_none();
            if token < between || part.key.is_none() && !text.get(token..)?.starts_with('-') {
                return None;
            }
            let line = line_start(text, token);
            if is_first && token != start
                || !is_first && (line < between || !is_indent(&text[line..token], indent))
            {
                return None;
            }
            let lead = if is_first { token..token } else { lead(text, between..line, indent) };
            if let Some(above) = before.and_then(|above| self.chunks.get_mut(&std::ptr::from_ref(above))) {
                above.tail = above.body.end..lead.start;
            }
            let inner = match part.key {
                Some(key) => colon(text, key.span.end)?,
                None => token + 1,
            };
            let value = self.region(text, part.value, inner);
            end = body_end(text, value.end);
            let chunk =
                Chunk { lead, body: token..end, tail: end..end, value, indent, is_item: part.key.is_none() };
            self.chunks.insert(std::ptr::from_ref(part.value), chunk);
            before = Some(part.value);
        }
        before.is_some().then_some(end)
    }
}

/// An item, or an entry.
struct Part<'n> {
    key: Option<&'n Node>,
    value: &'n Node,
}

/// Behind the bracket that closes a collection. The parser gives the end of the next token as the end of its span.
pub fn flow_end(text: &str, node: &Node) -> usize {
    let last = match &node.value {
        Value::Scalar(_) => return scalar_end(text, node.span.start..node.span.end),
        Value::List(items) => items.last(),
        Value::Map(entries) => own(entries).last().map(|entry| &entry.value),
    };
    let mut at = match last {
        Some(last) if last.span.start > node.span.start => flow_end_of_part(text, last),
        _ => node.span.start + 1,
    };
    while let Some(c) = text[at..].chars().next() {
        at += match c {
            ']' | '}' => return at + 1,
            '#' => text[at..].find('\n').unwrap_or(text.len() - at),
            c => c.len_utf8(),
        };
    }
    at
}

fn flow_end_of_part(text: &str, node: &Node) -> usize {
    match text[node.span.start..].starts_with(['[', '{']) {
        true => flow_end(text, node),
        false => scalar_end(text, node.span.start..node.span.end),
    }
}

/// Where the line at `at` begins, behind the byte order mark of the file.
pub fn line_start(text: &str, at: usize) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    text[..at].rfind('\n').map_or(mark.min(at), |at| at + 1)
}

/// The end of the line at `at`, before its line break.
pub fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    if end > at && text[..end].ends_with('\r') { end - 1 } else { end }
}

/// Behind the colon of the key that ends at `at`.
fn colon(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest[blank..].starts_with(':').then_some(at + blank + 1)
}

/// The end of a scalar. The span of one in quotes may reach over the comment behind it.
pub fn scalar_end(text: &str, span: Range<usize>) -> usize {
    let written = &text[span.clone()];
    let Some(quote @ ('"' | '\'')) = written.chars().next() else { return written_end(text, span) };
    let mut characters = written.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if quote == '"' => _ = characters.next(),
            c if c != quote => {}
            // Two quotes stand for one.
            _ if quote == '\'' && characters.next_if(|(_, next)| *next == quote).is_some() => {}
            _ => return span.start + at + 1,
        }
    }
    written_end(text, span)
}

/// The end of what a value shows: without blank lines behind a block.
fn written_end(text: &str, span: Range<usize>) -> usize {
    span.start + text[span.clone()].trim_end_matches(['\n', '\r', ' ', '\t']).len()
}

/// The end of the line at which a value ends, with its line break; a value may end with its line.
fn body_end(text: &str, value_end: usize) -> usize {
    if text[..value_end].ends_with('\n') {
        return value_end;
    }
    text[value_end..].find('\n').map_or(text.len(), |length| value_end + length + 1)
}

/// The first character behind blank lines and comments, from the start of a line or of a token.
fn skip_lines(text: &str, mut at: usize) -> usize {
    loop {
        let line = &text[at..];
        let length = line.find('\n').map_or(line.len(), |length| length + 1);
        let shown = line[..length].trim_start_matches([' ', '\t']);
        if length == 0 || !(shown.trim().is_empty() || shown.starts_with('#')) {
            return at + length - shown.len();
        }
        at += length;
    }
}

/// Whether a text is as many spaces as it shall be.
fn is_indent(text: &str, indent: usize) -> bool {
    text.len() == indent && text.bytes().all(|byte| byte == b' ')
}

/// Of the whole lines between two parts, the comments directly above the second and as far in.
fn lead(text: &str, between: Range<usize>, indent: usize) -> Range<usize> {
    let mut start = between.end;
    while start > between.start {
        let line = line_start(text, start - 1);
        let blank = text[line..start].len() - text[line..start].trim_start_matches(' ').len();
        if line < between.start || blank != indent || !text[line + blank..].starts_with('#') {
            break;
        }
        start = line;
    }
    start..between.end
}
