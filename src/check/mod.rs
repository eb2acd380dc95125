//! Checks the whole organisation, and the wording of its texts.
//!
//! Findings are warnings (W2xx). The handbook's `checks` sets their severity, which the pipeline applies. Messages
//! hold no line numbers, so that a baseline recognises a finding after its file was edited elsewhere.
//!
//! Withdrawn positions are in no sum, and their texts are not checked. Findings that can be mended safely carry edits;
//! no two findings change the same characters.

mod collaboration;
mod context;
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
mod quoted;
mod quotes;
mod reporting;
mod revisions;
mod standards;
mod texts;
mod weights;
mod written;

use std::collections::BTreeSet;

use rayon::prelude::*;

use context::Context;
pub use revisions::{is_newest_first, version_order};

use crate::diag::{Diagnostic, Sources};
use crate::model::{Completeness, Handbook};

/// Everything that the checks find, by path and place.
///
/// `extent` says what could be read: nothing is reported as missing that may be in a part that could not be.
pub fn check(handbook: &Handbook, sources: &Sources, extent: Completeness) -> Vec<Diagnostic> {
    let context = Context::new(handbook, sources);
    // Comparing duties leaves threads idle at times, and the other checks use them.
    let (mut found, repeated) = rayon::join(|| of_all(&context, extent), || duties::repeated(&context));
    found.extend(repeated);
    arrange(found)
}

/// The findings of all checks except that of repeated duties.
fn of_all(context: &Context, extent: Completeness) -> Vec<Diagnostic> {
    let mut found = identity::check(context);
    found.extend(context.copies.told(&context.reporting.roster));
    found.extend(reporting::check(context, extent >= Completeness::Positions));
    let joined = joined::JoinedNames::find(context);
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

/// The findings about one position alone.
fn of_position(context: &Context, number: usize) -> Vec<Diagnostic> {
    let position = context.position(number);
    let mut found = weights::check(position);
    found.extend(standards::check(position));
    found.extend(revisions::approvals(&position.approvals));
    found.extend(texts::of_position(context, position));
    found
}

/// Sorts the findings, and removes duplicates of texts that an alias repeats.
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
