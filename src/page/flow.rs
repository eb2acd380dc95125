//! Turns blocks into pieces: what pagination may not cut, top to bottom.
//!
//! A line is a piece, a table row is a piece. Keeping things together (headings with what
//! follows, orphans and widows, kept rows) is said by one mark between two pieces. What the boxes
//! around have above and below their content (borders, paddings) lies inside the pieces, so that
//! it stays with them at a page's top. The structure tags are made here, in reading order; the
//! contents are hung into them when they are drawn.

use std::sync::Arc;

use super::frame::{HeaderScope, Tag, TagChild, TagKind};
use super::table::{TableBox, border_width};
use crate::text::{Fonts, LineItem, Lines, Typesetter};
use crate::tree::*;
use crate::unit::Abs;

/// Something that stands on one page, under the piece before it.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// Space above it; dropped at the top of a page.
    pub before: Abs,
    /// With what boxes have above and below.
    pub height: Abs,
    /// Of its height, what the boxes that begin or end with it take above and below its content.
    pub above: Abs,
    pub below: Abs,
    /// What word processors take on its page besides, mostly for small paragraphs; see [`super::reserve`].
    pub small: Abs,
    /// From the left edge of the box that holds it.
    pub x: Abs,
    /// How strongly it stays with the next piece.
    pub keep: Keep,
    /// A page break stands before it.
    pub forced: bool,
    /// Chooses the page style.
    pub page: Option<&'a Arc<str>>,
    pub anchors: Vec<&'a Arc<str>>,
    /// List markers beside it: paragraph index and x.
    pub markers: Vec<(usize, Abs)>,
    /// The innermost section box around it: an index into [`Flow::boxes`].
    pub enclosing: Option<usize>,
    /// The boxes that begin with it, and how far below its top.
    pub opens: Vec<(usize, Abs)>,
    /// The boxes that end with it, and how far below its content.
    pub closes: Vec<(usize, Abs)>,
    pub kind: PieceKind<'a>,
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

#[derive(Clone, Debug)]
pub enum PieceKind<'a> {
    /// A line of a paragraph, under the paragraph's padding where it is the first.
    Line { paragraph: usize, line: usize, pad_top: Abs },
    /// A row of a table; see [`RowPiece`].
    Row(RowPiece<'a>),
    /// The line of a rule, its border index in [`Flow::rules`].
    Rule { rule: usize },
    /// Nothing, for an empty box or a marker without text.
    Blank,
}

/// A row, or a part of one that is taller than a page.
#[derive(Clone, Debug)]
pub struct RowPiece<'a> {
    pub table: usize,
    pub row: usize,
    /// A header row that stands once more at a page's top.
    pub again: bool,
    /// The cells whose box on this page does not show all of their content, by index in
    /// [`TableBox::cells`].
    pub shown: Vec<(usize, Shown<'a>)>,
    /// Whether an earlier part of the same row went before.
    pub continued: bool,
}

/// What a cell's box on one page shows of its content.
#[derive(Clone, Debug)]
pub enum Shown<'a> {
    Pieces(Vec<Piece<'a>>),
    /// All of it, once more: it stands on an earlier page already.
    Again,
}

/// A section's box that shows: its border, padding or background.
pub struct SectionBox<'a> {
    pub style: &'a BoxStyle,
    /// The border's outer edge, from the left edge of the flow.
    pub x: Abs,
    pub width: Abs,
    /// The box around it.
    pub parent: Option<usize>,
}

/// A paragraph set in lines.
pub struct SetParagraph<'a> {
    pub lines: Arc<Lines>,
    /// Whose box is drawn around it; `None` for a list marker and for vertical text.
    pub style: Option<&'a ParagraphStyle>,
    pub width: Abs,
    /// `None` for a paragraph without text.
    pub tag: Option<usize>,
    pub heading: Option<(u8, String)>,
    /// Its place among all paragraphs of the part (see [`Kept`]); `None` for a list marker.
    pub number: Option<usize>,
}

/// Everything that the pieces of a part refer to.
pub struct Flow<'a> {
    pub typesetter: Typesetter<'a>,
    pub styles: &'a PageStyles,
    pub tags: Vec<Tag>,
    pub paragraphs: Vec<SetParagraph<'a>>,
    pub tables: Vec<TableBox<'a>>,
    pub rules: Vec<(&'a BoxStyle, Abs)>,
    pub boxes: Vec<SectionBox<'a>>,
    /// Its rows are counted by [`super::table::RowBox::number`].
    pub fit: Fit,
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
            boxes: Vec::new(),
            fit: Fit::default(),
            missing: Vec::new(),
        }
    }

    /// The pieces of blocks in a box of that width, under that tag.
    pub fn pieces(&mut self, blocks: &'a [Block], width: Abs, tag: usize) -> Vec<Piece<'a>> {
        let mut stack = Stack::default();
        let place = Place { x: Abs::ZERO, width, tag, page: None };
        self.blocks(blocks, place, &mut stack);
        stack.finish()
    }

    pub fn add_tag(&mut self, parent: usize, kind: TagKind) -> usize {
        let index = self.tags.len();
        self.tags.push(Tag { kind, children: Vec::new() });
        push_sparing(&mut self.tags[parent].children, TagChild::Tag(index));
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
        let borders = style.border.map(border_width);
        let page = section.page.as_ref().or(place.page);
        // Pages of another style have another measure.
        let measure = |page: Option<&Arc<str>>| self.styles.get(page.map(|name| &**name)).measure();
        let room = place.width + measure(page) - measure(place.page) - style.margin.horizontal();
        let width = room - borders.horizontal() - style.padding.horizontal();
        let x = place.x + style.margin.left;
        stack.open(style.margin.top, style.break_before);
        stack.anchors.extend(&section.id);
        let shows = style.background.is_some() || borders.vertical() + style.padding.vertical() > Abs::ZERO;
        let shows = shows || borders.horizontal() > Abs::ZERO;
        let own = shows.then(|| {
            self.boxes.push(SectionBox { style, x, width: room, parent: stack.enclosing });
            self.boxes.len() - 1
        });
        let first = stack.pieces.len();
        if let Some(own) = own {
            stack.open_box(own, borders.top + style.padding.top);
        }
        let x = x + borders.left + style.padding.left;
        self.blocks(&section.blocks, Place { x, width, tag, page }, stack);
        if let Some(own) = own {
            stack.close_box(own, self.boxes[own].parent, style.padding.bottom + borders.bottom, page);
        }
        if section.is_nav
            && let Some(last) = stack.pieces.get_mut(first..).and_then(<[Piece]>::last_mut)
        {
            // The field of a table of contents ends in a paragraph of its own.
            last.small += SMALL_PARAGRAPH;
        }
        stack.close(first, style.keep_together, style.margin.bottom, style.break_after);
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, place: Place<'a>, stack: &mut Stack<'a>) {
        let style = &*paragraph.style;
        let borders = style.border.map(border_width);
        let inset = style.margin.left + borders.left + style.padding.left;
        let width =
            place.width - style.margin.horizontal() - borders.horizontal() - style.padding.horizontal();
        let lines = self.typesetter.typeset(paragraph, width);
        self.missing.extend(&lines.missing);
        let count = lines.lines.len();
        let (tag, heading) = self.paragraph_tag(paragraph, &lines, place.tag);
        let number = self.fit.tracking.len().checked_sub(1);
        stack.open(style.margin.top, style.break_before);
        stack.anchors.extend(&paragraph.id);
        let first = stack.pieces.len();
        let index = self.paragraphs.len();
        for line in 0..count {
            let pad_top = if line == 0 { borders.top + style.padding.top } else { Abs::ZERO };
            let last = line + 1 == count;
            let pad_bottom = if last { style.padding.bottom + borders.bottom } else { Abs::ZERO };
            let orphan = line + 1 < usize::from(style.orphans);
            let widow = count - line - 1 < usize::from(style.widows);
            stack.push(
                Piece {
                    height: lines.lines[line].height + pad_top + pad_bottom,
                    x: place.x + inset,
                    keep: match () {
                        () if last => Keep::Free,
                        () if orphan || widow => Keep::Bound,
                        () => Keep::when(style.keep_together, Keep::Together),
                    },
                    ..Piece::new(PieceKind::Line { paragraph: index, line, pad_top })
                },
                place.page,
            );
        }
        self.paragraphs.push(SetParagraph { lines, style: Some(style), width, tag, heading, number });
        let keeps_next = matches!(paragraph.role, Role::Heading(_) | Role::Caption);
        let after = if keeps_next { Break::Avoid } else { style.break_after };
        stack.close(first, false, style.margin.bottom, after);
    }

    /// The structure element of a paragraph that has text, and what a heading says.
    pub fn paragraph_tag(
        &mut self,
        paragraph: &Paragraph,
        lines: &Lines,
        parent: usize,
    ) -> (Option<usize>, Option<(u8, String)>) {
        self.fit.tracking.push(lines.tracking);
        self.fit.ragged.push(lines.ragged);
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
        ((!lines.text.is_empty()).then(|| self.add_tag(parent, kind)), heading)
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
                keep: set.rows[row].keep,
                anchors: set.rows[row].row.id.iter().collect(),
                ..Piece::new(PieceKind::Row(RowPiece {
                    table: index,
                    row,
                    again: false,
                    shown: Vec::new(),
                    continued: false,
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
            let before = stack.pieces.len();
            self.blocks(&item.blocks, Place { x, width, tag: body, page: place.page }, stack);
            if stack.pieces.len() == before && !stack.markers.is_empty() {
                // An item of empty boxes still has the room of its marker.
                stack
                    .push(Piece { height: style.marker.size, x, ..Piece::new(PieceKind::Blank) }, place.page);
            }
        }
        stack.close(first, style.keep_together, style.margin.bottom, Break::Auto);
    }

    /// Sets a list marker; it ends where the item's text begins (CSS Lists §3.1, outside markers).
    fn marker(&mut self, marker: &str, style: &'a ListStyle, tag: usize) -> usize {
        let lines = self.typesetter.typeset_plain(marker, &style.marker);
        self.missing.extend(&lines.missing);
        let index = self.paragraphs.len();
        // A mark at its end keeps its blank half: 一、 is two em wide.
        let runs = lines.lines.first().into_iter().flat_map(|line| &line.items);
        let ends = runs.filter_map(|item| match item {
            LineItem::Run(run) => Some(run.x + run.width),
            LineItem::Image { .. } | LineItem::Leader(_) => None,
        });
        let width = ends.fold(Abs::ZERO, Abs::max);
        let set = SetParagraph { lines, style: None, width, tag: Some(tag), heading: None, number: None };
        self.paragraphs.push(set);
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

impl<'a> Piece<'a> {
    pub fn new(kind: PieceKind<'a>) -> Piece<'a> {
        Piece {
            before: Abs::ZERO,
            height: Abs::ZERO,
            above: Abs::ZERO,
            below: Abs::ZERO,
            small: Abs::ZERO,
            x: Abs::ZERO,
            keep: Keep::Free,
            forced: false,
            page: None,
            anchors: Vec::new(),
            markers: Vec::new(),
            enclosing: None,
            opens: Vec::new(),
            closes: Vec::new(),
            kind,
        }
    }

    /// Without what boxes have above and below.
    pub fn content_height(&self) -> Abs {
        self.height - self.above - self.below
    }
}

/// Pieces so far, and what waits for the next one.
#[derive(Default)]
struct Stack<'a> {
    pieces: Vec<Piece<'a>>,
    /// The room above the next piece, and that below the last one, which a forced break takes away (CSS
    /// Fragmentation 3 §5.2).
    space: Abs,
    trailing: Abs,
    /// What boxes that wait to begin have above their content, and the space inside them.
    inset: Abs,
    opens: Vec<(usize, Abs)>,
    enclosing: Option<usize>,
    forced: bool,
    anchors: Vec<&'a Arc<str>>,
    markers: Vec<(usize, Abs)>,
}

impl<'a> Stack<'a> {
    fn open(&mut self, space: Abs, before: Break) {
        self.add_space(space);
        match before {
            Break::Auto => {}
            Break::Page => self.forced = true,
            Break::Avoid => self.keep_last(Keep::Bound),
        }
    }

    /// Above the boxes that wait to begin, or inside them.
    fn add_space(&mut self, space: Abs) {
        if self.opens.is_empty() { self.space += space } else { self.inset += space }
    }

    /// Begins a box with the next piece; `inset` is its border and padding above.
    fn open_box(&mut self, index: usize, inset: Abs) {
        self.opens.push((index, self.inset));
        self.inset += inset;
        self.enclosing = Some(index);
    }

    /// Ends a box with the last piece; an empty one gets a piece of its own.
    fn close_box(&mut self, index: usize, parent: Option<usize>, inset: Abs, page: Option<&'a Arc<str>>) {
        if self.opens.iter().any(|(open, _)| *open == index) {
            self.push(Piece::new(PieceKind::Blank), page);
        }
        // The last margin inside the box stays inside.
        let inset = std::mem::take(&mut self.space) + std::mem::take(&mut self.trailing) + inset;
        if let Some(last) = self.pieces.last_mut() {
            last.below += inset;
            last.height += inset;
            last.closes.push((index, last.below));
        }
        self.enclosing = parent;
    }

    fn push(&mut self, mut piece: Piece<'a>, page: Option<&'a Arc<str>>) {
        piece.before = std::mem::take(&mut self.space);
        let trailing = std::mem::take(&mut self.trailing);
        piece.above = std::mem::take(&mut self.inset);
        piece.height += piece.above;
        piece.opens = std::mem::take(&mut self.opens);
        piece.enclosing = self.enclosing;
        piece.page = page;
        piece.forced =
            std::mem::take(&mut self.forced) || self.pieces.last().is_some_and(|last| last.page != page);
        if !piece.forced {
            piece.before += trailing;
        }
        piece.anchors.append(&mut self.anchors);
        piece.markers.append(&mut self.markers);
        self.pieces.push(piece);
    }

    fn close(&mut self, first: usize, keep_together: bool, space: Abs, after: Break) {
        if keep_together {
            let last = self.pieces.len().saturating_sub(1);
            for piece in &mut self.pieces[first.min(last)..last] {
                piece.keep = piece.keep.max(Keep::Together);
            }
        }
        if self.opens.is_empty() {
            self.trailing += space
        } else {
            self.inset += space
        }
        match after {
            Break::Auto => {}
            Break::Page => self.forced = true,
            Break::Avoid => self.keep_last(Keep::Bound),
        }
    }

    fn keep_last(&mut self, keep: Keep) {
        if let Some(last) = self.pieces.last_mut() {
            last.keep = last.keep.max(keep);
        }
    }

    /// All pieces. Ids that nothing followed stand at the end of the last one.
    fn finish(mut self) -> Vec<Piece<'a>> {
        if !self.anchors.is_empty() && self.pieces.is_empty() {
            self.push(Piece::new(PieceKind::Blank), None);
        }
        if let Some(last) = self.pieces.last_mut() {
            last.anchors.append(&mut self.anchors);
        }
        self.pieces
    }
}
