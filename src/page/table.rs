//! Finds the heights of a table's rows from what its cells hold.

use super::strip::{Strip, total_height};
use crate::flow::{Keep, border_width, cell_insets};
use crate::tree::*;
use crate::unit::{Abs, Sides};

/// A table with its cells' contents laid out.
#[derive(Default)]
pub struct TableBox<'a> {
    pub rows: Vec<RowBox<'a>>,
    pub cells: Vec<CellBox<'a>>,
    /// Left edge of each column, and the right edge of the last, from the table's left edge.
    pub edges: Vec<Abs>,
    /// How many rows, from the first, repeat on each page.
    pub header_rows: usize,
}

pub struct RowBox<'a> {
    pub row: &'a Row,
    pub height: Abs,
    pub keep: Keep,
    /// Whether vertical text made it higher than it would be.
    pub tall: bool,
    /// The outer halves of its lines above and below.
    pub lines: (Abs, Abs),
    /// Indices of the cells that begin here.
    pub cells: std::ops::Range<usize>,
    /// Indices of cells that began above and reach into this row.
    pub open: Vec<usize>,
}

pub struct CellBox<'a> {
    pub cell: &'a Cell,
    /// The row it begins in.
    pub row: usize,
    pub content: Vec<Strip<'a>>,
    /// Of the whole content.
    pub height: Abs,
    /// What of it other programs may save, by squeezing text into fewer lines.
    pub spare: Abs,
}

impl<'a> CellBox<'a> {
    /// A cell that holds these strips, of which other programs may save so much.
    pub fn new(cell: &'a Cell, row: usize, content: Vec<Strip<'a>>, spare: Abs) -> CellBox<'a> {
        CellBox { cell, row, height: total_height(&content), content, spare }
    }

    /// Above and below the content: padding, and half of each border.
    pub fn insets(&self) -> (Abs, Abs) {
        let insets = cell_insets(&self.cell.style);
        (insets.top, insets.bottom)
    }

    fn is_vertical(&self) -> bool {
        self.cell.style.writing_mode == WritingMode::VerticalRl
    }

    /// The height that the cell asks for.
    pub fn outer_height(&self) -> Abs {
        let (top, bottom) = self.insets();
        top + self.height + bottom
    }

    /// The row after its last one.
    pub fn end_row(&self) -> usize {
        self.row + self.cell.rowspan
    }
}

impl<'a> TableBox<'a> {
    /// A table whose cells are set; they come row by row.
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
                // A header does not stand alone at a page's foot.
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
        let half_of_thickest = |side: fn(&CellStyle) -> Option<Border>| {
            let widths = row.cells.iter().map(|cell| border_width(side(&cell.style)));
            widths.fold(Abs::ZERO, Abs::max) / 2.0
        };
        let lines =
            (half_of_thickest(|style| style.border.top), half_of_thickest(|style| style.border.bottom));
        self.rows.push(RowBox { row, height, keep, tall, lines, cells, open: Vec::new() });
    }
}

impl TableBox<'_> {
    /// Gives spanning cells their room, and marks the rows that they reach into.
    ///
    /// A merged label should fit where it stands, so the first rows of a span keep
    /// together until it does, and the last rows too.
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
            // Where a page cuts the span, not its own outer line stands there, but the rows' line.
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

    /// What other programs have to be told of a row's height.
    ///
    /// They agree on what text and merged cells ask for, so that a row may shrink with its text. They do not
    /// raise a row for vertical text, and may set text in fewer lines than we do.
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
