//! Counter styles: the built-in ones, `@counter-style`, and the marker of each number.

use std::collections::HashMap;
use std::sync::Arc;

use super::declare::{BlockItem, Raw, Variables, items, substitute, unknown_property};
use super::token::{Cursor, Token, TokenKind};
use crate::characters::{alphabetic, chinese_number, circled, roman};
use crate::diag::{Code, Span, Text, did_you_mean, nearest};
use crate::markup::report::Problem;
use crate::tree::Numbering;

/// How a list counts, and what its markers have before and after the number.
#[derive(Clone, Debug, PartialEq)]
pub struct CounterStyle {
    pub numbering: Numbering,
    symbols: Symbols,
    pub prefix: Arc<str>,
    pub suffix: Arc<str>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Symbols {
    None,
    /// The symbols in turn, again from the first after the last.
    Cyclic(Vec<String>),
    Numbers,
}

impl CounterStyle {
    /// The text of a marker.
    pub fn marker(&self, number: u32) -> String {
        let symbol = match &self.symbols {
            Symbols::None => return String::new(),
            Symbols::Cyclic(symbols) => {
                let turn = (number as usize).saturating_sub(1) % symbols.len().max(1);
                symbols.get(turn).cloned().unwrap_or_default()
            }
            Symbols::Numbers => represent(self.numbering, number),
        };
        format!("{}{symbol}{}", self.prefix, self.suffix)
    }
}

/// All counter styles that a sheet knows.
#[derive(Clone, Debug)]
pub struct CounterStyles(HashMap<Arc<str>, CounterStyle>);

const BUILT_IN: [(&str, Numbering, &str); 14] = [
    ("none", Numbering::None, ""),
    ("disc", Numbering::Bullet, " "),
    ("circle", Numbering::Bullet, " "),
    ("square", Numbering::Bullet, " "),
    ("decimal", Numbering::Decimal, ". "),
    ("cjk-ideographic", Numbering::Chinese, "、"),
    ("simp-chinese-informal", Numbering::Chinese, "、"),
    ("circled-decimal", Numbering::Circled, " "),
    ("lower-alpha", Numbering::LowerAlpha, ". "),
    ("lower-latin", Numbering::LowerAlpha, ". "),
    ("upper-alpha", Numbering::UpperAlpha, ". "),
    ("upper-latin", Numbering::UpperAlpha, ". "),
    ("lower-roman", Numbering::LowerRoman, ". "),
    ("upper-roman", Numbering::UpperRoman, ". "),
];

impl Default for CounterStyles {
    fn default() -> CounterStyles {
        let style = |name: &str, numbering: Numbering, suffix: &str| CounterStyle {
            numbering,
            symbols: match name {
                "none" => Symbols::None,
                "disc" => Symbols::Cyclic(vec!["•".into()]),
                "circle" => Symbols::Cyclic(vec!["○".into()]),
                "square" => Symbols::Cyclic(vec!["■".into()]),
                _ => Symbols::Numbers,
            },
            prefix: "".into(),
            suffix: suffix.into(),
        };
        CounterStyles(
            BUILT_IN.iter().map(|(name, n, suffix)| ((*name).into(), style(name, *n, suffix))).collect(),
        )
    }
}

impl CounterStyles {
    pub fn get(&self, name: &str) -> Option<&CounterStyle> {
        self.0.get(name)
    }

    /// The error for a name that no style has.
    pub fn unknown(&self, name: &str, span: Span) -> Problem {
        let message = Text::new(
            format!("没有名为 `{name}` 的编号样式"),
            format!("there is no counter style named `{name}`"),
        );
        let mut known: Vec<&str> = self.0.keys().map(|name| &**name).collect();
        known.sort_unstable();
        Problem::new(Code::E228, span, message).with_hint(did_you_mean(nearest(name, known)))
    }

    /// Adds a `@counter-style` rule.
    pub fn add(
        &mut self,
        prelude: &[Token],
        block: &[Token],
        span: Span,
        variables: &Variables,
        problems: &mut Vec<Problem>,
    ) {
        let mut cursor = Cursor::new(prelude, span);
        let name = cursor.next().and_then(Token::ident).filter(|_| cursor.is_done());
        let Some(name) = name.filter(|name| !matches!(*name, "none" | "decimal" | "disc")) else {
            let message = Text::new(
                "@counter-style 之后应为一个新名字",
                "@counter-style takes one name, other than none, decimal and disc",
            );
            return problems.push(Problem::new(Code::E222, span, message));
        };
        let mut rule = Definition::default();
        for item in items(block, problems) {
            let result = match item {
                BlockItem::Declaration(raw) => rule.read(&raw, variables),
                BlockItem::AtRule { span, .. } => Err(Problem::new(
                    Code::E222,
                    span,
                    Text::new("@counter-style 里不能有 @ 规则", "@counter-style holds no at-rules"),
                )),
            };
            if let Err(problem) = result {
                problems.push(problem);
            }
        }
        match rule.finish(self, span) {
            Ok(style) => {
                self.0.insert(name.into(), style);
            }
            Err(problem) => problems.push(problem),
        }
    }
}

#[derive(Default)]
struct Definition {
    /// `extends NAME`, with the name's place.
    extends: Option<(String, Span)>,
    symbols: Vec<String>,
    prefix: Option<String>,
    suffix: Option<String>,
}

const DESCRIPTORS: [&str; 4] = ["system", "symbols", "prefix", "suffix"];

impl Definition {
    fn read(&mut self, raw: &Raw<'_>, variables: &Variables) -> Result<(), Problem> {
        if !DESCRIPTORS.contains(&raw.name) {
            let problem = unknown_property(raw);
            return Err(problem.with_hint(did_you_mean(nearest(raw.name, DESCRIPTORS))));
        }
        let tokens = substitute(raw, variables)?;
        let mut cursor = Cursor::new(&tokens, raw.span);
        let good = match raw.name {
            "system" => self.system(&mut cursor),
            "symbols" => {
                while let Some(symbol) = cursor.peek().and_then(text) {
                    self.symbols.push(symbol);
                    cursor.next();
                }
                !self.symbols.is_empty()
            }
            _ => {
                let found = cursor.next().and_then(text);
                let good = found.is_some();
                *(if raw.name == "prefix" { &mut self.prefix } else { &mut self.suffix }) = found;
                good
            }
        };
        if good && cursor.is_done() {
            return Ok(());
        }
        let (zh, en) = match raw.name {
            "system" => {
                ("应为：cyclic，或 extends 加样式名", "expected: cyclic, or extends and a style's name")
            }
            "symbols" => ("应为：一个或几个字符串", "expected: one or more texts"),
            _ => ("应为：一个字符串", "expected: a text"),
        };
        let message =
            Text::new(format!("`{}` 的值无效", raw.name), format!("this is not a value of `{}`", raw.name));
        Err(Problem::new(Code::E224, raw.span, message).with_help(Text::new(zh, en)))
    }

    fn system(&mut self, cursor: &mut Cursor<'_>) -> bool {
        self.extends = None;
        if cursor.eat("cyclic") {
            return true;
        }
        if !cursor.eat("extends") {
            return false;
        }
        let span = cursor.span();
        let name = cursor.next().and_then(Token::ident);
        self.extends = name.map(|name| (name.to_owned(), span));
        name.is_some()
    }

    fn finish(self, known: &CounterStyles, span: Span) -> Result<CounterStyle, Problem> {
        let base = match &self.extends {
            Some((name, place)) => known.get(name).cloned().ok_or_else(|| known.unknown(name, *place))?,
            None if self.symbols.is_empty() => {
                let message = Text::new(
                    "@counter-style 既没有 symbols，也没有 system: extends …",
                    "this @counter-style has neither symbols nor `system: extends …`",
                );
                return Err(Problem::new(Code::E222, span, message));
            }
            None => CounterStyle {
                numbering: Numbering::Bullet,
                symbols: Symbols::Cyclic(self.symbols.clone()),
                prefix: "".into(),
                suffix: ". ".into(),
            },
        };
        if self.extends.is_some() && !self.symbols.is_empty() {
            let message =
                Text::new("extends 与 symbols 不能并用", "`extends` and `symbols` exclude each other");
            return Err(Problem::new(Code::E222, span, message));
        }
        Ok(CounterStyle {
            prefix: self.prefix.map_or(base.prefix, Arc::from),
            suffix: self.suffix.map_or(base.suffix, Arc::from),
            ..base
        })
    }
}

/// A text without control characters, or a bare word.
fn text(token: &Token) -> Option<String> {
    match &token.kind {
        TokenKind::Text(text) | TokenKind::Ident(text) => {
            (!text.chars().any(char::is_control) && text.len() <= 100).then(|| text.clone())
        }
        _ => None,
    }
}

/// A number in a numbering system, or in decimal outside the system's range (CSS Counter Styles 3 §2).
fn represent(numbering: Numbering, number: u32) -> String {
    let special = match numbering {
        // Where simp-chinese-informal ends (§7.1.2).
        Numbering::Chinese if number <= 9999 => chinese_number(number),
        Numbering::Circled => circled(number).map(String::from),
        Numbering::LowerAlpha => alphabetic(number),
        Numbering::UpperAlpha => alphabetic(number).map(|text| text.to_ascii_uppercase()),
        Numbering::LowerRoman => roman(number),
        Numbering::UpperRoman => roman(number).map(|text| text.to_ascii_uppercase()),
        Numbering::None | Numbering::Bullet | Numbering::Decimal | Numbering::Chinese => None,
    };
    special.unwrap_or_else(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_each_system() {
        let written = |numbering, numbers: &[u32]| -> Vec<String> {
            numbers.iter().map(|&number| represent(numbering, number)).collect()
        };
        assert_eq!(
            written(Numbering::Chinese, &[1, 10, 11, 20, 21, 105, 110, 1000, 1010, 2026, 9999, 10_000]),
            [
                "一",
                "十",
                "十一",
                "二十",
                "二十一",
                "一百零五",
                "一百一十",
                "一千",
                "一千零一十",
                "二千零二十六",
                "九千九百九十九",
                "10000"
            ]
        );
        assert_eq!(
            written(Numbering::Circled, &[1, 20, 21, 35, 36, 50, 51]),
            ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "51"]
        );
        assert_eq!(written(Numbering::LowerAlpha, &[0, 1, 26, 27, 703]), ["0", "a", "z", "aa", "aaa"]);
        assert_eq!(written(Numbering::UpperRoman, &[4, 1994, 4000]), ["IV", "MCMXCIV", "4000"]);
    }

    #[test]
    fn markers_have_no_trailing_space() {
        let styles = CounterStyles::default();
        assert_eq!(styles.get("decimal").unwrap().marker(3), "3. ");
        assert_eq!(styles.get("simp-chinese-informal").unwrap().marker(3), "三、");
        assert_eq!(styles.get("disc").unwrap().marker(3), "• ");
        assert_eq!(styles.get("none").unwrap().marker(3), "");
    }
}
