//! Walks the tree once and collects what all parts of the body share.
//!
//! Styles, lists, links, pictures, bookmarks and sections get their names and numbers here, in document order. So the
//! body can be written in parallel and always gets the same bytes.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::tree::{
    Block, Document, GroupKind, Inline, Link, List, PageMap, PageNumber, PageStyles, Paragraph, Role,
    Section, Table, TextStyle, each_paragraph,
};
use crate::unit::Abs;

use super::anchors::Anchors;
use super::boxes::{becomes_table, table_of_style};
use super::data::ITEM;
use super::marks::RowMarks;
use super::media::{MediaFiles, PixelCopies};
use super::numbering::Lists;
use super::package::{Error, Relations};
use super::running::RunningParts;
use super::section::SectionPlan;
use super::styles::StyleBook;
use super::uses::PartUses;

/// The parts that every document is related to: relationship type and file.
const SHARED_PARTS: [(&str, &str); 3] =
    [("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml")];

/// What all parts of the document share.
pub struct Catalog<'a> {
    pub styles: StyleBook<'a>,
    pub lists: Lists<'a>,
    pub anchors: Anchors<'a>,
    /// The number of the first row's bookmark.
    pub first_row_mark: u32,
    pub pictures: MediaFiles<'a>,
    /// The relationship id of each address that links lead to.
    pub links: HashMap<&'a str, String>,
    pub plan: SectionPlan<'a>,
    pub running: RunningParts,
    pub fonts: BTreeSet<&'a str>,
    /// The level of each heading that has an anchor.
    headings: HashMap<&'a str, u8>,
    /// The relationships of `word/document.xml`.
    pub relations: Relations,
    /// How many paragraphs there are, to estimate the size of the body.
    pub size: u64,
}

/// What the walk has found so far.
struct CatalogWalk<'a> {
    /// What the parts before use, and what the current one uses.
    uses: Vec<PartUses>,
    own: PartUses,
    styles: StyleBook<'a>,
    lists: Lists<'a>,
    anchors: Anchors<'a>,
    /// The bookmarks of rows, if rows are to have any, and the name of the part.
    rows: Option<RowMarks>,
    part: &'a str,
    pictures: MediaFiles<'a>,
    links: HashMap<&'a str, String>,
    fonts: BTreeSet<&'a str>,
    headings: HashMap<&'a str, u8>,
    /// The last text style: the next one is mostly the same.
    last_text: Option<&'a TextStyle>,
    /// The last page styles: most parts share them.
    last_pages: Option<&'a Arc<PageStyles>>,
    relations: Relations,
    size: u64,
}

impl<'a> Catalog<'a> {
    pub fn collect(
        document: &'a Document,
        pages: &PageMap,
        copies: &PixelCopies,
        has_data: bool,
    ) -> Result<Catalog<'a>, Error> {
        let mut walk = CatalogWalk::new(StyleBook::new(document));
        walk.rows = has_data.then(RowMarks::default);
        for (kind, target) in SHARED_PARTS {
            walk.relations.add(kind, target);
        }
        for part in &document.parts {
            walk.part = &part.name;
            walk.pictures.begin_part();
            walk.page_styles(&part.page_styles);
            walk.blocks(&part.blocks, 0);
            walk.end_part();
        }
        let CatalogWalk {
            uses,
            styles,
            lists,
            anchors,
            rows,
            mut pictures,
            links,
            mut fonts,
            headings,
            mut relations,
            size,
            ..
        } = walk;
        fonts.extend(styles.fonts());
        if !lists.is_empty() {
            relations.add("numbering", "numbering.xml");
        }
        pictures.draw_copies(copies)?;
        for file in &mut pictures.files {
            file.relation = relations.add("image", &file.path);
        }
        let first_row_mark = anchors.len() as u32;
        let free = first_row_mark + rows.map_or(0, |rows| rows.len() as u32);
        let mut plan = SectionPlan::new(document, pages, uses, free);
        let running = plan.finish(&styles, pages, document.meta.watermark.as_ref(), &mut relations);
        if has_data {
            relations.add("customXml", &format!("../{ITEM}"));
        }
        Ok(Catalog {
            styles,
            lists,
            anchors,
            first_row_mark,
            pictures,
            links,
            plan,
            running,
            fonts,
            headings,
            relations,
            size,
        })
    }

    /// The lowest level of the headings that a table of contents links to; 0 if there are none.
    pub fn lowest_heading(&self, contents: &Section) -> u8 {
        let mut lowest = 0;
        each_paragraph(&contents.blocks, &mut |paragraph| {
            for inline in &paragraph.inlines {
                if let Inline::PageNumber(PageNumber { target, .. }) = inline {
                    lowest = lowest.max(self.headings.get(&**target).copied().unwrap_or(0));
                }
            }
        });
        lowest
    }
}

impl<'a> CatalogWalk<'a> {
    fn new(styles: StyleBook<'a>) -> CatalogWalk<'a> {
        CatalogWalk {
            uses: Vec::new(),
            own: PartUses::default(),
            styles,
            lists: Lists::default(),
            anchors: Anchors::default(),
            rows: None,
            part: "",
            pictures: MediaFiles::default(),
            links: HashMap::new(),
            fonts: BTreeSet::new(),
            headings: HashMap::new(),
            last_text: None,
            last_pages: None,
            relations: Relations::default(),
            size: 0,
        }
    }

    fn page_styles(&mut self, pages: &'a Arc<PageStyles>) {
        if self.last_pages.is_some_and(|last| Arc::ptr_eq(last, pages)) {
            return;
        }
        self.last_pages = Some(pages);
        for style in [&pages.default].into_iter().chain(pages.named.iter().map(|(_, style)| style)) {
            self.styles.add_page(style);
            style.all_boxes().for_each(|margin_box| self.text(&margin_box.style.text));
        }
    }

    fn blocks(&mut self, blocks: &'a [Block], depth: u8) {
        for block in blocks {
            match block {
                Block::Section(section) => self.section(section, depth),
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Table(table) => self.table(table),
                Block::List(list) => self.list(list, depth),
                Block::Rule(rule) => self.styles.add_rule(rule),
            }
        }
    }

    fn end_part(&mut self) {
        self.uses.push(std::mem::take(&mut self.own));
    }

    fn anchor(&mut self, anchor: &'a Option<Arc<str>>) {
        let part = self.uses.len();
        anchor.iter().for_each(|anchor| self.anchors.add(anchor, part));
    }

    fn section(&mut self, section: &'a Section, depth: u8) {
        self.anchor(&section.anchor);
        match becomes_table(section) {
            true => {
                self.styles.add_table(&table_of_style(&section.style, Abs::ZERO));
                self.blocks(&section.blocks, 0);
            }
            false => self.blocks(&section.blocks, depth),
        }
    }

    fn list(&mut self, list: &'a List, depth: u8) {
        self.anchor(&list.anchor);
        let counted = self.lists.add(list, depth);
        self.own.lists.put(list.id, counted);
        self.text(&list.style.marker);
        for item in &list.items {
            self.blocks(&item.blocks, depth.saturating_add(1));
        }
    }

    fn table(&mut self, table: &'a Table) {
        self.anchor(&table.anchor);
        self.styles.add_table(table);
        table.caption.iter().for_each(|caption| self.paragraph(caption));
        let rows = table.groups.iter().flat_map(|group| group.rows.iter().map(|row| (group.kind, row)));
        for (kind, row) in rows {
            self.anchor(&row.anchor);
            // The head is repeated on each page.
            if let Some(rows) = self.rows.as_mut().filter(|_| kind != GroupKind::Head) {
                let mark = rows.add(self.part, row.id);
                self.own.rows.put(row.id, Some(mark));
            }
            for cell in &row.cells {
                self.anchor(&cell.anchor);
                self.blocks(&cell.blocks, 0);
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        self.size += 1;
        self.anchor(&paragraph.anchor);
        if let (Role::Heading(level), Some(id)) = (paragraph.role, &paragraph.anchor) {
            self.headings.entry(id).or_insert(level);
        }
        let style = self.styles.add_paragraph(paragraph);
        self.own.styles.put(paragraph.id, style);
        self.text(&paragraph.style.text);
        for inline in &paragraph.inlines {
            if let Inline::Image(image) = inline {
                let picture = self.pictures.add(image);
                self.own.pictures.put(image.id, picture);
            }
            if let Some(run) = inline.run() {
                self.text(&run.style);
                if let Some(Link::Url(url)) = &run.link {
                    self.link(url);
                }
            }
        }
    }

    fn link(&mut self, url: &'a str) {
        if !self.links.contains_key(url) {
            let relation = self.relations.add_external("hyperlink", url);
            self.links.insert(url, relation);
        }
    }

    fn text(&mut self, style: &'a TextStyle) {
        if !self.last_text.is_some_and(|last| std::ptr::eq(last, style)) {
            self.last_text = Some(style);
            self.fonts.insert(&style.fonts.latin);
            self.fonts.insert(&style.fonts.han);
        }
    }
}
