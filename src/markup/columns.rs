//! Measures a table's columns: fixed table layout (CSS 2.2 §17.5.2.1).

use super::builder::Builder;
use super::css::Extent;
use super::dom::{NodeId, span_of};
use super::grid::Grid;
use super::styles::width_of;
use crate::diag::{Code, Text};
use crate::unit::Abs;

impl Builder<'_> {
    /// The width of each column. Columns that ask for nothing share what is left; if all ask, they are scaled
    /// to the table's width. `None` where they do not fit, which is reported.
    pub fn column_widths(&mut self, table: NodeId, grid: &Grid, available: Abs) -> Option<Vec<Abs>> {
        let width = width_of(grid.style.width, available).unwrap_or(available);
        let asked = wishes(grid);
        let fixed: Abs = asked.iter().flatten().map(|wish| wish.of(width)).sum();
        let absolute: Abs = asked
            .iter()
            .flatten()
            .map(|wish| if let Extent::Abs(length) = wish { *length } else { Abs::ZERO })
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

/// The width each column asks for: by its `col`, else by the first row's cell.
fn wishes(grid: &Grid) -> Vec<Option<Extent>> {
    let mut wishes: Vec<Option<Extent>> =
        grid.columns.iter().map(|column| column.style.as_ref().and_then(|style| style.width)).collect();
    for cell in grid.cells.iter().take_while(|cell| cell.row == 0) {
        let share = cell.style.width.map(|width| match width {
            Extent::Abs(length) => Extent::Abs(length / cell.colspan as f64),
            Extent::Percent(percent) => Extent::Percent(percent / cell.colspan as f64),
        });
        for wish in wishes.iter_mut().skip(cell.column).take(cell.colspan) {
            *wish = wish.or(share);
        }
    }
    wishes
}
