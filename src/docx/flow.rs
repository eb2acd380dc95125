//! Flattens blocks into the row of paragraphs and tables that Word knows.
//!
//! Word has no boxes around blocks. What sections and lists say is handed down to their
//! content: indents, shading and borders to each piece, margins and breaks to the first and
//! the last. Margins of boxes that touch collapse, as in CSS 2.1 §8.3.1.

use std::sync::Arc;

use crate::tree::{
    Block, Border, BoxStyle, Break, Inline, List, ListItem, Paragraph, Role, Rule, Section, Table,
};
use crate::unit::{Abs, Color, Sides};

use super::paragraph::inset;

/// A paragraph or a table, with what stands around it.
pub struct Piece<'a> {
    pub kind: Kind<'a>,
    pub frame: Frame,
    /// The room above and below, collapsed with that of the boxes around.
    pub before: Abs,
    pub after: Abs,
    /// The list item that it begins.
    pub number: Option<Number<'a>>,
    /// The name of its page style.
    pub page: Option<&'a str>,
    pub page_break: bool,
    pub keep_next: bool,
    pub keep_lines: bool,
    /// The ids of the sections and lists that begin with it.
    pub anchors: Vec<&'a Arc<str>>,
    /// The table of contents that begins with it.
    pub contents: Option<&'a Section>,
    /// Whether a table of contents ends with it.
    pub ends_contents: bool,
}

#[derive(Clone, Copy)]
pub enum Kind<'a> {
    Paragraph(&'a Paragraph),
    Table(&'a Table),
    Rule(&'a Rule),
    /// An empty line that carries a list item's number, where the item begins with no paragraph.
    Marker,
}

/// What the boxes around a piece hand down.
#[derive(Clone, Copy, Default)]
pub struct Frame {
    pub left: Abs,
    pub right: Abs,
    pub background: Option<Color>,
    /// The lines of the nearest section that has some, and their distance.
    pub border: Sides<Option<Border>>,
    pub padding: Sides<Abs>,
}

/// A list item's place.
#[derive(Clone, Copy)]
pub struct Number<'a> {
    pub list: &'a List,
    pub level: u8,
    pub item: &'a ListItem,
}

/// The deepest list that Word numbers, from 0.
pub const MAX_LEVEL: u8 = 8;

/// The pieces of a flow: of a part, or of a table cell.
pub fn flatten(blocks: &[Block]) -> Vec<Piece<'_>> {
    let mut flow = Flow { pieces: Vec::with_capacity(blocks.len()), anchors: Vec::new(), page_break: false };
    flow.blocks(blocks, &Context::default());
    flow.pieces
}

/// Where the walk is.
#[derive(Clone, Default)]
struct Context<'a> {
    frame: Frame,
    page: Option<&'a str>,
    /// How many lists are around.
    depth: u8,
}

struct Flow<'a> {
    pieces: Vec<Piece<'a>>,
    /// Ids that wait for the next piece.
    anchors: Vec<&'a Arc<str>>,
    /// A page break that waits for the next piece.
    page_break: bool,
}

impl<'a> Flow<'a> {
    fn blocks(&mut self, blocks: &'a [Block], context: &Context<'a>) {
        for block in blocks {
            match block {
                Block::Section(section) => self.section(section, context),
                Block::Paragraph(paragraph) => self.paragraph(paragraph, context),
                Block::Table(table) => self.table(table, context),
                Block::List(list) => self.list(list, context),
                Block::Rule(rule) => self.rule(rule, context),
            }
        }
    }

    fn section(&mut self, section: &'a Section, context: &Context<'a>) {
        let style = &*section.style;
        self.anchors.extend(&section.id);
        let mut inner = context.clone();
        inner.page = section.page.as_deref().or(context.page);
        inner.frame.left += style.margin.left + inset(style.border.left, style.padding.left);
        inner.frame.right += style.margin.right + inset(style.border.right, style.padding.right);
        inner.frame.background = style.background.or(context.frame.background);
        if style.border != Sides::default() {
            inner.frame.border = style.border;
            inner.frame.padding = style.padding;
        }
        let start = self.pieces.len();
        self.break_before(style.break_before, start);
        self.blocks(&section.blocks, &inner);
        self.close_box(start, style);
        self.break_after(style.break_after, start);
        if section.is_nav {
            self.contents(start, section);
        }
    }

    /// A `nav` of nothing but paragraphs, with numbers of pages, is a table of contents to Word.
    fn contents(&mut self, start: usize, section: &'a Section) {
        let pieces = self.pieces.get_mut(start..).unwrap_or_default();
        let is_entry = |piece: &Piece| matches!(piece.kind, Kind::Paragraph(_));
        let has_number = |piece: &Piece| match piece.kind {
            Kind::Paragraph(one) => one.inlines.iter().any(|inline| matches!(inline, Inline::PageNumber(_))),
            _ => false,
        };
        if !pieces.iter().all(is_entry) || !pieces.iter().any(has_number) {
            return;
        }
        if let Some(first) = pieces.first_mut() {
            first.contents = Some(section);
        }
        if let Some(last) = pieces.last_mut() {
            last.ends_contents = true;
        }
    }

    /// Gives a box's margins and paddings to its first and last pieces.
    fn close_box(&mut self, start: usize, style: &BoxStyle) {
        let collapse = |own: Abs, margin: Abs, padding: Abs, border: Option<Border>| {
            // Lines and paddings keep margins apart; Word draws a section's lines with the paragraph.
            match padding > Abs::ZERO && border.is_none() {
                true => own + padding + margin,
                false => own.max(margin),
            }
        };
        let pieces = self.pieces.get_mut(start..).unwrap_or_default();
        if let Some(first) = pieces.first_mut() {
            first.before = collapse(first.before, style.margin.top, style.padding.top, style.border.top);
        }
        if let Some(last) = pieces.last_mut() {
            last.after = collapse(last.after, style.margin.bottom, style.padding.bottom, style.border.bottom);
        }
        if style.keep_together {
            keep_together(pieces);
        }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, context: &Context<'a>) {
        let style = &paragraph.style;
        let start = self.pieces.len();
        self.break_before(style.break_before, start);
        self.push(Kind::Paragraph(paragraph), style.margin.top, style.margin.bottom, context);
        self.break_after(style.break_after, start);
    }

    fn table(&mut self, table: &'a Table, context: &Context<'a>) {
        let style = &table.style;
        let start = self.pieces.len();
        self.break_before(style.break_before, start);
        let mut before = style.margin.top;
        if let Some(caption) = table.caption.as_deref() {
            self.push(
                Kind::Paragraph(caption),
                caption.style.margin.top.max(before),
                caption.style.margin.bottom,
                context,
            );
            self.keep_last_with_next(start);
            before = Abs::ZERO;
        }
        self.push(Kind::Table(table), before, style.margin.bottom, context);
        self.break_after(style.break_after, start);
    }

    fn rule(&mut self, rule: &'a Rule, context: &Context<'a>) {
        let style = &rule.style;
        let start = self.pieces.len();
        self.break_before(style.break_before, start);
        self.push(Kind::Rule(rule), style.margin.top, style.margin.bottom, context);
        self.break_after(style.break_after, start);
    }

    fn list(&mut self, list: &'a List, context: &Context<'a>) {
        let style = &list.style;
        self.anchors.extend(&list.id);
        let level = context.depth.min(MAX_LEVEL);
        let mut inner = context.clone();
        inner.frame.left += style.margin.left + style.indent;
        inner.frame.right += style.margin.right;
        inner.depth = context.depth.saturating_add(1);
        let start = self.pieces.len();
        for item in &list.items {
            self.list_item(Number { list, level, item }, &inner);
        }
        let pieces = self.pieces.get_mut(start..).unwrap_or_default();
        if let Some(first) = pieces.first_mut() {
            first.before = first.before.max(style.margin.top);
        }
        if let Some(last) = pieces.last_mut() {
            last.after = last.after.max(style.margin.bottom);
        }
        if style.keep_together {
            keep_together(pieces);
        }
    }

    fn list_item(&mut self, number: Number<'a>, context: &Context<'a>) {
        let start = self.pieces.len();
        if !matches!(number.item.blocks.first(), Some(Block::Paragraph(_))) {
            self.push(Kind::Marker, Abs::ZERO, Abs::ZERO, context);
        }
        self.blocks(&number.item.blocks, context);
        if let Some(first) = self.pieces.get_mut(start) {
            first.number = Some(number);
        }
    }

    fn push(&mut self, kind: Kind<'a>, before: Abs, after: Abs, context: &Context<'a>) {
        let mut piece = Piece {
            kind,
            frame: context.frame,
            before,
            after,
            number: None,
            page: context.page,
            page_break: std::mem::take(&mut self.page_break),
            keep_next: false,
            keep_lines: false,
            anchors: std::mem::take(&mut self.anchors),
            contents: None,
            ends_contents: false,
        };
        match kind {
            Kind::Paragraph(paragraph) => {
                piece.anchors.extend(&paragraph.id);
                piece.keep_next = matches!(paragraph.role, Role::Heading(_));
                piece.keep_lines = paragraph.style.keep_together;
            }
            Kind::Table(table) => piece.anchors.extend(&table.id),
            Kind::Rule(_) | Kind::Marker => {}
        }
        self.pieces.push(piece);
    }

    fn break_before(&mut self, value: Break, start: usize) {
        match value {
            Break::Auto => {}
            Break::Page => self.page_break = true,
            Break::Avoid => self.keep_last_with_next(start.saturating_sub(1)),
        }
    }

    /// `start` is the first piece of what the break stands after.
    fn break_after(&mut self, value: Break, start: usize) {
        match value {
            Break::Auto => {}
            Break::Page => self.page_break = true,
            Break::Avoid => self.keep_last_with_next(start),
        }
    }

    /// Keeps the last piece with what follows, if it is not before `start`.
    fn keep_last_with_next(&mut self, start: usize) {
        if let Some(last) = self.pieces.get_mut(start..).and_then(<[Piece]>::last_mut) {
            last.keep_next = true;
        }
    }
}

fn keep_together(pieces: &mut [Piece]) {
    let last = pieces.len().saturating_sub(1);
    for (index, piece) in pieces.iter_mut().enumerate() {
        piece.keep_next |= index < last;
        piece.keep_lines = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{BoxStyle, Section};

    fn rule(margin: f64) -> Block {
        let style = BoxStyle { margin: Sides::all(Abs::pt(margin)), ..BoxStyle::default() };
        Block::Rule(Rule { style: Arc::new(style) })
    }

    fn section(style: BoxStyle, blocks: Vec<Block>) -> Block {
        Block::Section(Section {
            is_nav: false,
            id: Some("s".into()),
            page: None,
            style: Arc::new(style),
            blocks,
        })
    }

    #[test]
    fn a_section_hands_its_box_down() {
        let style = BoxStyle {
            margin: Sides::all(Abs::pt(10.0)),
            break_before: Break::Page,
            break_after: Break::Page,
            keep_together: true,
            ..BoxStyle::default()
        };
        let blocks = [rule(1.0), section(style, vec![rule(4.0), rule(20.0)]), rule(0.0)];
        let pieces = flatten(&blocks);
        assert_eq!(pieces.iter().map(|p| p.page_break).collect::<Vec<_>>(), [false, true, false, true]);
        assert_eq!(pieces.iter().map(|p| p.keep_next).collect::<Vec<_>>(), [false, true, false, false]);
        assert_eq!(pieces[1].before, Abs::pt(10.0), "margins collapse");
        assert_eq!(pieces[2].after, Abs::pt(20.0), "the larger stays");
        assert_eq!(pieces[1].frame.left, Abs::pt(10.0));
        assert_eq!(pieces[1].anchors.len(), 1);
    }

    #[test]
    fn avoid_before_keeps_the_piece_before() {
        let style = BoxStyle { break_before: Break::Avoid, ..BoxStyle::default() };
        let blocks = [rule(0.0), section(style, vec![rule(0.0)])];
        assert!(flatten(&blocks)[0].keep_next);
    }
}
