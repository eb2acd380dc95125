//! Writes XML into a buffer: only elements, attributes and text.
//!
//! The result is always well-formed: every element is closed by the function that opened it, and texts and attribute
//! values go through one escaping function, which also drops the characters that XML forbids.

use std::io::Write;

/// The namespaces of WordprocessingML and of relationships.
pub const W: Attribute<'static> =
    ("xmlns:w", AttributeValue::Text("http://schemas.openxmlformats.org/wordprocessingml/2006/main"));
pub const R: Attribute<'static> =
    ("xmlns:r", AttributeValue::Text("http://schemas.openxmlformats.org/officeDocument/2006/relationships"));

/// The XML declaration at the beginning of each part of a package.
const DECLARATION: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A buffer of XML.
#[derive(Default)]
pub struct Xml {
    buffer: Vec<u8>,
}

/// An attribute's value.
#[derive(Clone, Copy)]
pub enum AttributeValue<'s> {
    Text(&'s str),
    Number(i64),
}

impl<'s> From<&'s str> for AttributeValue<'s> {
    fn from(text: &'s str) -> AttributeValue<'s> {
        AttributeValue::Text(text)
    }
}

impl<'s> From<&'s String> for AttributeValue<'s> {
    fn from(text: &'s String) -> AttributeValue<'s> {
        AttributeValue::Text(text)
    }
}

impl From<i32> for AttributeValue<'_> {
    fn from(number: i32) -> Self {
        AttributeValue::Number(number.into())
    }
}

impl From<u32> for AttributeValue<'_> {
    fn from(number: u32) -> Self {
        AttributeValue::Number(number.into())
    }
}

impl From<i64> for AttributeValue<'_> {
    fn from(number: i64) -> Self {
        AttributeValue::Number(number)
    }
}

/// An attribute's name and value.
pub type Attribute<'s> = (&'static str, AttributeValue<'s>);

impl Xml {
    /// The content of a part of a package: the declaration, then what `content` writes.
    pub fn part(content: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml { buffer: DECLARATION.to_vec() };
        content(&mut xml);
        xml.buffer
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.buffer
    }

    /// An element with content.
    pub fn element(&mut self, name: &str, attributes: &[Attribute], content: impl FnOnce(&mut Xml)) {
        self.begin(name, attributes);
        self.raw(b">");
        content(self);
        self.close(name);
    }

    /// An element without attributes; left out if it would be empty.
    pub fn group(&mut self, name: &str, content: impl FnOnce(&mut Xml)) {
        let start = self.buffer.len();
        self.begin(name, &[]);
        self.raw(b">");
        let inside = self.buffer.len();
        content(self);
        if self.buffer.len() == inside {
            self.buffer.truncate(start);
        } else {
            self.close(name);
        }
    }

    /// An element whose only content is text.
    pub fn text_element(&mut self, name: &str, attributes: &[Attribute], text: &str) {
        self.element(name, attributes, |xml| xml.text(text));
    }

    /// An empty element.
    pub fn empty(&mut self, name: &str, attributes: &[Attribute]) {
        self.begin(name, attributes);
        self.raw(b"/>");
    }

    /// An empty element with `w:val`.
    pub fn val<'s>(&mut self, name: &str, value: impl Into<AttributeValue<'s>>) {
        self.empty(name, &[("w:val", value.into())]);
    }

    /// An on-off property (`CT_OnOff`).
    pub fn flag(&mut self, name: &str, on: bool) {
        match on {
            true => self.empty(name, &[]),
            false => self.val(name, "0"),
        }
    }

    pub fn text(&mut self, text: &str) {
        escape(&mut self.buffer, text);
    }

    /// Bytes that are XML already, and are not escaped.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    fn begin(&mut self, name: &str, attributes: &[Attribute]) {
        self.raw(b"<");
        self.raw(name.as_bytes());
        for (name, value) in attributes {
            self.raw(b" ");
            self.raw(name.as_bytes());
            self.raw(b"=\"");
            match value {
                AttributeValue::Text(text) => self.text(text),
                // Writing into a vector cannot fail.
                AttributeValue::Number(number) => drop(write!(self.buffer, "{number}")),
            }
            self.raw(b"\"");
        }
    }

    fn close(&mut self, name: &str) {
        self.raw(b"</");
        self.raw(name.as_bytes());
        self.raw(b">");
    }
}

/// Appends `text` so that it reads back the same from content and from attribute values.
///
/// Characters that XML 1.0 §2.2 forbids are left out: control characters, U+FFFE and U+FFFF.
fn escape(buffer: &mut Vec<u8>, text: &str) {
    if !text.bytes().any(needs_care) {
        buffer.extend_from_slice(text.as_bytes());
        return;
    }
    for character in text.chars() {
        match character {
            '&' => buffer.extend_from_slice(b"&amp;"),
            '<' => buffer.extend_from_slice(b"&lt;"),
            '>' => buffer.extend_from_slice(b"&gt;"),
            '"' => buffer.extend_from_slice(b"&quot;"),
            '\t' => buffer.extend_from_slice(b"&#9;"),
            '\n' => buffer.extend_from_slice(b"&#10;"),
            '\r' => buffer.extend_from_slice(b"&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => buffer.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// Whether a byte may need escaping. 0xEF begins U+F000 to U+FFFF, where the two noncharacters are (and full-width
/// forms).
fn needs_care(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | 0..=0x1f | 0xef)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(content: impl FnOnce(&mut Xml)) -> String {
        let mut xml = Xml::default();
        content(&mut xml);
        String::from_utf8(xml.into_bytes()).unwrap()
    }

    #[test]
    fn forbidden_characters_go_and_markup_is_escaped() {
        let text = written(|xml| xml.text("a\u{1}<b>&\"\n\u{ffff}，终"));
        assert_eq!(text, "a&lt;b&gt;&amp;&quot;&#10;，终");
    }

    #[test]
    fn an_empty_group_leaves_nothing() {
        assert_eq!(written(|xml| xml.group("w:rPr", |_| {})), "");
        assert_eq!(written(|xml| xml.group("w:rPr", |xml| xml.flag("w:b", true))), "<w:rPr><w:b/></w:rPr>");
        let nested = written(|xml| xml.element("a", &[("n", 5.into())], |xml| xml.val("b", "x\"")));
        assert_eq!(nested, "<a n=\"5\"><b w:val=\"x&quot;\"/></a>");
    }
}
