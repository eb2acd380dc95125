//! Values of declarations, and how lengths and colours are read.

use std::sync::Arc;

use super::property::{Property, Side};
use super::token::{Kind, Token};
use crate::diag::{Code, Span, Text};
use crate::markup::report::Problem;
use crate::tree::{Align, BorderStyle, Break, FontStack, WritingMode};
use crate::unit::{Color, TYPE_SIZES};

/// A declared value, of one longhand property.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Fonts(FontStack),
    FontSize(FontSize),
    Weight(Weight),
    Italic(bool),
    LineHeight(LineHeight),
    Color(Color),
    Background(Option<Color>),
    Align(Align),
    AlignLast(Option<Align>),
    Indent(Length),
    Decoration {
        underline: bool,
        strike: bool,
    },
    LetterSpacing(Length),
    VerticalAlign(VerticalPlace),
    PreLine(bool),
    /// `None` is `auto`.
    Margin(Side, Option<Length>),
    Padding(Side, Length),
    BorderWidth(Side, Length),
    BorderStyle(Side, LineStyle),
    BorderColor(Side, BorderColor),
    /// `None` is `auto`.
    Width(Option<Length>),
    Height(Option<Length>),
    BreakBefore(Break),
    BreakAfter(Break),
    KeepTogether(bool),
    Orphans(u8),
    Widows(u8),
    Page(Option<Arc<str>>),
    ListStyle(Arc<str>),
    WritingMode(WritingMode),
    Autospace(bool),
    AvoidShortLastLine(bool),
    Strings(Arc<[Arc<str>]>),
    Hidden,
    StyleName(Option<Arc<str>>),
    /// `table-layout: fixed`, `border-collapse: collapse`: as it is anyway.
    Nothing,
    Global(Property, Global),
}

/// A keyword that every property knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Global {
    Inherit,
    Initial,
}

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

/// A length, or a percentage of the parent's size.
pub type FontSize = Length;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weight {
    Number(u16),
    Bolder,
    Lighter,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineHeight {
    /// Times the font size of whoever inherits it.
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

/// No length in a document is longer: 100 m.
pub const LONGEST: f64 = 283_465.0;

const UNITS: [(&str, f64); 6] =
    [("mm", 72.0 / 25.4), ("cm", 720.0 / 25.4), ("in", 72.0), ("pt", 1.0), ("pc", 12.0), ("px", 0.75)];

/// Reads a length or percentage; `Ok(None)` if the token is something else.
pub fn length(token: &Token) -> Result<Option<Length>, Problem> {
    let value = match &token.kind {
        Kind::Number(0.0) => Length::Pt(0.0),
        Kind::Percentage(percent) => Length::Percent(*percent),
        Kind::Ident(name) => match TYPE_SIZES.iter().find(|(known, _)| known == name) {
            Some((_, size)) => Length::Pt(*size),
            None => return Ok(None),
        },
        Kind::Dimension(amount, unit) => dimension(*amount, unit, token.span)?,
        Kind::Function(name, _) if name.eq_ignore_ascii_case("calc") => {
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

/// Reads `#rgb`, `#rrggbb`, `rgb(…)` or a colour's name.
pub fn color(token: &Token) -> Option<Color> {
    match &token.kind {
        Kind::Hash(digits) if matches!(digits.len(), 3 | 6) => {
            let (r, g, b, _) = cssparser::color::parse_hash_color(digits.as_bytes()).ok()?;
            Some(Color { r, g, b })
        }
        Kind::Ident(name) => {
            let (r, g, b) = cssparser::color::parse_named_color(name).ok()?;
            Some(Color { r, g, b })
        }
        Kind::Function(name, arguments) if name.eq_ignore_ascii_case("rgb") => rgb(arguments),
        _ => None,
    }
}

/// `r, g, b` or `r g b`, numbers from 0 to 255 or percentages.
fn rgb(arguments: &[Token]) -> Option<Color> {
    let meaningful = || arguments.iter().filter(|token| !token.is_white());
    let commas = meaningful().filter(|token| token.kind == Kind::Comma).count();
    if !matches!(commas, 0 | 2) || meaningful().count() != 3 + commas {
        return None;
    }
    let mut channels = meaningful().filter(|token| token.kind != Kind::Comma).map(|token| {
        let amount = match token.kind {
            Kind::Number(amount) => amount,
            Kind::Percentage(percent) => percent * 2.55,
            _ => return None,
        };
        (0.0..=255.0).contains(&amount).then_some(amount.round() as u8)
    });
    let color = Color { r: channels.next()??, g: channels.next()??, b: channels.next()?? };
    channels.next().is_none().then_some(color)
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
