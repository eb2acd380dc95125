//! Where the template of a thread stands on the stack, and how one that may go no further halts.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::diag::Text;

/// Why a template is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Memory,
    Stack,
    Time,
}

impl Cause {
    pub(super) fn text(self) -> Text {
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

/// The number that no template has.
const NONE: u64 = 0;
static NEXT: AtomicU64 = AtomicU64::new(NONE + 1);
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

/// A number that no other template of this process has.
pub(super) fn next_number() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Notes that this thread renders a template from here on.
pub(super) fn enter(number: u64) {
    OWN.set((number, stack_pointer()));
}

/// Notes that this thread renders none.
pub(super) fn leave() {
    OWN.set((NONE, 0));
}

/// The number of the template that [`note_overflow`] has noted.
pub(super) fn overflown() -> u64 {
    OVERFLOWN.load(Ordering::Acquire)
}

/// The numbers of the templates that go no further, and why.
pub(super) fn halted() -> [(u64, Cause); 2] {
    [(&DEEP, Cause::Stack), (&GREEDY, Cause::Memory)]
        .map(|(number, cause)| (number.load(Ordering::Acquire), cause))
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
