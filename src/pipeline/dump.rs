//! Shows a project's markup and trees.

use std::sync::Arc;

use rayon::prelude::*;

use crate::template::gather;
use crate::tree;
use crate::world::World;

use super::options::Options;
use super::parts::Rendered;
use super::project::Project;
use super::report::Outcome;
use super::session::Session;
use super::sheet::{PartSheet, shown};
use super::sheets::Maker;

/// The markup of each part, under a line that names it.
pub fn dump_markup(world: &dyn World, options: &Options) -> Outcome<String> {
    Outcome::of(|report| {
        let project = Project::open(world, options, report)?;
        let Session { builder, plans, .. } =
            Session::open(world, &project, project.plans(&options.kinds), report)?;
        let jobs = plans.par_iter().flat_map(|plan| plan.jobs.par_iter().map(move |job| (plan, job)));
        let rendered: Vec<_> = jobs.map(|(plan, job)| builder.render(job, plan)).collect();
        let (rendered, findings): (Vec<_>, Vec<_>) = rendered.into_iter().partition(Result::is_ok);
        if report.add(gather(findings.into_iter().filter_map(Result::err).collect())) {
            return None;
        }
        let text = |part: Rendered| format!("<!-- {} -->\n{}\n", part.name, part.markup.trim_end());
        Some(rendered.into_iter().flatten().map(text).collect())
    })
}

/// The trees of all outputs.
pub fn trees(world: &dyn World, options: &Options) -> Outcome<Vec<tree::Document>> {
    Outcome::of(|report| {
        let project = Project::open(world, options, report)?;
        let session = Session::open(world, &project, project.plans(&options.kinds), report)?;
        // Budgets change a tree only if a part has `fit`.
        let tightens = project.set.manifest.parts.iter().any(|rule| rule.fit.is_some());
        let budgets = tightens.then_some(&report.weights);
        let maker = Maker { budgets, ..Maker::new(&session) };
        let (outputs, found) = maker.keep();
        report.add(gather(found.findings));
        report.add(found.told.into_iter().map(|told| told.finding));
        let document = |(index, sheets): (&usize, &Vec<Arc<PartSheet>>)| {
            let parts = shown(sheets).iter().map(|sheet| sheet.part.clone()).collect();
            tree::Document { meta: project.meta(&session.plans[*index], world), parts }
        };
        (!report.failed()).then(|| outputs.iter().map(document).collect())
    })
}

/// The trees of all outputs, as indented text.
pub fn dump_tree(world: &dyn World, options: &Options) -> Outcome<String> {
    let Outcome { value, report } = trees(world, options);
    Outcome { value: value.map(|documents| documents.iter().map(tree::dump).collect()), report }
}
