//! Reads a handbook for who compares it.

use crate::model::{Handbook, Language, load_handbook, load_in};
use crate::world::World;

use super::report::Outcome;

/// The language in which a handbook names its labels.
pub fn language(world: &dyn World) -> Language {
    load_handbook(world).handbook.language
}

/// The data of a project, if it has no errors, with labels in its own language or another one. Two states are compared in one
/// language. What else documents need, such as a logo, is not asked for.
pub fn read(world: &dyn World, language: Option<Language>) -> Outcome<Handbook> {
    Outcome::of(|report| {
        let loaded = load_in(world, language, None);
        report.sources.extend(loaded.sources);
        report.add(loaded.diagnostics);
        (!report.failed()).then_some(loaded.handbook)
    })
}
