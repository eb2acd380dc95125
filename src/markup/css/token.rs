//! Reads CSS into component values (CSS Syntax 3 §5): tokens with their spans, blocks nested.
//!
//! Comments are left out. Numbers keep all of their digits.

use std::fmt;

use cssparser::{BasicParseErrorKind, Parser, Token as Raw};

use crate::diag::{Code, Span, Text};
use crate::markup::report::Problem;

/// A component value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    Ident(String),
    AtKeyword(String),
    Hash(String),
    Text(String),
    Number(f64),
    Percentage(f64),
    Dimension(f64, String),
    Delim(char),
    Colon,
    Semicolon,
    Comma,
    White,
    Function(String, Vec<Token>),
    /// A block that begins with `(`, `[` or `{`, with its content.
    Block(char, Vec<Token>),
    /// `url(…)` and other tokens that the subset does not know.
    Other(String),
}

impl Token {
    pub fn is_white(&self) -> bool {
        self.kind == TokenKind::White
    }

    pub fn ident(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Ident(name) => Some(name),
            _ => None,
        }
    }
}

/// As CSS writes it, for messages.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TokenKind::Ident(name) => f.write_str(name),
            TokenKind::AtKeyword(name) => write!(f, "@{name}"),
            TokenKind::Hash(name) => write!(f, "#{name}"),
            TokenKind::Text(text) => write!(f, "{text:?}"),
            TokenKind::Number(value) => write!(f, "{value}"),
            TokenKind::Percentage(value) => write!(f, "{value}%"),
            TokenKind::Dimension(value, unit) => write!(f, "{value}{unit}"),
            TokenKind::Delim(c) => write!(f, "{c}"),
            TokenKind::Colon => f.write_str(":"),
            TokenKind::Semicolon => f.write_str(";"),
            TokenKind::Comma => f.write_str(","),
            TokenKind::White => f.write_str(" "),
            TokenKind::Function(name, _) => write!(f, "{name}()"),
            TokenKind::Block(open, _) => write!(f, "{open}"),
            TokenKind::Other(text) => f.write_str(text),
        }
    }
}

/// Reads a whole text. Syntax errors are added to `problems`; the rest is read all the same.
pub fn tokenize(css: &str, problems: &mut Vec<Problem>) -> Vec<Token> {
    let mut parser = Parser::new(css);
    read(&mut parser, css, problems)
}

fn read(parser: &mut Parser<'_>, css: &str, problems: &mut Vec<Problem>) -> Vec<Token> {
    let mut tokens = Vec::new();
    loop {
        let start = parser.position().byte_index();
        let Ok(raw) = parser.next_including_whitespace_and_comments() else { return tokens };
        let raw = raw.clone();
        if let Raw::Comment(_) = raw {
            let end = parser.position().byte_index();
            if !css.get(start..end).is_some_and(|text| text.len() >= 4 && text.ends_with("*/")) {
                problems.push(unclosed(css, start, "/*"));
            }
            continue;
        }
        let head = parser.position().byte_index();
        let kind = match kind_of(&raw, css.get(start..head).unwrap_or_default()) {
            Ok(kind) => kind,
            Err(text) => {
                let message =
                    Text::new(format!("样式表语法错误：`{text}`"), format!("CSS syntax error at `{text}`"));
                problems.push(Problem::new(Code::E220, Span { start, end: head }, message));
                continue;
            }
        };
        let kind = match kind {
            TokenKind::Function(name, _) => TokenKind::Function(name, nested(parser, css, start, problems)),
            TokenKind::Block(open, _) => TokenKind::Block(open, nested(parser, css, start, problems)),
            other => other,
        };
        tokens.push(Token { kind, span: Span { start, end: parser.position().byte_index() } });
    }
}

/// The content of the block that was opened at `start`.
fn nested(parser: &mut Parser<'_>, css: &str, start: usize, problems: &mut Vec<Problem>) -> Vec<Token> {
    let mut content = Vec::new();
    let mut end = start;
    let result: Result<(), cssparser::ParseError<()>> = parser.parse_nested_block(|parser| {
        content = read(parser, css, problems);
        end = parser.position().byte_index();
        Ok(())
    });
    match result {
        Ok(()) if end >= css.len() => problems.push(unclosed(css, start, "")),
        Ok(()) => {}
        Err(error) => {
            let deep = matches!(
                error.kind,
                cssparser::ParseErrorKind::Basic(BasicParseErrorKind::TooManyNestedBlocks)
            );
            let code = if deep { Code::E208 } else { Code::E220 };
            let message = Text::new("样式表的括号嵌套过深", "CSS blocks are nested too deeply");
            problems.push(Problem::new(code, Span { start, end: start }, message));
        }
    }
    content
}

fn unclosed(css: &str, start: usize, opener: &str) -> Problem {
    let text = css.get(start..).unwrap_or_default();
    let shown = if opener.is_empty() { text.split(['{', '(', '[']).next().unwrap_or_default() } else { "" };
    let mark = text.get(shown.len()..).and_then(|rest| rest.chars().next()).unwrap_or('{');
    let shown = if opener.is_empty() { mark.to_string() } else { opener.to_owned() };
    let message = Text::new(format!("`{shown}` 没有闭合"), format!("`{shown}` is never closed"));
    Problem::new(Code::E220, Span { start, end: (start + shown.len()).min(css.len()) }, message)
}

/// The kind of a raw token. An error is the token's source.
fn kind_of(raw: &Raw<'_>, source: &str) -> Result<TokenKind, String> {
    Ok(match raw {
        Raw::Ident(name) => TokenKind::Ident(name.to_string()),
        Raw::AtKeyword(name) => TokenKind::AtKeyword(name.to_string()),
        Raw::Hash(name) | Raw::IDHash(name) => TokenKind::Hash(name.to_string()),
        Raw::QuotedString(text) => {
            let mut quotes = source.chars();
            if source.len() < 2 || quotes.next() != quotes.next_back() {
                return Err(source.chars().take(20).collect());
            }
            TokenKind::Text(text.to_string())
        }
        Raw::Delim(c) => TokenKind::Delim(*c),
        Raw::Number { value, .. } => measured(source, exact(source, *value), TokenKind::Number),
        Raw::Percentage { unit_value, .. } => {
            let number = exact(source.trim_end_matches('%'), *unit_value * 100.0);
            measured(source, number, TokenKind::Percentage)
        }
        Raw::Dimension { value, unit, .. } => {
            let number = exact(source.strip_suffix(&**unit).unwrap_or_default(), *value);
            measured(source, number, |number| TokenKind::Dimension(number, unit.to_string()))
        }
        Raw::WhiteSpace(_) => TokenKind::White,
        Raw::Colon => TokenKind::Colon,
        Raw::Semicolon => TokenKind::Semicolon,
        Raw::Comma => TokenKind::Comma,
        Raw::Function(name) => TokenKind::Function(name.to_string(), Vec::new()),
        Raw::ParenthesisBlock => TokenKind::Block('(', Vec::new()),
        Raw::SquareBracketBlock => TokenKind::Block('[', Vec::new()),
        Raw::CurlyBracketBlock => TokenKind::Block('{', Vec::new()),
        Raw::UnquotedUrl(_)
        | Raw::IncludeMatch
        | Raw::DashMatch
        | Raw::PrefixMatch
        | Raw::SuffixMatch
        | Raw::SubstringMatch => TokenKind::Other(source.to_owned()),
        _ => return Err(source.chars().take(20).collect()),
    })
}

/// The number in double precision; cssparser gives single precision.
fn exact(source: &str, rough: f32) -> f64 {
    source.trim_start_matches('+').parse().unwrap_or(f64::from(rough))
}

/// A number. One that is too large, such as `1e400mm`, becomes a token that no property takes.
fn measured(source: &str, number: f64, kind: impl FnOnce(f64) -> TokenKind) -> TokenKind {
    if number.is_finite() { kind(number) } else { TokenKind::Other(source.to_owned()) }
}

/// Goes through the tokens of a value, without white space.
#[derive(Clone)]
pub struct Cursor<'a> {
    tokens: &'a [Token],
    /// The place of the whole value, for messages about a missing token.
    whole: Span,
}

impl<'a> Cursor<'a> {
    pub fn new(tokens: &'a [Token], whole: Span) -> Cursor<'a> {
        Cursor { tokens, whole }
    }

    pub fn peek(&self) -> Option<&'a Token> {
        self.tokens.iter().find(|token| !token.is_white())
    }

    pub fn next(&mut self) -> Option<&'a Token> {
        while let Some((first, rest)) = self.tokens.split_first() {
            self.tokens = rest;
            if !first.is_white() {
                return Some(first);
            }
        }
        None
    }

    pub fn is_done(&self) -> bool {
        self.peek().is_none()
    }

    /// The span of the next token, or of the whole value at its end.
    pub fn span(&self) -> Span {
        self.peek().map_or(self.whole, |token| token.span)
    }

    /// Takes the next token if it is that keyword.
    pub fn eat(&mut self, keyword: &str) -> bool {
        let found = self.peek().and_then(Token::ident).is_some_and(|name| name.eq_ignore_ascii_case(keyword));
        if found {
            self.next();
        }
        found
    }

    pub fn eat_comma(&mut self) -> bool {
        let found = self.peek().is_some_and(|token| token.kind == TokenKind::Comma);
        if found {
            self.next();
        }
        found
    }
}
