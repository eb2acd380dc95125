//! What the keys of records hold, for those who look at everything that was written.

use crate::model::choice::{ArchiveLevel, CheckLevel, Language, Status};
use crate::model::keys::{DataKey, KeyTable};
use crate::model::{Entries, Headcount, Labelled, Passage, Spanned, Str};

/// A struct whose fields are filled by the keys of a table.
pub trait Keyed: Clone + Default + 'static {
    const TABLE: &'static KeyTable;
    /// The one that a text stands for, as a name does for a department.
    const OF_TEXT: Option<&'static fn(Str) -> Self>;
    /// Whether it has pages of its own, so that its texts are not those of the record that holds it.
    const APART: bool;

    /// Each key with what it holds. A key that fills two fields comes twice.
    fn each<'a>(&'a self, see: &mut dyn FnMut(&'static DataKey, &'a dyn Held));

    /// A copy without the records that have pages of their own.
    fn own(&self) -> Self;

    /// Everything that was written, with the keys that lead to it.
    fn walk<'a>(&'a self, above: Option<&KeyPath>, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        self.each(&mut |key, held| held.walk(&KeyPath { key, above }, see));
    }

    /// Every text that documents show of it, in the order of its keys.
    fn texts(&self) -> Vec<&Str> {
        let mut texts = Vec::new();
        self.walk(None, &mut |path, written| {
            if path.key.kind.is_shown() {
                texts.extend(written.text());
            }
        });
        texts
    }
}

/// The keys that lead to something.
pub struct KeyPath<'p> {
    /// The innermost.
    pub key: &'static DataKey,
    pub above: Option<&'p KeyPath<'p>>,
}

impl KeyPath<'_> {
    /// The outermost key.
    pub fn top(&self) -> &'static DataKey {
        self.above.map_or(self.key, KeyPath::top)
    }

    /// The English names, with points between them: `kpis.name`.
    pub fn name(&self) -> String {
        match self.above {
            Some(above) => format!("{}.{}", above.name(), self.key.name),
            None => self.key.name.to_owned(),
        }
    }
}

/// Something that was written.
#[derive(Clone, Copy, Debug)]
pub enum Wording<'a> {
    Text(&'a Str),
    /// A text that may be one of several, each a paragraph.
    Passage(&'a Str),
    /// The author's own name for what follows.
    Label(&'a Str),
    People(&'a Headcount),
}

impl<'a> Wording<'a> {
    /// Nothing for a number.
    pub fn text(self) -> Option<&'a Str> {
        match self {
            Wording::Text(text) | Wording::Passage(text) | Wording::Label(text) => Some(text),
            Wording::People(_) => None,
        }
    }
}

/// What a key holds.
pub trait Held {
    /// Whether it has nothing to show.
    fn is_blank(&self) -> bool {
        false
    }

    /// Whether it is as if the key were not there: labels alone have nothing to show, but stand.
    fn is_left_out(&self) -> bool {
        self.is_blank()
    }

    /// Everything that was written, with the keys that lead to it.
    fn walk<'a>(&'a self, _path: &KeyPath, _see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {}

    /// A copy without records that have pages of their own.
    fn own(&self) -> Self
    where
        Self: Sized + Clone,
    {
        self.clone()
    }
}

impl Held for Status {}
impl Held for Language {}
impl Held for ArchiveLevel {}
impl Held for bool {}
impl Held for CheckLevel {}
impl Held for Spanned<u32> {}
impl Held for Spanned<i64> {}

impl Held for Spanned<Headcount> {
    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        see(path, Wording::People(&self.value));
    }
}

impl Held for Str {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        see(path, Wording::Text(self));
    }
}

impl<H: Held + ?Sized> Held for Box<H> {
    fn is_blank(&self) -> bool {
        (**self).is_blank()
    }

    fn is_left_out(&self) -> bool {
        (**self).is_left_out()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        (**self).walk(path, see);
    }
}

impl<T: Held> Held for Option<T> {
    fn is_blank(&self) -> bool {
        self.is_none()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        self.iter().for_each(|held| held.walk(path, see));
    }
}

impl Held for Passage {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        self.parts.iter().for_each(|part| see(path, Wording::Passage(part)));
    }
}

impl Held for Vec<Str> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        self.as_slice().walk(path, see);
    }
}

impl Held for [Str] {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        self.iter().for_each(|text| text.walk(path, see));
    }
}

impl<V: Held> Held for Entries<V> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        self.iter().for_each(|(_, value)| value.walk(path, see));
    }
}

impl Held for Vec<Labelled> {
    fn is_blank(&self) -> bool {
        self.iter().all(|row| row.items.is_empty())
    }

    fn is_left_out(&self) -> bool {
        self.is_empty()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        for row in self {
            row.label.iter().for_each(|label| see(path, Wording::Label(label)));
            row.items.walk(path, see);
        }
    }
}

impl<R: Keyed> Held for [R] {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        if !R::APART {
            self.iter().for_each(|record| record.walk(Some(path), see));
        }
    }
}

impl<R: Keyed> Held for Vec<R> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        self.as_slice().walk(path, see);
    }

    fn own(&self) -> Vec<R> {
        if R::APART { Vec::new() } else { self.clone() }
    }
}
