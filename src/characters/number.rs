//! Writes and reads numbers as documents count: 二十一, ㉑, u, xxi.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 二十一 for 21, 一百零一 for 101, 十万 for 100,000; from 0 to 99,999,999.
pub fn chinese_number(number: u32) -> Option<String> {
    match number {
        0 => Some(DIGITS[0].to_string()),
        1..=99_999_999 => {
            let text = spell(number);
            // 十 alone at the front, 一十 anywhere else.
            Some(text.strip_prefix("一十").map(|rest| format!("十{rest}")).unwrap_or(text))
        }
        _ => None,
    }
}

/// 二一 for 21, as forms count: the 十 between tens and units is left out above 十九. From 100 on as [`chinese_number`].
pub fn chinese_ordinal(number: u32) -> Option<String> {
    let text = chinese_number(number)?;
    let short = (21..=99).contains(&number) && !number.is_multiple_of(10);
    Some(if short { text.replace('十', "") } else { text })
}

/// Spells 1 to 99,999,999 with every 一十 written out.
fn spell(number: u32) -> String {
    let (myriads, rest) = (number / 10_000, number % 10_000);
    let mut text = String::new();
    if myriads > 0 {
        text.push_str(&spell_four(myriads));
        text.push('万');
        if rest > 0 && rest < 1000 {
            text.push(DIGITS[0]);
        }
    }
    text + &spell_four(rest)
}

/// Spells 0 to 9,999; nothing for 0. One 零 stands for each gap between digits.
fn spell_four(number: u32) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push(DIGITS[0]);
            gap = false;
        }
        text.push(DIGITS[digit as usize]);
        text.push_str(name);
    }
    text
}

/// Whether a character is one of those that write the numbers from 一 to 九十九.
pub fn is_chinese_numeral(c: char) -> bool {
    c == '十' || DIGITS[1..].contains(&c)
}

/// The number from 一 to 九十九 that a text begins with, and what follows it. 一十 is 10, like 十.
pub fn leading_chinese(text: &str) -> Option<(u32, &str)> {
    fn digit(text: &str) -> Option<(u32, &str)> {
        let first = text.chars().next()?;
        let value = DIGITS.iter().position(|digit| *digit == first).filter(|value| *value > 0)?;
        Some((value as u32, &text[first.len_utf8()..]))
    }
    let (tens, rest) = digit(text).unwrap_or((1, text));
    let Some(rest) = rest.strip_prefix('十') else { return digit(text) };
    let (units, rest) = digit(rest).unwrap_or((0, rest));
    Some((tens * 10 + units, rest))
}

/// ⓪, ① to ⑳, ㉑ to ㊿.
pub fn circled(number: u32) -> Option<char> {
    let first = match number {
        0 => 0x24EA,
        1..=20 => 0x2460 - 1,
        21..=35 => 0x3251 - 21,
        36..=50 => 0x32B1 - 36,
        _ => return None,
    };
    char::from_u32(first + number)
}

/// The number of ① to ⑳.
pub fn read_circled(c: char) -> Option<u32> {
    ('①'..='⑳').contains(&c).then(|| u32::from(c) - u32::from('①') + 1)
}

/// a to z, aa, ab and so on; from 1.
pub fn alphabetic(mut number: u32) -> Option<String> {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(b'a' + (number % 26) as u8);
        number /= 26;
    }
    let text: String = letters.iter().rev().map(|&letter| char::from(letter)).collect();
    (!text.is_empty()).then_some(text)
}

/// A number from 1 to 3999 in Roman numerals, in small letters.
pub fn roman(mut number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..=3999).contains(&number) {
        return None;
    }
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled() {
        let expected = [
            (0, "零"),
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (21, "二十一"),
            (100, "一百"),
            (101, "一百零一"),
            (105, "一百零五"),
            (110, "一百一十"),
            (111, "一百一十一"),
            (1000, "一千"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (1100, "一千一百"),
            (2026, "二千零二十六"),
            (9999, "九千九百九十九"),
            (10_000, "一万"),
            (10_001, "一万零一"),
            (10_010, "一万零一十"),
            (11_000, "一万一千"),
            (100_000, "十万"),
            (120_034, "十二万零三十四"),
            (1_000_500, "一百万零五百"),
            (99_999_999, "九千九百九十九万九千九百九十九"),
        ];
        for (number, text) in expected {
            assert_eq!(chinese_number(number).as_deref(), Some(text));
        }
        assert_eq!(chinese_number(100_000_000), None);
    }

    #[test]
    fn ordinals_are_short() {
        let expected = [
            (0, "零"),
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (19, "十九"),
            (20, "二十"),
            (21, "二一"),
            (22, "二二"),
            (30, "三十"),
            (99, "九九"),
            (100, "一百"),
            (101, "一百零一"),
        ];
        for (number, text) in expected {
            assert_eq!(chinese_ordinal(number).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for number in 1..100 {
            let text = chinese_number(number).unwrap() + "、甲";
            assert_eq!(leading_chinese(&text), Some((number, "、甲")));
        }
        assert_eq!(leading_chinese("一十二"), Some((12, "")));
        assert_eq!(leading_chinese("一二"), Some((1, "二")));
        assert_eq!(leading_chinese("二十十"), Some((20, "十")));
        assert_eq!(leading_chinese("零"), None);
        assert_eq!(leading_chinese("甲"), None);
        assert!((1..=20).all(|number| circled(number).and_then(read_circled) == Some(number)));
        assert_eq!(read_circled('㉑'), None);
    }

    #[test]
    fn numbers_beyond_a_writing_are_none() {
        assert_eq!([1, 20, 21, 35, 36, 50].map(|n| circled(n).unwrap()), ['①', '⑳', '㉑', '㉟', '㊱', '㊿']);
        assert_eq!(circled(51), None);
        assert_eq!([1, 26, 27, 703].map(|n| alphabetic(n).unwrap()), ["a", "z", "aa", "aaa"]);
        assert_eq!(alphabetic(0), None);
        assert_eq!([4, 1994, 3999].map(|n| roman(n).unwrap()), ["iv", "mcmxciv", "mmmcmxcix"]);
        assert_eq!([roman(0), roman(4000)], [None, None]);
    }
}
