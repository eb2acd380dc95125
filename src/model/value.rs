//! Values as the author wrote them, each with its place.
//!
//! They serialise as the plain value alone: a template sees a string where a message can
//! still name file and line.

use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::diag::{Diagnostic, Place, Span};
use crate::yaml;

/// A value and where it was written.
///
/// A large company's model holds a million of them, so each is kept small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub path: Arc<str>,
    start: u32,
    end: u32,
}

/// A text from the data.
pub type Str = Spanned<Box<str>>;

impl<T> Spanned<T> {
    /// `span` is one of a file that may be read, which 32 bits hold.
    pub fn new(value: T, path: Arc<str>, span: Span) -> Spanned<T> {
        const { assert!(yaml::MAX_FILE <= u32::MAX as usize) };
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Spanned { value, path, start: offset(span.start), end: offset(span.end) }
    }

    /// Empty at 0 for a value that stands in no file, such as a default title.
    pub fn span(&self) -> Span {
        Span { start: self.start as usize, end: self.end as usize }
    }

    pub fn place(&self) -> Place {
        Place { path: self.path.clone(), span: Some(self.span()) }
    }

    /// The diagnostic, pointed at this value.
    pub fn blame(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.at(&self.path, self.span())
    }
}

impl Str {
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// A text that may be written as a list and shows as one: lines of a summary, several superiors.
///
/// Serialises as one string, its parts joined by [`joiner`](Passage::joiner), and as null
/// where it was left blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    pub parts: Box<[Str]>,
    pub joiner: Joiner,
}

/// What stands between the parts of a [`Passage`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joiner {
    #[default]
    LineBreak,
    /// The enumeration comma of Chinese (顿号).
    EnumerationComma,
    Comma,
}

impl Joiner {
    pub fn as_str(self) -> &'static str {
        match self {
            Joiner::LineBreak => "\n",
            Joiner::EnumerationComma => "、",
            Joiner::Comma => ", ",
        }
    }
}

impl From<Str> for Passage {
    fn from(text: Str) -> Passage {
        Passage { parts: [text].into(), joiner: Joiner::LineBreak }
    }
}

impl Passage {
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The whole text; `None` where it was left blank.
    pub fn text(&self) -> Option<String> {
        let parts: Vec<&str> = self.parts.iter().map(Str::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(self.joiner.as_str()))
    }
}

impl Serialize for Passage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &*self.parts {
            [] => serializer.serialize_none(),
            [part] => serializer.serialize_str(part),
            _ => self.text().serialize(serializer),
        }
    }
}

/// A mapping with the author's own keys, in the author's order. Serialises as a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<V>(pub Vec<(Str, V)>);

impl<V> Default for Entries<V> {
    fn default() -> Entries<V> {
        Entries(Vec::new())
    }
}

impl<V> Entries<V> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, (Str, V)> {
        self.0.iter()
    }
}

impl<V: Serialize> Serialize for Entries<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// A label with its texts: 学历, 本科及以上. Or texts alone.
#[derive(Clone, Debug, Serialize)]
pub struct Labelled {
    /// The English key of a known label, whichever name the author used.
    pub key: Option<&'static str>,
    /// A known label in the handbook's language, any other as written; `None` for texts without one.
    pub label: Option<Str>,
    pub items: Vec<Str>,
}

impl Labelled {
    pub fn texts(&self) -> impl Iterator<Item = &Str> {
        self.label.iter().chain(&self.items)
    }
}
