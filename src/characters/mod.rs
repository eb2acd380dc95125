//! Says what characters are: Han, marks, what joins the character before it, what shows nothing.
//!
//! Three notions of Han differ on purpose: [`is_han`] is a character of Chinese writing, [`is_ideographic`]
//! one that wants a gap beside Latin, and [`is_east_asian`] one that a Chinese font sets. Layout asks for
//! each character of a document, so the ranges of most text come first.

mod number;
mod width;

use unicode_normalization::char::is_combining_mark;

pub use number::{
    alphabetic, chinese_number, chinese_ordinal, circled, is_chinese_numeral, leading_chinese, read_circled,
    roman,
};
pub use width::{full_width, full_width_mark, half_width};

/// Whether a character is an ideograph of Chinese writing, or 〇, which stands among them.
///
/// These are the letters of Unicode's script Han. Whole blocks count, so that an ideograph that a later version
/// of Unicode adds is one here already.
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Whether a character is a mark that parts or encloses Chinese text.
pub fn is_cjk_mark(c: char) -> bool {
    matches!(
        c,
        '《' | '》'
            | '〈'
            | '〉'
            | '「'
            | '」'
            | '（'
            | '）'
            | '“'
            | '”'
            | '、'
            | '。'
            | '，'
            | '；'
            | '：'
    )
}

/// Whether Chinese text sets a gap between a character and Latin: ideographs, kana and hangul (CSS Text 4 §8.4.1),
/// but not ① or Ａ, which bring their own blank.
pub fn is_ideographic(c: char) -> bool {
    matches!(c as u32,
        0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3040..=0x318F | 0x31A0..=0x31FF | 0x3400..=0x9FFF
        | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Whether a character is of the blocks that Chinese fonts set: ideographs with their punctuation, kana,
/// bopomofo, hangul, full-width forms, and the signs that Chinese texts count and tick with.
pub fn is_east_asian(c: char) -> bool {
    matches!(
        c,
        '\u{2103}' // ℃
        | '\u{2116}' // №
        | '\u{203b}' // ※
        | '\u{2016}' // ‖
        | '\u{2160}'..='\u{217f}' // Ⅰ ⅰ
        | '\u{2460}'..='\u{24ff}' // ① ⑴ ⒈
        | '\u{25a0}'..='\u{27bf}' // □ ○ ★ ☑ ✓
        | '\u{2e80}'..='\u{303f}'
        | '\u{3040}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe10}'..='\u{fe1f}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{1f200}'..='\u{1f2ff}'
        | '\u{20000}'..='\u{3ffff}'
    )
}

/// Whether a character belongs to the one before it: a combining mark (Unicode General_Category M), or one that
/// shows nothing.
pub fn joins_previous(c: char) -> bool {
    !stands_alone(c) && (is_combining_mark(c) || is_in_ignorable_range(c))
}

/// Whether a character shows nothing by itself (Unicode Default_Ignorable_Code_Point).
pub fn is_ignorable(c: char) -> bool {
    !stands_alone(c) && is_in_ignorable_range(c)
}

/// Whether a character is of the blocks of most text, which hold no combining mark and nothing ignorable.
#[inline]
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{3190}'..='\u{a66e}' | '\0'..='\u{ac}' | '\u{2e80}'..='\u{3029}' | '\u{ff01}'..='\u{ff9f}'
        | '\u{2010}'..='\u{2027}' | '\u{ac00}'..='\u{d7ff}')
}

fn is_in_ignorable_range(c: char) -> bool {
    matches!(c as u32,
        0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// Whether a character chooses a form of the one before it.
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a reader does not see a character, though it changes how text is read: joiners and separators
/// without a width, direction marks, tags, soft hyphens.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use regex::Regex;

    use super::*;

    /// All characters that regex, which has its own tables of Unicode, finds by an expression.
    fn all(expression: &str) -> HashSet<char> {
        let text: String = ('\0'..=char::MAX).collect();
        let found = Regex::new(expression).unwrap();
        found.find_iter(&text).flat_map(|stretch| stretch.as_str().chars()).collect()
    }

    /// The characters at which a definition differs from an expression, of those that Unicode has assigned.
    fn differing(is: fn(char) -> bool, expression: &str) -> Vec<String> {
        let (expected, unassigned) = (all(expression), all(r"\p{Cn}"));
        let differs = |c: &char| is(*c) != expected.contains(c) && !unassigned.contains(c);
        ('\0'..=char::MAX).filter(differs).map(|c| format!("U+{:04X}", u32::from(c))).collect()
    }

    #[test]
    fn han_are_the_letters_of_their_script() {
        assert_eq!(differing(is_han, r"[\p{sc=Han}&&\p{Lo}]|〇"), [""; 0]);
    }

    #[test]
    fn each_kind_of_han_holds_all_of_is_han() {
        for c in ('\0'..=char::MAX).filter(|c| is_han(*c)) {
            assert!(is_ideographic(c) && is_east_asian(c) && stands_alone(c) || c > '\u{a66e}', "{c}");
        }
    }

    #[test]
    fn marks_are_those_of_unicode() {
        assert_eq!(differing(is_ignorable, r"\p{Default_Ignorable_Code_Point}"), [""; 0]);
        assert_eq!(differing(joins_previous, r"\p{M}|\p{Default_Ignorable_Code_Point}"), [""; 0]);
        assert_eq!(
            differing(is_variation_selector, r"[\p{Variation_Selector}--[\x{180B}-\x{180F}]]"),
            [""; 0]
        );
    }

    #[test]
    fn what_is_invisible_is_no_letter_and_no_mark_of_a_script() {
        let seen = all(r"\p{L}|\p{N}|\p{P}|\p{S}|\p{M}");
        assert!(('\0'..=char::MAX).all(|c| !(is_invisible(c) && seen.contains(&c))));
    }
}
