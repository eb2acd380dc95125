//! Guesses the number behind what is not written in plain digits: １２, 2人, 两人, 两页, 第三, 3-5.

use crate::diag::Text;
use crate::model::mistake;

/// How to write the number that a text most likely means.
pub fn hint(typed: &str) -> Option<Text> {
    if typed.chars().count() > 12 {
        return None;
    }
    let plain: String = typed.chars().map(half_width).collect();
    let bare = plain
        .trim()
        .trim_matches(['“', '”', '‘', '’'])
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

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A full-width digit in half width; all else as it is.
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        _ => c,
    }
}

/// 一 to 九十九, and 两.
fn chinese(text: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '两' => Some(2),
        _ => "零一二三四五六七八九".chars().position(|d| d == c).map(|at| at as u32),
    };
    let chars: Vec<char> = text.chars().collect();
    match chars[..] {
        ['十'] => Some(10),
        [c] => digit(c),
        ['十', units] => Some(10 + digit(units)?),
        [tens, '十'] => Some(10 * digit(tens)?),
        [tens, '十', units] => Some(10 * digit(tens)? + digit(units)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
