//! Knows which template a thread renders and how deep it is on the stack, and halts templates at a limit.

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

/// No template has this number.
const NONE: u64 = 0;
static NEXT: AtomicU64 = AtomicU64::new(NONE + 1);
/// The first template that has used up its thread's stack.
static OVERFLOWN: AtomicU64 = AtomicU64::new(NONE);
/// The first template that was halted for its memory, and the first that was halted for its stack.
static GREEDY: AtomicU64 = AtomicU64::new(NONE);
static DEEP: AtomicU64 = AtomicU64::new(NONE);
/// How many bytes of the stack a template may use.
static REACH: AtomicUsize = AtomicUsize::new(usize::MAX);

thread_local! {
    /// The number of the template that this thread renders, and the stack position where rendering began.
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

/// The numbers of the halted templates, and why they were halted.
pub(super) fn halted() -> [(u64, Cause); 2] {
    [(&DEEP, Cause::Stack), (&GREEDY, Cause::Memory)]
        .map(|(number, cause)| (number.load(Ordering::Acquire), cause))
}

/// Sets how many bytes of the stack a template may use. It must be less than there are, as the stack is only checked
/// when memory is requested.
pub fn set_reach(bytes: usize) {
    REACH.store(bytes, Ordering::Relaxed);
}

/// Notes that the template of this thread has used up its stack, if it has, and returns whether it has. With stack
/// left, the caller is on it, near the place where rendering began; without, a signal handler runs on another stack.
///
/// A signal handler may call it: it needs neither memory nor locks.
pub fn note_overflow() -> bool {
    let (number, began) = OWN.get();
    let depth = began.saturating_add(SLACK).checked_sub(stack_pointer());
    if number == NONE || depth.is_some_and(|depth| depth < REACH.load(Ordering::Relaxed)) {
        return false;
    }
    OVERFLOWN.compare_exchange(NONE, number, Ordering::AcqRel, Ordering::Acquire).ok();
    true
}

/// Rendering may use the stack a little above the noted place.
const SLACK: usize = 1 << 16;

/// Whether the template of this thread uses more of the stack than it may.
pub(super) fn is_too_deep() -> bool {
    let (number, began) = OWN.get();
    number != NONE && began.saturating_sub(stack_pointer()) > REACH.load(Ordering::Relaxed)
}

/// About the current stack position of this thread.
fn stack_pointer() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}

/// Notes why the template of this thread is halted, and waits forever. It needs neither memory nor locks.
pub(super) fn wait_for_the_end(cause: Cause) -> ! {
    let first = if cause == Cause::Stack { &DEEP } else { &GREEDY };
    first.compare_exchange(NONE, OWN.get().0, Ordering::AcqRel, Ordering::Acquire).ok();
    loop {
        thread::sleep(Duration::from_secs(3600));
    }
}
