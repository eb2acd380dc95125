//! Tells which templates are being rendered, so that whoever minds the process can end what never would by itself, and
//! say which one it was, and where.
//!
//! A template is stopped for its memory or its place on the stack by the thread that renders it ([`take`](super::take)),
//! for its time by whoever looks at the clock ([`oldest`]). To drop a list that is nested too deeply takes more stack than
//! there is, which no thread survives ([`note_overflow`]).

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::finding::{Finding, Subject, gather};
use super::meter::{Metered, uncounted};
use super::retrace::{Again, Retrace};
use crate::diag::{Code, Diagnostic, Sources, Text};
use crate::sync::lock;

/// A template that is being rendered.
#[derive(Clone, Debug)]
pub struct Running {
    /// No other of this process has the same.
    pub number: u64,
    path: Arc<str>,
    subject: Option<Subject>,
    again: Option<Again>,
}

/// Why a template is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Memory,
    Stack,
    Time,
}

/// Those that have begun and not ended, by number.
static RUNNING: Mutex<BTreeMap<u64, Running>> = Mutex::new(BTreeMap::new());

static NEXT: AtomicU64 = AtomicU64::new(NONE + 1);

/// The number that no template has.
const NONE: u64 = 0;
/// The first template that has used up its thread's stack.
static OVERFLOWN: AtomicU64 = AtomicU64::new(NONE);
/// The first template that waits because of too much memory, and the first that does because of the stack.
static GREEDY: AtomicU64 = AtomicU64::new(NONE);
static DEEP: AtomicU64 = AtomicU64::new(NONE);
/// How far below the place where it began a template may stand on the stack, in bytes.
static REACH: AtomicUsize = AtomicUsize::new(usize::MAX);

thread_local! {
    /// The template that this thread renders, and where on its stack that began.
    static OWN: Cell<(u64, usize)> = const { Cell::new((NONE, 0)) };
}

/// Tells how much of a thread's stack a template may take: less than is there, as it is only looked at now and then.
pub fn set_reach(bytes: usize) {
    REACH.store(bytes, Ordering::Relaxed);
}

/// Notes that the template that this thread renders has used up its stack, and says whether that is so: whoever has
/// stack left stands on it, not far below the place where rendering began, but a handler of signals, where there is none
/// left, stands elsewhere.
///
/// A signal handler may call it: it takes neither memory nor locks.
pub fn note_overflow() -> bool {
    let (number, began) = OWN.get();
    let depth = began.saturating_add(SLACK).checked_sub(stack_pointer());
    if number == NONE || depth.is_some_and(|depth| depth < REACH.load(Ordering::Relaxed)) {
        return false;
    }
    OVERFLOWN.compare_exchange(NONE, number, Ordering::AcqRel, Ordering::Acquire).ok();
    true
}

/// Rendering may go on a little above the place that was noted.
const SLACK: usize = 1 << 16;

/// Whether the template that this thread renders takes more of the stack than it may.
pub(super) fn is_too_deep() -> bool {
    let (number, began) = OWN.get();
    number != NONE && began.saturating_sub(stack_pointer()) > REACH.load(Ordering::Relaxed)
}

/// Where this thread stands on its stack, roughly.
fn stack_pointer() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}

/// Tells why this thread's template goes no further, and waits. It takes neither memory nor locks.
pub(super) fn wait_for_the_end(cause: Cause) -> ! {
    let first = if cause == Cause::Stack { &DEEP } else { &GREEDY };
    first.compare_exchange(NONE, OWN.get().0, Ordering::AcqRel, Ordering::Acquire).ok();
    loop {
        thread::sleep(Duration::from_secs(3600));
    }
}

/// The one that [`note_overflow`] has noted.
pub fn overflown() -> Option<Running> {
    by_number(&OVERFLOWN)
}

/// One that goes no further, and why.
pub fn stopped() -> Option<(Running, Cause)> {
    let greedy = || Some((by_number(&GREEDY)?, Cause::Memory));
    by_number(&DEEP).map(|running| (running, Cause::Stack)).or_else(greedy)
}

fn by_number(number: &AtomicU64) -> Option<Running> {
    lock(&RUNNING).get(&number.load(Ordering::Acquire)).cloned()
}

/// The one that began first.
pub fn oldest() -> Option<Running> {
    lock(&RUNNING).first_key_value().map(|(_, running)| running.clone())
}

impl Running {
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
        let finding = Finding { diagnostic: Diagnostic { place, ..finding }, subject: self.subject.clone() };
        Some((gather(vec![finding]).pop()?, sources.unwrap_or_default()))
    }
}

impl Cause {
    fn text(self) -> Text {
        match self {
            Cause::Memory => Text::new(
                "模板要用的内存太多，已停止：多半是列表一次次加倍，或在比较、连接、输出一层套一层的列表",
                "the template takes too much memory and was stopped: perhaps a list doubles again and again, or lists of \
                 lists are compared, joined or printed",
            ),
            Cause::Stack => Text::new(
                "模板耗尽了栈，已停止：多半是列表一层套一层太深，或 namespace 里放了它自己",
                "the template has used up the stack and was stopped: perhaps a list is nested too deeply, or a namespace \
                 holds itself",
            ),
            Cause::Time => Text::new(
                "模板运行太久，已停止：多半是在反复比较、排序或输出很长的文字和列表",
                "the template runs too long and was stopped: perhaps it compares, sorts or prints long texts and lists \
                 again and again",
            ),
        }
    }
}

/// A render under way on this thread, until it is dropped.
pub(super) struct Begun {
    number: u64,
    _metered: Metered,
}

impl Begun {
    pub fn new(path: Arc<str>, subject: Option<Subject>, again: Option<Again>, memory: u64) -> Begun {
        let mut all = lock(&RUNNING);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        all.insert(number, Running { number, path, subject, again });
        drop(all);
        Begun::of(number, memory)
    }

    /// One that nobody is to look after.
    pub fn alone(memory: u64) -> Begun {
        Begun::of(NEXT.fetch_add(1, Ordering::Relaxed), memory)
    }

    fn of(number: u64, memory: u64) -> Begun {
        OWN.set((number, stack_pointer()));
        Begun { number, _metered: Metered::new(memory) }
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        OWN.set((NONE, 0));
        uncounted(|| lock(&RUNNING).remove(&self.number));
    }
}
