//! The writer of one part of the body: its XML so far, what it refers to, and what waits for the next paragraph.

use std::sync::Arc;

use crate::tree::{Facts, PageStyles, Paragraph};
use crate::unit::Abs;

use super::anchors::{CountingMark, FRONT_PAGES, FrontPages};
use super::catalog::Catalog;
use super::field;
use super::marks::RowMark;
use super::paragraph::{ParagraphFormat, ParagraphPlace, write_properties};
use super::styles::StyleId;
use super::uses::PartUses;
use super::xml::Xml;

/// Writes one part of the document's body.
pub struct BodyWriter<'w, 'a> {
    pub xml: Xml,
    pub catalog: &'w Catalog<'a>,
    /// The index of the part, and what it uses of what the document shares.
    pub part: usize,
    pub uses: &'w PartUses,
    pub pages: &'w PageStyles,
    /// What layout found out about the part.
    pub facts: &'w Facts,
    /// The anchors that become bookmarks in the next paragraph.
    pub anchors: Vec<Arc<str>>,
    /// The bookmark of the row that the next paragraph begins.
    pub row_mark: Option<RowMark>,
    /// Whether the row that is being written is kept with the next.
    pub keep_row: bool,
    /// The number of the last picture that was written.
    pub pictures: u32,
    /// The width of the page's text, or of the cell's.
    pub measure: Abs,
    /// The bookmarks for the end of the part.
    pub end_marks: Vec<CountingMark>,
    /// Bookmarks for the next paragraph: those of the part's beginning, and those of its end once its last paragraph
    /// is written.
    pub marks: Vec<CountingMark>,
    /// The number of front matter pages, which the next paragraph states in a SET field.
    pub front_pages: Option<FrontPages>,
    /// The text of the last heading, for the titles of the tables below it.
    pub heading: Option<Arc<str>>,
}

/// How a run of pieces has to end.
#[derive(Clone, Copy)]
pub enum End<'s> {
    /// Anything: a paragraph of the same section follows.
    Open,
    /// With a paragraph: it is the end of a cell or of the body.
    Closed,
    /// With a paragraph that carries these section properties.
    Section(&'s [u8]),
}

impl BodyWriter<'_, '_> {
    /// The Word style of a paragraph.
    pub fn style_of(&self, paragraph: &Paragraph) -> StyleId {
        self.uses.styles.get(paragraph.id).copied().unwrap_or_default()
    }

    /// Writes a spacer: a paragraph that shows nothing and is as low as Word allows; `after` is in twips.
    pub fn minimal_paragraph(&mut self, page_break: bool, after: i32, section: Option<&[u8]>) {
        let layout = ParagraphFormat {
            page_break_before: page_break,
            keep_next: self.keep_row,
            after: after.max(0),
            ..ParagraphFormat::minimal()
        };
        self.spacer(&layout, section, BodyWriter::bookmarks);
    }

    /// Writes a paragraph in the style of spacers.
    pub fn spacer(
        &mut self,
        layout: &ParagraphFormat,
        section: Option<&[u8]>,
        content: impl FnOnce(&mut Self),
    ) {
        let gap = self.catalog.styles.gap();
        let placement = ParagraphPlace {
            style: self.catalog.styles.reference(gap),
            section,
            ..ParagraphPlace::default()
        };
        self.xml.raw(b"<w:p>");
        write_properties(layout, &gap.layout, &placement, &mut self.xml);
        content(self);
        self.xml.raw(b"</w:p>");
    }

    /// Writes a run with a field's `begin`, `separate` or `end` mark.
    pub fn field_mark(&mut self, kind: &'static str) {
        self.xml.element("w:r", &[], |xml| field::mark(kind, xml));
    }

    /// Writes a run with a field code.
    pub fn instruction(&mut self, text: &str) {
        self.xml.element("w:r", &[], |xml| field::instruction(text, xml));
    }

    pub fn bookmarks(&mut self) {
        let open = self.open_bookmarks();
        self.close_bookmarks(&open);
    }

    /// Begins the bookmarks that wait for this paragraph; gives their numbers.
    pub fn open_bookmarks(&mut self) -> Vec<u32> {
        if let Some(front) = self.front_pages.take() {
            self.set_front_pages(front);
        }
        if let Some(mark) = self.row_mark.take() {
            let (number, name) = (self.catalog.first_row_mark + mark.place, mark.name());
            let attributes = [("w:id", number.into()), ("w:name", (&name).into())];
            self.xml.empty("w:bookmarkStart", &attributes);
            self.xml.empty("w:bookmarkEnd", &[("w:id", number.into())]);
        }
        let mut open = Vec::new();
        for id in std::mem::take(&mut self.anchors) {
            if let Some(bookmark) = self.catalog.anchors.at(&id, self.part) {
                let attributes = [("w:id", bookmark.number.into()), ("w:name", (&bookmark.name).into())];
                self.xml.empty("w:bookmarkStart", &attributes);
                open.push(bookmark.number);
            }
        }
        for CountingMark { number, name } in std::mem::take(&mut self.marks) {
            self.xml.empty("w:bookmarkStart", &[("w:id", number.into()), ("w:name", (&*name).into())]);
            open.push(number);
        }
        open
    }

    /// Writes a SET field, which shows nothing and gives a bookmark its value (ISO 29500-1 §17.16.5.57); fields in
    /// footers calculate with it.
    fn set_front_pages(&mut self, FrontPages { number, pages }: FrontPages) {
        self.field_mark("begin");
        self.instruction(&format!("SET {FRONT_PAGES} {pages}"));
        self.field_mark("separate");
        self.xml.empty("w:bookmarkStart", &[("w:id", number.into()), ("w:name", FRONT_PAGES.into())]);
        self.xml.element("w:r", &[], |xml| {
            // Hidden for readers that do not know the field.
            xml.element("w:rPr", &[], |xml| xml.flag("w:vanish", true));
            xml.text_element("w:t", &[], &pages.to_string());
        });
        self.xml.empty("w:bookmarkEnd", &[("w:id", number.into())]);
        self.field_mark("end");
    }

    pub fn close_bookmarks(&mut self, open: &[u32]) {
        for &number in open.iter().rev() {
            self.xml.empty("w:bookmarkEnd", &[("w:id", number.into())]);
        }
    }
}
