//! Bookmarks and links.

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::{Destination, XyzDestination};
use krilla::outline::{Outline, OutlineNode};
use krilla::tagging::Identifier;

use super::units;
use crate::page::{Bookmark, LinkArea, LinkTarget, Page, Pages};
use crate::unit::Point;

/// Deeper bookmarks are left out, so that no input exhausts the stack.
const MAX_DEPTH: usize = 100;

/// Makes links and bookmarks into a document of so many pages.
pub struct Links {
    page_count: usize,
}

impl Links {
    pub fn new(pages: &Pages) -> Links {
        Links { page_count: pages.parts.iter().map(|part| part.pages.len()).sum() }
    }

    /// The bookmarks; those of the top level show their children at first.
    pub fn outline(&self, bookmarks: &[Bookmark]) -> Outline {
        let mut outline = Outline::new();
        for node in bookmarks.iter().filter_map(|bookmark| self.bookmark(bookmark, 0)) {
            outline.push_child(node.with_open(true));
        }
        outline
    }

    /// Adds a page's links to it, and says where each stands in the structure.
    /// A link to a place that does not exist has no annotation.
    pub fn annotate(&self, page: &Page, target: &mut krilla::page::Page) -> Vec<Option<Identifier>> {
        let annotations = page.links.iter().map(|link| self.annotation(link));
        annotations.map(|annotation| Some(target.add_tagged_annotation(annotation?))).collect()
    }

    fn annotation(&self, link: &LinkArea) -> Option<Annotation> {
        let rect = units::rect(link.rect)?;
        let (target, name) = match &link.target {
            LinkTarget::Url(url) => (Target::Action(Action::Link(LinkAction::new(ascii(url)))), &**url),
            LinkTarget::Place { page, at } => {
                (Target::Destination(Destination::Xyz(self.destination(*page, *at)?)), "")
            }
            LinkTarget::Anchor(_) => return None,
        };
        let alt = if link.alt.is_empty() { name } else { &link.alt };
        Some(Annotation::new_link(LinkAnnotation::new(rect, target), Some(alt.to_owned())))
    }

    fn bookmark(&self, bookmark: &Bookmark, depth: usize) -> Option<OutlineNode> {
        let mut node =
            OutlineNode::new(bookmark.title.clone(), self.destination(bookmark.page, bookmark.at)?);
        if depth < MAX_DEPTH {
            for child in &bookmark.children {
                if let Some(child) = self.bookmark(child, depth + 1) {
                    node.push_child(child);
                }
            }
        }
        Some(node)
    }

    /// A place, if the document has its page.
    fn destination(&self, page: usize, at: Point) -> Option<XyzDestination> {
        (page < self.page_count).then(|| XyzDestination::new(page, units::point(at)))
    }
}

/// An address in the ASCII that ISO 32000-1 §12.6.4.7 asks for: other bytes percent-encoded, as browsers do.
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
