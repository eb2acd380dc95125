//! Tells which templates are being rendered, so that whoever minds the process can end what never would by itself, and
//! say what has brought it down.
//!
//! minijinja's fuel pays for instructions and for text, but not for all that a single one does: to compare two lists that
//! hold one another forty times over takes a lifetime, and to print a list that holds itself takes more stack than there
//! is, which no thread survives.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::finding::{Finding, Subject, gather};
use crate::diag::{Diagnostic, Text};
use crate::sync::lock;

/// A template that is being rendered.
#[derive(Clone, Debug)]
pub struct Running {
    /// No other of this process has the same.
    pub number: u64,
    path: Arc<str>,
    subject: Option<Subject>,
}

/// Those that have begun and not ended, by number.
static RUNNING: Mutex<BTreeMap<u64, Running>> = Mutex::new(BTreeMap::new());

static NEXT: AtomicU64 = AtomicU64::new(NONE + 1);

/// The number that no template has.
const NONE: u64 = 0;
/// The template that has brought the process down.
static FALLEN: AtomicU64 = AtomicU64::new(NONE);

thread_local! {
    /// The template that this thread renders.
    static OWN: Cell<u64> = const { Cell::new(NONE) };
}

/// Takes down that the process cannot go on, if it is a template that keeps this thread busy; says whether it is.
/// A signal handler may call it: it takes no memory and no lock.
pub fn fall() -> bool {
    let own = OWN.get();
    FALLEN.fetch_max(own, Ordering::AcqRel);
    own != NONE
}

/// The one that [`fall`] has taken down.
pub fn fallen() -> Option<Running> {
    let number = FALLEN.load(Ordering::Acquire);
    lock(&RUNNING).get(&number).cloned()
}

/// The one that began first.
pub fn oldest() -> Option<Running> {
    lock(&RUNNING).first_key_value().map(|(_, running)| running.clone())
}

impl Running {
    /// What to say of it when it is ended for its time.
    pub fn endless(&self) -> Option<Diagnostic> {
        self.ended(Text::new(
            "模板运行太久，已停止：多半是在比较或连接一层套一层的列表",
            "the template runs too long and was stopped: perhaps it compares or joins lists of lists",
        ))
    }

    /// What to say of it when it has brought the process down.
    pub fn too_deep(&self) -> Option<Diagnostic> {
        self.ended(Text::new(
            "模板耗尽了栈，已停止：多半是列表一层套一层太深，或 namespace 里放了它自己",
            "the template has used up the stack and was stopped: perhaps a list is nested too deeply, or a namespace \
             holds itself",
        ))
    }

    fn ended(&self, words: Text) -> Option<Diagnostic> {
        let diagnostic = Diagnostic::error("E105", words).in_file(&self.path);
        gather(vec![Finding { diagnostic, subject: self.subject.clone() }]).pop()
    }
}

/// A render under way on this thread, until it is dropped.
pub(super) struct Begun {
    number: u64,
    /// The one that has asked for it, if any.
    outer: u64,
}

impl Begun {
    pub fn new(path: Arc<str>, subject: Option<Subject>) -> Begun {
        let mut all = lock(&RUNNING);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        all.insert(number, Running { number, path, subject });
        Begun { number, outer: OWN.replace(number) }
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        OWN.set(self.outer);
        lock(&RUNNING).remove(&self.number);
    }
}
