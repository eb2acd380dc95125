//! Walks the tree once and collects what the parts of the package share.
//!
//! Styles, lists, links, pictures, bookmarks and sections get their names and numbers here, in
//! document order, so that the body can then be written in parallel and still come out the same.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::tree::{
    Block, Document, Inline, Link, List, PageNumber, PageStyles, Paragraph, Role, Section, Table, TextStyle,
    each_paragraph,
};

use super::anchors::Anchors;
use super::numbering::Lists;
use super::package::{Error, Relations};
use super::picture::{Copies, Pictures};
use super::section::{Plan, RunningParts};
use super::styles::StyleBook;
use crate::tree::PageMap;

/// What the whole document shares.
pub struct Catalog<'a> {
    pub styles: StyleBook<'a>,
    pub lists: Lists<'a>,
    pub anchors: Anchors<'a>,
    pub pictures: Pictures<'a>,
    /// The relationship of each address that links lead to.
    pub links: HashMap<&'a str, String>,
    pub plan: Plan<'a>,
    pub running: RunningParts,
    pub fonts: BTreeSet<&'a str>,
    /// The level of each heading that has an id.
    headings: HashMap<&'a str, u8>,
    /// The relationships of `word/document.xml`.
    pub relations: Relations,
    /// How many cells and paragraphs there are, for an estimate of the size.
    pub size: u64,
}

/// The walk's findings so far.
struct Walk<'a> {
    styles: StyleBook<'a>,
    lists: Lists<'a>,
    anchors: Anchors<'a>,
    pictures: Pictures<'a>,
    links: HashMap<&'a str, String>,
    fonts: BTreeSet<&'a str>,
    headings: HashMap<&'a str, u8>,
    /// The text style that came last, by address: most are the same again.
    last_text: usize,
    /// Those that came last: most parts share them.
    last_pages: Option<&'a Arc<PageStyles>>,
    relations: Relations,
    size: u64,
}

impl<'a> Catalog<'a> {
    pub fn collect(document: &'a Document, pages: &PageMap, copies: &Copies) -> Result<Catalog<'a>, Error> {
        let mut walk = Walk::new(StyleBook::new(document));
        for (kind, target) in super::SHARED_PARTS {
            walk.relations.add(kind, target);
        }
        for part in &document.parts {
            walk.pictures.begin_part();
            walk.page_styles(&part.page_styles);
            walk.blocks(&part.blocks, 0);
        }
        let Walk {
            styles,
            lists,
            anchors,
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
        let mut plan = Plan::new(document, pages, anchors.len() as u32);
        let running = plan.finish(&styles, pages, document.meta.watermark.as_ref(), &mut relations);
        Ok(Catalog {
            styles,
            lists,
            anchors,
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

    /// The lowest level of the headings that a table of contents links to; 0 if there is none.
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

impl<'a> Walk<'a> {
    fn new(styles: StyleBook<'a>) -> Walk<'a> {
        Walk {
            styles,
            lists: Lists::default(),
            anchors: Anchors::default(),
            pictures: Pictures::default(),
            links: HashMap::new(),
            fonts: BTreeSet::new(),
            headings: HashMap::new(),
            last_text: 0,
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
                Block::Section(section) => {
                    section.id.iter().for_each(|id| self.anchors.add(id));
                    self.blocks(&section.blocks, depth);
                }
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Table(table) => self.table(table),
                Block::List(list) => self.list(list, depth),
                Block::Rule(rule) => self.styles.add_rule(rule),
            }
        }
    }

    fn list(&mut self, list: &'a List, depth: u8) {
        list.id.iter().for_each(|id| self.anchors.add(id));
        self.lists.add(list, depth);
        self.text(&list.style.marker);
        for item in &list.items {
            self.blocks(&item.blocks, depth.saturating_add(1));
        }
    }

    fn table(&mut self, table: &'a Table) {
        table.id.iter().for_each(|id| self.anchors.add(id));
        self.styles.add_table(table);
        table.caption.iter().for_each(|caption| self.paragraph(caption));
        for row in table.rows() {
            row.id.iter().for_each(|id| self.anchors.add(id));
            for cell in &row.cells {
                cell.id.iter().for_each(|id| self.anchors.add(id));
                self.blocks(&cell.blocks, 0);
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        self.size += 1;
        paragraph.id.iter().for_each(|id| self.anchors.add(id));
        if let (Role::Heading(level), Some(id)) = (paragraph.role, &paragraph.id) {
            self.headings.entry(id).or_insert(level);
        }
        self.styles.add_paragraph(paragraph);
        self.text(&paragraph.style.text);
        for inline in &paragraph.inlines {
            if let Inline::Image(image) = inline {
                self.pictures.add(image);
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
        let address = std::ptr::from_ref(style) as usize;
        if address != self.last_text {
            self.last_text = address;
            self.fonts.insert(&style.fonts.latin);
            self.fonts.insert(&style.fonts.han);
        }
    }
}
