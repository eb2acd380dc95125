//! Decodes lists of mappings, and mappings of labels to texts.

use std::borrow::Cow;
use std::collections::HashMap;

use super::decoder::{Decoder, exact};
use super::fields::Fields;
use crate::diag::{Diagnostic, Span};
use crate::model::choice::Language;
use crate::model::expected::Expected;
use crate::model::hint::{self, Nearness};
use crate::model::keys::{DataKey, KeyTable, RowLabel};
use crate::model::mistake;
use crate::model::shape;
use crate::model::{Labelled, Str};
use crate::yaml::{Entry, FalseKey, Node, Scalar, Value, false_key, half_width_quotes};

/// An item of a list: a mapping, or the text that stands for one.
pub enum DecodedItem<'n> {
    Fields(Fields<'n>),
    Text(Str),
}

impl Decoder<'_> {
    /// The items of a list that are neither blank nor wrong.
    ///
    /// `text` says whether an item may be a text.
    pub fn items<'n>(
        &mut self,
        node: &'n Node,
        name: &str,
        table: &'static KeyTable,
        text: bool,
    ) -> Vec<DecodedItem<'n>> {
        if let Some(items) = self.without_dashes(node, name, table) {
            let items =
                items.into_iter().map(|item| DecodedItem::Fields(Fields::of(self, item, node.span, table)));
            return items.collect();
        }
        let items = match &node.value {
            Value::List(items) => self.limited(items, node, name),
            Value::Scalar(_) if text => {
                self.joined_lines(node, false);
                std::slice::from_ref(node)
            }
            _ => {
                let told = mistake::wrong_type(name, Expected::List, node);
                self.report(Diagnostic { fix: self.paired_items(node, table), ..told }, node.span);
                return Vec::new();
            }
        };
        let pair = shape::pair_of_items(table, items);
        let in_list = matches!(node.value, Value::List(_));
        let mut found: Vec<DecodedItem> = Vec::with_capacity(items.len());
        for item in items.iter().filter(|item| !item.is_blank()) {
            let item = self.with_one_dash(item);
            if !self.is_flow(item)
                && let (Some(DecodedItem::Fields(before)), Value::Map(entries)) =
                    (found.last_mut(), &item.value)
                && let Some(required) = before.absorb(entries)
            {
                let first = entries.first().map(|entry| &entry.key);
                let own = first.and_then(|key| key.as_scalar()).map_or("", |key| key.text.as_str());
                let span = first.map_or(item.span, |key| key.span);
                let told = mistake::stray_dash(own, required);
                let edit = first.and_then(|key| self.without_dash(key));
                self.report(edit.into_iter().fold(told, Diagnostic::with_edit), span);
                continue;
            }
            let parts = self.run_together(item, table);
            if parts.len() > 1 {
                let fields = parts.into_iter().map(|part| Fields::of(self, part, item.span, table));
                found.extend(fields.map(DecodedItem::Fields));
                continue;
            }
            let false_key = in_list.then(|| self.false_key(item, table)).flatten();
            found.extend(match false_key {
                // What is left of another key is no item.
                Some((value, required)) => value.filter(|_| text && required).map(DecodedItem::Text),
                None => self.item(item, name, table, text, pair),
            });
        }
        exact(found.into_iter())
    }

    /// Tells of a text that begins with a key of the table and a colon that is none: `- 描述：编制凭证`.
    /// Gives its value, unless it is blank, and whether the key is one that an item must have.
    fn false_key(&mut self, node: &Node, table: &'static KeyTable) -> Option<(Option<Str>, bool)> {
        let item = node.as_scalar().filter(|scalar| scalar.plain)?;
        let FalseKey { name, value, diagnostic } = false_key(self.path, self.lines.text(), node.span)?;
        let key = table.named(name)?;
        let text = item.text.get(value.start - node.span.start..).unwrap_or_default();
        let scalar = Scalar { text: text.to_owned(), ..item.clone() };
        self.tell(diagnostic);
        Some((self.text(&Node::new(value, Value::Scalar(scalar)), name), key.required))
    }

    /// `pair` are the keys that a name and its value go to.
    fn item<'n>(
        &mut self,
        node: &'n Node,
        name: &str,
        table: &'static KeyTable,
        text: bool,
        pair: Option<[&'static DataKey; 2]>,
    ) -> Option<DecodedItem<'n>> {
        if text && node.as_scalar().is_some() {
            return self.text(node, name).map(DecodedItem::Text);
        }
        if let (true, Value::Map(entries)) = (text, &node.value)
            && let [Entry { key, value, .. }, others @ ..] = entries.as_slice()
            && let Some(name) = key.as_scalar()
            && table.find(&name.text).is_none()
            && others
                .iter()
                .all(|other| other.key.as_scalar().is_some_and(|key| table.find(&key.text).is_some()))
        {
            let guess = hint::guess(&name.text, table, entries);
            let misspelt = guess.key.is_some_and(|(key, _)| key.required && guess.nearness != Nearness::Part);
            let is_pair = value.as_scalar().is_some_and(|value| !value.is_null());
            let is_pair = is_pair && !guess.is_sure() && !misspelt;
            if others.is_empty()
                && let Some(inner) = shape::in_chinese_quotes(key, value)
            {
                let told = mistake::colon_in_item(&name.text).with_help(half_width_quotes(&inner));
                self.report(Diagnostic { fix: self.full_width_colon(key, value), ..told }, key.span);
                return None;
            }
            if let Some(pair) = pair.filter(|_| is_pair && guess.is_of_table)
                && let Some(told) = self.pair(entries, pair, table)
            {
                self.report(told, key.span);
                return self.text(key, &name.text).map(DecodedItem::Text);
            }
            if others.is_empty() && guess.help.is_none() {
                let told = mistake::colon_in_item(&name.text);
                self.report(Diagnostic { fix: self.as_text(node), ..told }, key.span);
                return None;
            }
            // A key that belongs elsewhere is reported alone, and not also as an item that lacks its required key.
            if others.is_empty() && !guess.is_of_table {
                self.report(mistake::unknown_key(&name.text, table, guess.help), key.span);
                return None;
            }
        }
        let fields = Fields::read(self, node, table);
        if fields.is_none() {
            let expected = if text { Expected::Item } else { Expected::Mapping };
            self.report(mistake::wrong_type(name, expected, node), node.span);
        }
        fields.map(DecodedItem::Fields)
    }

    /// The rows of a mapping of labels to texts.
    fn rows(&mut self, all: &[Entry], node: &Node, name: &str, labels: &'static [RowLabel]) -> Vec<Labelled> {
        let all = self.limited(all, node, name);
        let canonical = |own| find(own, labels).map_or(Cow::Borrowed(own), |label| label.key.into());
        let mut rows = Vec::with_capacity(all.len());
        for (own, entry) in self.unique(all, canonical) {
            self.joined_lines(&entry.value, true);
            let items = self.texts(&entry.value, own);
            rows.extend(self.labelled(&entry.key, name, labels).map(|row| Labelled { items, ..row }));
        }
        rows
    }

    /// Tells of a text that begins with a known label and a colon that is none, `学历：本科`, and takes it for the row
    /// that it was to be. In a list it reads well as it stands.
    fn false_label(&mut self, node: &Node, labels: &'static [RowLabel]) -> Option<Labelled> {
        let scalar = node.as_scalar().filter(|scalar| scalar.plain)?;
        let FalseKey { name, value, diagnostic } = false_key(self.path, self.lines.text(), node.span)?;
        find(name, labels)?;
        let text = scalar.text.get(value.start - node.span.start..).unwrap_or_default().to_owned();
        let span = Span { start: node.span.start, end: node.span.start + name.len() };
        let key = Node::new(span, Value::Scalar(Scalar { text: name.to_owned(), ..scalar.clone() }));
        let value = Node::new(value, Value::Scalar(Scalar { text, ..scalar.clone() }));
        self.tell(diagnostic);
        let label = self.labelled(&key, name, labels)?;
        Some(Labelled { items: self.texts(&value, name), ..label })
    }

    /// Whether an earlier item of a list has the row's label, which is reported. Within one mapping keys are unique.
    fn stands_twice(&mut self, row: &Labelled, known: &mut HashMap<Box<str>, Span>) -> bool {
        let Some(label) = &row.label else { return false };
        let Some(first) = known.get(&label.value) else {
            known.insert(label.value.clone(), label.span());
            return false;
        };
        let line = self.lines.position(first.start).line;
        self.report(mistake::duplicate_key(label, label, line, false), label.span());
        true
    }

    /// A row with its label alone, in the handbook's language if it is a known one.
    fn labelled(&mut self, key: &Node, name: &str, labels: &'static [RowLabel]) -> Option<Labelled> {
        let written = self.text(key, name)?;
        let Some(known) = find(&written, labels) else {
            return Some(Labelled { key: None, label: Some(written), items: Vec::new() });
        };
        let shown = match self.language {
            Language::Chinese => known.chinese.first().copied().unwrap_or(known.key),
            Language::English => known.english,
        };
        let label = Str::new(shown.into(), written.path.clone(), written.span());
        Some(Labelled { key: Some(known.key), label: Some(label), items: Vec::new() })
    }

    /// Rows of labels and texts. A label without texts stays, so that the form keeps its row to write in; texts without a
    /// label that follow each other are one row.
    pub fn labelled_rows(&mut self, value: &Node, name: &str, labels: &'static [RowLabel]) -> Vec<Labelled> {
        let items = match &value.value {
            Value::List(items) => self.limited(items, value, name),
            Value::Map(_) | Value::Scalar(_) => std::slice::from_ref(value),
        };
        let in_list = matches!(value.value, Value::List(_));
        let mut rows: Vec<Labelled> = Vec::new();
        let mut known = HashMap::new();
        for item in items {
            let Value::Map(all) = &item.value else {
                if !in_list && let Some(row) = self.false_label(item, labels) {
                    rows.push(row);
                    continue;
                }
                self.joined_lines(item, true);
                let text = self.text(item, name);
                match rows.last_mut().filter(|row| row.label.is_none()) {
                    Some(row) => row.items.extend(text),
                    None => {
                        rows.extend(text.map(|text| Labelled { key: None, label: None, items: vec![text] }))
                    }
                }
                continue;
            };
            let found = self.rows(all, item, name, labels);
            rows.extend(found.into_iter().filter(|row| !self.stands_twice(row, &mut known)));
        }
        rows.iter_mut().for_each(|row| row.items.shrink_to_fit());
        exact(rows.into_iter())
    }
}

fn find(name: &str, labels: &'static [RowLabel]) -> Option<&'static RowLabel> {
    labels.iter().find(|label| label.key == name || label.chinese.contains(&name))
}
