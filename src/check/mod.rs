//! Checks of the whole organisation: what no file can tell of itself, and what its texts look like.
//!
//! Findings are warnings, each with a code of its own (W2xx); how much each weighs is for the
//! handbook's `checks` to say, and for the pipeline to apply. Messages hold no line numbers, so
//! that a baseline knows a finding again after its file was edited elsewhere.

mod identity;

use crate::diag::Diagnostic;
use crate::model::Handbook;

/// Everything that the checks find, in no particular order.
///
/// `whole` says that every file was read without an error. Where it is not, what is only missing
/// because its file could not be read is not held against the others.
pub fn check(handbook: &Handbook, whole: bool) -> Vec<Diagnostic> {
    let _ = whole;
    identity::check(handbook)
}
