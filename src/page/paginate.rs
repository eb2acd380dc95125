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
    let taller_than_page = rest.front().is_some_and(|piece| !piece.height.fits(page_room));
    if taller_than_page {
        let worth_it = plan.pieces.is_empty() || bottom - y >= page_room * LEAST_SPLIT;
        if worth_it && let Some(part) = rest.front_mut().and_then(|piece| split(piece, flow, bottom - y)) {
            plan.pieces.push((y, part));
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
    grow_split_spans(plan, rest, flow);
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
    (in_body && small).then_some(row.table)
}

/// Cuts a row that no page holds: the part that fits in `room` comes off the front.
fn split<'a>(piece: &mut Piece<'a>, flow: &Flow<'a>, room: Abs) -> Option<Piece<'a>> {
    let PieceKind::Row(row) = &mut piece.kind else { return None };
    let table = &flow.tables[row.table];
    let cells = &table.cells[table.rows[row.row].cells.clone()];
    let whole = || cells.iter().map(|cell| 0..cell.content.len()).collect();
    let rest = row.parts.take().unwrap_or_else(whole);
    let mut head = Vec::with_capacity(rest.len());
    let mut tail = Vec::with_capacity(rest.len());
    let mut tail_height = Abs::ZERO;
    for (cell, range) in cells.iter().zip(&rest) {
        let (above, below) = cell.insets();
        let fitting = range
            .clone()
            .take_while(|&end| (above + stack_height(&cell.content[range.start..=end]) + below).fits(room))
            .count();
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
        kind: PieceKind::Row(RowPiece { parts: Some(head), continued: row.continued, ..row.clone() }),
    };
    row.parts = Some(tail);
    row.continued = true;
    // A row made tall by its least height alone keeps what is left of that.
    piece.height = if left_over { tail_height } else { (piece.height - room).max(Abs::ZERO) };
    piece.before = Abs::ZERO;
    Some(part)
}

/// Where a break parts a spanning cell whose content must flow on, the rows below make room for it.
fn grow_split_spans<'a>(
    plan: &PagePlan<'a>,
    rest: &mut std::collections::VecDeque<Piece<'a>>,
    flow: &Flow<'a>,
) {
    let Some(Piece { kind: PieceKind::Row(next), .. }) = rest.front() else { return };
    let (table_index, next_row) = (next.table, next.row);
    let table = &flow.tables[table_index];
    for &open in &table.rows[next_row].open {
        let cell = &table.cells[open];
        let (above, below) = cell.insets();
        let here: Abs = plan
            .pieces
            .iter()
            .filter(|(_, piece)| matches!(&piece.kind, PieceKind::Row(row) if row.table == table_index && row.row >= cell.row))
            .map(|(_, piece)| piece.height)
            .sum();
        if (above + cell.height + below).fits(here) {
            continue;
        }
        // One line more may be lost at the cut than the heights tell.
        let line = cell.content.iter().map(|piece| piece.height).fold(Abs::ZERO, Abs::max);
        let missing = above + cell.height + below - (here - above - below - line).max(Abs::ZERO);
        let count = cell.end_row().saturating_sub(next_row);
        let rows: Abs = rest.iter().take(count).map(|piece| piece.height).sum();
        if let Some(last) = rest.get_mut(count.saturating_sub(1))
            && rows < missing
        {
            last.height += missing - rows;
        }
    }
}
