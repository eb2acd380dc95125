//! Keeps room on a page for what word processors need there besides our pieces.
//!
//! They want small paragraphs around tables ([`SMALL_PARAGRAPH`]), and the outer lines of a table whole on the page,
//! half of which lies outside in layout. Without that room, the end of a page that is full to the last point would
//! stand on one more, which shows nothing. Our pages keep it free, so that they end alike in both documents.

use super::flow::{Flow, Piece, PieceKind};
use crate::tree::SMALL_PARAGRAPH;
use crate::unit::Abs;

/// The outer halves of thin lines lie in the margin that the DOCX gives up (`docx::section`).
const THIN_LINES: Abs = Abs::pt(0.5);

/// Tells the pieces of a part which small paragraphs the DOCX has beside them.
pub fn mark(pieces: &mut [Piece], flow: &Flow) {
    let mut above: Option<(bool, Abs)> = None;
    for index in 0..pieces.len() {
        let piece = &pieces[index];
        let next = pieces.get(index + 1);
        let (top, bottom) = flow.outer_lines(piece);
        let begins = begins_table(piece);
        let ends = ends_table(piece, next);
        let mut small = Abs::ZERO;
        let (follows_table, line_above) = above.unwrap_or((true, Abs::ZERO));
        if begins && (piece.forced || follows_table) {
            // In what room there is.
            small += (SMALL_PARAGRAPH + line_above + top - piece.before).max(Abs::ZERO);
        }
        if ends && next.is_none_or(|next| next.page != piece.page) {
            small += SMALL_PARAGRAPH;
        }
        above = Some((ends, if ends { bottom } else { Abs::ZERO }));
        pieces[index].small += small;
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

impl Flow<'_> {
    /// What lies outside a row of its lines above and below.
    fn outer_lines(&self, piece: &Piece) -> (Abs, Abs) {
        match &piece.kind {
            PieceKind::Row(row) => self.tables[row.table].rows[row.row].lines,
            _ => (Abs::ZERO, Abs::ZERO),
        }
    }

    /// What a page has to leave free for the outer lines of its first piece and its last.
    pub fn room_for_lines(&self, first: &Piece, last: &Piece) -> Abs {
        (self.outer_lines(first).0 + self.outer_lines(last).1 - THIN_LINES).max(Abs::ZERO)
    }
}
