//! Ends the process when one template is being rendered for too long, so that no template set can make it run for ever,
//! and says so when one has used up the stack.
//!
//! What minijinja's fuel cannot stop has no line to point at, and no thread can be ended from outside. Files are whole
//! all the same: the next build clears away what a killed one leaves.

use std::thread;
use std::time::Duration;

use crate::template::{self, Running};

use super::console::Console;

/// How long a template may be rendered, in looks. What a part takes in earnest is a few hundredths of a second.
const MOST_LOOKS: u32 = 60;
/// From one look to the next. A machine that sleeps meanwhile has looked once.
const BETWEEN: Duration = Duration::from_secs(1);

/// Minds the templates of this process, whatever it does.
pub fn start(console: Console) {
    let watch = move || {
        let mut patience = Patience::default();
        loop {
            thread::sleep(BETWEEN);
            let endless = || patience.look(template::oldest())?.endless();
            let ended = template::fallen().and_then(|running| running.too_deep()).or_else(endless);
            if ended.is_some() {
                console.lines(ended.as_slice());
                end();
            }
        }
    };
    // Without a thread for it nothing is minded, and everything works.
    if thread::Builder::new().spawn(watch).is_ok() {
        wait_when_aborted();
    }
}

/// A thread that finds no stack is told to abort the process (SIGABRT). When that is a template's doing it waits
/// instead, until the watch has told it.
#[cfg(unix)]
fn wait_when_aborted() {
    let wait = || {
        while template::fall() {
            thread::sleep(BETWEEN);
        }
    };
    // SAFETY: a handler must neither take locks nor memory. This one reads and writes two numbers and sleeps.
    // Where it cannot be set, the process aborts as it would without it.
    unsafe { signal_hook::low_level::register(signal_hook::consts::SIGABRT, wait) }.ok();
}

#[cfg(not(unix))]
fn wait_when_aborted() {}

/// Ends the process at once. `process::exit` would wait for a thread that is being aborted.
fn end() -> ! {
    #[cfg(unix)]
    signal_hook::low_level::exit(1);
    #[cfg(not(unix))]
    std::process::exit(1);
}

/// How often the same template was seen.
#[derive(Default)]
struct Patience {
    number: Option<u64>,
    looks: u32,
}

impl Patience {
    /// The template, when it has been seen too often.
    fn look(&mut self, oldest: Option<Running>) -> Option<Running> {
        let is_over = self.note(oldest.as_ref().map(|running| running.number));
        oldest.filter(|_| is_over)
    }

    fn note(&mut self, number: Option<u64>) -> bool {
        self.looks = if number == self.number { self.looks + 1 } else { 1 };
        self.number = number;
        self.looks > MOST_LOOKS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_and_the_same_template_wears_patience_out() {
        let mut patience = Patience::default();
        let mut over = |number| (0..MOST_LOOKS).any(|_| patience.note(number));
        assert!(!over(Some(1)) && !over(Some(2)) && !over(Some(3)));
        assert!(over(Some(3)));
    }
}
