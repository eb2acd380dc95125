//! What the handbook's own file can get wrong, so that no document can be made.

use crate::diag::Diagnostic;
use crate::model::load_handbook;
use crate::world::World;

use super::load::add_faults;
use super::options::Options;
use super::project::FilledSet;
use super::report::Report;

/// The errors of the handbook's own file and of the template set that it asks for. Positions are not read.
pub fn handbook_errors(world: &dyn World) -> Vec<Diagnostic> {
    let mut report = Report::default();
    let loaded = load_handbook(world);
    report.add(loaded.diagnostics);
    add_faults(world, &loaded.handbook, &mut report);
    FilledSet::open(world, &Options::default(), &loaded.handbook, &mut report);
    report.diagnostics.retain(Diagnostic::is_error);
    report.diagnostics
}
