//! Writes numbers, dates and lists as Chinese documents do: the filters that templates use.

use crate::unit::Date;

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 二十一 for 21, 一百零一 for 101, 十万 for 100,000.
///
/// From 0 to 99,999,999; any other number stays in Arabic digits.
pub fn chinese_number(number: i64) -> String {
    match u32::try_from(number) {
        Ok(0) => DIGITS[0].to_string(),
        Ok(n @ 1..=99_999_999) => {
            let text = spell(n);
            // 十 alone at the front, 一十 anywhere else.
            text.strip_prefix("一十").map_or(text.clone(), |rest| format!("十{rest}"))
        }
        _ => number.to_string(),
    }
}

/// 二一 for 21, as the form counts its duties: the 十 between tens and units is left out above 十九.
///
/// From 100 on as [`chinese_number`].
pub fn chinese_ordinal(number: i64) -> String {
    match number {
        21..=99 if number % 10 != 0 => digits(number / 10) + &digits(number % 10),
        _ => chinese_number(number),
    }
}

fn digits(digit: i64) -> String {
    usize::try_from(digit).ok().and_then(|d| DIGITS.get(d)).map_or_else(String::new, char::to_string)
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

/// 2026年11月23日 for `2026-11-23`, `2026/11/23`, `2026.11.23` and itself.
///
/// `None` where the text is no day of the calendar; templates then show it as it is.
pub fn chinese_date(text: &str) -> Option<String> {
    let date = Date::read(text)?;
    Some(format!("{}年{}月{}日", date.year, date.month, date.day))
}

/// Joins with 、, leaving blank items out.
pub fn join_chinese<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.into_iter().filter(|item| !item.trim().is_empty()).collect();
    items.join("、")
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
            (110, "一百一十"),
            (111, "一百一十一"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (1100, "一千一百"),
            (2026, "二千零二十六"),
            (10_000, "一万"),
            (10_001, "一万零一"),
            (10_010, "一万零一十"),
            (11_000, "一万一千"),
            (100_000, "十万"),
            (120_034, "十二万零三十四"),
            (1_000_500, "一百万零五百"),
            (99_999_999, "九千九百九十九万九千九百九十九"),
            (100_000_000, "100000000"),
            (-3, "-3"),
            (i64::MIN, "-9223372036854775808"),
        ];
        for (number, text) in expected {
            assert_eq!(chinese_number(number), text);
        }
    }

    #[test]
    fn ordinals_are_short() {
        let expected = [
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
            assert_eq!(chinese_ordinal(number), text);
        }
    }

    #[test]
    fn dates_are_written_out() {
        for text in ["2026-11-23", "2026/11/23", "2026.11.23", "2026年11月23日", " 2026-11-23 "] {
            assert_eq!(chinese_date(text).as_deref(), Some("2026年11月23日"), "{text}");
        }
        assert_eq!(chinese_date("2026-01-05").as_deref(), Some("2026年1月5日"));
        for text in [
            "",
            "2026-02-30",
            "2026-11",
            "2026-11-23-1",
            "26-11-23",
            "2026-+1-23",
            "自发布之日起",
            "年月日",
            "2026/11-23",
        ] {
            assert_eq!(chinese_date(text), None, "{text}");
        }
    }

    #[test]
    fn lists_join_without_blanks() {
        assert_eq!(join_chinese(["财务部", " ", "生产部", ""]), "财务部、生产部");
        assert_eq!(join_chinese([]), "");
    }
}
