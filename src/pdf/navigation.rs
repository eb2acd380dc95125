//! Bookmarks, links and page labels (ISO 32000-1 §12).

use super::PdfError;
use super::error::is_too_long;
use super::file::{Objects, PdfFile};
use super::object::{Dict, ObjectBuffer, Ref};
use super::units::Paper;
use crate::page::{LinkArea, LinkTarget, OutlineItem, Page, PageNumbering, PartNumbers, PartSource};
use crate::unit::{Point, Size};

/// Deeper bookmarks are left out, so that no input exhausts the stack.
const MAX_DEPTH: usize = 100;

/// The pages of the document, as destinations of links and bookmarks.
pub struct Places {
    /// The object of the first page; those of the other pages follow.
    pub pages: Ref,
    pub sizes: Vec<Size>,
}

impl Places {
    pub fn new(parts: &dyn PartSource, pages: Ref) -> Places {
        Places { pages, sizes: (0..parts.count()).flat_map(|part| parts.sizes(part)).collect() }
    }

    fn has(&self, page: usize) -> bool {
        page < self.sizes.len()
    }

    /// Writes an explicit destination (§12.3.2.2).
    fn destination(&self, page: usize, at: Point, output: &mut ObjectBuffer) {
        let size = self.sizes.get(page).copied().unwrap_or_default();
        let (x, y) = Paper::new(size).point(at);
        output.raw("[");
        output.reference(self.pages.plus(page));
        output.raw("/XYZ ");
        output.hundredths(x);
        output.space();
        output.hundredths(y);
        output.raw(" 0]");
    }

    /// For each link of a page, the index of its annotation; `None` for a link that leads nowhere or has no area.
    pub fn annotated(&self, page: &Page) -> Vec<Option<usize>> {
        let mut count = 0;
        let leads = |link: &LinkArea| match &link.target {
            LinkTarget::Url(_) => true,
            LinkTarget::Place { page, .. } => self.has(*page),
            LinkTarget::Anchor(_) => false,
        };
        let paper = Paper::new(page.size);
        page.links
            .iter()
            .map(|link| {
                let counts = leads(link) && paper.area(link.rect).is_some();
                counts.then(|| {
                    count += 1;
                    count - 1
                })
            })
            .collect()
    }

    /// Writes the annotation of a link (§12.5.6.5).
    pub fn annotation(&self, link: &LinkArea, size: Size, parent_key: i64, dict: &mut Dict) {
        let Some(area) = Paper::new(size).area(link.rect) else { return };
        dict.name("Type", "Annot");
        dict.name("Subtype", "Link");
        dict.key("Rect").array(area.corners(), |output, number| output.hundredths(number));
        dict.raw("Border", "[0 0 0]");
        // PDF/A asks for the flag Print on every annotation.
        dict.integer("F", 4);
        dict.text("Contents", spoken(link));
        dict.integer("StructParent", parent_key);
        match &link.target {
            LinkTarget::Url(url) => dict.dict("A", |dict| {
                dict.name("S", "URI");
                dict.key("URI").literal(ascii(url).as_bytes());
            }),
            LinkTarget::Place { page, at } => self.destination(*page, *at, dict.key("Dest")),
            LinkTarget::Anchor(_) => {}
        }
    }

    /// Writes the bookmarks below `root`; the top-level ones are open at first.
    pub fn outline(
        &self,
        bookmarks: &[OutlineItem],
        root: Ref,
        file: &mut PdfFile,
        errors: &mut Vec<PdfError>,
    ) {
        let mut objects = Objects::default();
        let ids = self.siblings(bookmarks, root, 0, file, &mut objects, errors);
        objects.dict(root, |dict| {
            dict.name("Type", "Outlines");
            if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
                let shown = bookmarks.iter().map(|bookmark| 1 + self.known(&bookmark.children).count());
                dict.reference("First", *first);
                dict.reference("Last", *last);
                dict.integer("Count", shown.sum::<usize>() as i64);
            }
        });
        file.append(objects);
    }

    fn known<'b>(&self, bookmarks: &'b [OutlineItem]) -> impl Iterator<Item = &'b OutlineItem> {
        let count = self.sizes.len();
        bookmarks.iter().filter(move |bookmark| bookmark.page < count)
    }

    fn siblings(
        &self,
        bookmarks: &[OutlineItem],
        parent: Ref,
        depth: usize,
        file: &mut PdfFile,
        objects: &mut Objects,
        errors: &mut Vec<PdfError>,
    ) -> Vec<Ref> {
        let known: Vec<&OutlineItem> = self.known(bookmarks).collect();
        let first = file.reserve(known.len());
        let ids: Vec<Ref> = (0..known.len()).map(|index| first.plus(index)).collect();
        for (index, bookmark) in known.iter().enumerate() {
            if is_too_long(&bookmark.title) {
                errors.push(PdfError::too_long(bookmark.page));
            }
            let below = match depth < MAX_DEPTH {
                true => self.siblings(&bookmark.children, ids[index], depth + 1, file, objects, errors),
                false => Vec::new(),
            };
            objects.dict(ids[index], |dict| {
                dict.text("Title", &bookmark.title);
                dict.reference("Parent", parent);
                if index > 0 {
                    dict.reference("Prev", ids[index - 1]);
                }
                if let Some(next) = ids.get(index + 1) {
                    dict.reference("Next", *next);
                }
                if let (Some(first), Some(last)) = (below.first(), below.last()) {
                    dict.reference("First", *first);
                    dict.reference("Last", *last);
                    let count = below.len() as i64;
                    dict.integer("Count", if depth == 0 { count } else { -count });
                }
                self.destination(bookmark.page, bookmark.at, dict.key("Dest"));
            });
        }
        ids
    }
}

/// Why a link breaks PDF/A or PDF/UA, if it does.
pub fn fault(link: &LinkArea, page: usize) -> Option<PdfError> {
    match spoken(link) {
        "" => Some(PdfError::Finding { page: Some(page), text: "a link has no description".to_owned() }),
        text if is_too_long(text) => Some(PdfError::too_long(page)),
        _ => match &link.target {
            LinkTarget::Url(url) if is_too_long(&ascii(url)) => Some(PdfError::too_long(page)),
            _ => None,
        },
    }
}

/// The description of a link for assistive technology.
fn spoken(link: &LinkArea) -> &str {
    match &link.target {
        LinkTarget::Url(url) if link.alt.is_empty() => url,
        _ => &link.alt,
    }
}

/// An address in ASCII, as ISO 32000-1 §12.6.4.7 asks; other bytes are percent-encoded, as in browsers.
fn ascii(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            encoded.push(byte.into());
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Writes the page labels (§12.4.2): a range begins where counting starts anew or the counter style changes.
pub fn labels(parts: &dyn PartSource, output: &mut ObjectBuffer) {
    let mut ranges: Vec<(usize, PageNumbering, u32)> = Vec::new();
    let mut page = 0;
    for part in 0..parts.count() {
        let count = parts.sizes(part).len();
        let PartNumbers { numbering, first, .. } = parts.labels(part);
        if count == 0 {
            continue;
        }
        let goes_on = ranges.last().is_some_and(|&(start, known, number)| {
            // A part without numbers continues the count.
            known == numbering
                && (first == 0 || u64::from(number) + (page - start) as u64 == u64::from(first))
        });
        if !goes_on {
            ranges.push((page, numbering, first));
        }
        page += count;
    }
    output.dict(|dict| {
        dict.key("Nums").array(ranges, |output, (start, numbering, first)| {
            output.integer(start as i64);
            output.dict(|dict| {
                dict.name(
                    "S",
                    match numbering {
                        PageNumbering::Decimal => "D",
                        PageNumbering::LowerRoman => "r",
                        PageNumbering::UpperRoman => "R",
                    },
                );
                if first > 1 {
                    dict.integer("St", first.into());
                }
            });
        });
    });
}
