//! Writes tables: rows of cells over a fixed grid.
//!
//! Every row covers the grid exactly: where a cell reaches down from above, a continuation
//! cell stands with the same lines and shading. Lines and margins that most cells share are
//! the table's (or its style's); a cell says only what differs.

use std::sync::Arc;

use crate::tree::{
    Align, Border, Cell, CellStyle, GroupKind, Paragraph, Row, RowGroup, Scope, Table, VerticalAlign,
    WritingMode,
};
use crate::unit::{Abs, Sides};

use super::body::{End, Writer};
use super::flow::{Frame, Kind, flatten};
use super::paragraph::{Edge, write_shading};
use super::row::{CellContent, RowRoom};
use super::unit;
use super::xml::Xml;

/// The lines and cell margins that a table or a table style sets for its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// In the order of [`LINES`].
    lines: [Option<Edge>; 6],
    margins: Sides<i32>,
    vertical: VerticalAlign,
}

/// Children of `w:tblBorders` (ISO 29500-1 §17.4.38): the outer lines, then those between cells.
const LINES: [&str; 6] = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];

/// Which of a table's lines the sides of a cell lie on: indices into [`LINES`], in the order
/// top, left, bottom, right.
fn lines_of(place: &Place) -> [usize; 4] {
    let pick = |outer: bool, line: usize, inner: usize| if outer { line } else { inner };
    [
        pick(place.is_top, 0, 4),
        pick(place.is_left, 1, 5),
        pick(place.is_bottom, 2, 4),
        pick(place.is_right, 3, 5),
    ]
}

/// Which edges of the table a cell touches.
struct Place {
    is_top: bool,
    is_right: bool,
    is_bottom: bool,
    is_left: bool,
}

impl Place {
    fn of(cell: &Cell, row: usize, table: &Table, rows: usize) -> Place {
        Place {
            is_top: row == 0,
            is_right: cell.column + cell.colspan >= table.columns.len(),
            is_bottom: row + cell.rowspan >= rows,
            is_left: cell.column == 0,
        }
    }
}

/// In the order top, left, bottom, right, as Word lists them.
fn edges(style: &CellStyle) -> [Option<Edge>; 4] {
    let edge = |border: &Option<Border>| border.as_ref().map(|border| Edge::new(border, Abs::ZERO));
    [edge(&style.border.top), edge(&style.border.left), edge(&style.border.bottom), edge(&style.border.right)]
}

/// A cell's margins, so that the text gets the measure that it has in the tree; those above and below as given.
///
/// Word counts the side margins from the middle of the line and lets the line lie in them;
/// above and below it adds the line's width to the margins by itself.
fn margins(style: &CellStyle, above: Abs, below: Abs) -> Sides<i32> {
    let half = |border: Option<Border>| border.map_or(Abs::ZERO, |border| border.width / 2.0);
    Sides {
        top: unit::twips(above).max(0),
        right: unit::twips(style.padding.right + half(style.border.right)).max(0),
        bottom: unit::twips(below).max(0),
        left: unit::twips(style.padding.left + half(style.border.left)).max(0),
    }
}

impl Grid {
    /// What most cells of a table say.
    pub fn of(table: &Table) -> Grid {
        let rows = table.rows().count();
        let mut lines: [Votes<Option<Edge>>; 6] = Default::default();
        let mut sides: Votes<Sides<i32>> = Votes::default();
        let mut vertical: Votes<VerticalAlign> = Votes::default();
        for (index, row) in table.rows().enumerate() {
            for cell in &row.cells {
                let place = Place::of(cell, index, table, rows);
                for (line, edge) in lines_of(&place).into_iter().zip(edges(&cell.style)) {
                    lines[line].add(edge);
                }
                let padding = &cell.style.padding;
                sides.add(margins(&cell.style, padding.top, padding.bottom));
                vertical.add(cell.style.vertical_align);
            }
        }
        Grid {
            lines: lines.map(|votes| votes.winner().flatten()),
            margins: sides.winner().unwrap_or_default(),
            vertical: vertical.winner().unwrap_or_default(),
        }
    }

    /// Where text stands in its cells. Only a table style can say that for all of them.
    pub fn vertical_align(&self) -> VerticalAlign {
        self.vertical
    }

    /// `w:tblBorders`, unless they are those of `style`.
    pub fn write_borders(&self, style: Option<&Grid>, xml: &mut Xml) {
        if style.is_some_and(|style| style.lines == self.lines) {
            return;
        }
        xml.group("w:tblBorders", |xml| {
            for (name, edge) in LINES.into_iter().zip(&self.lines) {
                if edge.is_some() || style.is_some() {
                    Edge::write(edge.as_ref(), name, xml);
                }
            }
        });
    }

    /// `w:tblCellMar`, unless they are those of `style`.
    pub fn write_margins(&self, style: Option<&Grid>, xml: &mut Xml) {
        if style.is_none_or(|style| style.margins != self.margins) {
            xml.element("w:tblCellMar", &[], |xml| write_sides(&self.margins, None, xml));
        }
    }
}

/// Margins by side, those that differ from `base`.
fn write_sides(sides: &Sides<i32>, base: Option<&Sides<i32>>, xml: &mut Xml) {
    let all = [
        ("w:top", sides.top, base.map(|base| base.top)),
        ("w:left", sides.left, base.map(|base| base.left)),
        ("w:bottom", sides.bottom, base.map(|base| base.bottom)),
        ("w:right", sides.right, base.map(|base| base.right)),
    ];
    for (name, width, base) in all {
        if base != Some(width) {
            xml.empty(name, &[("w:w", width.into()), ("w:type", "dxa".into())]);
        }
    }
}

/// Counts values; there are only a few different ones.
struct Votes<T>(Vec<(T, usize)>);

impl<T> Default for Votes<T> {
    fn default() -> Votes<T> {
        Votes(Vec::new())
    }
}

impl<T: PartialEq> Votes<T> {
    fn add(&mut self, value: T) {
        match self.0.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => self.0.push((value, 1)),
        }
    }

    /// The most frequent value; the earliest of several.
    fn winner(self) -> Option<T> {
        self.0.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
    }
}

/// What the rows of a table share while it is written.
struct Sheet<'t> {
    table: &'t Table,
    grid: Grid,
    /// Where its style sets text.
    vertical: VerticalAlign,
    lines: Vec<i32>,
    rows: usize,
}

impl Sheet<'_> {
    /// The width of a cell's text.
    fn inner_width(&self, cell: &Cell) -> Abs {
        let columns = self.table.columns.iter().skip(cell.column).take(cell.colspan);
        columns.copied().sum::<Abs>() - cell.style.padding.horizontal()
    }
}

/// A cell that reaches down into the rows to come.
#[derive(Clone, Copy)]
struct Open<'a> {
    cell: &'a Cell,
    /// The row it begins in.
    row: usize,
    /// How many more rows it covers.
    left: usize,
}

impl<'a> Writer<'_, 'a> {
    /// Writes `w:tbl`. `keep_next` keeps the whole table's end with what follows.
    pub fn table(&mut self, table: &'a Table, frame: &Frame, keep_next: bool, title: TableTitle) {
        let rows = table.rows().count();
        if rows == 0 || table.columns.is_empty() {
            return;
        }
        let style = self.catalog.styles.of_table(table);
        let vertical = style.map_or(VerticalAlign::Top, |style| style.grid.vertical);
        let lines = unit::grid_lines(&table.columns);
        let sheet = Sheet { table, grid: Grid::of(table), vertical, lines, rows };
        self.xml.raw(b"<w:tbl>");
        self.table_properties(&sheet, frame, title);
        self.xml.element("w:tblGrid", &[], |xml| {
            for pair in sheet.lines.windows(2) {
                xml.empty("w:gridCol", &[("w:w", (pair[1] - pair[0]).into())]);
            }
        });
        let mut open: Vec<Option<Open>> = vec![None; table.columns.len()];
        let mut index = 0;
        for group in &table.groups {
            for (in_group, row) in group.rows.iter().enumerate() {
                let keep = keeps_with_next(table, group, in_group, row, index + 1 == rows, keep_next);
                let outer = self.keep_row;
                self.keep_row |= keep;
                self.row(&sheet, group.kind, row, index, &mut open);
                self.keep_row = outer;
                index += 1;
            }
        }
        self.xml.raw(b"</w:tbl>");
    }

    /// `w:tblPr` (ISO 29500-1 §17.4.59, `CT_TblPr`).
    fn table_properties(&mut self, sheet: &Sheet, frame: &Frame, title: TableTitle) {
        let Sheet { table, grid, lines, .. } = sheet;
        let style = self.catalog.styles.of_table(table);
        let width = lines.last().copied().unwrap_or(0);
        let base = style.map(|style| &style.grid);
        let has_head = table.groups.first().is_some_and(|group| group.kind == GroupKind::Head);
        let has_row_labels = table
            .rows()
            .any(|row| row.cells.iter().any(|cell| cell.column == 0 && cell.header == Some(Scope::Row)));
        self.xml.element("w:tblPr", &[], |xml| {
            if let Some(style) = style {
                xml.val("w:tblStyle", &style.id);
            }
            xml.empty("w:tblW", &[("w:w", width.into()), ("w:type", "dxa".into())]);
            match table.style.align {
                Align::Center => xml.val("w:jc", "center"),
                Align::Right => xml.val("w:jc", "right"),
                // From compatibility mode 15 on, the indent leads to the middle of the outer line.
                Align::Left | Align::Justify => {
                    let indent = unit::twips(frame.left + table.style.margin.left);
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

    fn row(
        &mut self,
        sheet: &Sheet,
        kind: GroupKind,
        row: &'a Row,
        index: usize,
        open: &mut [Option<Open<'a>>],
    ) {
        self.anchors.extend(&row.id);
        let hold = self.holds.next().copied().unwrap_or_default();
        let contents: Vec<CellContent> = row.cells.iter().map(CellContent::of).collect();
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
        let mut contents = contents.into_iter().peekable();
        let mut column = 0;
        while column < open.len() {
            if let Some(above) = open[column].filter(|above| above.left > 0) {
                self.cell_properties(sheet, above.cell, above.row, &room, Merge::Goes);
                self.continuation(above.cell);
                column += above.cell.colspan.max(1);
                continue;
            }
            let Some(mut content) = contents.next_if(|content| content.cell.column == column) else {
                // The tree has no holes; should one come, the grid still holds.
                self.xml.raw(b"<w:tc>");
                self.empty_cell_end();
                column += 1;
                continue;
            };
            let cell = content.cell;
            content.stand_off(&room);
            self.cell(sheet, &content, index, &room);
            if let Some(slot) = open.get_mut(column) {
                *slot = Some(Open { cell, row: index, left: cell.rowspan });
            }
            column += cell.colspan.max(1);
        }
        for slot in open.iter_mut() {
            *slot = slot.map(|above| Open { left: above.left.saturating_sub(1), ..above });
        }
        self.xml.raw(b"</w:tr>");
    }

    fn cell(&mut self, sheet: &Sheet, content: &CellContent<'a>, row: usize, room: &RowRoom) {
        let CellContent { cell, pieces, .. } = content;
        self.anchors.extend(&cell.id);
        let merge = if cell.rowspan > 1 { Merge::Begins } else { Merge::Not };
        self.cell_properties(sheet, cell, row, room, merge);
        match pieces.is_empty() {
            true => self.empty_cell_end(),
            false => {
                let own = sheet.inner_width(cell);
                let outer = std::mem::replace(&mut self.measure, own);
                // The part ends behind its last table, not in a cell.
                let end_marks = std::mem::take(&mut self.end_marks);
                self.pieces(pieces, false, End::Closed);
                (self.measure, self.end_marks) = (outer, end_marks);
                self.xml.raw(b"</w:tc>");
            }
        }
    }

    /// The content of a cell that a merge goes on in: what the whole cell says, once more.
    ///
    /// Word processors do not show it, nor make room for it, as long as the row above is there. When that is
    /// deleted, or the table is split, or a row is copied elsewhere, the label is still there to be read.
    fn continuation(&mut self, cell: &'a Cell) {
        let pieces = flatten(&cell.blocks);
        let paragraphs = pieces.iter().map(|piece| match piece.kind {
            Kind::Paragraph(one) if piece.number.is_none() && !one.has_picture() => Some(one),
            _ => None,
        });
        let paragraphs: Option<Vec<&Paragraph>> = paragraphs.collect();
        let length = |all: &Vec<&Paragraph>| all.iter().map(|one| one.text().len()).sum::<usize>();
        match paragraphs.filter(|all| !all.is_empty() && length(all) <= LONGEST_LABEL) {
            Some(all) => all.into_iter().for_each(|one| self.repeated(one, true)),
            // At least the paragraph looks like the cell's first.
            None => match pieces.first().map(|piece| piece.kind) {
                Some(Kind::Paragraph(first)) => self.repeated(first, false),
                _ => self.minimal_paragraph(false, 0, None),
            },
        }
        self.xml.raw(b"</w:tc>");
    }

    /// A cell ends in a paragraph, even an empty one.
    fn empty_cell_end(&mut self) {
        self.minimal_paragraph(false, 0, None);
        self.xml.raw(b"</w:tc>");
    }

    /// Opens `w:tc` and writes `w:tcPr` (ISO 29500-1 §17.4.69, `CT_TcPr`).
    fn cell_properties(&mut self, sheet: &Sheet, cell: &Cell, row: usize, room: &RowRoom, merge: Merge) {
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
            let place = Place::of(cell, row, sheet.table, sheet.rows);
            xml.group("w:tcBorders", |xml| {
                for (side, (line, edge)) in lines_of(&place).into_iter().zip(edges(style)).enumerate() {
                    if edge != sheet.grid.lines[line] {
                        Edge::write(edge.as_ref(), LINES[side], xml);
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
                // `tbRl` would lay the Han on their sides; with V they stand (MS-OI29500 §2.1.558).
                xml.val("w:textDirection", "tbRlV");
            }
            let vertical = match style.writing_mode {
                // Across the columns, which stand in the middle of the cell.
                WritingMode::VerticalRl => VerticalAlign::Middle,
                WritingMode::HorizontalTb => style.vertical_align,
            };
            if vertical != sheet.vertical {
                xml.val("w:vAlign", vertical_name(vertical));
            }
        });
    }
}

/// What a table is called for those who do not see it.
#[derive(Default)]
pub struct TableTitle {
    pub title: Option<Arc<str>>,
    /// The heading that it stands under.
    pub context: Option<Arc<str>>,
}

/// The longest text that is repeated in the rows of a merged cell, in bytes: labels are shorter.
const LONGEST_LABEL: usize = 300;

/// `w:vAlign`.
pub fn vertical_name(align: VerticalAlign) -> &'static str {
    match align {
        VerticalAlign::Top => "top",
        VerticalAlign::Middle => "center",
        VerticalAlign::Bottom => "bottom",
    }
}

/// A cell's part in a vertical merge.
#[derive(Clone, Copy)]
enum Merge {
    Not,
    Begins,
    Goes,
}

/// Whether a row must stand on one page with the next. Word keeps a row by the `w:keepNext` of
/// its paragraphs; a header would otherwise be left alone at a page's foot.
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
