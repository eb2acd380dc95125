//! Collapses a table's borders (CSS 2.2 §17.6.2): on each edge of the grid one line wins.
//!
//! A hidden line wins over all others. Then the wider line wins; then double over solid over dashed over dotted;
//! then the cell's over the row's, the group's, the column's and the table's; then the upper or left one.

use super::css::{BorderSide, Computed, LineStyle};
use super::grid::{CellGrid, GridCell};
use crate::tree::Border;
use crate::unit::{Abs, Sides};

/// The lines around one cell.
///
/// Both cells at an edge get the line that won there. A side that faces several cells with different lines
/// gets the weakest of these lines; the other cells draw their own.
pub fn around(grid: &CellGrid, cell: &GridCell) -> Sides<Option<Border>> {
    let (top, bottom) = (cell.row, cell.row + cell.rowspan);
    let (left, right) = (cell.column, cell.column + cell.colspan);
    let horizontal = |y: usize| weakest((left..right).map(|column| grid.horizontal(y, column)));
    let vertical = |x: usize| weakest((top..bottom).map(|row| grid.vertical(x, row)));
    Sides { top: horizontal(top), right: vertical(right), bottom: horizontal(bottom), left: vertical(left) }
}

/// The weakest of the lines along a cell's side.
fn weakest(lines: impl Iterator<Item = Option<Border>>) -> Option<Border> {
    lines.min_by_key(strength).flatten()
}

fn strength(line: &Option<Border>) -> (Abs, Option<crate::tree::BorderStyle>) {
    line.map_or((Abs::ZERO, None), |line| (line.width, Some(line.style)))
}

/// One of the borders that meet on an edge.
struct Candidate<'a> {
    line: &'a BorderSide,
    style: &'a Computed,
}

/// Picks the winner; the candidates stand in order of precedence.
fn winner<'a>(candidates: impl Iterator<Item = Candidate<'a>>) -> Option<Border> {
    let mut best: Option<Border> = None;
    for Candidate { line, style } in candidates {
        match line.style {
            LineStyle::Hidden => return None,
            LineStyle::Line(kind) if line.width > Abs::ZERO => {
                let own = Border { width: line.width, style: kind, color: style.line_color(line.color) };
                if best.is_none() || strength(&Some(own)) > strength(&best) {
                    best = Some(own);
                }
            }
            _ => {}
        }
    }
    best
}

fn top(style: &Computed) -> Candidate<'_> {
    Candidate { line: &style.border.top, style }
}

fn right(style: &Computed) -> Candidate<'_> {
    Candidate { line: &style.border.right, style }
}

fn bottom(style: &Computed) -> Candidate<'_> {
    Candidate { line: &style.border.bottom, style }
}

fn left(style: &Computed) -> Candidate<'_> {
    Candidate { line: &style.border.left, style }
}

impl CellGrid {
    /// The line on the edge above row `y` (or below the last row) in one column.
    fn horizontal(&self, y: usize, column: usize) -> Option<Border> {
        let (first, last) = (y == 0, y == self.rows.len());
        let above = y.checked_sub(1);
        let below = (!last).then_some(y);
        let cell = |row: usize| self.cell_at(row, column);
        let row = |row: usize| self.rows.get(row).map(|row| &*row.style);
        let group_ends = |row: usize| self.group_of(row).filter(|group| group.rows.end == row + 1);
        let group_begins = |row: usize| self.group_of(row).filter(|group| group.rows.start == row);
        let columns = self.columns.get(column).filter(|_| first || last);
        let side = if first { top } else { bottom };
        let candidates = [
            above.and_then(cell).map(|cell| bottom(&cell.style)),
            below.and_then(cell).map(|cell| top(&cell.style)),
            above.and_then(row).map(bottom),
            below.and_then(row).map(top),
            above.and_then(group_ends).and_then(|group| group.style.as_deref()).map(bottom),
            below.and_then(group_begins).and_then(|group| group.style.as_deref()).map(top),
            columns.and_then(|column| column.style.as_deref()).map(side),
            columns.and_then(|column| column.group.as_ref()).map(|(_, style)| side(style)),
            (first || last).then(|| side(&self.style)),
        ];
        winner(candidates.into_iter().flatten())
    }

    /// The line on the edge left of column `x` (or right of the last column) in one row.
    fn vertical(&self, x: usize, row: usize) -> Option<Border> {
        let (first, last) = (x == 0, x == self.columns.len());
        let before = x.checked_sub(1);
        let after = (!last).then_some(x);
        let cell = |column: usize| self.cell_at(row, column);
        let column = |column: usize| self.columns.get(column).and_then(|column| column.style.as_deref());
        let group = |column: usize| self.columns.get(column).and_then(|column| column.group.as_ref());
        let (before_group, after_group) = (before.and_then(group), after.and_then(group));
        let parts = before_group.map(|(number, _)| number) != after_group.map(|(number, _)| number);
        let side = if first { left } else { right };
        let at_edge = first || last;
        let row_style = self.rows.get(row).map(|row| &*row.style).filter(|_| at_edge);
        let group_style = self.group_of(row).and_then(|group| group.style.as_deref()).filter(|_| at_edge);
        let candidates = [
            before.and_then(cell).map(|cell| right(&cell.style)),
            after.and_then(cell).map(|cell| left(&cell.style)),
            row_style.map(side),
            group_style.map(side),
            before.and_then(column).map(right),
            after.and_then(column).map(left),
            before_group.filter(|_| parts).map(|(_, style)| right(style)),
            after_group.filter(|_| parts).map(|(_, style)| left(style)),
            at_edge.then(|| side(&self.style)),
        ];
        winner(candidates.into_iter().flatten())
    }
}
