//! Builds blocks from elements: sections, paragraphs and rules; lists and tables have files of their own.

use std::collections::HashSet;
use std::sync::Arc;

use super::PartInput;
use super::cascade::Cascade;
use super::css::Computed;
use super::css::StyleSheet;
use super::dom::{Dom, Elem, Node, NodeId};
use super::inline::{Content, Line, origin_of, span_of};
use super::margins;
use super::names::{Attribute, Element};
use super::report::Report;
use super::styles::{Styles, box_style, insets};
use crate::diag::{Code, Text, nearest};
use crate::tree::{
    Block, BoxStyle, Paragraph, ParagraphId, ParagraphStyle, Role, Rule, Section, identify, push_sparing,
};
use crate::unit::Abs;

/// Builds one part.
pub struct Builder<'a> {
    pub dom: &'a Dom<'a>,
    pub input: &'a PartInput<'a>,
    pub sheet: &'a StyleSheet,
    pub styles: Styles,
    pub report: Report,
    /// The paragraph at hand.
    pub line: Line,
    cascade: Cascade<'a>,
    pub own_ids: HashSet<&'a str>,
    /// Running strings that `string-set` has set; the first on a part counts.
    set_strings: Vec<(Arc<str>, String)>,
}

/// The room that blocks stand in.
#[derive(Clone)]
pub struct Room {
    /// The width for content.
    pub measure: Abs,
    /// What boxes around have taken from the page's measure.
    insets: Abs,
    /// The page style in force.
    page: Option<Arc<str>>,
    /// Whether another page style may begin here: not in cells and lists.
    in_flow: bool,
}

impl Room {
    /// The room inside a box that takes `insets` from the width.
    pub fn inside(&self, insets: Abs) -> Room {
        // Content always has some width; where a box leaves none, that is reported once.
        let measure = (self.measure - insets).max(Abs::pt(1.0));
        Room { measure, insets: self.insets + insets, ..self.clone() }
    }

    /// The room of a list item or a cell.
    pub fn enclosed(&self, measure: Abs) -> Room {
        Room { measure, insets: Abs::ZERO, page: self.page.clone(), in_flow: false }
    }
}

impl<'a> Builder<'a> {
    pub fn new(
        dom: &'a Dom<'a>,
        sheet: &'a StyleSheet,
        input: &'a PartInput<'a>,
        report: Report,
    ) -> Builder<'a> {
        Builder::with(dom, input, report, Cascade::new(sheet, true))
    }

    /// A builder of specimens, whose elements do not count as uses of the sheet's rules.
    pub fn of_specimens(
        dom: &'a Dom<'a>,
        sheet: &'a StyleSheet,
        input: &'a PartInput<'a>,
        report: Report,
    ) -> Builder<'a> {
        Builder::with(dom, input, report, Cascade::new(sheet, false))
    }

    fn with(dom: &'a Dom<'a>, input: &'a PartInput<'a>, report: Report, cascade: Cascade<'a>) -> Builder<'a> {
        let sheet = cascade.sheet;
        Builder {
            dom,
            input,
            sheet,
            styles: Styles::default(),
            report,
            line: Line::default(),
            cascade,
            own_ids: HashSet::new(),
            set_strings: Vec::new(),
        }
    }

    /// Gathers the part's ids: none empty, none twice.
    pub fn check_ids(&mut self) {
        for element in self.dom.elements() {
            let Some(id) = element.get(Attribute::Id) else { continue };
            let message = if id.value.is_empty() || id.value.contains(char::is_whitespace) {
                Text::new("标识不能为空，也不能含空格", "an id is neither empty nor does it hold spaces")
            } else if !self.own_ids.insert(&id.value) {
                Text::new(
                    format!("标识 `{}` 用了两次", id.value),
                    format!("the id `{}` is used twice", id.value),
                )
            } else {
                continue;
            };
            self.report.error(Code::E211, id.span, message);
        }
    }

    pub fn is_anchor(&self, id: &str) -> bool {
        self.own_ids.contains(id) || self.input.anchors.is_some_and(|anchors| anchors.contains(id))
    }

    pub fn nearest_anchor(&self, id: &str) -> Option<String> {
        let mut known: Vec<&str> = self.own_ids.iter().copied().collect();
        known.sort_unstable();
        nearest(id, known).map(|id| format!("#{id}"))
    }

    /// The blocks of the whole part.
    pub fn part(&mut self) -> Vec<Block> {
        let root = self.sheet.root.clone();
        let measure = self.sheet.page_styles.default.measure();
        let room = Room { measure, insets: Abs::ZERO, page: None, in_flow: true };
        let mut blocks = self.blocks(0, &root, &room);
        margins::collapse(&mut blocks, &mut self.styles);
        identify(&mut blocks);
        blocks
    }

    /// The blocks of the whole part, each with the margins that it asks for.
    pub fn uncollapsed(&mut self) -> Vec<Block> {
        let root = self.sheet.root.clone();
        let measure = self.sheet.page_styles.default.measure();
        self.blocks(0, &root, &Room { measure, insets: Abs::ZERO, page: None, in_flow: true })
    }

    pub fn finish(self) -> (Vec<(Arc<str>, String)>, Report) {
        let mut strings = self.set_strings;
        for (name, value) in &self.input.strings {
            if !strings.iter().any(|(known, _)| known == name) {
                strings.push((name.clone(), value.clone()));
            }
        }
        strings.sort();
        (strings, self.report)
    }

    /// The computed style of an element.
    pub fn style(&mut self, node: NodeId, parent: &Computed) -> Arc<Computed> {
        self.cascade.style(self.dom, node, parent, &mut self.report)
    }

    /// The blocks that an element holds; text between them makes paragraphs of its own.
    /// Their margins are not collapsed yet.
    pub fn blocks(&mut self, parent: NodeId, style: &Arc<Computed>, room: &Room) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose: Vec<NodeId> = Vec::new();
        for &child in self.dom.children(parent) {
            match self.dom.kind(child) {
                Some(kind) if !kind.is_inline() => {
                    self.loose_text(&mut loose, style, room, &mut blocks);
                    self.block(child, kind, style, room, &mut blocks);
                }
                _ => loose.push(child),
            }
        }
        self.loose_text(&mut loose, style, room, &mut blocks);
        blocks
    }

    fn loose_text(
        &mut self,
        nodes: &mut Vec<NodeId>,
        style: &Arc<Computed>,
        room: &Room,
        blocks: &mut Vec<Block>,
    ) {
        if nodes.iter().any(|&node| !self.dom.is_blank(node)) {
            let origin = nodes.iter().find(|&&node| !self.dom.is_blank(node));
            let origin = origin_of(origin.and_then(|&node| self.dom.node(node)));
            let Content { inlines, id } = self.inlines(nodes, style, room.measure, None);
            if !inlines.is_empty() || id.is_some() {
                let style = self.styles.anonymous(style, room.measure);
                let paragraph = Paragraph {
                    id: ParagraphId::default(),
                    role: Role::Body,
                    anchor: id,
                    style,
                    inlines,
                    origin,
                };
                push_sparing(blocks, Block::Paragraph(paragraph));
            }
        }
        nodes.clear();
    }

    fn block(
        &mut self,
        node: NodeId,
        kind: Element,
        parent: &Arc<Computed>,
        room: &Room,
        blocks: &mut Vec<Block>,
    ) {
        if !kind.is_block() {
            return self.misplaced(node, "块级内容", "block content");
        }
        let style = self.style(node, parent);
        if style.hidden {
            return;
        }
        self.note_strings(node, &style);
        match kind {
            Element::Section | Element::Nav => {
                let section = self.section(node, &style, room);
                blocks.extend(section.map(Block::Section));
            }
            _ => match self.own_page(node, &style, room) {
                // Only sections carry a page style: this block gets one around it.
                Some(inner) => {
                    let mut inside = Vec::new();
                    self.plain_block(node, kind, &style, &inner, &mut inside);
                    let style = self.styles.boxes.share(BoxStyle::default());
                    blocks.push(Block::Section(Section {
                        is_nav: false,
                        anchor: None,
                        page: inner.page,
                        style,
                        blocks: inside,
                    }));
                }
                None => self.plain_block(node, kind, &style, room, blocks),
            },
        }
    }

    fn plain_block(
        &mut self,
        node: NodeId,
        kind: Element,
        style: &Arc<Computed>,
        room: &Room,
        blocks: &mut Vec<Block>,
    ) {
        match kind {
            Element::Hr => {
                if let Some(element) =
                    self.dom.element(node).filter(|element| !element.children.ids.is_empty())
                {
                    self.not_empty(element);
                }
                let style = self.styles.boxes.share(box_style(style, room.measure));
                blocks.push(Block::Rule(Rule { style }));
            }
            Element::Ul | Element::Ol => self.list(node, style, room, blocks),
            Element::Table => blocks.extend(self.table(node, style, room).map(Block::Table)),
            _ => {
                let role = kind.heading_level().map_or(Role::Body, Role::Heading);
                let paragraph = self.paragraph(node, role, style, room);
                // As in CSS, a paragraph without content takes no room.
                if !paragraph.inlines.is_empty() || paragraph.anchor.is_some() {
                    push_sparing(blocks, Block::Paragraph(paragraph));
                }
            }
        }
    }

    pub fn paragraph(&mut self, node: NodeId, role: Role, style: &Arc<Computed>, room: &Room) -> Paragraph {
        let own = self.styles.paragraph(style, room.measure, role == Role::Body);
        let measure = self.inner_measure(node, &own, room);
        let id = self.id(node);
        let Content { inlines, id } = self.inlines(self.dom.children(node), style, measure, id);
        Paragraph {
            id: ParagraphId::default(),
            role,
            anchor: id,
            style: own,
            inlines,
            origin: origin_of(self.dom.node(node)),
        }
    }

    fn inner_measure(&mut self, node: NodeId, style: &ParagraphStyle, room: &Room) -> Abs {
        let sides = BoxStyle {
            margin: style.margin,
            padding: style.padding,
            border: style.border,
            ..BoxStyle::default()
        };
        let taken = insets(&sides);
        self.check_room(node, taken, room);
        room.inside(taken).measure
    }

    /// Reports a box whose margins, borders and padding leave nothing for its content.
    pub fn check_room(&mut self, node: NodeId, taken: Abs, room: &Room) {
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

    fn section(&mut self, node: NodeId, style: &Arc<Computed>, room: &Room) -> Option<Section> {
        let outer = self.own_page(node, style, room).unwrap_or_else(|| room.clone());
        let own = box_style(style, outer.measure);
        let taken = insets(&own);
        self.check_room(node, taken, &outer);
        let mut blocks = self.blocks(node, style, &outer.inside(taken));
        margins::collapse(&mut blocks, &mut self.styles);
        let id = self.id(node);
        // A section without content and without a box shows nothing.
        if blocks.is_empty() && id.is_none() && own == BoxStyle::default() {
            return None;
        }
        let is_nav = matches!(self.dom.node(node), Some(Node::Element(Elem { kind: Element::Nav, .. })));
        let style = self.styles.boxes.share(own);
        Some(Section { is_nav, anchor: id, page: outer.page, style, blocks })
    }

    /// The room on the pages that an element asks for, if it asks for others than those it stands on.
    fn own_page(&mut self, node: NodeId, style: &Computed, room: &Room) -> Option<Room> {
        let page = style.page.clone().filter(|_| style.page != room.page)?;
        if !room.in_flow {
            let message =
                Text::new("`page` 在表格和列表里不起作用", "`page` has no effect inside tables and lists");
            self.report.error(Code::E229, span_of(self.dom.node(node)), message);
            return None;
        }
        let measure = self.sheet.page_styles.get(Some(&page)).measure() - room.insets;
        Some(Room { measure: measure.max(Abs::pt(1.0)), page: Some(page), ..room.clone() })
    }

    pub fn id(&self, node: NodeId) -> Option<Arc<str>> {
        self.dom.element(node).and_then(|element| element.attribute(Attribute::Id)).map(Arc::from)
    }

    /// Takes an element's text for the running strings that it sets.
    pub fn note_strings(&mut self, node: NodeId, style: &Computed) {
        for name in style.strings.iter() {
            if !self.set_strings.iter().any(|(known, _)| known == name) {
                let text = self.text_of(node);
                self.set_strings.push((name.clone(), text));
            }
        }
    }

    /// The complaint that an element stands where its kind cannot.
    pub fn misplaced(&mut self, node: NodeId, zh: &str, en: &str) {
        let Some(Node::Element(element)) = self.dom.node(node) else { return };
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

    /// Reports text where only elements can stand.
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
}
