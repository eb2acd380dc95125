//! Ends the process when one template is being rendered for too long, so that no template set can make it run for ever.
//!
//! What minijinja's fuel cannot stop has no line to point at, and no thread can be ended from outside. Files are whole
//! all the same: the next build clears away what a killed one leaves.

use std::process;
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
            if let Some(running) = patience.look(template::oldest()) {
                console.lines(running.endless().as_slice());
                process::exit(1);
            }
        }
    };
    // Without a thread for it nothing is minded, and everything works.
    thread::Builder::new().spawn(watch).ok();
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
