//! Builds node trees from the parser's events.
//!
//! Aliases are copies, paid from a budget; merge keys are resolved; depth and number of values
//! are limited.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use super::fault::Fault;
use super::node::{Entry, Node, Scalar, Value};
use crate::diag::{Diagnostic, Span};

/// How deep lists and mappings may nest. The data needs five.
pub(super) const MAX_DEPTH: usize = 64;
/// How many values a file may hold.
pub(super) const MAX_NODES: usize = 5_000_000;
/// How much aliases may copy, in bytes of text; a value counts 64 on top.
pub(super) const ALIAS_BUDGET: usize = 16 << 20;

type Outcome<T = ()> = Result<T, Box<Fault>>;

pub(super) struct Built {
    pub documents: Vec<Node>,
    pub fault: Option<Diagnostic>,
}

pub(super) fn build(path: &Arc<str>, text: &str) -> Built {
    let mut builder = Builder::new(text);
    let fault = builder.run().err().map(|fault| fault.diagnostic(path, text));
    Built { documents: builder.documents, fault }
}

/// A collection that is not finished yet.
struct Open {
    start: usize,
    end: usize,
    anchor: usize,
    children: Children,
}

enum Children {
    List(Vec<Node>),
    /// The key that waits for its value stands apart.
    Map(Vec<Entry>, Option<Node>),
}

struct Builder<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    bytes: ByteOffsets<'a>,
    stack: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    documents: Vec<Node>,
    /// The root of a document that has not ended yet.
    root: Option<Node>,
    nodes: usize,
    copied: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Builder<'a> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        Builder {
            parser: Parser::new_from_str(body),
            bytes: ByteOffsets { text: body, base: text.len() - body.len(), chars: 0, bytes: 0 },
            stack: Vec::new(),
            anchors: HashMap::new(),
            documents: Vec::new(),
            root: None,
            nodes: 0,
            copied: 0,
        }
    }

    fn run(&mut self) -> Outcome {
        while let Some(event) = self.parser.next_event() {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    let at = self.bytes.at(*error.marker());
                    let open = self.stack.last().map(|open| open.start);
                    return Err(Fault::syntax(error.info(), at, open));
                }
            };
            let span = Span { start: self.bytes.at(span.start), end: self.bytes.at(span.end) };
            self.take(event, span)?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event, span: Span) -> Outcome {
        match event {
            Event::DocumentStart(_) => self.anchors.clear(),
            Event::Scalar(text, style, anchor, tag) => {
                let node = Node { span, value: Value::Scalar(scalar(text, style, tag, span)?) };
                self.add(node, anchor)?;
            }
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_deref(), &["seq"], span)?;
                self.open(anchor, span, Children::List(Vec::new()))?;
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_deref(), &["map"], span)?;
                self.open(anchor, span, Children::Map(Vec::new(), None))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
            Event::Alias(id) => self.copy(id, span)?,
            Event::DocumentEnd => self.documents.extend(self.root.take().filter(|root| !root.is_null())),
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
        }
        Ok(())
    }

    fn open(&mut self, anchor: usize, span: Span, children: Children) -> Outcome {
        if self.stack.len() >= MAX_DEPTH {
            return Err(Fault::too_deep(span));
        }
        self.stack.push(Open { start: span.start, end: span.end, anchor, children });
        Ok(())
    }

    fn close(&mut self, span: Span) -> Outcome {
        let Some(open) = self.stack.pop() else { return Ok(()) };
        // A block collection ends where its last child does; only brackets have an end of their own.
        let end = if span.end > span.start { span.end } else { open.end };
        let value = match open.children {
            Children::List(items) => Value::List(items),
            Children::Map(entries, _) => Value::Map(merge(entries)?),
        };
        self.add(Node { span: Span { start: open.start, end: end.max(open.start) }, value }, open.anchor)
    }

    fn copy(&mut self, id: usize, span: Span) -> Outcome {
        let Some((node, weight)) = self.anchors.get(&id) else {
            // The value that holds the alias, or one of an earlier document.
            return Err(Fault::unknown_anchor(span));
        };
        let (node, weight) = (node.clone(), *weight);
        self.pay(weight, span)?;
        self.add(node, 0)
    }

    fn pay(&mut self, weight: usize, span: Span) -> Outcome {
        self.copied = self.copied.saturating_add(weight);
        if self.copied > ALIAS_BUDGET { Err(Fault::alias_bomb(span)) } else { Ok(()) }
    }

    /// Hands a finished node to the collection that it stands in, or to the documents.
    fn add(&mut self, node: Node, anchor: usize) -> Outcome {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Fault::too_many(node.span));
        }
        if anchor != 0 {
            let weight = weight(&node);
            self.pay(weight, node.span)?;
            self.anchors.insert(anchor, (node.clone(), weight));
        }
        let Some(open) = self.stack.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.end = open.end.max(node.span.end);
        match &mut open.children {
            Children::List(items) => items.push(node),
            Children::Map(entries, waiting) => match waiting.take() {
                Some(key) => entries.push(Entry { key, value: node, merged: false }),
                None if node.as_scalar().is_some() => *waiting = Some(node),
                None => return Err(Fault::complex_key(node.span)),
            },
        }
        Ok(())
    }
}

/// What a copy of the node costs.
fn weight(node: &Node) -> usize {
    64 + match &node.value {
        Value::Scalar(scalar) => scalar.text.len(),
        Value::List(items) => items.iter().map(weight).sum(),
        Value::Map(entries) => entries.iter().map(|e| weight(&e.key) + weight(&e.value)).sum(),
    }
}

/// Puts the entries of `<<` mappings after the mapping's own.
fn merge(entries: Vec<Entry>) -> Outcome<Vec<Entry>> {
    if !entries.iter().any(is_merge) {
        return Ok(entries);
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
                _ => return Err(Fault::bad_merge(entry.key.span)),
            }
        }
    }
    Ok(own)
}

fn is_merge(entry: &Entry) -> bool {
    entry.key.as_scalar().is_some_and(|key| key.plain && key.text == "<<")
}

fn scalar(text: Cow<str>, style: ScalarStyle, tag: Option<Cow<Tag>>, span: Span) -> Outcome<Scalar> {
    check_tag(tag.as_deref(), &["str", "null", "bool", "int", "float", "timestamp"], span)?;
    let is_text = tag.is_some_and(|tag| tag.suffix == "str");
    Ok(Scalar {
        text: text.into_owned(),
        plain: style == ScalarStyle::Plain && !is_text,
        block: matches!(style, ScalarStyle::Literal | ScalarStyle::Folded),
    })
}

/// Tags say nothing here, as no scalar is interpreted; those of the core schema do no harm.
fn check_tag(tag: Option<&Tag>, allowed: &[&str], span: Span) -> Outcome {
    match tag {
        None => Ok(()),
        Some(tag) if tag.is_yaml_core_schema() && allowed.contains(&tag.suffix.as_str()) => Ok(()),
        Some(tag) => Err(Fault::tag(&tag.to_string(), span)),
    }
}

/// Turns the parser's character indexes into bytes of the file.
///
/// Events come almost in order, so a cursor that walks to and fro is fast.
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
