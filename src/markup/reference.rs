//! Character references and entities, and the characters that no text may hold.

use std::borrow::Cow;

use super::report::TextReport;
use crate::diag::{Code, Span, Text};

/// An attribute's value with its references replaced (XML 1.0 §3.3.3).
pub fn unescape<'a>(source: &'a str, start: usize, report: &mut TextReport) -> Cow<'a, str> {
    let plain = |c: char| !matches!(c, '&' | '\t' | '\n' | '\r') && !is_forbidden(c);
    if source.chars().all(plain) {
        return Cow::Borrowed(source);
    }
    let mut value = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let at = start + source.len() - rest.len();
        let mut length = c.len_utf8();
        if c == '&' {
            let Some(end) = rest.bytes().take(12).position(|byte| byte == b';') else {
                dangling(Span { start: at, end: at + 1 }, report);
                break;
            };
            length = end + 1;
            let name = rest.get(1..end).unwrap_or_default();
            value.extend(character(name, Span { start: at, end: at + length }, report));
        } else if is_space(c) {
            value.push(' ');
        } else if is_forbidden(c) {
            forbidden(c, Span { start: at, end: at + length }, report);
        } else {
            value.push(c);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    Cow::Owned(value)
}

/// The character that `&name;` stands for.
pub fn character(name: &str, span: Span, report: &mut TextReport) -> Option<char> {
    let c = match (name, name.strip_prefix('#')) {
        ("lt", _) => Some('<'),
        ("gt", _) => Some('>'),
        ("amp", _) => Some('&'),
        ("quot", _) => Some('"'),
        ("apos", _) => Some('\''),
        ("nbsp", _) => Some('\u{a0}'),
        (_, Some(number)) => numbered(number),
        _ => None,
    };
    match c {
        None => bad_reference(name, span, report),
        // A line break in data is `&#10;`.
        Some(c) if is_forbidden(c) || c == '\r' => forbidden(c, span, report),
        Some(_) => {}
    }
    c.filter(|&c| !is_forbidden(c) && c != '\r')
}

/// `32` or `x20`.
fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let clean = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    clean.then(|| u32::from_str_radix(digits, radix).ok()).flatten().and_then(char::from_u32)
}

/// Reports an `&` that begins no reference.
pub fn dangling(span: Span, report: &mut TextReport) {
    let message = Text::new("单独的 & 写作 `&amp;`", "write `&amp;` for a plain &");
    report.error(Code::E205, span, message);
}

fn bad_reference(name: &str, span: Span, report: &mut TextReport) {
    let shown: String = name.chars().take(20).collect();
    let message = Text::new(format!("不认识的实体 `&{shown};`"), format!("unknown entity `&{shown};`"));
    let help = Text::new(
        "可用：&amp; &lt; &gt; &quot; &apos; &nbsp; 和 &#数字;",
        "known are &amp; &lt; &gt; &quot; &apos; &nbsp; and &#number;",
    );
    report.error_with_help(Code::E205, span, message, Some(help));
}

pub fn forbidden(c: char, span: Span, report: &mut TextReport) {
    let code = u32::from(c);
    let message = Text::new(
        format!("文字里有控制字符 U+{code:04X}"),
        format!("the text holds the control character U+{code:04X}"),
    );
    report.error(Code::E206, span, message);
}

/// Whether no output can hold a character: control characters other than white space, and noncharacters (XML 1.0 §2.2).
pub fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Whether a character is white space in HTML.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}
