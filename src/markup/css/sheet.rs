//! Reads style sheets into rules, pages, counter styles and variables.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::counter::CounterStyles;
use super::declare::{BlockItem, Variables, items, nested_at_rule, read};
use super::generated;
use super::page::{self, PageRule};
use super::rules::{CascadeOrigin, StyleRule, classes_of};
use super::selector::{self, Selector};
use super::token::{Token, TokenKind, tokenize};
use crate::diag::{Code, Span, Text, did_you_mean, nearest};
use crate::markup::report::Problem;

/// What the sheets that were read so far hold.
pub struct SheetReader {
    /// The template set's parameters, which `:root` cannot change.
    parameters: Variables,
    pub variables: Variables,
    /// With their selectors, in order.
    pub rules: Vec<(StyleRule, Vec<Selector>)>,
    pub pages: Vec<PageRule>,
    pub counters: CounterStyles,
}

/// `PRELUDE { BLOCK }` or `@NAME PRELUDE { BLOCK }`.
struct RawRule<'a> {
    at: Option<&'a str>,
    prelude: &'a [Token],
    block: Option<&'a [Token]>,
    span: Span,
}

impl SheetReader {
    pub fn new(parameters: &[(String, String)]) -> SheetReader {
        let parameters: Variables = parameters
            .iter()
            .map(|(name, value)| {
                let mut problems = Vec::new();
                let mut tokens = tokenize(value, &mut problems);
                if !problems.is_empty() {
                    // A parameter that is not CSS is a wrong value where a rule uses it, and nothing elsewhere.
                    tokens = vec![Token { kind: TokenKind::Other(value.clone()), span: Span::default() }];
                }
                (name.clone(), tokens)
            })
            .collect();
        SheetReader {
            variables: parameters.clone(),
            parameters,
            rules: Vec::new(),
            pages: Vec::new(),
            counters: CounterStyles::default(),
        }
    }

    pub fn read(&mut self, css: &str, path: &Arc<str>, origin: CascadeOrigin, problems: &mut Vec<Problem>) {
        let tokens = tokenize(css, problems);
        let rules = raw_rules(&tokens, problems);
        for rule in rules.iter().filter(|rule| is_root(rule)) {
            self.read_variables(rule);
        }
        for rule in &rules {
            match rule.at {
                Some(name) => self.read_at_rule(name, rule, problems),
                None => self.read_style_rule(rule, css, path, origin, problems),
            }
        }
    }

    fn read_variables(&mut self, rule: &RawRule<'_>) {
        // Syntax errors are reported when the rule is read for its properties.
        for item in items(rule.block.unwrap_or_default(), &mut Vec::new()) {
            if let BlockItem::Declaration(raw) = item
                && let Some(name) = raw.name.strip_prefix("--")
                && !self.parameters.contains_key(name)
            {
                self.variables.insert(name.to_owned(), raw.value.to_vec());
            }
        }
    }

    fn read_at_rule(&mut self, name: &str, rule: &RawRule<'_>, problems: &mut Vec<Problem>) {
        match (name, rule.block) {
            ("page", Some(block)) => {
                self.pages.extend(page::parse(rule.prelude, block, rule.span, &self.variables, problems));
            }
            ("counter-style", Some(block)) => {
                self.counters.add(rule.prelude, block, rule.span, &self.variables, problems);
            }
            ("charset", None) => {}
            ("page" | "counter-style", None) => problems.push(without_block(rule)),
            _ => {
                let message = Text::new(
                    format!("规则 `@{name}` 不在版式语言之内"),
                    format!("the rule `@{name}` is not part of the layout language"),
                );
                let near = nearest(name, ["page", "counter-style"]).map(|name| format!("@{name}"));
                let help = did_you_mean(near.as_deref());
                problems.push(Problem::new(Code::E222, rule.span, message).with_hint(help));
            }
        }
    }

    fn read_style_rule(
        &mut self,
        rule: &RawRule<'_>,
        css: &str,
        path: &Arc<str>,
        origin: CascadeOrigin,
        problems: &mut Vec<Problem>,
    ) {
        let Some(block) = rule.block else { return problems.push(without_block(rule)) };
        let selectors = selector::parse(rule.prelude, rule.span, css);
        let mut declarations = Vec::new();
        let after = selectors.as_ref().is_ok_and(|all| all.iter().any(|selector| selector.after));
        let content = after.then(|| generated::read(block, &self.variables, problems)).flatten();
        let own = if after { Vec::new() } else { items(block, problems) };
        for item in own {
            match item {
                BlockItem::Declaration(raw) if raw.name.starts_with("--") && is_root(rule) => {}
                BlockItem::Declaration(raw) => read(&raw, &self.variables, &mut declarations, problems),
                BlockItem::AtRule { name, span, .. } => problems.push(nested_at_rule(name, span)),
            }
        }
        match selectors {
            Ok(selectors) if after && !selectors.iter().all(|selector| selector.after) => {
                let message = Text::new(
                    "`::after` 与元素本身的规则要分开写",
                    "`::after` and the element itself want rules of their own",
                );
                problems.push(Problem::new(Code::E221, rule.span, message));
            }
            Ok(selectors) => {
                let rule = StyleRule {
                    path: path.clone(),
                    classes: classes_of(&selectors, &declarations),
                    declarations,
                    content,
                    span: rule.span,
                    origin,
                    // No element matches `:root`, so that it counts as used.
                    used: AtomicBool::new(is_root(rule)),
                };
                self.rules.push((rule, selectors));
            }
            Err(problem) => problems.push(problem),
        }
    }
}

fn is_root(rule: &RawRule<'_>) -> bool {
    let mut tokens = rule.prelude.iter().filter(|token| !token.is_white());
    let colon = tokens.next().is_some_and(|token| token.kind == TokenKind::Colon);
    colon && tokens.next().and_then(Token::ident) == Some("root") && tokens.next().is_none()
}

fn without_block(rule: &RawRule<'_>) -> Problem {
    let message = Text::new("规则没有 { … }", "this rule has no { … }");
    Problem::new(Code::E220, rule.span, message)
}

/// Splits a sheet into its rules.
fn raw_rules<'a>(mut tokens: &'a [Token], problems: &mut Vec<Problem>) -> Vec<RawRule<'a>> {
    let mut rules = Vec::new();
    while let Some((first, rest)) = tokens.split_first() {
        if first.is_white() {
            tokens = rest;
            continue;
        }
        let at = match &first.kind {
            TokenKind::AtKeyword(name) => Some(name.as_str()),
            _ => None,
        };
        let body = if at.is_some() { rest } else { tokens };
        let ends = |token: &Token| {
            matches!(token.kind, TokenKind::Block('{', _))
                || at.is_some() && token.kind == TokenKind::Semicolon
        };
        let length = body.iter().position(ends).unwrap_or(body.len());
        let (prelude, after) = body.split_at(length);
        let last = prelude.iter().rev().find(|token| !token.is_white()).unwrap_or(first);
        let span = Span { start: first.span.start, end: last.span.end };
        let block = after.first().and_then(|token| match &token.kind {
            TokenKind::Block(_, content) => Some(content.as_slice()),
            _ => None,
        });
        if at.is_none() && prelude.iter().all(Token::is_white) {
            problems.push(Problem::new(
                Code::E221,
                first.span,
                Text::new("规则没有选择器", "this rule has no selector"),
            ));
        } else {
            rules.push(RawRule { at, prelude, block, span });
        }
        tokens = after.get(1..).unwrap_or_default();
    }
    rules
}
