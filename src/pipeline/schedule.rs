//! Makes the parts of a position together, and hands over an output as soon as its last part is made.
//!
//! The findings do not depend on the order in which threads work.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry::{Occupied, Vacant};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::diag::{Code, Place};
use crate::sync::{lock, unlocked};

use super::fit::BudgetFinding;
use super::sheet::PartSheet;
use super::sheets::{Maker, PartSlot, SheetFindings};
use super::tasks::{Planned, tasks};

/// The most tasks in one batch. A thread that waits for a part of a large output begins another task; without a limit,
/// hundreds would be begun and none done.
const AT_ONCE: usize = 64;

/// An output that is being made.
struct OutputProgress<'a> {
    /// `None` for a part that is missing, or could not be rendered.
    slots: Mutex<Vec<Option<PartSlot<'a>>>>,
    missing: AtomicUsize,
}

/// Called with an output and its sheets, in order.
pub type Complete<'c, 'a> = dyn Fn(usize, Vec<Arc<PartSheet<'a>>>) + Sync + 'c;

impl<'a> Maker<'_, 'a> {
    /// Makes everything, and keeps the sheets of each output.
    pub fn keep(&self) -> (BTreeMap<usize, Vec<Arc<PartSheet<'a>>>>, SheetFindings) {
        let outputs: Mutex<BTreeMap<usize, Vec<Arc<PartSheet>>>> = Mutex::default();
        let found = self.run(&|plan, sheets| _ = lock(&outputs).insert(plan, sheets));
        (unlocked(outputs), found)
    }

    /// Makes everything. Outputs with errors are not handed over.
    pub fn run(&self, complete: &Complete<'_, 'a>) -> SheetFindings {
        let plans = &self.session.plans;
        let tasks = tasks(plans);
        let progress: Vec<OutputProgress> =
            plans.iter().map(|plan| OutputProgress::new(plan.jobs.len())).collect();
        // Findings by the place of their task, or, after all tasks, by that of their plan.
        let found: Mutex<BTreeMap<usize, SheetFindings>> = Mutex::default();
        let note = |order: usize, one: SheetFindings| {
            if !one.findings.is_empty() || !one.told.is_empty() {
                let mut found = lock(&found);
                let all = found.entry(order).or_default();
                all.findings.extend(one.findings);
                all.told.extend(one.told);
            }
        };
        for (plan, own) in progress.iter().enumerate().filter(|(plan, _)| plans[*plan].jobs.is_empty()) {
            self.finish(plan, own, &mut SheetFindings::default(), complete);
        }
        let make = |(order, task): (usize, &Vec<Planned<'a>>)| {
            if self.stopped.is_some_and(|stopped| stopped.load(Ordering::Relaxed)) {
                return;
            }
            let mut noted = SheetFindings::default();
            let slots = self.task(task, &mut noted);
            note(order, noted);
            for _ in task {
                self.sink.advance();
            }
            for (entry, slot) in task.iter().zip(slots) {
                let own = &progress[entry.plan];
                if let Some(place) = lock(&own.slots).get_mut(entry.place) {
                    *place = slot;
                }
                if own.missing.fetch_sub(1, Ordering::AcqRel) == 1 {
                    let mut noted = SheetFindings::default();
                    self.finish(entry.plan, own, &mut noted, complete);
                    note(tasks.len() + entry.plan, noted);
                }
            }
        };
        for (batch, some) in tasks.chunks(AT_ONCE).enumerate() {
            let numbered = some.par_iter().enumerate().map(|(index, task)| (batch * AT_ONCE + index, task));
            numbered.for_each(make);
        }
        let mut all = SheetFindings::default();
        for one in unlocked(found).into_values() {
            all.findings.extend(one.findings);
            all.told.extend(one.told);
        }
        all.told = worst(all.told);
        all
    }

    /// Joins the parts of an output, and hands it over. Links are only checked if all parts could be rendered, since the
    /// ids of the others are not known.
    fn finish(
        &self,
        plan: usize,
        progress: &OutputProgress<'a>,
        found: &mut SheetFindings,
        complete: &Complete<'_, 'a>,
    ) {
        let slots: Option<Vec<PartSlot>> = lock(&progress.slots).drain(..).collect();
        if let Some(sheets) = slots.and_then(|slots| self.join(plan, slots, found)) {
            complete(plan, sheets);
        }
    }
}

impl OutputProgress<'_> {
    fn new(parts: usize) -> Self {
        let slots = std::iter::repeat_with(|| None).take(parts).collect();
        OutputProgress { slots: Mutex::new(slots), missing: AtomicUsize::new(parts) }
    }
}

/// One finding for each place: the first for the output with the most pages.
fn worst(told: Vec<BudgetFinding>) -> Vec<BudgetFinding> {
    let mut known: BTreeMap<(Code, Option<Place>), BudgetFinding> = BTreeMap::new();
    for told in told {
        match known.entry((told.finding.code, told.finding.place.clone())) {
            Vacant(place) => _ = place.insert(told),
            Occupied(mut before) if before.get().pages < told.pages => _ = before.insert(told),
            Occupied(_) => {}
        }
    }
    known.into_values().collect()
}
