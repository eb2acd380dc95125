//! Keeps room on a page for what word processors need there besides our pieces.
//!
//! They want small paragraphs around tables ([`SMALL_PARAGRAPH`]), and the outer lines of a table whole on the page,
//! half of which lies outside in layout. Without that room, the end of a page that is full to the last point would
//! stand on one more, which shows nothing. Our pages keep it free, so that they end alike in both documents.

use super::flow::{Flow, Piece, PieceKind};
use crate::tree::SMALL_PARAGRAPH;
use crate::unit::Abs;

/// What the DOCX gives of a page's lower margin (`docx::section`), but for the rounding of its rows: the outer
/// halves of thin lines lie there.
const LOWER_MARGIN: Abs = Abs::pt(0.5);

/// Tells the pieces of a part how much higher the DOCX is beside them, so far as no room around them makes up for it.
pub fn mark(pieces: &mut [Piece], flow: &Flow) {
    // The outer half of a table's last line, if one ended.
    let mut ended: Option<Abs> = None;
    for index in 0..pieces.len() {
        let piece = &pieces[index];
        let next = pieces.get(index + 1);
        let (top, bottom) = flow.outer_lines(piece);
        let between = match (begins_table(piece), ended) {
            (true, _) if piece.forced || index == 0 => SMALL_PARAGRAPH,
            (true, Some(above)) => above + SMALL_PARAGRAPH + top,
            (true, None) => top,
            (false, above) => above.unwrap_or_default() + around_rule(piece),
        };
        let ends = ends_table(piece, next);
        // The paragraph that ends a section may hang below the page; the document's last one may not.
        let behind = if ends && next.is_none() { SMALL_PARAGRAPH } else { Abs::ZERO };
        ended = ends.then_some(bottom);
        pieces[index].small += (between - piece.before).max(Abs::ZERO) + behind;
    }
}

/// Whether a table of the DOCX begins with it; so does a box.
fn begins_table(piece: &Piece) -> bool {
    let first_row = matches!(&piece.kind, PieceKind::Row(row) if row.row == 0 && !row.continued);
    first_row || !piece.opens.is_empty()
}

fn ends_table(piece: &Piece, next: Option<&Piece>) -> bool {
    let table = |piece: &Piece| match &piece.kind {
        PieceKind::Row(row) => Some(row.table),
        _ => None,
    };
    let last_row = table(piece).is_some() && next.is_none_or(|next| table(next) != table(piece));
    last_row || !piece.closes.is_empty()
}

/// A rule is the line of a small paragraph.
fn around_rule(piece: &Piece) -> Abs {
    match piece.kind {
        PieceKind::Rule { .. } => SMALL_PARAGRAPH,
        _ => Abs::ZERO,
    }
}

impl Flow<'_> {
    /// What lies outside a row of its lines above and below.
    fn outer_lines(&self, piece: &Piece) -> (Abs, Abs) {
        match &piece.kind {
            PieceKind::Row(row) => self.tables[row.table].rows[row.row].lines,
            _ => (Abs::ZERO, Abs::ZERO),
        }
    }

    /// What a page has to leave free between these pieces, where the small paragraphs beside all of them take so much.
    pub fn room_to_leave(&self, first: &Piece, last: &Piece, small: Abs) -> Abs {
        (self.outer_lines(first).0 + small + self.outer_lines(last).1 - LOWER_MARGIN).max(Abs::ZERO)
    }
}
