//! Lays a tree out on pages.
//!
//! A part goes through three steps, each a file: `flow` turns its blocks into pieces, `paginate` deals the
//! pieces out to pages (and `ends` looks after the last ones), `draw` (with `grid` for tables) puts glyphs and lines there. [`Joined`] then
//! puts the parts of a document together, numbers the pages and fills the margin boxes.

mod draw;
mod ends;
mod flow;
mod frame;
mod grid;
mod join;
mod margins;
mod numbers;
mod paginate;
mod reserve;
mod table;
mod vertical;

use std::collections::HashSet;
use std::sync::Arc;

pub use draw::{Anchor, Heading};
pub use ends::Stretch;
pub use frame::*;
pub use join::Joined;
pub use numbers::Numbers;

use crate::text::Fonts;
use crate::tree::{self, Kept, Matter, PageStyles, Part};
use crate::unit::Abs;
use draw::{Painter, Pass};
use flow::Flow;
pub use paginate::MOST_PAGES;
use paginate::Paginated;

/// A part on pages of its own, numbers and margin boxes still to be filled.
#[derive(Clone, Debug)]
pub struct PartLayout {
    pub name: String,
    pub matter: Matter,
    pub sheet: Option<tree::Sheet>,
    pub pages: PartPages,
    /// The page style of each page, by name.
    pub styles: Vec<Option<Arc<str>>>,
    pub page_styles: Arc<PageStyles>,
    pub strings: Vec<(Arc<str>, String)>,
    pub anchors: Vec<Anchor>,
    pub headings: Vec<Heading>,
    pub images: Vec<ImageFile>,
    /// What pagination keeps with what follows, for [`tree::keep`].
    pub kept: Kept,
    pub stretches: Vec<Stretch>,
    pub fit: Arc<tree::Fit>,
    /// Characters that no font has, in the order of the text; 〓 stands in for them.
    pub missing: Vec<char>,
    /// Whether it has more than [`MOST_PAGES`]: then only so many are here.
    pub cut: bool,
}

impl PartLayout {
    /// Forgets what stands on the pages, once it is drawn; all that joining needs stays.
    pub fn forget_items(&mut self) {
        for page in &mut self.pages.pages {
            (page.items, page.glyphs, page.text) = Default::default();
        }
        self.pages.contents = Vec::new();
    }
}

/// Lays one part out.
pub fn layout(part: &Part, fonts: &Fonts) -> PartLayout {
    lay_out(part, fonts, None)
}

/// The same; where the last page of a [`Stretch`] is less full than that share of its room, the break before it is moved
/// up, if that helps, so that it holds enough to be read by itself.
pub fn layout_balanced(part: &Part, fonts: &Fonts, least: f64) -> PartLayout {
    lay_out(part, fonts, Some(least))
}

fn lay_out(part: &Part, fonts: &Fonts, least: Option<f64>) -> PartLayout {
    let mut flow = Flow::new(fonts, &part.page_styles);
    let measure = part.page_styles.default.measure();
    let mut pieces = flow.pieces(&part.blocks, measure, 0);
    reserve::mark(&mut pieces, &flow);
    let paginated = match least {
        None => paginate::paginate(pieces, &flow, &part.page_styles),
        Some(least) => ends::paginate_balanced(pieces, &flow, &part.page_styles, least),
    };
    let Paginated { pages: plans, kept, cut } = paginated;
    let stretches = ends::stretches(&plans, &flow, &part.page_styles);
    let mut painter = Painter {
        flow: &mut flow,
        page: Page::default(),
        page_index: 0,
        contents: Vec::new(),
        anchors: Vec::new(),
        headings: Vec::new(),
        images: Vec::new(),
    };
    let mut pages = Vec::with_capacity(plans.len());
    for (index, plan) in plans.iter().enumerate() {
        let style = part.page_styles.get(plan.page.map(|name| &**name));
        painter.page_index = index;
        painter.page.size = style.size;
        let placed: Vec<(Abs, &flow::Piece)> = plan.pieces.iter().map(|(y, piece)| (*y, piece)).collect();
        painter.pieces(&placed, style.margin.left, Pass::Content);
        pages.push(std::mem::take(&mut painter.page));
    }
    let Painter { contents, anchors, headings, images, .. } = painter;
    flow.tags.shrink_to_fit();
    let styles: Vec<Option<Arc<str>>> = plans.iter().map(|plan| plan.page.cloned()).collect();
    let mut seen = HashSet::new();
    for name in styles.iter().filter(|name| seen.insert(*name)) {
        let style = part.page_styles.get(name.as_deref());
        flow.missing.extend(margins::missing(style, &part.strings, fonts));
    }
    PartLayout {
        name: part.name.clone(),
        matter: part.matter,
        sheet: part.sheet,
        styles,
        pages: PartPages {
            pages,
            tags: flow.tags,
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
        fit: Arc::new(flow.fit),
        missing: flow.missing,
        cut,
    }
}
