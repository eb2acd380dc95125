//! Lowers blocks to pieces: a flat list of paragraphs, tables, rules and boxes that every writer reads.
//!
//! - Margins are summed up: the margins of a section or a list become space above its first piece and below its last.
//! - A section without border, padding and background leaves no piece of its own. Any other section is one piece that
//!   holds its pieces.
//! - Each piece knows its position and its measure, what starts at it, and how strongly it is kept with the next one.
//!
//! Tables stay closed: a writer lowers their cells with [`cell()`].

mod measure;
mod piece;
mod pile;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use measure::{border_width, cell_insets};
pub use piece::{BoxPiece, Keep, Kind, Marker, Piece};

use crate::tree::*;
use crate::unit::{Abs, Sides};
use measure::inset_left;
use piece::FlowPlace;
use pile::Pile;

/// A cell's content.
#[derive(Clone, Debug)]
pub struct CellFlow<'t> {
    /// The width of its content.
    pub measure: Abs,
    pub pieces: Vec<Piece<'t>>,
}

/// Lowers a part to its pieces.
pub fn part(part: &Part) -> Vec<Piece<'_>> {
    blocks(&part.blocks, &part.page_styles, part.page_styles.default.measure())
}

/// Lowers the content of a table cell.
pub fn cell<'t>(table: &'t Table, cell: &'t Cell, styles: &PageStyles) -> CellFlow<'t> {
    let measure = measure::of_cell(table, cell);
    CellFlow { measure, pieces: blocks(&cell.blocks, styles, measure) }
}

/// The pieces of blocks in a flow of that width.
fn blocks<'t>(blocks: &'t [Block], styles: &PageStyles, measure: Abs) -> Vec<Piece<'t>> {
    let mut flow = Flow { styles, pile: Pile::default() };
    let place = FlowPlace { left: Abs::ZERO, right: Abs::ZERO, width: measure, page: None };
    flow.blocks(blocks, place);
    flow.pile.finish(place)
}

/// Walks through the blocks of a flow.
struct Flow<'s, 't> {
    styles: &'s PageStyles,
    pile: Pile<'t>,
}

impl<'t> Flow<'_, 't> {
    fn blocks(&mut self, blocks: &'t [Block], place: FlowPlace<'t>) {
        for block in blocks {
            match block {
                Block::Section(section) => self.section(section, place),
                Block::Paragraph(paragraph) => self.paragraph(paragraph, place),
                Block::Table(table) => self.table(table, place),
                Block::List(list) => self.list(list, place),
                Block::Rule(rule) => self.rule(rule, place),
            }
        }
    }

    fn section(&mut self, section: &'t Section, place: FlowPlace<'t>) {
        let style = &*section.style;
        let borders = style.border.map(border_width);
        let page = section.page.as_ref().or(place.page);
        // Pages of another style have another measure, so the width changes by the difference.
        let measure = |page: Option<&Arc<str>>| self.styles.get(page.map(|name| &**name)).measure();
        let outer = place.width + measure(page) - measure(place.page) - style.margin.horizontal();
        let x = place.left + style.margin.left;
        let inner = FlowPlace {
            left: x + borders.left + style.padding.left,
            right: place.right + style.margin.right + borders.right + style.padding.right,
            width: outer - borders.horizontal() - style.padding.horizontal(),
            page,
        };
        self.pile.open(style.margin.top, style.break_before);
        self.pile.anchors.extend(&section.anchor);
        let first = self.pile.len();
        if shows(style) {
            // Space, anchors and markers that wait for the next piece belong to the box, not to what is inside it.
            let outside = std::mem::take(&mut self.pile);
            self.blocks(&section.blocks, inner);
            let inside = std::mem::replace(&mut self.pile, outside);
            let (pieces, left_over) = self.pile.take_inside(inside);
            let kind = Kind::Box(BoxPiece { section, x, width: outer, pieces });
            self.pile.push(kind, FlowPlace { page, ..place });
            self.pile.wait(left_over);
        } else {
            self.blocks(&section.blocks, inner);
        }
        if section.is_nav {
            self.pile.mark_contents(first, section);
        }
        self.pile.close(first, style.keep_together, style.margin.bottom, style.break_after);
    }

    fn paragraph(&mut self, paragraph: &'t Paragraph, place: FlowPlace<'t>) {
        let style = &*paragraph.style;
        let first = self.pile.len();
        self.pile.open(style.margin.top, style.break_before);
        self.pile.anchors.extend(&paragraph.anchor);
        let x = place.left + inset_left(style);
        let measure = measure::of_paragraph(style, place.width);
        self.pile.push(Kind::Paragraph { paragraph, x, measure }, place);
        let keeps_next = matches!(paragraph.role, Role::Heading(_) | Role::Caption);
        let after = if keeps_next { Break::Avoid } else { style.break_after };
        self.pile.close(first, style.keep_together, style.margin.bottom, after);
    }

    fn table(&mut self, table: &'t Table, place: FlowPlace<'t>) {
        let style = &*table.style;
        let width = table.width();
        let slack = place.width - style.margin.horizontal() - width;
        let shift = match style.align {
            Align::Center => slack / 2.0,
            Align::Right => slack,
            Align::Left | Align::Justify => Abs::ZERO,
        };
        let first = self.pile.len();
        self.pile.open(style.margin.top, style.break_before);
        self.pile.anchors.extend(&table.anchor);
        let x = place.left + style.margin.left + shift;
        if let Some(caption) = &table.caption {
            self.paragraph(caption, FlowPlace { left: x, width, ..place });
        }
        self.pile.push(Kind::Table { table, x }, place);
        self.pile.close(first, style.keep_together, style.margin.bottom, style.break_after);
    }

    fn list(&mut self, list: &'t List, place: FlowPlace<'t>) {
        let style = &*list.style;
        let first = self.pile.len();
        self.pile.open(style.margin.top, Break::Auto);
        self.pile.anchors.extend(&list.anchor);
        let inner = FlowPlace {
            left: place.left + style.margin.left + style.indent,
            right: place.right + style.margin.right,
            width: place.width - style.margin.horizontal() - style.indent,
            page: place.page,
        };
        for item in &list.items {
            self.pile.markers.push(Marker { list, item, x: inner.left });
            self.blocks(&item.blocks, inner);
            if !self.pile.markers.is_empty() {
                // The item holds nothing that shows, but its marker still needs a line.
                self.pile.push(Kind::Blank { height: style.marker.size }, inner);
            }
        }
        self.pile.close(first, style.keep_together, style.margin.bottom, Break::Auto);
    }

    fn rule(&mut self, rule: &'t Rule, place: FlowPlace<'t>) {
        let style = &*rule.style;
        let first = self.pile.len();
        self.pile.open(style.margin.top, style.break_before);
        let x = place.left + style.margin.left;
        let width = place.width - style.margin.horizontal();
        self.pile.push(Kind::Rule { rule, x, width }, place);
        self.pile.close(first, false, style.margin.bottom, style.break_after);
    }
}

/// Whether a section has a background, a border, or a vertical padding.
fn shows(style: &BoxStyle) -> bool {
    let Sides { top, right, bottom, left } = style.border.map(border_width);
    let lines = top + right + bottom + left;
    style.background.is_some() || lines + style.padding.vertical() > Abs::ZERO
}
