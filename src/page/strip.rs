//! Strips: what pagination does not cut, from top to bottom.
//!
//! A line is a strip, and so is a table row. [`Strip::keep`] says how strongly a strip is kept with the next:
//! headings with what follows, orphans and widows, kept rows. The borders and paddings of the boxes around are part
//! of the strips' heights, so that they stay with their content at the top of a page.

use std::sync::Arc;

use crate::flow::Keep;
use crate::index::ids;
use crate::tree::{Border, BoxStyle, ItemId, ParagraphId, TableId};
use crate::unit::Abs;

ids! {
    /// The box of a section.
    BoxId,
}

/// A strip: it stands on one page, below the strip before it.
#[derive(Clone, Debug)]
pub struct Strip<'a> {
    /// The space above it; dropped at the top of a page.
    pub before: Abs,
    /// Includes `above` and `below`.
    pub height: Abs,
    /// The parts of the height that belong to the boxes that begin and end with it: borders, paddings, margins
    /// inside.
    pub above: Abs,
    pub below: Abs,
    /// The extra height that word processors need on its page, mostly for small paragraphs; see [`super::reserve`].
    pub small: Abs,
    /// The distance from the left edge of the flow that holds it.
    pub x: Abs,
    /// How strongly it stays with the next strip.
    pub keep: Keep,
    /// Whether a page break is forced before it.
    pub forced: bool,
    /// The name of its page style.
    pub page: Option<&'a Arc<str>>,
    pub anchors: Vec<&'a Arc<str>>,
    /// The list markers beside it, with the x of their left edges.
    pub markers: Vec<(ItemId, Abs)>,
    /// The innermost section box around it.
    pub enclosing: Option<BoxId>,
    /// The boxes that begin with it, and how far below its top each begins.
    pub opens: Vec<(BoxId, Abs)>,
    /// The boxes that end with it, and how far below its content each ends.
    pub closes: Vec<(BoxId, Abs)>,
    pub kind: StripKind<'a>,
}

#[derive(Clone, Debug)]
pub enum StripKind<'a> {
    /// A line of a paragraph; `pad_top` is the paragraph's border and padding above its first line.
    Line { paragraph: ParagraphId, line: usize, pad_top: Abs },
    /// A row of a table.
    Row(RowStrip<'a>),
    /// The line of a rule, `padding` below the strip's top.
    Rule { border: Option<Border>, padding: Abs, width: Abs },
    /// An empty box, or a marker without text beside it.
    Blank,
}

/// A row, or one part of a row that is split.
#[derive(Clone, Debug)]
pub struct RowStrip<'a> {
    pub table: TableId,
    /// Its place in the table.
    pub row: usize,
    /// Whether it is a repeated header row at the top of a page.
    pub again: bool,
    /// The cells that do not show their whole content here, by index among the table's cells.
    pub shown: Vec<(usize, Shown<'a>)>,
    /// Whether an earlier part of the same row stands on a page before.
    pub continued: bool,
}

/// What a cell's box on one page shows of its content.
#[derive(Clone, Debug)]
pub enum Shown<'a> {
    Strips(Vec<Strip<'a>>),
    /// The whole content again: it stands on an earlier page already.
    Again,
}

/// A section's box that shows something: border, padding or background.
pub struct SectionBox<'a> {
    pub style: &'a BoxStyle,
    /// The distance from the left edge of the flow to its border's outer edge.
    pub x: Abs,
    pub width: Abs,
    /// The box around it.
    pub parent: Option<BoxId>,
}

impl<'a> Strip<'a> {
    pub fn new(kind: StripKind<'a>) -> Strip<'a> {
        Strip {
            before: Abs::ZERO,
            height: Abs::ZERO,
            above: Abs::ZERO,
            below: Abs::ZERO,
            small: Abs::ZERO,
            x: Abs::ZERO,
            keep: Keep::Free,
            forced: false,
            page: None,
            anchors: Vec::new(),
            markers: Vec::new(),
            enclosing: None,
            opens: Vec::new(),
            closes: Vec::new(),
            kind,
        }
    }

    /// The height without what boxes take above and below.
    pub fn content_height(&self) -> Abs {
        self.height - self.above - self.below
    }

    pub fn row(&self) -> Option<&RowStrip<'a>> {
        match &self.kind {
            StripKind::Row(row) => Some(row),
            _ => None,
        }
    }

    pub fn is_line(&self) -> bool {
        matches!(self.kind, StripKind::Line { .. })
    }
}

/// The total height of strips below each other, without the space above the first one.
pub fn total_height<'p, 'a: 'p>(strips: impl IntoIterator<Item = &'p Strip<'a>>) -> Abs {
    let mut spaces = Abs::ZERO;
    let mut height = Abs::ZERO;
    for (index, strip) in strips.into_iter().enumerate() {
        if index > 0 {
            spaces += strip.before;
        }
        height += strip.height;
    }
    spaces + height
}

/// The strips so far, and what waits for the next one.
#[derive(Default)]
pub struct Strips<'a> {
    strips: Vec<Strip<'a>>,
    /// The space above the next strip, and the space below the last one, which a forced break drops (CSS
    /// Fragmentation 3 §5.2).
    space: Abs,
    trailing: Abs,
    /// The height above the content of boxes that wait to begin: borders, paddings and margins inside them.
    inset: Abs,
    opens: Vec<(BoxId, Abs)>,
    pub enclosing: Option<BoxId>,
    forced: bool,
    anchors: Vec<&'a Arc<str>>,
    pub markers: Vec<(ItemId, Abs)>,
}

impl<'a> Strips<'a> {
    pub fn len(&self) -> usize {
        self.strips.len()
    }

    /// Begins a block with that room above it; `forced` breaks the page.
    pub fn open(&mut self, space: Abs, forced: bool, anchors: &[&'a Arc<str>]) {
        // If boxes wait to begin, the space lies inside them.
        match self.opens.is_empty() {
            true => self.space += space,
            false => self.inset += space,
        }
        self.forced |= forced;
        self.anchors.extend(anchors);
    }

    /// Begins a box with the next strip; `inset` is the height of its border and padding at the top.
    pub fn open_box(&mut self, id: BoxId, inset: Abs) {
        self.opens.push((id, self.inset));
        self.inset += inset;
        self.enclosing = Some(id);
    }

    /// Ends a box with the last strip; an empty box gets a strip of its own. `inset` is the height of its padding and
    /// border at the bottom.
    pub fn close_box(&mut self, id: BoxId, parent: Option<BoxId>, inset: Abs, page: Option<&'a Arc<str>>) {
        if self.opens.iter().any(|(open, _)| *open == id) {
            self.push(Strip::new(StripKind::Blank), page);
        }
        // The last margin inside the box stays inside it.
        let inset = std::mem::take(&mut self.space) + std::mem::take(&mut self.trailing) + inset;
        if let Some(last) = self.strips.last_mut() {
            last.below += inset;
            last.height += inset;
            last.closes.push((id, last.below));
        }
        self.enclosing = parent;
    }

    pub fn push(&mut self, mut strip: Strip<'a>, page: Option<&'a Arc<str>>) {
        strip.before = std::mem::take(&mut self.space);
        let trailing = std::mem::take(&mut self.trailing);
        strip.above = std::mem::take(&mut self.inset);
        strip.height += strip.above;
        strip.opens = std::mem::take(&mut self.opens);
        strip.enclosing = self.enclosing;
        strip.page = page;
        strip.forced =
            std::mem::take(&mut self.forced) || self.strips.last().is_some_and(|last| last.page != page);
        if !strip.forced {
            strip.before += trailing;
        }
        strip.anchors.append(&mut self.anchors);
        strip.markers.append(&mut self.markers);
        self.strips.push(strip);
    }

    /// Ends a block whose strips begin with `first`; that space is below it.
    pub fn close(&mut self, first: usize, together: bool, space: Abs, keep: Keep) {
        let last = self.strips.len().saturating_sub(1);
        if together {
            for strip in &mut self.strips[first.min(last)..last] {
                strip.keep = strip.keep.max(Keep::Together);
            }
        }
        match self.opens.is_empty() {
            true => self.trailing += space,
            false => self.inset += space,
        }
        if let Some(last) = self.strips.last_mut() {
            last.keep = last.keep.max(keep);
        }
    }

    /// Reserves that room for a small paragraph on the last strip's page.
    pub fn reserve(&mut self, room: Abs) {
        if let Some(last) = self.strips.last_mut() {
            last.small += room;
        }
    }

    pub fn finish(self) -> Vec<Strip<'a>> {
        self.strips
    }
}
