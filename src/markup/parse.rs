//! Reads markup text into elements and characters.
//!
//! The result holds only known elements with known attributes, within limits.

use quick_xml::Reader;
use quick_xml::errors::{Error as XmlError, SyntaxError};
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};

use super::dom::{Attr, Dom, DomNode, Elem, NodeId};
use super::names::{Attribute, Element};
use super::reference::{character, dangling, forbidden, is_forbidden, unescape};
use super::report::TextReport;
use crate::diag::{Code, Span, Text, did_you_mean, nearest};

/// The greatest depth of nested elements.
const DEPTH: usize = 64;
/// The most elements and texts of a part.
const NODES: usize = 2_000_000;

/// Reads a markup text, and reports everything that is not part of the language.
pub fn parse<'a>(markup: &'a str, report: &mut TextReport) -> Dom<'a> {
    // Each tag and each reference begins one node at most, and each text ends at a tag or a reference.
    let most = markup.bytes().filter(|byte| matches!(byte, b'<' | b'&')).count();
    let dom = Dom::with_capacity(most.saturating_add(2).min(NODES));
    let mut parser = Parser { markup, dom, open: Vec::new(), skipping: Vec::new(), report };
    parser.read();
    parser.dom
}

struct Parser<'a, 'r> {
    markup: &'a str,
    dom: Dom<'a>,
    /// The open elements, outermost first.
    open: Vec<NodeId>,
    /// Open elements that are unknown, by name and by how many known ones were open then:
    /// their content is read as if it stood in the parent.
    skipping: Vec<(String, usize)>,
    report: &'r mut TextReport,
}

impl<'a> Parser<'a, '_> {
    fn read(&mut self) {
        let mut reader = Reader::from_str(self.markup);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        // `text` reports a single `&`, and reading goes on.
        config.allow_dangling_amp = true;
        loop {
            let start = reader.buffer_position() as usize;
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => return self.syntax_error(&error, start, reader.error_position() as usize),
            };
            let span = Span { start, end: reader.buffer_position() as usize };
            if self.dom.count() > NODES || self.skipping.len() > 10 * DEPTH {
                let message = Text::new(
                    format!("一个部分里的元素和文字超过了 {NODES} 个"),
                    format!("a part holds at most {NODES} elements and texts"),
                );
                return self.report.error(Code::E208, span, message);
            }
            match event {
                Event::Eof => break,
                Event::Start(tag) => self.start(&tag, span, false),
                Event::Empty(tag) => self.start(&tag, span, true),
                Event::End(tag) => self.end(tag.name().0, span),
                Event::Text(_) => self.text(span, false),
                Event::CData(_) => {
                    let (start, end) = ((span.start + 9).min(span.end), span.end.saturating_sub(3));
                    self.text(Span { start, end }, true);
                }
                Event::GeneralRef(reference) => {
                    if let Some(c) = character(&reference, span, self.report) {
                        self.push(DomNode::Char(c, span));
                    }
                }
                Event::Comment(_) => {}
                Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {
                    let message = Text::new(
                        "此处不能有 XML 声明、处理指令或 DOCTYPE",
                        "XML declarations, processing instructions and DOCTYPE have no place here",
                    );
                    self.report.error(Code::E201, span, message);
                }
            }
        }
        self.close_all();
    }

    fn syntax_error(&mut self, error: &XmlError, start: usize, at: usize) {
        let at = if at >= self.markup.len() { start } else { at.max(start) };
        let (zh, en) = match error {
            XmlError::Syntax(SyntaxError::UnclosedTag) => ("标签没有以 `>` 结束", "this tag has no `>`"),
            XmlError::Syntax(SyntaxError::UnclosedComment) => {
                ("注释没有以 `-->` 结束", "this comment has no `-->`")
            }
            XmlError::Syntax(SyntaxError::UnclosedCData) => {
                ("CDATA 没有以 `]]>` 结束", "this CDATA has no `]]>`")
            }
            XmlError::Syntax(
                SyntaxError::UnclosedSingleQuotedAttributeValue
                | SyntaxError::UnclosedDoubleQuotedAttributeValue,
            ) => ("属性值的引号没有闭合", "the quotes of this attribute value are never closed"),
            _ => ("标记语法错误", "the markup is not well-formed"),
        };
        self.report.error(Code::E201, Span { start: at, end: at }, Text::new(zh, en));
    }

    /// The innermost open element.
    fn parent(&self) -> NodeId {
        self.open.last().copied().unwrap_or(0)
    }

    fn push(&mut self, node: DomNode<'a>) -> NodeId {
        self.dom.push(self.parent(), node)
    }

    /// Adds text as written. `raw` text is that of a CDATA section, which may hold `&`.
    fn text(&mut self, span: Span, raw: bool) {
        let Some(text) = self.markup.get(span.start..span.end) else { return };
        for (at, c) in text.char_indices().filter(|(_, c)| is_forbidden(*c)) {
            let start = span.start + at;
            forbidden(c, Span { start, end: start + c.len_utf8() }, self.report);
        }
        for (at, _) in text.match_indices('&').filter(|_| !raw) {
            let start = span.start + at;
            dangling(Span { start, end: start + 1 }, self.report);
        }
        self.push(DomNode::Text(text, span));
    }

    fn start(&mut self, tag: &BytesStart<'_>, span: Span, empty: bool) {
        let name = tag.name().0;
        let Some(kind) = Element::from_name(name) else {
            self.unknown_element(name, span);
            return self.skip(tag, empty);
        };
        if self.open.len() + self.skipping.len() >= DEPTH {
            let message = Text::new(
                format!("元素嵌套超过了 {DEPTH} 层"),
                format!("elements are nested more than {DEPTH} deep"),
            );
            self.report.error(Code::E208, span, message);
            return self.skip(tag, empty);
        }
        let attributes = self.attributes(tag, kind, span);
        let id = self.push(DomNode::Element(Elem::new(kind, attributes, span, self.parent())));
        if !empty {
            self.open.push(id);
        }
    }

    /// Leaves out an element with an error, but not its content.
    fn skip(&mut self, tag: &BytesStart<'_>, empty: bool) {
        for id in tag.attributes().with_checks(false).flatten().filter(|attribute| attribute.key.0 == "id") {
            self.lose_id(&id.value);
        }
        if !empty {
            self.skipping.push((tag.name().0.to_owned(), self.open.len()));
        }
    }

    /// Notes an id that the tree will not have, so that a link to it is not one more error.
    fn lose_id(&mut self, value: &str) {
        let mut ignored = TextReport::new(self.report.path());
        self.dom.lost_ids.push(unescape(value, 0, &mut ignored).into_owned());
    }

    fn unknown_element(&mut self, name: &str, span: Span) {
        let shown: String = name.chars().take(40).collect();
        let message = Text::new(
            format!("元素 `{shown}` 不在版式语言之内"),
            format!("the element `{shown}` is not part of the layout language"),
        );
        let near = match name {
            "div" | "article" | "main" | "header" | "footer" => Some("section"),
            "body" | "html" => Some("section"),
            name => nearest(name, Element::NAMES.iter().copied()),
        };
        let end = (span.start + 1 + name.len()).min(span.end);
        self.report.error_with_help(Code::E202, Span { start: span.start, end }, message, did_you_mean(near));
    }

    /// Closes an element. A wrong end tag closes the nearest open element of its name, if there is one.
    fn end(&mut self, name: &str, span: Span) {
        if let Some((skipped, depth)) = self.skipping.last()
            && *depth >= self.open.len()
            && skipped == name
        {
            self.skipping.pop();
            return;
        }
        let current = self.open.last().and_then(|&id| self.dom.kind(id));
        if current.is_some_and(|kind| kind.name() == name) {
            self.open.pop();
            self.drop_skipped();
            return;
        }
        let shown: String = name.chars().take(40).collect();
        let message = match current {
            Some(kind) => Text::new(
                format!("此处应为 `</{kind}>`，却是 `</{shown}>`"),
                format!("expected `</{kind}>`, found `</{shown}>`"),
            ),
            None => {
                Text::new(format!("`</{shown}>` 没有对应的开始标签"), format!("`</{shown}>` closes nothing"))
            }
        };
        self.report.error(Code::E201, span, message);
        let matching = |&id: &NodeId| self.dom.kind(id).is_some_and(|kind| kind.name() == name);
        if let Some(depth) = self.open.iter().rposition(matching) {
            self.open.truncate(depth);
            self.drop_skipped();
        }
    }

    /// Forgets the unknown elements in a parent that has been closed.
    fn drop_skipped(&mut self) {
        let open = self.open.len();
        self.skipping.retain(|(_, depth)| *depth <= open);
    }

    fn close_all(&mut self) {
        for id in std::mem::take(&mut self.open) {
            if let Some(element) = self.dom.element(id) {
                let (kind, span) = (element.kind, element.span);
                let message =
                    Text::new(format!("`<{kind}>` 没有结束标签"), format!("`<{kind}>` is never closed"));
                self.report.error(Code::E201, span, message);
            }
        }
    }

    fn attributes(&mut self, tag: &BytesStart<'_>, kind: Element, span: Span) -> Vec<Attr<'a>> {
        // Where the attributes' source begins in the markup text: after `<name`.
        let name_end = (span.start + 1 + tag.name().0.len()).min(self.markup.len());
        let Some(source) = self.markup.get(name_end..span.end) else { return Vec::new() };
        let source = source.strip_suffix('>').unwrap_or(source);
        let source = source.strip_suffix('/').unwrap_or(source);
        let mut found: Vec<Attr<'a>> = Vec::new();
        // An element has fewer attributes than the language knows; more than that are not read.
        let most = Attribute::NAMES.len() + 1;
        for item in BytesStart::from_content(source, 0).attributes().with_checks(false).take(most) {
            match item {
                Ok(attribute) => {
                    let key = place(source, attribute.key.0).map(|at| name_end + at).unwrap_or(name_end);
                    let key = Span { start: key, end: key + attribute.key.0.len() };
                    let start = place(source, &attribute.value).map_or(key.start, |at| name_end + at);
                    let value = Span { start, end: (start + attribute.value.len()).min(self.markup.len()) };
                    self.attribute(attribute.key.0, key, value, kind, &mut found);
                }
                Err(error) => {
                    self.attribute_error(&error, name_end);
                    break;
                }
            }
        }
        found
    }

    fn attribute_error(&mut self, error: &AttrError, base: usize) {
        let (at, zh, en) = match *error {
            AttrError::ExpectedEq(at) => {
                (at, "属性名之后应为 `=`", "expected `=` after the attribute's name")
            }
            AttrError::ExpectedValue(at) => (at, "`=` 之后应为属性值", "expected a value after `=`"),
            AttrError::UnquotedValue(at) => (at, "属性值要用引号括起来", "attribute values stand in quotes"),
            AttrError::ExpectedQuote(at, _) => {
                (at, "属性值的引号没有闭合", "this value's quotes are never closed")
            }
            AttrError::Duplicated(at, _) => (at, "属性写了两次", "this attribute stands here twice"),
        };
        let at = (base + at).min(self.markup.len());
        self.report.error(Code::E201, Span { start: at, end: at }, Text::new(zh, en));
    }

    fn attribute(&mut self, name: &str, key: Span, value: Span, kind: Element, found: &mut Vec<Attr<'a>>) {
        let known = Attribute::from_name(name).filter(|attribute| attribute.belongs_to(kind));
        let Some(known) = known else {
            let shown: String = name.chars().take(40).collect();
            let message = Text::new(
                format!("`{kind}` 没有属性 `{shown}`"),
                format!("`{kind}` has no attribute `{shown}`"),
            );
            let own = Attribute::NAMES.iter().copied();
            let own = own.filter(|name| Attribute::from_name(name).is_some_and(|a| a.belongs_to(kind)));
            self.report.error_with_help(Code::E203, key, message, did_you_mean(nearest(name, own)));
            if name == Attribute::Id.name()
                && let Some(id) = self.markup.get(value.start..value.end)
            {
                self.lose_id(id);
            }
            return;
        };
        if found.iter().any(|attribute| attribute.name == known) {
            let message =
                Text::new(format!("属性 `{known}` 写了两次"), format!("`{known}` stands here twice"));
            self.report.error(Code::E203, key, message);
            return;
        }
        let Some(source) = self.markup.get(value.start..value.end) else { return };
        found.push(Attr { name: known, value: unescape(source, value.start, self.report), span: value });
    }
}

/// Where a slice of `source` begins in it.
fn place(source: &str, part: &str) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(source.as_ptr() as usize)?;
    (at + part.len() <= source.len()).then_some(at)
}
