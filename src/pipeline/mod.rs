//! Chains the stages: a project's files go in, finished documents come out.
//!
//! - Parts are rendered, built, laid out and drawn in parallel, each distinct part once, however many
//!   outputs show it; an output is written as soon as its last part is there. The result is the same at any number of
//!   jobs.
//! - Nothing is made of data with errors. What stands against a part stands against the outputs that show it; the others
//!   are made, and all errors are reported together.

mod baseline;
mod fit;
mod fonts;
mod glyphs;
mod ladder;
mod logo;
mod mend;
mod name;
mod narrow;
mod parts;
mod pattern;
mod plan;
mod project;
mod references;
mod schedule;
mod select;
mod sheets;
mod sink;
mod trial;
mod weigh;
mod write;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

// The stage alone: a function of this module has its name.
use crate::check::{self};
use crate::diag::{Diagnostic, Failure, Sources};
use crate::model::{Handbook, Language};
use crate::template::{Choice, Kind, gather};
use crate::tree;
use crate::world::World;

pub use baseline::{Baseline, FILE as BASELINE};
pub use mend::{Mended, mend};
pub use name::{is_unseen, safe as safe_name};
pub use narrow::{Changed, Shard};
use parts::Builder;
use project::Project;
use sheets::{Maker, Sheet};
pub use sink::{Deaf, Sink, Step};
pub use trial::check_set;
use weigh::Weights;

/// What to make.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file formats to write; none by default, so that nothing is made.
    pub formats: Vec<Format>,
    /// What the documents are to show; none by default.
    pub kinds: Vec<Kind>,
    /// In place of the handbook's own choice.
    pub template: Option<Choice>,
    /// A pattern over `department/title`, title and code.
    pub only: Option<String>,
    /// Whether the system's fonts may set what the embedded ones and the project's lack.
    pub system_fonts: bool,
    /// The language of the form's labels, in place of the handbook's own.
    pub document_language: Option<Language>,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
    /// Whether the project's baseline is left out of account.
    pub ignore_baseline: bool,
    /// Only documents that show what has changed.
    pub changed: Option<Changed>,
    /// Only this share of the documents.
    pub shard: Option<Shard>,
}

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For word processors: WordprocessingML (ISO 29500).
    Docx,
    /// PDF/A-2a and PDF/UA-1, or PDF/A-3a where the handbook asks for it.
    Pdf,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 2] = [Format::Docx, Format::Pdf];

    /// How names of its files end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }
}

/// A finished document.
#[derive(Clone, Debug)]
pub struct Output {
    /// Below the output folder, with `/` between names.
    pub path: String,
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Its place in the order of the run.
    pub number: usize,
    /// What kind of file it is.
    pub format: Format,
    /// How many pages it fills in our layout.
    pub pages: usize,
    /// What it shows; all formats of a document share it.
    pub subject: Arc<Subject>,
}

/// What a document shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The handbook, a department or a position.
    pub kind: Kind,
    /// The department of a department's or a position's own document.
    pub department: Option<String>,
    /// Of the handbook, of a department's document, or of the position.
    pub title: String,
    /// Of the position.
    pub code: Option<String>,
    /// The project's files that it shows: the handbook's own if there is one, and its positions'.
    pub sources: Vec<String>,
}

/// What is known after a build, beside the documents, which its sink has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// Every path that any run can make of this data, whatever kinds, formats and positions it asks for.
    pub possible: BTreeSet<String>,
    /// How many positions in use the run chose (`only`).
    pub chosen: usize,
    /// How many positions in use the data has.
    pub positions: usize,
}

/// What a run found and, unless it failed before, made.
#[derive(Debug)]
pub struct Outcome<T> {
    /// What was made; nothing where the run failed before.
    pub value: Option<T>,
    /// What was found.
    pub report: Report,
}

/// Findings, and the texts they point into.
#[derive(Debug, Default)]
pub struct Report {
    /// In the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that they point into.
    pub sources: Sources,
    /// Why something asked for was not made.
    pub failure: Option<Failure>,
    weights: Weights,
}

impl Report {
    /// Takes diagnostics over, each with the weight that is due to it; errors among them are failures.
    /// Says whether there was one.
    fn add(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) -> bool {
        let mut failed = false;
        for diagnostic in diagnostics {
            let Some(diagnostic) = self.weights.weigh(diagnostic) else { continue };
            if diagnostic.is_error() {
                failed = true;
                self.failure = self.failure.max(Some(diagnostic.code.failure()));
            }
            self.diagnostics.push(diagnostic);
        }
        failed
    }

    /// How many findings were not told, because the project's baseline knows them.
    pub fn known(&self) -> usize {
        self.weights.known()
    }

    /// How many findings of the project's baseline are gone, so that it could be written anew.
    pub fn gone(&self) -> usize {
        self.weights.gone()
    }

    /// The value; or nothing, with the diagnostics taken over.
    fn take<T>(&mut self, result: Result<T, Vec<Diagnostic>>) -> Option<T> {
        result.map_err(|diagnostics| _ = self.add(diagnostics)).ok()
    }

    /// How findings are weighed.
    fn weights(&self) -> &Weights {
        &self.weights
    }

    fn failed(&self) -> bool {
        self.failure.is_some()
    }
}

/// Makes every document asked for, after all checks, and gives each to the sink.
pub fn build(world: &dyn World, options: &Options, sink: &dyn Sink) -> Outcome<Built> {
    run(|report| {
        let project = open_checked(world, options, report)?;
        let plans = narrow::narrow(&project, project.plans(&options.kinds), options);
        let fonts = fonts::open_first(world, &project, report)?;
        let builder = Builder::new(world, &project, &fonts, report)?;
        let fonts = fonts::complete(world, &builder, &plans, fonts);
        write::outputs(world, &builder, &plans, &fonts, &options.formats, sink, report);
        if options.formats.contains(&Format::Pdf) {
            report.add(fonts::replaced(&fonts));
        }
        let (chosen, positions) = (project.chosen(), project.positions_in_use());
        Some(Built { possible: project.possible_paths(), chosen, positions })
    })
}

/// The same, with all documents in memory.
pub fn collect(world: &dyn World, options: &Options) -> Outcome<Vec<Output>> {
    let kept = sink::Kept::default();
    let Outcome { value, report } = build(world, options, &kept);
    Outcome { value: value.map(|_| kept.into_outputs()), report }
}

/// Checks the whole handbook, and makes nothing.
///
/// `layout` says whether it is laid out, too, to hold positions to their page budgets and find what
/// the template set gets wrong.
pub fn check(world: &dyn World, options: &Options, layout: bool) -> Report {
    let checked = run(|report| {
        let project = open_checked(world, options, report)?;
        if !layout {
            let fonts = fonts::open_own(world, report)?;
            report.add(glyphs::missing(&project, &report.sources, &fonts).diagnostics);
            return Some(());
        }
        let plans = project.plans(&[Kind::Handbook]);
        let fonts = fonts::open_first(world, &project, report)?;
        let builder = Builder::new(world, &project, &fonts, report)?;
        let fonts = fonts::complete(world, &builder, &plans, fonts);
        write::outputs(world, &builder, &plans, &fonts, &[], &Deaf, report);
        report.add(fonts::replaced(&fonts));
        Some(())
    });
    checked.report
}

/// Reads the project and checks what it says, whole or not; then opens it, if it has no errors.
fn open_checked(world: &dyn World, options: &Options, report: &mut Report) -> Option<Project> {
    let handbook = load_checked(world, options, report);
    Project::open(world, options, handbook, report)
}

/// Reads the data and checks what it says, whole or not.
fn load_checked(world: &dyn World, options: &Options, report: &mut Report) -> Handbook {
    let (handbook, extent) = project::load(world, options, report);
    let mut findings = check::check(&handbook, &report.sources, extent);
    // A pattern that matches nothing is told when the selection is made.
    if let Ok(Some(paths)) = select::paths(&handbook, options.only.as_deref()) {
        findings.retain(|finding| finding.place.as_ref().is_some_and(|place| paths.contains(&place.path)));
    }
    report.add(findings);
    handbook
}

/// Opens a project without the checks of its organisation.
fn open(world: &dyn World, options: &Options, report: &mut Report) -> Option<Project> {
    let (handbook, _) = project::load(world, options, report);
    Project::open(world, options, handbook, report)
}

/// The markup of each part, under a line that names it.
pub fn dump_markup(world: &dyn World, options: &Options) -> Outcome<String> {
    run(|report| {
        let project = open(world, options, report)?;
        let plans = project.plans(&options.kinds);
        let fonts = fonts::open_first(world, &project, report)?;
        let builder = Builder::new(world, &project, &fonts, report)?;
        let jobs = plans.par_iter().flat_map(|plan| plan.jobs.par_iter().map(move |job| (plan, job)));
        let rendered: Vec<_> = jobs.map(|(plan, job)| builder.render(job, plan)).collect();
        let (rendered, findings): (Vec<_>, Vec<_>) = rendered.into_iter().partition(Result::is_ok);
        if report.add(gather(findings.into_iter().filter_map(Result::err).collect())) {
            return None;
        }
        let text = |part: parts::Rendered| format!("<!-- {} -->\n{}\n", part.name, part.markup.trim_end());
        Some(rendered.into_iter().flatten().map(text).collect())
    })
}

/// The trees of all outputs.
pub fn trees(world: &dyn World, options: &Options) -> Outcome<Vec<tree::Document>> {
    run(|report| {
        let project = open(world, options, report)?;
        let plans = project.plans(&options.kinds);
        let fonts = fonts::open_first(world, &project, report)?;
        let builder = Builder::new(world, &project, &fonts, report)?;
        let fonts = fonts::complete(world, &builder, &plans, fonts);
        // Only budgets that tighten change a tree.
        let tightens = project.set.manifest.parts.iter().any(|rule| rule.fit.is_some());
        let budgets = tightens.then(|| report.weights());
        let maker = Maker { budgets, ..Maker::new(&builder, &plans, &fonts) };
        let (outputs, found) = maker.keep();
        report.add(gather(found.findings));
        report.add(found.told.into_iter().map(|told| told.finding));
        let document = |(index, sheets): (&usize, &Vec<Arc<Sheet>>)| {
            let parts = sheets::shown(sheets).iter().map(|sheet| sheet.part.clone()).collect();
            tree::Document { meta: project.meta(&plans[*index], world), parts }
        };
        (!report.failed()).then(|| outputs.iter().map(document).collect())
    })
}

/// The trees of all outputs, as indented text.
pub fn dump_tree(world: &dyn World, options: &Options) -> Outcome<String> {
    let Outcome { value, report } = trees(world, options);
    Outcome { value: value.map(|documents| documents.iter().map(tree::dump).collect()), report }
}

fn run<T>(work: impl FnOnce(&mut Report) -> Option<T>) -> Outcome<T> {
    let mut report = Report::default();
    let value = work(&mut report);
    Outcome { value, report }
}
