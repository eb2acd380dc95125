//! Draws the part of a table that stands on one page: backgrounds, cells, and each grid line once.

use super::draw::{Anchor, Painter, Pass};
use super::flow::{Piece, PieceKind, RowPiece};
use super::frame::{Artifact, ItemKind, Mark};
use super::table::{TableBox, cell_insets, stack_height};
use crate::tree::{Border, VerticalAlign};
use crate::unit::{Abs, Point, Rect};

/// A row as it stands on this page.
struct PlacedRow<'p> {
    row: usize,
    y: Abs,
    height: Abs,
    piece: Option<&'p RowPiece>,
    pass: Pass,
}

/// A cell's box on this page, in rows of the fragment and columns of the grid.
struct PlacedCell {
    cell: usize,
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
    rect: Rect,
    show: Show,
    pass: Pass,
}

/// Which of a cell's content pieces stand in its box.
enum Show {
    Pieces(std::ops::Range<usize>),
    Nothing,
}

impl<'f, 'a> Painter<'f, 'a> {
    /// Draws consecutive rows of a table; `header` is the top of its repeated header rows.
    pub fn table(
        &mut self,
        index: usize,
        pieces: &[(Abs, &Piece)],
        left: Abs,
        pass: Pass,
        header: Option<Abs>,
    ) {
        let rows = placed_rows(&self.flow.tables[index], pieces, pass, header);
        let cells = self.placed_cells(index, &rows, left);
        for cell in &cells {
            if let Some(color) = self.flow.tables[index].cells[cell.cell].cell.style.background {
                let kind = ItemKind::Fill { rect: cell.rect, color };
                self.push(Mark::Artifact(Artifact::Layout), kind);
            }
        }
        for cell in &cells {
            self.cell(index, cell);
        }
        self.grid_lines(index, &rows, &cells, left);
    }

    fn placed_cells(&mut self, index: usize, rows: &[PlacedRow], left: Abs) -> Vec<PlacedCell> {
        let table = &self.flow.tables[index];
        let progress = &mut self.progress;
        let mut placed = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let begins = &table.rows[row.row];
            let first_here = at == 0 || rows[at - 1].row + 1 != row.row;
            // Cells that began on an earlier page go on in the fragment's first body row.
            let open = if first_here { begins.open.as_slice() } else { &[] };
            let all = open.iter().copied().chain(begins.cells.clone());
            for (order, cell_index) in all.enumerate() {
                let cell = &table.cells[cell_index];
                let end = at + rows[at..].iter().take_while(|r| r.row < cell.end_row()).count();
                let columns =
                    cell.cell.column..(cell.cell.column + cell.cell.colspan).min(table.edges.len() - 1);
                let bottom = rows[end - 1].y + rows[end - 1].height;
                let (x, right) = (table.edges[columns.start], table.edges[columns.end]);
                let rect = Rect { x: left + x, y: row.y, width: right - x, height: bottom - row.y };
                let (mut above, mut below) = cell.insets();
                // Where the page cuts the cell, its own outer line is elsewhere.
                let padding = cell.cell.style.padding;
                if row.row > cell.row {
                    above = padding.top;
                }
                if rows[end - 1].row + 1 < cell.end_row() {
                    below = padding.bottom;
                }
                let room = rect.height - above - below;
                let part = |k: usize| row.piece?.parts.as_ref()?.get(k).cloned();
                // A cell that spans rows keeps its own count of what is shown.
                let own = order.checked_sub(open.len()).and_then(part).filter(|_| cell.cell.rowspan == 1);
                let (show, again) = match own {
                    Some(range)
                        if range.is_empty()
                            && range.end == cell.content.len()
                            && cell.cell.header.is_some() =>
                    {
                        repeat(cell.height, cell.content.len(), room)
                    }
                    Some(range) => (Show::Pieces(range), false),
                    None if cell.cell.rowspan == 1 || row.pass != Pass::Content => {
                        (Show::Pieces(0..cell.content.len()), false)
                    }
                    None => {
                        let done = progress.entry((index, cell_index)).or_insert(0);
                        let last = &rows[end - 1];
                        let goes_on = last.piece.is_some_and(|piece| piece.continues);
                        let ends = last.row + 1 >= cell.end_row() && !goes_on;
                        span_part(&cell.content, cell.height, done, room, ends)
                    }
                };
                let pass = if again { Pass::Again(Artifact::Repeated) } else { row.pass };
                placed.push(PlacedCell { cell: cell_index, rows: at..end, columns, rect, show, pass });
            }
        }
        placed
    }

    fn cell(&mut self, index: usize, placed: &PlacedCell) {
        let Show::Pieces(range) = &placed.show else { return };
        // Taken out and put back, so that its pieces can be read while the page is written.
        let content = std::mem::take(&mut self.flow.tables[index].cells[placed.cell].content);
        let set = &self.flow.tables[index].cells[placed.cell];
        let (above, below) = set.insets();
        let style = &set.cell.style;
        let shown = &content[range.clone()];
        let height = stack_height(shown);
        let slack = (placed.rect.height - above - below - height).max(Abs::ZERO);
        let shift = match style.vertical_align {
            VerticalAlign::Top => Abs::ZERO,
            VerticalAlign::Middle => slack / 2.0,
            VerticalAlign::Bottom => slack,
        };
        let insets = cell_insets(style);
        let mut left = placed.rect.x + insets.left;
        if style.writing_mode == crate::tree::WritingMode::VerticalRl {
            let width = shown.iter().filter_map(|piece| self.piece_width(piece)).fold(Abs::ZERO, Abs::max);
            left += (placed.rect.width - insets.horizontal() - width) / 2.0;
        }
        if let (Some(id), Pass::Content, 0) = (&set.cell.id, placed.pass, range.start) {
            let at = Point { x: placed.rect.x, y: placed.rect.y };
            self.anchors.push(Anchor { id: id.clone(), page: self.page_index, at });
        }
        let mut y = placed.rect.y + above + shift;
        let mut stacked = Vec::with_capacity(shown.len());
        for (i, piece) in shown.iter().enumerate() {
            if i > 0 {
                y += piece.before;
            }
            stacked.push((y, piece));
            y += piece.height;
        }
        self.pieces(&stacked, left, placed.pass, None);
        self.flow.tables[index].cells[placed.cell].content = content;
    }

    fn piece_width(&self, piece: &Piece) -> Option<Abs> {
        match piece.kind {
            PieceKind::Line { paragraph, .. } => Some(self.flow.paragraphs[paragraph].width),
            _ => None,
        }
    }

    fn grid_lines(&mut self, index: usize, rows: &[PlacedRow], cells: &[PlacedCell], left: Abs) {
        let table = &self.flow.tables[index];
        let columns = table.edges.len() - 1;
        let mut lines = GridLines::new(rows.len(), columns);
        for placed in cells {
            lines.add(placed, table.cells[placed.cell].cell.style.border);
        }
        let xs: Vec<Abs> = table.edges.iter().map(|&edge| left + edge).collect();
        let mut ys: Vec<Abs> = rows.iter().map(|row| row.y).collect();
        ys.extend(rows.last().map(|last| last.y + last.height));
        for (border, from, to) in lines.joined(&xs, &ys) {
            self.line(border, from, to);
        }
    }
}

/// The repeated header rows, then the page's own.
fn placed_rows<'p>(
    table: &TableBox,
    pieces: &[(Abs, &'p Piece)],
    pass: Pass,
    header: Option<Abs>,
) -> Vec<PlacedRow<'p>> {
    let mut rows = Vec::with_capacity(pieces.len() + table.header_rows);
    if let Some(mut y) = header {
        for (row, set) in table.rows[..table.header_rows].iter().enumerate() {
            let pass = Pass::Again(Artifact::Repeated);
            rows.push(PlacedRow { row, y, height: set.height, piece: None, pass });
            y += set.height;
        }
    }
    for &(y, piece) in pieces {
        if let PieceKind::Row(row) = &piece.kind {
            rows.push(PlacedRow { row: row.row, y, height: piece.height, piece: Some(row), pass });
        }
    }
    rows
}

/// A label that was shown in full stands again, where it fits.
fn repeat(height: Abs, pieces: usize, room: Abs) -> (Show, bool) {
    if height.fits(room) { (Show::Pieces(0..pieces), true) } else { (Show::Nothing, true) }
}

/// What a spanning cell shows in its box on this page, and whether it is shown again.
fn span_part(content: &[Piece], height: Abs, done: &mut usize, room: Abs, ends: bool) -> (Show, bool) {
    let count = content.len();
    if *done >= count && count > 0 {
        return repeat(height, count, room);
    }
    let start = *done;
    let fitting = (start..count).take_while(|&last| stack_height(&content[start..=last]).fits(room)).count();
    let end = if ends { count } else { start + fitting };
    *done = end;
    (Show::Pieces(start..end), false)
}

/// The borders of a fragment, by the grid's edges.
struct GridLines {
    columns: usize,
    rows: usize,
    /// `rows + 1` times `columns`.
    horizontal: Vec<Option<Border>>,
    /// `rows` times `columns + 1`.
    vertical: Vec<Option<Border>>,
}

impl GridLines {
    fn new(rows: usize, columns: usize) -> GridLines {
        let horizontal = vec![None; (rows + 1) * columns];
        let vertical = vec![None; rows * (columns + 1)];
        GridLines { columns, rows, horizontal, vertical }
    }

    fn add(&mut self, cell: &PlacedCell, border: crate::unit::Sides<Option<Border>>) {
        for column in cell.columns.clone() {
            put(&mut self.horizontal[cell.rows.start * self.columns + column], border.top);
            put(&mut self.horizontal[cell.rows.end * self.columns + column], border.bottom);
        }
        for row in cell.rows.clone() {
            put(&mut self.vertical[row * (self.columns + 1) + cell.columns.start], border.left);
            put(&mut self.vertical[row * (self.columns + 1) + cell.columns.end], border.right);
        }
    }

    /// Lines joined where they go straight on, horizontal ones drawn out to fill the corners.
    fn joined(&self, xs: &[Abs], ys: &[Abs]) -> Vec<(Border, Point, Point)> {
        let mut lines = Vec::new();
        for (boundary, &y) in ys.iter().enumerate() {
            let row = &self.horizontal[boundary * self.columns..(boundary + 1) * self.columns];
            for (border, run) in runs(row) {
                let from = xs[run.start] - self.corner(boundary, run.start);
                let to = xs[run.end] + self.corner(boundary, run.end);
                lines.push((border, Point { x: from, y }, Point { x: to, y }));
            }
        }
        for (boundary, &x) in xs.iter().enumerate() {
            let column: Vec<Option<Border>> =
                (0..self.rows).map(|row| self.vertical[row * (self.columns + 1) + boundary]).collect();
            for (border, run) in runs(&column) {
                lines.push((border, Point { x, y: ys[run.start] }, Point { x, y: ys[run.end] }));
            }
        }
        lines
    }

    /// Half the width of the vertical line that meets a corner.
    fn corner(&self, boundary: usize, column: usize) -> Abs {
        let at = |row: usize| self.vertical.get(row * (self.columns + 1) + column).copied().flatten();
        let above = boundary.checked_sub(1).and_then(at);
        let below = if boundary < self.rows { at(boundary) } else { None };
        above.into_iter().chain(below).map(|border| border.width / 2.0).fold(Abs::ZERO, Abs::max)
    }
}

/// Keeps the wider of two borders of one edge.
fn put(slot: &mut Option<Border>, border: Option<Border>) {
    if let Some(border) = border
        && slot.is_none_or(|known| known.width < border.width)
    {
        *slot = Some(border);
    }
}

/// Stretches of equal borders.
fn runs(edges: &[Option<Border>]) -> Vec<(Border, std::ops::Range<usize>)> {
    let mut runs: Vec<(Border, std::ops::Range<usize>)> = Vec::new();
    for (i, edge) in edges.iter().enumerate() {
        let Some(border) = *edge else { continue };
        match runs.last_mut() {
            Some((last, run)) if run.end == i && *last == border => run.end = i + 1,
            _ => runs.push((border, i..i + 1)),
        }
    }
    runs
}
