//! Cuts tables that hold several positions: forms side by side, forms below one another, a column for each position.
//!
//! A table is cut only where the same labels come again in each part. Cells that lie across parts belong to none, and stay
//! open.

use std::collections::HashSet;
use std::ops::Range;

use super::element::{Cell, Element, Table};
use super::heading::{is_sheet_name, title_in};
use super::label::{Dictionary, Meaning, pairs};
use super::plain::{label_length, plain};
use super::section::Part;

/// The elements, with each table that holds several positions cut into one for each.
pub fn split(elements: Vec<Element>, is_sheet: bool, dictionary: &Dictionary) -> Vec<Element> {
    let cutter = Cutter { dictionary };
    let mut out = Vec::new();
    for element in elements {
        match element {
            Element::Line(_) => out.push(element),
            Element::Table(table) => cutter.table(table, is_sheet, &mut out),
        }
    }
    out
}

/// The title that a cell gives: it is the label, and the value stands beside it; or it has both.
pub fn title_of(table: &Table, cell: &Cell, dictionary: &Dictionary) -> Option<String> {
    let is_title =
        |name: &str| matches!(dictionary.find(name), Some(Meaning::Key(key)) if key.name == "title");
    if is_title(&Part::of_cell(cell).text()) {
        let value = table.row(cell.row).iter().find(|other| other.column >= cell.end())?;
        let text = Part::of_cell(value).text();
        return (!value.is_empty() && dictionary.find(&text).is_none()).then_some(text);
    }
    cell.lines.iter().find_map(|line| {
        let (before, found) = pairs(&line.text, |name| is_title(name).then_some(()));
        let first = found.first().filter(|pair| before.is_empty() && !pair.value.is_empty())?;
        Some(first.value.to_string())
    })
}

struct Cutter<'d> {
    dictionary: &'d Dictionary,
}

impl Cutter<'_> {
    fn table(&self, table: Table, is_sheet: bool, out: &mut Vec<Element>) {
        if let Some(parts) = self.columns_of_positions(&table) {
            return out.extend(parts.into_iter().map(Element::Table));
        }
        if is_sheet && let Some(rows) = self.headings(&table) {
            for (index, &row) in rows.iter().enumerate() {
                let end = rows.get(index + 1).copied().unwrap_or(table.rows);
                if index == 0 {
                    out.extend(part(&table, 0..row, 0..table.columns).map(Element::Table));
                }
                let heading = table.row(row).iter().flat_map(|cell| cell.lines.iter().cloned());
                out.extend(heading.map(Element::Line));
                out.extend(part(&table, row + 1..end, 0..table.columns).map(Element::Table));
            }
            return;
        }
        let bands = self.below_one_another(&table);
        let whole = bands.is_none().then_some(0..table.rows);
        for rows in bands.into_iter().flatten().chain(whole) {
            if let Some(band) = part(&table, rows, 0..table.columns) {
                self.side_by_side(band, out);
            }
        }
    }

    /// The rows of a sheet that hold the heading of a position alone, if there are several.
    fn headings(&self, table: &Table) -> Option<Vec<usize>> {
        let is_heading = |row: &usize| {
            let mut filled = table.row(*row).iter().filter(|cell| !cell.is_empty());
            let (Some(cell), None) = (filled.next(), filled.next()) else { return false };
            let Some(text) = Part::of_cell(cell).single().cloned() else { return false };
            (text.contains('书') || text.contains("岗位"))
                && self.dictionary.find(&text).is_none()
                && title_in(&text).is_some()
        };
        let rows: Vec<usize> = (0..table.rows).filter(is_heading).collect();
        (rows.len() > 1).then_some(rows)
    }

    /// A table with labels in its first column, and a position in each of the others.
    fn columns_of_positions(&self, table: &Table) -> Option<Vec<Table>> {
        let title = table.cells.iter().find(|cell| title_of(table, cell, self.dictionary).is_some())?;
        let values: Vec<&Cell> =
            table.row(title.row).iter().filter(|cell| cell.column >= title.end()).collect();
        let names: HashSet<String> = values.iter().map(|cell| plain(&Part::of_cell(cell).text())).collect();
        let is_name = |cell: &&Cell| {
            let text = Part::of_cell(cell).text();
            !cell.is_empty() && label_length(&text) <= 20 && !text.contains(|c: char| c.is_ascii_digit())
        };
        let is_label = |cell: &&Cell| self.dictionary.find(&Part::of_cell(cell).text()).is_some();
        let others_are_labels = table.cells.iter().any(|cell| cell.column >= title.end() && is_label(&cell));
        let filled = |row: usize| {
            let cells = table.covering(row).filter(|cell| cell.column >= title.end() && !cell.is_empty());
            cells.count()
        };
        let rows = table.cells.iter().filter(|cell| cell.row > title.row && cell.column == title.column);
        let rows = rows.filter(is_label).filter(|cell| filled(cell.row) > 1).count();
        let is_sure = title.column == 0
            && values.len() > 1
            && names.len() == values.len()
            && values.iter().all(is_name)
            && !others_are_labels
            && rows > 1;
        is_sure.then(|| values.iter().map(|value| with_labels(table, title.end(), value)).collect())
    }

    /// The rows of each of the forms that stand below one another, if there are several.
    fn below_one_another(&self, table: &Table) -> Option<Vec<Range<usize>>> {
        let mut titles: Vec<(&Cell, String)> = Vec::new();
        for cell in &table.cells {
            let Some(value) = title_of(table, cell, self.dictionary) else { continue };
            let is_again = titles.first().is_none_or(|(first, _)| {
                first.column == cell.column && self.label(first) == self.label(cell)
            });
            if is_again && titles.last().is_none_or(|(_, before)| *before != value) {
                titles.push((cell, value));
            }
        }
        let above = titles.first()?.0.row;
        let begins: Vec<usize> = titles
            .iter()
            .enumerate()
            .map(|(index, (cell, _))| match index {
                0 => 0,
                _ => begin(table, titles[index - 1].0.row, cell.row, above),
            })
            .collect();
        let ends = begins.iter().skip(1).copied().chain([table.rows]);
        let bands: Vec<_> = begins.iter().zip(ends).map(|(begin, end)| *begin..end).collect();
        let labels: Vec<_> = bands.iter().map(|rows| self.labels(table, rows, &(0..table.columns))).collect();
        (bands.len() > 1 && are_alike(&labels)).then_some(bands)
    }

    /// Adds the forms that stand side by side, each as a table of its own.
    fn side_by_side(&self, table: Table, out: &mut Vec<Element>) {
        let is_title = |cell: &&Cell| {
            let text = Part::of_cell(cell).text();
            matches!(self.dictionary.find(&text), Some(Meaning::Key(key)) if key.name == "title")
                || title_of(&table, cell, self.dictionary).is_some()
        };
        let Some(first) = table.cells.iter().find(is_title) else { return out.push(Element::Table(table)) };
        let again = table
            .row(first.row)
            .iter()
            .filter(|cell| is_title(cell) && self.label(cell) == self.label(first));
        let mut begins: Vec<usize> = again.map(|cell| cell.column).collect();
        if let Some(begin) = begins.first_mut() {
            *begin = 0;
        }
        let ends = begins.iter().skip(1).copied().chain([table.columns]);
        let bands: Vec<_> = begins.iter().zip(ends).map(|(begin, end)| *begin..end).collect();
        let labels: Vec<_> =
            bands.iter().map(|columns| self.labels(&table, &(0..table.rows), columns)).collect();
        if bands.len() < 2 || !are_alike(&labels) {
            return out.push(Element::Table(table));
        }
        // The heading of the sheet stands over all of them.
        let crosses =
            |cell: &&Cell| bands.iter().any(|band| cell.column < band.start && cell.end() > band.start);
        let headings = table.cells.iter().filter(|cell| cell.row < first.row).filter(crosses);
        for line in headings.flat_map(|cell| &cell.lines) {
            out.push(Element::Line(line.clone()));
        }
        out.extend(
            bands.into_iter().filter_map(|columns| part(&table, 0..table.rows, columns)).map(Element::Table),
        );
    }

    /// The label that a cell is, or begins with.
    fn label(&self, cell: &Cell) -> String {
        plain(Part::of_cell(cell).text().split(['：', ':']).next().unwrap_or_default())
    }

    /// The labels that are known in a part of a table.
    fn labels(&self, table: &Table, rows: &Range<usize>, columns: &Range<usize>) -> HashSet<String> {
        let own =
            table.cells.iter().filter(|cell| rows.contains(&cell.row) && columns.contains(&cell.column));
        own.map(|cell| self.label(cell)).filter(|label| self.dictionary.find(label).is_some()).collect()
    }
}

/// Whether parts are forms of one kind: each has at least half of the labels of the first, and two at least.
fn are_alike(labels: &[HashSet<String>]) -> bool {
    let Some((first, others)) = labels.split_first() else { return false };
    others.iter().all(|other| {
        let shared = first.intersection(other).count();
        shared >= 2 && shared * 2 >= first.len().min(other.len())
    })
}

/// The first row of the form whose title stands in row `title`, below that with its title in row `before`: as far above as
/// in the first form, if the same stands there; or below the last empty row.
fn begin(table: &Table, before: usize, title: usize, above: usize) -> usize {
    let first_text = |row: usize| {
        table.row(row).iter().find(|cell| !cell.is_empty()).map(|cell| Part::of_cell(cell).text())
    };
    if let Some(begin) = title.checked_sub(above).filter(|begin| *begin > before)
        && (0..above).all(|row| kind(first_text(row)) == kind(first_text(begin + row)))
    {
        return begin;
    }
    let is_blank = |row: &usize| table.covering(*row).all(Cell::is_empty);
    (before + 1..title).rev().find(is_blank).map_or(title, |row| row + 1)
}

/// What tells whether two rows are the same row of a form: its label, or that it is a heading.
fn kind(text: Option<String>) -> Option<String> {
    text.map(|text| {
        let label = text.split(['：', ':']).next().unwrap_or_default().to_owned();
        if text.contains('书') || is_sheet_name(&text) { "书".to_owned() } else { plain(&label) }
    })
}

/// The cells of a table that lie in rows and columns, as a table as wide as they are; `None` if nothing is in them.
fn part(table: &Table, rows: Range<usize>, columns: Range<usize>) -> Option<Table> {
    let is_in = |cell: &&Cell| {
        rows.contains(&cell.row) && columns.contains(&cell.column) && cell.end() <= columns.end
    };
    let mut cells: Vec<Cell> = table.cells.iter().filter(is_in).cloned().collect();
    for cell in &mut cells {
        cell.row -= rows.start;
        cell.column -= columns.start;
        cell.rowspan = cell.rowspan.min(rows.len() - cell.row);
    }
    let filled = || cells.iter().filter(|cell| !cell.is_empty());
    let width = filled().map(Cell::end).max()?;
    let height = filled().map(|cell| cell.row + 1).max()?;
    cells.retain(|cell| cell.column < width && cell.row < height);
    for cell in &mut cells {
        cell.colspan = cell.colspan.min(width - cell.column);
    }
    let height = cells.iter().map(|cell| cell.row + cell.rowspan).max()?;
    Some(Table::new(height, width, cells))
}

/// The labels of a table, which end before the column `labels`, and the cells that cover the column of a position.
fn with_labels(table: &Table, labels: usize, position: &Cell) -> Table {
    let covers =
        |cell: &&Cell| cell.end() <= labels || cell.column <= position.column && position.column < cell.end();
    let mut cells: Vec<Cell> = table.cells.iter().filter(covers).cloned().collect();
    for cell in cells.iter_mut().filter(|cell| cell.end() > labels) {
        cell.column = labels;
        cell.colspan = 1;
    }
    Table::new(table.rows, labels + 1, cells)
}
