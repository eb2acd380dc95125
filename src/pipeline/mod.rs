//! Runs the stages in order, from a project's files to finished documents.
//!
//! - Parts are rendered, built, laid out and drawn in parallel, each distinct part once, however many outputs show it.
//!   An output is written as soon as its last part is made. The result is the same for any number of threads.
//! - Nothing is made of data with errors. An error of a part keeps the outputs that show it from being made; the others
//!   are made, and all errors are reported together.

mod amend;
mod baseline;
mod changed;
mod check;
mod draft;
mod dump;
mod export;
#[cfg(feature = "cli")]
mod export_changes;
mod fit;
mod fonts;
mod format;
mod glyphs;
#[cfg(feature = "serve")]
mod handbook;
mod ladder;
mod load;
mod logo;
mod mend;
mod name;
mod narrow;
mod options;
mod output;
mod overlay;
#[cfg(feature = "serve")]
mod pages;
#[cfg(feature = "serve")]
mod parameters;
mod parts;
mod pattern;
mod plan;
mod project;
#[cfg(feature = "cli")]
mod read;
mod references;
mod release;
mod report;
mod schedule;
mod select;
mod session;
mod sheet;
mod sheets;
#[cfg(feature = "serve")]
mod single;
mod sink;
mod tasks;
mod trial;
mod weigh;
mod write;
mod writers;

#[cfg(feature = "serve")]
use crate::model::Handbook;
use crate::world::World;

pub use amend::{Amended, amend, is_exported};
pub use baseline::{Baseline, FILE as BASELINE};
pub use changed::{Changed, Shard};
pub use check::check;
pub use dump::{dump_markup, dump_tree, trees};
pub use export::{Export, export};
#[cfg(feature = "cli")]
pub use export_changes::export_changes;
pub use format::Format;
#[cfg(feature = "serve")]
pub use handbook::handbook_errors;
pub use mend::{Mended, mend};
pub use options::Options;
pub use output::{BuildSummary, DocumentSubject, Output};
#[cfg(feature = "serve")]
pub use overlay::Overlay;
#[cfg(feature = "serve")]
pub use pages::{LaidOut, ShownPage, lay_out};
#[cfg(feature = "serve")]
pub use parameters::{ShownParameter, shown_parameters};
use project::Project;
#[cfg(feature = "cli")]
pub use read::{language, read};
pub use release::{Release, ReleasedVersion, release};
pub use report::{Outcome, Report};
use session::Session;
#[cfg(feature = "serve")]
pub use single::{WantedDocument, document};
pub use sink::{NullSink, Sink, Step};
pub use trial::check_set;
use write::{Goal, outputs};

/// Makes every document asked for, after all checks, and gives each to the sink.
pub fn build(world: &dyn World, options: &Options, sink: &dyn Sink) -> Outcome<BuildSummary> {
    Outcome::of(|report| {
        let project = Project::open_checked(world, options, report)?;
        let plans = narrow::narrow(&project, project.plans(&options.kinds), options);
        let session = Session::open(world, &project, plans, report)?;
        outputs(&session, Goal::Documents(&options.formats), sink, report);
        if options.formats.iter().any(|format| format.needs_glyphs()) {
            report.add(fonts::replaced(&session.fonts));
        }
        let (chosen, positions) = (project.chosen(), project.positions_in_use());
        Some(BuildSummary { possible: project.possible_paths(), chosen, positions })
    })
}

/// The same, with all documents in memory.
pub fn collect(world: &dyn World, options: &Options) -> Outcome<Vec<Output>> {
    let kept = sink::KeptOutputs::default();
    let Outcome { value, report } = build(world, options, &kept);
    Outcome { value: value.map(|_| kept.into_outputs()), report }
}

/// The data as far as it could be read, and what the checks find in it without laying it out.
#[cfg(feature = "serve")]
pub fn survey(world: &dyn World, options: &Options) -> (Handbook, Report) {
    let mut report = Report::default();
    let handbook = load::load_checked(world, options, &mut report);
    (handbook, report)
}
