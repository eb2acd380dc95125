//! Computes widths: what borders, paddings and margins leave for text.

use crate::tree::{Border, Cell, CellStyle, ParagraphStyle, Table};
use crate::unit::{Abs, Sides};

pub fn border_width(border: Option<Border>) -> Abs {
    border.map_or(Abs::ZERO, |border| border.width)
}

/// The distances from a cell's edges (the centres of its borders) to its content: half of each border, and the
/// padding (CSS 2.2 §17.6.2).
pub fn cell_insets(style: &CellStyle) -> Sides<Abs> {
    let half = style.border.map(|border| border_width(border) / 2.0);
    Sides {
        top: style.padding.top + half.top,
        right: style.padding.right + half.right,
        bottom: style.padding.bottom + half.bottom,
        left: style.padding.left + half.left,
    }
}

/// The width of a cell's content.
pub fn of_cell(table: &Table, cell: &Cell) -> Abs {
    let columns = table.columns.iter().copied();
    let before: Abs = columns.clone().take(cell.column).sum();
    let until: Abs = columns.take(cell.column + cell.colspan).sum();
    until - before - cell_insets(&cell.style).horizontal()
}

/// The width of a paragraph's lines in a containing block of that width.
pub fn of_paragraph(style: &ParagraphStyle, width: Abs) -> Abs {
    let borders = style.border.map(border_width);
    width - style.margin.horizontal() - borders.horizontal() - style.padding.horizontal()
}

/// The distance from the left edge of the containing block to the paragraph's lines.
pub fn inset_left(style: &ParagraphStyle) -> Abs {
    style.margin.left + border_width(style.border.left) + style.padding.left
}
