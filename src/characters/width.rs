//! Turns ASCII into its full-width forms, U+FF01 to U+FF5E, and back.

/// How far a full-width form stands behind the character that it is a form of.
const DISTANCE: u32 = 0xfee0;

/// The half-width character of a full-width form: １ gives 1, ： gives `:`. Any other stays.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - DISTANCE).unwrap_or(c),
        _ => c,
    }
}

/// The full-width form of an ASCII character that shows something. Any other stays.
pub fn full_width(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + DISTANCE).unwrap_or(c),
        _ => c,
    }
}

/// The full-width form of a mark that Chinese text has, where keyboards type the half-width one: `,` gives ，.
pub fn full_width_mark(c: char) -> Option<char> {
    matches!(c, ',' | ';' | ':' | '!' | '?' | '(' | ')').then(|| full_width(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_width_gives_the_other() {
        assert_eq!("１２％：Ａｂ甲 x".chars().map(half_width).collect::<String>(), "12%:Ab甲 x");
        assert_eq!(r#"/\:*?"<>|.甲 "#.chars().map(full_width).collect::<String>(), "／＼：＊？＂＜＞｜．甲 ");
        assert!(('!'..='~').all(|c| half_width(full_width(c)) == c && full_width(c) != c));
        assert_eq!(full_width_mark('('), Some('（'));
        assert_eq!(full_width_mark('.'), None);
    }
}
