//! Reads the `content` of `::after`: what an element shows after its own content (CSS Generated Content 3).

use std::sync::Arc;

use super::declare::{BlockItem, Variables, bad_value, items, nested_at_rule, substitute, unknown_property};
use super::page::pieces;
use super::property::{CONTENT, Property};
use super::token::{Cursor, Token, TokenKind};
use super::value::Generated;
use crate::diag::{Code, Span, Text};
use crate::markup::report::Problem;

/// The longest pattern of a leader, in characters.
const LONGEST_PATTERN: usize = 8;

/// Reads the block of a rule for `::after`, which takes `content` alone.
pub fn read(block: &[Token], variables: &Variables, problems: &mut Vec<Problem>) -> Option<Arc<[Generated]>> {
    let mut found = None;
    for item in items(block, problems) {
        let raw = match item {
            BlockItem::Declaration(raw) => raw,
            BlockItem::AtRule { name, span, .. } => {
                problems.push(nested_at_rule(name, span));
                continue;
            }
        };
        match Property::from_name(raw.name) {
            Some(CONTENT) => {
                match substitute(&raw, variables).and_then(|tokens| content(&tokens, raw.span)) {
                    Ok(content) => found = Some(content),
                    Err(problem) => problems.push(problem),
                }
            }
            Some(_) => {
                let message = Text::new(
                    format!("`::after` 只能有 `content`，样式写在元素本身上，不写 `{}`", raw.name),
                    format!("`::after` takes `content` only; write `{}` on the element itself", raw.name),
                );
                problems.push(Problem::new(Code::E223, raw.name_span, message));
            }
            None => problems.push(unknown_property(&raw)),
        }
    }
    found
}

fn content(tokens: &[Token], span: Span) -> Result<Arc<[Generated]>, Problem> {
    let mut cursor = Cursor::new(tokens, span);
    if cursor.eat("none") || cursor.eat("normal") {
        return if cursor.is_done() { Ok(Arc::from([])) } else { Err(bad_value(CONTENT, tokens, span)) };
    }
    pieces(tokens, span, Generated::Text, function, bad_piece).map(Arc::from)
}

fn function(name: &str, arguments: &[Token]) -> Option<Generated> {
    let words: Vec<&TokenKind> =
        arguments.iter().filter(|token| !token.is_white()).map(|token| &token.kind).collect();
    match (name, words.as_slice()) {
        ("leader", [TokenKind::Text(pattern)]) => {
            let plain = !pattern.is_empty() && !pattern.chars().any(char::is_control);
            (plain && pattern.chars().count() <= LONGEST_PATTERN).then(|| Generated::Leader(pattern.clone()))
        }
        // The keywords of CSS Generated Content 3 §3.1.
        ("leader", [TokenKind::Ident(keyword)]) => match keyword.as_str() {
            "dotted" => Some(Generated::Leader(".".to_owned())),
            "solid" => Some(Generated::Leader("_".to_owned())),
            "space" => Some(Generated::Leader(" ".to_owned())),
            _ => None,
        },
        (
            "target-counter",
            [TokenKind::Function(attr, name), TokenKind::Comma, TokenKind::Ident(counter)],
        ) => {
            let href =
                matches!(name.as_slice(), [Token { kind: TokenKind::Ident(name), .. }] if name == "href");
            (attr == "attr" && href && counter == "page").then_some(Generated::TargetPage)
        }
        _ => None,
    }
}

fn bad_piece(token: &Token) -> Problem {
    let message = Text::new(
        format!("`::after` 的 `content` 里不能有 `{token}`"),
        format!("`content` of `::after` cannot hold `{token}`"),
    );
    Problem::new(Code::E224, token.span, message).with_help(Text::new(
        "可用：字符串、leader(\".\")、leader(dotted)、target-counter(attr(href), page)",
        "known are texts, leader(\".\"), leader(dotted) and target-counter(attr(href), page)",
    ))
}
