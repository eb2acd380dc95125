//! Tells which templates are being rendered, so that whoever minds the process can end what never would by itself, and
//! say which one it was, and where.
//!
//! A template is stopped for its memory or its place on the stack by the thread that renders it ([`take`](super::take)),
//! for its time by whoever looks at the clock ([`oldest`]). To drop a list that is nested too deeply takes more stack than
//! there is, which no thread survives ([`note_overflow`](super::note_overflow)).

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
    /// No other of this process has the same.
    pub number: u64,
    path: Arc<str>,
    subject: Option<PartSubject>,
    again: Option<Again>,
}

/// Those that have begun and not ended, by number.
static RUNNING: Mutex<BTreeMap<u64, RunningTemplate>> = Mutex::new(BTreeMap::new());

/// The one that [`note_overflow`](super::note_overflow) has noted.
pub fn overflown() -> Option<RunningTemplate> {
    by_number(halt::overflown())
}

/// One that goes no further, and why.
pub fn stopped() -> Option<(RunningTemplate, Cause)> {
    halt::halted().into_iter().find_map(|(number, cause)| Some((by_number(number)?, cause)))
}

fn by_number(number: u64) -> Option<RunningTemplate> {
    lock(&RUNNING).get(&number).cloned()
}

/// The one that began first.
pub fn oldest() -> Option<RunningTemplate> {
    lock(&RUNNING).first_key_value().map(|(_, running)| running.clone())
}

impl RunningTemplate {
    /// Goes the way once more that it took; `None` where that cannot be done.
    pub fn retrace(&self) -> Option<Retrace> {
        self.again.clone()?.begin()
    }

    /// What to say of it when it is ended, at the place that was found, if any; and the text that the place is in.
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

/// A render under way on this thread, until it is dropped: its thread is free before others see that it has ended.
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
