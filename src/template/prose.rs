//! Splits a longer text, such as the foreword (编制说明), into paragraphs and lists.
//!
//! Blank lines separate paragraphs; in a text without them, each line is a paragraph. Neighbouring lines that begin
//! with `- `, `1. `, `1、` or `（一）` are a list, as long as their numbers increase by one.

use minijinja::Value;

use crate::characters::{chinese_number, leading_chinese};
use crate::model::Passage;

/// A piece of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prose {
    /// It may contain line breaks.
    Paragraph(String),
    List {
        mark: ListMark,
        /// The first item's number; 1 for bullets.
        start: u32,
        items: Vec<String>,
    },
}

/// How the items of a list begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMark {
    /// `- `
    Bullet,
    /// `1. ` or `1、`
    Decimal,
    /// `（一）`
    Chinese,
}

impl ListMark {
    fn name(self) -> &'static str {
        match self {
            ListMark::Bullet => "bullet",
            ListMark::Decimal => "decimal",
            ListMark::Chinese => "chinese",
        }
    }
}

/// The pieces of a passage; each of its parts begins a new one.
pub fn prose(passage: &Passage) -> Vec<Prose> {
    let mut pieces = Pieces::default();
    for part in &passage.parts {
        let by_blank_lines = part.trim().lines().any(|line| line.trim().is_empty());
        pieces.text(part, by_blank_lines);
    }
    pieces.0
}

/// The values for templates: `{kind: paragraph, text}`, `{kind: list, mark, start, items}`.
pub fn prose_value(passage: &Passage) -> Value {
    let piece = |piece: Prose| match piece {
        Prose::Paragraph(text) => {
            Value::from_pairs([("kind", Value::from("paragraph")), ("text", Value::from(text))])
        }
        Prose::List { mark, start, items } => Value::from_pairs([
            ("kind", Value::from("list")),
            ("mark", Value::from(mark.name())),
            ("start", Value::from(start)),
            ("items", Value::from(items)),
        ]),
    };
    Value::from(prose(passage).into_iter().map(piece).collect::<Vec<Value>>())
}

#[derive(Default)]
struct Pieces(Vec<Prose>);

impl Pieces {
    fn text(&mut self, text: &str, by_blank_lines: bool) {
        // Whether the next line continues the paragraph before it.
        let mut open = false;
        for line in text.lines() {
            if line.trim().is_empty() {
                open = false;
            } else if let Some((mark, number, item)) = marked(line) {
                self.item(mark, number, item);
                open = false;
            } else if let (true, Some(Prose::Paragraph(before))) = (open, self.0.last_mut()) {
                before.push('\n');
                before.push_str(line);
            } else {
                self.0.push(Prose::Paragraph(line.to_owned()));
                open = by_blank_lines;
            }
        }
    }

    fn item(&mut self, mark: ListMark, number: u32, item: &str) {
        if let Some(Prose::List { mark: known, start, items }) = self.0.last_mut()
            && *known == mark
            && (mark == ListMark::Bullet
                || u32::try_from(items.len()).is_ok_and(|n| start.checked_add(n) == Some(number)))
        {
            items.push(item.to_owned());
        } else {
            self.0.push(Prose::List { mark, start: number, items: vec![item.to_owned()] });
        }
    }
}

/// The mark, number and text of a line, if it begins like an item of a list.
fn marked(line: &str) -> Option<(ListMark, u32, &str)> {
    let line = line.trim();
    let item = |mark, number, text: &'_ str| (!text.is_empty()).then_some((mark, number));
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("• ")) {
        let text = text.trim_start();
        return item(ListMark::Bullet, 1, text).map(|(mark, number)| (mark, number, text));
    }
    if let Some((number, text)) = line.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']))
    {
        let text = text.trim_start();
        return item(ListMark::Chinese, read_chinese(number)?, text)
            .map(|(mark, number)| (mark, number, text));
    }
    let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=3).contains(digits))?;
    let (number, rest) = line.split_at_checked(digits)?;
    // A space is needed, since 1.5 is a number.
    let text = rest.strip_prefix(['、', '．']).or_else(|| rest.strip_prefix(". "))?.trim_start();
    item(ListMark::Decimal, number.parse().ok()?, text).map(|(mark, number)| (mark, number, text))
}

/// Reads a Chinese number from 一 to 九十九.
fn read_chinese(text: &str) -> Option<u32> {
    let (number, _) = leading_chinese(text)?;
    (chinese_number(number)? == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::model::{Joiner, Str};

    fn told(parts: &[&str]) -> Vec<String> {
        let str = |text: &&str| Str::new((*text).into(), "handbook.yaml".into(), Span::default());
        let parts = parts.iter().map(str).collect();
        let told = |piece| match piece {
            Prose::Paragraph(text) => format!("¶{text}"),
            Prose::List { mark, start, items } => format!("{} {start}: {}", mark.name(), items.join("|")),
        };
        prose(&Passage { parts, joiner: Joiner::LineBreak }).into_iter().map(told).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_where_there_are_any() {
        assert_eq!(told(&["甲\n乙\n\n丙"]), ["¶甲\n乙", "¶丙"]);
        assert_eq!(told(&["甲\n乙\n丙\n"]), ["¶甲", "¶乙", "¶丙"]);
        assert_eq!(told(&["甲", "乙\n\n丙"]), ["¶甲", "¶乙", "¶丙"]);
    }

    #[test]
    fn marked_lines_are_lists() {
        assert_eq!(told(&["依据：\n- 甲\n- 乙\n其他。"]), ["¶依据：", "bullet 1: 甲|乙", "¶其他。"]);
        assert_eq!(told(&["1. 甲\n2、乙\n3．丙"]), ["decimal 1: 甲|乙|丙"]);
        assert_eq!(told(&["（一）甲\n（二）乙\n(三)丙"]), ["chinese 1: 甲|乙|丙"]);
        assert_eq!(told(&["（一）甲", "（二）乙"]), ["chinese 1: 甲|乙"]);
        assert_eq!(told(&["甲\n\n- 乙\n\n- 丙"]), ["¶甲", "bullet 1: 乙|丙"]);
    }

    #[test]
    fn numbers_stay_as_the_author_wrote_them() {
        assert_eq!(told(&["3、甲\n4、乙"]), ["decimal 3: 甲|乙"]);
        assert_eq!(told(&["1、甲\n3、乙"]), ["decimal 1: 甲", "decimal 3: 乙"]);
        assert_eq!(told(&["1.5倍工资"]), ["¶1.5倍工资"]);
        assert_eq!(told(&["2026、2027年度", "-5℃", "（试行）甲", "- ", "（一）"]).len(), 5);
        assert_eq!(told(&["2026、2027年度"]), ["¶2026、2027年度"]);
    }
}
