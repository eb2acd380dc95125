//! Writes the pieces of a flow: paragraphs, tables, and the small paragraphs that Word needs between them.
//!
//! The tree does not know these rules of Word: a table is followed by a paragraph at the end of a cell and of the
//! body; two tables without a paragraph between them become one; a section's properties stand in its last paragraph;
//! a table has neither a page break nor space around it.

use std::sync::Arc;

use crate::flow::Marker;
use crate::tree::{Facts, LineFacts, Paragraph, ParagraphStyle, Role, Rule, SMALL_PARAGRAPH, Section};
use crate::unit::{Abs, Sides};

use super::catalog::Catalog;
use super::characters::Characters;
use super::numbering::ListIndents;
use super::paragraph::{
    ParagraphFormat, ParagraphPlace, borders, leader_stop, own_layout, tabs_against, write_properties,
};
use super::placed::{Frame, PlacedKind, PlacedPiece};
use super::row::{overhang_above, overhang_below};
use super::section::PageRun;
use super::styles::rule_room;
use super::table::{TablePlace, TableTitle};
use super::unit;
use super::writer::{BodyWriter, End};
use super::xml::Xml;

/// The XML of one part of the document's body.
pub fn write_part(catalog: &Catalog, index: usize, facts: &Facts) -> Vec<u8> {
    let Some(part) = catalog.plan.parts.get(index) else {
        return Vec::new();
    };
    let mut writer = BodyWriter {
        xml: Xml::default(),
        catalog,
        part: index,
        uses: &part.uses,
        pages: part.pages,
        facts,
        anchors: Vec::new(),
        row_mark: None,
        keep_row: false,
        pictures: catalog.pictures.first_of_part(index),
        measure: Abs::ZERO,
        end_marks: Vec::new(),
        marks: part.start_mark.iter().cloned().collect(),
        front_pages: part.front_pages,
        heading: None,
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

impl BodyWriter<'_, '_> {
    /// Writes the pieces of a flow; with `new_page`, the first one begins a page.
    pub fn pieces(&mut self, pieces: &[PlacedPiece], new_page: bool, end: End) {
        for (index, piece) in pieces.iter().enumerate() {
            let previous = index.checked_sub(1).and_then(|index| pieces.get(index));
            let next = pieces.get(index + 1);
            let breaks = piece.page_break || new_page && index == 0;
            let section = match (next, end) {
                (None, End::Section(properties)) => Some(properties),
                _ => None,
            };
            self.anchors.extend(piece.anchors.iter().map(|&anchor| anchor.clone()));
            if next.is_none() && !piece.kind.is_table() && !matches!(end, End::Open) {
                self.marks.append(&mut self.end_marks);
            }
            if piece.kind.is_table() {
                self.before_table(piece, previous, breaks);
                self.table_piece(piece, previous);
                if next.is_none() && !matches!(end, End::Open) {
                    self.marks.append(&mut self.end_marks);
                    let room = piece.after - overhang_below(piece) - SMALL_PARAGRAPH;
                    self.minimal_paragraph(false, unit::twips(room), section);
                }
            } else {
                let room = SpaceAround::around(piece, previous, next);
                let room = self.spare(room, piece, previous.filter(|_| !breaks), next);
                let own = section.filter(|_| !piece.ends_contents);
                self.paragraph_piece(piece, &room, breaks, own);
                if piece.ends_contents {
                    self.close_contents(section);
                }
            }
        }
    }

    fn table_piece(&mut self, piece: &PlacedPiece, previous: Option<&PlacedPiece>) {
        let place = |title| TablePlace { indent: piece.frame.left, keep_next: piece.keep_next, title };
        match &piece.kind {
            PlacedKind::Table(table) => {
                let title = self.table_title(table.label.as_ref(), table.caption.as_deref(), previous);
                self.table(table, place(title));
            }
            PlacedKind::Box(own) => {
                let title = self.table_title(None, None, previous);
                self.boxed(own, place(title));
            }
            _ => {}
        }
    }

    /// Writes a small paragraph before a table where one is needed: after another table, for a page break, or for
    /// space at the beginning of a flow.
    fn before_table(&mut self, piece: &PlacedPiece, previous: Option<&PlacedPiece>, breaks: bool) {
        let after_table = previous.filter(|previous| previous.kind.is_table());
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

    /// The title of a table: its label or caption, else the text of a paragraph that is kept with it, else the
    /// heading above. The context is that heading, unless it is the title.
    fn table_title(
        &self,
        label: Option<&Arc<str>>,
        caption: Option<&Paragraph>,
        previous: Option<&PlacedPiece>,
    ) -> TableTitle {
        let lead = previous.filter(|piece| piece.keep_next).and_then(|piece| match piece.kind {
            PlacedKind::Paragraph(one) => Some(one),
            _ => None,
        });
        let text = |one: &Paragraph| Some(one.text().replace('\n', " ")).filter(|text| !text.is_empty());
        let caption = caption.or(lead).and_then(text).map(Arc::from);
        let title = label.cloned().or(caption).or_else(|| self.heading.clone());
        let context = self.heading.clone().filter(|heading| Some(heading) != title.as_ref());
        TableTitle { title, context }
    }

    /// Lets a paragraph keep the space of its style above and below, where that gives the right gap to its neighbour:
    /// Word takes the larger of two neighbours' spaces. Elsewhere the gap itself is the space above.
    fn spare(
        &self,
        room: SpaceAround,
        piece: &PlacedPiece,
        previous: Option<&PlacedPiece>,
        next: Option<&PlacedPiece>,
    ) -> SpaceAround {
        let PlacedKind::Paragraph(own) = piece.kind else { return room };
        if piece.frame.border != Sides::default() {
            return room;
        }
        let plain = |piece: &&PlacedPiece| {
            matches!(piece.kind, PlacedKind::Paragraph(_)) && piece.frame.border == Sides::default()
        };
        let neighbour = |piece: &PlacedPiece| match piece.kind {
            PlacedKind::Paragraph(one) => Some(self.style_room(one)),
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

    /// The space above and below that a paragraph's style gives, in twips and as the tree counts it: without padding.
    fn style_room(&self, paragraph: &Paragraph) -> (i32, i32) {
        let style = &self.catalog.styles.get(self.style_of(paragraph)).layout;
        let own = ParagraphFormat::of(&paragraph.style, paragraph.role);
        let margin = &paragraph.style.margin;
        let padding = (own.before - unit::twips(margin.top), own.after - unit::twips(margin.bottom));
        ((style.before - padding.0).max(0), (style.after - padding.1).max(0))
    }

    fn paragraph_piece(
        &mut self,
        piece: &PlacedPiece,
        room: &SpaceAround,
        breaks: bool,
        section: Option<&[u8]>,
    ) {
        match piece.kind {
            PlacedKind::Paragraph(paragraph) => self.paragraph(paragraph, piece, room, breaks, section),
            PlacedKind::Rule(rule) => self.rule(rule, piece, room, breaks, section),
            PlacedKind::Marker => self.marker(piece, room, breaks, section),
            PlacedKind::Blank => self.minimal_paragraph(breaks, 0, section),
            PlacedKind::Table(_) | PlacedKind::Box(_) => {}
        }
    }

    fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        piece: &PlacedPiece,
        room: &SpaceAround,
        breaks: bool,
        section: Option<&[u8]>,
    ) {
        let LineFacts { tracking, ragged } = self.facts.lines(paragraph.id);
        let tracking = unit::twips(tracking);
        if let Role::Heading(_) = paragraph.role {
            self.heading = Some(paragraph.text().replace('\n', " ").into());
        }
        let id = self.style_of(paragraph);
        let style = self.catalog.styles.get(id);
        let mut layout = own_layout(paragraph);
        place(&mut layout, &paragraph.style, piece, room);
        if ragged && layout.align == "both" {
            // Word would spread the line that our layout left ragged.
            layout.align = "left";
        }
        layout.page_break_before |= breaks;
        layout.keep_next |= piece.keep_next || self.keep_row;
        let mut base = style.layout.clone();
        let number = self.number(piece.marker, &mut layout, &mut base);
        let stop = leader_stop(&paragraph.inlines, unit::twips(self.measure) - layout.right);
        let tabs = tabs_against(stop.as_slice(), if stop.is_some() { &style.tabs } else { &[] });
        let reference = self.catalog.styles.reference(style);
        let placement =
            ParagraphPlace { style: reference, number, tabs: &tabs, section, ..ParagraphPlace::default() };
        self.xml.raw(b"<w:p>");
        write_properties(&layout, &base, &placement, &mut self.xml);
        let open = self.open_bookmarks();
        if number.is_none() {
            self.literal_marker(piece.marker, &style.text);
        }
        if let Some(contents) = piece.contents {
            self.open_contents(contents);
        }
        self.inlines(&paragraph.inlines, id, tracking);
        self.close_bookmarks(&open);
        self.xml.raw(b"</w:p>");
    }

    /// Writes a paragraph again, without its bookmarks; without `with_text`, an empty one in the same style.
    pub fn repeated(&mut self, paragraph: &Paragraph, with_text: bool) {
        let id = self.style_of(paragraph);
        let style = self.catalog.styles.get(id);
        let layout =
            ParagraphFormat { keep_next: style.layout.keep_next || self.keep_row, ..style.layout.clone() };
        let placement =
            ParagraphPlace { style: self.catalog.styles.reference(style), ..ParagraphPlace::default() };
        self.xml.raw(b"<w:p>");
        write_properties(&layout, &style.layout, &placement, &mut self.xml);
        if with_text {
            self.inlines(&paragraph.inlines, id, 0);
        }
        self.xml.raw(b"</w:p>");
    }

    /// Ends the field of a table of contents in a paragraph of its own, as Word does. If that paragraph also ended a
    /// section, LibreOffice would lose the fields of the section's footer.
    fn close_contents(&mut self, section: Option<&[u8]>) {
        self.spacer(&ParagraphFormat::minimal(), None, |writer| writer.field_mark("end"));
        if section.is_some() {
            self.minimal_paragraph(false, 0, section);
        }
    }

    /// Begins the field of a table of contents (ISO 29500-1 §17.16.5.68). Its switches mean: headings down to the
    /// lowest level that the contents link to, as hyperlinks, without page numbers in web layout, and paragraphs with
    /// outline levels.
    fn open_contents(&mut self, contents: &Section) {
        let lowest = self.catalog.lowest_heading(contents).max(1);
        self.field_mark("begin");
        self.instruction(&format!(r#"TOC \o "1-{lowest}" \h \z \u"#));
        self.field_mark("separate");
    }

    /// The list id and level of an item's first paragraph; sets the indents that go with them in `layout` and `base`.
    fn number(
        &self,
        marker: Option<Marker>,
        layout: &mut ParagraphFormat,
        base: &mut ParagraphFormat,
    ) -> Option<(u32, u8)> {
        let list = marker?.list;
        let ListIndents { step, inset, hanging } = ListIndents::of(list);
        let Some((id, level)) = self.uses.lists.get(list.id).copied().flatten() else {
            layout.first = -step;
            return None;
        };
        // In Word, a level's indents override those of the paragraph style.
        base.left = step * (i32::from(level) + 1) + inset;
        base.first = -hanging;
        layout.first = -hanging;
        Some((id, level))
    }

    /// Writes a marker that Word does not count as text, with a tab before the item's text.
    fn literal_marker(&mut self, marker: Option<Marker>, base: &Characters) {
        let Some(Marker { list, item, .. }) = marker.filter(|marker| !marker.item.marker.is_empty()) else {
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

    /// Writes the empty numbered paragraph of an item that begins with a list or a table.
    fn marker(&mut self, piece: &PlacedPiece, room: &SpaceAround, breaks: bool, section: Option<&[u8]>) {
        let normal = self.catalog.styles.normal();
        let mut layout =
            ParagraphFormat { page_break_before: breaks, keep_next: true, ..normal.layout.clone() };
        let mut base = normal.layout.clone();
        layout.left = unit::twips(piece.frame.left);
        layout.before = room.before;
        layout.after = room.after;
        let number = self.number(piece.marker, &mut layout, &mut base);
        let placement = ParagraphPlace { number, section, ..ParagraphPlace::default() };
        self.xml.raw(b"<w:p>");
        write_properties(&layout, &base, &placement, &mut self.xml);
        self.bookmarks();
        if number.is_none() {
            self.literal_marker(piece.marker, &normal.text);
        }
        self.xml.raw(b"</w:p>");
    }

    /// Writes a rule (`hr`): a minimal paragraph with a border below it.
    fn rule(
        &mut self,
        rule: &Rule,
        piece: &PlacedPiece,
        room: &SpaceAround,
        breaks: bool,
        section: Option<&[u8]>,
    ) {
        let style = self.catalog.styles.of_rule(rule);
        let (before, after) = rule_room(&rule.style, room.before, room.after);
        let layout = ParagraphFormat {
            page_break_before: breaks,
            keep_next: piece.keep_next || self.keep_row,
            before,
            after,
            left: style.layout.left + unit::twips(piece.frame.left),
            right: style.layout.right + unit::twips(piece.frame.right),
            ..style.layout.clone()
        };
        let placement = ParagraphPlace {
            style: self.catalog.styles.reference(style),
            section,
            ..ParagraphPlace::default()
        };
        self.xml.raw(b"<w:p>");
        write_properties(&layout, &style.layout, &placement, &mut self.xml);
        self.bookmarks();
        self.xml.raw(b"</w:p>");
    }
}

/// The space above and below a paragraph, in twips.
struct SpaceAround {
    before: i32,
    after: i32,
}

impl SpaceAround {
    /// The space around a piece: of two neighbours the larger one, as in Word and CSS. A table's space goes to its
    /// neighbours.
    fn around(
        piece: &PlacedPiece,
        previous: Option<&PlacedPiece>,
        next: Option<&PlacedPiece>,
    ) -> SpaceAround {
        let is_table = |piece: &&PlacedPiece| piece.kind.is_table();
        let before = match previous.filter(is_table) {
            Some(table) => piece.before.max(table.after) - overhang_below(table),
            None => piece.before,
        };
        let after = match next.filter(is_table) {
            Some(table) => piece.after.max(table.before) - overhang_above(table),
            None => piece.after,
        };
        SpaceAround { before: unit::twips(before).max(0), after: unit::twips(after).max(0) }
    }
}

/// Adds the indents, borders and space of what is around a paragraph to its own layout.
fn place(layout: &mut ParagraphFormat, style: &ParagraphStyle, piece: &PlacedPiece, room: &SpaceAround) {
    let Frame { left, right, background, border, padding } = piece.frame;
    // The style's padding stays; only its margin is replaced.
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
