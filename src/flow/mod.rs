//! Lowers blocks to pieces: the row of paragraphs, tables, rules and boxes that every writer reads.
//!
//! - Margins are summed up: what a section or a list has above and below is its first and last piece's.
//! - Sections that show nothing of their own are gone. One that shows (a border, a padding, a background) is one piece,
//!   with the pieces inside it.
//! - Each piece knows its place and its measure, what starts at it, and how strongly it stays with the next one.
//!
//! Tables are not opened: whoever writes one lowers its cells by [`cell()`].

mod measure;
mod pile;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use measure::{border_width, cell_insets};

use crate::tree::*;
use crate::unit::{Abs, Sides};
use measure::inset_left;
use pile::Pile;

/// A paragraph, a table, a rule or a box, with what stands around it.
#[derive(Clone, Debug)]
pub struct Piece<'t> {
    pub kind: Kind<'t>,
    /// From the flow's left edge to the content of what holds the piece, and from there to its right edge.
    pub left: Abs,
    pub right: Abs,
    /// The room above and below it, outside its borders and paddings. Rooms of neighbours add up.
    pub before: Abs,
    pub after: Abs,
    /// Whether a page break is asked for before it, and which page style its pages have. Another page style breaks
    /// the page, too.
    pub page_break: bool,
    pub page: Option<&'t Arc<str>>,
    /// How strongly it stays with the next piece.
    pub keep: Keep,
    /// Whether its lines, rows or pieces stay together.
    pub together: bool,
    /// The anchors of the sections and lists that begin with it, and its own.
    pub anchors: Vec<&'t Arc<str>>,
    /// The list items that begin with it, outer ones first.
    pub markers: Vec<Marker<'t>>,
    /// The table of contents that begins with it.
    pub contents: Option<&'t Section>,
    /// Whether a table of contents ends with it.
    pub ends_contents: bool,
}

#[derive(Clone, Debug)]
pub enum Kind<'t> {
    Paragraph {
        paragraph: &'t Paragraph,
        /// From the flow's left edge to its text.
        x: Abs,
        /// The width of its lines.
        measure: Abs,
    },
    Table {
        table: &'t Table,
        x: Abs,
    },
    Rule {
        rule: &'t Rule,
        x: Abs,
        width: Abs,
    },
    Box(BoxPiece<'t>),
    /// An empty line of that height: the marker of an item that shows nothing, or an anchor, stands beside it.
    Blank {
        height: Abs,
    },
}

/// A section that shows, with the pieces inside it. None may be there.
#[derive(Clone, Debug)]
pub struct BoxPiece<'t> {
    pub section: &'t Section,
    /// The outer edge of its border, from the flow's left edge.
    pub x: Abs,
    pub width: Abs,
    /// Their places count from the flow's left edge, too.
    pub pieces: Vec<Piece<'t>>,
}

/// A list item's marker.
#[derive(Clone, Copy, Debug)]
pub struct Marker<'t> {
    pub list: &'t List,
    pub item: &'t ListItem,
    /// Where it ends: the left edge of the item's content.
    pub x: Abs,
}

/// What stands against a page break between two pieces, from the weakest on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    #[default]
    Free,
    /// A box that stays together (`break-inside: avoid`), a merged label's room: given up where
    /// no page holds all of it.
    Together,
    /// A heading with its text, orphans and widows, a header row: given up last.
    Bound,
}

impl Keep {
    pub fn when(wanted: bool, strength: Keep) -> Keep {
        if wanted { strength } else { Keep::Free }
    }
}

/// A cell's content.
#[derive(Clone, Debug)]
pub struct CellFlow<'t> {
    /// The width of its content.
    pub measure: Abs,
    pub pieces: Vec<Piece<'t>>,
}

/// The pieces of a part.
pub fn part(part: &Part) -> Vec<Piece<'_>> {
    blocks(&part.blocks, &part.page_styles, part.page_styles.default.measure())
}

/// The content of one of a table's cells.
pub fn cell<'t>(table: &'t Table, cell: &'t Cell, styles: &PageStyles) -> CellFlow<'t> {
    let measure = measure::of_cell(table, cell);
    CellFlow { measure, pieces: blocks(&cell.blocks, styles, measure) }
}

/// The pieces of blocks in a flow of that width.
fn blocks<'t>(blocks: &'t [Block], styles: &PageStyles, measure: Abs) -> Vec<Piece<'t>> {
    let mut flow = Flow { styles, pile: Pile::default() };
    let place = Place { left: Abs::ZERO, right: Abs::ZERO, width: measure, page: None };
    flow.blocks(blocks, place);
    flow.pile.finish(place)
}

/// Where blocks stand: the content of what holds them.
#[derive(Clone, Copy)]
pub struct Place<'t> {
    left: Abs,
    right: Abs,
    width: Abs,
    page: Option<&'t Arc<str>>,
}

/// The walk through the blocks of a flow.
struct Flow<'s, 't> {
    styles: &'s PageStyles,
    pile: Pile<'t>,
}

impl<'t> Flow<'_, 't> {
    fn blocks(&mut self, blocks: &'t [Block], place: Place<'t>) {
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

    fn section(&mut self, section: &'t Section, place: Place<'t>) {
        let style = &*section.style;
        let borders = style.border.map(border_width);
        let page = section.page.as_ref().or(place.page);
        // Pages of another style have another measure.
        let measure = |page: Option<&Arc<str>>| self.styles.get(page.map(|name| &**name)).measure();
        let outer = place.width + measure(page) - measure(place.page) - style.margin.horizontal();
        let x = place.left + style.margin.left;
        let inner = Place {
            left: x + borders.left + style.padding.left,
            right: place.right + style.margin.right + borders.right + style.padding.right,
            width: outer - borders.horizontal() - style.padding.horizontal(),
            page,
        };
        self.pile.open(style.margin.top, style.break_before);
        self.pile.anchors.extend(&section.anchor);
        let first = self.pile.len();
        if shows(style) {
            // What waits for the next piece waits for the box.
            let outside = std::mem::take(&mut self.pile);
            self.blocks(&section.blocks, inner);
            let inside = std::mem::replace(&mut self.pile, outside);
            let (pieces, left_over) = self.pile.take_inside(inside);
            let kind = Kind::Box(BoxPiece { section, x, width: outer, pieces });
            self.pile.push(kind, Place { page, ..place });
            self.pile.wait(left_over);
        } else {
            self.blocks(&section.blocks, inner);
        }
        if section.is_nav {
            self.pile.mark_contents(first, section);
        }
        self.pile.close(first, style.keep_together, style.margin.bottom, style.break_after);
    }

    fn paragraph(&mut self, paragraph: &'t Paragraph, place: Place<'t>) {
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

    fn table(&mut self, table: &'t Table, place: Place<'t>) {
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
            self.paragraph(caption, Place { left: x, width, ..place });
        }
        self.pile.push(Kind::Table { table, x }, place);
        self.pile.close(first, style.keep_together, style.margin.bottom, style.break_after);
    }

    fn list(&mut self, list: &'t List, place: Place<'t>) {
        let style = &*list.style;
        let first = self.pile.len();
        self.pile.open(style.margin.top, Break::Auto);
        self.pile.anchors.extend(&list.anchor);
        let inner = Place {
            left: place.left + style.margin.left + style.indent,
            right: place.right + style.margin.right,
            width: place.width - style.margin.horizontal() - style.indent,
            page: place.page,
        };
        for item in &list.items {
            self.pile.markers.push(Marker { list, item, x: inner.left });
            self.blocks(&item.blocks, inner);
            if !self.pile.markers.is_empty() {
                // An item of empty boxes still has the room of its marker.
                self.pile.push(Kind::Blank { height: style.marker.size }, inner);
            }
        }
        self.pile.close(first, style.keep_together, style.margin.bottom, Break::Auto);
    }

    fn rule(&mut self, rule: &'t Rule, place: Place<'t>) {
        let style = &*rule.style;
        let first = self.pile.len();
        self.pile.open(style.margin.top, style.break_before);
        let x = place.left + style.margin.left;
        let width = place.width - style.margin.horizontal();
        self.pile.push(Kind::Rule { rule, x, width }, place);
        self.pile.close(first, false, style.margin.bottom, style.break_after);
    }
}

/// Whether a section shows something of its own.
fn shows(style: &BoxStyle) -> bool {
    let Sides { top, right, bottom, left } = style.border.map(border_width);
    let lines = top + right + bottom + left;
    style.background.is_some() || lines + style.padding.vertical() > Abs::ZERO
}
