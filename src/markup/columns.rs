//! Measures a table's columns: fixed table layout (CSS 2.2 §17.5.2.1).

use super::builder::BlockBuilder;
use super::css::LengthPercentage;
use super::dom::{NodeId, span_of};
use super::grid::CellGrid;
use super::styles::width_of;
use crate::diag::{Code, Text};
use crate::unit::Abs;

impl BlockBuilder<'_> {
    /// The width of each column. Columns without a width share what the others leave; if all have one, they are scaled
    /// to the table's width. Columns that do not fit are reported, and give `None`.
    pub fn column_widths(&mut self, table: NodeId, grid: &CellGrid, available: Abs) -> Option<Vec<Abs>> {
        let width = width_of(grid.style.width, available).unwrap_or(available);
        let asked = wishes(grid);
        let fixed: Abs = asked.iter().flatten().map(|wish| wish.of(width)).sum();
        let absolute: Abs = asked
            .iter()
            .flatten()
            .map(|wish| if let LengthPercentage::Abs(length) = wish { *length } else { Abs::ZERO })
            .sum();
        let autos = asked.iter().filter(|wish| wish.is_none()).count();
        let rest = width - fixed;
        let room = if autos > 0 { width } else { available };
        let too_wide = if autos > 0 { fixed } else { absolute };
        if !width.fits(available) || !too_wide.fits(room) || (autos > 0 && rest < Abs::pt(autos as f64)) {
            let needed = if width.fits(available) { fixed } else { width };
            let message = Text::new(
                format!("表格的列宽共 {:.1} mm，超出可用的 {:.1} mm", needed.to_mm(), available.to_mm()),
                format!(
                    "the table's columns take {:.1} mm, more than the {:.1} mm there are",
                    needed.to_mm(),
                    available.to_mm()
                ),
            );
            self.report.error(Code::E210, span_of(self.dom.node(table)), message);
            return None;
        }
        if autos > 0 {
            let share = rest / autos as f64;
            return Some(asked.iter().map(|wish| wish.map_or(share, |wish| wish.of(width))).collect());
        }
        let scale = width / fixed;
        Some(asked.iter().flatten().map(|wish| wish.of(width) * scale).collect())
    }
}

/// The width that each column asks for, in its `col` or else in the cell of the first row.
fn wishes(grid: &CellGrid) -> Vec<Option<LengthPercentage>> {
    let mut wishes: Vec<Option<LengthPercentage>> =
        grid.columns.iter().map(|column| column.style.as_ref().and_then(|style| style.width)).collect();
    for cell in grid.cells.iter().take_while(|cell| cell.row == 0) {
        let share = cell.style.width.map(|width| match width {
            LengthPercentage::Abs(length) => LengthPercentage::Abs(length / cell.colspan as f64),
            LengthPercentage::Percent(percent) => LengthPercentage::Percent(percent / cell.colspan as f64),
        });
        for wish in wishes.iter_mut().skip(cell.column).take(cell.colspan) {
            *wish = wish.or(share);
        }
    }
    wishes
}
