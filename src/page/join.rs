//! Joins laid-out parts to a document: page numbers, links, bookmarks, heading levels.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::PartLayout;
use super::frame::*;
use super::margins;
use super::numbers::Numbers;
use crate::text::{Fonts, Typesetter};
use crate::tree::{self, ImageFormat, PageMap};
use crate::unit::Point;

/// Puts parts together in order.
pub fn join(
    parts: Vec<Arc<PartLayout>>,
    fonts: &Fonts,
    meta: Meta,
    watermark: Option<&tree::Watermark>,
) -> (Pages, PageMap) {
    let numbers = Numbers::of(&parts);
    let places = numbers.places(&parts);
    let map = PageMap {
        pages: numbers.total as u32,
        anchors: numbers.anchors(&parts),
        numbers: numbers.parts.clone(),
        fits: parts.iter().map(|part| part.fit.clone()).collect(),
    };
    let Numbers { starts, parts: numbers, .. } = numbers;
    let outline = bookmarks(&parts, &starts);
    let levels = heading_levels(&parts);
    let (images, image_offsets) = gather_images(&parts);
    let joined = parts
        .into_par_iter()
        .zip(starts)
        .zip(numbers)
        .zip(levels)
        .zip(image_offsets)
        .map(|((((part, start), numbers), levels), image_indices)| {
            let mut part = Arc::try_unwrap(part).unwrap_or_else(|shared| (*shared).clone());
            for (heading, level) in part.headings.iter().zip(levels) {
                if let TagKind::Heading { level: tag_level, .. } = &mut part.pages.tags[heading.tag].kind {
                    *tag_level = level;
                }
            }
            resolve_links(&mut part.pages, &places);
            part.pages.images = image_indices;
            let mut typesetter = Typesetter::new(fonts);
            for index in 0..part.pages.pages.len() {
                margins::fill(&mut part, index, start + index == 0, numbers, &mut typesetter);
            }
            part.pages.labels = numbers;
            part.pages
        })
        .collect();
    let files = fonts.faces().iter().map(|face| FontFile { data: face.data.clone(), index: face.index });
    let watermark = watermark.map(|watermark| turned(watermark, fonts));
    (Pages { meta, fonts: files.collect(), images, parts: joined, watermark, outline }, map)
}

/// The watermark's glyphs around its centre.
fn turned(watermark: &tree::Watermark, fonts: &Fonts) -> Turned {
    let style = &watermark.style;
    let lines = Typesetter::new(fonts).typeset_plain(&watermark.text, style);
    let mut page = Page::default();
    for line in &lines.lines {
        let at = Point { x: -line.width / 2.0, y: -style.size / 2.0 };
        margins::draw_line(&mut page, fonts, &lines, line, at, Mark::Artifact(Artifact::Layout));
    }
    Turned { page, angle: tree::Watermark::ANGLE }
}

/// Headings nested by level: a heading holds the deeper ones up to the next of its level.
fn bookmarks(parts: &[Arc<PartLayout>], starts: &[usize]) -> Vec<Bookmark> {
    let mut roots = Vec::new();
    // The open chain of headings, outermost first.
    let mut open: Vec<(u8, Bookmark)> = Vec::new();
    let close = |open: &mut Vec<(u8, Bookmark)>, roots: &mut Vec<Bookmark>| {
        if let Some((_, done)) = open.pop() {
            match open.last_mut() {
                Some((_, parent)) => parent.children.push(done),
                None => roots.push(done),
            }
        }
    };
    for (part, start) in parts.iter().zip(starts) {
        for heading in &part.headings {
            while open.last().is_some_and(|(level, _)| *level >= heading.level) {
                close(&mut open, &mut roots);
            }
            let bookmark = Bookmark {
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

/// The levels of the structure tree: from 1, never deeper than one below the heading before
/// (ISO 14289-1 §7.4.2), whatever level the layout gave them.
fn heading_levels(parts: &[Arc<PartLayout>]) -> Vec<Vec<u8>> {
    let mut previous = 0;
    let mut level_of = |level: u8| {
        previous = level.min(previous + 1);
        previous
    };
    parts.iter().map(|part| part.headings.iter().map(|heading| level_of(heading.level)).collect()).collect()
}

/// Every picture once, and each part's indices into that list.
fn gather_images(parts: &[Arc<PartLayout>]) -> (Vec<ImageFile>, Vec<Vec<usize>>) {
    let mut files: Vec<ImageFile> = Vec::new();
    let mut known: HashMap<*const u8, usize> = HashMap::new();
    let mut index_of = |image: &tree::Image| {
        *known.entry(image.data.as_ptr()).or_insert_with(|| {
            let kind = match image.format {
                ImageFormat::Png => ImageKind::Png,
                ImageFormat::Jpeg => ImageKind::Jpeg,
                ImageFormat::Svg => ImageKind::Svg,
            };
            files.push(ImageFile { data: image.data.clone(), kind });
            files.len() - 1
        })
    };
    let indices = parts.iter().map(|part| part.images.iter().map(&mut index_of).collect()).collect();
    (files, indices)
}

/// Finds the places that anchors stand for. A link into a part that this document leaves out
/// becomes plain text.
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
    // Indices of the links that stay shift; count them anew.
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
