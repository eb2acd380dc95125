//! Builds lists, with the marker of each item.

use std::sync::Arc;

use super::builder::{BlockBuilder, ContainingBlock};
use super::css::Computed;
use super::dom::{Elem, NodeId};
use super::margins;
use super::names::{Attribute, Element};
use super::styles::{box_style, insets, list_style};
use crate::diag::{Code, Span, Text};
use crate::tree::{
    Block, BoxStyle, Break, ItemId, List, ListId, ListItem, Origin, Paragraph, ParagraphId, Role, Section,
};
use crate::unit::{Abs, Sides};

impl BlockBuilder<'_> {
    pub fn list(
        &mut self,
        node: NodeId,
        style: &Arc<Computed>,
        room: &ContainingBlock,
        blocks: &mut Vec<Block>,
    ) {
        let Some(element) = self.dom.element(node) else { return };
        let items = self.items(element, style);
        let id = self.id(node);
        let frame = box_style(style, room.measure);
        self.check_room(node, insets(&frame), room);
        let inner = room.enclosed(room.inside(insets(&frame)).measure);
        let (start, start_span) = self.start(element);
        let first = items.first().map(|(_, style)| style.clone());
        let mut contents: Vec<Vec<Block>> = Vec::with_capacity(items.len());
        for (item, item_style) in &items {
            contents.push(self.item(*item, item_style, &inner));
        }
        margins::collapse_items(&mut contents, &mut self.styles);
        let Some(first) = first else {
            // A list without items shows nothing, but its id may be the target of links.
            let style = self.styles.boxes.share(BoxStyle::default());
            let empty = Section { is_nav: false, anchor: id, page: None, style, blocks: Vec::new() };
            return blocks.extend(empty.anchor.is_some().then_some(Block::Section(empty)));
        };
        let Some(counter) = self.sheet.counters.get(&first.list_style) else { return };
        let mut own = list_style(style, room.measure, counter, &first.text);
        let numbers = start..;
        let markers =
            |(number, blocks)| ListItem { id: ItemId::default(), marker: counter.marker(number), blocks };
        if start.checked_add(u32::try_from(contents.len()).unwrap_or(u32::MAX)).is_none() {
            let message = Text::new("编号过大", "the numbers become too large");
            return self.report.error(Code::E204, start_span, message);
        }
        let items = numbers.zip(contents).map(markers).collect();
        let wrapper = frame_of(&frame);
        if wrapper.is_some() {
            own.margin = Sides::default();
        }
        let list = Block::List(List {
            id: ListId::default(),
            anchor: id,
            style: self.styles.lists.share(own),
            start,
            items,
        });
        blocks.push(match wrapper {
            Some(wrapper) => {
                let style = self.styles.boxes.share(wrapper);
                Block::Section(Section { is_nav: false, anchor: None, page: None, style, blocks: vec![list] })
            }
            None => list,
        });
    }

    /// The list's items with their styles. Anything else in the list is reported.
    fn items(&mut self, list: &Elem<'_>, style: &Arc<Computed>) -> Vec<(NodeId, Arc<Computed>)> {
        let mut items: Vec<(NodeId, Arc<Computed>)> = Vec::new();
        for &child in &list.children.ids {
            match self.dom.element(child) {
                Some(element) if element.kind == Element::Li => {
                    let own = self.style(child, style);
                    if own.hidden {
                        continue;
                    }
                    self.note_strings(child, &own);
                    if items.first().is_some_and(|(_, first)| first.list_style != own.list_style) {
                        let message = Text::new(
                            "同一列表的各项要用同一种编号样式",
                            "all items of a list share one list-style-type",
                        );
                        self.report.error(Code::E229, element.span, message);
                    }
                    items.push((child, own));
                }
                Some(_) => self.misplaced(child, " `li`", "`li` only"),
                None => self.refuse_text(child, list.kind),
            }
        }
        items
    }

    fn item(&mut self, node: NodeId, style: &Arc<Computed>, room: &ContainingBlock) -> Vec<Block> {
        let frame = box_style(style, room.measure);
        let bare = BoxStyle {
            margin: Sides { left: Abs::ZERO, right: Abs::ZERO, ..frame.margin },
            ..BoxStyle::default()
        };
        let inner = room.enclosed(room.inside(insets(&frame)).measure);
        let mut blocks = self.blocks(node, style, &inner);
        self.fill(&mut blocks, style, &inner);
        let id = self.id(node);
        if frame != bare {
            margins::collapse(&mut blocks, &mut self.styles);
            let style = self.styles.boxes.share(frame);
            return vec![Block::Section(Section { is_nav: false, anchor: id, page: None, style, blocks })];
        }
        margins::collapse(&mut blocks, &mut self.styles);
        margins::surround(&mut blocks, frame.margin.top, frame.margin.bottom, &mut self.styles);
        match (id, blocks.first_mut()) {
            (Some(id), Some(Block::Paragraph(first))) if first.anchor.is_none() => {
                first.anchor = Some(id);
            }
            (Some(id), _) => {
                let style = self.styles.boxes.share(BoxStyle::default());
                return vec![Block::Section(Section {
                    is_nav: false,
                    anchor: Some(id),
                    page: None,
                    style,
                    blocks,
                })];
            }
            _ => {}
        }
        blocks
    }

    /// Adds an empty paragraph if there are no blocks.
    pub fn fill(&mut self, blocks: &mut Vec<Block>, style: &Arc<Computed>, room: &ContainingBlock) {
        if blocks.is_empty() {
            let style = self.styles.anonymous(style, room.measure);
            blocks.push(Block::Paragraph(Paragraph {
                id: ParagraphId::default(),
                role: Role::Body,
                anchor: None,
                style,
                inlines: Vec::new(),
                origin: Origin::default(),
            }));
        }
    }

    /// The first number, and its place.
    fn start(&mut self, list: &Elem<'_>) -> (u32, Span) {
        let Some(attribute) = list.get(Attribute::Start) else { return (1, list.span) };
        let number = attribute.value.trim().parse().ok();
        if number.is_none() {
            let message = Text::new("`start` 应为零或正整数", "`start` is a whole number from 0");
            self.report.error(Code::E204, attribute.span, message);
        }
        (number.unwrap_or(1), attribute.span)
    }
}

/// The box around a list, if it draws something or forces a break, which lists cannot. The left padding is the
/// list's indent and not the box's.
fn frame_of(frame: &BoxStyle) -> Option<BoxStyle> {
    let padding = Sides { left: Abs::ZERO, ..frame.padding };
    let drawn = frame.border != Sides::default() || frame.background.is_some() || padding != Sides::default();
    let breaks = frame.break_before != Break::Auto || frame.break_after != Break::Auto;
    (drawn || breaks).then(|| BoxStyle { padding, ..frame.clone() })
}
