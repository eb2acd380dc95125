//! What happens when the process is told to end (SIGINT, SIGTERM), and what does not end it (SIGXFSZ).
//!
//! Where there are no such signals, Ctrl-C ends the process at once, which leaves whole files, too: none
//! has its name before it is whole, and the next build clears the others away.

/// On the first signal does the work, which gets the signal's exit code; a second one ends the process at once.
#[cfg(unix)]
pub fn on_end(work: impl FnOnce(i32) + Send + 'static) {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::{flag, iterator::Signals};

    // A file that grows beyond a limit is an error of writing.
    flag::register(SIGXFSZ, Arc::default()).ok();
    let told = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order: what is registered first sees the flag as it was before the signal.
        // Without handlers a signal ends the process as it does by itself.
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
