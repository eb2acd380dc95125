//! Decodes texts, numbers and choices.
//!
//! A text stays as typed, but that a tab becomes a space and CRLF a line feed.

use super::decoder::{Decoder, MAX_ITEMS, MAX_TEXT, exact};
use super::{date, number};
use crate::diag::Diagnostic;
use crate::model::expected::Expected;
use crate::model::hint;
use crate::model::keys::{ChoiceWord, MAX_WHOLE};
use crate::model::mistake;
use crate::model::{Headcount, Spanned, Str};
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

    /// Reports a text over several lines where a list was most likely meant, without its `- `; where the key takes
    /// `prose`, too, only short lines are reported.
    pub fn joined_lines(&mut self, node: &Node, prose: bool) {
        if node.as_scalar().is_some_and(|scalar| scalar.plain) {
            let told = joined_line(self.path, self.lines.text(), node.span, prose);
            told.into_iter().for_each(|told| self.tell(told));
        }
    }

    /// The items of a list up to the limit; more are reported.
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
        // Such characters in the file itself are reported and masked earlier; this one was written as an escape.
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
    pub fn headcount(&mut self, node: &Node, name: &str) -> Option<Spanned<Headcount>> {
        let text = self.scalar(node, name, Expected::Headcount)?;
        let typed = text.value.trim();
        let within = |end: &str| match end.parse::<i128>() {
            Ok(number) if number < 0 => Err(mistake::below(name, 0, typed)),
            // A number too long to read is too large, unless it has a minus sign.
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

    pub fn integer(&mut self, node: &Node, name: &str) -> Option<Spanned<i64>> {
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
    pub fn choice(&mut self, node: &Node, name: &str, choices: &'static [ChoiceWord]) -> Option<usize> {
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
    pub fn date(&mut self, node: &Node, name: &str) -> Option<Str> {
        let text = self.text(node, name)?;
        if date::is_impossible(&text) {
            let mistake = mistake::impossible_date(name, text.trim());
            let help = date::hint(&text).or(mistake.help.clone());
            self.report(Diagnostic { help, ..mistake }, node.span);
        }
        Some(text)
    }

    pub fn pattern(&mut self, node: &Node, name: &str) -> Option<Str> {
        let text = self.text(node, name)?;
        if let Err(error) = regex::Regex::new(&text) {
            let reason = error.to_string();
            // The last line says what is wrong; the lines before show the pattern.
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
            self.report(mistake::bad_pattern(name, reason), node.span);
            return None;
        }
        Some(text)
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
