//! The borders and margins that the cells of a table share, so that each cell states only what differs.

use crate::tree::{Border, Cell, CellStyle, Table, VerticalAlign};
use crate::unit::{Abs, Sides};

use super::paragraph::BorderLine;
use super::unit;
use super::xml::Xml;

/// The borders and cell margins that a table or a table style sets for its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct CellDefaults {
    /// In the order of [`LINES`].
    pub lines: [Option<BorderLine>; 6],
    pub margins: Sides<i32>,
    /// The vertical alignment in its cells. Only a table style can set it for all of them.
    pub vertical: VerticalAlign,
}

/// The children of `w:tblBorders` (ISO 29500-1 §17.4.38): the outer borders, then those between cells.
pub const LINES: [&str; 6] = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];

/// Which of a table's borders the sides of a cell lie on: indices into [`LINES`], in the order top, left, bottom,
/// right.
pub fn lines_of(place: &CellPlace) -> [usize; 4] {
    let pick = |outer: bool, line: usize, inner: usize| if outer { line } else { inner };
    [
        pick(place.is_top, 0, 4),
        pick(place.is_left, 1, 5),
        pick(place.is_bottom, 2, 4),
        pick(place.is_right, 3, 5),
    ]
}

/// Which edges of the table a cell touches.
pub struct CellPlace {
    is_top: bool,
    is_right: bool,
    is_bottom: bool,
    is_left: bool,
}

impl CellPlace {
    pub fn of(cell: &Cell, row: usize, table: &Table, rows: usize) -> CellPlace {
        CellPlace {
            is_top: row == 0,
            is_right: cell.column + cell.colspan >= table.columns.len(),
            is_bottom: row + cell.rowspan >= rows,
            is_left: cell.column == 0,
        }
    }
}

/// The borders of a cell in the order top, left, bottom, right, as Word lists them.
pub fn edges(style: &CellStyle) -> [Option<BorderLine>; 4] {
    let edge = |border: &Option<Border>| border.as_ref().map(|border| BorderLine::new(border, Abs::ZERO));
    [edge(&style.border.top), edge(&style.border.left), edge(&style.border.bottom), edge(&style.border.right)]
}

/// A cell's margins in twips, which give the text the same measure as in the tree; `above` and `below` are given.
///
/// Word measures the side margins from the centre of the border, and half of the border lies in them. Above and
/// below, it adds the border's width to the margins by itself.
pub fn margins(style: &CellStyle, above: Abs, below: Abs) -> Sides<i32> {
    let half = |border: Option<Border>| border.map_or(Abs::ZERO, |border| border.width / 2.0);
    Sides {
        top: unit::twips(above).max(0),
        right: unit::twips(style.padding.right + half(style.border.right)).max(0),
        bottom: unit::twips(below).max(0),
        left: unit::twips(style.padding.left + half(style.border.left)).max(0),
    }
}

impl CellDefaults {
    /// What most cells of a table have.
    pub fn of(table: &Table) -> CellDefaults {
        let rows = table.rows().count();
        let mut lines: [Votes<Option<BorderLine>>; 6] = Default::default();
        let mut sides: Votes<Sides<i32>> = Votes::default();
        let mut vertical: Votes<VerticalAlign> = Votes::default();
        for (index, row) in table.rows().enumerate() {
            for cell in &row.cells {
                let place = CellPlace::of(cell, index, table, rows);
                for (line, edge) in lines_of(&place).into_iter().zip(edges(&cell.style)) {
                    lines[line].add(edge);
                }
                let padding = &cell.style.padding;
                sides.add(margins(&cell.style, padding.top, padding.bottom));
                vertical.add(cell.style.vertical_align);
            }
        }
        CellDefaults {
            lines: lines.map(|votes| votes.winner().flatten()),
            margins: sides.winner().unwrap_or_default(),
            vertical: vertical.winner().unwrap_or_default(),
        }
    }

    /// Writes `w:tblBorders`, unless `style` has the same.
    pub fn write_borders(&self, style: Option<&CellDefaults>, xml: &mut Xml) {
        if style.is_some_and(|style| style.lines == self.lines) {
            return;
        }
        xml.group("w:tblBorders", |xml| {
            for (name, edge) in LINES.into_iter().zip(&self.lines) {
                if edge.is_some() || style.is_some() {
                    BorderLine::write(edge.as_ref(), name, xml);
                }
            }
        });
    }

    /// Writes `w:tblCellMar`, unless `style` has the same.
    pub fn write_margins(&self, style: Option<&CellDefaults>, xml: &mut Xml) {
        if style.is_none_or(|style| style.margins != self.margins) {
            xml.element("w:tblCellMar", &[], |xml| write_sides(&self.margins, None, xml));
        }
    }
}

/// Writes the margins of the sides that differ from `base`.
pub fn write_sides(sides: &Sides<i32>, base: Option<&Sides<i32>>, xml: &mut Xml) {
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

/// Counts how often each value occurs; there are only a few different ones.
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

    /// The most frequent value; of several, the one that came first.
    fn winner(self) -> Option<T> {
        self.0.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
    }
}

/// The value of `w:vAlign`.
pub fn vertical_name(align: VerticalAlign) -> &'static str {
    match align {
        VerticalAlign::Top => "top",
        VerticalAlign::Middle => "center",
        VerticalAlign::Bottom => "bottom",
    }
}
