//! Filters that write dates and lists as in Chinese documents.

use crate::unit::Date;

/// 2026年11月23日 for `2026-11-23`, `2026/11/23`, `2026.11.23` and itself.
///
/// `None` if the text is not a date; templates then show it unchanged.
pub fn chinese_date(text: &str) -> Option<String> {
    let date = Date::read(text)?;
    Some(format!("{}年{}月{}日", date.year, date.month, date.day))
}

/// Joins items with 、, without blank ones.
pub fn join_chinese<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.into_iter().filter(|item| !item.trim().is_empty()).collect();
    items.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

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
