//! Reads a package's XML into small trees, for checks that look at structure.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element with its prefix as written, such as `w:p`.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// The text directly inside.
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// `w:val`.
    pub fn val(&self) -> Option<&str> {
        self.attribute("w:val")
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The element at the end of a path of children.
    pub fn at(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| element.child(name))
    }

    /// Children of that name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// It and everything inside, in document order.
    pub fn descendants(&self) -> Vec<&Element> {
        let mut found = vec![self];
        self.children.iter().for_each(|child| found.extend(child.descendants()));
        found
    }

    pub fn find(&self, name: &str) -> Vec<&Element> {
        self.descendants().into_iter().filter(|element| element.name == name).collect()
    }

    /// A number among the attributes; 0 if there is none.
    pub fn number(&self, name: &str) -> i64 {
        self.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(0)
    }

    /// What a reader sees of a paragraph; breaks as `\n`.
    pub fn shown_text(&self) -> String {
        let shown = |element: &&Element| matches!(element.name.as_str(), "w:t" | "w:br");
        let pieces = self.descendants().into_iter().filter(shown);
        pieces.map(|element| if element.name == "w:br" { "\n" } else { element.text.as_str() }).collect()
    }
}

/// Parses a whole part.
pub fn parse(bytes: &[u8]) -> Result<Element, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => stack.push(element(&start)?),
            Event::Empty(start) => close(&mut stack, element(&start)?),
            Event::End(_) => {
                let closed = stack.pop().ok_or("more ends than starts")?;
                close(&mut stack, closed);
            }
            Event::Text(text) => open(&mut stack).text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = match &*reference.xml10_content() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    _ => reference.resolve_char_ref().map_err(|error| error.to_string())?,
                };
                open(&mut stack).text.push(known.ok_or("unknown entity")?);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let root = stack.pop().ok_or("no root")?;
    match stack.is_empty() {
        true => root.children.into_iter().next().ok_or("empty".to_owned()),
        false => Err("an element is not closed".to_owned()),
    }
}

fn open(stack: &mut [Element]) -> &mut Element {
    stack.last_mut().expect("the outermost element stays")
}

fn close(stack: &mut [Element], element: Element) {
    open(stack).children.push(element);
}

fn element(start: &BytesStart) -> Result<Element, String> {
    let name = String::from_utf8_lossy(start.name().as_ref().as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = String::from_utf8_lossy(attribute.key.as_ref().as_ref()).into_owned();
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?
            .into_owned();
        attributes.push((key, value));
    }
    Ok(Element { name, attributes, ..Element::default() })
}

/// The files of a package by name.
pub fn unpack(package: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).map_err(|error| error.to_string())?;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|error| error.to_string())?;
        let name = file.name().map_err(|error| error.to_string())?.into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if files.insert(name.clone(), bytes).is_some() {
            return Err(format!("{name} is there twice"));
        }
    }
    Ok(files)
}

/// One part of a package, parsed.
pub fn part(package: &[u8], name: &str) -> Element {
    let files = unpack(package).expect("a zip file");
    parse(files.get(name).unwrap_or_else(|| panic!("no {name}"))).expect("well-formed XML")
}

/// A package with one part changed, for checks that have to fail.
pub fn replace(package: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::Write;
    let mut files = unpack(package).expect("a zip file");
    let part = files.get_mut(name).unwrap_or_else(|| panic!("no {name}"));
    let before = String::from_utf8(part.clone()).expect("text");
    let after = change(&before);
    assert_ne!(before, after, "the change must change something");
    *part = after.into_bytes();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("room");
        writer.write_all(&bytes).expect("room");
    }
    writer.finish().expect("room").into_inner()
}
