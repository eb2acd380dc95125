//! Lays out one part: composes its strips, paginates them, and draws the pages.

use std::collections::HashSet;
use std::sync::Arc;

use super::compose;
use super::draw::{Anchor, Heading, PagePainter, Pass};
use super::ends::{self, Stretch};
use super::frame::{ImageFile, Page, PartNumbers, PartPages};
use super::margins;
use super::paginate::{self, Paginated};
use super::reserve;
use super::strip::Strip;
use super::tags::Tags;
use crate::index::IndexVec;
use crate::text::Fonts;
use crate::tree::{self, Kept, Matter, PageStyles, Part};
use crate::unit::Abs;

/// A part on pages of its own. Page numbers and margin boxes are filled in when the parts are joined.
#[derive(Clone, Debug)]
pub struct PartLayout {
    pub name: String,
    pub matter: Matter,
    pub sheet: Option<tree::SheetKey>,
    pub pages: PartPages,
    /// The page style of each page, by name.
    pub styles: Vec<Option<Arc<str>>>,
    pub page_styles: Arc<PageStyles>,
    pub strings: Vec<(Arc<str>, String)>,
    pub anchors: Vec<Anchor>,
    pub headings: Vec<Heading>,
    pub images: Vec<ImageFile>,
    /// What pagination keeps with what follows, to be marked by [`tree::keep`].
    pub kept: Kept,
    pub stretches: Vec<Stretch>,
    /// What the DOCX has to know about its rows and paragraphs.
    pub facts: Arc<tree::Facts>,
    /// Characters that no font has, in the order of the text; 〓 stands in for them.
    pub missing: Vec<char>,
    /// Whether it has more than [`MOST_PAGES`](paginate::MOST_PAGES) pages; those beyond are missing here.
    pub cut: bool,
}

impl PartLayout {
    /// Drops the items of the pages once they are drawn; all that joining needs stays.
    pub fn forget_items(&mut self) {
        for page in &mut self.pages.pages {
            (page.items, page.glyphs, page.text) = Default::default();
        }
        self.pages.contents = IndexVec::default();
    }
}

/// Lays out one part.
pub fn layout(part: &Part, fonts: &Fonts) -> PartLayout {
    lay_out(part, fonts, None)
}

/// Lays out one part. Where the last page of a [`Stretch`] is less full than `least`, a share of its height, the
/// break before it is moved up if that helps.
pub fn layout_balanced(part: &Part, fonts: &Fonts, least: f64) -> PartLayout {
    lay_out(part, fonts, Some(least))
}

fn lay_out(part: &Part, fonts: &Fonts, least: Option<f64>) -> PartLayout {
    let (mut strips, mut composed) = compose::compose(part, fonts);
    reserve::mark(&mut strips, &composed);
    let paginated = match least {
        None => paginate::paginate(strips, &composed, &part.page_styles),
        Some(least) => ends::paginate_balanced(strips, &composed, &part.page_styles, least),
    };
    let Paginated { pages: plans, kept, cut } = paginated;
    let stretches = ends::stretches(&plans, &composed, &part.page_styles);
    let mut painter = PagePainter {
        composed: &composed,
        fonts,
        tags: Tags::of(part, &composed),
        page: Page::default(),
        page_index: 0,
        contents: IndexVec::default(),
        anchors: Vec::new(),
        headings: Vec::new(),
        images: Vec::new(),
    };
    let mut pages = Vec::with_capacity(plans.len());
    for (index, plan) in plans.iter().enumerate() {
        let style = part.page_styles.get(plan.page.map(|name| &**name));
        painter.page_index = index;
        painter.page.size = style.size;
        let placed: Vec<(Abs, &Strip)> = plan.strips.iter().map(|(y, strip)| (*y, strip)).collect();
        painter.strips(&placed, style.margin.left, Pass::Content);
        pages.push(std::mem::take(&mut painter.page));
    }
    let PagePainter { tags: Tags { all: mut tags, .. }, contents, anchors, headings, images, .. } = painter;
    tags.shrink_to_fit();
    let styles: Vec<Option<Arc<str>>> = plans.iter().map(|plan| plan.page.cloned()).collect();
    let mut seen = HashSet::new();
    for name in styles.iter().filter(|name| seen.insert(*name)) {
        let style = part.page_styles.get(name.as_deref());
        composed.missing.extend(margins::missing(style, &part.strings, fonts));
    }
    PartLayout {
        name: part.name.clone(),
        matter: part.matter,
        sheet: part.sheet,
        styles,
        pages: PartPages {
            pages,
            tags,
            contents,
            images: (0..images.len()).collect(),
            labels: PartNumbers::default(),
        },
        page_styles: part.page_styles.clone(),
        strings: part.strings.clone(),
        anchors,
        headings,
        images,
        kept,
        stretches,
        facts: Arc::new(composed.facts),
        missing: composed.missing,
        cut,
    }
}
