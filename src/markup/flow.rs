//! Builds blocks from elements: sections, paragraphs and rules; lists and tables have files of their own.

use std::sync::Arc;

use super::builder::{BlockBuilder, ContainingBlock};
use super::css::Computed;
use super::dom::{DomNode, Elem, NodeId, origin_of, span_of};
use super::margins;
use super::names::Element;
use super::runs::ParagraphContent;
use super::styles::{box_style, insets};
use crate::diag::{Code, Text};
use crate::tree::{
    Block, BoxStyle, Paragraph, ParagraphId, ParagraphStyle, Role, Rule, Section, identify, push_sparing,
};
use crate::unit::Abs;

impl BlockBuilder<'_> {
    /// The blocks of the whole part.
    pub fn part(&mut self) -> Vec<Block> {
        let mut blocks = self.uncollapsed();
        margins::collapse(&mut blocks, &mut self.styles);
        identify(&mut blocks);
        blocks
    }

    /// The blocks of the whole part before their margins collapse.
    pub fn uncollapsed(&mut self) -> Vec<Block> {
        let root = self.sheet.root.clone();
        let measure = self.sheet.page_styles.default.measure();
        self.blocks(0, &root, &ContainingBlock { measure, insets: Abs::ZERO, page: None, in_flow: true })
    }

    /// The blocks in an element. Text between them becomes paragraphs. Margins are not collapsed yet.
    pub fn blocks(&mut self, parent: NodeId, style: &Arc<Computed>, room: &ContainingBlock) -> Vec<Block> {
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
        room: &ContainingBlock,
        blocks: &mut Vec<Block>,
    ) {
        if nodes.iter().any(|&node| !self.dom.is_blank(node)) {
            let origin = nodes.iter().find(|&&node| !self.dom.is_blank(node));
            let origin = origin_of(origin.and_then(|&node| self.dom.node(node)));
            let ParagraphContent { inlines, id } = self.inlines(nodes, style, room.measure, None);
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
        room: &ContainingBlock,
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
                // Only sections have a page style, so a section is put around this block.
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
        room: &ContainingBlock,
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

    pub fn paragraph(
        &mut self,
        node: NodeId,
        role: Role,
        style: &Arc<Computed>,
        room: &ContainingBlock,
    ) -> Paragraph {
        let own = self.styles.paragraph(style, room.measure, role == Role::Body);
        let measure = self.inner_measure(node, &own, room);
        let id = self.id(node);
        let ParagraphContent { inlines, id } = self.inlines(self.dom.children(node), style, measure, id);
        Paragraph {
            id: ParagraphId::default(),
            role,
            anchor: id,
            style: own,
            inlines,
            origin: origin_of(self.dom.node(node)),
        }
    }

    fn inner_measure(&mut self, node: NodeId, style: &ParagraphStyle, room: &ContainingBlock) -> Abs {
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

    fn section(&mut self, node: NodeId, style: &Arc<Computed>, room: &ContainingBlock) -> Option<Section> {
        let outer = self.own_page(node, style, room).unwrap_or_else(|| room.clone());
        let own = box_style(style, outer.measure);
        let taken = insets(&own);
        self.check_room(node, taken, &outer);
        let mut blocks = self.blocks(node, style, &outer.inside(taken));
        margins::collapse(&mut blocks, &mut self.styles);
        let id = self.id(node);
        // A section without content, anchor or box shows nothing.
        if blocks.is_empty() && id.is_none() && own == BoxStyle::default() {
            return None;
        }
        let is_nav = matches!(self.dom.node(node), Some(DomNode::Element(Elem { kind: Element::Nav, .. })));
        let style = self.styles.boxes.share(own);
        Some(Section { is_nav, anchor: id, page: outer.page, style, blocks })
    }

    /// The box of other pages, if an element asks for a page style that is not in force.
    fn own_page(
        &mut self,
        node: NodeId,
        style: &Computed,
        room: &ContainingBlock,
    ) -> Option<ContainingBlock> {
        let page = style.page.clone().filter(|_| style.page != room.page)?;
        if !room.in_flow {
            let message =
                Text::new("`page` 在表格和列表里不起作用", "`page` has no effect inside tables and lists");
            self.report.error(Code::E229, span_of(self.dom.node(node)), message);
            return None;
        }
        let measure = self.sheet.page_styles.get(Some(&page)).measure() - room.insets;
        Some(ContainingBlock { measure: measure.max(Abs::pt(1.0)), page: Some(page), ..room.clone() })
    }
}
