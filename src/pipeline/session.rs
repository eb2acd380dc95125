//! Opens everything that work on a project's documents needs.

use crate::text::Fonts;
use crate::world::World;

use super::fonts;
use super::parts::PartBuilder;
use super::plan::OutputPlan;
use super::project::Project;
use super::report::Report;

/// A project with the documents to make, the builder of their parts, and the fonts.
pub struct Session<'p> {
    pub world: &'p dyn World,
    pub project: &'p Project,
    pub plans: Vec<OutputPlan<'p>>,
    pub builder: PartBuilder<'p>,
    pub fonts: Fonts,
}

impl<'p> Session<'p> {
    pub fn open(
        world: &'p dyn World,
        project: &'p Project,
        plans: Vec<OutputPlan<'p>>,
        report: &mut Report,
    ) -> Option<Session<'p>> {
        let first = fonts::open_first(world, project, report)?;
        let builder = PartBuilder::new(world, project, &first, report)?;
        let fonts = fonts::complete(world, &builder, &plans, first);
        Some(Session { world, project, plans, builder, fonts })
    }
}
