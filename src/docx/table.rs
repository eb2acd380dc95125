//! Writes tables: rows of cells over a fixed grid.
//!
//! The cells of every row cover the grid exactly: where a cell reaches down from above, a continuation cell stands
//! with the same borders and shading. Borders and margins that most cells share are stated by the table or its style;
//! a cell states only what differs.

use std::sync::Arc;

use crate::flow::{self, BoxPiece, border_width};
use crate::tree::{
    Align, Cell, GroupKind, HeaderScope, Paragraph, Row, RowGroup, Table, VerticalAlign, WritingMode,
};
use crate::unit::Abs;

use super::boxes::table_of_box;
use super::grid::{CellDefaults, CellPlace, LINES, edges, lines_of, margins, vertical_name, write_sides};
use super::paragraph::{BorderLine, write_shading};
use super::placed::PlacedKind;
use super::row::{CellContent, RowRoom};
use super::unit;
use super::writer::{BodyWriter, End};

/// What the rows of a table need while it is written.
struct TableFrame<'t> {
    table: &'t Table,
    grid: CellDefaults,
    /// The vertical alignment that its style states.
    vertical: VerticalAlign,
    lines: Vec<i32>,
    rows: usize,
    /// Whether it is a box, whose row is none of the tree's.
    is_box: bool,
}

/// A cell that reaches down into later rows.
#[derive(Clone, Copy)]
struct OpenCell<'a> {
    cell: &'a Cell,
    /// The index of the row it begins in.
    row: usize,
    /// How many more rows it covers.
    left: usize,
}

/// A table's position and title.
pub struct TablePlace {
    /// The distance from the left edge of the text to the centre of its left border.
    pub indent: Abs,
    /// Whether the end of the table is kept with what follows.
    pub keep_next: bool,
    pub title: TableTitle,
}

impl BodyWriter<'_, '_> {
    /// Writes a table of the tree.
    pub fn table(&mut self, table: &Table, place: TablePlace) {
        self.write_table(table, place, None);
    }

    /// Writes a box as a table of one cell; the indent in `place` is that of the box's flow.
    pub fn boxed(&mut self, own: &BoxPiece, mut place: TablePlace) {
        let table = table_of_box(own);
        let Some(cell) = table.rows().flat_map(|row| &row.cells).next() else { return };
        let style = &own.section.style;
        let borders = style.border.map(border_width);
        place.indent += style.margin.left + borders.left / 2.0;
        let content = CellContent::of_box(own, cell, flow::cell(&table, cell, self.pages).measure);
        self.write_table(&table, place, Some(content));
    }

    /// Writes `w:tbl`; `given` is the content of the only cell of a box.
    fn write_table(&mut self, table: &Table, place: TablePlace, mut given: Option<CellContent>) {
        let rows = table.rows().count();
        if rows == 0 || table.columns.is_empty() {
            return;
        }
        let style = self.catalog.styles.of_table(table);
        let vertical = style.map_or(VerticalAlign::Top, |style| style.grid.vertical);
        let lines = unit::grid_lines(&table.columns);
        let is_box = given.is_some();
        let sheet = TableFrame { table, grid: CellDefaults::of(table), vertical, lines, rows, is_box };
        self.xml.raw(b"<w:tbl>");
        let keep_next = place.keep_next;
        self.table_properties(&sheet, place);
        self.xml.element("w:tblGrid", &[], |xml| {
            for pair in sheet.lines.windows(2) {
                xml.empty("w:gridCol", &[("w:w", (pair[1] - pair[0]).into())]);
            }
        });
        let mut open: Vec<Option<OpenCell>> = vec![None; table.columns.len()];
        let mut index = 0;
        for group in &table.groups {
            for (in_group, row) in group.rows.iter().enumerate() {
                let keep = keeps_with_next(table, group, in_group, row, index + 1 == rows, keep_next);
                let outer = self.keep_row;
                self.keep_row |= keep;
                let contents = match given.take() {
                    Some(content) => vec![content],
                    None => row.cells.iter().map(|cell| CellContent::of(table, cell, self.pages)).collect(),
                };
                self.row(&sheet, group.kind, row, index, contents, &mut open);
                self.keep_row = outer;
                index += 1;
            }
        }
        self.xml.raw(b"</w:tbl>");
    }

    /// Writes `w:tblPr` (ISO 29500-1 §17.4.59, `CT_TblPr`).
    fn table_properties(&mut self, sheet: &TableFrame, place: TablePlace) {
        let TableFrame { table, grid, lines, .. } = sheet;
        let TablePlace { indent, title, .. } = place;
        let style = self.catalog.styles.of_table(table);
        let width = lines.last().copied().unwrap_or(0);
        let base = style.map(|style| &style.grid);
        let has_head = table.groups.first().is_some_and(|group| group.kind == GroupKind::Head);
        let has_row_labels = table.rows().any(|row| {
            row.cells.iter().any(|cell| cell.column == 0 && cell.header == Some(HeaderScope::Row))
        });
        self.xml.element("w:tblPr", &[], |xml| {
            if let Some(style) = style {
                xml.val("w:tblStyle", &style.id);
            }
            xml.empty("w:tblW", &[("w:w", width.into()), ("w:type", "dxa".into())]);
            match table.style.align {
                Align::Center => xml.val("w:jc", "center"),
                Align::Right => xml.val("w:jc", "right"),
                // From compatibility mode 15 on, the indent is measured to the centre of the outer border.
                Align::Left | Align::Justify => {
                    let indent = unit::twips(indent + table.style.margin.left);
                    xml.empty("w:tblInd", &[("w:w", indent.into()), ("w:type", "dxa".into())]);
                }
            }
            grid.write_borders(base, xml);
            xml.empty("w:tblLayout", &[("w:type", "fixed".into())]);
            grid.write_margins(base, xml);
            let flag = |on: bool| if on { "1" } else { "0" };
            let look = 0x0600 | i32::from(has_head) << 5 | i32::from(has_row_labels) << 7;
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", (&format!("{look:04X}")).into()),
                    ("w:firstRow", flag(has_head).into()),
                    ("w:lastRow", "0".into()),
                    ("w:firstColumn", flag(has_row_labels).into()),
                    ("w:lastColumn", "0".into()),
                    ("w:noHBand", "1".into()),
                    ("w:noVBand", "1".into()),
                ],
            );
            for (name, text) in [("w:tblCaption", title.title), ("w:tblDescription", title.context)] {
                if let Some(text) = text {
                    xml.val(name, &*text);
                }
            }
        });
    }

    fn row<'t>(
        &mut self,
        sheet: &TableFrame<'t>,
        kind: GroupKind,
        row: &'t Row,
        index: usize,
        contents: Vec<CellContent<'t>>,
        open: &mut [Option<OpenCell<'t>>],
    ) {
        self.anchors.extend(row.anchor.clone());
        let hold = self.facts.hold(row.id);
        let room = RowRoom::of(row, hold, &contents);
        self.xml.raw(b"<w:tr>");
        self.xml.element("w:trPr", &[], |xml| {
            if !row.splits {
                xml.flag("w:cantSplit", true);
            }
            let height = unit::twips(room.height);
            if height > 0 {
                xml.empty("w:trHeight", &[("w:val", height.into()), ("w:hRule", "atLeast".into())]);
            }
            if kind == GroupKind::Head {
                xml.flag("w:tblHeader", true);
            }
        });
        let mut mark = self.uses.rows.get(row.id).copied().flatten().filter(|_| !sheet.is_box);
        let mut contents = contents.into_iter().peekable();
        let mut column = 0;
        while column < open.len() {
            if let Some(above) = open[column].filter(|above| above.left > 0) {
                self.cell_properties(sheet, above.cell, above.row, &room, Merge::Goes);
                self.continuation(sheet.table, above.cell);
                column += above.cell.colspan.max(1);
                continue;
            }
            let Some(mut content) = contents.next_if(|content| content.cell.column == column) else {
                // The tree guarantees a grid without holes. If one came, the row would still cover the grid.
                self.xml.raw(b"<w:tc>");
                self.empty_cell_end();
                column += 1;
                continue;
            };
            let cell = content.cell;
            content.stand_off(&room);
            // In the first cell that begins here with text: what a merged cell says again is not seen, and LibreOffice
            // would write the mark of an empty paragraph twice.
            if content.begins_with_text() {
                self.row_mark = mark.take();
            }
            self.cell(sheet, &content, index, &room);
            if let Some(slot) = open.get_mut(column) {
                *slot = Some(OpenCell { cell, row: index, left: cell.rowspan });
            }
            column += cell.colspan.max(1);
        }
        for slot in open.iter_mut() {
            *slot = slot.map(|above| OpenCell { left: above.left.saturating_sub(1), ..above });
        }
        self.xml.raw(b"</w:tr>");
    }

    fn cell(&mut self, sheet: &TableFrame, content: &CellContent, row: usize, room: &RowRoom) {
        let CellContent { cell, measure, pieces, .. } = content;
        self.anchors.extend(cell.anchor.clone());
        let merge = if cell.rowspan > 1 { Merge::Begins } else { Merge::Not };
        self.cell_properties(sheet, cell, row, room, merge);
        match pieces.is_empty() {
            true => self.empty_cell_end(),
            false => {
                let outer = std::mem::replace(&mut self.measure, *measure);
                // The end marks of the part wait for a paragraph after the table, not in a cell.
                let end_marks = std::mem::take(&mut self.end_marks);
                self.pieces(pieces, false, End::Closed);
                (self.measure, self.end_marks) = (outer, end_marks);
                self.xml.raw(b"</w:tc>");
            }
        }
    }

    /// Writes the content of a continuation cell: the text of the merged cell once more.
    ///
    /// Word processors neither show it nor make room for it while the row above is there. If that row is deleted, the
    /// table is split, or a row is copied elsewhere, the label can still be read.
    fn continuation(&mut self, table: &Table, cell: &Cell) {
        let CellContent { pieces, .. } = CellContent::of(table, cell, self.pages);
        let paragraphs = pieces.iter().map(|piece| match piece.kind {
            PlacedKind::Paragraph(one) if piece.marker.is_none() && !one.has_picture() => Some(one),
            _ => None,
        });
        let paragraphs: Option<Vec<&Paragraph>> = paragraphs.collect();
        let length = |all: &Vec<&Paragraph>| all.iter().map(|one| one.text().len()).sum::<usize>();
        match paragraphs.filter(|all| !all.is_empty() && length(all) <= LONGEST_LABEL) {
            Some(all) => all.into_iter().for_each(|one| self.repeated(one, true)),
            // If the text is not repeated, at least the paragraph has the style of the cell's first one.
            None => match pieces.first().map(|piece| &piece.kind) {
                Some(PlacedKind::Paragraph(first)) => self.repeated(first, false),
                _ => self.minimal_paragraph(false, 0, None),
            },
        }
        self.xml.raw(b"</w:tc>");
    }

    /// Ends a cell with an empty paragraph; Word needs one in every cell.
    fn empty_cell_end(&mut self) {
        self.minimal_paragraph(false, 0, None);
        self.xml.raw(b"</w:tc>");
    }

    /// Opens `w:tc` and writes `w:tcPr` (ISO 29500-1 §17.4.69, `CT_TcPr`).
    fn cell_properties(&mut self, sheet: &TableFrame, cell: &Cell, row: usize, room: &RowRoom, merge: Merge) {
        let at = |column: usize| sheet.lines.get(column.min(sheet.lines.len() - 1)).copied().unwrap_or(0);
        let width = at(cell.column + cell.colspan) - at(cell.column);
        let style = &*cell.style;
        self.xml.raw(b"<w:tc>");
        self.xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", width.into()), ("w:type", "dxa".into())]);
            if cell.colspan > 1 {
                xml.val("w:gridSpan", cell.colspan as i64);
            }
            match merge {
                Merge::Not => {}
                Merge::Begins => xml.val("w:vMerge", "restart"),
                Merge::Goes => xml.empty("w:vMerge", &[]),
            }
            let place = CellPlace::of(cell, row, sheet.table, sheet.rows);
            xml.group("w:tcBorders", |xml| {
                for (side, (line, edge)) in lines_of(&place).into_iter().zip(edges(style)).enumerate() {
                    if edge != sheet.grid.lines[line] {
                        BorderLine::write(edge.as_ref(), LINES[side], xml);
                    }
                }
            });
            if style.background.is_some() {
                write_shading(style.background, xml);
            }
            xml.group("w:tcMar", |xml| {
                write_sides(&margins(style, room.above, room.below), Some(&sheet.grid.margins), xml);
            });
            if style.writing_mode == WritingMode::VerticalRl {
                // `tbRl` would lay Han on their sides; with `tbRlV` they stand upright (MS-OI29500 §2.1.558).
                xml.val("w:textDirection", "tbRlV");
            }
            let vertical = match style.writing_mode {
                // The columns are centred across the width of the cell.
                WritingMode::VerticalRl => VerticalAlign::Middle,
                WritingMode::HorizontalTb => style.vertical_align,
            };
            if vertical != sheet.vertical {
                xml.val("w:vAlign", vertical_name(vertical));
            }
        });
    }
}

/// The accessible name and description of a table.
#[derive(Default)]
pub struct TableTitle {
    pub title: Option<Arc<str>>,
    /// The heading above it.
    pub context: Option<Arc<str>>,
}

/// The longest text that is repeated in continuation cells, in bytes. Labels are shorter.
const LONGEST_LABEL: usize = 300;

/// A cell's role in a vertical merge.
#[derive(Clone, Copy)]
enum Merge {
    Not,
    Begins,
    Goes,
}

/// Whether a row is kept on one page with the next. In Word, `w:keepNext` of a row's paragraphs does that; without
/// it, a header could stand alone at the foot of a page.
fn keeps_with_next(
    table: &Table,
    group: &RowGroup,
    in_group: usize,
    row: &Row,
    is_last: bool,
    keep_next: bool,
) -> bool {
    if is_last {
        return keep_next;
    }
    let within_group = group.keep_together && in_group + 1 < group.rows.len();
    row.keep_with_next || table.style.keep_together || within_group || group.kind == GroupKind::Head
}
