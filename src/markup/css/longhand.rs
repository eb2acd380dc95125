//! Reads the tokens of a declaration into the values of longhands.

use std::slice;

use super::computed::{Side, Value};
use super::token::{Cursor, Token};
use super::value::{self, Length, Read, keyword};

/// The values that tokens are; `None` if they are no value of the property.
pub type Found = Read<Vec<Value>>;

/// A single value.
pub fn one<T>(cursor: &mut Cursor<'_>, read: fn(&Token) -> Option<T>, make: fn(T) -> Value) -> Found {
    Ok(cursor.next().and_then(read).map(|value| vec![make(value)]))
}

/// A single value, which may be wrong in a way of its own.
pub fn try_one<T>(cursor: &mut Cursor<'_>, read: fn(&Token) -> Read<T>, make: fn(T) -> Value) -> Found {
    let Some(token) = cursor.next() else { return Ok(None) };
    Ok(read(token)?.map(|value| vec![make(value)]))
}

/// A single keyword of several.
pub fn either<T: Copy>(cursor: &mut Cursor<'_>, known: &[(&str, T)], make: fn(T) -> Value) -> Found {
    Ok(cursor.next().and_then(|token| keyword(token, known)).map(|value| vec![make(value)]))
}

/// One to four values for the sides, or one for a single side.
pub fn sides<T: Copy>(
    cursor: &mut Cursor<'_>,
    side: Option<Side>,
    read: fn(&Token) -> Read<T>,
    make: fn(Side, T) -> Value,
) -> Found {
    let mut found = Vec::new();
    while let (Some(token), true) = (cursor.peek(), found.len() < if side.is_some() { 1 } else { 4 }) {
        let Some(value) = read(token)? else { return Ok(None) };
        found.push(value);
        cursor.next();
    }
    let values = match (side, found.as_slice()) {
        (Some(side), [one]) => return Ok(Some(vec![make(side, *one)])),
        (_, [all]) => [*all; 4],
        (_, [vertical, horizontal]) => [*vertical, *horizontal, *vertical, *horizontal],
        (_, [top, horizontal, bottom]) => [*top, *horizontal, *bottom, *horizontal],
        (_, [top, right, bottom, left]) => [*top, *right, *bottom, *left],
        _ => return Ok(None),
    };
    Ok(Some(Side::ALL.into_iter().zip(values).map(|(side, value)| make(side, value)).collect()))
}

/// `border`, `border-top`, …: width, style and colour in any order, each at most once.
pub fn border(cursor: &mut Cursor<'_>, side: Option<Side>) -> Found {
    let (mut width, mut style, mut color) = (None, None, None);
    while let Some(token) = cursor.peek() {
        if let (None, Some(found)) = (style, value::border_style(token)) {
            style = Some(found);
        } else if let (None, Some(found)) = (color, value::border_color(token)) {
            color = Some(found);
        } else if let (None, Some(found)) = (width, value::border_width(token)?) {
            width = Some(found);
        } else {
            return Ok(None);
        }
        cursor.next();
    }
    if width.is_none() && style.is_none() && color.is_none() {
        return Ok(None);
    }
    let line = |&side: &Side| {
        [
            Value::BorderWidth(side, width.unwrap_or(Length::Pt(2.25))),
            Value::BorderStyle(side, style.unwrap_or_default()),
            Value::BorderColor(side, color.unwrap_or_default()),
        ]
    };
    Ok(Some(side.as_ref().map_or(&Side::ALL[..], slice::from_ref).iter().flat_map(line).collect()))
}

/// `none`, or one or both of the lines.
pub fn decoration(cursor: &mut Cursor<'_>) -> Found {
    let words = [("none", (false, false)), ("underline", (true, false)), ("line-through", (false, true))];
    let found = cursor.next().and_then(|token| keyword(token, &words));
    let Some((mut underline, mut strike)) = found else { return Ok(None) };
    if underline && cursor.eat("line-through") || strike && cursor.eat("underline") {
        (underline, strike) = (true, true);
    }
    Ok(Some(vec![Value::Decoration { underline, strike }]))
}
