//! Handles signals that end the process (SIGINT, SIGTERM), and ignores SIGXFSZ.
//!
//! On systems without these signals, Ctrl-C ends the process at once. Files are still complete: a file gets its name
//! only when it is complete, and the next build removes the others.

/// On the first signal, does the work, which gets the signal's exit code. A second signal ends the process at once.
#[cfg(unix)]
pub fn on_end(work: impl FnOnce(i32) + Send + 'static) {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::{flag, iterator::Signals};

    // A file over a size limit is then an error of writing.
    flag::register(SIGXFSZ, Arc::default()).ok();
    let told = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // The order matters: the first handler sees the flag from before the signal. Without handlers, a signal ends
        // the process as usual.
        flag::register_conditional_shutdown(signal, 128 + signal, told.clone()).ok();
        flag::register(signal, told.clone()).ok();
    }
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            work(128 + signal);
        }
    });
}

#[cfg(not(unix))]
pub fn on_end(_work: impl FnOnce(i32) + Send + 'static) {}
