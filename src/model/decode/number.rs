//! Reads numbers of people, 3人 and 2～3, and guesses the number behind what is not written in plain digits: １２,
//! 两人, 两页, 第三.

use crate::characters::{half_width, leading_chinese};
use crate::diag::Text;
use crate::model::mistake;
use crate::yaml::is_quote;

/// What may stand behind a number of people.
const PEOPLE: [char; 4] = ['人', '名', '个', '位'];
/// What may stand between the ends of a range.
const TO: [&str; 11] = ["-", "~", "～", "—", "–", "－", "‐", "−", "至", "到", "to"];

/// The ends of a number of people, as typed: 3, 3人, 2-3, 2～3人, 2人至3人. Both are digits, or one number with its
/// sign.
pub fn people(typed: &str) -> Option<(&str, &str)> {
    fn number(text: &str) -> Option<&str> {
        let text = text.trim();
        let bare = text.strip_suffix(PEOPLE).unwrap_or(text).trim_end();
        let digits = bare.strip_prefix(['+', '-']).unwrap_or(bare);
        is_number(digits).then_some(bare)
    }
    if let Some(alone) = number(typed) {
        return Some((alone, alone));
    }
    TO.iter().find_map(|to| {
        let (least, most) = typed.split_once(to)?;
        // Two dashes of Chinese text are one sign.
        let most = most.strip_prefix(to).unwrap_or(most);
        let ends = (number(least)?, number(most)?);
        (is_number(ends.0) && is_number(ends.1)).then_some(ends)
    })
}

/// How to write the number that a text most likely means.
pub fn hint(typed: &str) -> Option<Text> {
    if typed.chars().count() > 12 {
        return None;
    }
    let plain: String = typed.chars().map(half_width).collect();
    let bare = plain
        .trim()
        .trim_matches(is_quote)
        .trim_start_matches('第')
        .trim_end_matches(['人', '名', '个', '位', '员', '页'])
        .trim();
    if is_number(bare) {
        return Some(match plain == typed {
            true => mistake::in_digits(bare.parse().ok()?),
            false => mistake::full_width_digits(bare),
        });
    }
    if let Some(number) = chinese(bare) {
        return Some(mistake::in_digits(number));
    }
    if let Some((whole, part)) = bare.split_once('.') {
        return (is_number(whole) && is_number(part)).then(mistake::no_fraction);
    }
    let ends = bare.split_once(['-', '~', '～', '至', '到', '—', '–'])?;
    let both = [ends.0, ends.1].into_iter().all(|end| is_number(end.trim_matches(['人', '名', '页'])));
    both.then(mistake::one_number)
}

/// How to write the number of people, or the range, that a text most likely means.
pub fn people_hint(typed: &str) -> Option<Text> {
    if typed.chars().count() > 20 {
        return None;
    }
    let plain: String = typed.chars().map(half_width).collect();
    let range = people(&plain).filter(|(least, most)| least != most);
    let words = || {
        let (least, most) = TO.iter().find_map(|to| plain.split_once(to))?;
        let end = |end: &str| chinese(end.trim().trim_end_matches(PEOPLE));
        Some((end(least)?.to_string(), end(most)?.to_string()))
    };
    match range.map(|(least, most)| (least.to_owned(), most.to_owned())).or_else(words) {
        Some((least, most)) => Some(mistake::in_range(&least, &most)),
        None => hint(typed).or_else(|| concurrent(typed)),
    }
}

/// How to say that a position is held beside another one, for what a form has in place of a number: 兼, 由厂长兼任.
fn concurrent(typed: &str) -> Option<Text> {
    let typed = typed.trim();
    (typed.ends_with('兼') || typed.contains("兼任") || typed.contains("兼职"))
        .then(mistake::held_concurrently)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// 零, 一 to 九十九, and 两.
fn chinese(text: &str) -> Option<u32> {
    match text {
        "零" => Some(0),
        "两" => Some(2),
        _ => leading_chinese(text).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_counted_alone_or_in_a_range() {
        for (typed, ends) in [
            ("3", Some(("3", "3"))),
            (" +3 ", Some(("+3", "+3"))),
            ("3人", Some(("3", "3"))),
            ("12 名", Some(("12", "12"))),
            ("2-3", Some(("2", "3"))),
            ("2～3人", Some(("2", "3"))),
            ("2人 ~ 3人", Some(("2", "3"))),
            ("2——3", Some(("2", "3"))),
            ("2至3人", Some(("2", "3"))),
            ("2 to 3", Some(("2", "3"))),
            ("-2", Some(("-2", "-2"))),
            ("2-", None),
            ("-2-3", None),
            ("1-2-3", None),
            ("2.5-3", None),
            ("两人", None),
            ("3人以上", None),
            ("２-３", None),
            ("", None),
        ] {
            assert_eq!(people(typed), ends, "{typed}");
        }
        for (typed, meant) in
            [("２～３人", "2-3"), ("两到三人", "2-3"), ("两人", "2"), ("由厂长兼任", "兼任")]
        {
            let hint = people_hint(typed).unwrap_or_else(|| panic!("{typed}"));
            assert!(hint.zh.contains(meant), "{typed}: {}", hint.zh);
        }
    }

    #[test]
    fn numbers_are_guessed() {
        for (typed, number) in [
            ("2人", "写成 2"),
            ("两人", "写成 2"),
            ("十二名", "写成 12"),
            ("二十一", "写成 21"),
            ("第三", "写成 3"),
            ("１２", "半角写成 12"),
            ("3-5", "一个数"),
            ("2.5", "小数"),
            ("３～５人", "一个数"),
            ("“2”", "写成 2"),
            ("2页", "写成 2"),
            ("两页", "写成 2"),
            ("1页-2页", "一个数"),
        ] {
            let hint = hint(typed).unwrap_or_else(|| panic!("{typed}"));
            assert!(hint.zh.contains(number), "{typed}: {}", hint.zh);
        }
        for typed in ["若干", "-1", "", "99999999999999999999", "一二三四五六七"] {
            assert_eq!(hint(typed), None, "{typed}");
        }
    }
}
