//! Reads the elements of a part one after the other, with their namespaces.
//!
//! `mc:AlternateContent` is not seen from outside: the elements of the first choice that this program understands, or
//! else of the fallback, stand in its place. There are no entities but XML's own, and no DTD.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use super::fault::{Result, fault};
use super::limits::{MAX_DEPTH, beyond};
use crate::diag::{Code, Diagnostic, Text, position};

/// What a namespace is to this program. The transitional and the strict name of one are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// WordprocessingML.
    Word,
    /// Its additions of 2010, such as check boxes.
    Word2010,
    /// Alternatives (`mc:`).
    Alternatives,
    Math,
    /// Drawings: pictures, charts, diagrams.
    Drawing,
    Vml,
    /// Another of Microsoft Office.
    Office,
    Other,
}

impl Namespace {
    fn of(name: &str) -> Namespace {
        match name {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Namespace::Word,
            "http://schemas.microsoft.com/office/word/2010/wordml" => Namespace::Word2010,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Namespace::Alternatives,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Namespace::Math,
            "urn:schemas-microsoft-com:vml" => Namespace::Vml,
            _ if name.starts_with("http://schemas.openxmlformats.org/drawingml/")
                || name.starts_with("http://purl.oclc.org/ooxml/drawingml/") =>
            {
                Namespace::Drawing
            }
            _ if name.starts_with("http://schemas.microsoft.com/office/") => Namespace::Office,
            _ => Namespace::Other,
        }
    }
}

/// A start tag.
pub struct StartTag<'a> {
    pub namespace: Namespace,
    start: BytesStart<'a>,
}

impl StartTag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Whether it is that element of WordprocessingML.
    pub fn is_word(&self, name: &str) -> bool {
        self.namespace == Namespace::Word && self.name() == name
    }

    /// An attribute by its name without prefix, which no element that is asked has twice.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut all = self.start.attributes();
        let found = all.with_checks(false).flatten().find(|attribute| {
            attribute.key.local_name().into_inner() == name
                && attribute.key.prefix().is_none_or(|prefix| !prefix.is_xmlns())
        })?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// All attributes by their names without prefix, without those that name namespaces.
    pub fn attributes(&self) -> Vec<(String, String)> {
        let mut all = self.start.attributes();
        let own = all.with_checks(false).flatten().filter(|attribute| {
            let name = attribute.key;
            name.into_inner() != "xmlns" && name.prefix().is_none_or(|prefix| !prefix.is_xmlns())
        });
        own.filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            Some((attribute.key.local_name().into_inner().to_owned(), value.into_owned()))
        })
        .collect()
    }

    /// The attribute `val`.
    pub fn value(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// The attribute as a whole number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The attribute `val` of a property that is on or off; without it the property is on.
    pub fn is_on(&self) -> bool {
        self.value().is_none_or(|value| !matches!(&*value, "0" | "false" | "off"))
    }
}

/// What an element that is open is to the reader.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Element,
    /// `mc:AlternateContent`, and whether one of its branches was taken.
    Alternatives {
        is_decided: bool,
    },
    /// The branch that is taken.
    Branch,
}

/// A name for a namespace, inside an element at this depth.
struct Binding {
    prefix: Box<str>,
    namespace: Namespace,
    depth: usize,
}

/// What an element inside a text stands for.
pub enum Mark {
    /// Its own text.
    Content,
    /// Nothing: what it holds is left out.
    Nothing,
    /// A character, so many times, before its own text.
    Characters(char, usize),
}

enum RawEvent<'a> {
    Open(BytesStart<'a>),
    Close,
    Text(Cow<'a, str>),
}

enum XmlStep<'a> {
    Open(StartTag<'a>),
    Close,
    Text(Cow<'a, str>),
}

/// A part as it is read.
pub struct XmlReader<'a> {
    part: &'a str,
    text: &'a str,
    reader: Reader<&'a [u8]>,
    open: Vec<Open>,
    /// How many elements are open, without those of alternatives.
    level: usize,
    /// Whether the last start tag was an end tag too.
    is_empty: bool,
    bindings: Vec<Binding>,
    /// The binding that was asked for last.
    recent: Option<usize>,
}

impl<'a> XmlReader<'a> {
    pub fn new(part: &'a str, text: &'a str) -> XmlReader<'a> {
        let reader = Reader::from_str(text);
        let (open, bindings) = (Vec::new(), Vec::new());
        XmlReader { part, text, reader, open, level: 0, is_empty: false, bindings, recent: None }
    }

    /// The document element.
    pub fn root(&mut self) -> Result<StartTag<'a>> {
        loop {
            match self.step()? {
                XmlStep::Open(tag) => return Ok(tag),
                XmlStep::Close | XmlStep::Text(_) => {}
            }
        }
    }

    /// The level of the element whose start tag was read last. Its children are asked for by it.
    pub fn level(&self) -> usize {
        self.level
    }

    /// The next child of the element at this level; `None` behind its end tag. What was not read of the child before is
    /// skipped, and so is text.
    pub fn child(&mut self, level: usize) -> Result<Option<StartTag<'a>>> {
        loop {
            match self.step()? {
                XmlStep::Open(tag) if self.level == level + 1 => return Ok(Some(tag)),
                XmlStep::Close if self.level < level => return Ok(None),
                XmlStep::Open(_) | XmlStep::Close | XmlStep::Text(_) => {}
            }
        }
    }

    /// The text of the element whose start tag was read last, to its end.
    pub fn content(&mut self) -> Result<Cow<'a, str>> {
        let level = self.level;
        let mut content = Cow::Borrowed("");
        loop {
            match self.step()? {
                XmlStep::Text(text) if content.is_empty() => content = text,
                XmlStep::Text(text) => content.to_mut().push_str(&text),
                XmlStep::Close if self.level < level => return Ok(content),
                XmlStep::Open(_) | XmlStep::Close => {}
            }
        }
    }

    /// The text of the element whose start tag was read last, to its end, with what elements in it stand for.
    pub fn marked(&mut self, mean: impl Fn(&StartTag) -> Mark) -> Result<String> {
        let level = self.level;
        let (mut text, mut left_out) = (String::new(), None);
        loop {
            match self.step()? {
                XmlStep::Close if self.level < level => return Ok(text),
                XmlStep::Close if left_out.is_some_and(|at| self.level < at) => left_out = None,
                XmlStep::Open(tag) if left_out.is_none() => match mean(&tag) {
                    Mark::Content => {}
                    Mark::Nothing => left_out = Some(self.level),
                    Mark::Characters(mark, times) => text.extend(std::iter::repeat_n(mark, times)),
                },
                XmlStep::Text(more) if left_out.is_none() => text.push_str(&more),
                XmlStep::Open(_) | XmlStep::Close | XmlStep::Text(_) => {}
            }
        }
    }

    fn step(&mut self) -> Result<XmlStep<'a>> {
        loop {
            match self.raw()? {
                RawEvent::Text(text) => return Ok(XmlStep::Text(text)),
                RawEvent::Open(start) => {
                    let namespace = self.enter(&start)?;
                    if namespace != Namespace::Alternatives {
                        self.open.push(Open::Element);
                        self.level += 1;
                        return Ok(XmlStep::Open(StartTag { namespace, start }));
                    }
                    self.enter_alternatives(&StartTag { namespace, start })?;
                }
                RawEvent::Close => {
                    if self.leave() == Some(Open::Element) {
                        self.level -= 1;
                        return Ok(XmlStep::Close);
                    }
                }
            }
        }
    }

    /// Takes what stands in place of alternatives, and passes over the rest.
    fn enter_alternatives(&mut self, tag: &StartTag<'a>) -> Result<()> {
        let is_taken = match tag.name() {
            "Choice" => tag.attribute("Requires").is_some_and(|prefixes| self.understands(&prefixes)),
            "Fallback" => true,
            "AlternateContent" => {
                self.open.push(Open::Alternatives { is_decided: false });
                return Ok(());
            }
            _ => false,
        };
        if let Some(Open::Alternatives { is_decided }) = self.open.last_mut()
            && is_taken
            && !*is_decided
        {
            *is_decided = true;
            self.open.push(Open::Branch);
            return Ok(());
        }
        let depth = self.open.len();
        self.open.push(Open::Branch);
        while self.open.len() > depth {
            match self.raw()? {
                RawEvent::Open(start) => {
                    self.enter(&start)?;
                    self.open.push(Open::Branch);
                }
                RawEvent::Close => _ = self.leave(),
                RawEvent::Text(_) => {}
            }
        }
        Ok(())
    }

    fn understands(&mut self, prefixes: &str) -> bool {
        prefixes.split_ascii_whitespace().all(|prefix| self.namespace(prefix) != Namespace::Other)
    }

    /// Notes what a start tag declares, and gives its namespace.
    fn enter(&mut self, start: &BytesStart<'a>) -> Result<Namespace> {
        if self.open.len() >= MAX_DEPTH {
            return beyond("元素嵌套的层数", "levels of elements inside each other", MAX_DEPTH);
        }
        if start.attributes_raw().contains("xmlns") {
            for attribute in start.attributes().with_checks(false) {
                let attribute =
                    attribute.map_err(|_| self.damaged("属性写得不对", "a malformed attribute"))?;
                let key = attribute.key;
                let prefix = match key.prefix() {
                    Some(prefix) if prefix.is_xmlns() => key.local_name().into_inner(),
                    None if key.into_inner() == "xmlns" => "",
                    _ => continue,
                };
                self.bindings.push(Binding {
                    prefix: prefix.into(),
                    namespace: Namespace::of(&attribute.value),
                    depth: self.open.len() + 1,
                });
                self.recent = None;
            }
        }
        Ok(self.namespace(start.name().prefix().map_or("", |prefix| prefix.into_inner())))
    }

    fn namespace(&mut self, prefix: &str) -> Namespace {
        let is_it = |binding: &Binding| *binding.prefix == *prefix;
        if let Some(recent) =
            self.recent.and_then(|at| self.bindings.get(at)).filter(|binding| is_it(binding))
        {
            return recent.namespace;
        }
        self.recent = self.bindings.iter().rposition(is_it);
        self.recent.map_or(Namespace::Other, |at| self.bindings[at].namespace)
    }

    fn leave(&mut self) -> Option<Open> {
        let left = self.open.pop();
        while self.bindings.last().is_some_and(|binding| binding.depth > self.open.len()) {
            self.bindings.pop();
            self.recent = None;
        }
        left
    }

    fn raw(&mut self) -> Result<RawEvent<'a>> {
        if std::mem::take(&mut self.is_empty) {
            return Ok(RawEvent::Close);
        }
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => return Ok(RawEvent::Open(start)),
                Ok(Event::Empty(start)) => {
                    self.is_empty = true;
                    return Ok(RawEvent::Open(start));
                }
                Ok(Event::End(_)) => return Ok(RawEvent::Close),
                Ok(Event::Text(text)) => return Ok(RawEvent::Text(text.xml10_content())),
                Ok(Event::CData(text)) => return Ok(RawEvent::Text(text.xml10_content())),
                Ok(Event::GeneralRef(reference)) => return self.reference(&reference),
                Ok(Event::DocType(_)) => {
                    return Err(self.damaged("不允许有 DTD", "it has a DTD, which is not allowed"));
                }
                Ok(Event::Eof) => return Err(self.damaged("文件没有完", "it ends too early")),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Err(error) => return Err(self.broken(&error)),
            }
        }
    }

    fn reference(&self, reference: &BytesRef<'a>) -> Result<RawEvent<'a>> {
        let name = reference.xml10_content();
        let text = match &*name {
            "lt" => "<".into(),
            "gt" => ">".into(),
            "amp" => "&".into(),
            "quot" => "\"".into(),
            "apos" => "'".into(),
            _ => match reference.resolve_char_ref() {
                Ok(Some(c)) => Cow::Owned(c.to_string()),
                _ => return Err(self.damaged("有不认识的实体", "it has an entity that XML does not know")),
            },
        };
        Ok(RawEvent::Text(text))
    }

    fn broken(&self, error: &Error) -> Box<Diagnostic> {
        match error {
            Error::IllFormed(_) => self.damaged("标签不配对", "its tags do not match"),
            Error::Syntax(_) => self.damaged("标签没有写完", "a tag is not finished"),
            _ => self.damaged("不是合法的 XML", "it is no well-formed XML"),
        }
    }

    fn damaged(&self, zh: &str, en: &str) -> Box<Diagnostic> {
        let offset = usize::try_from(self.reader.error_position().max(self.reader.buffer_position()));
        damaged(self.part, self.text, offset.unwrap_or(usize::MAX), zh, en)
    }
}

/// A part that is no sound XML.
pub fn damaged(part: &str, text: &str, offset: usize, zh: &str, en: &str) -> Box<Diagnostic> {
    let at = position(text, offset);
    let message = Text::new(
        format!("文件损坏：{part} 第 {} 行第 {} 列，{zh}", at.line, at.column),
        format!("the file is damaged: {part}, line {}, column {}: {en}", at.line, at.column),
    );
    let help = Text::new(
        "用 Word、Excel 或 WPS 打开并修复，再另存一次",
        "open it in Word, Excel or WPS, let it be repaired, and save it again",
    );
    fault(Code::E603, message, Some(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
        xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:x=\"urn:x\"";

    /// The elements with their levels, and the text.
    fn told(content: &str) -> Result<String> {
        let source = format!("<w:a {NAMES}>{content}</w:a>");
        let mut xml = XmlReader::new("a.xml", &source);
        let mut told = String::new();
        loop {
            match xml.step()? {
                XmlStep::Open(tag) => told += &format!("{}{:?}:{} ", xml.level(), tag.namespace, tag.name()),
                XmlStep::Text(text) => told += &format!("{text:?} "),
                XmlStep::Close if xml.level() == 0 => return Ok(told.trim().to_owned()),
                XmlStep::Close => {}
            }
        }
    }

    fn alternatives(branches: &str) -> String {
        format!("<mc:AlternateContent>{branches}</mc:AlternateContent>")
    }

    #[test]
    fn one_alternative_stands_in_place_of_all() {
        let choice = |requires: &str, content: &str| {
            format!("<mc:Choice Requires=\"{requires}\">{content}</mc:Choice>")
        };
        let fallback = "<mc:Fallback><w:f/></mc:Fallback>";
        let cases = [
            (choice("w14", "<w:b/>") + fallback, "2Word:b"),
            (
                choice("x", "<w:b/>") + &choice("w14 w", "<w:c/>") + &choice("w", "<w:d/>") + fallback,
                "2Word:c",
            ),
            (choice("w14 x", "<w:b>\u{7532}</w:b>") + fallback, "2Word:f"),
            (choice("none", &alternatives(fallback)), ""),
            (choice("w", &alternatives(&(choice("x", "<w:b/>") + fallback))) + fallback, "2Word:f"),
            (format!("{fallback}{fallback}"), "2Word:f"),
        ];
        for (branches, wanted) in cases {
            let wanted = format!("1Word:a {wanted}").trim().to_owned() + " 2Word:z";
            assert_eq!(told(&(alternatives(&branches) + "<w:z/>")).unwrap(), wanted, "{branches}");
        }
    }

    #[test]
    fn names_hold_inside_their_element() {
        let word = "xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"";
        let content = format!("<b {word}><c/><w:d xmlns:w=\"urn:x\"><w:e/></w:d><w:f/></b><g/>");
        assert_eq!(told(&content).unwrap(), "1Word:a 2Word:b 3Word:c 3Other:d 4Other:e 3Word:f 2Other:g");
    }

    #[test]
    fn text_is_what_is_meant() {
        assert_eq!(
            told("a&lt;&#x4E00;<![CDATA[<&amp;]]><!-- b -->").unwrap(),
            r#"1Word:a "a" "<" "一" "<&amp;""#
        );
        for (content, why) in [
            ("&b;", "it has an entity that XML does not know"),
            ("<w:b>", "its tags do not match"),
            ("<w:b c='", "a tag is not finished"),
            ("<!DOCTYPE b>", "it has a DTD, which is not allowed"),
        ] {
            let message = told(content).unwrap_err().message.en;
            assert!(message.ends_with(why), "{content}: {message}");
        }
    }

    #[test]
    fn what_is_not_read_of_a_child_is_skipped() {
        let source = format!("<w:a {NAMES}><w:b><w:c>x</w:c></w:b><w:d w:val=\"1\">y<w:e/>z</w:d></w:a>");
        let mut xml = XmlReader::new("a.xml", &source);
        assert!(xml.root().unwrap().is_word("a"));
        let level = xml.level();
        assert_eq!(xml.child(level).unwrap().unwrap().name(), "b");
        let tag = xml.child(level).unwrap().unwrap();
        assert_eq!((tag.name(), tag.number("val"), tag.is_on()), ("d", Some(1), true));
        assert_eq!(xml.content().unwrap(), "yz");
        assert!(xml.child(level).unwrap().is_none());
    }
}
