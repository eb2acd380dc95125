//! Writes a changed tree into the text that it was read from.

use super::chunk::{Chunk, Chunks, flow_end, line_end, line_start};
use super::content::{Content, ContentEntry, ContentValue};
use super::scalar::{double_quoted, flow_scalar, is_escaped, scalar, single_quoted};
use crate::diag::Span;
use crate::yaml::{Node, Value};

/// How far in a collection stands from what holds it, where the file does not show it.
const STEP: usize = 2;

/// A file's text, with what is needed to write into it.
pub struct Rewriter<'t> {
    text: &'t str,
    chunks: Chunks,
    pub line_break: &'static str,
    /// How far in the items of a list stand from its key.
    list_step: usize,
}

/// An item or an entry.
#[derive(Clone, Copy)]
enum Part<'c, 'n> {
    Item(&'c Content<'n>),
    Entry(&'c ContentEntry<'n>),
}

/// The lines of a part: those above it, its own without the first's indentation, and those before the next.
struct PartLines {
    lead: String,
    body: String,
    tail: String,
}

impl<'t> Rewriter<'t> {
    pub fn new(text: &'t str, root: &Node) -> Rewriter<'t> {
        let chunks = Chunks::of(text, root);
        let list_step = list_step(root, &chunks).unwrap_or(STEP);
        Rewriter { chunks, list_step, ..Rewriter::blank(text) }
    }

    /// For a text that says nothing yet.
    pub fn blank(text: &'t str) -> Rewriter<'t> {
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Rewriter { text, chunks: Chunks::default(), line_break, list_step: STEP }
    }

    /// The lines of new content.
    pub fn written(&self, content: &Content) -> Option<String> {
        self.parts(&parts(content)?, 0)
    }

    /// The text with the root's content; `None` where the root is written in a way that is not known.
    pub fn rewrite(&self, content: &Content) -> Option<String> {
        let root = content.origin?;
        if content.is_same() {
            return Some(self.text.to_owned());
        }
        let region = match self.is_flow(root) {
            true => root.span.start..flow_end(self.text, root),
            false => self.chunks.span(root)?,
        };
        let written = match self.is_flow(root) {
            true => self.flow(content, root)?,
            false => {
                let indent = self.text[line_start(self.text, region.start)..region.start].chars().count();
                let written = match parts(content)?.as_slice() {
                    [] => [brackets(content), self.line_break].concat(),
                    parts => self.parts(parts, indent)?,
                };
                // A file may end without a line break.
                match self.text[region.clone()].ends_with('\n') {
                    true => written,
                    false => written.trim_end_matches(['\r', '\n']).to_owned(),
                }
            }
        };
        Some([&self.text[..region.start], &written, &self.text[region.end..]].concat())
    }

    fn is_flow(&self, node: &Node) -> bool {
        let begins = |mark| self.text.get(node.span.start..).is_some_and(|text| text.starts_with(mark));
        match node.value {
            Value::Scalar(_) => false,
            Value::List(_) => begins('['),
            Value::Map(_) => begins('{'),
        }
    }

    /// The lines of the parts of a collection; the first begins at `indent` already.
    fn parts(&self, parts: &[Part], indent: usize) -> Option<String> {
        let pad = " ".repeat(indent);
        let mut out = String::new();
        for (at, part) in parts.iter().enumerate() {
            let PartLines { lead, body, tail } = self.part(*part, indent)?;
            match at {
                0 if lead.is_empty() => {}
                0 => out.push_str(&(lead.trim_start().to_owned() + &pad)),
                _ => out.push_str(&(lead + &pad)),
            }
            out.push_str(&body);
            if !body.ends_with('\n') {
                out.push_str(self.line_break);
            }
            out.push_str(&tail);
        }
        Some(out)
    }

    fn part(&self, part: Part, indent: usize) -> Option<PartLines> {
        let (content, is_item) = match part {
            Part::Item(content) => (content, true),
            Part::Entry(entry) => (&entry.value, false),
        };
        // Of an entry, the key may stay while the value is another.
        let node = match part {
            Part::Item(content) => content.origin,
            Part::Entry(entry) => entry.origin.map(|entry| &entry.value),
        };
        let chunk = node.and_then(|node| self.chunks.get(node)).filter(|chunk| chunk.is_item == is_item);
        let (Some(chunk), Some(node)) = (chunk, node) else {
            return Some(PartLines {
                lead: String::new(),
                body: self.fresh(part, indent)?,
                tail: String::new(),
            });
        };
        let key = match part {
            Part::Entry(entry) => entry.origin.and_then(|old| {
                let is_renamed = old.key.as_scalar().is_none_or(|key| key.text != entry.key);
                is_renamed.then(|| (old.key.span.end - chunk.body.start, scalar(&entry.key)))
            }),
            Part::Item(_) => None,
        };
        let mut body = self.body(content, node, chunk)?;
        if let Some((length, key)) = key {
            body.replace_range(..length, &key);
        }
        let shift = |lines: &str, with_first| shifted(lines, chunk.indent, indent, with_first);
        Some(PartLines {
            lead: shift(&self.text[chunk.lead.clone()], true),
            body: shift(&body, false),
            tail: shift(&self.text[chunk.tail.clone()], true),
        })
    }

    /// The lines of a part that had this node as its value, as far in as they were.
    fn body(&self, content: &Content, node: &Node, chunk: &Chunk) -> Option<String> {
        let text = self.text;
        if content.is_of(node) && content.is_same() {
            return Some(text[chunk.body.clone()].to_owned());
        }
        let (head, rest) =
            (&text[chunk.body.start..chunk.value.start], &text[chunk.value.end..chunk.body.end]);
        // An alias must stay, or what it stands for would.
        if node.span.start < chunk.value.start && !chunk.value.is_empty() {
            return None;
        }
        let old = &text[chunk.value.clone()];
        let is_block = !matches!(node.value, Value::Scalar(_)) && !self.is_flow(node);
        let is_collection = !matches!(content.value, ContentValue::Text(_));
        if content.is_of(node) && self.is_flow(node) && is_collection {
            return Some([head, &self.flow(content, node)?, rest].concat());
        }
        match parts(content) {
            None => {
                let shown = content.as_text()?;
                if is_block {
                    // The collection goes, and what stands beside the key or the dash stays.
                    let line = line_end(text, chunk.body.start).min(chunk.value.start);
                    let beside = &text[chunk.body.start..line];
                    let mark = mark_length(beside, chunk)?;
                    let (mark, comment) = beside.split_at(mark);
                    return Some([mark, " ", &scalar(shown), comment.trim_end(), self.line_break].concat());
                }
                let written = match content.is_of(node) {
                    true => self.text_in_place(shown, old, chunk),
                    false => scalar(shown),
                };
                let space = if chunk.value.is_empty() { " " } else { "" };
                Some([head, space, &written, rest].concat())
            }
            Some(parts) if parts.is_empty() => {
                let space = if chunk.value.is_empty() { " " } else { "" };
                (!is_block).then(|| [head, space, brackets(content), rest].concat())
            }
            Some(parts) if is_block => {
                let indent = self
                    .chunks
                    .span(node)
                    .map(|span| self.text[line_start(text, span.start)..span.start].chars().count())?;
                Some([head, &self.parts(&parts, indent)?].concat())
            }
            // A text becomes a collection: below a key, or beside a dash.
            Some(parts) => {
                let beside = chunk.is_item && !matches!(content.value, ContentValue::List(_));
                // It would become that of the first key.
                if beside && node.has_properties {
                    return None;
                }
                let (start, indent) = match (beside, &content.value) {
                    (true, _) => (format!("{} ", head.trim_end()), chunk.indent + STEP),
                    (false, ContentValue::List(_)) => (self.above(head, rest), chunk.indent + self.list_step),
                    (false, _) => (self.above(head, rest), chunk.indent + STEP),
                };
                let lines = self.parts(&parts, indent)?;
                match beside {
                    true => {
                        let lines = lines.trim_end_matches(['\r', '\n']);
                        Some([&start, lines, rest].concat())
                    }
                    false => Some([&start, &*" ".repeat(indent), &lines].concat()),
                }
            }
        }
    }

    /// The line of a key whose value goes below, with the comment that stood beside the old value.
    fn above(&self, head: &str, rest: &str) -> String {
        let comment = rest.trim();
        let space = if comment.is_empty() { "" } else { " " };
        [head.trim_end(), space, comment, self.line_break].concat()
    }

    /// A changed text in the way in which the old one is written.
    fn text_in_place(&self, new: &str, old: &str, chunk: &Chunk) -> String {
        match old.chars().next() {
            Some('"') => double_quoted(new),
            Some('\'') => single_quoted(new).unwrap_or_else(|| double_quoted(new)),
            Some('|' | '>') => self.block(new, old, chunk).unwrap_or_else(|| scalar(new)),
            _ => scalar(new),
        }
    }

    /// A text as a block with the header of the old one, if lines are all that it has.
    fn block(&self, new: &str, old: &str, chunk: &Chunk) -> Option<String> {
        let (header, lines) = old.split_once('\n')?;
        let is_folded = header.starts_with('>');
        let first = lines.lines().find(|line| !line.trim().is_empty())?;
        let pad: String = first.chars().take_while(|c| *c == ' ').collect();
        let inner = new.strip_suffix('\n').unwrap_or(new);
        let odd = |line: &str| {
            line.trim().is_empty() || line.starts_with([' ', '\t']) || line.ends_with([' ', '\t'])
        };
        let is_odd =
            inner.lines().any(odd) || inner.chars().any(|c| c != '\n' && is_escaped(c)) || inner.is_empty();
        if is_odd
            || pad.len() <= chunk.indent
            || header.contains(|c: char| c.is_ascii_digit() || c == '+' || c == '#')
        {
            return None;
        }
        let strips = header.contains('-');
        if strips == new.ends_with('\n') {
            return None;
        }
        let between = if is_folded { self.line_break.repeat(2) } else { self.line_break.to_owned() };
        let lines: Vec<String> = inner.lines().map(|line| format!("{pad}{line}")).collect();
        Some([header.trim_end(), self.line_break, &lines.join(&between)].concat())
    }

    /// A changed collection between brackets; `None` if comments stand among its parts.
    fn flow(&self, content: &Content, node: &Node) -> Option<String> {
        let span = node.span.start..flow_end(self.text, node);
        if content.is_same() {
            return Some(self.text[span].to_owned());
        }
        if let Some(spliced) = self.spliced(content, node) {
            return Some(spliced);
        }
        let mut texts = Vec::new();
        texts_of(node, &mut texts);
        let mut at = span.start;
        let has_comment = texts.iter().map(|text| (text.start, text.end)).chain([(span.end, span.end)]).any(
            |(start, end)| {
                let between = self.text.get(at..start).unwrap_or_default();
                at = end;
                between.contains('#')
            },
        );
        if has_comment {
            return None;
        }
        self.flow_parts(content)
    }

    /// A collection with the same parts, some of which have changed inside.
    fn spliced(&self, content: &Content, node: &Node) -> Option<String> {
        let pairs: Vec<(&Content, &Node)> = match (&content.value, &node.value) {
            (ContentValue::List(items), Value::List(old)) if items.len() == old.len() => {
                items.iter().zip(old).collect()
            }
            (ContentValue::Map(entries), Value::Map(old)) if entries.len() == old.len() => {
                let same = |(new, old): (&ContentEntry, &crate::yaml::Entry)| {
                    new.origin.is_some_and(|own| std::ptr::eq(own, old))
                        && old.key.as_scalar().is_some_and(|key| key.text == new.key)
                };
                if !entries.iter().zip(old).all(same) {
                    return None;
                }
                entries.iter().map(|entry| &entry.value).zip(old.iter().map(|entry| &entry.value)).collect()
            }
            _ => return None,
        };
        let mut out = String::new();
        let mut done = node.span.start;
        let end = flow_end(self.text, node);
        for (new, old) in pairs {
            let span = old.span.start..flow_end(self.text, old);
            if !new.is_of(old) || span.start < done || span.is_empty() || span.end > end {
                return None;
            }
            out.push_str(&self.text[done..span.start]);
            let written = &self.text[span.clone()];
            out.push_str(&match &new.value {
                _ if new.is_same() => written.to_owned(),
                ContentValue::Text(text) => match written.chars().next() {
                    Some('"') => double_quoted(text),
                    Some('\'') => single_quoted(text).unwrap_or_else(|| double_quoted(text)),
                    _ => flow_scalar(text),
                },
                ContentValue::List(_) | ContentValue::Map(_) => self.flow(new, old)?,
            });
            done = span.end;
        }
        out.push_str(&self.text[done..end]);
        Some(out)
    }

    fn flow_value(&self, content: &Content) -> Option<String> {
        if has_properties(content) {
            return None;
        }
        let text = self.text;
        let quoted = content.origin.filter(|_| content.is_same()).and_then(|node| {
            let written = text.get(node.span.start..flow_end(text, node))?;
            written.starts_with(['"', '\'', '[', '{']).then_some(written)
        });
        if let Some(written) = quoted {
            return Some(written.to_owned());
        }
        match &content.value {
            ContentValue::Text(text) => Some(flow_scalar(text)),
            _ => self.flow_parts(content),
        }
    }

    /// A collection between brackets, written anew.
    fn flow_parts(&self, content: &Content) -> Option<String> {
        Some(match &content.value {
            ContentValue::Text(_) => return None,
            ContentValue::List(items) => {
                let items: Option<Vec<String>> = items.iter().map(|item| self.flow_value(item)).collect();
                format!("[{}]", items?.join(", "))
            }
            ContentValue::Map(entries) => {
                let entry = |entry: &ContentEntry| {
                    if entry.origin.is_some_and(|old| old.key.has_properties) {
                        return None;
                    }
                    Some(format!("{}: {}", flow_scalar(&entry.key), self.flow_value(&entry.value)?))
                };
                let entries: Option<Vec<String>> = entries.iter().map(entry).collect();
                format!("{{{}}}", entries?.join(", "))
            }
        })
    }

    /// The lines of a new part.
    fn fresh(&self, part: Part, indent: usize) -> Option<String> {
        let (content, mark) = match part {
            Part::Item(content) => (content, "-".to_owned()),
            Part::Entry(entry) => (&entry.value, format!("{}:", scalar(&entry.key))),
        };
        if has_properties(content) {
            return None;
        }
        let Some(parts) = parts(content) else {
            let text = match (part, content.as_text()?) {
                // It stays to be filled in.
                (Part::Entry(_), "") => String::new(),
                (_, text) => format!(" {}", scalar(text)),
            };
            return Some([&mark, &text, self.line_break].concat());
        };
        let is_list = matches!(content.value, ContentValue::List(_));
        if parts.is_empty() {
            return Some([&mark, " ", brackets(content), self.line_break].concat());
        }
        Some(match part {
            Part::Item(_) => [&mark, " ", &self.parts(&parts, indent + STEP)?].concat(),
            Part::Entry(_) => {
                let inner = indent + if is_list { self.list_step } else { STEP };
                [&mark, self.line_break, &" ".repeat(inner), &self.parts(&parts, inner)?].concat()
            }
        })
    }
}

fn parts<'c, 'n>(content: &'c Content<'n>) -> Option<Vec<Part<'c, 'n>>> {
    match &content.value {
        ContentValue::Text(_) => None,
        ContentValue::List(items) => Some(items.iter().map(Part::Item).collect()),
        ContentValue::Map(entries) => Some(entries.iter().map(Part::Entry).collect()),
    }
}

/// Whether an anchor or a tag stands before what it was, or an alias in its place. They stay where they are.
fn has_properties(content: &Content) -> bool {
    content.origin.is_some_and(|node| node.has_properties)
}

/// A collection of nothing.
fn brackets(content: &Content) -> &'static str {
    if matches!(content.value, ContentValue::List(_)) { "[]" } else { "{}" }
}

/// Where the texts in a collection are written.
fn texts_of(node: &Node, found: &mut Vec<Span>) {
    match &node.value {
        Value::Scalar(_) => found.push(node.span),
        Value::List(items) => items.iter().for_each(|item| texts_of(item, found)),
        Value::Map(entries) => entries.iter().for_each(|entry| {
            found.push(entry.key.span);
            texts_of(&entry.value, found);
        }),
    }
}

/// How long the dash, or the key with its colon, is at the beginning of a part's first line.
fn mark_length(line: &str, chunk: &Chunk) -> Option<usize> {
    if chunk.is_item {
        return Some(1);
    }
    // The colon before the value: the last one that a comment does not hold.
    let end = line.find(" #").unwrap_or(line.len());
    line[..end].rfind(':').map(|at| at + 1)
}

/// Lines that stood `from` characters in, `to` characters in. The first is left out unless it is a whole one.
fn shifted(lines: &str, from: usize, to: usize, with_first: bool) -> String {
    if from == to {
        return lines.to_owned();
    }
    let mut out = String::with_capacity(lines.len());
    for (at, line) in lines.split_inclusive('\n').enumerate() {
        let blank = line.trim().is_empty();
        if at == 0 && !with_first || blank {
            out.push_str(line);
        } else if to > from {
            out.push_str(&" ".repeat(to - from));
            out.push_str(line);
        } else {
            let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
            out.push_str(&line[spaces.min(from - to)..]);
        }
    }
    out
}

/// How far in the first list below a key stands from it.
fn list_step(node: &Node, chunks: &Chunks) -> Option<usize> {
    match &node.value {
        Value::Scalar(_) => None,
        Value::List(items) => items.iter().find_map(|item| list_step(item, chunks)),
        Value::Map(entries) => entries.iter().find_map(|entry| {
            let own = chunks.get(&entry.value);
            let first = match &entry.value.value {
                Value::List(items) => items.first().and_then(|item| chunks.get(item)),
                _ => None,
            };
            let step = own.zip(first).and_then(|(own, first)| first.indent.checked_sub(own.indent));
            step.or_else(|| list_step(&entry.value, chunks))
        }),
    }
}
