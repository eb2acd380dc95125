//! Reads the rows and cells of a table.

use super::super::block::Grid;
use super::super::fault::Result;
use super::super::limits::{MAX_COLUMNS, MAX_TABLES, beyond};
use super::super::xml::{Namespace, StartTag};
use super::grid::{CellMerge, OpenGrid, WrittenCell, WrittenRow};
use super::reader::FlowReader;

impl FlowReader<'_, '_> {
    /// Reads `w:tbl`, whose start tag was read. Rows and cells that are deleted are not there.
    pub fn table(&mut self) -> Result<Grid> {
        if self.tables == MAX_TABLES {
            return beyond("表格嵌套的层数", "tables inside each other", MAX_TABLES);
        }
        self.tables += 1;
        let mut open = OpenGrid::default();
        self.rows(&mut open)?;
        self.tables -= 1;
        let (grid, covered) = open.close();
        covered.iter().filter(|_| !self.is_covered).for_each(|text| self.found.covered.add(text));
        Ok(grid)
    }

    /// Adds the rows of the element whose start tag was read last.
    fn rows(&mut self, open: &mut OpenGrid) -> Result<()> {
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            match (tag.namespace, tag.name()) {
                (Namespace::Word, "tr") => {
                    self.found.budget.block()?;
                    let mut row = WrittenRow::default();
                    if self.cells(&mut row)? {
                        if OpenGrid::width(&row) > MAX_COLUMNS {
                            return beyond("表格的列数", "columns of a table", MAX_COLUMNS);
                        }
                        open.add(row);
                    }
                }
                (Namespace::Word, "tblPr" | "tblGrid" | "sdtPr" | "sdtEndPr" | "customXmlPr") => {}
                _ => self.rows(open)?,
            }
        }
        Ok(())
    }

    /// Adds the cells of the element whose start tag was read last. Gives whether their row is there.
    fn cells(&mut self, row: &mut WrittenRow) -> Result<bool> {
        let mut is_there = true;
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            match (tag.namespace, tag.name()) {
                (Namespace::Word, "trPr") => is_there &= self.row_properties(row)?,
                // What is deleted is not read: its lists do not count.
                _ if !is_there => {}
                (Namespace::Word, "tc") => {
                    self.found.budget.block()?;
                    row.cells.extend(self.cell()?);
                }
                (Namespace::Word, "tblPrEx" | "sdtPr" | "sdtEndPr" | "customXmlPr") => {}
                _ => is_there &= self.cells(row)?,
            }
        }
        Ok(is_there)
    }

    /// Reads `w:trPr`, whose start tag was read. Gives whether the row is there.
    fn row_properties(&mut self, row: &mut WrittenRow) -> Result<bool> {
        let mut is_there = true;
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            match tag.name() {
                "gridBefore" => row.before = count(&tag),
                "gridAfter" => row.after = count(&tag),
                "tblHeader" => row.is_header = tag.is_on(),
                "ins" => self.found.revisions.add(&tag),
                "del" => {
                    self.found.revisions.add(&tag);
                    is_there = false;
                }
                _ => {}
            }
        }
        Ok(is_there)
    }

    /// Reads `w:tcPr`, whose start tag was read. Gives whether the cell is there.
    pub fn cell_properties(&mut self, cell: &mut WrittenCell) -> Result<bool> {
        let mut is_there = true;
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            match tag.name() {
                "gridSpan" => cell.span = count(&tag).max(1),
                "vMerge" => cell.down = CellMerge::of(tag.value().as_deref()),
                "hMerge" => cell.across = CellMerge::of(tag.value().as_deref()),
                "textDirection" => cell.is_vertical = tag.value().is_some_and(|value| is_vertical(&value)),
                "cellIns" => self.found.revisions.add(&tag),
                "cellMerge" => {
                    self.found.revisions.add(&tag);
                    cell.down = match tag.attribute("vMerge").as_deref() {
                        Some("rest") => CellMerge::First,
                        Some("cont") => CellMerge::Next,
                        _ => cell.down,
                    };
                }
                "cellDel" => {
                    self.found.revisions.add(&tag);
                    is_there = false;
                }
                _ => {}
            }
        }
        Ok(is_there)
    }
}

/// A number of columns.
fn count(tag: &StartTag) -> usize {
    tag.number("val").and_then(|count| usize::try_from(count).ok()).unwrap_or_default()
}

/// Whether a text direction stands its lines upright, in the names of either edition of the standard.
fn is_vertical(direction: &str) -> bool {
    matches!(direction, "tbRl" | "tbRlV" | "tbLrV" | "btLr" | "rl" | "rlV" | "lr" | "lrV")
}
