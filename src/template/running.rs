//! Tells which templates are being rendered, so that whoever minds the process can end what never would by itself, and
//! say which one has used up the stack.
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
/// The first template that has used up its thread's stack.
static OVERFLOWN: AtomicU64 = AtomicU64::new(NONE);

thread_local! {
    /// The template that this thread renders, and where on its stack that began.
    static OWN: Cell<(u64, usize)> = const { Cell::new((NONE, 0)) };
}

/// Notes that the template that this thread renders has used up its stack, and says whether that is so: whoever has
/// stack left stands on it, less than `reach` bytes below the place where rendering began, but a handler of signals,
/// where there is none left, stands elsewhere.
///
/// A signal handler may call it: it takes neither memory nor locks.
pub fn note_overflow(reach: usize) -> bool {
    let (number, began) = OWN.get();
    let depth = began.saturating_add(SLACK).checked_sub(stack_pointer());
    if number == NONE || depth.is_some_and(|depth| depth < reach) {
        return false;
    }
    OVERFLOWN.compare_exchange(NONE, number, Ordering::AcqRel, Ordering::Acquire).ok();
    true
}

/// Rendering may go on a little above the place that was noted.
const SLACK: usize = 1 << 16;

/// Where this thread stands on its stack, roughly.
fn stack_pointer() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}

/// The one that [`note_overflow`] has noted.
pub fn overflown() -> Option<Running> {
    let number = OVERFLOWN.load(Ordering::Acquire);
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

    /// What to say of it when it has used up the stack.
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
pub(super) struct Begun(u64);

impl Begun {
    pub fn new(path: Arc<str>, subject: Option<Subject>) -> Begun {
        let mut all = lock(&RUNNING);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        all.insert(number, Running { number, path, subject });
        OWN.set((number, stack_pointer()));
        Begun(number)
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        OWN.set((NONE, 0));
        lock(&RUNNING).remove(&self.0);
    }
}
