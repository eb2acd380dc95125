//! Turns blocks into pieces: what pagination may not cut, top to bottom.
//!
//! A line is a piece, a table row is a piece. Keeping things together (headings with what
//! follows, orphans and widows, kept rows) is said by one flag between two pieces. The structure
//! tags are made here, in reading order; the contents are hung into them when they are drawn.

use std::sync::Arc;

use super::frame::{HeaderScope, Tag, TagChild, TagKind};
use super::table::TableBox;
use crate::text::{Fonts, Lines, Typesetter};
use crate::tree::*;
use crate::unit::Abs;

/// Something that stands on one page, under the piece before it.
#[derive(Debug)]
pub struct Piece<'a> {
    /// Space above it; dropped at the top of a page.
    pub before: Abs,
    pub height: Abs,
    /// From the left edge of the box that holds it.
    pub x: Abs,
    pub keep_with_next: bool,
    /// A page break stands before it.
    pub forced: bool,
    /// Chooses the page style.
    pub page: Option<&'a Arc<str>>,
    pub anchors: Vec<&'a Arc<str>>,
    /// List markers beside it: paragraph index and x.
    pub markers: Vec<(usize, Abs)>,
    pub kind: PieceKind,
}

#[derive(Debug)]
pub enum PieceKind {
    /// A line of a paragraph, under the paragraph's padding where it is the first.
    Line { paragraph: usize, line: usize, pad_top: Abs },
    /// A row of a table; see [`RowPiece`].
    Row(RowPiece),
    /// The line of a rule, its border index in [`Flow::rules`].
    Rule { rule: usize },
}

/// A row, or a part of one that is taller than a page.
#[derive(Clone, Debug)]
pub struct RowPiece {
    pub table: usize,
    pub row: usize,
    /// For each cell that begins in the row (in order): which of its content pieces this part shows.
    /// `None` for the whole row.
    pub parts: Option<Vec<std::ops::Range<usize>>>,
    /// Whether an earlier part of the same row went before, and whether a later one follows.
    pub continued: bool,
    pub continues: bool,
}

/// A paragraph set in lines.
pub struct SetParagraph<'a> {
    pub lines: Lines<'a>,
    /// `None` for a list marker.
    pub style: Option<&'a ParagraphStyle>,
    pub width: Abs,
    /// `None` for a paragraph without text.
    pub tag: Option<usize>,
    pub heading: Option<(u8, String)>,
}

/// Everything that the pieces of a part refer to.
pub struct Flow<'a> {
    pub typesetter: Typesetter<'a>,
    pub styles: &'a PageStyles,
    pub tags: Vec<Tag>,
    pub paragraphs: Vec<SetParagraph<'a>>,
    pub tables: Vec<TableBox<'a>>,
    pub rules: Vec<(&'a BoxStyle, Abs)>,
    /// See [`PageMap::row_heights`].
    pub row_heights: Vec<Abs>,
    pub missing: Vec<char>,
}

/// Where blocks go: the box's width, and the tag they belong to.
#[derive(Clone, Copy)]
struct Place<'a> {
    x: Abs,
    width: Abs,
    tag: usize,
    page: Option<&'a Arc<str>>,
}

impl<'a> Flow<'a> {
    pub fn new(fonts: &'a Fonts, styles: &'a PageStyles) -> Flow<'a> {
        let root = Tag { kind: TagKind::Section, children: Vec::new() };
        Flow {
            typesetter: Typesetter::new(fonts),
            styles,
            tags: vec![root],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            rules: Vec::new(),
            row_heights: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// The pieces of blocks in a box of that width, under that tag.
    pub fn pieces(&mut self, blocks: &'a [Block], width: Abs, tag: usize) -> Vec<Piece<'a>> {
        let mut stack = Stack::default();
        let place = Place { x: Abs::ZERO, width, tag, page: None };
        self.blocks(blocks, place, &mut stack);
        stack.pieces
    }

    pub fn add_tag(&mut self, parent: usize, kind: TagKind) -> usize {
        let index = self.tags.len();
        self.tags.push(Tag { kind, children: Vec::new() });
        self.tags[parent].children.push(TagChild::Tag(index));
        index
    }

    fn blocks(&mut self, blocks: &'a [Block], place: Place<'a>, stack: &mut Stack<'a>) {
        for block in blocks {
            match block {
                Block::Section(section) => self.section(section, place, stack),
                Block::Paragraph(paragraph) => self.paragraph(paragraph, place, stack),
                Block::Table(table) => self.table(table, place, stack),
                Block::List(list) => self.list(list, place, stack),
                Block::Rule(rule) => self.rule(rule, place, stack),
            }
        }
    }

    fn section(&mut self, section: &'a Section, place: Place<'a>, stack: &mut Stack<'a>) {
        let style = &*section.style;
        let tag = self.add_tag(place.tag, TagKind::Section);
        let inset = style.margin.left + style.padding.left;
        let page = section.page.as_ref().or(place.page);
        // Pages of another style have another measure.
        let measure = |page: Option<&Arc<str>>| self.styles.get(page.map(|name| &**name)).measure();
        let room = place.width + measure(page) - measure(place.page);
        let width = room - style.margin.horizontal() - style.padding.horizontal();
        stack.open(style.margin.top + style.padding.top, style.break_before);
        stack.anchors.extend(&section.id);
        let first = stack.pieces.len();
        self.blocks(&section.blocks, Place { x: place.x + inset, width, tag, page }, stack);
        stack.close(
            first,
            style.keep_together,
            style.padding.bottom + style.margin.bottom,
            style.break_after,
        );
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, place: Place<'a>, stack: &mut Stack<'a>) {
        let style = &*paragraph.style;
        let inset = style.margin.left + style.padding.left;
        let width = place.width - style.margin.horizontal() - style.padding.horizontal();
        let lines = self.typesetter.typeset(paragraph, width);
        self.missing.extend(&lines.missing);
        let count = lines.lines.len();
        let text = lines.text.trim();
        let kind = match paragraph.role {
            Role::Heading(level) => TagKind::Heading { level, title: text.to_owned() },
            Role::Caption => TagKind::Caption,
            Role::Body => TagKind::Paragraph,
        };
        let heading = match paragraph.role {
            Role::Heading(level) => Some((level, text.to_owned())),
            _ => None,
        };
        let tag = (!lines.text.is_empty()).then(|| self.add_tag(place.tag, kind));
        stack.open(style.margin.top, style.break_before);
        stack.anchors.extend(&paragraph.id);
        let first = stack.pieces.len();
        let index = self.paragraphs.len();
        for line in 0..count {
            let pad_top = if line == 0 { style.padding.top } else { Abs::ZERO };
            let pad_bottom = if line + 1 == count { style.padding.bottom } else { Abs::ZERO };
            let orphan = line + 1 < usize::from(style.orphans);
            let widow = count - line - 1 < usize::from(style.widows);
            stack.push(
                Piece {
                    height: lines.lines[line].height + pad_top + pad_bottom,
                    x: place.x + inset,
                    keep_with_next: line + 1 < count && (orphan || widow || style.keep_together),
                    ..Piece::new(PieceKind::Line { paragraph: index, line, pad_top })
                },
                place.page,
            );
        }
        self.paragraphs.push(SetParagraph { lines, style: Some(style), width, tag, heading });
        let keeps_next = matches!(paragraph.role, Role::Heading(_) | Role::Caption);
        let after = if keeps_next { Break::Avoid } else { style.break_after };
        stack.close(first, false, style.margin.bottom, after);
    }

    fn table(&mut self, table: &'a Table, place: Place<'a>, stack: &mut Stack<'a>) {
        let style = &*table.style;
        let width = table.width();
        let slack = place.width - style.margin.horizontal() - width;
        let shift = match style.align {
            Align::Center => slack / 2.0,
            Align::Right => slack,
            Align::Left | Align::Justify => Abs::ZERO,
        };
        let tag = self.add_tag(place.tag, TagKind::Table);
        stack.open(style.margin.top, style.break_before);
        stack.anchors.extend(&table.id);
        let first = stack.pieces.len();
        let x = place.x + style.margin.left + shift;
        if let Some(caption) = &table.caption {
            self.paragraph(caption, Place { x, width, tag, page: place.page }, stack);
        }
        let index = self.add_table(table, tag);
        let set = &self.tables[index];
        for row in 0..set.rows.len() {
            let piece = Piece {
                height: set.rows[row].height,
                x,
                keep_with_next: set.rows[row].keep_with_next,
                anchors: set.rows[row].row.id.iter().collect(),
                ..Piece::new(PieceKind::Row(RowPiece {
                    table: index,
                    row,
                    parts: None,
                    continued: false,
                    continues: false,
                }))
            };
            stack.push(piece, place.page);
        }
        stack.close(first, style.keep_together, style.margin.bottom, style.break_after);
    }

    fn list(&mut self, list: &'a List, place: Place<'a>, stack: &mut Stack<'a>) {
        let style = &*list.style;
        let numbered = !matches!(style.numbering, Numbering::None | Numbering::Bullet);
        let tag = self.add_tag(place.tag, TagKind::List { numbered });
        stack.open(style.margin.top, Break::Auto);
        stack.anchors.extend(&list.id);
        let first = stack.pieces.len();
        let x = place.x + style.margin.left + style.indent;
        let width = place.width - style.margin.horizontal() - style.indent;
        for item in &list.items {
            let item_tag = self.add_tag(tag, TagKind::ListItem);
            if !item.marker.is_empty() {
                let label = self.add_tag(item_tag, TagKind::Label);
                let marker = self.marker(&item.marker, style, label);
                stack.markers.push((marker, x - self.paragraphs[marker].width));
            }
            let body = self.add_tag(item_tag, TagKind::ListBody);
            self.blocks(&item.blocks, Place { x, width, tag: body, page: place.page }, stack);
        }
        stack.close(first, style.keep_together, style.margin.bottom, Break::Auto);
    }

    /// Sets a list marker; it ends where the item's text begins (CSS Lists §3.1, outside markers).
    fn marker(&mut self, marker: &str, style: &'a ListStyle, tag: usize) -> usize {
        let lines = self.typesetter.typeset_plain(marker, &style.marker);
        self.missing.extend(&lines.missing);
        let index = self.paragraphs.len();
        let width = lines.lines.first().map_or(Abs::ZERO, |line| line.width);
        self.paragraphs.push(SetParagraph { lines, style: None, width, tag: Some(tag), heading: None });
        index
    }

    fn rule(&mut self, rule: &'a Rule, place: Place<'a>, stack: &mut Stack<'a>) {
        let style = &*rule.style;
        stack.open(style.margin.top, style.break_before);
        let first = stack.pieces.len();
        let index = self.rules.len();
        self.rules.push((style, place.width - style.margin.horizontal()));
        let height = style.border.top.map_or(Abs::ZERO, |border| border.width) + style.padding.vertical();
        let x = place.x + style.margin.left;
        stack.push(Piece { height, x, ..Piece::new(PieceKind::Rule { rule: index }) }, place.page);
        stack.close(first, false, style.margin.bottom, style.break_after);
    }
}

/// The tag of a cell.
pub fn cell_tag(cell: &Cell) -> TagKind {
    let (colspan, rowspan) = (cell.colspan as u32, cell.rowspan as u32);
    match cell.header {
        Some(Scope::Row) => TagKind::HeaderCell { scope: HeaderScope::Row, colspan, rowspan },
        Some(Scope::Column) => TagKind::HeaderCell { scope: HeaderScope::Column, colspan, rowspan },
        None => TagKind::DataCell { colspan, rowspan },
    }
}

impl Piece<'_> {
    fn new(kind: PieceKind) -> Self {
        Piece {
            before: Abs::ZERO,
            height: Abs::ZERO,
            x: Abs::ZERO,
            keep_with_next: false,
            forced: false,
            page: None,
            anchors: Vec::new(),
            markers: Vec::new(),
            kind,
        }
    }
}

/// Pieces so far, and what waits for the next one.
#[derive(Default)]
struct Stack<'a> {
    pieces: Vec<Piece<'a>>,
    space: Abs,
    forced: bool,
    anchors: Vec<&'a Arc<str>>,
    markers: Vec<(usize, Abs)>,
}

impl<'a> Stack<'a> {
    fn open(&mut self, space: Abs, before: Break) {
        self.space += space;
        match before {
            Break::Auto => {}
            Break::Page => self.forced = true,
            Break::Avoid => self.keep_last(),
        }
    }

    fn push(&mut self, mut piece: Piece<'a>, page: Option<&'a Arc<str>>) {
        piece.before = std::mem::take(&mut self.space);
        piece.page = page;
        piece.forced =
            std::mem::take(&mut self.forced) || self.pieces.last().is_some_and(|last| last.page != page);
        piece.anchors.append(&mut self.anchors);
        piece.markers.append(&mut self.markers);
        self.pieces.push(piece);
    }

    fn close(&mut self, first: usize, keep_together: bool, space: Abs, after: Break) {
        if keep_together {
            let last = self.pieces.len().saturating_sub(1);
            self.pieces[first.min(last)..last].iter_mut().for_each(|piece| piece.keep_with_next = true);
        }
        self.space += space;
        match after {
            Break::Auto => {}
            Break::Page => self.forced = true,
            Break::Avoid => self.keep_last(),
        }
    }

    fn keep_last(&mut self) {
        if let Some(last) = self.pieces.last_mut() {
            last.keep_with_next = true;
        }
    }
}
