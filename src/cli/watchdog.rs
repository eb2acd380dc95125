//! Ends the process if a template uses too much memory, stack or time, so that no template set can make it run forever
//! or fill the memory.
//!
//! A thread cannot be ended from outside, so the whole process ends. The line of a halted template is not known, so the
//! template is rendered again to find it. Files are still complete: the next build removes temporary files.

use std::thread;
use std::time::Duration;

use crate::diag::{Diagnostic, Sources};
use crate::template::{self, Cause, Retrace, RunningTemplate};

use super::console::Console;
use super::pool::STACK;

/// The most seconds for rendering a template. Real parts need a few hundredths of a second.
const MOST_SECONDS: u32 = 60;
/// The time between two looks. The limit counts looks, so that the sleep of a machine does not count.
const BETWEEN: Duration = Duration::from_millis(250);
const MOST_LOOKS: u32 = MOST_SECONDS * 4;

/// When a template is rendered again: it has stopped if it has made no progress for so many looks,
const STILL: u32 = 20;
/// or after so many looks in all.
const MOST_STEPS: u32 = 400;
/// The time between two of these looks.
const STEP: Duration = Duration::from_millis(50);

/// Waits until the next look, and says whether a thread has run out of stack before.
pub type Alarm = Box<dyn Fn() -> bool + Send>;

/// Starts watching the templates of this process.
pub fn start(set_alarm: fn(Duration) -> Alarm, console: Console) {
    // The other half is for calls between two requests for memory, when the stack is not checked.
    template::set_reach(STACK / 2);
    let alarm = set_alarm(BETWEEN);
    let watch = move || {
        let mut patience = Patience::default();
        loop {
            let rang = alarm();
            let overflown = template::overflown().and_then(|running| running.ended(Cause::Stack, None));
            let other = || {
                let endless = || Some((patience.look(template::oldest())?, Cause::Time));
                let (running, cause) = template::stopped().or_else(endless)?;
                found(&running, cause)
            };
            if let Some((ended, sources)) = if rang { overflown } else { overflown.or_else(other) } {
                console.end(&ended, &sources);
                exit();
            }
        }
    };
    // Without a thread for it, nothing is watched, and everything else works.
    thread::Builder::new().spawn(watch).ok();
}

/// The diagnostic of an ended template, at its tag.
fn found(running: &RunningTemplate, cause: Cause) -> Option<(Diagnostic, Sources)> {
    let retraced = running.retrace();
    if let Some(retraced) = &retraced {
        wait_until_still(retraced);
    }
    running.ended(cause, retraced.as_ref())
}

fn wait_until_still(retraced: &Retrace) {
    let (mut steps, mut still) = (0, 0);
    for _ in 0..MOST_STEPS {
        thread::sleep(STEP);
        let now = retraced.steps();
        still = if now == steps { still + 1 } else { 0 };
        steps = now;
        if still > STILL || retraced.is_over() {
            return;
        }
    }
}

/// Ends the process at once. `std::process::exit` would wait for a lock that the thread without stack holds.
fn exit() -> ! {
    #[cfg(unix)]
    signal_hook::low_level::exit(1);
    #[cfg(not(unix))]
    std::process::exit(1);
}

/// How many looks have seen the same template.
#[derive(Default)]
struct Patience {
    number: Option<u64>,
    looks: u32,
}

impl Patience {
    /// The template, if it has been seen too often.
    fn look(&mut self, oldest: Option<RunningTemplate>) -> Option<RunningTemplate> {
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
