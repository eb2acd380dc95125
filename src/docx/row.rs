//! Computes the heights of rows, and the space above and below the text of their cells.
//!
//! Word adds a row's borders and its cells' upper and lower margins to the row's least height; of the margins, the
//! largest ones hold for every cell of the row. LibreOffice includes borders and margins in the least height. To get
//! the heights of our layout in both, all cells of a row get the same upper and lower margins, the smallest of
//! theirs, and the rest becomes space around their paragraphs. A row that is held to a height gets no such margins:
//! then every program gives it that height, except that LibreOffice is off by half of the borders.

use crate::flow::{self, BoxPiece, CellFlow, Piece, border_width};
use crate::tree::{Cell, Hold, PageStyles, Row, SMALL_PARAGRAPH, Table, WritingMode};
use crate::unit::Abs;

use super::boxes::table_of_box;
use super::placed::{PlacedKind, PlacedPiece, place};

/// What the cells of a row share.
pub struct RowRoom {
    /// The upper and lower margins of its cells.
    pub above: Abs,
    pub below: Abs,
    /// The row's least height as Word counts it; zero for none.
    pub height: Abs,
    /// The halves of the thickest upper and lower borders, which lie in the row.
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
        let lines = row.half_borders();
        let height = row.min_height.max(held) - lines.0 - lines.1 - above - below;
        RowRoom { above, below, height: height.max(Abs::ZERO), lines }
    }
}

/// A cell's pieces, and the space above and below them.
pub struct CellContent<'a> {
    pub cell: &'a Cell,
    /// The width of its text.
    pub measure: Abs,
    pub pieces: Vec<PlacedPiece<'a>>,
    above: Abs,
    below: Abs,
}

impl<'a> CellContent<'a> {
    /// The content of a cell of the tree.
    pub fn of(table: &'a Table, cell: &'a Cell, styles: &PageStyles) -> CellContent<'a> {
        let CellFlow { measure, mut pieces } = flow::cell(table, cell, styles);
        if cell.style.writing_mode == WritingMode::HorizontalTb {
            // In layout, a margin at a cell's edge does not show.
            pieces.iter_mut().take(1).for_each(|first| first.before = Abs::ZERO);
            pieces.iter_mut().next_back().into_iter().for_each(|last| last.after = Abs::ZERO);
        }
        CellContent::new(cell, measure, pieces)
    }

    /// The content of a box, in the cell that it becomes.
    pub fn of_box(own: &BoxPiece<'a>, cell: &'a Cell, measure: Abs) -> CellContent<'a> {
        let mut content = CellContent::new(cell, measure, own.pieces.clone());
        let style = &own.section.style;
        let left = own.x + border_width(style.border.left) + style.padding.left;
        let right = style.margin.right + border_width(style.border.right) + style.padding.right;
        for piece in &mut content.pieces {
            piece.frame.left -= left;
            piece.frame.right -= right;
        }
        content
    }

    /// A cell that holds these pieces.
    fn new(cell: &'a Cell, measure: Abs, pieces: Vec<Piece<'a>>) -> CellContent<'a> {
        let pieces = place(pieces);
        let padding = cell.style.padding;
        // In Word, the outer borders of a table inside the cell lie wholly in it, and a paragraph follows the table.
        let above = padding.top - pieces.first().map_or(Abs::ZERO, overhang_above);
        let below = padding.bottom - pieces.last().map_or(Abs::ZERO, room_of_end);
        let (above, below) = (above.max(Abs::ZERO), below.max(Abs::ZERO));
        CellContent { cell, measure, pieces, above, below }
    }

    /// Whether its first paragraph has something in it.
    pub fn begins_with_text(&self) -> bool {
        let first = self.pieces.first().map(|piece| &piece.kind);
        matches!(first, Some(PlacedKind::Paragraph(first)) if !first.inlines.is_empty())
    }

    /// Moves the part of the cell's space that is not its margin into the space around its pieces.
    pub fn stand_off(&mut self, row: &RowRoom) {
        let (above, below) = (self.above - row.above, self.below - row.below);
        if self.cell.style.writing_mode == WritingMode::VerticalRl {
            // The columns run from top to bottom, so their indents are above and below. In LibreOffice, the row's
            // borders lie within them.
            for piece in &mut self.pieces {
                piece.frame.left += (above - row.lines.0).max(Abs::ZERO);
                piece.frame.right += (below - row.lines.1).max(Abs::ZERO);
            }
            return;
        }
        if let Some(first) = self.pieces.first_mut() {
            first.before += above;
            if above > Abs::ZERO {
                first.before += overhang_above(first);
            }
        }
        if let Some(last) = self.pieces.last_mut() {
            last.after += below;
            if below > Abs::ZERO {
                last.after += room_of_end(last);
            }
        }
    }
}

/// The height that Word needs after the rows of a piece at the end of a cell.
fn room_of_end(piece: &PlacedPiece) -> Abs {
    match piece.kind.is_table() {
        true => overhang_below(piece) + SMALL_PARAGRAPH,
        false => Abs::ZERO,
    }
}

/// How far a table's upper border extends over the table's edge. In the tree, as in CSS 2.2 §17.6.2, its outer half
/// lies in the margin; in Word the whole border stands below what is above.
pub fn overhang_above(piece: &PlacedPiece) -> Abs {
    overhangs_of(piece).0
}

pub fn overhang_below(piece: &PlacedPiece) -> Abs {
    overhangs_of(piece).1
}

fn overhangs_of(piece: &PlacedPiece) -> (Abs, Abs) {
    match &piece.kind {
        PlacedKind::Table(table) => overhangs(table),
        PlacedKind::Box(own) => overhangs(&table_of_box(own)),
        _ => (Abs::ZERO, Abs::ZERO),
    }
}

/// How far a table's borders extend over its upper and lower edges.
pub fn overhangs(table: &Table) -> (Abs, Abs) {
    let borders = |row: Option<&Row>| row.map(Row::half_borders).unwrap_or_default();
    (borders(table.rows().next()).0, borders(table.rows().last()).1)
}
