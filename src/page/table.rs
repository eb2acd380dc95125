//! Finds the heights of a table's rows from the content of its cells.

use super::strip::{Strip, total_height};
use crate::flow::{Keep, border_width, cell_insets};
use crate::tree::*;
use crate::unit::{Abs, Sides};

/// A table whose cells are laid out.
#[derive(Default)]
pub struct TableBox<'a> {
    pub rows: Vec<RowBox<'a>>,
    pub cells: Vec<CellBox<'a>>,
    /// The x of each column's left edge, and of the last one's right edge, from the table's left edge.
    pub edges: Vec<Abs>,
    /// How many rows at the beginning are repeated on each page.
    pub header_rows: usize,
}

pub struct RowBox<'a> {
    pub row: &'a Row,
    pub height: Abs,
    pub keep: Keep,
    /// Whether vertical text made it higher than its other cells ask for.
    pub tall: bool,
    /// The outer halves of its thickest borders above and below.
    pub lines: (Abs, Abs),
    /// The indices of the cells that begin in this row.
    pub cells: std::ops::Range<usize>,
    /// The indices of the cells that began above and reach into this row.
    pub open: Vec<usize>,
}

pub struct CellBox<'a> {
    pub cell: &'a Cell,
    /// The index of the row it begins in.
    pub row: usize,
    pub content: Vec<Strip<'a>>,
    /// The height of the whole content.
    pub height: Abs,
    /// How much lower the content may be in other programs, which may set its text in fewer lines.
    pub spare: Abs,
}

impl<'a> CellBox<'a> {
    /// A cell with this content, of whose height other programs may save `spare`.
    pub fn new(cell: &'a Cell, row: usize, content: Vec<Strip<'a>>, spare: Abs) -> CellBox<'a> {
        CellBox { cell, row, height: total_height(&content), content, spare }
    }

    /// The insets above and below the content: padding, and half of each border.
    pub fn insets(&self) -> (Abs, Abs) {
        let insets = cell_insets(&self.cell.style);
        (insets.top, insets.bottom)
    }

    fn is_vertical(&self) -> bool {
        self.cell.style.writing_mode == WritingMode::VerticalRl
    }

    /// The height that the cell asks for: content and insets.
    pub fn outer_height(&self) -> Abs {
        let (top, bottom) = self.insets();
        top + self.height + bottom
    }

    /// The index of the row after its last one.
    pub fn end_row(&self) -> usize {
        self.row + self.cell.rowspan
    }
}

impl<'a> TableBox<'a> {
    /// A table with its laid-out cells, which come row by row.
    pub fn new(table: &'a Table, cells: Vec<CellBox<'a>>) -> TableBox<'a> {
        let mut edges = vec![Abs::ZERO];
        table.columns.iter().for_each(|&width| edges.push(edges[edges.len() - 1] + width));
        let mut set = TableBox { rows: Vec::new(), cells, edges, header_rows: 0 };
        for group in &table.groups {
            let first = set.rows.len();
            group.rows.iter().for_each(|row| set.add_row(row));
            let last = set.rows.len().saturating_sub(1);
            let head = group.kind == GroupKind::Head;
            if head {
                set.header_rows = set.rows.len();
            }
            for index in first..set.rows.len() {
                // A header row is kept with the next row, so that no header stands alone at the foot of a page.
                let row = &mut set.rows[index];
                row.keep = row.keep.max(Keep::when(head, Keep::Bound));
                row.keep = row.keep.max(Keep::when(group.keep_together && index < last, Keep::Together));
            }
        }
        if let Some(last) = set.rows.last_mut() {
            last.keep = Keep::when(last.row.keep_with_next, Keep::Bound);
        }
        set.span_rows();
        set
    }

    fn add_row(&mut self, row: &'a Row) {
        let first = self.rows.last().map_or(0, |above| above.cells.end);
        let cells = first..first + row.cells.len();
        let single = |vertical| {
            let own = self.cells[cells.clone()].iter().filter(|cell| cell.cell.rowspan == 1);
            own.filter(move |cell| cell.is_vertical() == vertical).map(CellBox::outer_height)
        };
        let others = single(false).fold(row.min_height, Abs::max);
        let height = single(true).fold(others, Abs::max);
        let tall = height > others;
        let keep = Keep::when(row.keep_with_next, Keep::Bound);
        let lines = row.half_borders();
        self.rows.push(RowBox { row, height, keep, tall, lines, cells, open: Vec::new() });
    }
}

impl TableBox<'_> {
    /// Raises rows where spanning cells need it, and notes which cells reach into which rows.
    ///
    /// A merged label should fit in one piece. So the first rows of a span are kept together until it fits there, and
    /// the last rows too.
    fn span_rows(&mut self) {
        for index in 0..self.cells.len() {
            let cell = &self.cells[index];
            let (first, end) = (cell.row, cell.end_row().min(self.rows.len()));
            if end <= first + 1 {
                continue;
            }
            let needed = cell.outer_height();
            let room: Abs = self.rows[first..end].iter().map(|row| row.height).sum();
            if room < needed {
                let is_vertical = cell.is_vertical();
                let last = &mut self.rows[end - 1];
                last.height += needed - room;
                last.tall |= is_vertical;
            }
            self.rows[first + 1..end].iter_mut().for_each(|row| row.open.push(index));
            // Where a page cuts the span, the cell's own outer border is not drawn.
            let Sides { top, bottom, .. } = cell.cell.style.border;
            let (at_start, at_end) = (needed - border_width(bottom) / 2.0, needed - border_width(top) / 2.0);
            let mut sum = Abs::ZERO;
            for row in &mut self.rows[first..end - 1] {
                sum += row.height;
                row.keep = row.keep.max(Keep::when(!at_start.fits(sum), Keep::Together));
            }
            sum = Abs::ZERO;
            for row in (first + 1..end).rev() {
                sum += self.rows[row].height;
                let above = &mut self.rows[row - 1].keep;
                *above = (*above).max(Keep::when(!at_end.fits(sum), Keep::Together));
            }
        }
    }

    /// What other programs have to be told about a row's height.
    ///
    /// They find the same height for text and merged cells, so that a row may shrink when its text does. But they do
    /// not raise a row for vertical text, and they may set text in fewer lines than we do.
    pub fn hold(&self, row: &RowBox) -> Hold {
        let cells = self.cells[row.cells.clone()].iter();
        let cells = cells.filter(|cell| cell.cell.rowspan == 1 && !cell.is_vertical());
        let asked = cells.clone().map(CellBox::outer_height).fold(Abs::ZERO, Abs::max);
        let own = asked.max(row.row.min_height);
        let least = cells.map(|cell| cell.outer_height() - cell.spare).fold(Abs::ZERO, Abs::max);
        match () {
            () if row.tall => Hold::Height(row.height),
            () if !own.fits(least) => Hold::Height(own),
            () => Hold::Content,
        }
    }

    pub fn header_height(&self) -> Abs {
        self.rows[..self.header_rows].iter().map(|row| row.height).sum()
    }
}
