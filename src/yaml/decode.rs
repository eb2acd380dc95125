//! Turns a file's bytes into text: UTF-8 with or without a byte order mark, no control characters.

use std::borrow::Cow;
use std::sync::Arc;

use crate::characters::is_han;
use crate::diag::{Code, Diagnostic, Span, Text};

/// How many control characters of one file are reported.
const MAX_REPORTED: usize = 20;

pub(super) struct Decoded<'a> {
    /// The text to show in messages.
    pub text: Arc<str>,
    /// The text to parse, of the same length in bytes; `None` if it cannot be parsed at all.
    pub masked: Option<Cow<'a, str>>,
    pub diagnostics: Vec<Diagnostic>,
}

pub(super) fn decode<'a>(path: &Arc<str>, bytes: &'a [u8]) -> Decoded<'a> {
    match std::str::from_utf8(bytes) {
        Ok(_) if bytes.contains(&0) && utf16(bytes).is_some() => not_utf8(path, bytes, 0),
        Ok(text) => {
            let (masked, diagnostics) = mask_controls(path, text);
            Decoded { text: text.into(), masked: Some(masked), diagnostics }
        }
        Err(error) => not_utf8(path, bytes, error.valid_up_to()),
    }
}

/// Reports control characters and puts harmless ones of the same length in their place, so that
/// the rest of the file is still checked.
fn mask_controls<'a>(path: &Arc<str>, text: &'a str) -> (Cow<'a, str>, Vec<Diagnostic>) {
    if !text.contains(is_forbidden) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let found = text.char_indices().filter(|(_, c)| is_forbidden(*c)).take(MAX_REPORTED);
    let diagnostics = found
        .map(|(at, c)| control_character(c).at(path, Span { start: at, end: at + c.len_utf8() }))
        .collect();
    let mask = |c: char| match c.len_utf8() {
        _ if !is_forbidden(c) => c,
        1 => '_',
        2 => 'ß',
        _ => '\u{fffd}',
    };
    (Cow::Owned(text.chars().map(mask).collect()), diagnostics)
}

/// Control characters other than white space, and the code points U+FFFE and U+FFFF, which XML forbids.
pub(crate) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The finding for a control character, in a file or behind an escape.
pub(crate) fn control_character(c: char) -> Diagnostic {
    let code = c as u32;
    Diagnostic::new(
        Code::E003,
        Text::new(
            format!("这里有控制字符 U+{code:04X}"),
            format!("the control character U+{code:04X} is not allowed"),
        ),
    )
    .with_help(Text::new(
        "请删除它；它看不见，常由复制粘贴带入",
        "delete it; it is invisible and often comes from pasting",
    ))
}

fn not_utf8<'a>(path: &Arc<str>, bytes: &[u8], valid_up_to: usize) -> Decoded<'a> {
    let what = Text::new("文件不是 UTF-8 编码", "the file is not UTF-8");
    let found = utf16(bytes).unwrap_or_else(|| guess(bytes, valid_up_to));
    let mut diagnostic = Diagnostic::new(Code::E002, what).with_help(found.help());
    let text: Arc<str> = match found {
        Encoding::Utf16(_) => "".into(),
        _ => String::from_utf8_lossy(bytes).into(),
    };
    diagnostic = match (found, bytes.get(valid_up_to)) {
        // In UTF-16 a line number would mean little.
        (Encoding::Utf16(_), _) | (_, None) => diagnostic.in_file(path),
        (_, Some(byte)) => {
            let label = Text::new(format!("现为字节 0x{byte:02X}"), format!("found the byte 0x{byte:02X}"));
            // The lossy text shows the byte as U+FFFD, three bytes long.
            diagnostic.with_label(label).at(path, Span { start: valid_up_to, end: valid_up_to + 3 })
        }
    };
    Decoded { text, masked: None, diagnostics: vec![diagnostic] }
}

#[derive(Clone, Copy)]
enum Encoding {
    /// LE or BE.
    Utf16(&'static str),
    Gbk,
    Unknown,
}

impl Encoding {
    fn help(self) -> Text {
        match self {
            Encoding::Utf16(order) => Text::new(
                format!("文件看来是 UTF-16 {order}（“Unicode”），请另存为 UTF-8"),
                format!("it looks like UTF-16 {order} (\"Unicode\"); save it as UTF-8"),
            ),
            Encoding::Gbk => Text::new(
                "文件看来是 GBK（“ANSI”），请另存为 UTF-8",
                "it looks like GBK (\"ANSI\"); save it as UTF-8",
            ),
            Encoding::Unknown => Text::new("请另存为 UTF-8", "save it as UTF-8"),
        }
    }
}

/// UTF-16 if a byte order mark says so, or if the start of the file reads as plain text in it.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let reads = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = head.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        let latin = units.iter().filter(|unit| matches!(unit, 0x20..=0x7e | 0x09 | 0x0a | 0x0d)).count();
        // Han, their punctuation and full-width forms.
        let chinese = |c: char| is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
        let han = units.iter().filter(|unit| char::from_u32(u32::from(**unit)).is_some_and(chinese));
        latin > 0 && (latin + han.count()) * 10 >= units.len() * 9
    };
    if head.starts_with(&[0xff, 0xfe]) || reads(u16::from_le_bytes) {
        Some(Encoding::Utf16("LE"))
    } else if head.starts_with(&[0xfe, 0xff]) || reads(u16::from_be_bytes) {
        Some(Encoding::Utf16("BE"))
    } else {
        None
    }
}

/// Whether everything from the bad byte's line on can be read as GBK.
fn guess(bytes: &[u8], valid_up_to: usize) -> Encoding {
    let before = bytes.get(..valid_up_to).unwrap_or_default();
    let line = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
    let mut rest = bytes.get(line..).unwrap_or_default().iter();
    while let Some(&lead) = rest.next() {
        match lead {
            0..=0x7f => {}
            0x81..=0xfe => match rest.next() {
                Some(0x40..=0x7e | 0x80..=0xfe) => {}
                _ => return Encoding::Unknown,
            },
            _ => return Encoding::Unknown,
        }
    }
    Encoding::Gbk
}
