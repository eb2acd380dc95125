//! Places pieces as Word needs them: one after the other, without boxes around them.
//!
//! A box becomes a table of one cell, or else it is dissolved: each of its pieces gets its indents, shading and
//! borders, and the first and last piece get its margins and paddings.

use std::sync::Arc;

use crate::flow::{BoxPiece, Keep, Kind, Marker, Piece};
use crate::tree::{Border, Paragraph, Rule, Section, Table};
use crate::unit::{Abs, Color, Sides};

use super::boxes::becomes_table;

/// A piece, with what it takes over from the boxes around it.
pub struct PlacedPiece<'t> {
    pub kind: PlacedKind<'t>,
    pub frame: Frame,
    /// The space above and below.
    pub before: Abs,
    pub after: Abs,
    /// The list item that it begins, if any.
    pub marker: Option<Marker<'t>>,
    /// The name of its page style.
    pub page: Option<&'t str>,
    pub page_break: bool,
    pub keep_next: bool,
    pub keep_lines: bool,
    /// The anchors at its beginning.
    pub anchors: Vec<&'t Arc<str>>,
    /// The table of contents that begins with it.
    pub contents: Option<&'t Section>,
    /// Whether a table of contents ends with it.
    pub ends_contents: bool,
}

pub enum PlacedKind<'t> {
    Paragraph(&'t Paragraph),
    Table(&'t Table),
    Rule(&'t Rule),
    /// A box that becomes a table.
    Box(BoxPiece<'t>),
    /// An empty line with the number of a list item that does not begin with a paragraph.
    Marker,
    /// A paragraph that shows nothing, for an anchor or a page break.
    Blank,
}

impl PlacedKind<'_> {
    /// Whether Word has a table for it.
    pub fn is_table(&self) -> bool {
        matches!(self, PlacedKind::Table(_) | PlacedKind::Box(_))
    }
}

/// What a piece takes over from the boxes around it.
#[derive(Clone, Copy, Default)]
pub struct Frame {
    pub left: Abs,
    pub right: Abs,
    pub background: Option<Color>,
    /// The borders of the nearest section that has some, and their distance from the text.
    pub border: Sides<Option<Border>>,
    pub padding: Sides<Abs>,
}

/// Places the pieces of a flow, which is a part or a table cell.
pub fn place(pieces: Vec<Piece<'_>>) -> Vec<PlacedPiece<'_>> {
    let mut placer =
        PiecePlacer { placed: Vec::with_capacity(pieces.len()), anchors: Vec::new(), page_break: false };
    placer.pieces(pieces, &Frame::default());
    placer.placed
}

struct PiecePlacer<'t> {
    placed: Vec<PlacedPiece<'t>>,
    /// What waits for the next piece, because the box that had it is empty.
    anchors: Vec<&'t Arc<str>>,
    page_break: bool,
}

impl<'t> PiecePlacer<'t> {
    /// `around` is what the pieces take over from the boxes around them.
    fn pieces(&mut self, pieces: Vec<Piece<'t>>, around: &Frame) {
        for piece in pieces {
            match piece.kind {
                Kind::Box(own) if !becomes_table(own.section) => {
                    self.unbox(own, Piece { kind: Kind::Blank { height: Abs::ZERO }, ..piece }, around);
                }
                _ => self.piece(piece, around),
            }
        }
    }

    fn piece(&mut self, piece: Piece<'t>, around: &Frame) {
        let kind = match piece.kind {
            Kind::Paragraph { paragraph, .. } => PlacedKind::Paragraph(paragraph),
            Kind::Table { table, .. } => PlacedKind::Table(table),
            Kind::Rule { rule, .. } => PlacedKind::Rule(rule),
            Kind::Box(own) => PlacedKind::Box(own),
            Kind::Blank { .. } => PlacedKind::Blank,
        };
        let mut placed = PlacedPiece {
            kind,
            frame: Frame { left: piece.left, right: piece.right, ..*around },
            before: piece.before,
            after: piece.after,
            marker: None,
            page: piece.page.map(|name| &**name),
            page_break: piece.page_break | std::mem::take(&mut self.page_break),
            keep_next: piece.keep > Keep::Free,
            keep_lines: piece.together,
            anchors: std::mem::take(&mut self.anchors),
            contents: piece.contents,
            ends_contents: piece.ends_contents,
        };
        placed.anchors.extend(piece.anchors);
        let mut markers = piece.markers;
        if let PlacedKind::Paragraph(_) = placed.kind {
            placed.marker = markers.pop();
        }
        let has_markers = !markers.is_empty();
        for marker in markers {
            self.marker(marker, &mut placed);
        }
        if !(has_markers && matches!(placed.kind, PlacedKind::Blank)) {
            self.placed.push(placed);
        }
    }

    /// Adds a line for a marker, above the piece that begins its item.
    fn marker(&mut self, marker: Marker<'t>, first: &mut PlacedPiece<'t>) {
        self.placed.push(PlacedPiece {
            kind: PlacedKind::Marker,
            frame: Frame { left: marker.x, ..first.frame },
            before: std::mem::take(&mut first.before),
            after: Abs::ZERO,
            marker: Some(marker),
            page: first.page,
            page_break: std::mem::take(&mut first.page_break),
            keep_next: false,
            keep_lines: false,
            anchors: std::mem::take(&mut first.anchors),
            contents: None,
            ends_contents: false,
        });
    }

    /// Dissolves a box into its pieces; `outside` is the box itself as a piece, and `around` what it takes over.
    fn unbox(&mut self, own: BoxPiece<'t>, outside: Piece<'t>, around: &Frame) {
        let style = &own.section.style;
        let mut inner = Frame { background: style.background.or(around.background), ..*around };
        if style.border != Sides::default() {
            (inner.border, inner.padding) = (style.border, style.padding);
        }
        let mut pieces = own.pieces;
        self.page_break |= outside.page_break;
        self.anchors.extend(outside.anchors);
        if let Some(first) = pieces.first_mut() {
            first.markers.splice(..0, outside.markers);
            first.contents = outside.contents;
        }
        if let Some(last) = pieces.last_mut() {
            last.ends_contents |= outside.ends_contents;
            last.keep = last.keep.max(outside.keep);
        }
        let start = self.placed.len();
        self.pieces(pieces, &inner);
        let collapse = |own: Abs, margin: Abs, padding: Abs, border: Option<Border>| {
            // A padding without a border keeps the margins apart. With a border, Word draws the padding with the
            // paragraph.
            match padding > Abs::ZERO && border.is_none() {
                true => own + padding + margin,
                false => own.max(margin),
            }
        };
        let placed = self.placed.get_mut(start..).unwrap_or_default();
        if let Some(first) = placed.first_mut() {
            first.before = collapse(first.before, outside.before, style.padding.top, style.border.top);
        }
        if let Some(last) = placed.last_mut() {
            last.after = collapse(last.after, outside.after, style.padding.bottom, style.border.bottom);
        }
        if outside.together {
            let last = placed.len().saturating_sub(1);
            for (index, piece) in placed.iter_mut().enumerate() {
                piece.keep_next |= index < last;
                piece.keep_lines = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow;
    use crate::tree::{Block, BoxStyle, Break, PageStyle, PageStyles, Part};
    use crate::unit::Size;

    fn rule(margin: f64) -> Block {
        let style = BoxStyle { margin: Sides::all(Abs::pt(margin)), ..BoxStyle::default() };
        Block::Rule(Rule { style: Arc::new(style) })
    }

    fn section(style: BoxStyle, blocks: Vec<Block>) -> Block {
        Block::Section(Section {
            is_nav: false,
            anchor: Some("s".into()),
            page: None,
            style: Arc::new(style),
            blocks,
        })
    }

    fn part(blocks: Vec<Block>) -> Part {
        let default = PageStyle {
            size: Size::A4,
            margin: Sides::all(Abs::mm(20.0)),
            boxes: Vec::new(),
            first_boxes: None,
            left_boxes: None,
            mirrored: false,
        };
        Part {
            name: String::new(),
            matter: Default::default(),
            sheet: None,
            page_styles: Arc::new(PageStyles { default, named: Vec::new() }),
            specimens: Arc::default(),
            strings: Vec::new(),
            blocks,
        }
    }

    #[test]
    fn a_section_hands_its_box_down() {
        let style = BoxStyle {
            margin: Sides::all(Abs::pt(10.0)),
            padding: Sides { top: Abs::pt(3.0), ..Sides::default() },
            break_before: Break::Page,
            break_after: Break::Page,
            keep_together: true,
            ..BoxStyle::default()
        };
        let part = part(vec![rule(1.0), section(style, vec![rule(4.0), rule(20.0)]), rule(0.0)]);
        let placed = place(flow::part(&part));
        assert_eq!(placed.iter().map(|p| p.page_break).collect::<Vec<_>>(), [false, true, false, true]);
        assert_eq!(placed.iter().map(|p| p.keep_next).collect::<Vec<_>>(), [false, true, false, false]);
        assert_eq!(placed[1].before, Abs::pt(17.0), "a padding keeps the margins apart");
        assert_eq!(placed[2].after, Abs::pt(20.0), "the larger stays");
        assert_eq!(placed[1].frame.left, Abs::pt(10.0));
        assert_eq!(placed[1].anchors.len(), 1);
    }

    #[test]
    fn avoid_before_keeps_the_piece_before() {
        let style = BoxStyle { break_before: Break::Avoid, ..BoxStyle::default() };
        let part = part(vec![rule(0.0), section(style, vec![rule(0.0)])]);
        assert!(place(flow::part(&part))[0].keep_next);
    }
}
