//! The memory of the process.

use std::alloc::{GlobalAlloc, Layout};

use gangwei::guard;
use mimalloc::MiMalloc;

/// mimalloc, and a count of what a template takes while it is rendered.
///
/// A build makes and drops millions of short texts on all threads; the system's allocator
/// takes an eighth of its time for that (`perf`, 200 positions). Without huge pages (its feature `no_thp`), because the
/// system clears them whole: one position is made in half the time, and 200 take 108 MB instead of 151.
struct Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

// SAFETY: all is mimalloc's own. What counts before it takes no memory and does not unwind.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        guard::take(layout.size());
        unsafe { MiMalloc.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { MiMalloc.dealloc(block, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        guard::take(layout.size());
        unsafe { MiMalloc.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        guard::take(size.saturating_sub(layout.size()));
        unsafe { MiMalloc.realloc(block, layout, size) }
    }
}

/// Keeps memory that is free for ten seconds instead of ten milliseconds: a build soon takes it again, and to get it
/// cleared from the system anew was a fifth of its time (`perf stat`, 200 positions).
pub fn keep_memory() {
    /// `mi_option_purge_delay`, in milliseconds. Options have no stable numbers, so that this one is known by its
    /// value too, which is another if a user has set it in the environment.
    const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;
    const USUAL: std::ffi::c_long = 10;
    const OURS: std::ffi::c_long = 10_000;
    // SAFETY: both read and write a number of the allocator's own, before there is a second thread.
    unsafe {
        if libmimalloc_sys::mi_option_get(PURGE_DELAY) == USUAL {
            libmimalloc_sys::mi_option_set(PURGE_DELAY, OURS);
        }
    }
}
