//! The numbers and bullets that items begin with.

use crate::characters::{half_width, is_chinese_numeral, leading_chinese, read_circled};

/// How a number is written. Items of one list and level have one style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberStyle {
    /// 一、
    Chinese,
    /// （一）
    ChineseInParentheses,
    /// 第一条, 第二项
    Ordinal,
    /// 1、 1.
    Arabic,
    /// 1)
    ArabicWithParenthesis,
    /// （1）
    ArabicInParentheses,
    /// 1.2, 1.2.3: the number of parts.
    Decimal(u8),
    /// ①
    Circled,
    /// a. A、 b)
    Letter,
    /// 职责一, 任务1
    Word,
    /// • ● -
    Bullet,
}

/// The number of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemNumber {
    pub style: NumberStyle,
    /// From 1; 0 for bullets.
    pub value: u32,
    /// The level of an automatic list, from 0; `None` for a number that was typed.
    pub level: Option<u8>,
}

impl ItemNumber {
    pub const BULLET: ItemNumber = ItemNumber { style: NumberStyle::Bullet, value: 0, level: None };

    fn new(style: NumberStyle, value: u32) -> ItemNumber {
        ItemNumber { style, value, level: None }
    }

    /// Whether it can be the next of a list after another one of its style.
    pub fn follows(&self, before: &ItemNumber) -> bool {
        self.style == before.style && (self.style == NumberStyle::Bullet || self.value == before.value + 1)
    }

    /// Whether both stand on one level.
    pub fn is_beside(&self, other: &ItemNumber) -> bool {
        match (self.level, other.level) {
            (Some(own), Some(others)) => own == others,
            _ => self.style == other.style,
        }
    }
}

/// The number that a text begins with, and its length in bytes with the marks and spaces after it.
///
/// A number needs a mark that tells it from a quantity: `3台设备` and `1.5米` begin with none.
pub fn leading_number(text: &str) -> Option<(ItemNumber, usize)> {
    let (number, rest) = marked(text).or_else(|| bullet(text))?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{200b}');
    Some((number, text.len() - rest.len()))
}

/// The number in a text that is nothing else: `3`, `职责三`, `（三）`, `三、`, `3.`.
pub fn lone_number(text: &str) -> Option<ItemNumber> {
    let text = text.trim();
    if let Some((number, length)) = leading_number(text)
        && length == text.len()
    {
        return Some(number);
    }
    let bare = digits(text).or_else(|| leading_chinese(text)).filter(|(_, rest)| rest.is_empty());
    let bare = bare.map(|(value, _)| ItemNumber::new(NumberStyle::Arabic, value));
    bare.or_else(|| {
        let rest = ["职责", "工作任务", "任务", "Duty", "工作"]
            .iter()
            .find_map(|word| text.strip_prefix(word))?
            .trim_start();
        let (value, rest) = digits(rest).or_else(|| leading_chinese(rest))?;
        // Beyond twenty, forms write 职责二四 too.
        let rest = rest.trim_start_matches(is_chinese_numeral);
        rest.trim_matches(is_end).is_empty().then(|| ItemNumber::new(NumberStyle::Word, value))
    })
}

fn is_end(c: char) -> bool {
    matches!(half_width(c), ':' | '.' | ' ') || c == '、'
}

fn marked(text: &str) -> Option<(ItemNumber, &str)> {
    let first = text.chars().next()?;
    if let Some(value) = read_circled(first) {
        return Some((ItemNumber::new(NumberStyle::Circled, value), &text[first.len_utf8()..]));
    }
    if first == '第' {
        return ordinal(&text[first.len_utf8()..]);
    }
    if half_width(first) == '(' {
        let inner = &text[first.len_utf8()..];
        let (style, (value, rest)) = match digits(inner) {
            Some(found) => (NumberStyle::ArabicInParentheses, found),
            None => (NumberStyle::ChineseInParentheses, leading_chinese(inner)?),
        };
        let close = rest.chars().next().filter(|c| half_width(*c) == ')')?;
        return Some((ItemNumber::new(style, value), &rest[close.len_utf8()..]));
    }
    if let Some((value, rest)) = leading_chinese(text) {
        let mark = rest.chars().next().filter(|c| matches!(half_width(*c), '、' | '.' | ')'))?;
        return Some((ItemNumber::new(NumberStyle::Chinese, value), &rest[mark.len_utf8()..]));
    }
    if first.is_ascii_alphabetic() {
        let mark = text[1..].chars().next().filter(|c| matches!(half_width(*c), '、' | '.' | ')'))?;
        let rest = &text[1 + mark.len_utf8()..];
        // `e.g.` and `A.B公司` begin with no number.
        let is_word = half_width(mark) == '.' && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        let value = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1;
        return (!is_word).then(|| (ItemNumber::new(NumberStyle::Letter, value), rest));
    }
    arabic(text)
}

/// `1、`, `1.`, `1)`, `1.2`, `1.2.3 `.
fn arabic(text: &str) -> Option<(ItemNumber, &str)> {
    let (mut value, mut rest) = digits(text)?;
    let mut parts = 1;
    // `4  工作内容`: wide space parts a number from its heading.
    let spaces = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    if (spaces >= 2 || rest.starts_with(['\t', '\u{3000}'])) && value < 100 {
        return Some((ItemNumber::new(NumberStyle::Arabic, value), rest));
    }
    loop {
        let mark = rest.chars().next()?;
        let behind = &rest[mark.len_utf8()..];
        match half_width(mark) {
            '.' if behind.starts_with(|c: char| c.is_ascii_digit()) => {
                (value, rest) = digits(behind)?;
                parts += 1;
            }
            '.' | '、' if parts == 1 => return Some((ItemNumber::new(NumberStyle::Arabic, value), behind)),
            ')' if parts == 1 => {
                return Some((ItemNumber::new(NumberStyle::ArabicWithParenthesis, value), behind));
            }
            ',' if parts == 1 && mark == '，' => {
                return Some((ItemNumber::new(NumberStyle::Arabic, value), behind));
            }
            '.' | '、' => return Some((ItemNumber::new(NumberStyle::Decimal(parts), value), behind)),
            // `1.5 米` is a quantity, `2.3.1 检查` and `2.1 检查` may be numbers; those of two parts need a space.
            c if parts > 1 && c.is_whitespace() => {
                return Some((ItemNumber::new(NumberStyle::Decimal(parts), value), behind));
            }
            _ if parts > 2 => return Some((ItemNumber::new(NumberStyle::Decimal(parts), value), rest)),
            _ => return None,
        }
    }
}

fn ordinal(text: &str) -> Option<(ItemNumber, &str)> {
    let (value, rest) = digits(text).or_else(|| leading_chinese(text))?;
    let unit = rest.chars().next()?;
    let rest = match unit {
        '条' | '项' | '章' | '节' | '款' => &rest[unit.len_utf8()..],
        '，' | '、' | ',' => rest,
        _ => return None,
    };
    let rest = rest.trim_start_matches(|c: char| matches!(half_width(c), ':' | '、' | ',' | '.'));
    Some((ItemNumber::new(NumberStyle::Ordinal, value), rest))
}

fn bullet(text: &str) -> Option<(ItemNumber, &str)> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let is_bullet = match first {
        '•' | '●' | '■' | '◆' | '▪' | '○' | '◇' | '▲' | '➢' | '►' | '※' | '★' | '·' | '\u{f06c}'
        | '\u{f0d8}' | '\u{f0b7}' | '\u{f075}' | '\u{f06e}' => true,
        // A dash is a bullet before a space or Han, no minus and no range.
        '-' | '－' | '—' | '–' | '*' => !rest.starts_with(|c: char| c.is_ascii_digit() || c == first),
        _ => false,
    };
    // ★★★★☆ is a rating.
    (is_bullet && !rest.starts_with(['★', '☆', first])).then_some((ItemNumber::BULLET, rest))
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let mut value: u32 = 0;
    let mut length = 0;
    for c in text.chars().take_while(|c| half_width(*c).is_ascii_digit()).take(4) {
        value = value * 10 + half_width(c).to_digit(10)?;
        length += c.len_utf8();
    }
    (length > 0).then(|| (value, &text[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(NumberStyle, u32, &str)> {
        leading_number(text).map(|(number, length)| (number.style, number.value, &text[length..]))
    }

    #[test]
    fn numbers_are_told_by_their_marks() {
        use NumberStyle::*;
        for (text, expected) in [
            ("一、编制计划", (Chinese, 1, "编制计划")),
            ("（十二）检查", (ChineseInParentheses, 12, "检查")),
            ("(3) 检查", (ArabicInParentheses, 3, "检查")),
            ("3)检查", (ArabicWithParenthesis, 3, "检查")),
            ("10．检查", (Arabic, 10, "检查")),
            ("２、检查", (Arabic, 2, "检查")),
            ("1.2 检查", (Decimal(2), 2, "检查")),
            ("4.2.3检查", (Decimal(3), 3, "检查")),
            ("4  检查", (Arabic, 4, "检查")),
            ("第三条　检查", (Ordinal, 3, "检查")),
            ("第一，检查", (Ordinal, 1, "检查")),
            ("②检查", (Circled, 2, "检查")),
            ("b) 检查", (Letter, 2, "检查")),
            ("● 检查", (Bullet, 0, "检查")),
            ("- 检查", (Bullet, 0, "检查")),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn quantities_and_words_are_no_numbers() {
        for text in [
            "3台设备",
            "1.5米以内",
            "2026年",
            "十年以上",
            "第三方",
            "ERP系统",
            "e.g. this",
            "-5℃",
            "--",
            "一般事项",
            "5S管理",
            "3-5人",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_cell_may_hold_a_number_alone() {
        for (text, value) in [
            ("3", 3),
            ("职责十二", 12),
            ("（三）", 3),
            ("三、", 3),
            ("职责1：", 1),
            ("Duty 4", 4),
            ("职责二四", 2),
        ] {
            assert_eq!(lone_number(text).map(|number| number.value), Some(value), "{text}");
        }
        assert_eq!(lone_number("职责描述"), None);
        assert_eq!(lone_number("三年"), None);
    }
}
