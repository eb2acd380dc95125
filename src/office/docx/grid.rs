//! Puts the cells of a table where they stand in its grid, merged ones as one.

use super::super::block::{Block, Grid, GridCell, plain_text};

/// How a cell goes on from another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Merge {
    #[default]
    None,
    /// Others go on from it.
    First,
    /// It is part of the cell before it.
    Next,
}

impl Merge {
    /// The value of `w:vMerge` or `w:hMerge`.
    pub fn of(value: Option<&str>) -> Merge {
        if value == Some("restart") { Merge::First } else { Merge::Next }
    }
}

/// A cell as written.
pub struct RowCell {
    pub span: usize,
    pub down: Merge,
    pub across: Merge,
    pub is_vertical: bool,
    pub blocks: Vec<Block>,
}

impl Default for RowCell {
    fn default() -> RowCell {
        RowCell { span: 1, down: Merge::None, across: Merge::None, is_vertical: false, blocks: Vec::new() }
    }
}

/// A row as written.
#[derive(Default)]
pub struct Row {
    /// Columns that are left out before its first cell.
    pub before: usize,
    /// Columns that are left out behind its last cell.
    pub after: usize,
    pub is_header: bool,
    pub cells: Vec<RowCell>,
}

/// A table while its rows are read.
#[derive(Default)]
pub struct OpenGrid {
    grid: Grid,
    /// The cells that may go on in the next row, from left to right.
    open: Vec<OpenCell>,
    /// Whether a row that is no header was met.
    has_body: bool,
    /// Texts that Word does not show, since their cells are part of others that have other texts.
    pub covered: Vec<String>,
}

/// A merged cell that may go on in the next row.
struct OpenCell {
    /// Its index among the cells.
    cell: usize,
    column: usize,
    span: usize,
    /// Its text, once it was asked for.
    text: Option<String>,
}

impl OpenGrid {
    /// The columns that a row takes.
    pub fn width(row: &Row) -> usize {
        row.cells.iter().fold(row.before.saturating_add(row.after), |sum, cell| sum.saturating_add(cell.span))
    }

    /// Adds a row. One without cells is none.
    pub fn add(&mut self, row: Row) {
        if row.cells.is_empty() {
            return;
        }
        self.has_body |= !row.is_header;
        self.grid.columns = self.grid.columns.max(OpenGrid::width(&row));
        let mut above = std::mem::take(&mut self.open).into_iter().peekable();
        let mut column = row.before;
        for cell in self.joined(row.cells) {
            let span = cell.span;
            while above.next_if(|open| open.column < column).is_some() {}
            let first = above.next_if(|open| open.column == column && open.span == span);
            match first.filter(|_| cell.down == Merge::Next) {
                Some(first) => self.continue_cell(first, &cell.blocks),
                None => self.place(cell, column),
            }
            column += span;
        }
        self.grid.rows += 1;
    }

    /// The cells of a row, those that are merged across as one.
    fn joined(&mut self, cells: Vec<RowCell>) -> Vec<RowCell> {
        let mut joined: Vec<RowCell> = Vec::with_capacity(cells.len());
        for cell in cells {
            match joined.last_mut().filter(|_| cell.across == Merge::Next) {
                Some(first) if first.across != Merge::None => {
                    first.span += cell.span;
                    let text = plain_text(&cell.blocks);
                    if !text.trim().is_empty() && text.trim() != plain_text(&first.blocks).trim() {
                        self.covered.push(text);
                    }
                }
                _ => joined.push(cell),
            }
        }
        joined
    }

    fn place(&mut self, cell: RowCell, column: usize) {
        if cell.down != Merge::None {
            self.open.push(OpenCell { cell: self.grid.cells.len(), column, span: cell.span, text: None });
        }
        self.grid.cells.push(GridCell {
            row: self.grid.rows,
            column,
            rowspan: 1,
            colspan: cell.span,
            is_vertical: cell.is_vertical,
            is_header: !self.has_body,
            blocks: cell.blocks,
        });
    }

    fn continue_cell(&mut self, mut first: OpenCell, blocks: &[Block]) {
        let Some(cell) = self.grid.cells.get_mut(first.cell) else { return };
        cell.rowspan += 1;
        let text = plain_text(blocks);
        if !text.trim().is_empty() {
            let known = first.text.get_or_insert_with(|| plain_text(&cell.blocks));
            if known.trim() != text.trim() {
                self.covered.push(text);
            }
        }
        self.open.push(first);
    }

    /// The table, and the texts that it does not show.
    pub fn close(self) -> (Grid, Vec<String>) {
        (self.grid, self.covered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::TextBlock;

    fn cell(text: &str, span: usize, down: Merge) -> RowCell {
        let blocks = vec![Block::Paragraph(TextBlock { text: text.to_owned(), ..TextBlock::default() })];
        RowCell { span, down, blocks, ..RowCell::default() }
    }

    /// The cells as `row,column rowspan x colspan text`, and the texts under them.
    fn grid(rows: Vec<Row>) -> (Vec<String>, Vec<String>) {
        let mut open = OpenGrid::default();
        rows.into_iter().for_each(|row| open.add(row));
        let (grid, covered) = open.close();
        let told = |cell: &GridCell| {
            let GridCell { row, column, rowspan, colspan, blocks, .. } = cell;
            format!("{row},{column} {rowspan} x {colspan} {}", plain_text(blocks).trim())
        };
        (grid.cells.iter().map(told).collect(), covered)
    }

    fn row(cells: Vec<RowCell>) -> Row {
        Row { cells, ..Row::default() }
    }

    #[test]
    fn cells_that_are_merged_down_are_one() {
        let (cells, covered) = grid(vec![
            row(vec![cell("标", 1, Merge::First), cell("a", 2, Merge::None)]),
            row(vec![cell("标", 1, Merge::Next), cell("b", 2, Merge::None)]),
            row(vec![cell("别", 1, Merge::Next), cell("c", 1, Merge::Next), cell("d", 1, Merge::None)]),
            row(vec![cell("新", 1, Merge::First), cell("e", 2, Merge::None)]),
        ]);
        assert_eq!(
            cells,
            [
                "0,0 3 x 1 标",
                "0,1 1 x 2 a",
                "1,1 1 x 2 b",
                "2,1 1 x 1 c",
                "2,2 1 x 1 d",
                "3,0 1 x 1 新",
                "3,1 1 x 2 e",
            ]
        );
        assert_eq!(covered, ["别\n"]);
    }

    #[test]
    fn cells_that_are_merged_across_are_one() {
        let across = |text, across| RowCell { across, ..cell(text, 1, Merge::None) };
        let (cells, covered) = grid(vec![
            Row {
                before: 2,
                ..row(vec![across("a", Merge::First), across("", Merge::Next), across("b", Merge::None)])
            },
            row(vec![across("c", Merge::Next), across("d", Merge::Next)]),
        ]);
        assert_eq!(cells, ["0,2 1 x 2 a", "0,4 1 x 1 b", "1,0 1 x 2 c"]);
        assert_eq!(covered, ["d\n"]);
    }
}
