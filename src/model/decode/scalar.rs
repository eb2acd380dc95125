//! Decodes texts, numbers and choices.
//!
//! A text stays as typed, but that a tab becomes a space and CRLF a line feed.

use super::fields::{Field, Fields};
use super::{Decoder, MAX_ITEMS, MAX_TEXT, date, exact, number};
use crate::diag::Diagnostic;
use crate::model::hint;
use crate::model::keys::{Choice, Kind, MAX_WHOLE};
use crate::model::mistake::{self, Expected};
use crate::model::{Entries, Headcount, Joiner, Passage, Spanned, Str};
use crate::yaml::{Entry, Node, Scalar, Value, control_character, is_forbidden, joined_line};

impl Decoder<'_> {
    /// A single text; `None` if it is blank or wrong.
    pub fn text(&mut self, node: &Node, name: &str) -> Option<Str> {
        self.scalar(node, name, Expected::Text)
    }

    fn scalar(&mut self, node: &Node, name: &str, expected: Expected) -> Option<Str> {
        match &node.value {
            Value::Scalar(scalar) => self.clean(scalar, node, name),
            Value::List(_) | Value::Map(_) => {
                let told = mistake::wrong_type(name, expected, node);
                self.report(Diagnostic { fix: self.as_text(node), ..told }, node.span);
                None
            }
        }
    }

    /// A text or a list of text, without blank ones.
    pub fn texts(&mut self, node: &Node, name: &str) -> Vec<Str> {
        let items = match &node.value {
            Value::Scalar(scalar) => return exact(self.clean(scalar, node, name).into_iter()),
            Value::List(items) => self.limited(items, node, name),
            Value::Map(_) => {
                let told = mistake::wrong_type(name, Expected::Texts, node);
                self.report(Diagnostic { fix: self.as_text(node), ..told }, node.span);
                return Vec::new();
            }
        };
        let texts = items.iter().filter_map(|item| {
            let item = self.with_one_dash(item);
            self.text(item, name)
        });
        exact(texts)
    }

    /// Tells of a text over several lines where a list was most likely meant, without its `- `; where the
    /// key takes `prose` too, only of short lines.
    pub fn joined_lines(&mut self, node: &Node, prose: bool) {
        if node.as_scalar().is_some_and(|scalar| scalar.plain) {
            let told = joined_line(self.path, self.lines.text(), node.span, prose);
            told.into_iter().for_each(|told| self.tell(told));
        }
    }

    /// The items of a list, as far as the limit goes.
    pub fn limited<'n, T>(&mut self, items: &'n [T], node: &Node, name: &str) -> &'n [T] {
        if items.len() > MAX_ITEMS {
            self.report(mistake::too_many_items(name, MAX_ITEMS), node.span);
        }
        &items[..items.len().min(MAX_ITEMS)]
    }

    /// A key of the author's own, as text to show.
    pub fn key_text(&mut self, entry: &Entry, name: &str) -> Option<Str> {
        self.text(&entry.key, name)
    }

    fn clean(&mut self, scalar: &Scalar, node: &Node, name: &str) -> Option<Str> {
        if scalar.is_null() || scalar.text.trim().is_empty() {
            return None;
        }
        // The line feed that ends a block scalar ends its last line; it begins no other one.
        let text = if scalar.block { scalar.text.strip_suffix('\n') } else { None };
        let text = text.unwrap_or(&scalar.text);
        if text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT {
            self.report(mistake::too_long(name, MAX_TEXT), node.span);
            return None;
        }
        let value = normalise(text);
        // Those of the file itself are reported and masked before; these came in by an escape.
        if let Some(found) = value.chars().find(|&c| is_forbidden(c) || c == '\r') {
            self.report(control_character(found), node.span);
            return None;
        }
        Some(self.spanned(value.into(), node.span))
    }

    /// A whole number from `min`.
    pub fn whole(&mut self, node: &Node, name: &str, min: u32) -> Option<Spanned<u32>> {
        let text = self.scalar(node, name, Expected::Whole)?;
        let typed = text.value.trim();
        let mistake = match typed.parse::<i128>() {
            Err(_) if typed.bytes().all(|b| b.is_ascii_digit()) => mistake::above(name, MAX_WHOLE, typed),
            Err(_) => not_whole(name, typed),
            Ok(number) if number < i128::from(min) => mistake::below(name, min, typed),
            Ok(number) if number > i128::from(MAX_WHOLE) => mistake::above(name, MAX_WHOLE, typed),
            Ok(number) => return Some(self.spanned(number as u32, node.span)),
        };
        let fix = self.without_marks(node, |inner| inner.parse::<u32>().is_ok_and(|number| number >= min));
        self.report(Diagnostic { fix, ..mistake }, node.span);
        None
    }

    /// A number of people, or a range of them.
    fn headcount(&mut self, node: &Node, name: &str) -> Option<Spanned<Headcount>> {
        let text = self.scalar(node, name, Expected::Headcount)?;
        let typed = text.value.trim();
        let within = |end: &str| match end.parse::<i128>() {
            Ok(number) if number < 0 => Err(mistake::below(name, 0, typed)),
            // A number too long to read is none too small: only one with a sign is.
            Err(_) if end.starts_with('-') => Err(mistake::below(name, 0, typed)),
            Ok(number) if number <= i128::from(MAX_WHOLE) => Ok(number as u64),
            _ => Err(mistake::above(name, MAX_WHOLE, typed)),
        };
        let Some((least, most)) = number::people(typed) else {
            let mistake = mistake::no_headcount(name, typed);
            let help = number::people_hint(typed);
            let fix = self.without_marks(node, |inner| number::people(inner).is_some());
            self.report(mistake::or_range(Diagnostic { help, fix, ..mistake }), node.span);
            return None;
        };
        match within(least).and_then(|least| Ok(Headcount { least, most: within(most)? })) {
            Ok(Headcount { least, most }) if least > most => {
                self.report(mistake::reversed_range(name, typed, most, least), node.span);
                None
            }
            Ok(headcount) => Some(self.spanned(headcount, node.span)),
            Err(mistake) => {
                self.report(mistake::or_blank(mistake), node.span);
                None
            }
        }
    }

    fn integer(&mut self, node: &Node, name: &str) -> Option<Spanned<i64>> {
        let text = self.scalar(node, name, Expected::Whole)?;
        let typed = text.value.trim();
        match typed.parse::<i64>() {
            Ok(number) => Some(self.spanned(number, node.span)),
            Err(_) => {
                let fix = self.without_marks(node, |inner| inner.parse::<i64>().is_ok());
                self.report(Diagnostic { fix, ..not_whole(name, typed) }, node.span);
                None
            }
        }
    }

    /// Which of the choices it is, by its index.
    pub fn choice(&mut self, node: &Node, name: &str, choices: &'static [Choice]) -> Option<usize> {
        let text = self.text(node, name)?;
        let typed = text.value.trim();
        let choice = |typed: &str| {
            choices.iter().position(|choice| choice.value == typed || choice.chinese == Some(typed))
        };
        let found = choice(typed);
        if found.is_none() {
            let mistake = mistake::not_a_choice(name, choices, typed);
            let meant = hint::choice(typed, choices).map(mistake::similar);
            let fix = self.without_marks(node, |inner| choice(inner).is_some());
            self.report(Diagnostic { help: meant, fix, ..mistake }, node.span);
        }
        found
    }

    /// A text that should be a day, if it looks like one.
    fn date(&mut self, node: &Node, name: &str) -> Option<Str> {
        let text = self.text(node, name)?;
        if date::is_impossible(&text) {
            let mistake = mistake::impossible_date(name, text.trim());
            let help = date::hint(&text).or(mistake.help.clone());
            self.report(Diagnostic { help, ..mistake }, node.span);
        }
        Some(text)
    }

    fn pattern(&mut self, node: &Node, name: &str) -> Option<Str> {
        let text = self.text(node, name)?;
        if let Err(error) = regex::Regex::new(&text) {
            let reason = error.to_string();
            // The last line says what is wrong; those before draw the pattern.
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
            self.report(mistake::bad_pattern(name, reason), node.span);
            return None;
        }
        Some(text)
    }
}

/// Fields by the kind that the table gives them. A kind that the caller did not expect is a mistake
/// in the program; it shows as soon as a test has the key.
impl<'n> Fields<'n> {
    /// `Text`, `Code`, `Pattern` and `FileName`.
    pub fn text(&self, d: &mut Decoder, key: &str) -> Option<Str> {
        let Field { key, name, value } = self.get(key)?;
        match key.kind {
            Kind::Code => d.text(value, name).filter(|text| !means_none(text)),
            Kind::Pattern => d.pattern(value, name),
            Kind::Text if matches!(key.name, "date" | "effective_date") => d.date(value, name),
            Kind::Text | Kind::FileName => d.text(value, name),
            other => unreachable!("{} is {other:?}", key.name),
        }
    }

    /// `Lines` and `Names`.
    pub fn passage(&self, d: &mut Decoder, key: &str) -> Passage {
        let Some(Field { key, name, value }) = self.get(key) else { return Passage::default() };
        let joiner = match key.kind {
            Kind::Lines => Joiner::LineBreak,
            Kind::Names => {
                d.joined_lines(value, false);
                d.comma()
            }
            other => unreachable!("{} is {other:?}", key.name),
        };
        Passage { parts: d.texts(value, name).into(), joiner }
    }

    /// `Texts`.
    pub fn texts(&self, d: &mut Decoder, key: &str) -> Vec<Str> {
        let Some(Field { key, name, value }) = self.get(key) else { return Vec::new() };
        debug_assert!(matches!(key.kind, Kind::Texts), "{}", key.name);
        d.joined_lines(value, false);
        d.texts(value, name)
    }

    /// `Whole`.
    pub fn whole(&self, d: &mut Decoder, key: &str) -> Option<Spanned<u32>> {
        let Field { key, name, value } = self.get(key)?;
        match key.kind {
            Kind::Whole { min } => d.whole(value, name, min),
            other => unreachable!("{} is {other:?}", key.name),
        }
    }

    /// `Headcount`.
    pub fn headcount(&self, d: &mut Decoder, key: &str) -> Option<Spanned<Headcount>> {
        let Field { key, name, value } = self.get(key)?;
        debug_assert!(matches!(key.kind, Kind::Headcount), "{}", key.name);
        d.headcount(value, name)
    }

    /// `Integer`.
    pub fn integer(&self, d: &mut Decoder, key: &str) -> Option<Spanned<i64>> {
        let Field { key, name, value } = self.get(key)?;
        debug_assert!(matches!(key.kind, Kind::Integer), "{}", key.name);
        d.integer(value, name)
    }

    /// `Choice`, by the word that the table has for it.
    pub fn choice(&self, d: &mut Decoder, key: &str) -> Option<&'static str> {
        let Field { key, name, value } = self.get(key)?;
        match key.kind {
            Kind::Choice(choices) => d.choice(value, name, choices).map(|at| choices[at].value),
            other => unreachable!("{} is {other:?}", key.name),
        }
    }

    /// `Map`.
    pub fn map(&self, d: &mut Decoder, key: &str) -> Option<Fields<'n>> {
        let Field { key, name, value } = self.get(key)?;
        let Kind::Map(table) = key.kind else { unreachable!("{} is {:?}", key.name, key.kind) };
        let fields = Fields::read(d, value, table);
        if fields.is_none() {
            d.report(mistake::wrong_type(name, Expected::Mapping, value), value.span);
        }
        fields
    }

    /// `Entries`.
    pub fn entries(&self, d: &mut Decoder, key: &str) -> Entries<Str> {
        self.own_keys(d, key, |d, _, value, name| d.text(value, name))
    }

    /// `Choices`, by the words that the table has for them.
    pub fn choices(&self, d: &mut Decoder, key: &str) -> Entries<&'static str> {
        self.own_keys(d, key, |d, kind, value, name| match kind {
            Kind::Choices(choices) => d.choice(value, name, choices).map(|at| choices[at].value),
            other => unreachable!("{other:?}"),
        })
    }

    /// A mapping of the author's own keys; blank values are left out.
    fn own_keys<V>(
        &self,
        d: &mut Decoder,
        key: &str,
        decode: impl Fn(&mut Decoder, Kind, &Node, &str) -> Option<V>,
    ) -> Entries<V> {
        let Some(Field { key, name, value }) = self.get(key) else { return Entries::default() };
        let Value::Map(all) = &value.value else {
            d.report(mistake::wrong_type(name, Expected::Mapping, value), value.span);
            return Entries::default();
        };
        let all = d.limited(all, value, name);
        let mut entries = Vec::new();
        for (own, entry) in d.unique(all, |own| own.into()) {
            let label = d.key_text(entry, name);
            let decoded = decode(d, key.kind, &entry.value, own);
            entries.extend(label.zip(decoded));
        }
        Entries(entries)
    }
}

fn not_whole(name: &str, typed: &str) -> Diagnostic {
    Diagnostic { help: number::hint(typed), ..mistake::not_whole(name, typed) }
}

/// CRLF is a line feed, a tab a space; nothing else changes.
fn normalise(text: &str) -> String {
    if !text.contains(['\t', '\r']) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\t', " ")
}

/// What hand-made forms write where a position has no code.
fn means_none(code: &str) -> bool {
    matches!(code.trim(), "不填" | "无" | "/")
}
