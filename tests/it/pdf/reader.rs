//! Reads back a PDF with a cross-reference stream and object streams (ISO 32000-1 §7.5.7, §7.5.8).
//!
//! A second opinion in tests: it shares no code with the writer, and panics where the file is wrong.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Value>),
    Dict(BTreeMap<String, Value>),
    Reference(usize),
    /// `true`, `null`, and the operators of content streams.
    Word(String),
}

impl Value {
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Dict(entries) => entries.get(key),
            _ => None,
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Value::Name(name) | Value::Word(name) => name,
            other => panic!("no name: {other:?}"),
        }
    }

    pub fn number(&self) -> f64 {
        match self {
            Value::Number(number) => *number,
            other => panic!("no number: {other:?}"),
        }
    }

    pub fn items(&self) -> &[Value] {
        match self {
            Value::Array(items) => items,
            one => std::slice::from_ref(one),
        }
    }

    /// A text string (ISO 32000-1 §7.9.2.2).
    pub fn text(&self) -> String {
        match self {
            Value::Text(bytes) if bytes.starts_with(&[0xFE, 0xFF]) => utf16(&bytes[2..]),
            Value::Text(bytes) => bytes.iter().map(|byte| *byte as char).collect(),
            other => panic!("no text: {other:?}"),
        }
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

pub struct Pdf<'a> {
    bytes: &'a [u8],
    places: Vec<Place>,
    pub trailer: Value,
    opened: RefCell<BTreeMap<usize, Opened>>,
}

/// An object stream's data, and where its objects begin.
type Opened = (Vec<u8>, Vec<usize>);

/// Where an object lies.
#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    At(usize),
    /// In an object stream, at an index.
    In(usize, usize),
}

impl<'a> Pdf<'a> {
    pub fn read(bytes: &'a [u8]) -> Pdf<'a> {
        let start = rfind(bytes, b"startxref").unwrap();
        let at = Parser { bytes, at: start + 9 }.value().number() as usize;
        let mut parser = Parser { bytes, at };
        parser.skip(3);
        let (trailer, table) = stream_at(&mut parser);
        assert_eq!(trailer.get("Type").unwrap().name(), "XRef");
        let widths: Vec<usize> =
            trailer.get("W").unwrap().items().iter().map(|width| width.number() as usize).collect();
        let places = table.chunks(widths.iter().sum()).map(|entry| {
            let (kind, rest) = entry.split_at(widths[0]);
            let (second, third) = rest.split_at(widths[1]);
            let number = |bytes: &[u8]| bytes.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte));
            match number(kind) {
                0 => Place::Nowhere,
                1 => Place::At(number(second)),
                2 => Place::In(number(second), number(third)),
                other => panic!("an entry of kind {other}"),
            }
        });
        let places: Vec<Place> = places.collect();
        assert_eq!(places.len(), trailer.get("Size").unwrap().number() as usize);
        Pdf { bytes, places, trailer, opened: RefCell::default() }
    }

    pub fn object(&self, id: usize) -> Value {
        match self.places[id] {
            Place::Nowhere => Value::Word("null".to_owned()),
            Place::At(_) => self.parser(id).value(),
            Place::In(stream, index) => self.packed(stream, index, id),
        }
    }

    fn packed(&self, stream: usize, index: usize, id: usize) -> Value {
        let mut opened = self.opened.borrow_mut();
        let (data, starts) = opened.entry(stream).or_insert_with(|| {
            let (dict, data) = stream_at(&mut self.parser(stream));
            assert_eq!(dict.get("Type").unwrap().name(), "ObjStm");
            let first = dict.get("First").unwrap().number() as usize;
            let mut parser = Parser { bytes: &data, at: 0 };
            let starts = (0..dict.get("N").unwrap().number() as usize).map(|_| {
                parser.skip(1);
                first + parser.value().number() as usize
            });
            let starts = starts.collect();
            (data, starts)
        });
        let mut index_of = Parser { bytes: data, at: 0 };
        index_of.skip(2 * index);
        assert_eq!(index_of.value().number() as usize, id);
        Parser { bytes: data, at: starts[index] }.value()
    }

    fn parser(&self, id: usize) -> Parser<'a> {
        let Place::At(at) = self.places[id] else { panic!("object {id} has no place of its own") };
        let mut parser = Parser { bytes: self.bytes, at };
        assert_eq!(parser.value().number() as usize, id);
        parser.skip(2);
        parser
    }

    /// The entry, through a reference if it is one.
    pub fn entry(&self, value: &Value, key: &str) -> Option<Value> {
        value.get(key).map(|value| self.resolve(value))
    }

    pub fn resolve(&self, value: &Value) -> Value {
        match value {
            Value::Reference(id) => self.object(*id),
            other => other.clone(),
        }
    }

    /// A stream's data, inflated if need be.
    pub fn stream(&self, reference: &Value) -> Vec<u8> {
        let Value::Reference(id) = reference else { panic!("no stream: {reference:?}") };
        stream_at(&mut self.parser(*id)).1
    }

    pub fn catalog(&self) -> Value {
        self.entry(&self.trailer, "Root").unwrap()
    }

    pub fn info(&self) -> Value {
        self.entry(&self.trailer, "Info").unwrap()
    }

    pub fn xmp(&self) -> String {
        String::from_utf8(self.stream(self.catalog().get("Metadata").unwrap())).unwrap()
    }

    pub fn pages(&self) -> Vec<Value> {
        let mut found = Vec::new();
        self.leaves(&self.entry(&self.catalog(), "Pages").unwrap(), &mut found);
        found
    }

    fn leaves(&self, node: &Value, found: &mut Vec<Value>) {
        match node.get("Type").unwrap().name() {
            "Page" => found.push(node.clone()),
            _ => {
                let before = found.len();
                node.get("Kids")
                    .unwrap()
                    .items()
                    .iter()
                    .for_each(|kid| self.leaves(&self.resolve(kid), found));
                assert_eq!(found.len() - before, node.get("Count").unwrap().number() as usize);
            }
        }
    }

    /// A page's content streams as text.
    pub fn content(&self, page: usize) -> String {
        self.contents(&self.pages()[page]).iter().map(|byte| *byte as char).collect()
    }

    fn contents(&self, page: &Value) -> Vec<u8> {
        let streams = page.get("Contents").map(Value::items).unwrap_or_default();
        streams.iter().map(|stream| self.stream(stream)).collect::<Vec<_>>().join(&b'\n')
    }

    /// A page's marked contents in order: what they are (`MCID 3`, or an artifact's subtype or type), and
    /// their text as a reader would copy it.
    pub fn marked(&self, page: usize) -> Vec<(String, String)> {
        let page = &self.pages()[page];
        let resources = self.entry(page, "Resources").unwrap();
        let fonts = self.entry(&resources, "Font").unwrap_or(Value::Dict(BTreeMap::new()));
        let stream = self.contents(page);
        let mut parser = Parser { bytes: &stream, at: 0 };
        let mut found: Vec<(String, String)> = Vec::new();
        let (mut operands, mut map) = (Vec::new(), BTreeMap::new());
        // For each open marked content, whether its glyphs are replaced.
        let mut open: Vec<bool> = Vec::new();
        while parser.more() {
            let Value::Word(operator) = parser.value_or_keep(&mut operands) else { continue };
            match operator.as_str() {
                "BDC" | "BMC" => {
                    let properties = operands.get(1).cloned().unwrap_or(Value::Dict(BTreeMap::new()));
                    if open.is_empty() {
                        found.push((describe(&operands[0], &properties), String::new()));
                    }
                    let replaced = properties.get("ActualText").map(Value::text);
                    open.push(replaced.is_some());
                    if let (Some(text), Some(last)) = (replaced, found.last_mut()) {
                        last.1 += &text;
                    }
                }
                "EMC" => {
                    open.pop().expect("EMC without a beginning");
                }
                "Tf" => {
                    let font = self.entry(&fonts, operands[0].name()).unwrap();
                    map = unicode_map(&self.stream(font.get("ToUnicode").unwrap()));
                }
                "Tj" | "TJ" if !open.contains(&true) => {
                    let last = found.last_mut().expect("text outside of marked content");
                    for string in operands[0].items() {
                        if let Value::Text(bytes) = string {
                            for code in bytes.chunks(2) {
                                last.1 += &map[&u16::from_be_bytes([code[0], code[1]])];
                            }
                        }
                    }
                }
                _ => {}
            }
            operands.clear();
        }
        assert!(open.is_empty(), "marked content left open");
        found
    }

    /// All text of a page but its artifacts.
    pub fn text(&self, page: usize) -> String {
        let marked = self.marked(page);
        marked.into_iter().filter(|(kind, _)| kind.starts_with("MCID")).map(|(_, text)| text).collect()
    }

    /// The structure tree in brackets: `Document(Sect(P(#0)))`, with MCIDs, and `@` for annotations.
    pub fn structure(&self) -> String {
        let root = self.entry(&self.catalog(), "StructTreeRoot").unwrap();
        self.children(&root)
    }

    fn children(&self, element: &Value) -> String {
        let Some(kids) = element.get("K") else { return String::new() };
        let kids: Vec<String> = kids.items().iter().map(|kid| self.element(kid)).collect();
        kids.join(" ")
    }

    fn element(&self, kid: &Value) -> String {
        let kid = self.resolve(kid);
        if let Value::Number(id) = kid {
            return format!("#{id}");
        }
        match kid.get("Type").map(Value::name) {
            Some("MCR") => return format!("#{}", kid.get("MCID").unwrap().number()),
            Some("OBJR") => return "@".to_owned(),
            _ => {}
        }
        let kind = kid.get("S").unwrap().name();
        let children = self.children(&kid);
        if children.is_empty() { kind.to_owned() } else { format!("{kind}({children})") }
    }

    /// Every structure element with its role, in order of the file.
    pub fn elements(&self, role: &str) -> Vec<Value> {
        let objects = (1..self.places.len()).map(|id| self.object(id));
        objects
            .filter(|object| object.get("S").is_some_and(|kind| *kind == Value::Name(role.to_owned())))
            .collect()
    }

    /// The bookmarks: each with its depth and whether its children show.
    pub fn outline(&self) -> Vec<(usize, String, bool)> {
        let mut found = Vec::new();
        let root = self.entry(&self.catalog(), "Outlines").unwrap();
        self.bookmarks(&root, 0, &mut found);
        found
    }

    fn bookmarks(&self, parent: &Value, depth: usize, found: &mut Vec<(usize, String, bool)>) {
        let mut next = self.entry(parent, "First");
        while let Some(item) = next {
            let open = item.get("Count").is_some_and(|count| count.number() > 0.0);
            found.push((depth, item.get("Title").unwrap().text(), open));
            self.bookmarks(&item, depth + 1, found);
            next = self.entry(&item, "Next");
        }
    }
}

/// A stream's dictionary, and its data, inflated if need be.
fn stream_at(parser: &mut Parser) -> (Value, Vec<u8>) {
    let dict = parser.value();
    assert_eq!(parser.value().name(), "stream");
    let start = parser.at + 1;
    let data = &parser.bytes[start..start + dict.get("Length").unwrap().number() as usize];
    let data = match dict.get("Filter").map(Value::name) {
        None => data.to_vec(),
        Some("FlateDecode") => {
            let mut inflated = Vec::new();
            flate2::read::ZlibDecoder::new(data).read_to_end(&mut inflated).unwrap();
            inflated
        }
        Some(other) => panic!("filter {other}"),
    };
    (dict, data)
}

fn describe(tag: &Value, properties: &Value) -> String {
    if let Some(id) = properties.get("MCID") {
        return format!("MCID {}", id.number());
    }
    let kind = properties.get("Subtype").or_else(|| properties.get("Type"));
    kind.unwrap_or(tag).name().to_owned()
}

/// The pairs of a ToUnicode map.
fn unicode_map(stream: &[u8]) -> BTreeMap<u16, String> {
    let mut parser = Parser { bytes: stream, at: 0 };
    let mut values = Vec::new();
    let mut map = BTreeMap::new();
    while parser.more() {
        let word = parser.value_or_keep(&mut values);
        let Value::Word(word) = word else { continue };
        if word == "endbfchar" {
            for pair in values.chunks(2) {
                if let [Value::Text(code), Value::Text(text)] = pair {
                    map.insert(u16::from_be_bytes([code[0], code[1]]), utf16(text));
                }
            }
        }
        values.clear();
    }
    map
}

fn rfind(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn more(&mut self) -> bool {
        self.skip_space();
        self.at < self.bytes.len()
    }

    fn skip(&mut self, values: usize) {
        for _ in 0..values {
            self.value();
        }
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => {
                    while !matches!(self.bytes.get(self.at), None | Some(b'\n' | b'\r')) {
                        self.at += 1;
                    }
                }
                byte if byte.is_ascii_whitespace() || *byte == 0 => self.at += 1,
                _ => break,
            }
        }
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(b' ')
    }

    /// The next value; one that is no word is kept as an operand.
    fn value_or_keep(&mut self, operands: &mut Vec<Value>) -> Value {
        let value = self.value();
        if !matches!(value, Value::Word(_)) {
            operands.push(value.clone());
        }
        value
    }

    fn value(&mut self) -> Value {
        self.skip_space();
        match (self.peek(0), self.peek(1)) {
            (b'<', b'<') => self.dict(),
            (b'<', _) => self.hex(),
            (b'(', _) => self.literal(),
            (b'[', _) => self.array(),
            (b'/', _) => {
                self.at += 1;
                Value::Name(self.word())
            }
            (b'0'..=b'9' | b'+' | b'-' | b'.', _) => self.number_or_reference(),
            _ => Value::Word(self.word()),
        }
    }

    fn word(&mut self) -> String {
        let start = self.at;
        while !self.peek(0).is_ascii_whitespace() && !b"()<>[]{}/%".contains(&self.peek(0)) {
            self.at += 1;
        }
        self.at = self.at.max(start + usize::from(start == self.at && b"{}".contains(&self.peek(0))));
        let word: String = self.bytes[start..self.at].iter().map(|byte| *byte as char).collect();
        word.replace("#20", " ")
    }

    fn number_or_reference(&mut self) -> Value {
        let number: f64 = self.word().parse().unwrap();
        let back = self.at;
        if number.fract() == 0.0
            && self.peek(0) == b' '
            && self.peek(1) == b'0'
            && self.peek(2) == b' '
            && self.peek(3) == b'R'
        {
            self.at += 4;
            return Value::Reference(number as usize);
        }
        self.at = back;
        Value::Number(number)
    }

    fn array(&mut self) -> Value {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.peek(0) == b']' {
                self.at += 1;
                return Value::Array(items);
            }
            items.push(self.value());
        }
    }

    fn dict(&mut self) -> Value {
        self.at += 2;
        let mut entries = BTreeMap::new();
        loop {
            self.skip_space();
            if self.peek(0) == b'>' {
                self.at += 2;
                return Value::Dict(entries);
            }
            let key = self.value().name().to_owned();
            entries.insert(key, self.value());
        }
    }

    fn hex(&mut self) -> Value {
        self.at += 1;
        let start = self.at;
        while self.peek(0) != b'>' {
            self.at += 1;
        }
        let digits: Vec<u8> =
            self.bytes[start..self.at].iter().filter(|byte| byte.is_ascii_hexdigit()).copied().collect();
        self.at += 1;
        let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        Value::Text(pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect())
    }

    fn literal(&mut self) -> Value {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 1);
        loop {
            let byte = self.bytes[self.at];
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    text.push(self.escape());
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                return Value::Text(text);
            }
            text.push(byte);
        }
    }

    fn escape(&mut self) -> u8 {
        let byte = self.bytes[self.at];
        self.at += 1;
        match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => {
                let digits = std::str::from_utf8(&self.bytes[self.at - 1..self.at + 2]).unwrap();
                self.at += 2;
                u8::from_str_radix(digits, 8).unwrap()
            }
            other => other,
        }
    }
}
