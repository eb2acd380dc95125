//! Makes the documents of a session, or only their findings.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::diag::{Diagnostic, Sources};
use crate::page::JoinedParts;
use crate::sync::{lock, unlocked};
use crate::template::gather;

use super::format::Format;
use super::glyphs;
use super::output::Output;
use super::plan::OutputPlan;
use super::report::Report;
use super::session::Session;
use super::sheet::{PartSheet, shown};
use super::sheets::{Maker, SheetFindings};
use super::sink::{Sink, Step};
use super::writers::{FormatWriter, LaidDocument, writer};

/// A document with fewer parts is made by one thread, since there are others to make.
const SMALL: usize = 8;

/// The goal of a run.
#[derive(Clone, Copy)]
pub enum Goal<'g> {
    /// All errors of documents, in any format.
    Findings,
    /// The documents without errors, in these formats.
    Documents(&'g [Format]),
}

/// Makes every output and gives its files to the sink.
pub fn outputs(session: &Session, goal: Goal, sink: &dyn Sink, report: &mut Report) {
    let Session { project, plans, fonts, .. } = session;
    let (formats, wants_glyphs) = match goal {
        Goal::Findings => (&[][..], true),
        Goal::Documents(formats) => (formats, formats.iter().any(|format| format.needs_glyphs())),
    };
    let suffixes: Vec<&str> = formats.iter().flat_map(|format| format.suffixes()).copied().collect();
    let paths =
        |plan: &OutputPlan| suffixes.iter().map(|suffix| plan.path.clone() + suffix).collect::<Vec<_>>();
    sink.expect(&plans.iter().flat_map(paths).collect::<Vec<_>>());
    sink.begin(Step::Make, plans.iter().map(|plan| plan.jobs.len()).sum());
    let writers: Vec<_> =
        formats.iter().map(|format| (*format, writer(*format, session, &report.sources))).collect();
    let stopped = AtomicBool::new(false);
    let outlet = Outlet {
        session,
        writers: &writers,
        suffixes: &suffixes,
        sources: &report.sources,
        sink,
        stopped: &stopped,
        errors: Mutex::default(),
        missing: Mutex::default(),
    };
    let maker = Maker {
        drawing: writers.iter().find_map(|(_, writer)| writer.drawing()),
        keeps_parts: !writers.is_empty(),
        budgets: Some(&report.weights),
        sink,
        stopped: Some(&stopped),
        ..Maker::new(session)
    };
    let write = |index, sheets: Vec<Arc<PartSheet>>| {
        outlet.take(index, &sheets);
        // Dropping a long document is slow, so it is dropped in parallel.
        sheets.into_par_iter().with_min_len(SMALL).for_each(drop);
    };
    let (found, absent) = rayon::join(
        || maker.run(&write),
        || wants_glyphs.then(|| glyphs::missing(project, &report.sources, fonts)),
    );
    let SheetFindings { findings, told } = found;
    let Outlet { errors, missing, .. } = outlet;
    let absent = absent.map(|mut absent| {
        let missing = unlocked(missing);
        missing.values().flatten().for_each(|(part, characters)| absent.add(part, characters));
        absent.diagnostics
    });
    let errors = unlocked(errors);
    drop(writers);
    report.add(gather(findings));
    report.add(told.into_iter().map(|told| told.finding));
    report.add(absent.into_iter().flatten());
    report.add(errors.into_values().flatten());
}

/// A part's name, and its characters that no font has.
type Lacking = (String, Vec<char>);

/// Writes outputs when their sheets are made.
struct Outlet<'w> {
    session: &'w Session<'w>,
    writers: &'w [(Format, Box<dyn FormatWriter + 'w>)],
    /// The suffixes of all files of a document.
    suffixes: &'w [&'w str],
    sources: &'w Sources,
    sink: &'w dyn Sink,
    stopped: &'w AtomicBool,
    /// The errors of outputs, by their place.
    errors: Mutex<BTreeMap<usize, Vec<Diagnostic>>>,
    /// The parts of outputs with characters that no font has, by the place of the output.
    missing: Mutex<BTreeMap<usize, Vec<Lacking>>>,
}

impl Outlet<'_> {
    fn take(&self, index: usize, sheets: &[Arc<PartSheet>]) {
        if self.stopped.load(Ordering::Relaxed) {
            return;
        }
        let shown = shown(sheets);
        let lacking = shown.iter().filter(|sheet| !sheet.layout.missing.is_empty());
        let mut lacking: Vec<_> =
            lacking.map(|sheet| (sheet.layout.name.clone(), sheet.layout.missing.clone())).collect();
        let watermark = self.session.project.handbook.watermark.iter().flat_map(|text| text.chars());
        let holes: Vec<char> = watermark.filter(|&c| !self.session.fonts.covers(c)).collect();
        if !holes.is_empty() {
            lacking.push((self.session.plans[index].path.clone(), holes));
        }
        let errors = self.write(index, &shown, lacking.is_empty());
        if !errors.is_empty() {
            lock(&self.errors).insert(index, errors);
        }
        if !lacking.is_empty() {
            lock(&self.missing).insert(index, lacking);
        }
    }

    /// Makes one document in each format, gives its files to the sink, and returns the errors.
    fn write(&self, index: usize, sheets: &[&PartSheet], has_glyphs: bool) -> Vec<Diagnostic> {
        let Session { world, project, plans, fonts, .. } = self.session;
        let (plan, sources) = (&plans[index], self.sources);
        let subject = Arc::new(project.subject(plan, sources));
        let layouts = sheets.iter().map(|sheet| sheet.layout.clone()).collect();
        let (meta, joined) = (project.meta(plan, *world), JoinedParts::new(layouts, fonts));
        let pages = joined.map().pages as usize;
        let document = LaidDocument { project, plan, sources, meta, sheets, joined };
        let write = |(format, writer): &(Format, Box<dyn FormatWriter + '_>)| {
            let files = match writer.write(&document) {
                Ok(files) => files,
                Err(error) => return Some(error),
            };
            for file in files {
                let place = self.suffixes.iter().position(|suffix| *suffix == file.suffix);
                self.give(Output {
                    path: plan.path.clone() + file.suffix,
                    bytes: file.bytes,
                    number: index * self.suffixes.len() + place.unwrap_or_default(),
                    format: *format,
                    pages,
                    subject: subject.clone(),
                });
            }
            None
        };
        // One thread makes both formats of a small document, since a thread that waited for one would begin another
        // document.
        let together = if sheets.len() < SMALL { self.writers.len() } else { 1 };
        let writers = self.writers.par_iter().with_min_len(together.max(1));
        // A PDF with missing glyphs is invalid, so none is written.
        writers.filter(|(format, _)| has_glyphs || !format.needs_glyphs()).filter_map(write).collect()
    }

    fn give(&self, output: Output) {
        if self.sink.take(output).is_break() {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }
}
