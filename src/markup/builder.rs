//! The builder of a part, with what every kind of element needs: styles, ids, running strings and errors.

use std::collections::HashSet;
use std::sync::Arc;

use super::cascade::Cascade;
use super::css::Computed;
use super::dom::{Dom, DomNode, Elem, NodeId, span_of};
use super::input::PartInput;
use super::links::{OpenLink, PartLinks};
use super::names::{Attribute, Element};
use super::reference::is_space;
use super::report::TextReport;
use super::runs::RunBuilder;
use super::sheet::StyleSheet;
use super::styles::PartStyles;
use crate::diag::{Code, Span, Text};
use crate::unit::Abs;

/// Builds the blocks of one part.
pub struct BlockBuilder<'a> {
    pub dom: &'a Dom<'a>,
    pub input: &'a PartInput<'a>,
    pub sheet: &'a StyleSheet,
    pub styles: PartStyles,
    pub report: TextReport,
    /// The runs of the current paragraph.
    pub runs: RunBuilder,
    cascade: Cascade<'a>,
    /// The ids that links may lead to.
    own_ids: HashSet<&'a str>,
    open_links: Vec<OpenLink>,
    /// Running strings that `string-set` has set. The first value in a part counts.
    set_strings: Vec<(Arc<str>, String)>,
}

/// What blocks know of the box around them.
#[derive(Clone)]
pub struct ContainingBlock {
    /// The width for content.
    pub measure: Abs,
    /// How much of the page's measure the boxes around have taken.
    pub insets: Abs,
    /// The page style in force.
    pub page: Option<Arc<str>>,
    /// Whether another page style may begin here: not in cells and lists.
    pub in_flow: bool,
}

impl ContainingBlock {
    /// The inside of a box whose margins, borders and padding take `insets` from the width.
    pub fn inside(&self, insets: Abs) -> ContainingBlock {
        // Content keeps some width, so that a box which leaves none is reported once and not for each child.
        let measure = (self.measure - insets).max(Abs::pt(1.0));
        ContainingBlock { measure, insets: self.insets + insets, ..self.clone() }
    }

    /// The inside of a list item or a cell.
    pub fn enclosed(&self, measure: Abs) -> ContainingBlock {
        ContainingBlock { measure, insets: Abs::ZERO, page: self.page.clone(), in_flow: false }
    }
}

impl<'a> BlockBuilder<'a> {
    pub fn new(
        dom: &'a Dom<'a>,
        sheet: &'a StyleSheet,
        input: &'a PartInput<'a>,
        report: TextReport,
    ) -> BlockBuilder<'a> {
        BlockBuilder::with(dom, input, report, Cascade::new(sheet, true))
    }

    /// A builder of specimens, whose elements do not count as uses of the sheet's rules.
    pub fn of_specimens(
        dom: &'a Dom<'a>,
        sheet: &'a StyleSheet,
        input: &'a PartInput<'a>,
        report: TextReport,
    ) -> BlockBuilder<'a> {
        BlockBuilder::with(dom, input, report, Cascade::new(sheet, false))
    }

    fn with(
        dom: &'a Dom<'a>,
        input: &'a PartInput<'a>,
        report: TextReport,
        cascade: Cascade<'a>,
    ) -> BlockBuilder<'a> {
        let sheet = cascade.sheet;
        BlockBuilder {
            dom,
            input,
            sheet,
            styles: PartStyles::default(),
            report,
            runs: RunBuilder::default(),
            cascade,
            own_ids: HashSet::new(),
            open_links: Vec::new(),
            set_strings: Vec::new(),
        }
    }

    /// Collects the part's ids, and reports those that are empty or stand twice.
    pub fn check_ids(&mut self) {
        for element in self.dom.elements() {
            let Some(id) = element.get(Attribute::Id) else { continue };
            let is_new = self.own_ids.insert(&id.value);
            let message = if id.value.is_empty() || id.value.contains(char::is_whitespace) {
                Text::new("标识不能为空，也不能含空格", "an id is neither empty nor does it hold spaces")
            } else if !is_new {
                Text::new(
                    format!("标识 `{}` 用了两次", id.value),
                    format!("the id `{}` is used twice", id.value),
                )
            } else {
                continue;
            };
            self.report.error(Code::E211, id.span, message);
        }
        self.own_ids.extend(self.dom.lost_ids.iter().map(String::as_str));
    }

    /// A link's target, which is checked once the other parts are known if this one does not have it.
    pub fn target(&mut self, id: &str, span: Span) -> Arc<str> {
        let target: Arc<str> = id.into();
        if !self.own_ids.contains(id) {
            self.open_links.push(OpenLink { target: target.clone(), span });
        }
        target
    }

    /// The running strings, the links and the errors.
    pub fn finish(self) -> (Vec<(Arc<str>, String)>, PartLinks, TextReport) {
        let mut strings = self.set_strings;
        for (name, value) in &self.input.strings {
            if !strings.iter().any(|(known, _)| known == name) {
                strings.push((name.clone(), value.clone()));
            }
        }
        strings.sort();
        let links = PartLinks::new(&self.input.path, &self.own_ids, self.open_links);
        (strings, links, self.report)
    }

    /// The computed style of an element.
    pub fn style(&mut self, node: NodeId, parent: &Computed) -> Arc<Computed> {
        self.cascade.style(self.dom, node, parent, &mut self.report)
    }

    /// Reports a box whose margins, borders and padding leave nothing for its content.
    pub fn check_room(&mut self, node: NodeId, taken: Abs, room: &ContainingBlock) {
        if taken > Abs::ZERO && room.measure - taken < Abs::pt(1.0) {
            let message = Text::new(
                format!("边距和边框共 {taken}，没有给内容留下宽度（可用 {}）", room.measure),
                format!(
                    "margins, borders and padding of {taken} leave no width for the content (of {})",
                    room.measure
                ),
            );
            self.report.error(Code::E210, span_of(self.dom.node(node)), message);
        }
    }

    pub fn id(&self, node: NodeId) -> Option<Arc<str>> {
        self.dom.element(node).and_then(|element| element.attribute(Attribute::Id)).map(Arc::from)
    }

    /// Sets the running strings that an element names to its text.
    pub fn note_strings(&mut self, node: NodeId, style: &Computed) {
        for name in style.strings.iter() {
            if !self.set_strings.iter().any(|(known, _)| known == name) {
                let text = self.text_of(node);
                self.set_strings.push((name.clone(), text));
            }
        }
    }

    /// Reports an element that cannot stand in its parent.
    pub fn misplaced(&mut self, node: NodeId, zh: &str, en: &str) {
        let Some(DomNode::Element(element)) = self.dom.node(node) else { return };
        let (kind, parent) = (element.kind, self.dom.kind(element.parent));
        let (inside_zh, inside_en) = match parent {
            Some(parent) => (format!(" `{parent}` 里"), format!("in `{parent}`")),
            None => ("最外层".to_owned(), "at the top".to_owned()),
        };
        let message = Text::new(
            format!("`{kind}` 不能放在{inside_zh}，那里只能有{zh}"),
            format!("`{kind}` cannot stand {inside_en}, which takes {en}"),
        );
        let help = match kind {
            Element::Li => Some(Text::new("`li` 放在 `ul` 或 `ol` 里", "`li` stands in `ul` or `ol`")),
            kind if kind.is_cell() => Some(Text::new("单元格放在 `tr` 里", "cells stand in `tr`")),
            _ => None,
        };
        self.report.error_with_help(Code::E207, element.span, message, help);
    }

    /// Reports text in a parent that holds only elements.
    pub fn refuse_text(&mut self, node: NodeId, parent: Element) {
        if self.dom.is_blank(node) {
            return;
        }
        let message = Text::new(
            format!("`{parent}` 里不能直接有文字"),
            format!("text cannot stand directly in `{parent}`"),
        );
        self.report.error(Code::E207, span_of(self.dom.node(node)), message);
    }

    /// Reports content in an element that must be empty.
    pub fn not_empty(&mut self, element: &Elem<'_>) {
        let kind = element.kind;
        let message = Text::new(format!("`{kind}` 里不能有内容"), format!("`{kind}` has no content"));
        self.report.error(Code::E207, element.span, message);
    }

    /// The text of an element, white space collapsed, for a running string.
    pub fn text_of(&self, node: NodeId) -> String {
        let mut text = String::new();
        self.append_text(node, &mut text);
        text.truncate(text.trim_end_matches(' ').len());
        text
    }

    fn append_text(&self, node: NodeId, text: &mut String) {
        let space = |text: &mut String| {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        };
        match self.dom.node(node) {
            Some(DomNode::Text(literal, _)) => {
                for c in literal.chars() {
                    if is_space(c) { space(text) } else { text.push(c) }
                }
            }
            Some(DomNode::Char(c, _)) if is_space(*c) => space(text),
            Some(DomNode::Char(c, _)) => text.push(*c),
            Some(DomNode::Element(Elem { kind: Element::Br, .. })) => space(text),
            _ => self.dom.children(node).iter().for_each(|&child| self.append_text(child, text)),
        }
    }
}
