//! Reads each property's value into longhands.

use std::sync::Arc;

use super::declare::bad_value;
use super::property::{Property, Side};
use super::token::{Cursor, Kind, Token};
use super::value::{
    BorderColor, Global, Length, LineHeight, LineStyle, Value, VerticalPlace, Weight, color, length,
};
use crate::diag::Span;
use crate::markup::report::Problem;
use crate::tree::{Align, BorderStyle, Break, FontStack, WritingMode};

/// Reads the value of any property that elements have, into longhands.
pub fn values(property: Property, tokens: &[Token], span: Span) -> Result<Vec<Value>, Problem> {
    let mut cursor = Cursor::new(tokens, span);
    let bad = || bad_value(property, tokens, span);
    for (keyword, global) in [("inherit", Global::Inherit), ("initial", Global::Initial)] {
        if cursor.eat(keyword) {
            return if cursor.is_done() { Ok(vec![Value::Global(property, global)]) } else { Err(bad()) };
        }
    }
    let values = match property {
        Property::Margin(side) => sides(side, &mut cursor, margin, Value::Margin)?,
        Property::Padding(side) => sides(side, &mut cursor, not_negative, Value::Padding)?,
        Property::BorderWidth(side) => sides(side, &mut cursor, border_width, Value::BorderWidth)?,
        Property::BorderStyle(side) => {
            sides(side, &mut cursor, |token| Ok(border_style(token)), Value::BorderStyle)?
        }
        Property::BorderColor(side) => {
            sides(side, &mut cursor, |token| Ok(border_color(token)), Value::BorderColor)?
        }
        Property::Border(side) => border(side, &mut cursor)?,
        Property::FontFamily => fonts(&mut cursor).map(|stack| vec![Value::Fonts(stack)]),
        _ => single(property, &mut cursor)?.map(|value| vec![value]),
    };
    match values {
        Some(values) if cursor.is_done() => Ok(values),
        _ => Err(bad()),
    }
}

/// One to four values for the sides, or one for a single side.
fn sides<T: Copy>(
    side: Option<Side>,
    cursor: &mut Cursor<'_>,
    read: impl Fn(&Token) -> Result<Option<T>, Problem>,
    make: impl Fn(Side, T) -> Value,
) -> Result<Option<Vec<Value>>, Problem> {
    let mut found = Vec::new();
    while let (Some(token), true) = (cursor.peek(), found.len() < if side.is_some() { 1 } else { 4 }) {
        let Some(value) = read(token)? else { return Ok(None) };
        found.push(value);
        cursor.next();
    }
    let [top, right, bottom, left] = match (side, found.as_slice()) {
        (Some(side), [one]) => return Ok(Some(vec![make(side, *one)])),
        (_, [all]) => [*all; 4],
        (_, [vertical, horizontal]) => [*vertical, *horizontal, *vertical, *horizontal],
        (_, [top, horizontal, bottom]) => [*top, *horizontal, *bottom, *horizontal],
        (_, [top, right, bottom, left]) => [*top, *right, *bottom, *left],
        _ => return Ok(None),
    };
    let values = [(Side::Top, top), (Side::Right, right), (Side::Bottom, bottom), (Side::Left, left)];
    Ok(Some(values.into_iter().map(|(side, value)| make(side, value)).collect()))
}

fn margin(token: &Token) -> Result<Option<Option<Length>>, Problem> {
    if token.ident().is_some_and(|name| name.eq_ignore_ascii_case("auto")) {
        return Ok(Some(None));
    }
    Ok(not_negative(token)?.map(Some))
}

fn not_negative(token: &Token) -> Result<Option<Length>, Problem> {
    let found = length(token)?;
    match found {
        Some(Length::Pt(amount) | Length::Em(amount) | Length::Percent(amount)) if amount < 0.0 => Ok(None),
        _ => Ok(found),
    }
}

fn not_percent(token: &Token) -> Result<Option<Length>, Problem> {
    Ok(length(token)?.filter(|length| !matches!(length, Length::Percent(_))))
}

fn border_width(token: &Token) -> Result<Option<Length>, Problem> {
    Ok(match token.ident() {
        Some("thin") => Some(Length::Pt(0.75)),
        Some("medium") => Some(Length::Pt(2.25)),
        Some("thick") => Some(Length::Pt(3.75)),
        _ => not_negative(token)?.filter(|length| !matches!(length, Length::Percent(_))),
    })
}

fn border_style(token: &Token) -> Option<LineStyle> {
    Some(match token.ident()? {
        "none" => LineStyle::None,
        "hidden" => LineStyle::Hidden,
        "dotted" => LineStyle::Line(BorderStyle::Dotted),
        "dashed" => LineStyle::Line(BorderStyle::Dashed),
        "solid" => LineStyle::Line(BorderStyle::Solid),
        "double" => LineStyle::Line(BorderStyle::Double),
        _ => return None,
    })
}

fn border_color(token: &Token) -> Option<BorderColor> {
    if token.ident().is_some_and(|name| name.eq_ignore_ascii_case("currentcolor")) {
        return Some(BorderColor::Text);
    }
    color(token).map(BorderColor::Fixed)
}

/// `border`, `border-top`, …: width, style and colour in any order, each at most once.
fn border(side: Option<Side>, cursor: &mut Cursor<'_>) -> Result<Option<Vec<Value>>, Problem> {
    let (mut width, mut style, mut line_color) = (None, None, None);
    while let Some(token) = cursor.peek() {
        if let (None, Some(found)) = (style, border_style(token)) {
            style = Some(found);
        } else if let (None, Some(found)) = (line_color, border_color(token)) {
            line_color = Some(found);
        } else if let (None, Some(found)) = (width, border_width(token)?) {
            width = Some(found);
        } else {
            return Ok(None);
        }
        cursor.next();
    }
    if width.is_none() && style.is_none() && line_color.is_none() {
        return Ok(None);
    }
    let sides = side.map_or(Side::ALL.to_vec(), |side| vec![side]);
    Ok(Some(
        sides
            .into_iter()
            .flat_map(|side| {
                [
                    Value::BorderWidth(side, width.unwrap_or(Length::Pt(2.25))),
                    Value::BorderStyle(side, style.unwrap_or_default()),
                    Value::BorderColor(side, line_color.unwrap_or_default()),
                ]
            })
            .collect(),
    ))
}

/// A list of family names: quoted, or words joined by single spaces.
fn fonts(cursor: &mut Cursor<'_>) -> Option<FontStack> {
    let mut families: Vec<String> = Vec::new();
    loop {
        let mut words: Vec<&str> = Vec::new();
        match &cursor.next()?.kind {
            Kind::Text(name) if !name.trim().is_empty() => families.push(name.clone()),
            Kind::Ident(first) => {
                words.push(first);
                while let Some(word) = cursor.peek().and_then(Token::ident) {
                    words.push(word);
                    cursor.next();
                }
                families.push(words.join(" "));
            }
            _ => return None,
        }
        if families.iter().any(|name| name.chars().any(char::is_control) || name.len() > 200) {
            return None;
        }
        if cursor.is_done() {
            return Some(FontStack::new(&families));
        }
        if !cursor.eat_comma() {
            return None;
        }
    }
}

/// A property with one value.
fn single(property: Property, cursor: &mut Cursor<'_>) -> Result<Option<Value>, Problem> {
    let Some(token) = cursor.next() else { return Ok(None) };
    let word = token.ident().map(str::to_ascii_lowercase);
    let word = word.as_deref();
    Ok(match property {
        Property::FontSize => not_negative(token)?.filter(|size| !size.is_zero()).map(Value::FontSize),
        Property::FontWeight => weight(token, word).map(Value::Weight),
        Property::FontStyle => {
            keyword(word, &[("normal", false), ("italic", true), ("oblique", true)], Value::Italic)
        }
        Property::LineHeight => line_height(token, word)?.map(Value::LineHeight),
        Property::Color => color(token).map(Value::Color),
        Property::BackgroundColor if word == Some("transparent") => Some(Value::Background(None)),
        Property::BackgroundColor => color(token).map(|color| Value::Background(Some(color))),
        Property::TextAlign => align(word).map(Value::Align),
        Property::TextAlignLast if word == Some("auto") => Some(Value::AlignLast(None)),
        Property::TextAlignLast => align(word).map(|align| Value::AlignLast(Some(align))),
        Property::TextIndent => length(token)?.map(Value::Indent),
        Property::TextDecoration => decoration(word, cursor),
        Property::LetterSpacing if word == Some("normal") => Some(Value::LetterSpacing(Length::Pt(0.0))),
        Property::LetterSpacing => not_percent(token)?.map(Value::LetterSpacing),
        Property::VerticalAlign => vertical_place(word).map(Value::VerticalAlign),
        Property::WhiteSpace => keyword(word, &[("normal", false), ("pre-line", true)], Value::PreLine),
        Property::Width if word == Some("auto") => Some(Value::Width(None)),
        Property::Width => {
            not_negative(token)?.filter(|width| !width.is_zero()).map(|width| Value::Width(Some(width)))
        }
        Property::Height | Property::MinHeight if word == Some("auto") => Some(Value::Height(None)),
        Property::Height | Property::MinHeight => not_negative(token)?
            .filter(|height| !matches!(height, Length::Percent(_)))
            .map(|height| Value::Height(Some(height))),
        Property::BreakBefore => breaks(word).map(Value::BreakBefore),
        Property::BreakAfter => breaks(word).map(Value::BreakAfter),
        Property::BreakInside => keyword(word, &[("auto", false), ("avoid", true)], Value::KeepTogether),
        Property::Orphans => count(token).map(Value::Orphans),
        Property::Widows => count(token).map(Value::Widows),
        Property::Page if word == Some("auto") => Some(Value::Page(None)),
        Property::Page => token.ident().map(|name| Value::Page(Some(name.into()))),
        Property::ListStyleType => token.ident().map(|name| Value::ListStyle(name.into())),
        Property::TableLayout => keyword(word, &[("fixed", ())], |()| Value::Nothing),
        Property::BorderCollapse => keyword(word, &[("collapse", ())], |()| Value::Nothing),
        Property::WritingMode => keyword(
            word,
            &[("horizontal-tb", WritingMode::HorizontalTb), ("vertical-rl", WritingMode::VerticalRl)],
            Value::WritingMode,
        ),
        Property::TextAutospace => {
            keyword(word, &[("normal", true), ("no-autospace", false)], Value::Autospace)
        }
        Property::TextWrap => {
            keyword(word, &[("pretty", true), ("auto", true), ("wrap", false)], Value::AvoidShortLastLine)
        }
        Property::Display => keyword(word, &[("none", ())], |()| Value::Hidden),
        Property::StringSet => strings(token, cursor).map(Value::Strings),
        Property::StyleName if word == Some("none") => Some(Value::StyleName(None)),
        Property::StyleName => match &token.kind {
            Kind::Text(name) if is_style_name(name) => Some(Value::StyleName(Some(name.as_str().into()))),
            _ => None,
        },
        _ => None,
    })
}

fn keyword<T: Copy>(word: Option<&str>, known: &[(&str, T)], make: impl Fn(T) -> Value) -> Option<Value> {
    known.iter().find(|(name, _)| Some(*name) == word).map(|(_, value)| make(*value))
}

fn weight(token: &Token, word: Option<&str>) -> Option<Weight> {
    Some(match (word, &token.kind) {
        (Some("normal"), _) => Weight::Number(400),
        (Some("bold"), _) => Weight::Number(700),
        (Some("bolder"), _) => Weight::Bolder,
        (Some("lighter"), _) => Weight::Lighter,
        (_, Kind::Number(number)) if (1.0..=1000.0).contains(number) => Weight::Number(*number as u16),
        _ => return None,
    })
}

fn line_height(token: &Token, word: Option<&str>) -> Result<Option<LineHeight>, Problem> {
    Ok(match (word, &token.kind) {
        (Some("normal"), _) => Some(LineHeight::Factor(1.5)),
        (_, Kind::Number(factor)) => {
            (*factor > 0.0 && *factor <= 100.0).then_some(LineHeight::Factor(*factor))
        }
        _ => not_negative(token)?.filter(|length| !length.is_zero()).map(LineHeight::Length),
    })
}

fn align(word: Option<&str>) -> Option<Align> {
    Some(match word? {
        "left" | "start" => Align::Left,
        "center" => Align::Center,
        "right" | "end" => Align::Right,
        "justify" => Align::Justify,
        _ => return None,
    })
}

fn decoration(word: Option<&str>, cursor: &mut Cursor<'_>) -> Option<Value> {
    let (mut underline, mut strike) = (false, false);
    match word? {
        "none" => return Some(Value::Decoration { underline, strike }),
        "underline" => underline = true,
        "line-through" => strike = true,
        _ => return None,
    }
    let second = if underline { "line-through" } else { "underline" };
    if cursor.eat(second) {
        (underline, strike) = (true, true);
    }
    Some(Value::Decoration { underline, strike })
}

fn vertical_place(word: Option<&str>) -> Option<VerticalPlace> {
    Some(match word? {
        "baseline" => VerticalPlace::Baseline,
        "super" => VerticalPlace::Super,
        "sub" => VerticalPlace::Sub,
        "top" => VerticalPlace::Top,
        "middle" => VerticalPlace::Middle,
        "bottom" => VerticalPlace::Bottom,
        _ => return None,
    })
}

fn breaks(word: Option<&str>) -> Option<Break> {
    Some(match word? {
        "auto" => Break::Auto,
        "page" => Break::Page,
        "avoid" => Break::Avoid,
        _ => return None,
    })
}

fn count(token: &Token) -> Option<u8> {
    match token.kind {
        Kind::Number(number) if (1.0..=100.0).contains(&number) && number.fract() == 0.0 => {
            Some(number as u8)
        }
        _ => None,
    }
}

/// `none`, or a list of `NAME content()`.
fn strings(first: &Token, cursor: &mut Cursor<'_>) -> Option<Arc<[Arc<str>]>> {
    if first.ident() == Some("none") && cursor.is_done() {
        return Some(Arc::from([]));
    }
    let mut names: Vec<Arc<str>> = Vec::new();
    let mut name = first.ident()?;
    loop {
        let content = &cursor.next()?.kind;
        if !matches!(content, Kind::Function(function, inside) if function == "content" && inside.is_empty())
        {
            return None;
        }
        names.push(name.into());
        if !cursor.eat_comma() {
            return Some(names.into());
        }
        name = cursor.next()?.ident()?;
    }
}

/// A name that Word takes: not empty, no control characters, no comma or semicolon (alias marks).
pub fn is_style_name(name: &str) -> bool {
    !name.trim().is_empty()
        && name.chars().count() <= 250
        && !name.chars().any(|c| c.is_control() || matches!(c, ',' | ';'))
}
