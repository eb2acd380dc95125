//! Counts the memory that a template uses while it is rendered, and halts it when it uses too much.
//!
//! minijinja's fuel counts instructions, text and new lists, but not all the work of one instruction: lists that are
//! joined again and again double with each step, and comparing, printing or copying nested lists needs memory for each
//! of them. So the process's allocator calls [`take`]. It cannot fail, which would end the process, and it cannot
//! unwind, so the thread waits until the program ends the process ([`stopped`](super::stopped)). The count is equal on
//! all machines.

use std::cell::Cell;

use super::halt::{self, Cause};

/// The bytes that rendering one part may request in all, freed or not. A part that uses up its fuel on ordinary work
/// requests about two thirds of it, a position of the built-in sets a five-hundredth.
const MEMORY: u64 = 512 << 20;
/// The additional bytes for each position, for tables over all positions; those of the built-in sets need about 1 KB.
const MEMORY_PER_POSITION: u64 = 16 << 10;

/// The least count of a request, since visiting a list needs little memory but much time.
const LEAST: usize = 512;

/// The value for a thread that renders nothing.
const IDLE: u64 = u64::MAX;

thread_local! {
    /// The bytes that the template of this thread may still request.
    static LEFT: Cell<u64> = const { Cell::new(IDLE) };
}

/// Counts memory that this thread requests. If its template is over its limit of memory or stack, it does not return.
///
/// The process's allocator calls it before each allocation; if it does not, nothing is counted.
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
    // Waiting may request memory too.
    LEFT.set(IDLE);
    halt::wait_for_the_end(cause);
}

/// The bytes that rendering a part may request, for a handbook of so many positions.
pub(super) fn limit(positions: usize) -> u64 {
    MEMORY + MEMORY_PER_POSITION * positions as u64
}

/// While it lives, counts the memory of this thread for the template of a number.
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

/// Does work that does not count for the template, such as under a lock that others wait for.
pub(super) fn uncounted<T>(work: impl FnOnce() -> T) -> T {
    let left = LEFT.replace(IDLE);
    let done = work();
    LEFT.set(left);
    done
}
