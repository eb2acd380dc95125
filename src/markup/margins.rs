//! Collapses vertical margins (CSS 2.2 §8.3.1), so that in the tree they simply add up.
//!
//! Of the two margins between blocks the larger one stays, and the other becomes zero.
//! The margins of a box without border and padding move to its first and last block. If the box has a background
//! or lines at its sides, the margins of these blocks move to the box instead.
//! Nothing collapses across a forced page break.

use super::styles::PartStyles;
use crate::tree::{Block, BoxStyle, Break, Section};
use crate::unit::Abs;

#[derive(Clone, Copy, PartialEq)]
enum BlockEdge {
    Top,
    Bottom,
}

use BlockEdge::{Bottom, Top};

/// Collapses the margins of the blocks in one box.
pub fn collapse(blocks: &mut [Block], styles: &mut PartStyles) {
    for block in &mut *blocks {
        settle(block, styles);
    }
    for index in 1..blocks.len() {
        let Some([before, after]) = blocks.get_mut(index - 1..=index) else { continue };
        collapse_pair(before, after, styles);
    }
}

fn collapse_pair(before: &mut Block, after: &mut Block, styles: &mut PartStyles) {
    if breaks(before, Bottom) || breaks(after, Top) || page(before) != page(after) {
        return;
    }
    if margin(before, Bottom) >= margin(after, Top) {
        set_margin(after, Top, Abs::ZERO, styles);
    } else {
        set_margin(before, Bottom, Abs::ZERO, styles);
    }
}

/// Collapses the margins between the items of a list.
pub fn collapse_items(items: &mut [Vec<Block>], styles: &mut PartStyles) {
    for index in 1..items.len() {
        let Some([before, after]) = items.get_mut(index - 1..=index) else { continue };
        if let (Some(before), Some(after)) = (before.last_mut(), after.first_mut()) {
            collapse_pair(before, after, styles);
        }
    }
}

/// Collapses a box's margins with those of its first and last block: the larger one stays on the block.
pub fn surround(blocks: &mut [Block], top: Abs, bottom: Abs, styles: &mut PartStyles) {
    if let Some(first) = blocks.first_mut()
        && margin(first, Top) < top
    {
        set_margin(first, Top, top, styles);
    }
    if let Some(last) = blocks.last_mut()
        && margin(last, Bottom) < bottom
    {
        set_margin(last, Bottom, bottom, styles);
    }
}

/// Collapses a block's margins with those of the blocks in it.
fn settle(block: &mut Block, styles: &mut PartStyles) {
    match block {
        Block::Section(section) if section.blocks.is_empty() => {
            // An empty box has nothing between its margins, so they are one margin.
            if is_open(&section.style, Top) && is_open(&section.style, Bottom) {
                let larger = section.style.margin.top.max(section.style.margin.bottom);
                set_box(section, Top, larger, styles);
                set_box(section, Bottom, Abs::ZERO, styles);
            }
        }
        Block::Section(_) | Block::List(_) => {
            for edge in [Top, Bottom] {
                let joined = margin(block, edge);
                set_margin(block, edge, joined, styles);
            }
        }
        Block::Paragraph(_) | Block::Table(_) | Block::Rule(_) => {}
    }
}

/// Whether no padding or border stands between a box's margin and its content's at that edge.
fn is_open(style: &BoxStyle, edge: BlockEdge) -> bool {
    match edge {
        Top => style.padding.top == Abs::ZERO && style.border.top.is_none(),
        Bottom => style.padding.bottom == Abs::ZERO && style.border.bottom.is_none(),
    }
}

fn end(blocks: &[Block], edge: BlockEdge) -> Option<&Block> {
    if edge == Top { blocks.first() } else { blocks.last() }
}

fn end_mut(blocks: &mut [Block], edge: BlockEdge) -> Option<&mut Block> {
    if edge == Top { blocks.first_mut() } else { blocks.last_mut() }
}

fn of(margin: &crate::unit::Sides<Abs>, edge: BlockEdge) -> Abs {
    if edge == Top { margin.top } else { margin.bottom }
}

/// The collapsed margin at a block's edge.
fn margin(block: &Block, edge: BlockEdge) -> Abs {
    let inner = |blocks: &[Block]| end(blocks, edge).map_or(Abs::ZERO, |block| margin(block, edge));
    match block {
        Block::Paragraph(paragraph) => of(&paragraph.style.margin, edge),
        Block::Table(table) => of(&table.style.margin, edge),
        Block::Rule(rule) => of(&rule.style.margin, edge),
        Block::Section(section) => {
            let own = of(&section.style.margin, edge);
            if is_open(&section.style, edge) { own.max(inner(&section.blocks)) } else { own }
        }
        Block::List(list) => {
            let item = if edge == Top { list.items.first() } else { list.items.last() };
            let inside = item.map_or(Abs::ZERO, |item| inner(&item.blocks));
            of(&list.style.margin, edge).max(inside)
        }
    }
}

fn set_margin(block: &mut Block, edge: BlockEdge, value: Abs, styles: &mut PartStyles) {
    match block {
        Block::Paragraph(paragraph) => {
            let (mut top, mut bottom) = (paragraph.style.margin.top, paragraph.style.margin.bottom);
            *(if edge == Top { &mut top } else { &mut bottom }) = value;
            paragraph.style = styles.with_margins(&paragraph.style, top, bottom);
        }
        Block::Table(table) => {
            let mut style = (*table.style).clone();
            *(if edge == Top { &mut style.margin.top } else { &mut style.margin.bottom }) = value;
            table.style = styles.tables.share(style);
        }
        Block::Rule(rule) => {
            let mut style = (*rule.style).clone();
            *(if edge == Top { &mut style.margin.top } else { &mut style.margin.bottom }) = value;
            rule.style = styles.boxes.share(style);
        }
        Block::Section(section) => set_section(section, edge, value, styles),
        Block::List(list) => {
            if of(&list.style.margin, edge) != Abs::ZERO {
                let mut style = (*list.style).clone();
                *(if edge == Top { &mut style.margin.top } else { &mut style.margin.bottom }) = Abs::ZERO;
                list.style = styles.lists.share(style);
            }
            let item = if edge == Top { list.items.first_mut() } else { list.items.last_mut() };
            if let Some(inner) = item.and_then(|item| end_mut(&mut item.blocks, edge)) {
                set_margin(inner, edge, value, styles);
            }
        }
    }
}

fn set_section(section: &mut Section, edge: BlockEdge, value: Abs, styles: &mut PartStyles) {
    let open = is_open(&section.style, edge);
    match end_mut(&mut section.blocks, edge) {
        // The background must not reach over the margin, so the margin stands outside.
        Some(inner) if open && shows(&section.style) => {
            set_margin(inner, edge, Abs::ZERO, styles);
            set_box(section, edge, value, styles);
        }
        Some(inner) if open => {
            set_margin(inner, edge, value, styles);
            set_box(section, edge, Abs::ZERO, styles);
        }
        _ => set_box(section, edge, value, styles),
    }
}

/// Whether a reader sees the height of a box that has no border or padding above or below: by its background or the
/// lines at its sides.
fn shows(style: &BoxStyle) -> bool {
    style.background.is_some() || style.border.left.is_some() || style.border.right.is_some()
}

fn set_box(section: &mut Section, edge: BlockEdge, value: Abs, styles: &mut PartStyles) {
    if of(&section.style.margin, edge) == value {
        return;
    }
    let mut style = (*section.style).clone();
    *(if edge == Top { &mut style.margin.top } else { &mut style.margin.bottom }) = value;
    section.style = styles.boxes.share(style);
}

/// Whether a page break is forced at a block's edge, by the block or by one at that edge inside it.
fn breaks(block: &Block, edge: BlockEdge) -> bool {
    let forced = |before: Break, after: Break| (if edge == Top { before } else { after }) == Break::Page;
    match block {
        Block::Paragraph(p) => forced(p.style.break_before, p.style.break_after),
        Block::Table(table) => forced(table.style.break_before, table.style.break_after),
        Block::Rule(rule) => forced(rule.style.break_before, rule.style.break_after),
        Block::Section(section) => {
            forced(section.style.break_before, section.style.break_after)
                || end(&section.blocks, edge).is_some_and(|block| breaks(block, edge))
        }
        Block::List(_) => false,
    }
}

/// The page style that a block asks for, if it does.
fn page(block: &Block) -> Option<&str> {
    match block {
        Block::Section(section) => section.page.as_deref(),
        _ => None,
    }
}
