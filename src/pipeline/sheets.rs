//! Makes sheets: renders parts, builds their trees, lays them out and draws them.
//!
//! - Each distinct part is rendered once, however many outputs show it. All parts of a position are made together,
//!   because those of an output share a page budget; once for all outputs that show the same of them.
//!   [`schedule`](super::schedule) says when.
//! - An output is handed over as soon as the last of its sheets is there, and sheets that no other output waits for
//!   go with it: those of a batch never stand in memory together.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::markup::BuiltPart;
use crate::page::{self, PartLayout};
use crate::pdf::{self, Drawn};
use crate::sync::{lock, unlocked};
use crate::template::{Finding, Job};
use crate::text::Fonts;
use crate::tree::{self, Part};

use super::fit::{self, Group, Told};
use super::parts::{Builder, Rendered};
use super::plan::Plan;
use super::references;
use super::schedule::Entry;
use super::weigh::Weights;
use super::{Deaf, Sink};

/// A part, laid out.
pub struct Sheet<'a> {
    /// What it was rendered for, and the first plan that shows it.
    pub job: Job<'a>,
    pub plan: usize,
    pub part: Arc<Part>,
    pub layout: Arc<PartLayout>,
    /// Its pages as content streams, where those are made at once.
    pub drawn: Option<Arc<Drawn>>,
    /// Whether it has nothing to show, such as a chart without lines.
    is_empty: bool,
    /// The ids that its markup gives.
    ids: Vec<String>,
}

/// A sheet that may still change.
pub struct Draft<'a> {
    pub job: Job<'a>,
    pub plan: usize,
    pub part: Part,
    pub layout: PartLayout,
    ids: Vec<String>,
}

/// Makes the sheets of plans.
pub struct Maker<'m, 'a> {
    pub builder: &'m Builder<'m>,
    pub plans: &'m [Plan<'a>],
    pub fonts: &'m Fonts,
    /// With these fonts pages are drawn as soon as they are laid out.
    pub drawing: Option<&'m pdf::Fonts>,
    /// Whether sheets keep the trees that they were made of.
    pub keeps_parts: bool,
    /// Whether layouts keep what stands on their pages.
    pub keeps_items: bool,
    /// Holds positions to their page budgets; findings that weigh as errors stand against their outputs.
    pub budgets: Option<&'m Weights>,
    pub sink: &'m dyn Sink,
    /// Set when nothing more is wanted.
    pub stopped: Option<&'m AtomicBool>,
}

/// What was found beside the sheets.
#[derive(Default)]
pub struct Found {
    /// What stands against parts, in the order of the outputs that show them.
    pub findings: Vec<Finding>,
    /// What is said about budgets and about parts that were set closer, in the same order.
    pub told: Vec<Told>,
}

/// What stands at a place of a plan.
pub enum Slot<'a> {
    Ready(Arc<Sheet<'a>>),
    /// A part that links to others: it waits for all of them. So do all parts of its position.
    Waiting(Arc<Rendered<'a>>),
}

impl<'m, 'a> Maker<'m, 'a> {
    /// Sheets that keep no items and are held to no budgets, of which nobody hears.
    pub fn new(builder: &'m Builder<'m>, plans: &'m [Plan<'a>], fonts: &'m Fonts) -> Maker<'m, 'a> {
        let (drawing, budgets, stopped) = (None, None, None);
        let (keeps_parts, keeps_items) = (true, false);
        Maker { builder, plans, fonts, drawing, keeps_parts, keeps_items, budgets, sink: &Deaf, stopped }
    }

    /// Makes everything, and keeps the sheets of each output.
    pub fn keep(&self) -> (BTreeMap<usize, Vec<Arc<Sheet<'a>>>>, Found) {
        let outputs: Mutex<BTreeMap<usize, Vec<Arc<Sheet>>>> = Mutex::default();
        let found = self.run(&|plan, sheets| _ = lock(&outputs).insert(plan, sheets));
        (unlocked(outputs), found)
    }

    /// Whether findings about budgets stand against their outputs.
    pub(super) fn weighs(&self, told: &[Told]) -> bool {
        let is_error = |told: &Told| self.budgets.is_some_and(|weights| weights.is_error(&told.finding));
        told.iter().any(is_error)
    }

    /// Makes parts together: what stands at the place of each, and nothing where something stands against it.
    pub(super) fn task(&self, task: &[Entry<'a>], found: &mut Found) -> Vec<Option<Slot<'a>>> {
        let mut slots: Vec<Option<Slot>> = task.iter().map(|_| None).collect();
        let mut distinct: Vec<(Arc<Rendered<'a>>, usize)> = Vec::new();
        let mut shown = Vec::with_capacity(task.len());
        for entry in task {
            match self.builder.render(&entry.job, &self.plans[entry.plan]) {
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
            return shown.into_iter().map(|index| Some(Slot::Waiting(distinct[index].0.clone()))).collect();
        }
        for (parts, entries) in alike(task, &shown) {
            let drafts = parts.iter().filter_map(|part| {
                let (rendered, plan) = &distinct[*part];
                self.draft(rendered, *plan, None, found)
            });
            let drafts: Vec<Draft> = drafts.collect();
            if !found.findings.is_empty() {
                break;
            }
            let before = found.told.len();
            let drafts = self.hold(drafts, found);
            if self.weighs(&found.told[before..]) {
                continue;
            }
            let sheets: Vec<Arc<Sheet>> = drafts.into_iter().map(|draft| self.sheet(draft)).collect();
            for (entry, sheet) in entries.into_iter().zip(sheets.iter().cycle()) {
                slots[entry] = Some(Slot::Ready(sheet.clone()));
            }
        }
        slots
    }

    fn draft(
        &self,
        rendered: &Rendered<'a>,
        plan: usize,
        anchors: Option<&HashSet<String>>,
        found: &mut Found,
    ) -> Option<Draft<'a>> {
        let built = self.builder.build(rendered, &self.plans[plan], anchors);
        let BuiltPart { part, ids } = built.map_err(|findings| found.findings.extend(findings)).ok()?;
        let layout = page::layout(&part, self.fonts);
        if layout.cut {
            found.findings.extend(self.builder.too_many_pages(rendered, &self.plans[plan]));
            return None;
        }
        Some(Draft { job: rendered.job, plan, part, layout, ids })
    }

    /// Holds a position to its budget, and looks after how the drafts end, which one output shows.
    fn hold(&self, mut drafts: Vec<Draft<'a>>, found: &mut Found) -> Vec<Draft<'a>> {
        if let Some(first) = drafts.first() {
            let group = Group::of(self.builder.project, &first.job, self.budgets.is_some());
            found.told.extend(fit::settle(&group, &mut drafts, self.fonts));
        }
        drafts
    }

    /// A draft that changes no more.
    fn sheet(&self, draft: Draft<'a>) -> Arc<Sheet<'a>> {
        let Draft { job, plan, mut part, mut layout, ids } = draft;
        tree::keep(&mut part, &layout.kept);
        let drawn = self.drawing.map(|fonts| Arc::new(pdf::draw(&layout.pages, fonts)));
        if !self.keeps_items {
            layout.forget_items();
        }
        let is_empty = part.blocks.is_empty();
        if !self.keeps_parts {
            part.blocks = Vec::new();
        }
        Arc::new(Sheet { job, plan, part: Arc::new(part), layout: Arc::new(layout), drawn, is_empty, ids })
    }

    /// The sheets of an output, those that link to others with the numbers of their pages.
    pub(super) fn link(&self, plan: usize, slots: Vec<Slot<'a>>, found: &mut Found) -> Vec<Arc<Sheet<'a>>> {
        if slots.iter().all(|slot| matches!(slot, Slot::Ready(_))) {
            return slots.into_iter().filter_map(Slot::ready).collect();
        }
        let ids = slots.iter().flat_map(|slot| match slot {
            Slot::Ready(sheet) => sheet.ids.clone(),
            Slot::Waiting(rendered) => rendered.ids(),
        });
        let anchors = ids.collect();
        let made: Vec<(Option<Draft>, Found)> = slots
            .par_iter()
            .map(|slot| {
                let mut found = Found::default();
                let draft = match slot {
                    Slot::Ready(_) => None,
                    Slot::Waiting(rendered) => self.draft(rendered, plan, Some(&anchors), &mut found),
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
            &slots.iter().map(Slot::layout).collect::<Vec<_>>(),
            &places,
            &mut drafts,
            self.fonts,
        );
        let mut linked: HashMap<usize, Arc<Sheet>> =
            places.into_par_iter().zip(drafts).map(|(place, draft)| (place, self.sheet(draft))).collect();
        let ready = |(place, slot): (usize, Slot<'a>)| slot.ready().or_else(|| linked.remove(&place));
        slots.into_iter().enumerate().filter_map(ready).collect()
    }

    /// Looks after the drafts of one output, those of a position together.
    fn hold_each(&self, drafts: Vec<Draft<'a>>, found: &mut Found) -> Vec<Draft<'a>> {
        let key = |draft: &Draft| (draft.job.department, draft.job.position);
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

impl<'a> Slot<'a> {
    fn ready(self) -> Option<Arc<Sheet<'a>>> {
        match self {
            Slot::Ready(sheet) => Some(sheet),
            Slot::Waiting(_) => None,
        }
    }

    /// The layout of what is shown.
    fn layout(&self) -> Option<Arc<PartLayout>> {
        match self {
            Slot::Ready(sheet) if !sheet.is_empty => Some(sheet.layout.clone()),
            _ => None,
        }
    }
}

/// Outputs that show the same parts: these parts in order, and the places of each output's entries in the task.
fn alike(task: &[Entry], shown: &[usize]) -> Vec<(Vec<usize>, Vec<usize>)> {
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

/// What of an output's sheets is shown: all but those that have nothing to show.
pub fn shown<'s, 'a>(sheets: &'s [Arc<Sheet<'a>>]) -> Vec<&'s Sheet<'a>> {
    let shown: Vec<&Sheet> = sheets.iter().map(|sheet| &**sheet).filter(|sheet| !sheet.is_empty).collect();
    // A document has one page at least.
    if shown.is_empty() { sheets.iter().map(|sheet| &**sheet).collect() } else { shown }
}
