//! Files made to do harm, or that are none: each ends with a message.

use std::io::{Cursor, Write};

use gangwei::diag::Code;
use gangwei::testing::office::{StoryKind, docx};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::read;

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A package of these parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn relationships(parts: &[(&str, &str)]) -> String {
    let one = |(kind, target): &(&str, &str)| {
        format!(
            "<Relationship Id=\"{kind}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    format!("<Relationships>{}</Relationships>", parts.iter().map(one).collect::<String>())
}

/// A file with this body, and these parts beside it.
fn document(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let root = relationships(&[("officeDocument", "document.xml")]);
    let kinds: Vec<(&str, &str)> =
        parts.iter().map(|(name, _)| (name.split_once('.').unwrap().0, *name)).collect();
    let rels = relationships(&kinds);
    let text = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let own = [("_rels/.rels", root.as_str()), ("_rels/document.xml.rels", &rels), ("document.xml", &text)];
    package(&[&own, parts].concat())
}

/// The one finding that a file is refused with.
fn refused(bytes: &[u8]) -> (Code, String) {
    let found = docx::read("a.docx", bytes).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(&*found[0].place.as_ref().unwrap().path, "a.docx");
    (found[0].code, found[0].message.en.clone())
}

#[test]
fn what_is_no_document_is_named() {
    let whole = document("<w:p/>", &[]);
    assert_eq!(read("a.docx", &whole).stories[0].kind, StoryKind::Body);
    for end in 0..whole.len() {
        assert_eq!(refused(&whole[..end]).0, Code::E601, "{end} bytes");
    }
    let none = package(&[("a.txt", "a")]);
    assert_eq!(refused(&none), (Code::E601, "it is an archive without a Word document in it".into()));
    let other = "it is a file of another kind, no Word document";
    assert_eq!(refused(&package(&[("mimetype", "application/vnd.oasis.opendocument.text")])).1, other);
    let root = relationships(&[("officeDocument", "xl/workbook.xml")]);
    assert_eq!(refused(&package(&[("_rels/.rels", &root), ("xl/workbook.xml", "<workbook/>")])).1, other);
    assert_eq!(refused(&package(&[("_rels/.rels", &root)])).0, Code::E601);
}

#[test]
fn damaged_xml_is_told_with_its_place() {
    let message = |body: &str| refused(&document(body, &[]));
    let (code, text) = message("<w:p>\n<w:r></w:p>");
    assert_eq!(
        (code, text.starts_with("the file is damaged: document.xml, line 2, column ")),
        (Code::E603, true),
        "{text}"
    );
    for body in [
        "<w:p>&evil;</w:p>",
        "<w:p",
        "<w:p/></w:body></w:document><w:p>",
        "<w:p>&#0;</w:p>",
        "<w:p>&#x110000;</w:p>",
    ] {
        let found = docx::read("a.docx", &document(body, &[]));
        assert!(found.is_ok() == body.contains("</w:body>"), "{body}: {found:?}");
    }
    let dtd = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><w:styles/>";
    let (code, text) = refused(&document("", &[("styles.xml", dtd)]));
    assert_eq!((code, text.ends_with("it has a DTD, which is not allowed")), (Code::E603, true), "{text}");
}

#[test]
fn limits_end_the_reading() {
    let told = |body: String, parts: &[(&str, &str)]| {
        let (code, text) = refused(&document(&body, parts));
        assert_eq!(code, Code::E604, "{text}");
        text
    };
    let nested = |open: &str, close: &str, times| format!("{}{}", open.repeat(times), close.repeat(times));
    assert!(
        told(nested("<w:sdt>", "</w:sdt>", 100_000), &[]).starts_with("more than 256 levels of elements")
    );
    assert!(
        told(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 30), &[])
            .starts_with("more than 16 tables")
    );
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    assert!(
        told(format!("<w:p>{}</w:p>", begin.repeat(300)), &[]).starts_with("more than 256 levels of fields")
    );
    let wide = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"9999999999\"/></w:tcPr></w:tc></w:tr></w:tbl>";
    assert!(told(wide.to_owned(), &[]).starts_with("more than 1024 columns"));
    assert!(told("<w:p/>".repeat(1_000_001), &[]).starts_with("more than 1000000 paragraphs"));
    let styles = format!("<w:styles {WORD}>{}</w:styles>", "<w:style/>".repeat(60_000));
    assert!(told(String::new(), &[("styles.xml", &styles)]).starts_with("more than 50000 styles"));
    assert!(told(" ".repeat(20 << 20), &[]).starts_with("more than 400 times its packed size"));
    // A long number on many paragraphs.
    let text = "%1".repeat(120);
    let numbering = format!(
        "<w:numbering {WORD}><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"99998888\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
    );
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>"
        .repeat(80_000);
    assert!(told(item, &[("numbering.xml", &numbering)]).starts_with("more than 67108864 bytes of text"));
}

/// Text without an end of its own is text all the same.
#[test]
fn what_is_open_ends_with_the_file() {
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    let body = format!(
        "<w:p>{begin}</w:p><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:fldChar w:fldCharType=\"end\"/><w:t>乙</w:t></w:r></w:p>"
    );
    let file = read("a.docx", &document(&body, &[]));
    let text = gangwei::testing::office::plain_text(&file.stories[0].blocks);
    assert_eq!(text.split_whitespace().collect::<String>(), "甲乙");
}
