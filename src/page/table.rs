//! Lays a table's cells out and finds its rows' heights.

use super::flow::{Flow, Keep, Piece, PieceKind, cell_tag};
use super::frame::TagKind;
use crate::tree::*;
use crate::unit::{Abs, Sides};

/// A table with its cells' contents laid out.
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
    /// Its place among all rows of the part, nested ones counted where they stand (see [`Kept`]).
    pub number: usize,
    /// The paragraphs in its cells, by their places among all of the part.
    pub paragraphs: std::ops::Range<usize>,
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
    pub content: Vec<Piece<'a>>,
    /// Of the whole content.
    pub height: Abs,
    /// What of it other programs may save, by squeezing text into fewer lines.
    pub spare: Abs,
}

impl CellBox<'_> {
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

/// Between a cell's edge (its borders' centre lines) and its content: half of each border, and
/// the padding (CSS 2.2 §17.6.2).
pub fn cell_insets(style: &CellStyle) -> Sides<Abs> {
    let half = style.border.map(|border| border_width(border) / 2.0);
    Sides {
        top: style.padding.top + half.top,
        right: style.padding.right + half.right,
        bottom: style.padding.bottom + half.bottom,
        left: style.padding.left + half.left,
    }
}

pub fn border_width(border: Option<Border>) -> Abs {
    border.map_or(Abs::ZERO, |border| border.width)
}

/// The height of a stack of pieces; the first one's space above is dropped.
pub fn stack_height<'p, 'a: 'p>(pieces: impl IntoIterator<Item = &'p Piece<'a>>) -> Abs {
    let mut spaces = Abs::ZERO;
    let mut height = Abs::ZERO;
    for (index, piece) in pieces.into_iter().enumerate() {
        if index > 0 {
            spaces += piece.before;
        }
        height += piece.height;
    }
    spaces + height
}

impl<'a> Flow<'a> {
    /// Lays out every cell; returns the table's index.
    pub fn add_table(&mut self, table: &'a Table, tag: usize) -> usize {
        let mut edges = vec![Abs::ZERO];
        table.columns.iter().for_each(|&width| edges.push(edges[edges.len() - 1] + width));
        let mut set = TableBox { rows: Vec::new(), cells: Vec::new(), edges, header_rows: 0 };
        // A header of nothing is no header (ISO 14289-1 §7.5 asks for a body below it).
        let has_body =
            table.groups.iter().any(|group| group.kind != GroupKind::Head && !group.rows.is_empty());
        for group in &table.groups {
            let kind = match group.kind {
                GroupKind::Head if has_body => TagKind::TableHead,
                GroupKind::Head => TagKind::TableBody,
                GroupKind::Body => TagKind::TableBody,
                GroupKind::Foot => TagKind::TableFoot,
            };
            let group_tag = self.add_tag(tag, kind);
            let first = set.rows.len();
            for row in &group.rows {
                let row_tag = self.add_tag(group_tag, TagKind::Row);
                self.add_row(&mut set, row, row_tag);
            }
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
        let lowest_page = self.styles.lowest_room();
        for row in set.rows.iter().filter(|row| row.height.fits(lowest_page)) {
            self.fit.rows[row.number] = set.hold(row);
        }
        self.tables.push(set);
        self.tables.len() - 1
    }

    fn add_row(&mut self, set: &mut TableBox<'a>, row: &'a Row, row_tag: usize) {
        let index = set.rows.len();
        let first = set.cells.len();
        let number = self.fit.rows.len();
        let first_paragraph = self.fit.tracking.len();
        self.fit.rows.push(Hold::Content);
        for cell in &row.cells {
            let tag = self.add_tag(row_tag, cell_tag(cell));
            let right = (cell.column + cell.colspan).min(set.edges.len() - 1);
            let outer = set.edges[right] - set.edges[cell.column.min(right)];
            let width = outer - cell_insets(&cell.style).horizontal();
            let vertical = match cell.style.writing_mode {
                WritingMode::VerticalRl => self.vertical_pieces(&cell.blocks, width, tag),
                WritingMode::HorizontalTb => None,
            };
            let content = vertical.unwrap_or_else(|| self.pieces(&cell.blocks, width, tag));
            let height = stack_height(&content);
            let spare = self.spare_height(&content);
            set.cells.push(CellBox { cell, row: index, content, height, spare });
        }
        let cells = first..set.cells.len();
        let single = |vertical| {
            let own = set.cells[cells.clone()].iter().filter(|cell| cell.cell.rowspan == 1);
            own.filter(move |cell| cell.is_vertical() == vertical).map(CellBox::outer_height)
        };
        let others = single(false).fold(row.min_height, Abs::max);
        let height = single(true).fold(others, Abs::max);
        let tall = height > others;
        let keep = Keep::when(row.keep_with_next, Keep::Bound);
        let paragraphs = first_paragraph..self.fit.tracking.len();
        let half_of_thickest = |side: fn(&CellStyle) -> Option<Border>| {
            let widths = row.cells.iter().map(|cell| border_width(side(&cell.style)));
            widths.fold(Abs::ZERO, Abs::max) / 2.0
        };
        let lines =
            (half_of_thickest(|style| style.border.top), half_of_thickest(|style| style.border.bottom));
        set.rows.push(RowBox { row, number, paragraphs, height, keep, tall, lines, cells, open: Vec::new() });
    }

    /// The lines that other programs may save of the paragraphs of a cell.
    fn spare_height(&self, content: &[Piece]) -> Abs {
        let paragraphs = content.iter().filter_map(|piece| match piece.kind {
            PieceKind::Line { paragraph, line: 0, .. } => Some(&self.paragraphs[paragraph].lines),
            _ => None,
        });
        paragraphs.map(|set| set.lines[0].height * set.spare_lines as f64).sum()
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
    fn hold(&self, row: &RowBox) -> Hold {
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
