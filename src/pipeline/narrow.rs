//! Leaves out documents of other shards, and documents without a change.

use std::collections::BTreeSet;

use crate::carried::near_files;
use crate::template::OutputKind;

use super::changed::{Changed, Shard};
use super::format::Format;
use super::options::Options;
use super::plan::OutputPlan;
use super::project::Project;

/// The remaining documents, in order. All formats of a document stay together.
pub fn narrow<'a>(
    project: &Project,
    mut plans: Vec<OutputPlan<'a>>,
    options: &Options,
) -> Vec<OutputPlan<'a>> {
    if let Some(Changed::Positions(files)) = &options.changed {
        let gone = has_gone(project, files);
        let near = near_files(&project.handbook);
        let carries = options.formats.contains(&Format::Docx) && project.handbook.docx.data != Some(false);
        // A document also carries who stands near those whom it shows.
        let is_near = |file: &&str| {
            carries && near.get(file).is_some_and(|near| near.iter().any(|file| files.contains(*file)))
        };
        plans.retain(|plan| match plan.kind {
            OutputKind::Handbook | OutputKind::Changes => !files.is_empty(),
            // A deleted position may have been in any department.
            OutputKind::Department if gone => true,
            _ => project.sources(plan).iter().any(|file| files.contains(*file) || is_near(file)),
        });
    }
    if let Some(Shard { index, count }) = options.shard {
        let mine = |(at, plan): (usize, OutputPlan<'a>)| (at % count == index).then_some(plan);
        plans = plans.into_iter().enumerate().filter_map(mine).collect();
    }
    plans
}

/// Whether one of the files has no positions any more.
fn has_gone(project: &Project, files: &BTreeSet<String>) -> bool {
    let positions = project.handbook.departments.iter().flat_map(|department| &department.positions);
    let held: BTreeSet<&str> = positions.map(|position| &*position.path).collect();
    files.iter().any(|file| !held.contains(file.as_str()))
}
