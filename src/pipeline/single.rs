//! Makes one document alone: the same bytes as among all.

use crate::template::OutputKind;
use crate::world::World;

use super::format::Format;
use super::options::Options;
use super::output::Output;
use super::plan::OutputPlan;
use super::project::Project;
use super::report::Outcome;
use super::session::Session;
use super::sink::KeptOutputs;
use super::write::{Goal, outputs};

/// Which document.
#[derive(Clone, Copy, Debug)]
pub enum WantedDocument<'w> {
    Handbook,
    /// By name; that of the positions without a department is empty.
    Department(&'w str),
    /// By id.
    Position(&'w str),
}

/// A document, after all checks. `None` without an error for one that there is not, such as a withdrawn position's.
pub fn document(
    world: &dyn World,
    options: &Options,
    wanted: WantedDocument,
    format: Format,
) -> Outcome<Output> {
    Outcome::of(|report| {
        let mut project = Project::open_checked(world, options, report)?;
        if let WantedDocument::Position(id) = wanted {
            project.narrow(id)?;
        }
        let plan = plan(&project, wanted)?;
        let session = Session::open(world, &project, vec![plan], report)?;
        let kept = KeptOutputs::default();
        outputs(&session, Goal::Documents(&[format]), &kept, report);
        kept.into_outputs().into_iter().next()
    })
}

fn plan<'p>(project: &'p Project, wanted: WantedDocument) -> Option<OutputPlan<'p>> {
    let first = |kind| project.plans(&[kind]).into_iter().next();
    let name = match wanted {
        WantedDocument::Handbook => return first(OutputKind::Handbook),
        WantedDocument::Position(_) => return first(OutputKind::Position),
        WantedDocument::Department(name) => name,
    };
    let is_called = |plan: &OutputPlan| {
        let selected = plan.departments.first().and_then(|at| project.selection.departments.get(*at));
        let department = selected.and_then(|of| project.handbook.departments.get(of.department));
        department.is_some_and(|of| of.name.as_ref().map_or("", |name| name.as_str()) == name)
    };
    project.plans(&[OutputKind::Department]).into_iter().find(is_called)
}
