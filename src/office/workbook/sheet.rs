//! Collects the cells of a sheet, wherever they stand, and makes one table of them.

use std::collections::BTreeMap;

use super::super::block::{Block, Grid, GridCell, Story, StoryKind, TextBlock};
use super::super::fault::Result;
use super::super::found::Texts;
use super::super::limits::{Budget, MAX_AREA, MAX_COLUMNS, beyond};

/// A sheet as it is read. Only cells that have a text or are merged are kept, so that an empty sheet is small.
#[derive(Default)]
pub struct OpenSheet {
    cells: BTreeMap<Place, SheetCell>,
}

/// Row and column, from 0.
pub type Place = (usize, usize);

/// A cell.
#[derive(Default)]
struct SheetCell {
    text: String,
    is_vertical: bool,
    /// Rows and columns, where cells are merged.
    span: Option<(usize, usize)>,
}

impl OpenSheet {
    /// Puts a text down; one of blanks alone is none.
    pub fn put(&mut self, place: Place, text: String, is_vertical: bool, budget: &mut Budget) -> Result<()> {
        if text.trim().is_empty() {
            return Ok(());
        }
        budget.block()?;
        budget.text(text.len())?;
        let cell = self.cells.entry(place).or_default();
        (cell.text, cell.is_vertical) = (text, is_vertical);
        Ok(())
    }

    /// Merges cells: so many rows and columns from a place on.
    pub fn merge(&mut self, place: Place, span: (usize, usize), budget: &mut Budget) -> Result<()> {
        if span.0 > 1 || span.1 > 1 {
            budget.block()?;
            self.cells.entry(place).or_default().span = Some(span);
        }
        Ok(())
    }

    /// The table, from the first row and column with a text to the last; `None` if there is no text. Texts under merged
    /// cells are added to `covered`.
    pub fn close(self, covered: &mut Texts) -> Result<Option<Grid>> {
        let mut open = OpenMerges::default();
        let mut shown = Vec::new();
        for ((row, column), mut cell) in self.cells {
            if open.covers(row, column..column + 1) {
                if !cell.text.is_empty() {
                    covered.add(&cell.text);
                }
                continue;
            }
            // Merged cells that overlap others are not merged.
            cell.span = cell
                .span
                .filter(|(rows, columns)| open.add(row, *rows, column..column.saturating_add(*columns)));
            shown.push(((row, column), cell));
        }
        let Some(area) =
            Area::of(shown.iter().filter(|(_, cell)| !cell.text.is_empty()).map(|(place, _)| *place))
        else {
            return Ok(None);
        };
        let (rows, columns) = (area.last.0 - area.first.0 + 1, area.last.1 - area.first.1 + 1);
        if columns > MAX_COLUMNS {
            return beyond("表格的列数", "columns of a table", MAX_COLUMNS);
        }
        if rows.saturating_mul(columns) > MAX_AREA {
            return beyond("表格的行数乘列数", "rows times columns of a table", MAX_AREA);
        }
        let cells = shown.into_iter().filter_map(|(place, cell)| area.cell(place, cell)).collect();
        Ok(Some(Grid { rows, columns, cells }))
    }
}

/// The story of a sheet, if it has content.
pub fn story(name: String, grid: Option<Grid>, boxes: Vec<String>) -> Option<Story> {
    let boxes = boxes.into_iter().map(paragraph);
    let blocks: Vec<Block> = grid.map(Block::Table).into_iter().chain(boxes).collect();
    (!blocks.is_empty()).then_some(Story { kind: StoryKind::Sheet(name), blocks })
}

/// A paragraph that has nothing but a text, in which line breaks and tabs are the only control characters.
pub fn paragraph(text: String) -> Block {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.retain(|c| !c.is_control() || matches!(c, '\t' | '\n'));
    Block::Paragraph(TextBlock { text, ..TextBlock::default() })
}

/// The smallest part of a sheet with all texts.
struct Area {
    first: Place,
    last: Place,
}

impl Area {
    fn of(mut places: impl Iterator<Item = Place>) -> Option<Area> {
        let first = places.next()?;
        let area = Area { first, last: first };
        Some(places.fold(area, |Area { first, last }, (row, column)| Area {
            first: (first.0.min(row), first.1.min(column)),
            last: (last.0.max(row), last.1.max(column)),
        }))
    }

    /// A cell with its place in the area, as far as it is in it.
    fn cell(&self, (row, column): Place, cell: SheetCell) -> Option<GridCell> {
        let (rows, columns) = cell.span.unwrap_or((1, 1));
        let clip = |at: usize, span: usize, first: usize, last: usize| {
            let (from, to) = (at.max(first), at.saturating_add(span).min(last + 1));
            (from < to).then(|| (from - first, to - from))
        };
        let (row, rowspan) = clip(row, rows, self.first.0, self.last.0)?;
        let (column, colspan) = clip(column, columns, self.first.1, self.last.1)?;
        let blocks = vec![paragraph(cell.text)];
        let is_vertical = cell.is_vertical;
        Some(GridCell { row, column, rowspan, colspan, is_vertical, is_header: false, blocks })
    }
}

/// The merged cells that reach down to the row that is looked at, and others that the next in their place replaces: their
/// columns do not overlap. By first column: the column behind the last, and the row behind the last.
#[derive(Default)]
struct OpenMerges(BTreeMap<usize, (usize, usize)>);

impl OpenMerges {
    /// Whether one of them reaches into these columns of the row.
    fn covers(&mut self, row: usize, columns: std::ops::Range<usize>) -> bool {
        while let Some((&first, &(end, bottom))) = self.0.range(..columns.end).next_back()
            && end > columns.start
        {
            if bottom > row {
                return true;
            }
            self.0.remove(&first);
        }
        false
    }

    /// Adds merged cells, unless they overlap others.
    fn add(&mut self, row: usize, rows: usize, columns: std::ops::Range<usize>) -> bool {
        let is_free = !self.covers(row, columns.clone());
        if is_free {
            self.0.insert(columns.start, (columns.end, row.saturating_add(rows)));
        }
        is_free
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::block::plain_text;
    use super::*;

    /// The cells as `row,column rowspan x colspan text`, and the first text that is covered.
    fn grid(texts: &[(Place, &str)], merges: &[(Place, (usize, usize))]) -> (Vec<String>, String) {
        let (mut sheet, mut budget, mut covered) =
            (OpenSheet::default(), Budget::default(), Texts::default());
        for (place, text) in texts {
            sheet.put(*place, (*text).to_owned(), false, &mut budget).unwrap();
        }
        for (place, span) in merges {
            sheet.merge(*place, *span, &mut budget).unwrap();
        }
        let grid = sheet.close(&mut covered).unwrap().unwrap_or_default();
        let told = |cell: &GridCell| {
            let GridCell { row, column, rowspan, colspan, blocks, .. } = cell;
            let text = plain_text(blocks);
            format!("{row},{column} {rowspan} x {colspan} {}", text.trim()).trim_end().to_owned()
        };
        (grid.cells.iter().map(told).collect(), covered.first)
    }

    #[test]
    fn what_is_empty_around_the_content_is_cut_off() {
        let (cells, _) = grid(
            &[((5, 3), "a"), ((7, 4), "b"), ((9, 9), " ")],
            &[((5, 3), (2, 9)), ((0, 0), (2, 2)), ((7, 3), (9, 1)), ((50, 50), (2, 2))],
        );
        assert_eq!(cells, ["0,0 2 x 2 a", "2,0 1 x 1", "2,1 1 x 1 b"]);
        assert!(grid(&[((5, 3), "\n ")], &[((5, 3), (2, 2))]).0.is_empty());
    }

    #[test]
    fn texts_under_merged_cells_and_merges_over_others_are_not_shown() {
        let (cells, covered) = grid(
            &[((0, 0), "a"), ((0, 2), "e"), ((1, 1), "b"), ((2, 2), "c"), ((3, 0), "d")],
            &[
                ((0, 0), (2, 2)),
                ((0, 1), (9, 9)),
                ((1, 2), (2, 2)),
                ((2, 1), (1, 2)),
                ((3, 0), (1, usize::MAX)),
            ],
        );
        assert_eq!(cells, ["0,0 2 x 2 a", "0,2 1 x 1 e", "1,2 2 x 1", "2,1 1 x 1", "3,0 1 x 3 d"]);
        assert_eq!(covered, "b");
    }

    #[test]
    fn cells_far_apart_are_too_many() {
        let close = |places: &[Place]| {
            let (mut sheet, mut budget) = (OpenSheet::default(), Budget::default());
            places.iter().for_each(|place| sheet.put(*place, "a".into(), false, &mut budget).unwrap());
            sheet.close(&mut Texts::default()).map_err(|fault| fault.message.en)
        };
        assert!(close(&[(0, 0), (0, 2000)]).unwrap_err().starts_with("more than 1024 columns"));
        assert!(close(&[(0, 0), (1_048_575, 900)]).unwrap_err().starts_with("more than 16777216 rows times"));
        assert_eq!(close(&[(1_048_575, 16_383)]).unwrap().unwrap().rows, 1);
    }
}
