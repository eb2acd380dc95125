//! Distributes strips over pages.
//!
//! Guarantees: every strip stands on exactly one page, in order, unless there are too many pages; nothing stands
//! below the bottom margin except a single line that is taller than the page; a table's header rows are repeated
//! where its rows go on; strips that are kept together are separated only where no page could hold them, and then at
//! the weakest bond; a row is split only if it is taller than a page or its style allows it, and the same holds for
//! rows of tables inside it.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::compose::Composition;
use super::strip::{RowStrip, Shown, Strip, StripKind, total_height};
use super::table::{CellBox, TableBox};
use crate::flow::Keep;
use crate::tree::{Kept, PageStyle, PageStyles, TableId};
use crate::unit::Abs;

/// The strips of one page.
#[derive(Debug)]
pub struct PagePlan<'a> {
    pub page: Option<&'a Arc<str>>,
    /// Whether it is the part's first page, or a forced break stands before it.
    pub begins: bool,
    pub strips: PlacedStrips<'a>,
}

/// Strips, each with the y of its top edge.
pub type PlacedStrips<'a> = Vec<(Abs, Strip<'a>)>;

/// A part's pages.
pub struct Paginated<'a> {
    pub pages: Vec<PagePlan<'a>>,
    /// What is kept with what follows although no style asks for it, so that the end of a table or of the part does
    /// not stand alone on a page.
    pub kept: Kept,
    /// Whether the part has more than [`MOST_PAGES`] pages; the rest is left out.
    pub cut: bool,
}

/// The most pages of a part: a thousand times what a position needs, and enough for a table of contents with 100,000
/// entries.
pub const MOST_PAGES: usize = 10_000;

/// The least free height into which a tall row is split, as a share of the page.
const LEAST_SPLIT: f64 = 0.2;

/// A header that takes more than this share of a page is not repeated.
const TALLEST_REPEATED_HEADER: f64 = 0.5;

/// A table that would have at most so many lines on its last page takes more rows over to it,
const SHORT_TAIL: usize = 3;
/// if these rows take no more than this share of the page that they leave.
const MOST_MOVED: f64 = 0.25;

pub fn paginate<'a>(
    strips: Vec<Strip<'a>>,
    composed: &Composition<'a>,
    styles: &PageStyles,
) -> Paginated<'a> {
    let mut paginator = Paginator { composed, spans: HashMap::new(), kept: Kept::default() };
    let mut pages = Vec::new();
    let mut rest = VecDeque::from(strips);
    if rest.is_empty() {
        pages.push(PagePlan { page: None, begins: true, strips: Vec::new() });
    }
    while let Some(next) = rest.front().filter(|_| pages.len() < MOST_PAGES) {
        let page = next.page;
        let begins = next.forced || pages.is_empty();
        let style = styles.get(page.map(|name| &**name));
        let region = Region::of_page(style, pages.is_empty());
        let mut strips = paginator.fill(&mut rest, region);
        let top = style.margin.top;
        strips.iter_mut().for_each(|(y, _)| *y += top);
        pages.push(PagePlan { page, begins, strips });
    }
    Paginated { pages, kept: paginator.kept, cut: !rest.is_empty() }
}

/// The space for strips: a page's, or a cell's on one page.
#[derive(Clone, Copy)]
struct Region {
    height: Abs,
    /// The height that the region would have on a page of its own.
    whole: Abs,
    kind: RegionKind,
}

#[derive(Clone, Copy, PartialEq)]
enum RegionKind {
    /// A page. The space above its first strip is kept on the part's first page.
    Page { first: bool },
    /// A cell whose row is split; with `force`, at least one strip of it must stand here.
    Cell { force: bool },
}

impl Region {
    fn of_page(style: &PageStyle, first: bool) -> Region {
        let height = style.size.height - style.margin.vertical();
        Region { height, whole: height, kind: RegionKind::Page { first } }
    }

    fn is_page(self) -> bool {
        matches!(self.kind, RegionKind::Page { .. })
    }

    /// The region without the room that word processors need on a page.
    fn with_room(self, room: Abs) -> Region {
        match self.kind {
            RegionKind::Page { .. } => {
                Region { height: self.height - room, whole: self.whole - room, ..self }
            }
            RegionKind::Cell { .. } => self,
        }
    }

    /// Whether the first strip is placed here even if it does not fit.
    fn forces(self) -> bool {
        self.kind != RegionKind::Cell { force: false }
    }

    /// The region between the insets of a cell.
    fn inside(self, above: Abs, below: Abs, force: bool) -> Region {
        let insets = above + below;
        Region { height: self.height - insets, whole: self.whole - insets, kind: RegionKind::Cell { force } }
    }
}

struct Paginator<'p, 'a> {
    composed: &'p Composition<'a>,
    /// The strips that are still to come of spanning cells that a page break has cut, by table and cell.
    spans: HashMap<(TableId, usize), VecDeque<Strip<'a>>>,
    kept: Kept,
}

impl<'p, 'a> Paginator<'p, 'a> {
    /// Takes as many strips as fit in the region. Their y counts from its top.
    fn fill(&mut self, rest: &mut VecDeque<Strip<'a>>, region: Region) -> PlacedStrips<'a> {
        let mut placed = PlacedStrips::new();
        let mut y = Abs::ZERO;
        for row in self.take_header(rest, region) {
            let height = row.height;
            placed.push((y, row));
            y += height;
        }
        let header = Header { rows: placed.len(), height: y };
        let mut small = Abs::ZERO;
        while let Some(strip) = rest.front() {
            let at_top = placed.len() == header.rows;
            if !at_top && region.is_page() && strip.forced {
                break;
            }
            // The space above a page's first strip is dropped, except at the beginning of the part and after a forced
            // break.
            let keeps_space = match region.kind {
                RegionKind::Page { first } => first || strip.forced,
                RegionKind::Cell { .. } => false,
            };
            let before = if at_top && !keeps_space { Abs::ZERO } else { strip.before };
            small += strip.small;
            let first = placed.first().map_or(strip, |(_, first)| first);
            let region = region.with_room(self.composed.room_to_leave(first, strip, small));
            if !(y + before + strip.height).fits(region.height) {
                self.overflow(&mut placed, rest, y + before, header, region);
                break;
            }
            y += before;
            let Some(strip) = rest.pop_front() else { break };
            let height = strip.height;
            placed.push((y, strip));
            y += height;
        }
        if placed.len() == header.rows {
            // No row fits under the header, so the header goes too.
            placed.clear();
        }
        self.share_spans(&mut placed, rest, region);
        placed
    }

    /// Finds the best place to end the region when the next strip does not fit at `y`.
    fn overflow(
        &mut self,
        placed: &mut PlacedStrips<'a>,
        rest: &mut VecDeque<Strip<'a>>,
        y: Abs,
        header: Header,
        region: Region,
    ) {
        let at_top = placed.len() == header.rows;
        // The space above the first strip is dropped before the strip is.
        let y = if at_top { header.height } else { y };
        let room = region.height - y;
        let splits = rest.front().and_then(Strip::row).is_some_and(|row| self.splits(row));
        let tall = rest.front().is_some_and(|strip| !strip.height.fits(region.whole - header.height));
        if tall || splits {
            let worth_it = at_top || splits || room >= region.whole * LEAST_SPLIT;
            let force = at_top && region.forces();
            let split = |strip| self.split(strip, Region { height: room, ..region }, force);
            if worth_it && let Some(part) = rest.front_mut().and_then(split) {
                placed.push((y, part));
                return;
            }
        }
        if at_top {
            if region.forces() {
                // A single line that is taller than the page is placed all the same.
                rest.pop_front().into_iter().for_each(|strip| placed.push((y, strip)));
            }
            return;
        }
        let end = best_end(placed, header.rows).unwrap_or(placed.len());
        give_back(placed, rest, end);
        if region.is_page() {
            self.lengthen_tail(placed, rest, header, region);
        }
    }

    /// Whether the style lets a page break split the row.
    fn splits(&self, row: &RowStrip) -> bool {
        self.composed.tables[row.table].rows[row.row].row.splits
    }

    /// Takes the header rows to repeat at the top of a region; drops repeated rows that an earlier split has put at
    /// the front of `rest`.
    fn take_header(&self, rest: &mut VecDeque<Strip<'a>>, region: Region) -> Vec<Strip<'a>> {
        while rest.front().and_then(Strip::row).is_some_and(|row| row.again) {
            rest.pop_front();
        }
        let table = rest.front().and_then(|strip| self.header_to_repeat(strip, region));
        table.map_or_else(Vec::new, |table| self.header_rows(table, rest))
    }

    /// The table whose header is to be repeated above the strip that begins a region.
    fn header_to_repeat(&self, strip: &Strip, region: Region) -> Option<TableId> {
        let StripKind::Row(row) = &strip.kind else { return None };
        let table = &self.composed.tables[row.table];
        let in_body = table.header_rows > 0 && row.row >= table.header_rows;
        let goes_on = row.row > table.header_rows || row.continued;
        let height = table.header_height();
        let small = height <= region.whole * TALLEST_REPEATED_HEADER;
        // The header is left out if the row would fit on the page only without it.
        let both = (height + strip.height).fits(region.whole);
        let neither = !strip.height.fits(region.whole);
        // Inside a cell, the header is repeated only where the table goes on.
        let wanted = in_body && (goes_on || region.is_page());
        (wanted && small && (both || neither)).then_some(row.table)
    }

    /// Repeats the header rows of a table, for the strips that follow.
    fn header_rows(&self, table: TableId, rest: &VecDeque<Strip<'a>>) -> Vec<Strip<'a>> {
        let set = &self.composed.tables[table];
        let Some(next) = rest.front() else { return Vec::new() };
        let row = |index: usize| Strip {
            height: set.rows[index].height,
            x: next.x,
            keep: Keep::Bound,
            page: next.page,
            enclosing: next.enclosing,
            ..Strip::new(StripKind::Row(RowStrip {
                table,
                row: index,
                again: true,
                shown: Vec::new(),
                continued: false,
            }))
        };
        (0..set.header_rows).map(row).collect()
    }

    /// Splits a row: returns the part that fits, and leaves the rest in `strip`. With `force`, at least one strip of
    /// each cell stands in the first part.
    fn split(&mut self, strip: &mut Strip<'a>, region: Region, force: bool) -> Option<Strip<'a>> {
        if region.height <= Abs::ZERO {
            return None;
        }
        let row = strip.row()?;
        let composed = self.composed;
        let table = &composed.tables[row.table];
        let mut head = Vec::new();
        let mut tail = Vec::new();
        let mut tail_height = Abs::ZERO;
        let mut moved = false;
        for index in table.rows[row.row].cells.clone() {
            let cell = &table.cells[index];
            if cell.cell.rowspan > 1 {
                // It is distributed over its rows later; see `share_spans`.
                continue;
            }
            let mut rest = row.rest_of(index, cell);
            if rest.is_empty() && cell.cell.header.is_some() {
                head.push((index, Shown::Again));
                tail.push((index, Shown::Strips(Vec::new())));
                continue;
            }
            let (top, bottom) = cell.insets();
            let fitting = self.fill(&mut rest, region.inside(strip.above + top, bottom, force));
            moved |= !fitting.is_empty();
            let header = self.take_header(&mut rest, region.inside(top, bottom, force));
            header.into_iter().rev().for_each(|row| rest.push_front(row));
            if !rest.is_empty() {
                tail_height = tail_height.max(top + total_height(&rest) + bottom);
            }
            head.push((index, Shown::Strips(fitting.into_iter().map(|(_, strip)| strip).collect())));
            tail.push((index, Shown::Strips(rest.into())));
        }
        let left_over = tail_height > Abs::ZERO;
        if !moved && left_over {
            // Not even one line fits, so the row begins on the next page.
            return None;
        }
        let first = RowStrip { shown: head, ..row.clone() };
        let second = RowStrip { shown: tail, continued: true, ..row.clone() };
        let part = Strip {
            height: region.height,
            below: Abs::ZERO,
            keep: Keep::Free,
            closes: Vec::new(),
            kind: StripKind::Row(first),
            ..strip.clone()
        };
        strip.kind = StripKind::Row(second);
        // A row that is tall by its least height, or by a cell that spans it, keeps the rest of that height.
        let kept = (strip.height - region.height).max(Abs::ZERO);
        strip.height = if left_over { kept.max(tail_height + strip.below) } else { kept };
        strip.before = Abs::ZERO;
        strip.above = Abs::ZERO;
        strip.opens.clear();
        strip.anchors.clear();
        strip.markers.clear();
        Some(part)
    }

    /// Distributes the content of spanning cells that a page break cuts over the rows on both sides.
    ///
    /// If the rows to come are too low for what is left, the last of them grows.
    fn share_spans(&mut self, placed: &mut PlacedStrips<'a>, rest: &mut VecDeque<Strip<'a>>, region: Region) {
        let composed = self.composed;
        let next = rest.front().and_then(|strip| strip.row()).map(|row| (row.table, row.row, row.continued));
        let mut start = 0;
        while start < placed.len() {
            let Some(table) = placed[start].1.row().map(|row| row.table) else {
                start += 1;
                continue;
            };
            let of_table = |(_, strip): &(Abs, Strip)| strip.row().is_some_and(|row| row.table == table);
            let end = start + placed[start..].iter().take_while(|one| of_table(one)).count();
            let rows = &mut placed[start..end];
            start = end;
            let set = &composed.tables[table];
            let next = next.filter(|(of, ..)| *of == table);
            let mut parted: Vec<usize> = Vec::new();
            if let Some(row) = rows.iter().filter_map(|(_, strip)| strip.row()).find(|row| !row.again) {
                parted.extend(set.open_at(row.row, row.continued));
            }
            if let Some((_, row, continued)) = next {
                parted.extend(set.open_at(row, continued));
            }
            parted.sort_unstable();
            parted.dedup();
            for index in parted {
                let rest = next.is_some().then_some(&mut *rest);
                self.share_span((table, index), rows, rest, region);
            }
        }
    }

    /// Distributes one spanning cell: its part in the rows of this page, and what is left for the rows to come in
    /// `rest`.
    fn share_span(
        &mut self,
        (table, index): (TableId, usize),
        rows: &mut [(Abs, Strip<'a>)],
        rest: Option<&mut VecDeque<Strip<'a>>>,
        region: Region,
    ) {
        let composed = self.composed;
        let cell = &composed.tables[table].cells[index];
        let in_span = |strip: &Strip| {
            strip.row().is_some_and(|row| {
                row.table == table && !row.again && (cell.row..cell.end_row()).contains(&row.row)
            })
        };
        let here: Abs =
            rows.iter().filter(|(_, strip)| in_span(strip)).map(|(_, p)| p.content_height()).sum();
        let to_come = rest.as_ref().map_or(0, |rest| rest.iter().take_while(|strip| in_span(strip)).count());
        let Some((_, first)) = rows.iter_mut().find(|(_, strip)| in_span(strip)) else { return };
        let known = self.spans.remove(&(table, index));
        let begun = known.is_some();
        // Where the page cuts the cell, its own outer border is not drawn, so only the padding counts.
        let (insets, padding) = (cell.insets(), cell.cell.style.padding);
        let top = if begun { padding.top } else { insets.0 };
        let bottom = if to_come > 0 { padding.bottom } else { insets.1 };
        let mut left = known.unwrap_or_else(|| cell.content.iter().cloned().collect());
        let shown = if begun && left.is_empty() && !cell.content.is_empty() {
            Shown::Again
        } else if to_come == 0 {
            Shown::Strips(std::mem::take(&mut left).into())
        } else {
            let here = Region { height: here, ..region };
            let fitting = self.fill(&mut left, here.inside(top, bottom, false));
            Shown::Strips(fitting.into_iter().map(|(_, strip)| strip).collect())
        };
        if let StripKind::Row(row) = &mut first.kind {
            row.shown.push((index, shown));
        }
        let (Some(rest), true) = (rest, to_come > 0) else { return };
        let header = self.take_header(&mut left, region.inside(top, bottom, false));
        header.into_iter().rev().for_each(|row| left.push_front(row));
        if !left.is_empty() {
            let room: Abs = rest.iter().take(to_come).map(Strip::content_height).sum();
            let needed = padding.top + total_height(&left) + insets.1;
            if !needed.fits(room) {
                rest[to_come - 1].height += needed - room;
            }
        }
        self.spans.insert((table, index), left);
    }

    /// If only a few lines of a table would stand on the next page, moves more rows there from this page, as long as
    /// this one keeps more than it gives.
    fn lengthen_tail(
        &mut self,
        placed: &mut PlacedStrips<'a>,
        rest: &mut VecDeque<Strip<'a>>,
        header: Header,
        region: Region,
    ) {
        let Some(table) = rest.front().and_then(Strip::row).filter(|row| !row.continued).map(|row| row.table)
        else {
            return;
        };
        let set = &self.composed.tables[table];
        let own =
            |strip: &Strip| strip.row().is_some_and(|row| row.table == table && !row.continued && !row.again);
        // Each row counts at least one line, so looking at this many rows is enough.
        let few = rest.iter().take_while(|strip| own(strip)).take(SHORT_TAIL + 1);
        let tail: usize = few.map(|strip| set.lines_of(strip)).sum();
        if tail > SHORT_TAIL {
            return;
        }
        let mut lines = tail;
        let mut end = placed.len();
        while lines <= SHORT_TAIL || placed[end - 1].1.keep != Keep::Free {
            // More rows must stay than move.
            let stays = placed[..end - 1].iter().filter(|(_, strip)| own(strip)).count();
            if end <= header.rows + 1 || !own(&placed[end - 1].1) || stays <= placed.len() - end + 1 {
                return;
            }
            end -= 1;
            lines += set.lines_of(&placed[end].1);
        }
        let moved: Abs = placed[end..].iter().map(|(_, strip)| strip.height).sum();
        let tail_height: Abs = rest.iter().take_while(|strip| own(strip)).map(|strip| strip.height).sum();
        let next_holds_all = (header.height + moved + tail_height).fits(region.whole);
        if end == placed.len() || moved > region.height * MOST_MOVED || !next_holds_all {
            return;
        }
        let moved = placed[end..].iter().filter_map(|(_, strip)| strip.row());
        self.kept.rows.extend(moved.map(|row| set.rows[row.row].row.id));
        give_back(placed, rest, end);
    }
}

/// The repeated header rows at the top of a region: how many there are, and their height.
#[derive(Clone, Copy)]
struct Header {
    rows: usize,
    height: Abs,
}

/// How many strips stay on the page so that the break after them separates the weakest bond; `None` if all of them
/// are [bound](Keep::Bound).
fn best_end(placed: &PlacedStrips, first: usize) -> Option<usize> {
    [Keep::Free, Keep::Together].into_iter().find_map(|keep| {
        let last = placed[first..].iter().rposition(|(_, strip)| strip.keep <= keep)?;
        Some(first + last + 1)
    })
}

/// Puts the strips from `end` on back to the front of `rest`, for the next page.
fn give_back<'a>(placed: &mut PlacedStrips<'a>, rest: &mut VecDeque<Strip<'a>>, end: usize) {
    placed.drain(end..).rev().for_each(|(_, strip)| rest.push_front(strip));
}

impl<'a> RowStrip<'a> {
    /// The part of a cell's content that is still to be shown.
    fn rest_of(&self, index: usize, cell: &CellBox<'a>) -> VecDeque<Strip<'a>> {
        match self.shown.iter().find(|(known, _)| *known == index) {
            Some((_, Shown::Strips(strips))) => strips.iter().cloned().collect(),
            Some((_, Shown::Again)) => VecDeque::new(),
            None => cell.content.iter().cloned().collect(),
        }
    }
}

impl TableBox<'_> {
    /// The spanning cells that a break before a row cuts, or with `within` a break inside it.
    fn open_at(&self, row: usize, within: bool) -> impl Iterator<Item = usize> {
        let begun = if within { self.rows[row].cells.clone() } else { 0..0 };
        let begun = begun.filter(|&cell| self.cells[cell].cell.rowspan > 1);
        self.rows[row].open.iter().copied().chain(begun)
    }

    /// The most lines of text that one of the row's cells has; at least 1.
    fn lines_of(&self, strip: &Strip) -> usize {
        let Some(row) = strip.row() else { return 0 };
        let cells = &self.cells[self.rows[row.row].cells.clone()];
        let lines = |cell: &CellBox| cell.content.iter().filter(|strip| strip.is_line()).count();
        cells.iter().filter(|cell| cell.cell.rowspan == 1).map(lines).max().unwrap_or(0).max(1)
    }
}
