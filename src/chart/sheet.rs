//! A picture of a chart, which may have several.

use super::layout::PlacedDiagram;
use crate::unit::Size;

#[derive(Debug)]
pub struct ChartSheet {
    /// What it shows: a department, a position, the company.
    pub title: String,
    /// The structure in words, for those who do not see it.
    pub alt: String,
    pub size: Size,
    pub(super) placed: PlacedDiagram,
}
