//! The types of values that properties have, and how each is read from tokens.
//!
//! A reader gives `None` for a token that is not one of its values. The message about that names the property, which
//! readers do not know.

use std::sync::Arc;

use super::token::{Cursor, Token, TokenKind};
use crate::diag::{Code, Span, Text};
use crate::markup::report::Problem;
use crate::tree::{Align, BorderStyle, Break, FontStack, WritingMode};
use crate::unit::{Color, TYPE_SIZES};

/// What a reader gives that has errors of its own; `Ok(None)` for a token that is not one of its values.
pub type ParseResult<T> = Result<Option<T>, Problem>;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    Pt(f64),
    Em(f64),
    Percent(f64),
}

impl Length {
    fn amount(self) -> f64 {
        match self {
            Length::Pt(amount) | Length::Em(amount) | Length::Percent(amount) => amount,
        }
    }

    pub fn is_zero(self) -> bool {
        self.amount() == 0.0
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FontWeight {
    Number(u16),
    Bolder,
    Lighter,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineHeight {
    /// A factor of the font size of each element that inherits it.
    Factor(f64),
    Length(Length),
}

/// `vertical-align` of cells and of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerticalPlace {
    #[default]
    Baseline,
    Super,
    Sub,
    Top,
    Middle,
    Bottom,
}

/// `border-style`; `Hidden` wins over every neighbour (CSS 2.2 §17.6.2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineStyle {
    #[default]
    None,
    Hidden,
    Line(BorderStyle),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BorderColor {
    /// `currentcolor`.
    #[default]
    Text,
    Fixed(Color),
}

/// A piece of what `::after` shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Generated {
    Text(String),
    /// `leader()`: the pattern that it repeats.
    Leader(String),
    /// `target-counter(attr(href), page)`.
    TargetPage,
}

/// The value of a keyword, if the token is one of these.
pub fn keyword<T: Copy>(token: &Token, known: &[(&str, T)]) -> Option<T> {
    let word = token.ident()?;
    known.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
}

/// Reads a keyword such as `auto`, which is `None`, or else a value.
pub fn unless<T>(
    token: &Token,
    word: &str,
    read: impl FnOnce(&Token) -> ParseResult<T>,
) -> ParseResult<Option<T>> {
    match keyword(token, &[(word, ())]) {
        Some(()) => Ok(Some(None)),
        None => Ok(read(token)?.map(Some)),
    }
}

/// The longest length of a document, in points: 100 m.
pub const LONGEST: f64 = 283_465.0;

const UNITS: [(&str, f64); 6] =
    [("mm", 72.0 / 25.4), ("cm", 720.0 / 25.4), ("in", 72.0), ("pt", 1.0), ("pc", 12.0), ("px", 0.75)];

pub fn length(token: &Token) -> ParseResult<Length> {
    let value = match &token.kind {
        TokenKind::Number(0.0) => Length::Pt(0.0),
        TokenKind::Percentage(percent) => Length::Percent(*percent),
        TokenKind::Ident(name) => match TYPE_SIZES.iter().find(|(known, _)| known == name) {
            Some((_, size)) => Length::Pt(*size),
            None => return Ok(None),
        },
        TokenKind::Dimension(amount, unit) => dimension(*amount, unit, token.span)?,
        TokenKind::Function(name, _) if name.eq_ignore_ascii_case("calc") => {
            let message = Text::new("不支持 calc()", "calc() is not part of the layout language");
            return Err(Problem::new(Code::E224, token.span, message));
        }
        _ => return Ok(None),
    };
    if value.amount().abs() > LONGEST {
        let message = Text::new(format!("长度 {token} 过大"), format!("the length {token} is too large"));
        return Err(Problem::new(Code::E224, token.span, message));
    }
    Ok(Some(value))
}

fn dimension(amount: f64, unit: &str, span: Span) -> Result<Length, Problem> {
    let lower = unit.to_ascii_lowercase();
    if lower == "em" {
        return Ok(Length::Em(amount));
    }
    if let Some((_, points)) = UNITS.iter().find(|(known, _)| *known == lower) {
        return Ok(Length::Pt(amount * points));
    }
    let message = Text::new(format!("不认识的长度单位 `{unit}`"), format!("unknown unit of length `{unit}`"));
    let help = Text::new(
        "可用的单位：mm、cm、in、pt、pc、px、em、%，以及五号等字号",
        "known units are mm, cm, in, pt, pc, px, em, % and type sizes such as 五号",
    );
    Err(Problem::new(Code::E224, span, message).with_help(help))
}

/// Reads a length from an attribute's text.
pub fn parse_length(text: &str) -> Option<Length> {
    let mut problems = Vec::new();
    let tokens = super::token::tokenize(text, &mut problems);
    match tokens.as_slice() {
        [token] if problems.is_empty() => length(token).ok().flatten(),
        _ => None,
    }
}

pub fn length_from_zero(token: &Token) -> ParseResult<Length> {
    Ok(length(token)?.filter(|length| length.amount() >= 0.0))
}

pub fn length_above_zero(token: &Token) -> ParseResult<Length> {
    Ok(length(token)?.filter(|length| length.amount() > 0.0))
}

pub fn absolute_from_zero(token: &Token) -> ParseResult<Length> {
    Ok(length_from_zero(token)?.filter(is_absolute))
}

/// Whether it is not a percentage.
fn is_absolute(length: &Length) -> bool {
    !matches!(length, Length::Percent(_))
}

/// Reads `#rgb`, `#rrggbb`, `rgb(…)` or the name of a colour.
pub fn color(token: &Token) -> Option<Color> {
    match &token.kind {
        TokenKind::Hash(digits) if matches!(digits.len(), 3 | 6) => {
            let (r, g, b, _) = cssparser::color::parse_hash_color(digits.as_bytes()).ok()?;
            Some(Color { r, g, b })
        }
        TokenKind::Ident(name) => {
            let (r, g, b) = cssparser::color::parse_named_color(name).ok()?;
            Some(Color { r, g, b })
        }
        TokenKind::Function(name, arguments) if name.eq_ignore_ascii_case("rgb") => rgb(arguments),
        _ => None,
    }
}

/// `r, g, b` or `r g b`, numbers from 0 to 255 or percentages.
fn rgb(arguments: &[Token]) -> Option<Color> {
    let meaningful = || arguments.iter().filter(|token| !token.is_white());
    let commas = meaningful().filter(|token| token.kind == TokenKind::Comma).count();
    if !matches!(commas, 0 | 2) || meaningful().count() != 3 + commas {
        return None;
    }
    let mut channels = meaningful().filter(|token| token.kind != TokenKind::Comma).map(|token| {
        let amount = match token.kind {
            TokenKind::Number(amount) => amount,
            TokenKind::Percentage(percent) => percent * 2.55,
            _ => return None,
        };
        (0.0..=255.0).contains(&amount).then_some(amount.round() as u8)
    });
    let color = Color { r: channels.next()??, g: channels.next()??, b: channels.next()?? };
    channels.next().is_none().then_some(color)
}

pub fn border_width(token: &Token) -> ParseResult<Length> {
    match token.ident() {
        Some("thin") => Ok(Some(Length::Pt(0.75))),
        Some("medium") => Ok(Some(Length::Pt(2.25))),
        Some("thick") => Ok(Some(Length::Pt(3.75))),
        _ => absolute_from_zero(token),
    }
}

pub fn border_style(token: &Token) -> Option<LineStyle> {
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

pub fn border_color(token: &Token) -> Option<BorderColor> {
    keyword(token, &[("currentcolor", BorderColor::Text)]).or_else(|| color(token).map(BorderColor::Fixed))
}

/// A list of family names: quoted, or words joined by single spaces.
pub fn fonts(cursor: &mut Cursor<'_>) -> Option<FontStack> {
    let mut families: Vec<String> = Vec::new();
    loop {
        match &cursor.next()?.kind {
            TokenKind::Text(name) if !name.trim().is_empty() => families.push(name.clone()),
            TokenKind::Ident(first) => {
                let mut words: Vec<&str> = vec![first];
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

pub fn weight(token: &Token) -> Option<FontWeight> {
    let words = [
        ("normal", FontWeight::Number(400)),
        ("bold", FontWeight::Number(700)),
        ("bolder", FontWeight::Bolder),
        ("lighter", FontWeight::Lighter),
    ];
    match token.kind {
        TokenKind::Number(number) if (1.0..=1000.0).contains(&number) => {
            Some(FontWeight::Number(number as u16))
        }
        _ => keyword(token, &words),
    }
}

pub fn line_height(token: &Token) -> ParseResult<LineHeight> {
    if let TokenKind::Number(factor) = token.kind {
        return Ok((factor > 0.0 && factor <= 100.0).then_some(LineHeight::Factor(factor)));
    }
    match keyword(token, &[("normal", LineHeight::Factor(1.5))]) {
        Some(normal) => Ok(Some(normal)),
        None => Ok(length_above_zero(token)?.map(LineHeight::Length)),
    }
}

pub fn align(token: &Token) -> Option<Align> {
    let words = [
        ("left", Align::Left),
        ("start", Align::Left),
        ("center", Align::Center),
        ("right", Align::Right),
        ("end", Align::Right),
        ("justify", Align::Justify),
    ];
    keyword(token, &words)
}

pub fn letter_spacing(token: &Token) -> ParseResult<Length> {
    match keyword(token, &[("normal", Length::Pt(0.0))]) {
        Some(normal) => Ok(Some(normal)),
        None => Ok(length(token)?.filter(is_absolute)),
    }
}

pub fn writing_mode(token: &Token) -> Option<WritingMode> {
    let words = [("horizontal-tb", WritingMode::HorizontalTb), ("vertical-rl", WritingMode::VerticalRl)];
    keyword(token, &words)
}

pub fn vertical_place(token: &Token) -> Option<VerticalPlace> {
    let words = [
        ("baseline", VerticalPlace::Baseline),
        ("super", VerticalPlace::Super),
        ("sub", VerticalPlace::Sub),
        ("top", VerticalPlace::Top),
        ("middle", VerticalPlace::Middle),
        ("bottom", VerticalPlace::Bottom),
    ];
    keyword(token, &words)
}

pub fn page_break(token: &Token) -> Option<Break> {
    keyword(token, &[("auto", Break::Auto), ("page", Break::Page), ("avoid", Break::Avoid)])
}

/// A number of lines.
pub fn lines(token: &Token) -> Option<u8> {
    match token.kind {
        TokenKind::Number(number) if (1.0..=100.0).contains(&number) && number.fract() == 0.0 => {
            Some(number as u8)
        }
        _ => None,
    }
}

pub fn name(token: &Token) -> Option<Arc<str>> {
    token.ident().map(Arc::from)
}

/// A name that Word takes: not empty, no control characters, no comma or semicolon (alias marks).
pub fn style_name(token: &Token) -> Option<Arc<str>> {
    let TokenKind::Text(name) = &token.kind else { return None };
    let is_good = !name.trim().is_empty()
        && name.chars().count() <= 250
        && !name.chars().any(|c| c.is_control() || matches!(c, ',' | ';'));
    is_good.then(|| name.as_str().into())
}

/// `none`, or a list of `NAME content()`.
pub fn strings(cursor: &mut Cursor<'_>) -> Option<Arc<[Arc<str>]>> {
    let mut name = cursor.next()?.ident()?;
    if name == "none" && cursor.is_done() {
        return Some(Arc::from([]));
    }
    let mut names: Vec<Arc<str>> = Vec::new();
    loop {
        let content = &cursor.next()?.kind;
        if !matches!(content, TokenKind::Function(function, inside) if function == "content" && inside.is_empty())
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
