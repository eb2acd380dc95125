//! Reads tables that are plain text: fields between commas, semicolons or tabs.
//!
//! Excel and WPS write UTF-8 with a byte order mark, the code of Chinese Windows, or UTF-16.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, GB18030, UTF_8};

use super::block::{FileContent, OfficeFile};
use super::fault::{Result, fault};
use super::found::Texts;
use super::limits::{Budget, MAX_TEXT, beyond};
use super::workbook::{OpenSheet, story};
use crate::diag::{Code, Diagnostic, Text};

/// What may stand between fields; of two that fit alike, the first is taken.
const SEPARATORS: [u8; 3] = [b'\t', b',', b';'];
/// How many records tell the separator.
const SAMPLE: usize = 50;
/// How many bytes are looked at to tell whether a file is text.
const BEGINNING: usize = 4096;

/// Whether a file seems to be plain text: no bytes that text has not, and no markup.
pub fn is_text(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return true;
    }
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    let first = beginning.iter().find(|byte| !byte.is_ascii_whitespace());
    first.is_some_and(|first| *first != b'<')
        && !bytes.starts_with(b"{\\rtf")
        && !beginning.iter().any(is_control)
}

/// Reads a table, or says why it cannot be read.
pub fn read(path: &str, bytes: &[u8]) -> std::result::Result<OfficeFile, Vec<Diagnostic>> {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    OfficeFile::of(path, read_table(name, bytes))
}

fn read_table(name: &str, bytes: &[u8]) -> Result<FileContent> {
    if bytes.len() > MAX_TEXT {
        return beyond("文字的字节数", "bytes of text", MAX_TEXT);
    }
    let text = decode(bytes)?;
    let (mut sheet, mut budget) = (OpenSheet::default(), Budget::default());
    for (row, record) in records(&text, separator(&text)).enumerate() {
        budget.block()?;
        for (column, field) in record.iter().enumerate() {
            sheet.put((row, column), field.to_owned(), false, &mut budget)?;
        }
    }
    let grid = sheet.close(&mut Texts::default())?;
    let stories = story(name.to_owned(), grid, Vec::new()).into_iter().collect();
    Ok(FileContent { stories, ..FileContent::default() })
}

/// The text in the encoding of its byte order mark; else UTF-8, else GB 18030, which has GBK in it.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let encodings = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => vec![encoding],
        None => vec![UTF_8, GB18030],
    };
    let texts = encodings.into_iter().map(|encoding| encoding.decode_with_bom_removal(bytes));
    let text = texts.filter(|(_, has_errors)| !has_errors).map(|(text, _)| text).next();
    let text = text.filter(|text| !text.contains('\0'));
    text.ok_or_else(|| {
        let message = Text::new("文字既不是 UTF-8，也不是 GBK", "its text is neither UTF-8 nor GBK");
        let help = Text::new(
            "用 Excel 或 WPS 打开，另存为 .xlsx，或另存为“CSV UTF-8”",
            "open it in Excel or WPS, and save it as .xlsx, or as “CSV UTF-8”",
        );
        fault(Code::E605, message, Some(help))
    })
}

/// The records of a text. A wrong quotation mark is part of its field.
fn records(text: &str, separator: u8) -> impl Iterator<Item = StringRecord> {
    let mut builder = ReaderBuilder::new();
    let reader = builder.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    // The text is UTF-8 and records may have any length, so none is lost.
    reader.into_records().map_while(std::result::Result::ok)
}

/// What stands between the fields: what divides most of the first records into equally many.
fn separator(text: &str) -> u8 {
    let score = |separator: &u8| {
        let widths: Vec<usize> = records(text, *separator).take(SAMPLE).map(|record| record.len()).collect();
        let alike = |width: &usize| widths.iter().filter(|other| *other == width).count();
        widths.iter().filter(|width| **width > 1).map(|width| (alike(width), *width)).max()
    };
    // `max_by_key` gives the last of equal ones.
    SEPARATORS.into_iter().rev().max_by_key(score).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lines_tell_the_separator() {
        for (text, wanted) in [
            ("岗位,部门\n甲,乙;丙\n", b','),
            ("岗位;部门\n甲;乙,丙\n丁;戊\n", b';'),
            ("岗位\t部门\n甲,乙,丙\t丁\n", b'\t'),
            ("\"甲,乙\"\n\"丙\n,丁\"\n", b'\t'),
            ("", b'\t'),
        ] {
            assert_eq!(separator(text), wanted, "{text}");
        }
    }

    #[test]
    fn text_is_told_from_other_files() {
        for text in ["甲,乙".as_bytes(), b"\xff\xfea\0", b"\xef\xbb\xbf<"] {
            assert!(is_text(text));
        }
        for other in
            [&b""[..], b"PK\x03\x04", b" <html>", b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", b"\n"]
        {
            assert!(!is_text(other));
        }
        let (gbk, _, _) = GB18030.encode("岗位名称,部门");
        assert_eq!(decode(&gbk).unwrap(), "岗位名称,部门");
        assert_eq!(decode(b"\xfe\xff\x75\x32").unwrap(), "甲");
        assert_eq!(decode(b"\xff\xff\xff").unwrap_err().code, Code::E605);
    }
}
