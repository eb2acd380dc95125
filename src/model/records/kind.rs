//! The kinds of values, by the names that the rows of records have for them. For each the stage `decode` has a function of
//! the same name, which gives what the field holds: so none can be read by another kind than its table tells.

use super::held::Keyed;
use crate::model::choice::Chosen;
use crate::model::keys::{KeyKind, RowLabel};

pub const fn text() -> KeyKind {
    KeyKind::Text
}

/// A text that the record is nothing without.
pub const fn text_or_empty() -> KeyKind {
    KeyKind::Text
}

/// A text that few have.
pub const fn boxed_text() -> KeyKind {
    KeyKind::Text
}

pub const fn code() -> KeyKind {
    KeyKind::Code
}

pub const fn date() -> KeyKind {
    KeyKind::Date
}

pub const fn pattern() -> KeyKind {
    KeyKind::Pattern
}

pub const fn file_name() -> KeyKind {
    KeyKind::FileName
}

pub const fn picture() -> KeyKind {
    KeyKind::Picture
}

pub const fn template() -> KeyKind {
    KeyKind::Template
}

pub const fn watermark() -> KeyKind {
    KeyKind::Watermark
}

pub const fn lines() -> KeyKind {
    KeyKind::Lines
}

/// Lines that few have.
pub const fn boxed_lines() -> KeyKind {
    KeyKind::Lines
}

pub const fn prose() -> KeyKind {
    KeyKind::Prose
}

pub const fn names() -> KeyKind {
    KeyKind::Names
}

/// The first name, and the others.
pub const fn departments() -> KeyKind {
    KeyKind::Names
}

pub const fn texts() -> KeyKind {
    KeyKind::Texts
}

pub const fn roles() -> KeyKind {
    KeyKind::Roles
}

pub const fn whole(min: u32) -> KeyKind {
    KeyKind::Whole { min }
}

pub const fn headcount() -> KeyKind {
    KeyKind::Headcount
}

pub const fn integer() -> KeyKind {
    KeyKind::Integer
}

/// A choice that has a default.
pub const fn choice<W: Chosen>() -> KeyKind {
    KeyKind::Choice(W::CHOICES)
}

pub const fn optional_choice<W: Chosen>() -> KeyKind {
    KeyKind::Choice(W::CHOICES)
}

pub const fn choices<W: Chosen>() -> KeyKind {
    KeyKind::Choices(W::CHOICES)
}

pub const fn map<R: Keyed>() -> KeyKind {
    KeyKind::Map(R::TABLE)
}

pub const fn list<R: Keyed>() -> KeyKind {
    KeyKind::List { table: R::TABLE, or_text: R::OF_TEXT.is_some() }
}

/// A list that few have.
pub const fn boxed_list<R: Keyed>() -> KeyKind {
    list::<R>()
}

pub const fn labelled(labels: &'static [RowLabel]) -> KeyKind {
    KeyKind::Labelled(labels)
}

pub const fn parameters() -> KeyKind {
    KeyKind::Parameters
}

pub const fn words() -> KeyKind {
    KeyKind::Words
}
