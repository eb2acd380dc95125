//! Tells as soon as a thread has no stack left.
//!
//! It cannot wait for the next look: where a second thread runs out of stack too, std ends the process after a few
//! tenths of a second.

use std::thread;
use std::time::Duration;

use gangwei::cli::Alarm;

/// Sets the alarm, which waits so long at most. Where there can be none, it sleeps.
pub fn set(most: Duration) -> Alarm {
    #[cfg(unix)]
    if let Ok(alarm) = signal::listen(most) {
        return alarm;
    }
    Box::new(move || {
        thread::sleep(most);
        false
    })
}

#[cfg(unix)]
mod signal {
    use std::io::{self, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::thread;
    use std::time::Duration;

    use gangwei::cli::Alarm;
    use gangwei::guard;
    use signal_hook::consts::SIGABRT;
    use signal_hook::low_level::{emulate_default_handler, register};

    /// What an abort waits for the watch, which ends the process long before.
    const PATIENCE: Duration = Duration::from_secs(5);

    pub fn listen(most: Duration) -> io::Result<Alarm> {
        let (woken, wakes) = UnixStream::pair()?;
        woken.set_read_timeout(Some(most))?;
        // A thread that finds no stack left aborts the process; so does much else, to which nothing is changed.
        let aborted = move || {
            if guard::note_overflow() && (&wakes).write(&[1]).is_ok() {
                thread::sleep(PATIENCE);
            }
            emulate_default_handler(SIGABRT).ok();
        };
        // SAFETY: a handler must take neither locks nor memory. This one reads and writes numbers, and calls `write`,
        // `nanosleep`, and what signal-hook says may be called here.
        unsafe { register(SIGABRT, aborted) }?;
        Ok(Box::new(move || matches!((&woken).read(&mut [0]), Ok(1))))
    }
}
