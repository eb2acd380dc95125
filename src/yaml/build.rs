//! Builds node trees from the parser's events.
//!
//! Aliases become copies, up to a limit in all; merge keys are resolved; depth and number of values are limited.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use super::copy::Change;
use super::fault::{ParseStop, SyntaxFinding};
use super::limits::{ALIAS_BUDGET, MAX_DEPTH, MAX_NODES};
use super::line::{Colon, false_colon, is_chinese_quote, is_odd_space, lines};
use super::node::{Entry, Node, Scalar, Value};
use super::properties::{behind_properties, has_properties};
use crate::diag::Span;

type ReadResult<T = ()> = Result<T, Box<ParseStop>>;

/// A text, as far as it could be read.
pub(super) struct BuiltTrees {
    pub documents: Vec<Node>,
    /// Mistakes that do not stop the reading.
    pub findings: Vec<SyntaxFinding>,
    /// Whether a value could not be read.
    pub gaps: bool,
    /// What ended the reading before the end of the text.
    pub stop: Option<Box<ParseStop>>,
    /// Plain texts of several lines, one of which looks like a key or an item.
    pub swallowing: Vec<Span>,
    /// Whether something is probably read differently than it was meant.
    pub doubtful: bool,
}

pub(super) fn build(text: &str) -> BuiltTrees {
    let mut builder = TreeBuilder::new(text);
    let stop = builder.run().err();
    let TreeBuilder { documents, findings, gaps, swallowing, doubtful, unused, .. } = builder;
    let doubtful = doubtful || !swallowing.is_empty() || !unused.is_empty();
    BuiltTrees { documents, findings, gaps, stop, doubtful, swallowing }
}

/// The places of double-quoted texts, up to the first syntax error.
pub(super) fn double_quoted(text: &str) -> Vec<Span> {
    let TreeBuilder { mut parser, mut bytes, .. } = TreeBuilder::new(text);
    let mut found = Vec::new();
    while let Some(Ok((event, span))) = parser.next_event() {
        if matches!(event, Event::Scalar(_, ScalarStyle::DoubleQuoted, ..)) {
            found.push(Span { start: bytes.at(span.start), end: bytes.at(span.end) });
        }
    }
    found
}

/// A collection that is not finished yet.
struct OpenCollection {
    start: usize,
    end: usize,
    anchor: usize,
    has_properties: bool,
    children: OpenChildren,
}

enum OpenChildren {
    List(Vec<Node>),
    /// The entries, and the key whose value has not been read yet.
    Map(Vec<Entry>, Option<Node>),
}

struct TreeBuilder<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    bytes: ByteOffsets<'a>,
    stack: Vec<OpenCollection>,
    anchors: HashMap<usize, (Node, usize)>,
    /// The anchors of texts that no alias has used yet.
    unused: HashSet<usize>,
    documents: Vec<Node>,
    /// The root of a document that has not ended yet.
    root: Option<Node>,
    nodes: usize,
    copied: usize,
    findings: Vec<SyntaxFinding>,
    gaps: bool,
    swallowing: Vec<Span>,
    doubtful: bool,
}

impl<'a> TreeBuilder<'a> {
    fn new(text: &'a str) -> TreeBuilder<'a> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        TreeBuilder {
            parser: Parser::new_from_str(body),
            bytes: ByteOffsets { text: body, base: text.len() - body.len(), chars: 0, bytes: 0 },
            stack: Vec::new(),
            anchors: HashMap::new(),
            unused: HashSet::new(),
            documents: Vec::new(),
            root: None,
            nodes: 0,
            copied: 0,
            findings: Vec::new(),
            gaps: false,
            swallowing: Vec::new(),
            doubtful: false,
        }
    }

    fn run(&mut self) -> ReadResult {
        while let Some(event) = self.parser.next_event() {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    let at = self.bytes.at(*error.marker());
                    let open = self.stack.last().map(|open| open.start);
                    return Err(ParseStop::syntax(error.info(), at, open));
                }
            };
            let lines = span.end.line() - span.start.line().min(span.end.line());
            let mut span = Span { start: self.bytes.at(span.start), end: self.bytes.at(span.end) };
            if has_properties(&event) {
                let base = self.bytes.base;
                let start = base + behind_properties(self.bytes.text, span.start - base);
                span.start = start.min(span.end);
            }
            if lines > 0 && matches!(event, Event::Scalar(_, ScalarStyle::Plain, ..)) {
                self.goes_on(span);
            }
            self.take(event, span)?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event, span: Span) -> ReadResult {
        let has_properties = has_properties(&event);
        match event {
            Event::DocumentStart(_) => self.anchors.clear(),
            Event::Scalar(text, style, anchor, tag) => {
                self.check_tag(tag.as_deref(), &["str", "null", "bool", "int", "float", "timestamp"], span);
                if anchor != 0 {
                    self.unused.insert(anchor);
                }
                self.doubtful |=
                    text.is_empty() && matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let node = Node { span, value: Value::Scalar(scalar(text, style, tag)), has_properties };
                self.add(node, anchor)?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), &["seq"], span);
                self.open(anchor, has_properties, span, OpenChildren::List(Vec::new()))?;
            }
            Event::MappingStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), &["map"], span);
                self.open(anchor, has_properties, span, OpenChildren::Map(Vec::new(), None))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
            Event::Alias(id) => self.copy(id, span)?,
            Event::DocumentEnd => self.documents.extend(self.root.take().filter(|root| !root.is_null())),
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        anchor: usize,
        has_properties: bool,
        span: Span,
        children: OpenChildren,
    ) -> ReadResult {
        if self.stack.len() >= MAX_DEPTH {
            return Err(ParseStop::too_deep(span));
        }
        self.stack.push(OpenCollection {
            start: span.start,
            end: span.end,
            anchor,
            has_properties,
            children,
        });
        Ok(())
    }

    fn close(&mut self, span: Span) -> ReadResult {
        let Some(open) = self.stack.pop() else { return Ok(()) };
        // A block collection ends where its last child ends; only brackets have an end of their own.
        let end = if span.end > span.start { span.end } else { open.end };
        let value = match open.children {
            OpenChildren::List(items) => Value::List(items),
            OpenChildren::Map(entries, _) => {
                // `- ? 待定`: a key without a value.
                let mark = self.bytes.text.as_bytes().get(open.start - self.bytes.base);
                self.doubtful |= mark == Some(&b'?');
                let entries = self.part_keys(open.start, entries);
                Value::Map(self.merge(entries))
            }
        };
        let span = Span { start: open.start, end: end.max(open.start) };
        let node = Node { span, value, has_properties: open.has_properties };
        self.check_commas(&node);
        self.add(node, open.anchor)
    }

    fn copy(&mut self, id: usize, span: Span) -> ReadResult {
        self.unused.remove(&id);
        let Some((node, weight)) = self.anchors.get(&id) else {
            // It names the value that holds it, or an anchor of an earlier document.
            self.findings.push(SyntaxFinding::unfinished_anchor(span));
            self.gaps = true;
            // It may be the star that marks a mandatory field.
            self.doubtful = true;
            return self.add(nothing(span), 0);
        };
        let copied = self.copied.saturating_add(*weight);
        if copied > ALIAS_BUDGET {
            self.overdrawn(span);
            return self.add(nothing(span), 0);
        }
        self.copied = copied;
        let node = node.clone();
        self.add(node, 0)
    }

    /// Reports once that aliases copy too much; from then on they copy nothing.
    fn overdrawn(&mut self, span: Span) {
        if self.copied <= ALIAS_BUDGET {
            self.findings.push(SyntaxFinding::alias_bomb(span));
            self.gaps = true;
            self.copied = ALIAS_BUDGET + 1;
        }
    }

    /// Adds a finished node to its collection, or to the documents.
    fn add(&mut self, node: Node, anchor: usize) -> ReadResult {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(ParseStop::too_many(node.span));
        }
        if anchor != 0 {
            if node.is_null() {
                self.findings.push(SyntaxFinding::empty_anchor(node.span));
                self.gaps = true;
            }
            let weight = weight(&node);
            if self.copied.saturating_add(weight) > ALIAS_BUDGET {
                self.overdrawn(node.span);
                self.anchors.insert(anchor, (nothing(node.span), 64));
            } else {
                self.copied += weight;
                self.anchors.insert(anchor, (node.clone(), weight));
            }
        }
        let Some(open) = self.stack.last_mut() else {
            // No file consists of a text alone.
            self.doubtful |= node.as_scalar().is_some_and(|text| text.plain && !text.is_null());
            self.root = Some(node);
            return Ok(());
        };
        open.end = open.end.max(node.span.end);
        match &mut open.children {
            OpenChildren::List(items) => items.push(node),
            OpenChildren::Map(entries, waiting) => match waiting.take() {
                Some(key) if key.as_scalar().is_none() => {}
                Some(key) => entries.push(Entry { key, value: node, merged: false }),
                None => {
                    match node.as_scalar() {
                        // A dash without a space becomes part of the first key of an item.
                        Some(key) => {
                            let dash = key.plain && key.text.starts_with('-');
                            let quoted = key.plain && key.text.starts_with(is_chinese_quote);
                            self.doubtful |= dash || quoted || key.text.starts_with(is_odd_space);
                        }
                        None => self.findings.push(SyntaxFinding::complex_key(node.span)),
                    }
                    *waiting = Some(node);
                }
            },
        }
        Ok(())
    }

    /// Notes a plain text of several lines if one of them looks like a key or an item.
    fn goes_on(&mut self, span: Span) {
        let text = self.bytes.text.get(span.start - self.bytes.base..span.end - self.bytes.base);
        if lines(text.unwrap_or("")).skip(1).any(|line| line.swallowed().is_some()) {
            self.swallowing.push(span);
        }
    }

    /// Reports brackets whose items are separated by full-width commas, which YAML reads as text.
    fn check_commas(&mut self, node: &Node) {
        let (only, opening) = match &node.value {
            Value::List(items) if items.len() == 1 => (&items[0], '['),
            Value::Map(entries) if entries.len() == 1 => (&entries[0].value, '{'),
            _ => return,
        };
        let Some(text) = only.as_scalar().filter(|text| text.plain) else { return };
        let wrong = match opening {
            '[' => is_enumeration(&text.text),
            // `{名称: 甲，负责人：乙}`
            _ => text.text.find(['，', '、']).is_some_and(|at| text.text[at..].contains(['：', ':'])),
        };
        let start = node.span.start - self.bytes.base;
        if wrong && self.bytes.text[start..].starts_with(opening) {
            self.findings.push(SyntaxFinding::false_comma(only.span));
        }
    }

    /// Splits what braces hold where wrong colons have made keys of all: `{晋升方向：总监}`.
    fn part_keys(&mut self, start: usize, entries: Vec<Entry>) -> Vec<Entry> {
        let text = self.bytes.text;
        let base = self.bytes.base;
        if !text[start - base..].starts_with('{') {
            return entries;
        }
        let mut parted = Vec::with_capacity(entries.len());
        for entry in entries {
            let span = entry.key.span;
            let written = text.get(span.start - base..span.end - base).unwrap_or("");
            let alike = entry.key.as_scalar().is_some_and(|key| key.plain && key.text == written);
            let parts = if alike && entry.value.is_null() { parts(written) } else { Vec::new() };
            if parts.is_empty() {
                parted.push(entry);
            }
            for part in parts {
                parted.push(self.part(written, span.start, &part));
            }
        }
        parted
    }

    /// Makes a part of a key an entry, and reports its colon. `written` begins at `start`.
    fn part(&mut self, written: &str, start: usize, part: &KeyPart) -> Entry {
        let KeyPart { key, colon, colon_span, value } = part;
        let node = |range: &Range<usize>| {
            let text = written.get(range.clone()).unwrap_or("");
            let from = start + range.start + text.len() - text.trim_start().len();
            let text = text.trim();
            let scalar = Scalar { text: text.to_owned(), plain: true, block: false };
            Node::new(Span { start: from, end: from + text.len() }, Value::Scalar(scalar))
        };
        let mut edits = Vec::new();
        if key.start > 0 {
            edits.push(Change::new(start + key.start - '，'.len_utf8(), start + key.start, ", "));
        }
        edits.push(Change::new(start + colon_span.start, start + colon_span.end, ": "));
        let mark = written.get(colon_span.clone()).and_then(|mark| mark.chars().next());
        let at = start + colon_span.start;
        let span = Span { start: at, end: at + mark.map_or(0, char::len_utf8) };
        self.findings.push(SyntaxFinding::colon(*colon, span).mended_by(&edits));
        Entry { key: node(key), value: node(value), merged: false }
    }

    /// Puts the entries of `<<` mappings after the mapping's own.
    fn merge(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        if !entries.iter().any(is_merge) {
            return entries;
        }
        let (merges, mut own): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_merge);
        for entry in merges {
            let bases = match entry.value.value {
                Value::List(items) => items,
                _ => vec![entry.value],
            };
            for base in bases {
                match base.value {
                    Value::Map(entries) => {
                        own.extend(entries.into_iter().map(|entry| Entry { merged: true, ..entry }));
                    }
                    _ => self.findings.push(SyntaxFinding::bad_merge(entry.key.span)),
                }
            }
        }
        own
    }

    /// Tags have no effect, as no scalar is interpreted. Those of the core schema are allowed.
    fn check_tag(&mut self, tag: Option<&Tag>, allowed: &[&str], span: Span) {
        if let Some(tag) = tag
            && !(tag.is_yaml_core_schema() && allowed.contains(&tag.suffix.as_str()))
        {
            self.findings.push(SyntaxFinding::tag(&tag.to_string(), span));
            self.doubtful = true;
        }
    }
}

/// The ranges of a key and its value in a text.
struct KeyPart {
    key: Range<usize>,
    colon: Colon,
    colon_span: Range<usize>,
    value: Range<usize>,
}

/// The keys and values of a text such as `晋升方向：总监，轮岗方向：工艺`; none if it does not begin with a key.
/// Between full-width commas, a text without a key belongs to the value before it.
fn parts(text: &str) -> Vec<KeyPart> {
    let mut parts: Vec<KeyPart> = Vec::new();
    let mut from = 0;
    for item in text.split('，') {
        let start = from;
        from += item.len() + '，'.len_utf8();
        let blank = item.len() - item.trim_start().len();
        match (false_colon(item.trim_start()), parts.last_mut()) {
            (Some((colon, at, after)), _) => {
                let (at, after) = (start + blank + at, start + blank + after);
                parts.push(KeyPart {
                    key: start..at,
                    colon,
                    colon_span: at..after,
                    value: after..start + item.len(),
                });
            }
            (None, Some(before)) => before.value.end = start + item.len(),
            (None, None) => return Vec::new(),
        }
    }
    parts
}

/// Whether a text is a list of short items between full-width commas, rather than a sentence with clauses.
fn is_enumeration(text: &str) -> bool {
    if !text.contains(['，', '、']) {
        return false;
    }
    let lengths = text.split(['，', '、']).map(|item| item.trim().chars().count());
    let (count, longest) = lengths.fold((0, 0), |(count, longest), length| (count + 1, length.max(longest)));
    longest <= if count > 2 { 10 } else { 6 }
}

/// The size of a copy of the node, as [`ALIAS_BUDGET`] counts it.
fn weight(node: &Node) -> usize {
    64 + match &node.value {
        Value::Scalar(scalar) => scalar.text.len(),
        Value::List(items) => items.iter().map(weight).sum(),
        Value::Map(entries) => entries.iter().map(|e| weight(&e.key) + weight(&e.value)).sum(),
    }
}

/// An empty value, in place of one that cannot be read.
fn nothing(span: Span) -> Node {
    Node::new(span, Value::Scalar(Scalar { text: String::new(), plain: true, block: false }))
}

fn is_merge(entry: &Entry) -> bool {
    entry.key.as_scalar().is_some_and(|key| key.plain && key.text == "<<")
}

fn scalar(text: Cow<str>, style: ScalarStyle, tag: Option<Cow<Tag>>) -> Scalar {
    let is_text = tag.is_some_and(|tag| tag.suffix == "str");
    Scalar {
        text: text.into_owned(),
        plain: style == ScalarStyle::Plain && !is_text,
        block: matches!(style, ScalarStyle::Literal | ScalarStyle::Folded),
    }
}

/// Turns the parser's character indexes into bytes of the file.
///
/// Events come almost in order, so moving a cursor back and forth is fast.
struct ByteOffsets<'a> {
    text: &'a str,
    /// The length of the byte order mark.
    base: usize,
    chars: usize,
    bytes: usize,
}

impl ByteOffsets<'_> {
    fn at(&mut self, marker: Marker) -> usize {
        let (before, after) = self.text.split_at(self.bytes);
        if marker.index() >= self.chars {
            let moved = after.chars().take(marker.index() - self.chars);
            let (count, len) = moved.fold((0, 0), |(n, len), c| (n + 1, len + c.len_utf8()));
            self.chars += count;
            self.bytes += len;
        } else {
            let moved = before.chars().rev().take(self.chars - marker.index());
            let (count, len) = moved.fold((0, 0), |(n, len), c| (n + 1, len + c.len_utf8()));
            self.chars -= count;
            self.bytes -= len;
        }
        self.base + self.bytes
    }
}
