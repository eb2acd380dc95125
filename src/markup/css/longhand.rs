//! Reads the tokens of a declaration into longhands.

use std::slice;

use super::computed::{Longhand, Side};
use super::token::{Cursor, Token};
use super::value::{self, Length, ParseResult, keyword};

/// The longhands that a declaration sets; `None` if its property does not take the value.
pub type ParsedLonghands = ParseResult<Vec<Longhand>>;

/// A single value.
pub fn one<T>(
    cursor: &mut Cursor<'_>,
    read: fn(&Token) -> Option<T>,
    make: fn(T) -> Longhand,
) -> ParsedLonghands {
    Ok(cursor.next().and_then(read).map(|value| vec![make(value)]))
}

/// A single value whose reader has errors of its own.
pub fn try_one<T>(
    cursor: &mut Cursor<'_>,
    read: fn(&Token) -> ParseResult<T>,
    make: fn(T) -> Longhand,
) -> ParsedLonghands {
    let Some(token) = cursor.next() else { return Ok(None) };
    Ok(read(token)?.map(|value| vec![make(value)]))
}

/// One of several keywords.
pub fn either<T: Copy>(
    cursor: &mut Cursor<'_>,
    known: &[(&str, T)],
    make: fn(T) -> Longhand,
) -> ParsedLonghands {
    Ok(cursor.next().and_then(|token| keyword(token, known)).map(|value| vec![make(value)]))
}

/// One to four values for the sides, or one for a single side.
pub fn sides<T: Copy>(
    cursor: &mut Cursor<'_>,
    side: Option<Side>,
    read: fn(&Token) -> ParseResult<T>,
    make: fn(Side, T) -> Longhand,
) -> ParsedLonghands {
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
pub fn border(cursor: &mut Cursor<'_>, side: Option<Side>) -> ParsedLonghands {
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
            Longhand::BorderWidth(side, width.unwrap_or(Length::Pt(2.25))),
            Longhand::BorderStyle(side, style.unwrap_or_default()),
            Longhand::BorderColor(side, color.unwrap_or_default()),
        ]
    };
    Ok(Some(side.as_ref().map_or(&Side::ALL[..], slice::from_ref).iter().flat_map(line).collect()))
}

/// `none`, or one or both of the lines.
pub fn decoration(cursor: &mut Cursor<'_>) -> ParsedLonghands {
    let words = [("none", (false, false)), ("underline", (true, false)), ("line-through", (false, true))];
    let found = cursor.next().and_then(|token| keyword(token, &words));
    let Some((mut underline, mut strike)) = found else { return Ok(None) };
    if underline && cursor.eat("line-through") || strike && cursor.eat("underline") {
        (underline, strike) = (true, true);
    }
    Ok(Some(vec![Longhand::Decoration { underline, strike }]))
}
