//! Deals pieces out to pages.
//!
//! Promises: every piece stands on exactly one page, in order; nothing stands below the bottom margin unless
//! it is a single line taller than the page; a table's header rows repeat where its rows go on; pieces that keep
//! together are parted only where no page could hold them; a row is split only if it is taller than a page.

use std::sync::Arc;

use super::flow::{Flow, Piece, PieceKind, RowPiece};
use super::table::stack_height;
use crate::tree::{PageStyle, PageStyles};
use crate::unit::Abs;

/// The pieces of one page.
#[derive(Debug)]
pub struct PagePlan<'a> {
    pub page: Option<&'a Arc<str>>,
    /// The table whose header rows stand once more at the page's top.
    pub repeated_header: Option<usize>,
    /// Each with the y of its top edge.
    pub pieces: Vec<(Abs, Piece<'a>)>,
}

/// The least room worth splitting a tall row into, as a share of the page.
const LEAST_SPLIT: f64 = 0.2;

/// A header taller than this share of the page does not repeat.
const TALLEST_REPEATED_HEADER: f64 = 0.5;

pub fn paginate<'a>(mut pieces: Vec<Piece<'a>>, flow: &Flow<'a>, styles: &PageStyles) -> Vec<PagePlan<'a>> {
    let mut plans = Vec::new();
    let mut rest = std::collections::VecDeque::from(std::mem::take(&mut pieces));
    if rest.is_empty() {
        plans.push(PagePlan { page: None, repeated_header: None, pieces: Vec::new() });
    }
    let mut first = true;
    while let Some(next) = rest.front() {
        let style = styles.get(next.page.map(|name| &**name));
        let plan = fill_page(&mut rest, flow, style, first);
        plans.push(plan);
        first = false;
    }
    plans
}

/// Takes as many pieces as the page holds.
fn fill_page<'a>(
    rest: &mut std::collections::VecDeque<Piece<'a>>,
    flow: &Flow<'a>,
    style: &PageStyle,
    first_page: bool,
) -> PagePlan<'a> {
    let bottom = style.size.height - style.margin.bottom;
    let height = bottom - style.margin.top;
    let page = rest.front().and_then(|piece| piece.page);
    let repeated_header = rest.front().and_then(|piece| header_to_repeat(piece, flow, height));
    let header = repeated_header.map_or(Abs::ZERO, |table| flow.tables[table].header_height());
    let top = style.margin.top + header;
    let mut plan = PagePlan { page, repeated_header, pieces: Vec::new() };
    let mut y = top;
    while let Some(piece) = rest.front() {
        let at_top = plan.pieces.is_empty();
        if !at_top && piece.forced {
            return plan;
        }
        // Space above a page's first piece stays only where the part begins or a break was asked for.
        let before = if at_top && !first_page && !piece.forced { Abs::ZERO } else { piece.before };
        if (y + before + piece.height).fits(bottom) {
            y += before;
            let Some(piece) = rest.pop_front() else { break };
            let height = piece.height;
            plan.pieces.push((y, piece));
            y += height;
            continue;
        }
        overflow(&mut plan, rest, flow, y + before, bottom, bottom - top);
        return plan;
    }
    plan
}

/// The next piece does not fit: finds the best place to end the page.
fn overflow<'a>(
    plan: &mut PagePlan<'a>,
    rest: &mut std::collections::VecDeque<Piece<'a>>,
    flow: &Flow<'a>,
    y: Abs,
    bottom: Abs,
    page_room: Abs,
) {
    // Space above the first piece gives way before the piece does.
    let y = if plan.pieces.is_empty() { bottom - page_room } else { y };
    let taller_than_page = rest.front().is_some_and(|piece| !piece.height.fits(page_room));
    if taller_than_page {
        let worth_it = plan.pieces.is_empty() || bottom - y >= page_room * LEAST_SPLIT;
        if worth_it
            && let Some(part) =
                rest.front_mut().and_then(|piece| split(piece, flow, bottom - y, plan.pieces.is_empty()))
        {
            plan.pieces.push((y, part));
            grow_split_spans(plan, rest, flow, page_room);
            return;
        }
    }
    let keeps = |(_, piece): &(Abs, Piece)| piece.keep_with_next;
    let end = plan.pieces.iter().rposition(|piece| !keeps(piece)).map_or(0, |last| last + 1);
    if end > 0 {
        give_back(plan, rest, end);
    } else if plan.pieces.is_empty() {
        // A single line taller than the page: it stands there all the same.
        rest.pop_front().into_iter().for_each(|piece| plan.pieces.push((y, piece)));
    }
    grow_split_spans(plan, rest, flow, page_room);
}

/// Puts the pieces from `end` on back, for the next page.
fn give_back<'a>(plan: &mut PagePlan<'a>, rest: &mut std::collections::VecDeque<Piece<'a>>, end: usize) {
    plan.pieces.drain(end..).rev().for_each(|(_, piece)| rest.push_front(piece));
}

/// The table whose header stands above a piece at a page's top.
fn header_to_repeat(piece: &Piece, flow: &Flow, page_height: Abs) -> Option<usize> {
    let PieceKind::Row(row) = &piece.kind else { return None };
    let table = &flow.tables[row.table];
    let in_body = table.header_rows > 0 && row.row >= table.header_rows;
    let small = table.header_height() <= page_height * TALLEST_REPEATED_HEADER;
    // Nor does it take the room of a row that the page holds only without it.
    let both = (table.header_height() + piece.height).fits(page_height);
    let neither = !piece.height.fits(page_height);
    (in_body && small && (both || neither)).then_some(row.table)
}

/// Cuts a row that no page holds: the part that fits in `room` comes off the front; on a `whole_page`
/// at least one piece of each cell does.
fn split<'a>(piece: &mut Piece<'a>, flow: &Flow<'a>, room: Abs, whole_page: bool) -> Option<Piece<'a>> {
    if room <= Abs::ZERO {
        return None;
    }
    let PieceKind::Row(row) = &mut piece.kind else { return None };
    let table = &flow.tables[row.table];
    let cells = &table.cells[table.rows[row.row].cells.clone()];
    let whole = || cells.iter().map(|cell| 0..cell.content.len()).collect();
    let rest = row.parts.take().unwrap_or_else(whole);
    let mut head = Vec::with_capacity(rest.len());
    let mut tail = Vec::with_capacity(rest.len());
    let mut tail_height = Abs::ZERO;
    for (cell, range) in cells.iter().zip(&rest) {
        if cell.cell.rowspan > 1 {
            // Flows through its rows by itself; see `grid::span_part`.
            head.push(0..0);
            tail.push(0..0);
            continue;
        }
        let (above, below) = cell.insets();
        let fitting = range
            .clone()
            .take_while(|&end| (above + stack_height(&cell.content[range.start..=end]) + below).fits(room))
            .count();
        // What no page holds stands there all the same, so that the rest goes on.
        let fitting = if whole_page { fitting.max(1).min(range.len()) } else { fitting };
        let cut = range.start + fitting;
        head.push(range.start..cut);
        tail.push(cut..range.end);
        let left = above + stack_height(&cell.content[cut..range.end]) + below;
        tail_height = tail_height.max(left);
    }
    let moved = head.iter().any(|range| !range.is_empty());
    let left_over = tail.iter().any(|range| !range.is_empty());
    if !moved && left_over {
        // Not even one line fits: the row must begin on the next page.
        row.parts = Some(rest);
        return None;
    }
    let part = Piece {
        before: Abs::ZERO,
        height: room,
        x: piece.x,
        keep_with_next: false,
        forced: false,
        page: piece.page,
        anchors: std::mem::take(&mut piece.anchors),
        markers: std::mem::take(&mut piece.markers),
        kind: PieceKind::Row(RowPiece { parts: Some(head), continues: true, ..row.clone() }),
    };
    row.parts = Some(tail);
    row.continued = true;
    // A row made tall by its least height, or by a cell that spans it, keeps what is left of that.
    let kept = (piece.height - room).max(Abs::ZERO);
    piece.height = if left_over { tail_height.max(kept) } else { kept };
    piece.before = Abs::ZERO;
    Some(part)
}

/// Where a break parts a spanning cell whose content flows on, its last row makes up for what the cut wastes.
///
/// The rows of a span hold its content as long as nothing is cut; each cut wastes less than a
/// line, and the cell's insets once more.
fn grow_split_spans<'a>(
    plan: &PagePlan<'a>,
    rest: &mut std::collections::VecDeque<Piece<'a>>,
    flow: &Flow<'a>,
    page_room: Abs,
) {
    let Some(Piece { kind: PieceKind::Row(next), .. }) = rest.front() else { return };
    let (table_index, next_row, continued) = (next.table, next.row, next.continued);
    let table = &flow.tables[table_index];
    let begun = if continued { table.rows[next_row].cells.clone() } else { 0..0 };
    let begun = begun.filter(|&cell| table.cells[cell].cell.rowspan > 1);
    for index in table.rows[next_row].open.iter().copied().chain(begun) {
        let cell = &table.cells[index];
        let of_span = |piece: &Piece| matches!(&piece.kind, PieceKind::Row(row) if row.table == table_index && row.row >= cell.row);
        let here: Abs =
            plan.pieces.iter().filter(|(_, piece)| of_span(piece)).map(|(_, piece)| piece.height).sum();
        let (above, below) = cell.insets();
        let line = cell.content.iter().map(|piece| piece.before + piece.height).fold(Abs::ZERO, Abs::max);
        let waste = above + below + line;
        // On a page that holds hardly more than the waste, growing would never end.
        if (above + cell.height + below).fits(here) || waste * 2.0 > page_room {
            continue;
        }
        let count = cell.end_row().saturating_sub(next_row);
        if let Some(last) = rest.get_mut(count.saturating_sub(1)) {
            last.height += waste;
        }
    }
}
