//! Reads `@page` rules and their margin boxes. [`pages`](crate::markup::pages) resolves them.

use std::sync::Arc;

use super::computed::Side;
use super::declare::{BlockItem, Declaration, Raw, Variables, bad_value, items, read, substitute};
use super::property::{CONTENT, Property, PropertyId, SIZE};
use super::token::{Cursor, Token, TokenKind};
use super::value::{Length, length};
use crate::diag::{Code, Span, Text, did_you_mean, nearest};
use crate::markup::report::Problem;
use crate::tree::{Content, MarginArea, PageNumbering};
use crate::unit::{Abs, Size};

/// One `@page` rule.
#[derive(Clone, Debug, Default)]
pub struct PageRule {
    pub name: Option<Arc<str>>,
    pub pages: PageScope,
    pub size: Option<Size>,
    /// Margins, and what margin boxes inherit.
    pub declarations: Vec<Declaration>,
    pub boxes: Vec<BoxRule>,
    pub span: Span,
}

/// The pages that a rule is for. The later ones are stronger (CSS Paged Media 3 §4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageScope {
    #[default]
    All,
    /// Pages with even numbers, which are bound at the right.
    Left,
    /// Pages with odd numbers.
    Right,
    /// The document's first page.
    First,
}

const PSEUDO_CLASSES: [(&str, PageScope); 3] =
    [("first", PageScope::First), ("left", PageScope::Left), ("right", PageScope::Right)];

/// One margin box of a rule.
#[derive(Clone, Debug)]
pub struct BoxRule {
    pub area: MarginArea,
    /// `Some(None)` is `content: none`.
    pub content: Option<Option<Vec<Content>>>,
    pub declarations: Vec<Declaration>,
}

const AREAS: [(&str, MarginArea); 6] = [
    ("top-left", MarginArea::TopLeft),
    ("top-center", MarginArea::TopCenter),
    ("top-right", MarginArea::TopRight),
    ("bottom-left", MarginArea::BottomLeft),
    ("bottom-center", MarginArea::BottomCenter),
    ("bottom-right", MarginArea::BottomRight),
];

/// Reads `@page PRELUDE { BLOCK }`.
pub fn parse(
    prelude: &[Token],
    block: &[Token],
    span: Span,
    variables: &Variables,
    problems: &mut Vec<Problem>,
) -> Option<PageRule> {
    let mut rule = match selector(prelude, span) {
        Ok(rule) => rule,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    for item in items(block, problems) {
        match item {
            BlockItem::Declaration(raw) => rule.read(&raw, variables, problems),
            BlockItem::AtRule { name, prelude, block, span } => {
                let Some((_, area)) = AREAS.iter().find(|(known, _)| *known == name) else {
                    problems.push(unknown_area(name, span));
                    continue;
                };
                match block {
                    Some(block) if prelude.iter().all(Token::is_white) => {
                        rule.boxes.push(margin_box(*area, block, variables, problems));
                    }
                    _ => problems.push(Problem::new(
                        Code::E220,
                        span,
                        Text::new(
                            format!("`@{name}` 之后应为 {{ … }}"),
                            format!("expected {{ … }} after `@{name}`"),
                        ),
                    )),
                }
            }
        }
    }
    Some(rule)
}

/// Reads what stands after `@page`: nothing, a name, `:first`, `:left` or `:right`, or a name with one of these.
fn selector(prelude: &[Token], span: Span) -> Result<PageRule, Problem> {
    let mut cursor = Cursor::new(prelude, span);
    let mut rule = PageRule { span, ..PageRule::default() };
    if let Some(name) = cursor.peek().and_then(Token::ident) {
        rule.name = Some(name.into());
        cursor.next();
    }
    if cursor.peek().is_some_and(|token| token.kind == TokenKind::Colon) {
        cursor.next();
        let found = PSEUDO_CLASSES.iter().find(|(name, _)| cursor.eat(name));
        rule.pages = found.ok_or_else(|| bad_selector(cursor.span()))?.1;
    }
    if cursor.is_done() { Ok(rule) } else { Err(bad_selector(cursor.span())) }
}

fn bad_selector(span: Span) -> Problem {
    let message = Text::new(
        "@page 之后只能是名字、`:first`、`:left`、`:right`，或名字加其中一个",
        "@page takes a name, `:first`, `:left` or `:right`, or a name followed by one of these",
    );
    Problem::new(Code::E221, span, message)
}

fn unknown_area(name: &str, span: Span) -> Problem {
    let message = Text::new(
        format!("页边框 `@{name}` 不在版式语言之内"),
        format!("the margin box `@{name}` is not part of the layout language"),
    );
    let near = nearest(name, AREAS.iter().map(|(name, _)| *name)).map(|name| format!("@{name}"));
    Problem::new(Code::E222, span, message).with_hint(did_you_mean(near.as_deref()))
}

impl PageRule {
    fn read(&mut self, raw: &Raw<'_>, variables: &Variables, problems: &mut Vec<Problem>) {
        let property = Property::from_name(raw.name);
        let margin = property.is_some_and(|property| property.id == PropertyId::Margin);
        let side = property.is_some_and(|property| matches!(property.side, Some(Side::Left | Side::Right)));
        let differs = !margin && property != Some(SIZE);
        let allowed = match self.pages {
            PageScope::All => true,
            PageScope::Left | PageScope::Right => differs || margin && side,
            PageScope::First => differs,
        };
        if !allowed {
            return problems.push(fixed(raw, self.pages));
        }
        match property {
            Some(SIZE) => match substitute(raw, variables).and_then(|tokens| size(&tokens, raw.span)) {
                Ok(size) => self.size = Some(size),
                Err(problem) => problems.push(problem),
            },
            Some(property) if !margin && !property.applies_to(None) => problems.push(misplaced(raw, "@page")),
            _ => read(raw, variables, &mut self.declarations, problems),
        }
    }
}

/// The error for a property that cannot differ from page to page.
fn fixed(raw: &Raw<'_>, pages: PageScope) -> Problem {
    let message = Text::new(
        format!("这些页的 `{}` 不能与其他页不同", raw.name),
        format!("`{}` of these pages cannot differ from the other pages", raw.name),
    );
    let help = match pages {
        PageScope::First => {
            Text::new("`:first` 只能改页边框的内容和样式", "`:first` changes margin boxes only")
        }
        _ => Text::new(
            "`:left`、`:right` 只能改 margin-left、margin-right 和页边框",
            "`:left` and `:right` change margin-left, margin-right and margin boxes only",
        ),
    };
    Problem::new(Code::E223, raw.name_span, message).with_help(help)
}

fn misplaced(raw: &Raw<'_>, place: &str) -> Problem {
    let message = Text::new(
        format!("`{}` 在 {place} 里不起作用", raw.name),
        format!("`{}` has no effect in {place}", raw.name),
    );
    Problem::new(Code::E223, raw.name_span, message)
}

fn margin_box(
    area: MarginArea,
    block: &[Token],
    variables: &Variables,
    problems: &mut Vec<Problem>,
) -> BoxRule {
    let mut found = BoxRule { area, content: None, declarations: Vec::new() };
    for item in items(block, problems) {
        let raw = match item {
            BlockItem::Declaration(raw) => raw,
            BlockItem::AtRule { name, span, .. } => {
                problems.push(unknown_area(name, span));
                continue;
            }
        };
        let property = Property::from_name(raw.name);
        match property {
            Some(CONTENT) => {
                match substitute(&raw, variables).and_then(|tokens| content(&tokens, raw.span)) {
                    Ok(content) => found.content = Some(content),
                    Err(problem) => problems.push(problem),
                }
            }
            Some(property) if !belongs_to_box(property) => problems.push(misplaced(&raw, "@top-…/@bottom-…")),
            _ => read(&raw, variables, &mut found.declarations, problems),
        }
    }
    found
}

fn belongs_to_box(property: Property) -> bool {
    let shapes = property.shapes_text() || property.shapes_box() || property.id == PropertyId::StyleName;
    shapes || property.applies_to(None)
}

/// Portrait paper sizes in millimetres (ISO 216; CSS Paged Media 3 §7.1).
const PAPERS: [(&str, f64, f64); 5] = [
    ("a3", 297.0, 420.0),
    ("a4", 210.0, 297.0),
    ("a5", 148.0, 210.0),
    ("b4", 250.0, 353.0),
    ("b5", 176.0, 250.0),
];

/// Reads the paper size: a name with an orientation, or width and height.
fn size(tokens: &[Token], span: Span) -> Result<Size, Problem> {
    let mut cursor = Cursor::new(tokens, span);
    let (mut paper, mut landscape, mut lengths) = (None, None, Vec::new());
    while let Some(token) = cursor.next() {
        let word = token.ident().map(str::to_ascii_lowercase);
        let named = PAPERS.iter().find(|(name, ..)| word.as_deref() == Some(name));
        match (word.as_deref(), named, length(token)?) {
            (_, Some((_, width, height)), _) if paper.is_none() => {
                paper = Some(Size { width: Abs::mm(*width), height: Abs::mm(*height) });
            }
            (Some("portrait"), ..) if landscape.is_none() => landscape = Some(false),
            (Some("landscape"), ..) if landscape.is_none() => landscape = Some(true),
            // From 1 cm to 5 m, which printers and both file formats can take.
            (_, _, Some(Length::Pt(points))) if (28.0..=14_174.0).contains(&points) => {
                lengths.push(Abs::pt(points))
            }
            _ => return Err(bad_value(SIZE, tokens, span)),
        }
    }
    let size = match (paper, lengths.as_slice(), landscape) {
        (Some(size), [], _) => size,
        (None, [], Some(_)) => Size::A4,
        (None, [width, height], None) => return Ok(Size { width: *width, height: *height }),
        _ => return Err(bad_value(SIZE, tokens, span)),
    };
    if landscape == Some(true) {
        return Ok(Size { width: size.height, height: size.width });
    }
    Ok(size)
}

/// Reads the content of a margin box; `None` is `content: none`.
fn content(tokens: &[Token], span: Span) -> Result<Option<Vec<Content>>, Problem> {
    let mut cursor = Cursor::new(tokens, span);
    if cursor.eat("none") || cursor.eat("normal") {
        return if cursor.is_done() { Ok(None) } else { Err(bad_value(CONTENT, tokens, span)) };
    }
    let bad = |token: &Token| bad_value(CONTENT, std::slice::from_ref(token), token.span);
    pieces(tokens, span, Content::Text, function, bad).map(Some)
}

/// Reads a `content` of texts and functions. `bad` gives the error for anything else.
pub fn pieces<T>(
    tokens: &[Token],
    span: Span,
    text: impl Fn(String) -> T,
    function: impl Fn(&str, &[Token]) -> Option<T>,
    bad: impl Fn(&Token) -> Problem,
) -> Result<Vec<T>, Problem> {
    if tokens.iter().all(Token::is_white) {
        return Err(bad_value(CONTENT, tokens, span));
    }
    let mut cursor = Cursor::new(tokens, span);
    let mut pieces = Vec::new();
    while let Some(token) = cursor.next() {
        let piece = match &token.kind {
            TokenKind::Text(literal) if literal.chars().any(char::is_control) => None,
            TokenKind::Text(literal) if literal.is_empty() => continue,
            TokenKind::Text(literal) => Some(text(literal.clone())),
            TokenKind::Function(name, arguments) => function(name, arguments),
            _ => None,
        };
        pieces.push(piece.ok_or_else(|| bad(token))?);
    }
    Ok(pieces)
}

fn function(name: &str, arguments: &[Token]) -> Option<Content> {
    let words: Vec<&Token> = arguments.iter().filter(|token| !token.is_white()).collect();
    let (argument, style) = match words.as_slice() {
        [argument] => (argument.ident()?, None),
        [argument, Token { kind: TokenKind::Comma, .. }, style] => (argument.ident()?, Some(style.ident()?)),
        _ => return None,
    };
    match (name, argument, style) {
        ("counter", "page", None | Some("decimal")) => Some(Content::Page(PageNumbering::Decimal)),
        ("counter", "page", Some("lower-roman")) => Some(Content::Page(PageNumbering::LowerRoman)),
        ("counter", "page", Some("upper-roman")) => Some(Content::Page(PageNumbering::UpperRoman)),
        ("counter", "pages", None) => Some(Content::Pages),
        ("counter", "sheet-page", None) => Some(Content::SheetPage),
        ("counter", "sheet-pages", None) => Some(Content::SheetPages),
        ("string", name, None) => Some(Content::String(name.into())),
        _ => None,
    }
}
