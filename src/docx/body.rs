//! Writes the pieces of a flow: paragraphs, tables, and the small paragraphs that Word needs between.
//!
//! Word's rules, which the tree need not know: a table ends in a paragraph before the end of a
//! cell or of the body; two tables in a row would grow together; a section's properties stand
//! in its last paragraph; a table itself has neither a page break nor room around it.

use std::sync::Arc;

use crate::tree::{Fit, Hold, Paragraph, ParagraphStyle, Role, Rule, SMALL_PARAGRAPH, Section, Table};
use crate::unit::{Abs, Sides};

use super::catalog::Catalog;
use super::characters::Characters;
use super::field;
use super::flow::{Frame, Kind, Number, Piece};
use super::numbering::Indents;
use super::paragraph::{Layout, Line, Placement, borders, leader_stop, tabs_against, write_properties};
use super::row::{overhang_above, overhang_below};
use super::section::{FRONT_PAGES, FrontPages, Mark, PageRun};
use super::styles::rule_room;
use super::table::TableTitle;
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
    /// How many pages of front matter the next paragraph says that there are.
    front_pages: Option<FrontPages>,
    /// The last heading, for the tables under it.
    heading: Option<Arc<str>>,
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
        front_pages: part.front_pages,
        heading: None,
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
                let title = self.table_title(table, previous);
                self.table(table, &piece.frame, piece.keep_next, title);
                if next.is_none() && !matches!(end, End::Open) {
                    self.marks.append(&mut self.end_marks);
                    let room = piece.after - overhang_below(piece) - SMALL_PARAGRAPH;
                    self.minimal_paragraph(false, unit::twips(room), section);
                }
            } else {
                let room = Room::around(piece, previous, next);
                let room = self.spare(room, piece, previous.filter(|_| !breaks), next);
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

    /// What a table is called: by its label or caption, else by the heading or the line that it stays with.
    fn table_title(&self, table: &Table, previous: Option<&Piece>) -> TableTitle {
        let lead = previous.filter(|piece| piece.keep_next).and_then(|piece| match piece.kind {
            Kind::Paragraph(one) => Some(one),
            _ => None,
        });
        let text = |one: &Paragraph| Some(one.text().replace('\n', " ")).filter(|text| !text.is_empty());
        let caption = table.caption.as_deref().or(lead).and_then(text).map(Arc::from);
        let title = table.label.clone().or(caption).or_else(|| self.heading.clone());
        let context = self.heading.clone().filter(|heading| Some(heading) != title.as_ref());
        TableTitle { title, context }
    }

    /// The spacer: a paragraph that shows nothing and is as low as Word allows.
    pub fn minimal_paragraph(&mut self, page_break: bool, after: i32, section: Option<&[u8]>) {
        let layout = Layout {
            page_break_before: page_break,
            keep_next: self.keep_row,
            after: after.max(0),
            ..Layout::minimal()
        };
        self.spacer(&layout, section, Writer::bookmarks);
    }

    /// A paragraph in the style of spacers.
    fn spacer(&mut self, layout: &Layout, section: Option<&[u8]>, content: impl FnOnce(&mut Self)) {
        let gap = self.catalog.styles.gap();
        let placement =
            Placement { style: self.catalog.styles.reference(gap), section, ..Placement::default() };
        self.xml.raw(b"<w:p>");
        write_properties(layout, &gap.layout, &placement, &mut self.xml);
        content(self);
        self.xml.raw(b"</w:p>");
    }

    /// The room that two paragraphs leave between them, as far as their styles do not leave it already: Word takes
    /// the larger of the two, so each keeps its style's room where that is not too much.
    fn spare(&self, room: Room, piece: &Piece, previous: Option<&Piece>, next: Option<&Piece>) -> Room {
        let Kind::Paragraph(own) = piece.kind else { return room };
        if piece.frame.border != Sides::default() {
            return room;
        }
        let plain = |piece: &&Piece| {
            matches!(piece.kind, Kind::Paragraph(_)) && piece.frame.border == Sides::default()
        };
        let neighbour = |piece: &Piece| match piece.kind {
            Kind::Paragraph(one) => Some(self.style_room(one)),
            _ => None,
        };
        let (above, below) = self.style_room(own);
        let mut room = room;
        if let Some(previous) = previous.filter(plain)
            && let Some((_, their)) = neighbour(previous)
        {
            let gap = room.before.max(unit::twips(previous.after));
            let left = above.min(gap);
            room.before = if left.max(their.min(gap)) < gap { gap } else { left };
        }
        if let Some(next) = next.filter(plain).filter(|next| !next.page_break)
            && neighbour(next).is_some()
        {
            room.after = below.min(room.after.max(unit::twips(next.before)));
        }
        room
    }

    /// The room that a paragraph's style leaves above and below, as the tree counts it: without padding.
    fn style_room(&self, paragraph: &Paragraph) -> (i32, i32) {
        let style = &self.catalog.styles.get(self.catalog.styles.of(paragraph)).layout;
        let own = Layout::of(&paragraph.style, paragraph.role);
        let margin = &paragraph.style.margin;
        let padding = (own.before - unit::twips(margin.top), own.after - unit::twips(margin.bottom));
        ((style.before - padding.0).max(0), (style.after - padding.1).max(0))
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
        if let Role::Heading(_) = paragraph.role {
            self.heading = Some(paragraph.text().replace('\n', " ").into());
        }
        let id = self.catalog.styles.of(paragraph);
        let style = self.catalog.styles.get(id);
        let mut layout = own_layout(paragraph);
        place(&mut layout, &paragraph.style, piece, room);
        if self.ragged.next().is_some_and(|ragged| *ragged) && layout.align == "both" {
            // Word would letter-space the line that our own layout left ragged.
            layout.align = "left";
        }
        layout.page_break_before |= breaks;
        layout.keep_next |= piece.keep_next || self.keep_row;
        let mut base = style.layout.clone();
        let number = self.number(piece.number, &mut layout, &mut base);
        let stop = leader_stop(&paragraph.inlines, unit::twips(self.measure) - layout.right);
        let tabs = tabs_against(stop.as_slice(), if stop.is_some() { &style.tabs } else { &[] });
        let reference = self.catalog.styles.reference(style);
        let placement = Placement { style: reference, number, tabs: &tabs, section, ..Placement::default() };
        self.xml.raw(b"<w:p>");
        write_properties(&layout, &base, &placement, &mut self.xml);
        let open = self.open_bookmarks();
        if number.is_none() {
            self.literal_marker(piece.number, &style.text);
        }
        if let Some(contents) = piece.contents {
            self.open_contents(contents);
        }
        self.inlines(&paragraph.inlines, id, tracking);
        self.close_bookmarks(&open);
        self.xml.raw(b"</w:p>");
    }

    /// A paragraph once more, without its places to link to; or an empty one that looks like it.
    pub fn repeated(&mut self, paragraph: &'a Paragraph, with_text: bool) {
        let id = self.catalog.styles.of(paragraph);
        let style = self.catalog.styles.get(id);
        let layout = Layout { keep_next: style.layout.keep_next || self.keep_row, ..style.layout.clone() };
        let placement = Placement { style: self.catalog.styles.reference(style), ..Placement::default() };
        self.xml.raw(b"<w:p>");
        write_properties(&layout, &style.layout, &placement, &mut self.xml);
        if with_text {
            self.inlines(&paragraph.inlines, id, 0);
        }
        self.xml.raw(b"</w:p>");
    }

    /// Ends the field of a table of contents in a paragraph of its own, as Word does. In the paragraph
    /// that ends a section, LibreOffice loses the fields of that section's footer.
    fn close_contents(&mut self, section: Option<&[u8]>) {
        self.spacer(&Layout::minimal(), None, |writer| writer.field_mark("end"));
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
        let Indents { step, inset, hanging } = Indents::of(list);
        let Some(id) = self.catalog.lists.id_of(list) else {
            layout.first = -step;
            return None;
        };
        // Word puts the level's indents above the style's.
        base.left = step * (i32::from(level) + 1) + inset;
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
        let style = self.catalog.styles.of_rule(rule);
        let (before, after) = rule_room(&rule.style, room.before, room.after);
        let layout = Layout {
            page_break_before: breaks,
            keep_next: piece.keep_next || self.keep_row,
            before,
            after,
            left: style.layout.left + unit::twips(piece.frame.left),
            right: style.layout.right + unit::twips(piece.frame.right),
            ..style.layout.clone()
        };
        let placement =
            Placement { style: self.catalog.styles.reference(style), section, ..Placement::default() };
        self.xml.raw(b"<w:p>");
        write_properties(&layout, &style.layout, &placement, &mut self.xml);
        self.bookmarks();
        self.xml.raw(b"</w:p>");
    }

    fn bookmarks(&mut self) {
        let open = self.open_bookmarks();
        self.close_bookmarks(&open);
    }

    /// Begins the bookmarks of all waiting ids.
    fn open_bookmarks(&mut self) -> Vec<u32> {
        if let Some(front) = self.front_pages.take() {
            self.set_front_pages(front);
        }
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

    /// A field that shows nothing and gives a bookmark its value (ISO 29500-1 §17.16.5.57); footers count with it.
    fn set_front_pages(&mut self, FrontPages { number, pages }: FrontPages) {
        self.field_mark("begin");
        self.instruction(&format!("SET {FRONT_PAGES} {pages}"));
        self.field_mark("separate");
        self.xml.empty("w:bookmarkStart", &[("w:id", number.into()), ("w:name", FRONT_PAGES.into())]);
        self.xml.element("w:r", &[], |xml| {
            // For readers that do not know the field.
            xml.element("w:rPr", &[], |xml| xml.flag("w:vanish", true));
            xml.text_element("w:t", &[], &pages.to_string());
        });
        self.xml.empty("w:bookmarkEnd", &[("w:id", number.into())]);
        self.field_mark("end");
    }

    fn close_bookmarks(&mut self, open: &[u32]) {
        for &number in open.iter().rev() {
            self.xml.empty("w:bookmarkEnd", &[("w:id", number.into())]);
        }
    }
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

/// What a paragraph says of itself; a line with a picture is as high as that.
pub fn own_layout(paragraph: &Paragraph) -> Layout {
    let layout = Layout::of(&paragraph.style, paragraph.role);
    Layout { line: if paragraph.has_picture() { Line::Auto } else { layout.line }, ..layout }
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
