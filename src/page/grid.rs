//! Draws the part of a table that stands on one page: backgrounds, cells, and each grid line once.

use super::draw::{Anchor, PagePainter, Pass};
use super::frame::{Artifact, ItemKind, Marking};
use super::strip::{RowStrip, Shown, Strip, StripKind, total_height};
use super::table::{CellBox, TableBox};
use crate::flow::{border_width, cell_insets};
use crate::tree::{Border, BorderStyle, TableId, VerticalAlign};
use crate::unit::{Abs, Point, Rect, Sides};

/// A row on this page.
struct PlacedRow<'p, 'a> {
    strip: &'p RowStrip<'a>,
    y: Abs,
    height: Abs,
    pass: Pass,
}

/// A cell's box on this page; `rows` count the rows drawn here, `columns` those of the grid.
struct PlacedCell<'p, 'a> {
    cell: usize,
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
    rect: Rect,
    show: Show<'p, 'a>,
    pass: Pass,
}

/// What is drawn in a cell's box.
enum Show<'p, 'a> {
    Whole,
    Strips(&'p [Strip<'a>]),
    Nothing,
}

impl<'f, 'a> PagePainter<'f, 'a> {
    /// Draws consecutive rows of a table.
    pub fn table(&mut self, id: TableId, strips: &[(Abs, &Strip<'a>)], left: Abs, pass: Pass) {
        let table = &self.composed.tables[id];
        let rows = placed_rows(strips, pass);
        let cells = placed_cells(table, &rows, left);
        for cell in &cells {
            if let Some(color) = table.cells[cell.cell].cell.style.background {
                let kind = ItemKind::Fill { rect: cell.rect, color };
                self.push(Marking::Artifact(Artifact::Layout), kind);
            }
        }
        for cell in &cells {
            let set = &table.cells[cell.cell];
            match cell.show {
                Show::Whole => self.cell(set, cell, &set.content),
                Show::Strips(strips) => self.cell(set, cell, strips),
                Show::Nothing => {}
            }
        }
        self.grid_lines(table, &rows, &cells, left);
    }

    fn cell(&mut self, set: &CellBox<'a>, placed: &PlacedCell, shown: &[Strip<'a>]) {
        let (above, below) = set.insets();
        let style = &set.cell.style;
        let height = total_height(shown);
        let slack = (placed.rect.height - above - below - height).max(Abs::ZERO);
        let shift = match style.vertical_align {
            VerticalAlign::Top => Abs::ZERO,
            VerticalAlign::Middle => slack / 2.0,
            VerticalAlign::Bottom => slack,
        };
        let insets = cell_insets(style);
        let left = placed.rect.x + insets.left;
        if let (Some(id), Pass::Content) = (&set.cell.anchor, placed.pass) {
            // A cell that goes on over pages has its anchor on each; links go to the first.
            let at = Point { x: placed.rect.x, y: placed.rect.y };
            self.anchors.push(Anchor { id: id.clone(), page: self.page_index, at });
        }
        let mut y = placed.rect.y + above + shift;
        let mut stacked = Vec::with_capacity(shown.len());
        for (i, strip) in shown.iter().enumerate() {
            if i > 0 {
                y += strip.before;
            }
            stacked.push((y, strip));
            y += strip.height;
        }
        self.strips(&stacked, left, placed.pass);
    }

    fn grid_lines(&mut self, table: &TableBox, rows: &[PlacedRow], cells: &[PlacedCell], left: Abs) {
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

fn placed_rows<'p, 'a>(strips: &[(Abs, &'p Strip<'a>)], pass: Pass) -> Vec<PlacedRow<'p, 'a>> {
    let row = |&(y, strip): &(Abs, &'p Strip<'a>)| match &strip.kind {
        StripKind::Row(row) => {
            let pass = if row.again { Pass::Again(Artifact::Repeated) } else { pass };
            Some(PlacedRow { strip: row, y, height: strip.content_height(), pass })
        }
        _ => None,
    };
    strips.iter().filter_map(row).collect()
}

fn placed_cells<'p, 'a>(
    table: &TableBox<'a>,
    rows: &[PlacedRow<'p, 'a>],
    left: Abs,
) -> Vec<PlacedCell<'p, 'a>> {
    let mut placed = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let begins = &table.rows[row.strip.row];
        let first_here = at == 0 || rows[at - 1].strip.row + 1 != row.strip.row;
        // Cells that began on an earlier page go on in the first body row here.
        let open = if first_here { begins.open.as_slice() } else { &[] };
        for cell_index in open.iter().copied().chain(begins.cells.clone()) {
            let cell = &table.cells[cell_index];
            let end = at + rows[at..].iter().take_while(|r| r.strip.row < cell.end_row()).count();
            let columns = cell.cell.column..(cell.cell.column + cell.cell.colspan).min(table.edges.len() - 1);
            let bottom = rows[end - 1].y + rows[end - 1].height;
            let (x, right) = (table.edges[columns.start], table.edges[columns.end]);
            let rect = Rect { x: left + x, y: row.y, width: right - x, height: bottom - row.y };
            // Where a page break cuts the cell, the cell's own outer border is not drawn.
            let Sides { top, bottom, .. } = cell.cell.style.border.map(|border| border_width(border) / 2.0);
            let cut_above = if row.strip.row > cell.row { top } else { Abs::ZERO };
            let cut_below = if rows[end - 1].strip.row + 1 < cell.end_row() { bottom } else { Abs::ZERO };
            let needed = cell.outer_height() - cut_above - cut_below;
            let shown = row.strip.shown.iter().find(|(index, _)| *index == cell_index);
            let (show, again) = match shown.map(|(_, shown)| shown) {
                None => (Show::Whole, false),
                Some(Shown::Strips(strips)) => (Show::Strips(strips), false),
                // A label that was shown in full on an earlier page is repeated, if it fits.
                Some(Shown::Again) if needed.fits(rect.height) => (Show::Whole, true),
                Some(Shown::Again) => (Show::Nothing, true),
            };
            let pass = if again { Pass::Again(Artifact::Repeated) } else { row.pass };
            placed.push(PlacedCell { cell: cell_index, rows: at..end, columns, rect, show, pass });
        }
    }
    placed
}

/// The borders on the edges of the grid, for the rows on this page.
struct GridLines {
    columns: usize,
    rows: usize,
    /// Row by row: `rows + 1` rows of `columns` edges.
    horizontal: Vec<Option<Border>>,
    /// Row by row: `rows` rows of `columns + 1` edges.
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

    /// The lines to draw; equal borders in a straight line are joined to one. Where lines of two directions meet, the
    /// widest fills the joint, and the others end at its edge (CSS 2.2 §17.6.2: the wider border wins).
    fn joined(&self, xs: &[Abs], ys: &[Abs]) -> Vec<(Border, Point, Point)> {
        let mut lines = Vec::new();
        for (boundary, &y) in ys.iter().enumerate() {
            let row = &self.horizontal[boundary * self.columns..(boundary + 1) * self.columns];
            for (border, run) in runs(row) {
                let from = xs[run.start] - self.reach(border, boundary, run.start, Direction::Horizontal);
                let to = xs[run.end] + self.reach(border, boundary, run.end, Direction::Horizontal);
                lines.push((border, Point { x: from, y }, Point { x: to, y }));
            }
        }
        for (boundary, &x) in xs.iter().enumerate() {
            for (border, run) in self.column_runs(boundary) {
                let from = ys[run.start] - self.reach(border, run.start, boundary, Direction::Vertical);
                let to = ys[run.end] + self.reach(border, run.end, boundary, Direction::Vertical);
                lines.push((border, Point { x, y: from }, Point { x, y: to }));
            }
        }
        lines
    }

    /// The vertical lines on one edge between columns, cut where a wider line crosses them.
    fn column_runs(&self, boundary: usize) -> Vec<(Border, std::ops::Range<usize>)> {
        let at = |row: usize| self.vertical[row * (self.columns + 1) + boundary];
        let column: Vec<Option<Border>> = (0..self.rows).map(at).collect();
        let mut cut = Vec::new();
        for (border, run) in runs(&column) {
            let mut start = run.start;
            for row in run.start + 1..run.end {
                if self.reach(border, row, boundary, Direction::Vertical) < Abs::ZERO {
                    cut.push((border, start..row));
                    start = row;
                }
            }
            cut.push((border, start..run.end));
        }
        cut
    }

    /// How far a line extends beyond the centre of the joint where it ends; negative if it ends before the centre.
    fn reach(&self, border: Border, row: usize, column: usize, direction: Direction) -> Abs {
        let [along, across] = self.arms(row, column, direction);
        let Some(crossing) = widest(across) else { return Abs::ZERO };
        let solid = border.style == BorderStyle::Solid && crossing.style == BorderStyle::Solid;
        let alike = solid && border.color == crossing.color;
        // Of two lines of one width, the horizontal one fills the joint.
        let loses = match direction {
            Direction::Horizontal => crossing.width > border.width,
            Direction::Vertical => crossing.width >= border.width,
        };
        let outdone = widest(along).is_some_and(|wider| wider.width > border.width);
        let half = crossing.width / 2.0;
        if outdone || (loses && !alike) { -half } else { half }
    }

    /// The lines that meet at a joint: the two in that direction, then the two across it.
    fn arms(&self, row: usize, column: usize, direction: Direction) -> [[Option<Border>; 2]; 2] {
        let horizontal = |column: usize| {
            (column < self.columns).then(|| self.horizontal[row * self.columns + column]).flatten()
        };
        let vertical = |row: usize| {
            (row < self.rows).then(|| self.vertical[row * (self.columns + 1) + column]).flatten()
        };
        let beside = [column.checked_sub(1).and_then(horizontal), horizontal(column)];
        let above_below = [row.checked_sub(1).and_then(vertical), vertical(row)];
        match direction {
            Direction::Horizontal => [beside, above_below],
            Direction::Vertical => [above_below, beside],
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Horizontal,
    Vertical,
}

fn widest(borders: [Option<Border>; 2]) -> Option<Border> {
    borders.into_iter().flatten().max_by_key(|border| border.width)
}

/// Puts a border on an edge of the grid, unless a wider one is there.
fn put(slot: &mut Option<Border>, border: Option<Border>) {
    if let Some(border) = border
        && slot.is_none_or(|known| known.width < border.width)
    {
        *slot = Some(border);
    }
}

/// Runs of equal borders, with the edges that each covers.
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
