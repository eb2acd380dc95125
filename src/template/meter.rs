//! Counts what a template takes of memory and stack while it is rendered, and lets one that takes too much go no further.
//!
//! minijinja's fuel pays for instructions, for text and for lists that are made, but not for all that a single instruction
//! does: lists that are joined again and again, or that hold one another, are twice as long with each step, and to
//! compare, print or copy them takes memory for every list that is looked at. So the process's allocator asks here
//! ([`take`]). It can neither fail, which would end the process, nor unwind: the thread waits, with what it has, until
//! whoever minds the process ends it ([`stopped`](super::stopped)). The count is the same on every machine.

use std::cell::Cell;

use super::halt::{self, Cause};

/// The memory that rendering one part may take, in bytes: all that is asked for, freed again or not. A part that uses up
/// its fuel on ordinary work takes about two thirds of it, a position of the built-in sets a five-hundredth.
const MEMORY: u64 = 512 << 20;
/// On top, for each position that a contents table or a staffing table may walk through; those of the built-in sets take
/// little more than 1 KB.
const MEMORY_PER_POSITION: u64 = 16 << 10;

/// What each request counts at least: to look at a list takes a little memory and much time.
const LEAST: usize = 512;

/// As much as is left to a thread that renders nothing.
const IDLE: u64 = u64::MAX;

thread_local! {
    /// What the template of this thread may still take.
    static LEFT: Cell<u64> = const { Cell::new(IDLE) };
}

/// Counts memory that this thread asks for. Where its template has had all that it may, or stands too deep on the stack,
/// it does not return.
///
/// For the process's allocator, which calls it before it gives memory; without that, nothing is counted.
#[inline]
pub fn take(bytes: usize) {
    let left = LEFT.get();
    if left != IDLE {
        count(left, bytes);
    }
}

#[cold]
#[inline(never)]
fn count(left: u64, bytes: usize) {
    let rest = left.checked_sub(bytes.max(LEAST) as u64);
    let cause = match rest {
        None => Cause::Memory,
        Some(_) if halt::is_too_deep() => Cause::Stack,
        Some(rest) => return LEFT.set(rest),
    };
    // Waiting may ask for memory, too.
    LEFT.set(IDLE);
    halt::wait_for_the_end(cause);
}

/// What rendering a part of a handbook of so many positions may take.
pub(super) fn limit(positions: usize) -> u64 {
    MEMORY + MEMORY_PER_POSITION * positions as u64
}

/// Counts what this thread takes, as the template of a number, until it is dropped.
pub(super) struct Metered(());

impl Metered {
    pub fn new(number: u64, limit: u64) -> Metered {
        halt::enter(number);
        LEFT.set(limit);
        Metered(())
    }
}

impl Drop for Metered {
    fn drop(&mut self) {
        LEFT.set(IDLE);
        halt::leave();
    }
}

/// Does work that is no template's own, such as under a lock for which others wait.
pub(super) fn uncounted<T>(work: impl FnOnce() -> T) -> T {
    let left = LEFT.replace(IDLE);
    let done = work();
    LEFT.set(left);
    done
}
