//! Makes sheets: renders parts, builds their trees, lays them out and draws them.
//!
//! - Each distinct part is rendered once, however many outputs show it. All parts of a position are made together, once
//!   for all outputs that show the same of them, because the parts of an output share a page budget. `schedule` decides
//!   when.
//! - An output is handed over as soon as its last sheet is made. Then sheets that no other output needs are dropped, so
//!   that the sheets of a batch are never in memory together.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use crate::markup::BuiltPart;
use crate::page::{self, PartLayout};
use crate::pdf;
use crate::template::PartFinding;
use crate::tree;

use super::draft::PartDraft;
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

/// A part of a plan.
pub enum PartSlot<'a> {
    Ready(Arc<PartSheet<'a>>),
    /// A part that links to others waits for all of them, with all parts of its position.
    Waiting(Arc<Rendered<'a>>),
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

    /// Makes the parts of a task; `None` for a part with errors.
    pub(super) fn task(&self, task: &[Planned<'a>], found: &mut SheetFindings) -> Vec<Option<PartSlot<'a>>> {
        let mut slots: Vec<Option<PartSlot>> = task.iter().map(|_| None).collect();
        let mut distinct: Vec<(Arc<Rendered<'a>>, usize)> = Vec::new();
        let mut shown = Vec::with_capacity(task.len());
        for entry in task {
            match self.session.builder.render(&entry.job, &self.session.plans[entry.plan]) {
                Ok(rendered) => {
                    let known = distinct.iter().position(|(known, _)| known.is_same(&rendered));
                    shown.push(known.unwrap_or(distinct.len()));
                    if known.is_none() {
                        distinct.push((Arc::new(rendered), entry.plan));
                    }
                }
                Err(finding) => found.findings.push(finding),
            }
        }
        if !found.findings.is_empty() {
            return slots;
        }
        if distinct.iter().any(|(rendered, _)| rendered.has_links()) {
            return shown
                .into_iter()
                .map(|index| Some(PartSlot::Waiting(distinct[index].0.clone())))
                .collect();
        }
        for (parts, entries) in alike(task, &shown) {
            let drafts = parts.iter().filter_map(|part| {
                let (rendered, plan) = &distinct[*part];
                self.draft(rendered, *plan, None, found)
            });
            let drafts: Vec<PartDraft> = drafts.collect();
            if !found.findings.is_empty() {
                break;
            }
            let before = found.told.len();
            let drafts = self.hold(drafts, found);
            if self.weighs(&found.told[before..]) {
                continue;
            }
            let sheets: Vec<Arc<PartSheet>> = drafts.into_iter().map(|draft| self.sheet(draft)).collect();
            for (entry, sheet) in entries.into_iter().zip(sheets.iter().cycle()) {
                slots[entry] = Some(PartSlot::Ready(sheet.clone()));
            }
        }
        slots
    }

    fn draft(
        &self,
        rendered: &Rendered<'a>,
        plan: usize,
        anchors: Option<&HashSet<String>>,
        found: &mut SheetFindings,
    ) -> Option<PartDraft<'a>> {
        let built = self.session.builder.build(rendered, &self.session.plans[plan], anchors);
        let BuiltPart { part, ids } = built.map_err(|findings| found.findings.extend(findings)).ok()?;
        let layout = page::layout(&part, &self.session.fonts);
        if layout.cut {
            found.findings.extend(self.session.builder.too_many_pages(rendered, &self.session.plans[plan]));
            return None;
        }
        Some(PartDraft { job: rendered.job, plan, part, layout, ids })
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
        let PartDraft { job, plan, mut part, mut layout, ids } = draft;
        tree::keep(&mut part, &layout.kept);
        let drawn = self.drawing.map(|fonts| Arc::new(pdf::draw(&layout.pages, fonts)));
        if !self.keeps_items {
            layout.forget_items();
        }
        let is_empty = part.blocks.is_empty();
        if !self.keeps_parts {
            part.blocks = Vec::new();
        }
        Arc::new(PartSheet {
            job,
            plan,
            part: Arc::new(part),
            layout: Arc::new(layout),
            drawn,
            is_empty,
            ids,
        })
    }

    /// The sheets of an output, with the page numbers that links show.
    pub(super) fn link(
        &self,
        plan: usize,
        slots: Vec<PartSlot<'a>>,
        found: &mut SheetFindings,
    ) -> Vec<Arc<PartSheet<'a>>> {
        if slots.iter().all(|slot| matches!(slot, PartSlot::Ready(_))) {
            return slots.into_iter().filter_map(PartSlot::ready).collect();
        }
        let ids = slots.iter().flat_map(|slot| match slot {
            PartSlot::Ready(sheet) => sheet.ids.clone(),
            PartSlot::Waiting(rendered) => rendered.ids(),
        });
        let anchors = ids.collect();
        let made: Vec<(Option<PartDraft>, SheetFindings)> = slots
            .par_iter()
            .map(|slot| {
                let mut found = SheetFindings::default();
                let draft = match slot {
                    PartSlot::Ready(_) => None,
                    PartSlot::Waiting(rendered) => self.draft(rendered, plan, Some(&anchors), &mut found),
                };
                (draft, found)
            })
            .collect();
        let mut drafts = Vec::new();
        let mut places = Vec::new();
        for (place, (draft, own)) in made.into_iter().enumerate() {
            found.findings.extend(own.findings);
            if let Some(draft) = draft {
                places.push(place);
                drafts.push(draft);
            }
        }
        if !found.findings.is_empty() {
            return Vec::new();
        }
        let mut drafts = self.hold_each(drafts, found);
        references::resolve(
            &slots.iter().map(PartSlot::layout).collect::<Vec<_>>(),
            &places,
            &mut drafts,
            &self.session.fonts,
        );
        let mut linked: HashMap<usize, Arc<PartSheet>> =
            places.into_par_iter().zip(drafts).map(|(place, draft)| (place, self.sheet(draft))).collect();
        let ready = |(place, slot): (usize, PartSlot<'a>)| slot.ready().or_else(|| linked.remove(&place));
        slots.into_iter().enumerate().filter_map(ready).collect()
    }

    /// Fits the drafts of one output, those of a position together.
    fn hold_each(&self, drafts: Vec<PartDraft<'a>>, found: &mut SheetFindings) -> Vec<PartDraft<'a>> {
        let key = |draft: &PartDraft| (draft.job.department, draft.job.position);
        let mut held = Vec::with_capacity(drafts.len());
        let mut rest = drafts.into_iter().peekable();
        while let Some(first) = rest.next() {
            let mut group = vec![first];
            while let Some(next) =
                rest.next_if(|next| key(next) == key(&group[0]) && next.job.position.is_some())
            {
                group.push(next);
            }
            held.extend(self.hold(group, found));
        }
        held
    }
}

impl<'a> PartSlot<'a> {
    fn ready(self) -> Option<Arc<PartSheet<'a>>> {
        match self {
            PartSlot::Ready(sheet) => Some(sheet),
            PartSlot::Waiting(_) => None,
        }
    }

    /// Its layout, if it is made and shows something.
    fn layout(&self) -> Option<Arc<PartLayout>> {
        match self {
            PartSlot::Ready(sheet) if !sheet.is_empty => Some(sheet.layout.clone()),
            _ => None,
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
