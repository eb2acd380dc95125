//! Stacks pieces: sums up the space above and below each, and collects what waits for the next one.

use std::sync::Arc;

use super::piece::{FlowPlace, Keep, Kind, Marker, Piece};
use crate::tree::{Break, Inline, Section};
use crate::unit::Abs;

/// The pieces so far, and what waits for the next one.
#[derive(Default)]
pub struct Pile<'t> {
    pieces: Vec<Piece<'t>>,
    /// The space above the next piece.
    space: Abs,
    page_break: bool,
    pub anchors: Vec<&'t Arc<str>>,
    pub markers: Vec<Marker<'t>>,
    /// Whether the first piece has to stay with what stands before the pile.
    keeps_before: bool,
}

/// What still waits at the end of a box, because no piece in it came after.
pub struct Waiting<'t> {
    page_break: bool,
    anchors: Vec<&'t Arc<str>>,
}

impl<'t> Pile<'t> {
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Begins a block with that space above it.
    pub fn open(&mut self, space: Abs, before: Break) {
        self.space += space;
        match before {
            Break::Auto => {}
            Break::Page => self.page_break = true,
            Break::Avoid => self.bind_last(),
        }
    }

    pub fn push(&mut self, kind: Kind<'t>, place: FlowPlace<'t>) {
        self.pieces.push(Piece {
            kind,
            left: place.left,
            right: place.right,
            before: std::mem::take(&mut self.space),
            after: Abs::ZERO,
            page_break: std::mem::take(&mut self.page_break),
            page: place.page,
            keep: Keep::Free,
            together: false,
            anchors: std::mem::take(&mut self.anchors),
            markers: std::mem::take(&mut self.markers),
            contents: None,
            ends_contents: false,
        });
    }

    /// Ends a block whose pieces begin with `first`; that space is below it.
    pub fn close(&mut self, first: usize, keep_together: bool, space: Abs, after: Break) {
        if keep_together {
            self.keep_together(first);
        }
        if let Some(last) = self.pieces.last_mut() {
            last.after += space;
        }
        match after {
            Break::Auto => {}
            Break::Page => self.page_break = true,
            Break::Avoid => self.bind_last(),
        }
    }

    fn keep_together(&mut self, first: usize) {
        let Some((last, others)) = self.pieces.get_mut(first..).and_then(<[Piece]>::split_last_mut) else {
            return;
        };
        last.together = true;
        for piece in others {
            piece.together = true;
            piece.keep = piece.keep.max(Keep::Together);
        }
    }

    /// Keeps the last piece with the next one.
    fn bind_last(&mut self) {
        match self.pieces.last_mut() {
            Some(last) => last.keep = Keep::Bound,
            None => self.keeps_before = true,
        }
    }

    /// Ends the pile of a box's content: gives its pieces, and what still waits for a piece after them.
    pub fn take_inside(&mut self, mut inside: Pile<'t>) -> (Vec<Piece<'t>>, Waiting<'t>) {
        if let Some(last) = inside.pieces.last_mut() {
            last.after += inside.space;
        }
        if inside.keeps_before {
            self.bind_last();
        }
        (inside.pieces, Waiting { page_break: inside.page_break, anchors: inside.anchors })
    }

    /// Hands the rest of a box's pile on to the next piece.
    pub fn wait(&mut self, waiting: Waiting<'t>) {
        self.page_break |= waiting.page_break;
        self.anchors.extend(waiting.anchors);
    }

    /// Marks a `nav` as a table of contents if it holds nothing but paragraphs and at least one page number.
    pub fn mark_contents(&mut self, first: usize, section: &'t Section) {
        let pieces = self.pieces.get_mut(first..).unwrap_or_default();
        let has_number = |piece: &Piece| match piece.kind {
            Kind::Paragraph { paragraph, .. } => {
                paragraph.inlines.iter().any(|inline| matches!(inline, Inline::PageNumber(_)))
            }
            _ => false,
        };
        let is_entry = |piece: &Piece| matches!(piece.kind, Kind::Paragraph { .. });
        if pieces.iter().all(is_entry) && pieces.iter().any(has_number) {
            pieces.iter_mut().take(1).for_each(|first| first.contents = Some(section));
            pieces.iter_mut().next_back().into_iter().for_each(|last| last.ends_contents = true);
        }
    }

    /// All pieces. Anchors that still wait are given to the last one.
    pub fn finish(mut self, place: FlowPlace<'t>) -> Vec<Piece<'t>> {
        if !self.anchors.is_empty() && self.pieces.is_empty() {
            self.push(Kind::Blank { height: Abs::ZERO }, place);
        }
        if let Some(last) = self.pieces.last_mut() {
            last.anchors.append(&mut self.anchors);
        }
        self.pieces
    }
}
