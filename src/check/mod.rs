//! Checks of the whole organisation: what no file can tell of itself, and what its texts look like.
//!
//! Findings are warnings, each with a code of its own (W2xx); how much each weighs is for the
//! handbook's `checks` to say, and for the pipeline to apply. Messages hold no line numbers, so
//! that a baseline knows a finding again after its file was edited elsewhere.
//!
//! Withdrawn positions stand in no sum, and their texts are left alone. What can be mended without
//! thought carries its edits; no two findings change the same characters.

mod collaboration;
mod copies;
mod departments;
mod duties;
mod exempt;
mod fold;
mod identity;
mod items;
mod joined;
mod marks;
mod numbering;
mod placeholders;
mod quotes;
mod reporting;
mod revisions;
mod standards;
mod texts;
mod weights;
mod written;

use std::collections::BTreeSet;

use rayon::prelude::*;

use copies::Copies;

use crate::diag::{Diagnostic, Sources, cut_to};
use crate::model::{Completeness, Handbook, Position, Reporting, Status};

/// What every check may ask for.
struct Context<'a> {
    handbook: &'a Handbook,
    sources: &'a Sources,
    reporting: Reporting<'a>,
    /// The numbers of the positions in use, in the handbook's order.
    active: Vec<usize>,
    copies: Copies,
}

impl<'a> Context<'a> {
    fn new(handbook: &'a Handbook, sources: &'a Sources) -> Context<'a> {
        let reporting = Reporting::new(handbook);
        let positions = reporting.roster.positions.iter().enumerate();
        let active = positions.filter(|(_, position)| position.status == Status::Active);
        let active: Vec<usize> = active.map(|(number, _)| number).collect();
        let copies = Copies::find(sources, &reporting.roster, &active);
        Context { handbook, sources, reporting, active, copies }
    }

    fn position(&self, number: usize) -> &'a Position {
        self.reporting.roster.positions[number]
    }

    /// The positions in use that are not there a second time: what is wrong with a copy is wrong with its
    /// original.
    fn originals(&self) -> impl Iterator<Item = usize> + '_ {
        let roster = &self.reporting.roster;
        self.active.iter().copied().filter(|&number| !self.copies.repeats(roster, number))
    }

    /// The positions in use.
    fn active(&self) -> impl Iterator<Item = &'a Position> + '_ {
        self.active.iter().map(|&number| self.position(number))
    }
}

/// Everything that the checks find, by path and place.
///
/// What is only missing because it could not be read is not held against the rest; `extent` says
/// what was.
pub fn check(handbook: &Handbook, sources: &Sources, extent: Completeness) -> Vec<Diagnostic> {
    let context = Context::new(handbook, sources);
    // Comparing duties leaves threads idle now and then; everything else fills them.
    let (mut found, repeated) = rayon::join(|| of_all(&context, extent), || duties::repeated(&context));
    found.extend(repeated);
    arrange(found)
}

/// What all checks but that of repeated duties find.
fn of_all(context: &Context, extent: Completeness) -> Vec<Diagnostic> {
    let mut found = identity::check(context);
    found.extend(context.copies.told(&context.reporting.roster));
    found.extend(reporting::check(context, extent >= Completeness::Positions));
    let joined = joined::Joined::find(context);
    found.extend(joined.told(context.sources));
    found.extend(departments::check(context, &joined, extent == Completeness::Whole));
    if extent == Completeness::Whole {
        found.extend(collaboration::check(context));
        found.extend(duties::uncarried(context));
    }
    found.extend(revisions::check(context.handbook));
    found.extend(texts::of_handbook(context));
    let originals: Vec<usize> = context.originals().collect();
    found.par_extend(originals.par_iter().flat_map_iter(|&number| of_position(context, number)));
    found
}

/// What one position says of itself.
fn of_position(context: &Context, number: usize) -> Vec<Diagnostic> {
    let position = context.position(number);
    let mut found = weights::check(position);
    found.extend(standards::check(position));
    found.extend(revisions::approvals(&position.approvals));
    found.extend(texts::of_position(context, position));
    found
}

/// Sorts the findings, and folds those of texts that stand in several places by an alias.
fn arrange(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    fn order(finding: &Diagnostic) -> impl Ord + '_ {
        let place = finding.place.as_ref().map(|place| (&*place.path, place.span));
        (place, finding.code, &finding.message.en)
    }
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found.dedup_by(|a, b| order(a) == order(b));
    let mut edited = BTreeSet::new();
    for finding in &mut found {
        finding.fix.retain(|edit| edited.insert((edit.path.clone(), edit.span)));
    }
    found
}

/// A text between quotation marks, cut short where it is long.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 30;
    let text = text.trim();
    // One pair is enough.
    let inner = text.strip_prefix('“').and_then(|text| text.strip_suffix('”'));
    let text = inner.filter(|inner| !inner.contains(['“', '”'])).unwrap_or(text);
    format!("“{}”", cut_to(text, LONGEST).replace('\n', " "))
}
