//! Checks a handbook without making documents (`gangwei check`).

use crate::template::OutputKind;
use crate::world::World;

use super::options::Options;
use super::project::Project;
use super::report::{Outcome, Report};
use super::session::Session;
use super::sink::NullSink;
use super::write::{Goal, outputs};
use super::{fonts, glyphs};

/// Checks the whole handbook without making documents.
///
/// `layout` says whether to lay it out too, which checks page budgets and finds errors of the template set.
pub fn check(world: &dyn World, options: &Options, layout: bool) -> Report {
    let checked = Outcome::of(|report| {
        let project = Project::open_checked(world, options, report)?;
        if !layout {
            let fonts = fonts::open_own(world, report)?;
            report.add(glyphs::missing(&project, &report.sources, &fonts).diagnostics);
            return Some(());
        }
        let session = Session::open(world, &project, project.plans(&[OutputKind::Handbook]), report)?;
        outputs(&session, Goal::Findings, &NullSink, report);
        report.add(fonts::replaced(&session.fonts));
        Some(())
    });
    checked.report
}
