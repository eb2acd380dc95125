//! Writes the pieces of a flow: paragraphs, tables, and the small paragraphs that Word needs between.
//!
//! Word's rules, which the tree need not know: a table ends in a paragraph before the end of a
//! cell or of the body; two tables in a row would grow together; a section's properties stand
//! in its last paragraph; a table itself has neither a page break nor room around it.

use std::sync::Arc;

use crate::tree::{Fit, Hold, Inline, Leader, Paragraph, ParagraphStyle, Rule, SMALL_PARAGRAPH, Section};
use crate::unit::{Abs, Sides};

use super::catalog::Catalog;
use super::characters::Characters;
use super::field;
use super::flow::{Frame, Kind, Number, Piece};
use super::numbering::Indents;
use super::paragraph::{Edge, Layout, Line, Placement, Tab, borders, write_properties};
use super::row::{overhang_above, overhang_below};
use super::section::{Mark, PageRun};
use super::unit;
use super::xml::Xml;

/// Writes a share of the document's body.
pub struct Writer<'w, 'a> {
    pub xml: Xml,
    pub catalog: &'w Catalog<'a>,
    /// Ids that wait for the next paragraph to become bookmarks.
    pub anchors: Vec<&'a Arc<str>>,
    /// Whether a row is being written that has to stay with the next.
    pub keep_row: bool,
    /// The number of the last picture.
    pub pictures: u32,
    /// The width of the page's text, or of the cell's.
    pub measure: Abs,
    /// The bookmarks at the end of the part.
    pub end_marks: Vec<Mark>,
    /// Bookmarks for the next paragraph: the part's first, and those at its end once its last one is being written.
    marks: Vec<Mark>,
    /// What layout found of the rows and of the paragraphs to come.
    pub holds: std::slice::Iter<'w, Hold>,
    pub tracking: std::slice::Iter<'w, Abs>,
    pub ragged: std::slice::Iter<'w, bool>,
}

/// How a run of pieces ends.
#[derive(Clone, Copy)]
pub enum End<'s> {
    /// Something follows that begins with a paragraph.
    Open,
    /// A paragraph has to be last: in a cell, and in the body.
    Closed,
    /// The last paragraph carries these section properties.
    Section(&'s [u8]),
}

/// The body's XML for one part of the document.
pub fn write_part(catalog: &Catalog, index: usize, fit: &Fit) -> Vec<u8> {
    let Some(part) = catalog.plan.parts.get(index) else {
        return Vec::new();
    };
    let mut writer = Writer {
        xml: Xml::default(),
        catalog,
        anchors: Vec::new(),
        keep_row: false,
        pictures: catalog.pictures.first_of_part(index),
        measure: Abs::ZERO,
        end_marks: Vec::new(),
        marks: part.start_mark.iter().cloned().collect(),
        holds: fit.rows.iter(),
        tracking: fit.tracking.iter(),
        ragged: fit.ragged.iter(),
    };
    for (number, PageRun { pieces, section, opens, closes }) in part.runs.iter().enumerate() {
        writer.measure = catalog.plan.measure(*section);
        if number + 1 == part.runs.len() {
            writer.end_marks.clone_from(&part.end_marks);
        }
        let end = match (*closes, catalog.plan.is_last(*section)) {
            (false, _) => End::Open,
            (true, true) => End::Closed,
            (true, false) => catalog.plan.properties(*section).map_or(End::Closed, End::Section),
        };
        writer.pieces(part.pieces.get(pieces.clone()).unwrap_or_default(), !opens, end);
    }
    writer.xml.into_bytes()
}

impl<'a> Writer<'_, 'a> {
    /// Writes the pieces of a flow; `new_page` begins them on a page of their own.
    pub fn pieces(&mut self, pieces: &[Piece<'a>], new_page: bool, end: End) {
        for (index, piece) in pieces.iter().enumerate() {
            let previous = index.checked_sub(1).and_then(|index| pieces.get(index));
            let next = pieces.get(index + 1);
            let breaks = piece.page_break || new_page && index == 0;
            let section = match (next, end) {
                (None, End::Section(properties)) => Some(properties),
                _ => None,
            };
            self.anchors.extend(&piece.anchors);
            if next.is_none() && !matches!(piece.kind, Kind::Table(_)) && !matches!(end, End::Open) {
                self.marks.append(&mut self.end_marks);
            }
            if let Kind::Table(table) = piece.kind {
                self.before_table(piece, previous, breaks);
                self.table(table, &piece.frame, piece.keep_next);
                if next.is_none() && !matches!(end, End::Open) {
                    self.marks.append(&mut self.end_marks);
                    let room = piece.after - overhang_below(piece) - SMALL_PARAGRAPH;
                    self.minimal_paragraph(false, unit::twips(room), section);
                }
            } else {
                let room = Room::around(piece, previous, next);
                let own = section.filter(|_| !piece.ends_contents);
                self.paragraph_piece(piece, &room, breaks, own);
                if piece.ends_contents {
                    self.close_contents(section);
                }
            }
        }
    }

    /// A small paragraph, where a table cannot stand directly.
    fn before_table(&mut self, piece: &Piece<'a>, previous: Option<&Piece>, breaks: bool) {
        let after_table = previous.filter(|previous| matches!(previous.kind, Kind::Table(_)));
        let room = piece.before.max(after_table.map_or(Abs::ZERO, |table| table.after));
        let lines = overhang_above(piece) + after_table.map_or(Abs::ZERO, overhang_below);
        let begins_with_room = previous.is_none() && piece.before > Abs::ZERO;
        if breaks || after_table.is_some() || begins_with_room {
            let outer = self.keep_row;
            self.keep_row |= previous.is_some_and(|previous| previous.keep_next);
            self.minimal_paragraph(breaks, unit::twips(room - lines - SMALL_PARAGRAPH), None);
            self.keep_row = outer;
        }
    }

    /// A paragraph that shows nothing and is as low as Word allows.
    pub fn minimal_paragraph(&mut self, page_break: bool, after: i32, section: Option<&[u8]>) {
        let layout = Layout {
            page_break_before: page_break,
            keep_next: self.keep_row,
            after: after.max(0),
            ..Layout::minimal()
        };
        self.empty_paragraph(&layout, section);
    }

    /// A paragraph of `Normal` without text.
    fn empty_paragraph(&mut self, layout: &Layout, section: Option<&[u8]>) {
        self.small_paragraph(layout, section, Writer::bookmarks);
    }

    /// A paragraph of `Normal` whose content shows nothing; its mark is small, so that no line grows by it.
    fn small_paragraph(&mut self, layout: &Layout, section: Option<&[u8]>, content: impl FnOnce(&mut Self)) {
        let normal = self.catalog.styles.normal();
        let mark = Characters { half_points: 2, ..normal.text };
        let placement = Placement { mark: Some((mark, normal.text)), section, ..Placement::default() };
        self.xml.raw(b"<w:p>");
        write_properties(layout, &normal.layout, &placement, &mut self.xml);
        content(self);
        self.xml.raw(b"</w:p>");
    }

    fn paragraph_piece(&mut self, piece: &Piece<'a>, room: &Room, breaks: bool, section: Option<&[u8]>) {
        match piece.kind {
            Kind::Paragraph(paragraph) => self.paragraph(paragraph, piece, room, breaks, section),
            Kind::Rule(rule) => self.rule(rule, piece, room, breaks, section),
            Kind::Marker => self.marker(piece, room, breaks, section),
            Kind::Table(_) => {}
        }
    }

    fn paragraph(
        &mut self,
        paragraph: &'a Paragraph,
        piece: &Piece<'a>,
        room: &Room,
        breaks: bool,
        section: Option<&[u8]>,
    ) {
        let tracking = unit::twips(self.tracking.next().copied().unwrap_or_default());
        let style = self.catalog.styles.of(paragraph);
        let mut layout = Layout::of(&paragraph.style, paragraph.role);
        place(&mut layout, &paragraph.style, piece, room);
        if self.ragged.next().is_some_and(|ragged| *ragged) && layout.align == "both" {
            // Word would letter-space the line that our own layout left ragged.
            layout.align = "left";
        }
        layout.page_break_before |= breaks;
        layout.keep_next |= piece.keep_next || self.keep_row;
        if paragraph.inlines.iter().any(|inline| matches!(inline, Inline::Image(_))) {
            layout.line = Line::Auto;
        }
        let mut base = style.layout.clone();
        let number = self.number(piece.number, &mut layout, &mut base);
        let own = Characters::of(&paragraph.style.text);
        let mark = paragraph.inlines.is_empty().then_some((own, style.text));
        let tab = leader(&paragraph.inlines).map(|leader| Tab {
            kind: "right",
            leader,
            at: unit::twips(self.measure) - layout.right,
        });
        let reference = self.catalog.styles.reference(style);
        let placement = Placement { style: reference, number, tabs: tab.as_slice(), mark, section };
        self.xml.raw(b"<w:p>");
        write_properties(&layout, &base, &placement, &mut self.xml);
        let open = self.open_bookmarks();
        if number.is_none() {
            self.literal_marker(piece.number, &style.text);
        }
        if let Some(contents) = piece.contents {
            self.open_contents(contents);
        }
        self.inlines(&paragraph.inlines, &style.text, tracking);
        self.close_bookmarks(&open);
        self.xml.raw(b"</w:p>");
    }

    /// Ends the field of a table of contents in a paragraph of its own, as Word does. In the paragraph
    /// that ends a section, LibreOffice loses the fields of that section's footer.
    fn close_contents(&mut self, section: Option<&[u8]>) {
        self.small_paragraph(&Layout::minimal(), None, |writer| writer.field_mark("end"));
        if section.is_some() {
            self.minimal_paragraph(false, 0, section);
        }
    }

    /// Begins the field of a table of contents (ISO 29500-1 §17.16.5.68): the headings down to the lowest
    /// level that it links to, as hyperlinks, without page numbers in web layout, by outline levels.
    fn open_contents(&mut self, contents: &Section) {
        let lowest = self.catalog.lowest_heading(contents).max(1);
        self.field_mark("begin");
        self.instruction(&format!(r#"TOC \o "1-{lowest}" \h \z \u"#));
        self.field_mark("separate");
    }

    /// A field's begin, middle or end.
    pub fn field_mark(&mut self, kind: &'static str) {
        self.xml.element("w:r", &[], |xml| field::mark(kind, xml));
    }

    /// What a field is to show.
    pub fn instruction(&mut self, text: &str) {
        self.xml.element("w:r", &[], |xml| field::instruction(text, xml));
    }

    /// The list id and level of an item's first paragraph, and the indents that go with them.
    fn number(&self, number: Option<Number>, layout: &mut Layout, base: &mut Layout) -> Option<(u32, u8)> {
        let Number { list, level, .. } = number?;
        let Indents { step, hanging } = Indents::of(&list.style);
        let Some(id) = self.catalog.lists.id_of(list) else {
            layout.first = -step;
            return None;
        };
        // Word puts the level's indents above the style's.
        base.left = step * (i32::from(level) + 1);
        base.first = -hanging;
        layout.first = -hanging;
        Some((id, level))
    }

    /// A marker that Word does not count stands as text, with a tab to the item's text.
    fn literal_marker(&mut self, number: Option<Number<'a>>, base: &Characters) {
        let Some(Number { list, item, .. }) = number.filter(|number| !number.item.marker.is_empty()) else {
            return;
        };
        self.xml.raw(b"<w:r>");
        self.xml.group("w:rPr", |xml| Characters::of(&list.style.marker).write(base, false, xml));
        self.xml.text_element("w:t", &[("xml:space", "preserve".into())], &item.marker);
        if list.style.indent > Abs::ZERO {
            self.xml.empty("w:tab", &[]);
        }
        self.xml.raw(b"</w:r>");
    }

    /// The numbered empty line of an item that begins with a list or a table.
    fn marker(&mut self, piece: &Piece<'a>, room: &Room, breaks: bool, section: Option<&[u8]>) {
        let normal = self.catalog.styles.normal();
        let mut layout = Layout { page_break_before: breaks, keep_next: true, ..normal.layout.clone() };
        let mut base = normal.layout.clone();
        layout.left = unit::twips(piece.frame.left);
        layout.before = room.before;
        layout.after = room.after;
        let number = self.number(piece.number, &mut layout, &mut base);
        let placement = Placement { number, section, ..Placement::default() };
        self.xml.raw(b"<w:p>");
        write_properties(&layout, &base, &placement, &mut self.xml);
        self.bookmarks();
        if number.is_none() {
            self.literal_marker(piece.number, &normal.text);
        }
        self.xml.raw(b"</w:p>");
    }

    /// `hr`: a minimal paragraph under its line.
    fn rule(&mut self, rule: &Rule, piece: &Piece<'a>, room: &Room, breaks: bool, section: Option<&[u8]>) {
        let style = &rule.style;
        let line = style.border.top.or(style.border.bottom);
        // Of the room above and below, the paragraph that carries the line takes its height.
        let own = unit::twips(SMALL_PARAGRAPH - style.padding.vertical()).max(0);
        let above = own.min(room.before);
        let layout = Layout {
            page_break_before: breaks,
            keep_next: piece.keep_next || self.keep_row,
            border: Sides {
                bottom: line.as_ref().map(|line| Edge::new(line, Abs::ZERO)),
                ..Sides::default()
            },
            before: room.before - above,
            after: (room.after - (own - above)).max(0),
            left: unit::twips(piece.frame.left + style.margin.left),
            right: unit::twips(piece.frame.right + style.margin.right),
            ..Layout::minimal()
        };
        self.empty_paragraph(&layout, section);
    }

    fn bookmarks(&mut self) {
        let open = self.open_bookmarks();
        self.close_bookmarks(&open);
    }

    /// Begins the bookmarks of all waiting ids.
    fn open_bookmarks(&mut self) -> Vec<u32> {
        let mut open = Vec::new();
        for id in std::mem::take(&mut self.anchors) {
            if let Some(bookmark) = self.catalog.anchors.at(id) {
                let attributes = [("w:id", bookmark.number.into()), ("w:name", (&bookmark.name).into())];
                self.xml.empty("w:bookmarkStart", &attributes);
                open.push(bookmark.number);
            }
        }
        for Mark { number, name } in std::mem::take(&mut self.marks) {
            self.xml.empty("w:bookmarkStart", &[("w:id", number.into()), ("w:name", (&*name).into())]);
            open.push(number);
        }
        open
    }

    fn close_bookmarks(&mut self, open: &[u32]) {
        for &number in open.iter().rev() {
            self.xml.empty("w:bookmarkEnd", &[("w:id", number.into())]);
        }
    }
}

/// What Word calls the leader of a paragraph that has one; `None` inside for one that shows nothing.
fn leader(inlines: &[Inline]) -> Option<Option<&'static str>> {
    inlines.iter().find_map(|inline| match inline {
        Inline::Leader(Leader { run }) => Some(match run.text.trim() {
            "" => None,
            "_" => Some("underscore"),
            "-" | "–" => Some("hyphen"),
            "·" | "・" => Some("middleDot"),
            _ => Some("dot"),
        }),
        _ => None,
    })
}

/// The room above and below a paragraph, in twips.
struct Room {
    before: i32,
    after: i32,
}

impl Room {
    /// Word takes the larger of two neighbours' rooms, as CSS does; a table's goes to its neighbours.
    fn around(piece: &Piece, previous: Option<&Piece>, next: Option<&Piece>) -> Room {
        let is_table = |piece: &&Piece| matches!(piece.kind, Kind::Table(_));
        let before = match previous.filter(is_table) {
            Some(table) => piece.before.max(table.after) - overhang_below(table),
            None => piece.before,
        };
        let after = match next.filter(is_table) {
            Some(table) => piece.after.max(table.before) - overhang_above(table),
            None => piece.after,
        };
        Room { before: unit::twips(before).max(0), after: unit::twips(after).max(0) }
    }
}

/// Adds to a paragraph's own layout what stands around it.
fn place(layout: &mut Layout, style: &ParagraphStyle, piece: &Piece, room: &Room) {
    let Frame { left, right, background, border, padding } = piece.frame;
    // What the style puts between its margin and its text stays.
    layout.before += room.before - unit::twips(style.margin.top);
    layout.after += room.after - unit::twips(style.margin.bottom);
    layout.left += unit::twips(left);
    layout.right += unit::twips(right);
    layout.background = layout.background.or(background);
    layout.keep_lines |= piece.keep_lines;
    if layout.border == Sides::default() {
        layout.border = borders(&border, &padding);
    }
}
