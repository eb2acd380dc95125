//! The kinds of values, by the names that the rows of records have for them. For each the stage `decode` has a function of
//! the same name, which gives what the field holds: so none can be read by another kind than its table tells.

use super::held::Keyed;
use crate::model::choice::Chosen;
use crate::model::keys::{Kind, Label};

pub const fn text() -> Kind {
    Kind::Text
}

/// A text that the record is nothing without.
pub const fn text_or_empty() -> Kind {
    Kind::Text
}

/// A text that few have.
pub const fn boxed_text() -> Kind {
    Kind::Text
}

pub const fn code() -> Kind {
    Kind::Code
}

pub const fn date() -> Kind {
    Kind::Date
}

pub const fn pattern() -> Kind {
    Kind::Pattern
}

pub const fn file_name() -> Kind {
    Kind::FileName
}

pub const fn picture() -> Kind {
    Kind::Picture
}

pub const fn template() -> Kind {
    Kind::Template
}

pub const fn watermark() -> Kind {
    Kind::Watermark
}

pub const fn lines() -> Kind {
    Kind::Lines
}

pub const fn prose() -> Kind {
    Kind::Prose
}

pub const fn names() -> Kind {
    Kind::Names
}

/// The first name, and the others.
pub const fn departments() -> Kind {
    Kind::Names
}

pub const fn texts() -> Kind {
    Kind::Texts
}

pub const fn roles() -> Kind {
    Kind::Roles
}

pub const fn whole(min: u32) -> Kind {
    Kind::Whole { min }
}

pub const fn headcount() -> Kind {
    Kind::Headcount
}

pub const fn integer() -> Kind {
    Kind::Integer
}

/// A choice that has a default.
pub const fn choice<W: Chosen>() -> Kind {
    Kind::Choice(W::CHOICES)
}

pub const fn optional_choice<W: Chosen>() -> Kind {
    Kind::Choice(W::CHOICES)
}

pub const fn choices<W: Chosen>() -> Kind {
    Kind::Choices(W::CHOICES)
}

pub const fn map<R: Keyed>() -> Kind {
    Kind::Map(R::TABLE)
}

pub const fn list<R: Keyed>() -> Kind {
    Kind::List { table: R::TABLE, or_text: R::OF_TEXT.is_some() }
}

pub const fn labelled(labels: &'static [Label]) -> Kind {
    Kind::Labelled(labels)
}

pub const fn parameters() -> Kind {
    Kind::Parameters
}

pub const fn words() -> Kind {
    Kind::Words
}
