//! Keeps room on a page for what word processors need there besides our strips.
//!
//! They want small paragraphs around tables ([`SMALL_PARAGRAPH`]), and the outer lines of a table whole on the page,
//! half of which lies outside in layout. Without that room, the end of a page that is full to the last point would
//! stand on one more, which shows nothing. Our pages keep it free, so that they end alike in both documents.

use super::compose::Composition;
use super::strip::{Strip, StripKind};
use crate::tree::SMALL_PARAGRAPH;
use crate::unit::Abs;

/// What the DOCX gives of a page's lower margin (`docx::section`), but for the rounding of its rows: the outer
/// halves of thin lines lie there.
const LOWER_MARGIN: Abs = Abs::pt(0.5);

/// Tells the strips of a part how much higher the DOCX is beside them, so far as no room around them makes up for it.
pub fn mark(strips: &mut [Strip], composed: &Composition) {
    // The outer half of a table's last line, if one ended.
    let mut ended: Option<Abs> = None;
    for index in 0..strips.len() {
        let strip = &strips[index];
        let next = strips.get(index + 1);
        let (top, bottom) = composed.outer_lines(strip);
        let between = match (begins_table(strip), ended) {
            (true, _) if strip.forced || index == 0 => SMALL_PARAGRAPH,
            (true, Some(above)) => above + SMALL_PARAGRAPH + top,
            (true, None) => top,
            (false, above) => above.unwrap_or_default() + around_rule(strip),
        };
        let ends = ends_table(strip, next);
        // The paragraph that ends a section may hang below the page; the document's last one may not.
        let behind = if ends && next.is_none() { SMALL_PARAGRAPH } else { Abs::ZERO };
        ended = ends.then_some(bottom);
        strips[index].small += (between - strip.before).max(Abs::ZERO) + behind;
    }
}

/// Whether a table of the DOCX begins with it; so does a box.
fn begins_table(strip: &Strip) -> bool {
    let first_row = matches!(&strip.kind, StripKind::Row(row) if row.row == 0 && !row.continued);
    first_row || !strip.opens.is_empty()
}

fn ends_table(strip: &Strip, next: Option<&Strip>) -> bool {
    let table = |strip: &Strip| match &strip.kind {
        StripKind::Row(row) => Some(row.table),
        _ => None,
    };
    let last_row = table(strip).is_some() && next.is_none_or(|next| table(next) != table(strip));
    last_row || !strip.closes.is_empty()
}

/// A rule is the line of a small paragraph.
fn around_rule(strip: &Strip) -> Abs {
    match strip.kind {
        StripKind::Rule { .. } => SMALL_PARAGRAPH,
        _ => Abs::ZERO,
    }
}

impl Composition<'_> {
    /// What lies outside a row of its lines above and below.
    fn outer_lines(&self, strip: &Strip) -> (Abs, Abs) {
        match &strip.kind {
            StripKind::Row(row) => self.tables[row.table].rows[row.row].lines,
            _ => (Abs::ZERO, Abs::ZERO),
        }
    }

    /// What a page has to leave free between these strips, where the small paragraphs beside all of them take so much.
    pub fn room_to_leave(&self, first: &Strip, last: &Strip, small: Abs) -> Abs {
        (self.outer_lines(first).0 + small + self.outer_lines(last).1 - LOWER_MARGIN).max(Abs::ZERO)
    }
}
