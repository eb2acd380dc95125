//! Finds the height to give a row, and the room above and below the text of its cells.
//!
//! Word counts a row's least height without its lines and without the cells' margins above and below; of these the
//! largest hold for every cell of the row. LibreOffice counts lines and margins in. So that rows are as high as in
//! layout everywhere, the cells of a row all have the same margins above and below, the smallest of theirs, and
//! their paragraphs stand off by what is left. A row that is held to a height has no such margins at all: then
//! every program gives it its height, LibreOffice but for half the lines above and below.

use crate::tree::{Block, Border, Cell, CellStyle, Hold, Row, SMALL_PARAGRAPH, Table, WritingMode};
use crate::unit::{Abs, Sides};

use super::flow::{Kind, Piece, flatten};

/// What the cells of a row share.
pub struct RowRoom {
    /// Their margins above and below.
    pub above: Abs,
    pub below: Abs,
    /// The row's least height as Word counts it; zero for none.
    pub height: Abs,
    /// Of the lines above and below, what lies in the row.
    lines: (Abs, Abs),
}

impl RowRoom {
    pub fn of(row: &Row, hold: Hold, contents: &[CellContent]) -> RowRoom {
        let held = match hold {
            Hold::Content => Abs::ZERO,
            Hold::Height(height) => height,
        };
        let least = |room: fn(&CellContent) -> Abs| match hold {
            Hold::Height(_) => Abs::ZERO,
            Hold::Content => contents.iter().map(room).reduce(Abs::min).unwrap_or_default(),
        };
        let (above, below) = (least(|cell| cell.above), least(|cell| cell.below));
        let lines = (
            half_of_thickest(Some(row), |style| style.border.top),
            half_of_thickest(Some(row), |style| style.border.bottom),
        );
        let height = row.min_height.max(held) - lines.0 - lines.1 - above - below;
        RowRoom { above, below, height: height.max(Abs::ZERO), lines }
    }
}

/// A cell's pieces, and its room above and below them.
pub struct CellContent<'a> {
    pub cell: &'a Cell,
    pub pieces: Vec<Piece<'a>>,
    above: Abs,
    below: Abs,
}

impl<'a> CellContent<'a> {
    pub fn of(cell: &'a Cell) -> CellContent<'a> {
        let pieces = flatten(&cell.blocks);
        let padding = cell.style.padding;
        // Of a table inside it, Word has the outer lines whole in the cell, and a paragraph behind it.
        let above = padding.top - pieces.first().map_or(Abs::ZERO, overhang_above);
        let below = padding.bottom - pieces.last().map_or(Abs::ZERO, room_of_end);
        CellContent { cell, pieces, above: above.max(Abs::ZERO), below: below.max(Abs::ZERO) }
    }

    /// Lets the pieces stand off by what of the cell's room is not its margin.
    pub fn stand_off(&mut self, row: &RowRoom) {
        let (above, below) = (self.above - row.above, self.below - row.below);
        if self.cell.style.writing_mode == WritingMode::VerticalRl {
            // Columns run from above to below. LibreOffice has the row's lines in them.
            for piece in &mut self.pieces {
                piece.frame.left += (above - row.lines.0).max(Abs::ZERO);
                piece.frame.right += (below - row.lines.1).max(Abs::ZERO);
            }
            return;
        }
        // A margin at a cell's edge does not show in layout.
        if let Some(first) = self.pieces.first_mut() {
            first.before += above - self.cell.blocks.first().map_or(Abs::ZERO, |block| margins(block).top);
            if above > Abs::ZERO {
                first.before += overhang_above(first);
            }
        }
        if let Some(last) = self.pieces.last_mut() {
            last.after += below - self.cell.blocks.last().map_or(Abs::ZERO, |block| margins(block).bottom);
            if below > Abs::ZERO {
                last.after += room_of_end(last);
            }
        }
    }
}

/// The margins of a block that is one piece.
fn margins(block: &Block) -> Sides<Abs> {
    match block {
        Block::Paragraph(paragraph) => paragraph.style.margin,
        Block::Table(table) if table.caption.is_none() => table.style.margin,
        Block::Rule(rule) => rule.style.margin,
        Block::Table(_) | Block::Section(_) | Block::List(_) => Sides::default(),
    }
}

/// What a piece at a cell's end takes in Word besides its rows.
fn room_of_end(piece: &Piece) -> Abs {
    match piece.kind {
        Kind::Table(_) => overhang_below(piece) + SMALL_PARAGRAPH,
        _ => Abs::ZERO,
    }
}

/// How far a table's upper line reaches over the table's edge. In the tree, as in CSS 2.2 §17.6.2,
/// its outer half lies in the margin; in Word the whole line stands below what is above.
pub fn overhang_above(piece: &Piece) -> Abs {
    match piece.kind {
        Kind::Table(table) => overhangs(table).0,
        _ => Abs::ZERO,
    }
}

pub fn overhang_below(piece: &Piece) -> Abs {
    match piece.kind {
        Kind::Table(table) => overhangs(table).1,
        _ => Abs::ZERO,
    }
}

/// How far a table reaches over its edges above and below.
pub fn overhangs(table: &Table) -> (Abs, Abs) {
    let above = half_of_thickest(table.rows().next(), |style| style.border.top);
    (above, half_of_thickest(table.rows().last(), |style| style.border.bottom))
}

/// Half the width of the thickest of the lines on one side of a row's cells.
fn half_of_thickest(row: Option<&Row>, side: fn(&CellStyle) -> Option<Border>) -> Abs {
    let cells = row.into_iter().flat_map(|row| &row.cells);
    let widths = cells.filter_map(|cell| side(&cell.style)).map(|border| border.width);
    widths.fold(Abs::ZERO, Abs::max) / 2.0
}
