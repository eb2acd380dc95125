//! Makes sheets: renders parts, builds their trees, lays them out and draws them.
//!
//! - Each distinct part is rendered once, however many outputs show it. All parts of a position are made together, once
//!   for all outputs that show the same of them, because the parts of an output share a page budget. `schedule` decides
//!   when.
//! - When the parts of an output are made, the links between them are checked, and page numbers are filled in.
//! - An output is handed over as soon as its last sheet is made. Then sheets that no other output needs are dropped, so
//!   that the sheets of a batch are never in memory together.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use crate::markup::{BuiltPart, PartLinks};
use crate::page;
use crate::pdf;
use crate::template::PartFinding;
use crate::tree;

use super::draft::{MadePart, PartDraft};
use super::fit::{self, BudgetFinding, PartGroup};
use super::parts::Rendered;
use super::references;
use super::session::Session;
use super::sheet::PartSheet;
use super::sink::{NullSink, Sink};
use super::tasks::Planned;
use super::weigh::Weights;

/// Makes the sheets of plans.
pub struct Maker<'m, 'a> {
    pub session: &'m Session<'a>,
    /// If set, pages are drawn with these fonts as soon as they are laid out.
    pub drawing: Option<&'m pdf::FontPrograms>,
    /// Whether sheets keep the trees that they were made of.
    pub keeps_parts: bool,
    /// Whether layouts keep the items of their pages.
    pub keeps_items: bool,
    /// If set, page budgets count, and outputs with findings that weigh as errors are not made.
    pub budgets: Option<&'m Weights>,
    pub sink: &'m dyn Sink,
    /// Set when no more outputs are wanted.
    pub stopped: Option<&'m AtomicBool>,
}

/// The findings of making sheets.
#[derive(Default)]
pub struct SheetFindings {
    /// The errors of parts, in the order of the outputs that show them.
    pub findings: Vec<PartFinding>,
    /// The findings about budgets and about parts that were set closer, in the same order.
    pub told: Vec<BudgetFinding>,
}

/// A part of a plan that is built.
#[derive(Clone)]
pub struct PartSlot<'a> {
    links: Arc<PartLinks>,
    /// `None` if it has errors, or another part of its position in the output has.
    made: Option<MadePart<'a>>,
}

impl<'m, 'a> Maker<'m, 'a> {
    /// Sheets that keep no items and are held to no budgets. No progress is reported.
    pub fn new(session: &'m Session<'a>) -> Maker<'m, 'a> {
        let (drawing, budgets, stopped) = (None, None, None);
        let (keeps_parts, keeps_items) = (true, false);
        Maker { session, drawing, keeps_parts, keeps_items, budgets, sink: &NullSink, stopped }
    }

    /// Whether findings about budgets weigh as errors.
    pub(super) fn weighs(&self, told: &[BudgetFinding]) -> bool {
        let is_error =
            |told: &BudgetFinding| self.budgets.is_some_and(|weights| weights.is_error(&told.finding));
        told.iter().any(is_error)
    }

    /// Makes the parts of a task; none if one of them cannot be rendered.
    pub(super) fn task(&self, task: &[Planned<'a>], found: &mut SheetFindings) -> Vec<Option<PartSlot<'a>>> {
        let mut slots: Vec<Option<PartSlot>> = task.iter().map(|_| None).collect();
        let mut distinct: Vec<(Rendered<'a>, usize)> = Vec::new();
        let mut shown = Vec::with_capacity(task.len());
        for entry in task {
            match self.session.builder.render(&entry.job, &self.session.plans[entry.plan]) {
                Ok(rendered) => {
                    let known = distinct.iter().position(|(known, _)| known.is_same(&rendered));
                    shown.push(known.unwrap_or(distinct.len()));
                    if known.is_none() {
                        distinct.push((rendered, entry.plan));
                    }
                }
                Err(finding) => found.findings.push(finding),
            }
        }
        if !found.findings.is_empty() {
            return slots;
        }
        for (parts, entries) in alike(task, &shown) {
            let parts: Vec<_> = parts.into_iter().filter_map(|part| distinct.get(part)).collect();
            let made = self.group(&parts, found);
            for (entry, slot) in entries.into_iter().zip(made.iter().cycle()) {
                slots[entry] = Some(slot.clone());
            }
        }
        slots
    }

    /// Makes the parts that one output shows of a position.
    fn group(&self, parts: &[&(Rendered<'a>, usize)], found: &mut SheetFindings) -> Vec<PartSlot<'a>> {
        let (links, drafts): (Vec<_>, Vec<_>) =
            parts.iter().map(|(rendered, plan)| self.draft(rendered, *plan, found)).unzip();
        let drafts: Option<Vec<PartDraft>> = drafts.into_iter().collect();
        let before = found.told.len();
        let drafts = drafts.map(|drafts| self.hold(drafts, found));
        let drafts = drafts.filter(|_| !self.weighs(&found.told[before..]));
        let mut made = drafts.into_iter().flatten().map(|draft| match tree::has_page_numbers(&draft.part) {
            true => MadePart::Waiting(Arc::new(draft)),
            false => MadePart::Ready(self.sheet(draft)),
        });
        links.into_iter().map(|links| PartSlot { links: Arc::new(links), made: made.next() }).collect()
    }

    /// Builds a part and lays it out.
    fn draft(
        &self,
        rendered: &Rendered<'a>,
        plan: usize,
        found: &mut SheetFindings,
    ) -> (PartLinks, Option<PartDraft<'a>>) {
        let Session { builder, plans, fonts, .. } = self.session;
        let job = rendered.job;
        let BuiltPart { part, links } = builder.build(rendered);
        let draft = part.and_then(|part| match page::layout(&part, fonts) {
            layout if layout.cut => Err(vec![builder.too_many_pages(&job)]),
            layout => Ok(PartDraft { job, plan, part, layout }),
        });
        let trace = |errors| found.findings.extend(builder.trace(&job, &plans[plan], errors));
        (links, draft.map_err(trace).ok())
    }

    /// Fits the drafts of a group, which one output shows, to the budget and their last pages.
    fn hold(&self, mut drafts: Vec<PartDraft<'a>>, found: &mut SheetFindings) -> Vec<PartDraft<'a>> {
        if let Some(first) = drafts.first() {
            let group = PartGroup::of(self.session.project, &first.job, self.budgets.is_some());
            found.told.extend(fit::settle(&group, &mut drafts, &self.session.fonts));
        }
        drafts
    }

    /// Turns a draft into a sheet.
    fn sheet(&self, draft: PartDraft<'a>) -> Arc<PartSheet<'a>> {
        let PartDraft { job, plan, mut part, mut layout } = draft;
        tree::keep(&mut part, &layout.kept);
        let drawn = self.drawing.map(|fonts| Arc::new(pdf::draw(&layout.pages, fonts)));
        if !self.keeps_items {
            layout.forget_items();
        }
        let is_empty = part.blocks.is_empty();
        if !self.keeps_parts {
            part.blocks = Vec::new();
        }
        Arc::new(PartSheet { job, plan, part: Arc::new(part), layout: Arc::new(layout), drawn, is_empty })
    }

    /// Joins the parts of an output: checks the links between them, and fills in the page numbers that they show.
    /// `None` if one of the parts has errors.
    pub(super) fn join(
        &self,
        plan: usize,
        slots: Vec<PartSlot<'a>>,
        found: &mut SheetFindings,
    ) -> Option<Vec<Arc<PartSheet<'a>>>> {
        self.check_links(plan, &slots, found);
        let parts: Vec<MadePart> = slots.into_iter().map(|slot| slot.made).collect::<Option<_>>()?;
        if !found.findings.is_empty() {
            return None;
        }
        let drafts = references::resolve(plan, &parts, &self.session.fonts);
        let numbered: Vec<Arc<PartSheet>> = drafts.into_par_iter().map(|draft| self.sheet(draft)).collect();
        let mut numbered = numbered.into_iter();
        let sheet = |part| match part {
            MadePart::Ready(sheet) => Some(sheet),
            MadePart::Waiting(_) => numbered.next(),
        };
        Some(parts.into_iter().filter_map(sheet).collect())
    }

    /// Reports links of an output to ids that none of its parts has.
    fn check_links(&self, plan: usize, slots: &[PartSlot], found: &mut SheetFindings) {
        if !slots.iter().any(|slot| slot.links.leads_out()) {
            return;
        }
        let plan = &self.session.plans[plan];
        let ids: HashSet<&str> = slots.iter().flat_map(|slot| slot.links.ids()).collect();
        for (job, slot) in plan.jobs.iter().zip(slots) {
            found.findings.extend(self.session.builder.trace(job, plan, slot.links.unknown(&ids)));
        }
    }
}

/// Groups outputs that show the same parts: these parts in order, and the places of the outputs' entries in the task.
fn alike(task: &[Planned], shown: &[usize]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut plans: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (place, (entry, part)) in task.iter().zip(shown).enumerate() {
        let (parts, entries) = plans.entry(entry.plan).or_default();
        parts.push(*part);
        entries.push(place);
    }
    let mut alike: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for (parts, entries) in plans.into_values() {
        match alike.iter_mut().find(|(known, _)| *known == parts) {
            Some((_, all)) => all.extend(entries),
            None => alike.push((parts, entries)),
        }
    }
    alike
}
