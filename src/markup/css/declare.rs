//! Declarations, `name: value`: read, with `var()` replaced, and applied to a style.

use std::collections::HashMap;

use super::computed::{Computed, Longhand, StyleBuilder};
use super::property::{CONTENT, Property, PropertyId, SIZE};
use super::token::{Cursor, Token, TokenKind, tokenize};
use crate::diag::{Code, Span, Text, did_you_mean, nearest};
use crate::markup::report::Problem;

/// A property with its declared value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    pub declared: Declared,
    /// The property as written. A shorthand gives several declarations, one for each longhand.
    pub property: Property,
    pub span: Span,
}

/// A longhand's value, or a keyword that every property takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Declared {
    Value(Longhand),
    /// The parent's value.
    Inherit,
    /// The initial value.
    Initial,
}

impl Declaration {
    pub fn value(&self) -> Option<&Longhand> {
        match &self.declared {
            Declared::Value(value) => Some(value),
            Declared::Inherit | Declared::Initial => None,
        }
    }

    fn apply(&self, draft: &mut StyleBuilder<'_>) {
        match &self.declared {
            Declared::Value(value) => draft.set(value),
            Declared::Inherit => self.property.copy(draft, draft.parent),
            Declared::Initial => self.property.copy(draft, &Computed::initial()),
        }
    }
}

impl Computed {
    /// The style of a child with these declarations, the stronger the later.
    pub fn child<'d>(&self, declarations: impl Iterator<Item = &'d Declaration> + Clone) -> Computed {
        let mut draft = StyleBuilder::new(self);
        Property::inherited().for_each(|property| property.copy(&mut draft, self));
        // The font size comes first, because the em lengths of other properties depend on it.
        let is_size = |declaration: &&Declaration| declaration.property.id == PropertyId::FontSize;
        let sizes = declarations.clone().filter(is_size);
        let others = declarations.filter(|declaration| !is_size(declaration));
        sizes.chain(others).for_each(|declaration| declaration.apply(&mut draft));
        draft.finish()
    }
}

/// Custom properties by name, without the leading `--`.
pub type Variables = HashMap<String, Vec<Token>>;

/// A declaration whose value is not read yet.
pub struct Raw<'a> {
    pub name: &'a str,
    pub name_span: Span,
    pub value: &'a [Token],
    /// From the name to the value's end.
    pub span: Span,
}

/// An item of a block: a declaration, or an at-rule with its prelude and block.
pub enum BlockItem<'a> {
    Declaration(Raw<'a>),
    AtRule { name: &'a str, prelude: &'a [Token], block: Option<&'a [Token]>, span: Span },
}

/// Splits a block's content into declarations and at-rules.
pub fn items<'a>(mut tokens: &'a [Token], problems: &mut Vec<Problem>) -> Vec<BlockItem<'a>> {
    let mut found = Vec::new();
    while let Some(first) = tokens.first() {
        if first.is_white() || first.kind == TokenKind::Semicolon {
            tokens = tokens.get(1..).unwrap_or_default();
            continue;
        }
        let is_rule = matches!(first.kind, TokenKind::AtKeyword(_));
        let ends = |token: &Token| {
            token.kind == TokenKind::Semicolon || is_rule && matches!(token.kind, TokenKind::Block('{', _))
        };
        let length = tokens.iter().position(ends).unwrap_or(tokens.len());
        let (item, rest) = tokens.split_at(length);
        match (&first.kind, rest.first()) {
            (TokenKind::AtKeyword(name), end) => {
                let block = end.and_then(|token| match &token.kind {
                    TokenKind::Block(_, content) => Some(content.as_slice()),
                    _ => None,
                });
                let prelude = item.get(1..).unwrap_or_default();
                found.push(BlockItem::AtRule { name, prelude, block, span: first.span });
            }
            _ => match declaration(item) {
                Ok(raw) => found.push(BlockItem::Declaration(raw)),
                Err(problem) => problems.push(problem),
            },
        }
        tokens = rest.get(1..).unwrap_or_default();
    }
    found
}

fn declaration(item: &[Token]) -> Result<Raw<'_>, Problem> {
    let first = item.first().map(|token| token.span).unwrap_or_default();
    let mut rest = item.iter().enumerate().skip(1).filter(|(_, token)| !token.is_white());
    let name = item.first().and_then(Token::ident);
    if let (Some(name), Some((colon, Token { kind: TokenKind::Colon, .. }))) = (name, rest.next()) {
        let last = item.iter().rev().find(|token| !token.is_white()).map_or(first, |token| token.span);
        return Ok(Raw {
            name,
            name_span: first,
            value: item.get(colon + 1..).unwrap_or_default(),
            span: Span { start: first.start, end: last.end },
        });
    }
    let shown = item.first().map(Token::to_string).unwrap_or_default();
    let message = Text::new(
        format!("此处应为“属性: 值;”，却是 `{shown}`"),
        format!("expected `property: value;`, found `{shown}`"),
    );
    Err(Problem::new(Code::E220, first, message))
}

/// The declarations of a `style` attribute. Their spans are bytes of its value.
pub fn inline_declarations(
    text: &str,
    variables: &Variables,
    problems: &mut Vec<Problem>,
) -> Vec<Declaration> {
    let tokens = tokenize(text, problems);
    let mut found = Vec::new();
    for item in items(&tokens, problems) {
        match item {
            BlockItem::Declaration(raw) => read(&raw, variables, &mut found, problems),
            BlockItem::AtRule { span, .. } => {
                let message = Text::new("style 属性里不能有 @ 规则", "a style attribute holds no at-rules");
                problems.push(Problem::new(Code::E222, span, message));
            }
        }
    }
    found
}

/// Reads one declaration into longhands.
pub fn read(raw: &Raw<'_>, variables: &Variables, found: &mut Vec<Declaration>, problems: &mut Vec<Problem>) {
    let Some(property) = Property::from_name(raw.name) else {
        return problems.push(unknown_property(raw));
    };
    if matches!(property, SIZE | CONTENT) {
        let content = property == CONTENT;
        let message = Text::new(
            format!("`{}` 只能用在 @page {}里", raw.name, if content { "和 ::after " } else { "" }),
            format!(
                "`{}` belongs into @page{} only",
                raw.name,
                if content { " and ::after" } else { " rules" }
            ),
        );
        return problems.push(Problem::new(Code::E223, raw.name_span, message));
    }
    let result = substitute(raw, variables).and_then(|tokens| values(property, &tokens, raw.span));
    match result {
        Ok(values) => found.extend(values.into_iter().map(|declared| Declaration {
            declared,
            property,
            span: raw.span,
        })),
        Err(problem) => problems.push(problem),
    }
}

fn values(property: Property, tokens: &[Token], span: Span) -> Result<Vec<Declared>, Problem> {
    let mut cursor = Cursor::new(tokens, span);
    let values = if cursor.eat("inherit") {
        Some(vec![Declared::Inherit])
    } else if cursor.eat("initial") {
        Some(vec![Declared::Initial])
    } else {
        property.read(&mut cursor)?.map(|values| values.into_iter().map(Declared::Value).collect())
    };
    values.filter(|_| cursor.is_done()).ok_or_else(|| bad_value(property, tokens, span))
}

/// The error for an at-rule inside a style rule.
pub fn nested_at_rule(name: &str, span: Span) -> Problem {
    let message =
        Text::new(format!("`@{name}` 不能写在规则里面"), format!("`@{name}` cannot stand inside a rule"));
    Problem::new(Code::E222, span, message)
}

pub fn unknown_property(raw: &Raw<'_>) -> Problem {
    let message = if raw.name.starts_with("--") {
        Text::new("自定义属性只能写在 `:root` 里", "custom properties belong into `:root`")
    } else {
        Text::new(
            format!("属性 `{}` 不在版式语言之内", raw.name),
            format!("the property `{}` is not part of the layout language", raw.name),
        )
    };
    let near = match raw.name {
        "background" => Some("background-color"),
        "page-break-before" => Some("break-before"),
        "page-break-after" => Some("break-after"),
        "page-break-inside" => Some("break-inside"),
        name => nearest(name, Property::names()),
    };
    let help = if raw.name.starts_with("--") { None } else { did_you_mean(near) };
    Problem::new(Code::E223, raw.name_span, message).with_hint(help)
}

/// The most tokens of a value after its `var()` are replaced.
const MOST_TOKENS: usize = 1000;

/// The value with each `var()` replaced. `!important` is an error.
pub fn substitute(raw: &Raw<'_>, variables: &Variables) -> Result<Vec<Token>, Problem> {
    let mut tokens = Vec::new();
    let mut steps = MOST_TOKENS;
    expand(raw.value, &VarScope { variables, depth: 0, at: None }, &mut steps, &mut tokens)?;
    if let Some(bang) = tokens.iter().find(|token| token.kind == TokenKind::Delim('!')) {
        let message = Text::new("不支持 `!important`", "`!important` is not part of the layout language");
        return Err(Problem::new(Code::E226, bang.span, message)
            .with_help(Text::new("请改用更具体的选择器", "use a more specific selector")));
    }
    Ok(tokens)
}

/// Where `var()` is being replaced.
struct VarScope<'a> {
    variables: &'a Variables,
    depth: usize,
    /// The place of the `var()` that brings the tokens in, for messages.
    at: Option<Span>,
}

fn expand(
    tokens: &[Token],
    scope: &VarScope<'_>,
    steps: &mut usize,
    out: &mut Vec<Token>,
) -> Result<(), Problem> {
    for token in tokens {
        let span = scope.at.unwrap_or(token.span);
        let Some(left) = steps.checked_sub(1) else {
            let message = Text::new("这个值过长", "this value is too long");
            return Err(Problem::new(Code::E208, span, message));
        };
        *steps = left;
        let kind = match &token.kind {
            TokenKind::Function(name, arguments) if name.eq_ignore_ascii_case("var") => {
                variable(arguments, span, scope, steps, out)?;
                continue;
            }
            TokenKind::Function(name, arguments) => {
                let mut inner = Vec::new();
                expand(arguments, scope, steps, &mut inner)?;
                TokenKind::Function(name.clone(), inner)
            }
            other => other.clone(),
        };
        out.push(Token { kind, span });
    }
    Ok(())
}

fn variable(
    arguments: &[Token],
    span: Span,
    scope: &VarScope<'_>,
    steps: &mut usize,
    out: &mut Vec<Token>,
) -> Result<(), Problem> {
    let mut cursor = Cursor::new(arguments, span);
    let name = cursor.next().and_then(Token::ident).and_then(|name| name.strip_prefix("--"));
    let Some(name) = name else {
        let message = Text::new("应写作 var(--名称)", "expected var(--name)");
        return Err(Problem::new(Code::E225, span, message));
    };
    if scope.depth > 16 {
        let message = Text::new(
            format!("变量 `--{name}` 引用了它自己"),
            format!("the variable `--{name}` refers to itself"),
        );
        return Err(Problem::new(Code::E225, span, message));
    }
    let inner = VarScope { variables: scope.variables, depth: scope.depth + 1, at: Some(span) };
    if let Some(value) = scope.variables.get(name) {
        return expand(value, &inner, steps, out);
    }
    if let Some(comma) = arguments.iter().position(|token| token.kind == TokenKind::Comma) {
        return expand(arguments.get(comma + 1..).unwrap_or_default(), &inner, steps, out);
    }
    let message =
        Text::new(format!("没有名为 `--{name}` 的变量"), format!("there is no variable named `--{name}`"));
    let mut known: Vec<&str> = scope.variables.keys().map(String::as_str).collect();
    known.sort_unstable();
    let near = nearest(name, known).map(|near| format!("--{near}"));
    Err(Problem::new(Code::E225, span, message).with_hint(did_you_mean(near.as_deref())))
}

/// The error for a value that the property does not take.
pub fn bad_value(property: Property, tokens: &[Token], span: Span) -> Problem {
    let shown: String = tokens.iter().map(Token::to_string).collect();
    let shown: String = shown.trim().chars().take(60).collect();
    let name = property.name();
    let message = if shown.is_empty() {
        Text::new(format!("属性 `{name}` 没有值"), format!("`{name}` has no value"))
    } else {
        Text::new(format!("`{shown}` 不是 `{name}` 的值"), format!("`{shown}` is not a value of `{name}`"))
    };
    let (zh, en) = property.syntax();
    let help = Text::new(format!("应为：{zh}"), format!("expected: {en}"));
    Problem::new(Code::E224, value_span(tokens, span), message).with_help(help)
}

fn value_span(tokens: &[Token], whole: Span) -> Span {
    let mut meaningful = tokens.iter().filter(|token| !token.is_white());
    let Some(first) = meaningful.next() else { return whole };
    let last = meaningful.next_back().unwrap_or(first);
    Span { start: first.span.start, end: last.span.end.max(first.span.end) }
}
