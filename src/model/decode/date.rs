//! Tells a date that cannot be from a text that is none.

use crate::unit::Date;

/// Whether a text looks like a day, but is none of the calendar: 2026-13-45, 26/11/23.
///
/// 长期, 自发布之日起 and 2026年11月 are texts, and stay what they are.
pub fn is_impossible(text: &str) -> bool {
    let Some([year, month, day]) = parts(text.trim()) else { return false };
    let day_of = |year: &str, month: &str, day: &str| {
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    };
    year.len() != 4 || month.len() > 2 || day.len() > 2 || day_of(year, month, day).is_none()
}

/// Three numbers with separators of dates between them.
fn parts(text: &str) -> Option<[&str; 3]> {
    if text.len() > 40 {
        return None;
    }
    let text = text.strip_suffix(['日', '号']).unwrap_or(text);
    let mut parts = text.split(['-', '/', '.', '年', '月']).map(str::trim);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (parts.next().is_none() && three.iter().all(|part| digits(part))).then_some(three)
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
        ] {
            assert!(!is_impossible(text), "{text}");
        }
        for text in
            ["2026-13-45", "2026/2/30", "2026年11月31日", "26-11-23", "2026.0.1", "2025-02-29", "23/11/2026"]
        {
            assert!(is_impossible(text), "{text}");
        }
    }
}
