//! What a file shall say: its tree, to be changed as a value, with the nodes that its parts were.

#[cfg(feature = "serve")]
use crate::diag::Span;
use crate::yaml::{Entry, Node, Value};

/// A value as it shall be.
#[derive(Clone, Debug)]
pub struct Content<'n> {
    /// The node that it was, whose way of writing it keeps.
    pub(super) origin: Option<&'n Node>,
    pub value: ContentValue<'n>,
}

#[derive(Clone, Debug)]
pub enum ContentValue<'n> {
    Text(String),
    List(Vec<Content<'n>>),
    Map(Vec<ContentEntry<'n>>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct ContentEntry<'n> {
    /// The entry that it was.
    pub(super) origin: Option<&'n Entry>,
    pub key: String,
    pub value: Content<'n>,
}

impl<'n> Content<'n> {
    /// What a node says. Entries that a merge key (`<<`) brings in are left out, since they stand elsewhere.
    pub fn of(node: &'n Node) -> Content<'n> {
        let value = match &node.value {
            Value::Scalar(scalar) => ContentValue::Text(scalar.text.clone()),
            Value::List(items) => ContentValue::List(items.iter().map(Content::of).collect()),
            Value::Map(entries) => ContentValue::Map(own(entries).map(ContentEntry::of).collect()),
        };
        Content { origin: Some(node), value }
    }

    /// A new text.
    pub fn text(text: impl Into<String>) -> Content<'n> {
        ContentValue::Text(text.into()).into()
    }

    /// A new list.
    pub fn list(items: Vec<Content<'n>>) -> Content<'n> {
        ContentValue::List(items).into()
    }

    /// A new mapping.
    pub fn map(entries: Vec<ContentEntry<'n>>) -> Content<'n> {
        ContentValue::Map(entries).into()
    }

    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            ContentValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing stands there: null, white space, or a collection of nothing.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            ContentValue::Text(text) => {
                text.trim().is_empty()
                    || self.origin.is_some_and(|node| {
                        node.as_scalar().is_some_and(|old| old.is_null() && old.text == *text)
                    })
            }
            ContentValue::List(items) => items.iter().all(Content::is_blank),
            ContentValue::Map(entries) => entries.is_empty(),
        }
    }

    /// Makes a text of it, or changes the text that it is. A block (`|`) keeps the line break at its end.
    pub fn set_text(&mut self, text: &str) {
        let ends_line =
            self.origin.and_then(Node::as_scalar).is_some_and(|old| old.block && old.text.ends_with('\n'));
        let end = if ends_line && !text.ends_with('\n') { "\n" } else { "" };
        self.value = ContentValue::Text(format!("{text}{end}"));
    }

    /// Shows every text that was read, with where it is written.
    #[cfg(feature = "serve")]
    pub fn each_text(&mut self, see: &mut dyn FnMut(Span, &mut Content<'n>)) {
        if let (Some(node), ContentValue::Text(_)) = (self.origin, &self.value) {
            see(node.span, self);
        }
        match &mut self.value {
            ContentValue::Text(_) => {}
            ContentValue::List(items) => items.iter_mut().for_each(|item| item.each_text(see)),
            ContentValue::Map(entries) => entries.iter_mut().for_each(|entry| entry.value.each_text(see)),
        }
    }

    /// Makes a mapping of a text, which its first entry keeps.
    pub fn become_map(&mut self, key: &str) {
        let text = std::mem::replace(&mut self.value, ContentValue::Map(Vec::new()));
        if let ContentValue::Map(entries) = &mut self.value {
            entries.push(ContentEntry::new(key, Content { origin: self.origin, value: text }));
        }
    }

    /// Whether it is what its node was, down to the order of its parts.
    pub(super) fn is_same(&self) -> bool {
        let Some(node) = self.origin else { return false };
        match (&self.value, &node.value) {
            (ContentValue::Text(text), Value::Scalar(old)) => *text == old.text,
            (ContentValue::List(items), Value::List(old)) => {
                let mut pairs = items.iter().zip(old);
                items.len() == old.len() && pairs.all(|(item, old)| item.is_of(old) && item.is_same())
            }
            (ContentValue::Map(entries), Value::Map(old)) => {
                let mut pairs = entries.iter().zip(own(old));
                entries.len() == own(old).count() && pairs.all(|(entry, old)| entry.is_same_as(old))
            }
            _ => false,
        }
    }

    pub(super) fn is_of(&self, node: &Node) -> bool {
        self.origin.is_some_and(|own| std::ptr::eq(own, node))
    }

    /// Whether a node that was read says this.
    pub(super) fn is_said_by(&self, node: &Node) -> bool {
        match (&self.value, &node.value) {
            (ContentValue::Text(text), Value::Scalar(read)) => *text == read.text,
            (ContentValue::List(items), Value::List(read)) => {
                items.len() == read.len() && items.iter().zip(read).all(|(item, read)| item.is_said_by(read))
            }
            (ContentValue::Map(entries), Value::Map(read)) => {
                let says = |(entry, read): (&ContentEntry, &Entry)| {
                    read.key.as_scalar().is_some_and(|key| key.text == entry.key)
                        && entry.value.is_said_by(&read.value)
                };
                entries.len() == own(read).count() && entries.iter().zip(own(read)).all(says)
            }
            _ => false,
        }
    }
}

impl<'n> From<ContentValue<'n>> for Content<'n> {
    fn from(value: ContentValue<'n>) -> Content<'n> {
        Content { origin: None, value }
    }
}

impl<'n> ContentEntry<'n> {
    fn of(entry: &'n Entry) -> ContentEntry<'n> {
        let key = entry.key.as_scalar().map_or(String::new(), |key| key.text.clone());
        ContentEntry { origin: Some(entry), key, value: Content::of(&entry.value) }
    }

    /// A new entry.
    pub fn new(key: impl Into<String>, value: Content<'n>) -> ContentEntry<'n> {
        ContentEntry { origin: None, key: key.into(), value }
    }

    fn is_same_as(&self, old: &Entry) -> bool {
        self.origin.is_some_and(|own| std::ptr::eq(own, old))
            && old.key.as_scalar().is_some_and(|key| key.text == self.key)
            && self.value.is_of(&old.value)
            && self.value.is_same()
    }
}

/// The entries that stand in a mapping itself.
pub(super) fn own(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    entries.iter().filter(|entry| !entry.merged)
}
