//! Tells an impossible date from a text that is no date.

use crate::characters::half_width;
use crate::diag::Text;
use crate::model::mistake;
use crate::unit::Date;

/// The numbers of days since 1899-12-30 by which Excel keeps the dates of 1954 to 2119.
const SERIALS: std::ops::Range<i64> = 20_000..80_000;
/// 1970-01-01 as such a number.
const EPOCH: i64 = 25_569;

/// Whether a text looks like a day, but is not in the calendar or not written as days are: 2026-13-45,
/// 26/11/23, 20261123, ２０２６-11-23.
///
/// 长期, 自发布之日起 and 见通知 are texts, and stay what they are; so do a month and a year alone, as in
/// 2026年11月, 2026-11 and 2026.
pub fn is_impossible(text: &str) -> bool {
    let text = text.trim();
    let plain: String = text.chars().map(half_width).collect();
    match looks_like(&plain) {
        None => false,
        Some(_) if plain != text => true,
        Some(DateLook::Number) => text.len() != 4,
        Some(DateLook::Month(month)) => !month.parse().is_ok_and(|month: u8| (1..=12).contains(&month)),
        Some(DateLook::Day([year, month, day])) => {
            let day_of = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
            year.len() != 4 || month.len() > 2 || day.len() > 2 || day_of().is_none()
        }
    }
}

/// How to write the day that a text most likely means.
pub fn hint(text: &str) -> Option<Text> {
    let text = text.trim();
    let plain: String = text.chars().map(half_width).collect();
    if plain != text {
        return Date::read(&plain).map(|_| mistake::half_width_date(&plain));
    }
    let number: i64 = text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    if text.len() == 8 {
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        let day = Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        return day.map(mistake::as_date);
    }
    let serial = SERIALS.contains(&number).then(|| (number - EPOCH) * 86_400)?;
    Date::from_unix(serial).map(mistake::excel_date)
}

/// What a text looks like by its digits and separators.
enum DateLook<'a> {
    Number,
    /// The month, after a year.
    Month(&'a str),
    Day([&'a str; 3]),
}

fn looks_like(text: &str) -> Option<DateLook<'_>> {
    if text.len() > 40 {
        return None;
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if digits(text) {
        return Some(DateLook::Number);
    }
    let text = text.strip_suffix(['日', '号', '月']).unwrap_or(text);
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    match parts[..] {
        _ if !parts.iter().all(|part| digits(part)) => None,
        [year, month] if year.len() == 4 && month.len() <= 2 => Some(DateLook::Month(month)),
        [year, month, day] => Some(DateLook::Day([year, month, day])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_date_can_be_a_wrong_one() {
        for text in [
            "2026-11-23",
            "2026/11/23",
            "2026.11.23",
            "2026年11月23日",
            "2026-1-5",
            "2026年01月05日",
            "长期",
            "",
            "2026年11月",
            "自2026-11-23起",
            "2024-02-29",
            "1.0",
            "2026",
            "2026年",
            "2026-01",
            "2026.1",
            "2026-2027",
            "２０２６年度",
        ] {
            assert!(!is_impossible(text), "{text}");
        }
        for text in [
            "2026-13-45",
            "2026/2/30",
            "2026年11月31日",
            "26-11-23",
            "2026.0.1",
            "2025-02-29",
            "23/11/2026",
            "20260101",
            "45292",
            "2026-13",
            "2026年13月",
            "２０２６-０１-０１",
            "2026－01－01",
        ] {
            assert!(is_impossible(text), "{text}");
        }
    }

    #[test]
    fn the_day_behind_a_number_is_guessed() {
        for (text, day) in
            [("20260101", "2026-01-01"), ("45292", "2024-01-01"), ("２０２６／１１／２３", "2026/11/23")]
        {
            assert!(hint(text).is_some_and(|hint| hint.zh.contains(day)), "{text}");
        }
        for text in ["20261301", "7", "2026-13-45", "100000"] {
            assert_eq!(hint(text), None, "{text}");
        }
    }
}
