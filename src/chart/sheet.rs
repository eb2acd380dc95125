//! A sheet: one picture of a chart, which may have several.

use super::layout::PlacedDiagram;
use crate::unit::Size;

#[derive(Debug)]
pub struct ChartSheet {
    /// The title: a department, a position or the company.
    pub title: String,
    /// The alternative text: the structure in words.
    pub alt: String,
    pub size: Size,
    pub(super) placed: PlacedDiagram,
}
