//! Strips: what pagination may not cut, top to bottom.
//!
//! A line is a strip, a table row is a strip. Keeping things together (headings with what
//! follows, orphans and widows, kept rows) is said by one mark between two strips. What the boxes
//! around have above and below their content (borders, paddings) lies inside the strips, so that
//! it stays with them at a page's top.

use std::sync::Arc;

use crate::flow::Keep;
use crate::index::ids;
use crate::tree::{Border, BoxStyle, ItemId, ParagraphId, TableId};
use crate::unit::Abs;

ids! {
    /// Of a section's box.
    BoxId,
}

/// Something that stands on one page, under the strip before it.
#[derive(Clone, Debug)]
pub struct Strip<'a> {
    /// Space above it; dropped at the top of a page.
    pub before: Abs,
    /// With what boxes have above and below.
    pub height: Abs,
    /// Of its height, what the boxes that begin or end with it take above and below its content.
    pub above: Abs,
    pub below: Abs,
    /// What word processors take on its page besides, mostly for small paragraphs; see [`super::reserve`].
    pub small: Abs,
    /// From the left edge of the flow that holds it.
    pub x: Abs,
    /// How strongly it stays with the next strip.
    pub keep: Keep,
    /// A page break stands before it.
    pub forced: bool,
    /// Chooses the page style.
    pub page: Option<&'a Arc<str>>,
    pub anchors: Vec<&'a Arc<str>>,
    /// The list markers beside it, and where they begin.
    pub markers: Vec<(ItemId, Abs)>,
    /// The innermost section box around it.
    pub enclosing: Option<BoxId>,
    /// The boxes that begin with it, and how far below its top.
    pub opens: Vec<(BoxId, Abs)>,
    /// The boxes that end with it, and how far below its content.
    pub closes: Vec<(BoxId, Abs)>,
    pub kind: StripKind<'a>,
}

#[derive(Clone, Debug)]
pub enum StripKind<'a> {
    /// A line of a paragraph, under the paragraph's padding where it is the first.
    Line { paragraph: ParagraphId, line: usize, pad_top: Abs },
    /// A row of a table.
    Row(RowStrip<'a>),
    /// The line of a rule, so far below the strip's top.
    Rule { border: Option<Border>, padding: Abs, width: Abs },
    /// Nothing, for an empty box or a marker without text.
    Blank,
}

/// A row, or a part of one that is taller than a page.
#[derive(Clone, Debug)]
pub struct RowStrip<'a> {
    pub table: TableId,
    /// Its place in the table.
    pub row: usize,
    /// A header row that stands once more at a page's top.
    pub again: bool,
    /// The cells whose box on this page does not show all of their content, by place among the table's cells.
    pub shown: Vec<(usize, Shown<'a>)>,
    /// Whether an earlier part of the same row went before.
    pub continued: bool,
}

/// What a cell's box on one page shows of its content.
#[derive(Clone, Debug)]
pub enum Shown<'a> {
    Strips(Vec<Strip<'a>>),
    /// All of it, once more: it stands on an earlier page already.
    Again,
}

/// A section's box that shows: its border, padding or background.
pub struct SectionBox<'a> {
    pub style: &'a BoxStyle,
    /// The border's outer edge, from the left edge of the flow.
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

    /// Without what boxes have above and below.
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

/// The height of strips below each other; the first one's space above is dropped.
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

/// Strips so far, and what waits for the next one.
#[derive(Default)]
pub struct Strips<'a> {
    strips: Vec<Strip<'a>>,
    /// The room above the next strip, and that below the last one, which a forced break takes away (CSS
    /// Fragmentation 3 §5.2).
    space: Abs,
    trailing: Abs,
    /// What boxes that wait to begin have above their content, and the space inside them.
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
        // Above the boxes that wait to begin, or inside them.
        match self.opens.is_empty() {
            true => self.space += space,
            false => self.inset += space,
        }
        self.forced |= forced;
        self.anchors.extend(anchors);
    }

    /// Begins a box with the next strip; `inset` is its border and padding above.
    pub fn open_box(&mut self, id: BoxId, inset: Abs) {
        self.opens.push((id, self.inset));
        self.inset += inset;
        self.enclosing = Some(id);
    }

    /// Ends a box with the last strip; an empty one gets a strip of its own.
    pub fn close_box(&mut self, id: BoxId, parent: Option<BoxId>, inset: Abs, page: Option<&'a Arc<str>>) {
        if self.opens.iter().any(|(open, _)| *open == id) {
            self.push(Strip::new(StripKind::Blank), page);
        }
        // The last margin inside the box stays inside.
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

    /// Ends a block with that room below it, whose strips begin with `first`.
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

    /// Leaves a small paragraph's room on the last strip's page.
    pub fn reserve(&mut self, room: Abs) {
        if let Some(last) = self.strips.last_mut() {
            last.small += room;
        }
    }

    pub fn finish(self) -> Vec<Strip<'a>> {
        self.strips
    }
}
