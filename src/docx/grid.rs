//! The lines and margins that the cells of a table share, so that a cell says only what differs.

use crate::tree::{Border, Cell, CellStyle, Table, VerticalAlign};
use crate::unit::{Abs, Sides};

use super::paragraph::BorderLine;
use super::unit;
use super::xml::Xml;

/// The lines and cell margins that a table or a table style sets for its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct CellDefaults {
    /// In the order of [`LINES`].
    pub lines: [Option<BorderLine>; 6],
    pub margins: Sides<i32>,
    /// Where text stands in its cells. Only a table style can say that for all of them.
    pub vertical: VerticalAlign,
}

/// Children of `w:tblBorders` (ISO 29500-1 §17.4.38): the outer lines, then those between cells.
pub const LINES: [&str; 6] = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];

/// Which of a table's lines the sides of a cell lie on: indices into [`LINES`], in the order
/// top, left, bottom, right.
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

/// In the order top, left, bottom, right, as Word lists them.
pub fn edges(style: &CellStyle) -> [Option<BorderLine>; 4] {
    let edge = |border: &Option<Border>| border.as_ref().map(|border| BorderLine::new(border, Abs::ZERO));
    [edge(&style.border.top), edge(&style.border.left), edge(&style.border.bottom), edge(&style.border.right)]
}

/// A cell's margins, so that the text gets the measure that it has in the tree; those above and below as given.
///
/// Word counts the side margins from the middle of the line and lets the line lie in them;
/// above and below it adds the line's width to the margins by itself.
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
    /// What most cells of a table say.
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

    /// `w:tblBorders`, unless they are those of `style`.
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

    /// `w:tblCellMar`, unless they are those of `style`.
    pub fn write_margins(&self, style: Option<&CellDefaults>, xml: &mut Xml) {
        if style.is_none_or(|style| style.margins != self.margins) {
            xml.element("w:tblCellMar", &[], |xml| write_sides(&self.margins, None, xml));
        }
    }
}

/// Margins by side, those that differ from `base`.
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

/// `w:vAlign`.
pub fn vertical_name(align: VerticalAlign) -> &'static str {
    match align {
        VerticalAlign::Top => "top",
        VerticalAlign::Middle => "center",
        VerticalAlign::Bottom => "bottom",
    }
}
