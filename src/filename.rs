//! Names of files that every system accepts.

use unicode_normalization::UnicodeNormalization;

use crate::characters::{full_width, is_invisible};

/// The longest name without extension, in bytes. It leaves room for a number and a temporary name.
pub const LONGEST: usize = 200;

/// A key that is equal for names that some file system takes for one: macOS has one name for ß and SS, and for both
/// forms of é.
pub fn fold(name: &str) -> String {
    name.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// A file name that every system accepts, as close to `name` as possible.
pub fn safe(name: &str) -> String {
    let mapped: String = name.nfc().map(safe_char).collect();
    let mut name = cut(mapped.trim(), LONGEST).trim_end().to_owned();
    if name.starts_with('.') {
        name.replace_range(..1, "．");
    }
    // Windows removes a dot at the end.
    if name.ends_with('.') {
        name.pop();
        name.push('．');
    }
    if name.is_empty() || is_reserved(&name) {
        name.insert(0, '_');
    }
    name
}

/// Full-width forms of characters that Windows refuses, and `_` for invisible ones.
fn safe_char(c: char) -> char {
    match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => full_width(c),
        c if is_unseen(c) => '_',
        c => c,
    }
}

/// Whether a character is invisible: a control, a mark without width, a mark of direction, or a noncharacter.
pub fn is_unseen(c: char) -> bool {
    let no_character = matches!(c, '\u{fdd0}'..='\u{fdef}') || c as u32 & 0xfffe == 0xfffe;
    is_invisible(c) || no_character || c.is_control()
}

/// At most `longest` bytes of a name, in whole characters.
pub fn cut(name: &str, longest: usize) -> &str {
    &name[..name.floor_char_boundary(longest)]
}

/// Whether it is a device name of Windows, with any extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let port = |prefix: &str| {
        let mut digits = stem.strip_prefix(prefix).unwrap_or_default().chars();
        matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || port("COM")
        || port("LPT")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_made_safe() {
        let expected = [
            ("销售员", "销售员"),
            ("司机/保管员", "司机／保管员"),
            (r"a\b:c*d?e", "a＼b：c＊d？e"),
            ("..", "．．"),
            (".hidden", "．hidden"),
            ("经理.", "经理．"),
            ("con", "_con"),
            ("COM1.txt", "_COM1.txt"),
            ("COM10", "COM10"),
            ("lpt²", "_lpt²"),
            ("", "_"),
            ("  \u{7}x\u{202e}y ", "_x_y"),
            ("e\u{301}", "é"),
            (r#"<a>|"b""#, "＜a＞｜＂b＂"),
            (r"..\..\x", "．.＼..＼x"),
            ("C:\\x", "C：＼x"),
            ("/etc/passwd", "／etc／passwd"),
            ("经理. . ", "经理. ．"),
            ("Aux.docx", "_Aux.docx"),
            ("CONIN$", "_CONIN$"),
            ("conout$.x.y", "_conout$.x.y"),
            ("com¹ .txt", "_com¹ .txt"),
            ("LPT0", "_LPT0"),
            ("console", "console"),
            ("a\u{ad}b\u{61c}c\u{ffff}", "a_b_c_"),
        ];
        for (name, safe_name) in expected {
            assert_eq!(safe(name), safe_name, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn no_name_leaves_its_folder_or_is_too_long(name in any::<String>()) {
            let safe = safe(&name);
            prop_assert!(!safe.is_empty() && safe.len() <= LONGEST + 3);
            prop_assert!(!safe.starts_with('.') && !safe.ends_with(['.', ' ']));
            prop_assert!(!safe.contains(['/', '\\', ':', '\0']) && !is_reserved(&safe));
        }
    }

    #[test]
    fn a_long_name_keeps_room_for_number_and_extension() {
        for name in ["岗".repeat(300), "𠮷".repeat(300), "x".repeat(300), format!("{}. .", "y".repeat(198))]
        {
            let safe = safe(&name);
            let longest = format!("{safe}-100000.docx");
            assert!(longest.len() <= 255 && longest.encode_utf16().count() <= 255, "{safe}");
            assert!(!safe.ends_with(['.', ' ']), "{safe}");
        }
    }
}
