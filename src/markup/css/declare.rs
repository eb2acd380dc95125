//! Reads declarations: `name: value`, with `var()` put in, checked against each property's syntax.

use std::collections::HashMap;
use std::sync::Arc;

use super::property::{Property, Side};
use super::token::{Cursor, Kind, Token, tokenize};
use super::value::{
    BorderColor, Global, Length, LineHeight, LineStyle, Value, VerticalPlace, Weight, color, length,
};
use crate::diag::{Span, Text};
use crate::markup::names::nearest;
use crate::markup::report::{Problem, did_you_mean};
use crate::tree::{Align, BorderStyle, Break, FontStack, WritingMode};

/// A value with the place of its declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    pub value: Value,
    pub property: Property,
    pub span: Span,
}

/// Custom properties by name, without the leading `--`.
pub type Variables = HashMap<String, Vec<Token>>;

/// `name: value` before its value is understood.
pub struct Raw<'a> {
    pub name: &'a str,
    pub name_span: Span,
    pub value: &'a [Token],
    /// From the name to the value's end.
    pub span: Span,
}

/// Something in a block: a declaration, or an at-rule with its prelude and block.
pub enum Item<'a> {
    Declaration(Raw<'a>),
    AtRule { name: &'a str, prelude: &'a [Token], block: Option<&'a [Token]>, span: Span },
}

/// Parts a block's content into declarations and at-rules.
pub fn items<'a>(mut tokens: &'a [Token], problems: &mut Vec<Problem>) -> Vec<Item<'a>> {
    let mut found = Vec::new();
    while let Some(first) = tokens.first() {
        if first.is_white() || first.kind == Kind::Semicolon {
            tokens = tokens.get(1..).unwrap_or_default();
            continue;
        }
        let is_rule = matches!(first.kind, Kind::AtKeyword(_));
        let ends = |token: &Token| {
            token.kind == Kind::Semicolon || is_rule && matches!(token.kind, Kind::Block('{', _))
        };
        let length = tokens.iter().position(ends).unwrap_or(tokens.len());
        let (item, rest) = tokens.split_at(length);
        match (&first.kind, rest.first()) {
            (Kind::AtKeyword(name), end) => {
                let block = end.and_then(|token| match &token.kind {
                    Kind::Block(_, content) => Some(content.as_slice()),
                    _ => None,
                });
                let prelude = item.get(1..).unwrap_or_default();
                found.push(Item::AtRule { name, prelude, block, span: first.span });
            }
            _ => match declaration(item) {
                Ok(raw) => found.push(Item::Declaration(raw)),
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
    if let (Some(name), Some((colon, Token { kind: Kind::Colon, .. }))) = (name, rest.next()) {
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
    Err(Problem::new("E220", first, message))
}

/// The declarations of a `style` attribute; spans are bytes into it.
pub fn inline_declarations(
    text: &str,
    variables: &Variables,
    problems: &mut Vec<Problem>,
) -> Vec<Declaration> {
    let tokens = tokenize(text, problems);
    let mut found = Vec::new();
    for item in items(&tokens, problems) {
        match item {
            Item::Declaration(raw) => read(&raw, variables, &mut found, problems),
            Item::AtRule { span, .. } => {
                let message = Text::new("style 属性里不能有 @ 规则", "a style attribute holds no at-rules");
                problems.push(Problem::new("E222", span, message));
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
    if matches!(property, Property::Size | Property::Content) {
        let message = Text::new(
            format!("`{}` 只能用在 @page 里", raw.name),
            format!("`{}` belongs into @page rules only", raw.name),
        );
        return problems.push(Problem::new("E223", raw.name_span, message));
    }
    let result = substitute(raw, variables).and_then(|tokens| values(property, &tokens, raw.span));
    match result {
        Ok(values) => {
            found.extend(values.into_iter().map(|value| Declaration { value, property, span: raw.span }))
        }
        Err(problem) => problems.push(problem),
    }
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
    Problem { help, ..Problem::new("E223", raw.name_span, message) }
}

/// A value grows to no more tokens than this through `var()`.
const MOST_TOKENS: usize = 1000;

/// The value with each `var()` replaced and `!important` refused.
pub fn substitute(raw: &Raw<'_>, variables: &Variables) -> Result<Vec<Token>, Problem> {
    let mut tokens = Vec::new();
    let mut steps = MOST_TOKENS;
    expand(raw.value, &Scope { variables, depth: 0, at: None }, &mut steps, &mut tokens)?;
    if let Some(bang) = tokens.iter().find(|token| token.kind == Kind::Delim('!')) {
        let message = Text::new("不支持 `!important`", "`!important` is not part of the layout language");
        return Err(Problem::new("E226", bang.span, message)
            .with_help(Text::new("请改用更具体的选择器", "use a more specific selector")));
    }
    Ok(tokens)
}

/// Where `var()` is being replaced.
struct Scope<'a> {
    variables: &'a Variables,
    depth: usize,
    /// What a variable brings in is pointed at where it is used.
    at: Option<Span>,
}

fn expand(
    tokens: &[Token],
    scope: &Scope<'_>,
    steps: &mut usize,
    out: &mut Vec<Token>,
) -> Result<(), Problem> {
    for token in tokens {
        let span = scope.at.unwrap_or(token.span);
        let Some(left) = steps.checked_sub(1) else {
            let message = Text::new("这个值过长", "this value is too long");
            return Err(Problem::new("E208", span, message));
        };
        *steps = left;
        let kind = match &token.kind {
            Kind::Function(name, arguments) if name.eq_ignore_ascii_case("var") => {
                variable(arguments, span, scope, steps, out)?;
                continue;
            }
            Kind::Function(name, arguments) => {
                let mut inner = Vec::new();
                expand(arguments, scope, steps, &mut inner)?;
                Kind::Function(name.clone(), inner)
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
    scope: &Scope<'_>,
    steps: &mut usize,
    out: &mut Vec<Token>,
) -> Result<(), Problem> {
    let mut cursor = Cursor::new(arguments, span);
    let name = cursor.next().and_then(Token::ident).and_then(|name| name.strip_prefix("--"));
    let Some(name) = name else {
        let message = Text::new("应写作 var(--名称)", "expected var(--name)");
        return Err(Problem::new("E225", span, message));
    };
    if scope.depth > 16 {
        let message = Text::new(
            format!("变量 `--{name}` 引用了它自己"),
            format!("the variable `--{name}` refers to itself"),
        );
        return Err(Problem::new("E225", span, message));
    }
    let inner = Scope { variables: scope.variables, depth: scope.depth + 1, at: Some(span) };
    if let Some(value) = scope.variables.get(name) {
        return expand(value, &inner, steps, out);
    }
    if let Some(comma) = arguments.iter().position(|token| token.kind == Kind::Comma) {
        return expand(arguments.get(comma + 1..).unwrap_or_default(), &inner, steps, out);
    }
    let message =
        Text::new(format!("没有名为 `--{name}` 的变量"), format!("there is no variable named `--{name}`"));
    let mut known: Vec<&str> = scope.variables.keys().map(String::as_str).collect();
    known.sort_unstable();
    let near = nearest(name, known).map(|near| format!("--{near}"));
    Err(Problem { help: did_you_mean(near.as_deref()), ..Problem::new("E225", span, message) })
}

/// The complaint that a value is none of the property's.
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
    Problem::new("E224", value_span(tokens, span), message).with_help(help)
}

fn value_span(tokens: &[Token], whole: Span) -> Span {
    let mut meaningful = tokens.iter().filter(|token| !token.is_white());
    let Some(first) = meaningful.next() else { return whole };
    let last = meaningful.next_back().unwrap_or(first);
    Span { start: first.span.start, end: last.span.end.max(first.span.end) }
}

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
