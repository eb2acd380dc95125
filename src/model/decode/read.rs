//! Reads the value of a key. Each function has the name of a [kind](crate::model::records) in the rows of records.

use super::decoder::{Decoder, exact};
use super::fields::{Field, Fields};
use super::labelled::DecodedItem;
use crate::model::choice::Chosen;
use crate::model::expected::Expected;
use crate::model::keys::RowLabel;
use crate::model::mistake;
use crate::model::records::Keyed;
use crate::model::{Entries, Headcount, Joiner, Labelled, Passage, Spanned, Str};
use crate::yaml::{Node, Value};

/// A record that can be read.
pub trait Decode: Keyed {
    /// Every key in turn, so that every mistake is found.
    fn read(d: &mut Decoder, fields: &Fields) -> Self;
}

/// Reads a record by its rows.
macro_rules! reading {
    (
        $(#[$about:meta])*
        $record:ident, $table:ident: $id:literal ($zh:literal, $en:literal) $(, or $text:ident)?;
        $(own { $($(#[$own_about:meta])* $own:ident: $own_type:ty,)+ })?
        keys {$(
            $(#[$field_about:meta])*
            $field:ident: $type:ty $(, $(#[$more_about:meta])* $more:ident: $more_type:ty)?
                = $kind:ident $(::<$of:ty>)? ($($argument:expr)?) => $key:expr;
        )+}
        $(below { $($(#[$below_about:meta])* $below:ident: $below_type:ty,)+ })?
    ) => {
        impl $crate::model::decode::read::Decode for $record {
            fn read(
                d: &mut $crate::model::decode::Decoder,
                fields: &$crate::model::decode::fields::Fields,
            ) -> $record {
                let mut values = fields.values();
                $(
                    let $field = match values.next().flatten() {
                        Some(field) => $kind $(::<$of>)? (d, field $(, $argument)?),
                        None => Default::default(),
                    };
                    $(let ($field, $more) = $field;)?
                )+
                $record {
                    $($($own: Default::default(),)+)?
                    $($field, $($more,)?)+
                    $($($below: Default::default(),)+)?
                }
            }
        }
    };
}
pub(super) use reading;

pub fn text(d: &mut Decoder, Field { name, value }: Field) -> Option<Str> {
    d.text(value, name)
}

pub fn text_or_empty(d: &mut Decoder, field: Field) -> Str {
    text(d, field).unwrap_or_default()
}

pub fn boxed_text(d: &mut Decoder, field: Field) -> Option<Box<Str>> {
    text(d, field).map(Box::new)
}

pub fn code(d: &mut Decoder, field: Field) -> Option<Str> {
    text(d, field).filter(|text| !means_none(text))
}

/// What hand-made forms write where a position has no code.
fn means_none(code: &str) -> bool {
    matches!(code.trim(), "不填" | "无" | "/")
}

pub fn date(d: &mut Decoder, Field { name, value }: Field) -> Option<Str> {
    d.date(value, name)
}

pub fn pattern(d: &mut Decoder, Field { name, value }: Field) -> Option<Str> {
    d.pattern(value, name)
}

/// The pipeline tells what is wrong with it.
pub fn file_name(d: &mut Decoder, field: Field) -> Option<Str> {
    text(d, field)
}

/// The pipeline tells what is wrong with it.
pub fn picture(d: &mut Decoder, field: Field) -> Option<Str> {
    text(d, field)
}

/// The pipeline tells what is wrong with it.
pub fn template(d: &mut Decoder, field: Field) -> Option<Str> {
    text(d, field)
}

/// The pipeline tells what is wrong with it.
pub fn watermark(d: &mut Decoder, field: Field) -> Option<Str> {
    text(d, field)
}

pub fn lines(d: &mut Decoder, Field { name, value }: Field) -> Passage {
    Passage { parts: d.texts(value, name).into(), joiner: Joiner::LineBreak }
}

pub fn boxed_lines(d: &mut Decoder, field: Field) -> Option<Box<Passage>> {
    Some(lines(d, field)).filter(|lines| !lines.is_empty()).map(Box::new)
}

pub fn prose(d: &mut Decoder, field: Field) -> Passage {
    lines(d, field)
}

pub fn names(d: &mut Decoder, Field { name, value }: Field) -> Passage {
    d.joined_lines(value, false);
    Passage { parts: d.texts(value, name).into(), joiner: d.comma() }
}

pub fn texts(d: &mut Decoder, Field { name, value }: Field) -> Vec<Str> {
    d.joined_lines(value, false);
    d.texts(value, name)
}

pub fn roles(d: &mut Decoder, field: Field) -> Vec<Str> {
    texts(d, field)
}

pub fn whole(d: &mut Decoder, Field { name, value }: Field, min: u32) -> Option<Spanned<u32>> {
    d.whole(value, name, min)
}

pub fn headcount(d: &mut Decoder, Field { name, value }: Field) -> Option<Spanned<Headcount>> {
    d.headcount(value, name)
}

pub fn integer(d: &mut Decoder, Field { name, value }: Field) -> Option<Spanned<i64>> {
    d.integer(value, name)
}

pub fn choice<W: Chosen + Default>(d: &mut Decoder, field: Field) -> W {
    optional_choice(d, field).unwrap_or_default()
}

pub fn optional_choice<W: Chosen>(d: &mut Decoder, Field { name, value }: Field) -> Option<W> {
    word(d, value, name)
}

pub fn choices<W: Chosen>(d: &mut Decoder, field: Field) -> Entries<W> {
    own_keys(d, field, word)
}

/// The value that a word stands for.
fn word<W: Chosen>(d: &mut Decoder, value: &Node, name: &str) -> Option<W> {
    const { assert!(W::CHOICES.len() == W::VALUES.len()) }
    W::VALUES.get(d.choice(value, name, W::CHOICES)?).copied()
}

pub fn map<R: Decode>(d: &mut Decoder, Field { name, value }: Field) -> R {
    let Some(fields) = Fields::read(d, value, R::TABLE) else {
        d.report(mistake::wrong_type(name, Expected::Mapping, value), value.span);
        return R::default();
    };
    R::read(d, &fields)
}

pub fn list<R: Decode>(d: &mut Decoder, Field { name, value }: Field) -> Vec<R> {
    let items = d.items(value, name, R::TABLE, R::OF_TEXT.is_some());
    let record = |item| match item {
        DecodedItem::Fields(fields) => Some(R::read(d, &fields)),
        DecodedItem::Text(text) => R::OF_TEXT.map(|of_text| of_text(text)),
    };
    exact(items.into_iter().filter_map(record))
}

pub fn boxed_list<R: Decode>(d: &mut Decoder, field: Field) -> Box<[R]> {
    list(d, field).into()
}

pub fn labelled(d: &mut Decoder, Field { name, value }: Field, labels: &'static [RowLabel]) -> Vec<Labelled> {
    d.labelled_rows(value, name, labels)
}

pub fn parameters(d: &mut Decoder, field: Field) -> Entries<Str> {
    own_keys(d, field, |d, value, name| d.text(value, name))
}

pub fn words(d: &mut Decoder, field: Field) -> Entries<Str> {
    own_keys(d, field, |d, value, name| d.text(value, name))
}

/// A mapping of the author's own keys; blank values are left out.
fn own_keys<V>(
    d: &mut Decoder,
    Field { name, value }: Field,
    decode: impl Fn(&mut Decoder, &Node, &str) -> Option<V>,
) -> Entries<V> {
    let Value::Map(all) = &value.value else {
        d.report(mistake::wrong_type(name, Expected::Mapping, value), value.span);
        return Entries::default();
    };
    let all = d.limited(all, value, name);
    let mut entries = Vec::new();
    for (own, entry) in d.unique(all, |own| own.into()) {
        let label = d.key_text(entry, name);
        let decoded = decode(d, &entry.value, own);
        entries.extend(label.zip(decoded));
    }
    Entries(entries)
}
