//! All sheets of a handbook.

use super::data::DataSheet;
use super::rows::PositionRow;
use super::{duties, labelled, positions, records, staffing};
use crate::diag::Lang;
use crate::model::Handbook;

/// The sheets, with all columns that there may be.
pub fn sheets(rows: &[PositionRow], handbook: &Handbook, lang: Lang) -> Vec<DataSheet> {
    vec![
        positions::sheet(rows, lang),
        duties::sheet(rows, lang),
        records::kpis(rows, lang),
        labelled::sheet(rows, lang),
        records::approvals(rows, lang),
        staffing::sheet(handbook, lang),
    ]
}
