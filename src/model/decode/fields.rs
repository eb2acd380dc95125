//! Reads a mapping against its table: unknown, duplicate and missing keys.

use std::borrow::Cow;

use super::decoder::Decoder;
use crate::diag::Span;
use crate::model::hint::{self, Nearness};
use crate::model::keys::{DataKey, KeyTable};
use crate::model::mistake;
use crate::yaml::{Entry, Node, Value, starred_key, unstarred};

/// A mapping whose keys are known.
pub struct Fields<'n> {
    table: &'static KeyTable,
    /// By the table's order.
    entries: Vec<Option<(&'n str, &'n Entry)>>,
    /// Where a missing key is reported: the first key, or the empty mapping.
    pub start: Span,
}

/// A value with its key.
#[derive(Clone, Copy)]
pub struct Field<'n> {
    /// The key as the author wrote it.
    pub name: &'n str,
    pub value: &'n Node,
}

impl<'n> Fields<'n> {
    /// `None` if the node is no mapping, which is the caller's to report.
    pub fn read(d: &mut Decoder, node: &'n Node, table: &'static KeyTable) -> Option<Fields<'n>> {
        let Value::Map(all) = &node.value else { return None };
        Some(Fields::of(d, all, node.span, table))
    }

    /// The fields that these entries are; `span` is that of their mapping.
    pub fn of(d: &mut Decoder, all: &'n [Entry], span: Span, table: &'static KeyTable) -> Fields<'n> {
        let start = all.iter().find(|entry| !entry.merged).map_or(span, |entry| entry.key.span);
        let mut fields = Fields { table, entries: vec![None; table.keys.len()], start };
        let canonical = |name: &'n str| match table.find(name) {
            Some(at) => Cow::Borrowed(table.keys[at].name),
            None => Cow::Borrowed(name),
        };
        let mut unknown = Vec::new();
        for (name, entry) in d.unique(all, canonical) {
            match table.find(name) {
                Some(at) => fields.entries[at] = Some((name, entry)),
                None if fields.starred(d, name, entry) => {}
                None => unknown.push((name, entry)),
            }
        }
        let mut meant = Vec::new();
        for (name, entry) in unknown {
            // Hints are not listed any more, and the search for the nearest name costs more than all the rest.
            if d.is_full() {
                d.report(mistake::unknown_key(name, table, None), entry.key.span);
                continue;
            }
            meant.extend(fields.unknown(d, name, entry, all));
        }
        fields.require(d, &meant);
        fields
    }

    /// Reports an unknown key. One that surely stands for a known key is read as that key, so that mistakes inside are
    /// reported in the same run. Returns the key that it may stand for.
    fn unknown(
        &mut self,
        d: &mut Decoder,
        name: &'n str,
        entry: &'n Entry,
        beside: &[Entry],
    ) -> Option<&'static str> {
        let guess = hint::guess(name, self.table, beside);
        let vacant = |(key, _): &(&DataKey, &str)| self.at(key).is_none_or(|at| self.entries[at].is_none());
        // What an item must have, and has not, is surely meant by a name like it.
        let required = guess.key.is_some_and(|(key, _)| key.required && self.table.keys.len() < 8)
            && guess.nearness != Nearness::Part;
        let sure = guess.key.filter(|_| guess.is_sure() || required).filter(vacant);
        let mut told = mistake::unknown_key(name, self.table, guess.help.clone());
        if let Some((_, right)) = sure.filter(|_| guess.nearness == Nearness::Same && !entry.merged) {
            told = told.with_edit(d.edit(entry.key.span, right));
        }
        d.report(told, entry.key.span);
        if let Some(at) = sure.and_then(|(key, _)| self.at(key)) {
            self.entries[at] = Some((name, entry));
        }
        guess.key.map(|(key, _)| key.name)
    }

    fn at(&self, key: &DataKey) -> Option<usize> {
        self.table.keys.iter().position(|known| std::ptr::eq(known, key))
    }

    /// Tells of a known key with a star before it, `★岗位编号`, and takes it for the key.
    fn starred(&mut self, d: &mut Decoder, name: &'n str, entry: &'n Entry) -> bool {
        let bare = unstarred(name);
        let Some(at) = self.table.find(bare).filter(|_| bare.len() < name.len()) else { return false };
        let Some(told) = starred_key(d.path, d.lines.text(), entry.key.span) else { return false };
        d.tell(told);
        self.entries[at].get_or_insert((bare, entry));
        true
    }

    /// Takes over the entries of a list item that belong to this mapping: all are known, none is here yet, and the
    /// required key is not among them. Returns the required key as it is written here.
    pub fn absorb(&mut self, entries: &'n [Entry]) -> Option<&'n str> {
        let required = self.table.keys.iter().position(|key| key.required)?;
        let (written, _) = self.entries.get(required).copied().flatten()?;
        let place = |entry: &'n Entry| {
            let name = entry.key.as_scalar()?.text.as_str();
            let at = self.table.find(name).filter(|at| self.entries[*at].is_none())?;
            Some((at, (name, entry)))
        };
        let places: Vec<_> = entries.iter().map(place).collect::<Option<_>>()?;
        for (at, entry) in places {
            self.entries[at] = Some(entry);
        }
        Some(written)
    }

    /// Reports required keys that are missing or blank. `meant` are keys that misspelt ones stand for: they are not
    /// missing.
    fn require(&self, d: &mut Decoder, meant: &[&str]) {
        for (key, entry) in self.table.keys.iter().zip(&self.entries) {
            match entry {
                None if key.required && !d.incomplete && !meant.contains(&key.name) => {
                    d.report(mistake::missing(key), self.start)
                }
                Some((name, entry)) if key.required && !d.incomplete && entry.value.is_blank() => {
                    d.report(mistake::blank(name), entry.key.span);
                }
                _ => {}
            }
        }
    }

    /// The value of each key, in the table's order; `None` where it is left out or blank.
    pub fn values(&self) -> impl Iterator<Item = Option<Field<'n>>> {
        self.entries.iter().map(|entry| {
            let (name, entry) = (*entry)?;
            (!entry.value.is_blank()).then_some(Field { name, value: &entry.value })
        })
    }
}
