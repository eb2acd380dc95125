//! Puts the cells of a table where they stand in its grid, merged ones as one.

use super::super::block::{Block, Grid, GridCell, plain_text};

/// How a cell goes on from another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum CellMerge {
    #[default]
    None,
    /// Others go on from it.
    First,
    /// It is part of the cell before it.
    Next,
}

impl CellMerge {
    /// The value of `w:vMerge` or `w:hMerge`.
    pub fn of(value: Option<&str>) -> CellMerge {
        if value == Some("restart") { CellMerge::First } else { CellMerge::Next }
    }
}

/// A cell as written.
pub struct WrittenCell {
    pub span: usize,
    pub down: CellMerge,
    pub across: CellMerge,
    pub is_vertical: bool,
    pub blocks: Vec<Block>,
}

impl Default for WrittenCell {
    fn default() -> WrittenCell {
        WrittenCell {
            span: 1,
            down: CellMerge::None,
            across: CellMerge::None,
            is_vertical: false,
            blocks: Vec::new(),
        }
    }
}

/// A row as written.
#[derive(Default)]
pub struct WrittenRow {
    /// Columns that are left out before its first cell.
    pub before: usize,
    /// Columns that are left out behind its last cell.
    pub after: usize,
    pub is_header: bool,
    pub cells: Vec<WrittenCell>,
}

/// A table while its rows are read.
#[derive(Default)]
pub struct OpenGrid {
    grid: Grid,
    /// The cells that may go on in the next row, from left to right.
    open: Vec<MergedCell>,
    /// Whether a row that is no header was met.
    has_body: bool,
    /// Texts that Word does not show, since their cells are part of others that have other texts.
    covered: Vec<String>,
}

/// A merged cell that may go on in the next row.
struct MergedCell {
    /// Its index among the cells.
    cell: usize,
    column: usize,
    span: usize,
    /// Its text, once it was asked for.
    text: Option<String>,
}

impl OpenGrid {
    /// The columns that a row takes.
    pub fn width(row: &WrittenRow) -> usize {
        row.cells.iter().fold(row.before.saturating_add(row.after), |sum, cell| sum.saturating_add(cell.span))
    }

    /// Adds a row. One without cells is none.
    pub fn add(&mut self, row: WrittenRow) {
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
            match first.filter(|_| cell.down == CellMerge::Next) {
                Some(first) => self.continue_cell(first, &cell.blocks),
                None => self.place(cell, column),
            }
            column += span;
        }
        self.grid.rows += 1;
    }

    /// The cells of a row, those that are merged across as one.
    fn joined(&mut self, cells: Vec<WrittenCell>) -> Vec<WrittenCell> {
        let mut joined: Vec<WrittenCell> = Vec::with_capacity(cells.len());
        let mut known = None;
        for cell in cells {
            match joined.last_mut().filter(|_| cell.across == CellMerge::Next) {
                Some(first) if first.across != CellMerge::None => {
                    first.span += cell.span;
                    self.covered.extend(covered_text(&cell.blocks, &first.blocks, &mut known));
                }
                _ => {
                    known = None;
                    joined.push(cell);
                }
            }
        }
        joined
    }

    fn place(&mut self, cell: WrittenCell, column: usize) {
        if cell.down != CellMerge::None {
            self.open.push(MergedCell { cell: self.grid.cells.len(), column, span: cell.span, text: None });
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

    fn continue_cell(&mut self, mut first: MergedCell, blocks: &[Block]) {
        let Some(cell) = self.grid.cells.get_mut(first.cell) else { return };
        cell.rowspan += 1;
        self.covered.extend(covered_text(blocks, &cell.blocks, &mut first.text));
        self.open.push(first);
    }

    /// The table, and the texts that it does not show.
    pub fn close(self) -> (Grid, Vec<String>) {
        (self.grid, self.covered)
    }
}

/// The text of a cell that is part of another, if it is not the text of that one. This program's own files repeat it.
fn covered_text(blocks: &[Block], first: &[Block], known: &mut Option<String>) -> Option<String> {
    let text = plain_text(blocks);
    let differs =
        !text.trim().is_empty() && known.get_or_insert_with(|| plain_text(first)).trim() != text.trim();
    differs.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::TextBlock;

    fn cell(text: &str, span: usize, down: CellMerge) -> WrittenCell {
        let blocks = vec![Block::Paragraph(TextBlock { text: text.to_owned(), ..TextBlock::default() })];
        WrittenCell { span, down, blocks, ..WrittenCell::default() }
    }

    /// The cells as `row,column rowspan x colspan text`, and the texts under them.
    fn grid(rows: Vec<WrittenRow>) -> (Vec<String>, Vec<String>) {
        let mut open = OpenGrid::default();
        rows.into_iter().for_each(|row| open.add(row));
        let (grid, covered) = open.close();
        let told = |cell: &GridCell| {
            let GridCell { row, column, rowspan, colspan, blocks, .. } = cell;
            format!("{row},{column} {rowspan} x {colspan} {}", plain_text(blocks).trim())
        };
        (grid.cells.iter().map(told).collect(), covered)
    }

    fn row(cells: Vec<WrittenCell>) -> WrittenRow {
        WrittenRow { cells, ..WrittenRow::default() }
    }

    #[test]
    fn cells_that_are_merged_down_are_one() {
        let (cells, covered) = grid(vec![
            row(vec![cell("标", 1, CellMerge::First), cell("a", 2, CellMerge::None)]),
            row(vec![cell("标", 1, CellMerge::Next), cell("b", 2, CellMerge::None)]),
            row(vec![
                cell("别", 1, CellMerge::Next),
                cell("c", 1, CellMerge::Next),
                cell("d", 1, CellMerge::None),
            ]),
            row(vec![cell("新", 1, CellMerge::First), cell("e", 2, CellMerge::None)]),
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
        let across = |text, across| WrittenCell { across, ..cell(text, 1, CellMerge::None) };
        let (cells, covered) = grid(vec![
            WrittenRow {
                before: 2,
                ..row(vec![
                    across("a", CellMerge::First),
                    across("", CellMerge::Next),
                    across("b", CellMerge::None),
                ])
            },
            row(vec![across("c", CellMerge::Next), across("d", CellMerge::Next)]),
        ]);
        assert_eq!(cells, ["0,2 1 x 2 a", "0,4 1 x 1 b", "1,0 1 x 2 c"]);
        assert_eq!(covered, ["d\n"]);
    }
}
