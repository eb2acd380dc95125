//! Ends the process when one template takes too much memory, stack or time, so that no template set can make it run for
//! ever or fill the machine.
//!
//! What minijinja's fuel cannot stop knows no line, so it is rendered once more to find it; and no thread can be ended from
//! outside. Files are whole all the same: the next build clears away what a killed one leaves.

use std::thread;
use std::time::Duration;

use crate::diag::{Diagnostic, Sources};
use crate::template::{self, Cause, Retrace, RunningTemplate};

use super::console::Console;
use super::pool::STACK;

/// How long a template may be rendered. What a part takes in earnest is a few hundredths of a second.
const MOST_SECONDS: u32 = 60;
/// From one look to the next. A machine that sleeps meanwhile has looked once.
const BETWEEN: Duration = Duration::from_millis(250);
const MOST_LOOKS: u32 = MOST_SECONDS * 4;

/// A template that is rendered once more stands where it was stopped when it came no further for so many looks,
const STILL: u32 = 20;
/// or when it was looked at so often.
const MOST_STEPS: u32 = 400;
/// From one of these looks to the next.
const STEP: Duration = Duration::from_millis(50);

/// Waits for the next look, and says whether a thread has run out of stack before it.
pub type Alarm = Box<dyn Fn() -> bool + Send>;

/// Minds the templates of this process, whatever it does.
pub fn start(set_alarm: fn(Duration) -> Alarm, console: Console) {
    // The other half is for what takes stack and no memory, between two looks at it.
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
    // Without a thread for it nothing is minded, and everything works.
    thread::Builder::new().spawn(watch).ok();
}

/// What is told of a template that is ended, at the tag that it was ended at.
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

/// Ends the process at once: `std::process::exit` would wait for the lock that a thread without stack holds.
fn exit() -> ! {
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
