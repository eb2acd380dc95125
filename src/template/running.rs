//! Lists the templates that are being rendered, so that a program can end one that would not end by itself, and say
//! which one it was and at which tag.
//!
//! The thread of a template halts it for its memory or its stack ([`take`](super::take)); the program checks its time
//! ([`oldest`]). Dropping a list that is nested too deeply overflows the stack, which aborts the process
//! ([`note_overflow`](super::note_overflow)).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::finding::{PartFinding, PartSubject, gather};
use super::halt::{self, Cause};
use super::meter::Metered;
use super::retrace::{Again, Retrace};
use crate::diag::{Code, Diagnostic, Sources};
use crate::sync::lock;

/// A template that is being rendered.
#[derive(Clone, Debug)]
pub struct RunningTemplate {
    /// Unique in this process.
    pub number: u64,
    path: Arc<str>,
    subject: Option<PartSubject>,
    again: Option<Again>,
}

/// The templates that are being rendered, by number.
static RUNNING: Mutex<BTreeMap<u64, RunningTemplate>> = Mutex::new(BTreeMap::new());

/// The template that [`note_overflow`](super::note_overflow) noted.
pub fn overflown() -> Option<RunningTemplate> {
    by_number(halt::overflown())
}

/// A halted template, and why it was halted.
pub fn stopped() -> Option<(RunningTemplate, Cause)> {
    halt::halted().into_iter().find_map(|(number, cause)| Some((by_number(number)?, cause)))
}

fn by_number(number: u64) -> Option<RunningTemplate> {
    lock(&RUNNING).get(&number).cloned()
}

/// The template that began first.
pub fn oldest() -> Option<RunningTemplate> {
    lock(&RUNNING).first_key_value().map(|(_, running)| running.clone())
}

impl RunningTemplate {
    /// Renders it again to find its tag; `None` if that is not possible.
    pub fn retrace(&self) -> Option<Retrace> {
        self.again.clone()?.begin()
    }

    /// The diagnostic of an ended template, at the place that was found, and the text for the excerpt.
    pub fn ended(&self, cause: Cause, retraced: Option<&Retrace>) -> Option<(Diagnostic, Sources)> {
        let finding = Diagnostic::new(Code::E105, cause.text()).in_file(&self.path);
        let place = retraced.and_then(Retrace::place).or(finding.place.clone());
        let sources =
            self.again.as_ref().zip(place.as_ref()).map(|(again, place)| again.sources(&place.path));
        let finding =
            PartFinding { diagnostic: Diagnostic { place, ..finding }, subject: self.subject.clone() };
        Some((gather(vec![finding]).pop()?, sources.unwrap_or_default()))
    }
}

/// While it lives, this thread renders a template. On drop, the count stops before the entry is removed.
pub(super) struct Begun {
    _metered: Metered,
    _listed: Listed,
}

impl Begun {
    pub fn new(path: Arc<str>, subject: Option<PartSubject>, again: Option<Again>, memory: u64) -> Begun {
        let mut all = lock(&RUNNING);
        let number = halt::next_number();
        all.insert(number, RunningTemplate { number, path, subject, again });
        drop(all);
        Begun { _metered: Metered::new(number, memory), _listed: Listed(number) }
    }
}

/// An entry of [`RUNNING`].
struct Listed(u64);

impl Drop for Listed {
    fn drop(&mut self) {
        lock(&RUNNING).remove(&self.0);
    }
}
