//! Makes characters visible that a terminal would obey or hide.
//!
//! Text of the sources goes into messages, and may hold what moves the cursor, turns the direction
//! of writing or takes no room. Each such character is shown by a sign of its own or its number, so
//! that what is on the screen is what is in the file, and carets stand right.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use crate::characters::is_invisible;

/// The text with nothing hidden; tabs and line breaks stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut previous = None;
    for c in text.chars() {
        match c {
            // Terminals disagree on whether these join and widen emoji. Without them all agree.
            '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' if previous.is_some_and(is_picture) => {}
            '\0'..='\x1f' if is_hidden(c) => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\x7f' => shown.push('␡'),
            c if is_hidden(c) => _ = write!(shown, "<U+{:04X}>", u32::from(c)),
            c => shown.push(c),
        }
        if !matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}') {
            previous = Some(c);
        }
    }
    Cow::Owned(shown)
}

/// The text on one line, its line breaks shown.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    match visible(text) {
        shown if shown.contains(['\n', '\t']) => Cow::Owned(shown.replace('\n', "⏎").replace('\t', " ")),
        shown => shown,
    }
}

/// The same JSON with nothing hidden. Such characters can only stand in its strings, which have escapes for them.
pub(super) fn visible_json(json: &str) -> Cow<'_, str> {
    if !json.chars().any(is_hidden) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match is_hidden(c) {
            true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| _ = write!(shown, "\\u{unit:04x}")),
            false => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Control characters, direction marks, and what takes no room without marking its neighbour.
fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{fe0e}' | '\u{fe0f}' => true,
        c => c.is_control() || is_invisible(c),
    }
}

/// The parts of an emoji sequence: wide signs, and symbols that a selector makes wide.
fn is_picture(c: char) -> bool {
    c.width() == Some(2) || matches!(c, '#' | '*' | '0'..='9' | '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{3299}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(visible("甲\u{1b}[31m乙\u{7f}"), "甲␛[31m乙␡");
        assert_eq!(visible("a\u{202e}b\u{200b}c\u{9b}d"), "a<U+202E>b<U+200B>c<U+009B>d");
        assert_eq!(visible("👨\u{200d}👩\u{200d}👧 ☺\u{fe0f}"), "👨👩👧 ☺");
        assert_eq!(visible("a\u{200d}b"), "a<U+200D>b");
        assert!(matches!(visible("岗位\t定员\n\u{301}"), Cow::Borrowed(_)));
        assert_eq!(one_line("一\n二\t三"), "一⏎二 三");
        let json = "{\n\t\"a\": \"甲\u{202e}\u{9b}\u{7f}\u{e0041}\"}";
        assert_eq!(visible_json(json), "{\n\t\"a\": \"甲\\u202e\\u009b\\u007f\\udb40\\udc41\"}");
        assert!(matches!(visible_json("{\"岗位\": 1}\n"), Cow::Borrowed(_)));
    }
}
