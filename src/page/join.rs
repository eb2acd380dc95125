//! Joins laid-out parts to a document: page numbers, links, bookmarks, heading levels.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::frame::*;
use super::layout::PartLayout;
use super::margins::{self, Counters};
use super::numbers::DocumentNumbers;
use crate::sync::Shared;
use crate::text::{Fonts, Typesetter};
use crate::tree::{self, PageMap};
use crate::unit::{Point, Size};

/// The parts of a document, in order.
pub struct JoinedParts<'f> {
    layouts: Vec<Arc<PartLayout>>,
    numbers: DocumentNumbers,
    /// The page, counted from 0 in the document, and the point of each anchor.
    places: HashMap<Arc<str>, (usize, Point)>,
    /// The levels of each part's headings in the structure tree.
    levels: Vec<Vec<u8>>,
    images: Vec<ImageFile>,
    /// The indices of each part's pictures in `images`.
    own_images: Vec<Vec<usize>>,
    fonts: &'f Fonts,
}

impl<'f> JoinedParts<'f> {
    pub fn new(layouts: Vec<Arc<PartLayout>>, fonts: &'f Fonts) -> JoinedParts<'f> {
        let numbers = DocumentNumbers::of(&layouts);
        let places = numbers.places(&layouts);
        let levels = heading_levels(&layouts);
        let (images, own_images) = gather_images(&layouts);
        JoinedParts { layouts, numbers, places, levels, images, own_images, fonts }
    }

    /// What layout tells the DOCX about the document.
    pub fn map(&self) -> PageMap {
        PageMap {
            pages: self.numbers.total as u32,
            anchors: self.numbers.anchors(&self.layouts),
            numbers: self.numbers.parts.clone(),
            facts: self.layouts.iter().map(|part| part.facts.clone()).collect(),
        }
    }

    /// The document without its parts; [`PartSource::part`] gives these one by one.
    pub fn cover(&self, meta: DocumentInfo, watermark: Option<&tree::Watermark>) -> Pages {
        let files = self.fonts.faces().iter();
        Pages {
            meta,
            fonts: files.map(|face| FontFile { data: face.data.clone(), index: face.index }).collect(),
            images: self.images.clone(),
            parts: Vec::new(),
            watermark: watermark.map(|watermark| turned(watermark, self.fonts)),
            outline: bookmarks(&self.layouts, &self.numbers.starts),
        }
    }
}

impl PartSource for JoinedParts<'_> {
    fn count(&self) -> usize {
        self.layouts.len()
    }

    fn sizes(&self, part: usize) -> Vec<Size> {
        self.layouts[part].pages.pages.iter().map(|page| page.size).collect()
    }

    fn labels(&self, part: usize) -> PartNumbers {
        self.numbers.parts[part]
    }

    /// Numbers the pages of a part, fills their margin boxes, and resolves its links.
    fn part(&self, part: usize) -> Cow<'_, PartPages> {
        let layout = &*self.layouts[part];
        let numbers = self.numbers.parts[part];
        let mut pages = layout.pages.clone();
        for (heading, level) in layout.headings.iter().zip(&self.levels[part]) {
            if let TagKind::Heading { level: tag_level, .. } = &mut pages.tags[heading.tag].kind {
                *tag_level = *level;
            }
        }
        resolve_links(&mut pages, &self.places);
        pages.images = self.own_images[part].clone();
        let mut typesetter = Typesetter::new(self.fonts);
        for (index, page) in pages.pages.iter_mut().enumerate() {
            let first = self.numbers.starts[part] + index == 0;
            let style = layout.page_styles.get(layout.styles.get(index).and_then(Option::as_deref));
            let counters = Counters::of(&numbers, index);
            margins::fill(style, &layout.strings, page, &counters, first, &mut typesetter);
        }
        pages.labels = numbers;
        Cow::Owned(pages)
    }
}

/// The watermark's glyphs, placed around its centre.
fn turned(watermark: &tree::Watermark, fonts: &Fonts) -> Turned {
    let style = &watermark.style;
    let lines = Typesetter::new(fonts).typeset_plain(&watermark.text, style);
    let mut page = Page::default();
    for line in &lines.lines {
        let at = Point { x: -line.width / 2.0, y: -style.size / 2.0 };
        margins::draw_line(&mut page, fonts, &lines, line, at, Marking::Artifact(Artifact::Layout));
    }
    Turned { page, angle: tree::Watermark::ANGLE }
}

/// Nests headings by level: a heading holds the deeper ones up to the next one of its level. Headings of the front
/// matter hold none of the body.
fn bookmarks(parts: &[Arc<PartLayout>], starts: &[usize]) -> Vec<OutlineItem> {
    let mut roots = Vec::new();
    // The headings that may still get children, outermost first.
    let mut open: Vec<(u8, OutlineItem)> = Vec::new();
    let close = |open: &mut Vec<(u8, OutlineItem)>, roots: &mut Vec<OutlineItem>| {
        if let Some((_, done)) = open.pop() {
            match open.last_mut() {
                Some((_, parent)) => parent.children.push(done),
                None => roots.push(done),
            }
        }
    };
    let mut matter = tree::Matter::Front;
    for (part, start) in parts.iter().zip(starts) {
        while part.matter != matter && !open.is_empty() {
            close(&mut open, &mut roots);
        }
        matter = part.matter;
        for heading in &part.headings {
            while open.last().is_some_and(|(level, _)| *level >= heading.level) {
                close(&mut open, &mut roots);
            }
            let bookmark = OutlineItem {
                title: heading.title.clone(),
                page: start + heading.page,
                at: heading.at,
                children: Vec::new(),
            };
            open.push((heading.level, bookmark));
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

/// The levels of headings in the structure tree: the first is 1, and none is more than one deeper than the one before
/// it (ISO 14289-1 §7.4.2).
fn heading_levels(parts: &[Arc<PartLayout>]) -> Vec<Vec<u8>> {
    let mut previous = 0;
    let mut level_of = |level: u8| {
        previous = level.min(previous + 1);
        previous
    };
    parts.iter().map(|part| part.headings.iter().map(|heading| level_of(heading.level)).collect()).collect()
}

/// Collects every picture once, and each part's indices into that list.
fn gather_images(parts: &[Arc<PartLayout>]) -> (Vec<ImageFile>, Vec<Vec<usize>>) {
    let mut files: Vec<ImageFile> = Vec::new();
    let mut known: HashMap<Shared<[u8]>, usize> = HashMap::new();
    let mut index_of = |file: &ImageFile| {
        *known.entry(Shared(file.data.clone())).or_insert_with(|| {
            files.push(file.clone());
            files.len() - 1
        })
    };
    let indices = parts.iter().map(|part| part.images.iter().map(&mut index_of).collect()).collect();
    (files, indices)
}

/// Resolves links to anchors. A link into a part that this document does not have becomes plain text.
fn resolve_links(pages: &mut PartPages, places: &HashMap<Arc<str>, (usize, Point)>) {
    let mut gone = Vec::new();
    for (page_index, page) in pages.pages.iter_mut().enumerate() {
        for (link_index, link) in page.links.iter_mut().enumerate() {
            if let LinkTarget::Anchor(id) = &link.target {
                match places.get(id) {
                    Some(&(page, at)) => link.target = LinkTarget::Place { page, at },
                    None => gone.push(TagChild::Link { page: page_index, link: link_index }),
                }
            }
        }
    }
    if gone.is_empty() {
        return;
    }
    for tag in &mut pages.tags {
        if tag.kind == TagKind::Link && tag.children.iter().any(|child| gone.contains(child)) {
            tag.kind = TagKind::Span;
            tag.children.retain(|child| !gone.contains(child));
        }
    }
    // Removing links shifts the indices of the others, so these are renumbered.
    for (page_index, page) in pages.pages.iter_mut().enumerate() {
        let keep: Vec<bool> =
            page.links.iter().map(|link| !matches!(link.target, LinkTarget::Anchor(_))).collect();
        let mut kept = keep.iter();
        page.links.retain(|_| kept.next().copied().unwrap_or(false));
        let new_index = |old: usize| keep[..old].iter().filter(|&&keep| keep).count();
        for child in pages.tags.iter_mut().flat_map(|tag| &mut tag.children) {
            if let TagChild::Link { page, link } = child
                && *page == page_index
            {
                *link = new_index(*link);
            }
        }
    }
}
