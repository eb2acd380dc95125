//! Reads a handbook for who compares it.

use crate::model::{self, Handbook};
use crate::world::World;

use super::report::Outcome;

/// The data of a project, if it has no errors. What else documents need, such as a logo, is not asked for.
pub fn read(world: &dyn World) -> Outcome<Handbook> {
    Outcome::of(|report| {
        let loaded = model::load_in(world, None, None);
        report.sources.extend(loaded.sources);
        report.add(loaded.diagnostics);
        (!report.failed()).then_some(loaded.handbook)
    })
}
