//! Reserves room on a page for what word processors need there besides our strips.
//!
//! They need small paragraphs around tables ([`SMALL_PARAGRAPH`]). They also want a table's outer borders whole on
//! the page, while in our layout half of each lies outside. Without that room, the end of a full page would move to
//! an extra page that shows nothing. Our pages keep the room free, so that pages end alike in both documents.

use super::compose::Composition;
use super::strip::{Strip, StripKind};
use crate::tree::SMALL_PARAGRAPH;
use crate::unit::Abs;

/// How far a page of the DOCX reaches into the bottom margin (`docx::section`), less what the rounding of its rows
/// takes. So much of the outer halves of borders needs no room.
const LOWER_MARGIN: Abs = Abs::pt(0.5);

/// Sets `small` of each strip: how much more height the DOCX takes beside it, less the space above it, which can make
/// up for that.
pub fn mark(strips: &mut [Strip], composed: &Composition) {
    // The outer half of the last border of the table that has just ended.
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
        // The paragraph that ends a section may hang below the page; the last one of the document may not.
        let behind = if ends && next.is_none() { SMALL_PARAGRAPH } else { Abs::ZERO };
        ended = ends.then_some(bottom);
        strips[index].small += (between - strip.before).max(Abs::ZERO) + behind;
    }
}

/// Whether a table of the DOCX begins with the strip; a section's box becomes a table too.
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

/// In the DOCX, a rule is the border of a small paragraph.
fn around_rule(strip: &Strip) -> Abs {
    match strip.kind {
        StripKind::Rule { .. } => SMALL_PARAGRAPH,
        _ => Abs::ZERO,
    }
}

impl Composition<'_> {
    /// The outer halves of a row's borders, above and below.
    fn outer_lines(&self, strip: &Strip) -> (Abs, Abs) {
        match &strip.kind {
            StripKind::Row(row) => self.tables[row.table].rows[row.row].lines,
            _ => (Abs::ZERO, Abs::ZERO),
        }
    }

    /// The height that a page has to leave free if it begins with `first` and ends with `last`; `small` is the sum of
    /// [`Strip::small`] over its strips.
    pub fn room_to_leave(&self, first: &Strip, last: &Strip, small: Abs) -> Abs {
        (self.outer_lines(first).0 + small + self.outer_lines(last).1 - LOWER_MARGIN).max(Abs::ZERO)
    }
}
