//! Shows the progress of a build: a bar on a terminal, else a line every few seconds.

use std::fmt::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::cli::console::{Console, complain};
use crate::diag::Lang;
use crate::pipeline::Step;
use crate::sync::lock;

/// A faster build shows no progress.
const PATIENCE: Duration = Duration::from_millis(300);
/// The time between two lines.
const INTERVAL: Duration = Duration::from_secs(5);

/// The progress of builds, one after the other.
#[derive(Debug)]
pub struct Progress {
    lang: Lang,
    kind: ProgressKind,
}

#[derive(Debug)]
enum ProgressKind {
    Silent,
    Bar { bar: ProgressBar, started: Mutex<Option<Instant>>, shown: AtomicBool },
    Lines { step: Mutex<Option<RunningStep>>, done: AtomicUsize },
}

/// The step that is being done.
#[derive(Debug)]
struct RunningStep {
    step: Step,
    pieces: usize,
    begun: Instant,
    told: Instant,
}

impl Progress {
    /// A bar on a terminal; nothing if the console is quiet.
    pub fn new(console: &Console, is_terminal: bool) -> Progress {
        let kind = match (console.is_quiet(), is_terminal) {
            (true, _) => ProgressKind::Silent,
            (false, true) => ProgressKind::Bar {
                bar: ProgressBar::hidden(),
                started: Mutex::default(),
                shown: AtomicBool::new(false),
            },
            (false, false) => ProgressKind::Lines { step: Mutex::default(), done: AtomicUsize::new(0) },
        };
        Progress { lang: console.lang(), kind }
    }

    pub fn begin(&self, step: Step, pieces: usize) {
        let now = Instant::now();
        match &self.kind {
            ProgressKind::Silent => {}
            ProgressKind::Bar { bar, started, .. } => {
                lock(started).get_or_insert(now);
                bar.reset();
                bar.set_length(pieces as u64);
                bar.set_style(style(self.lang));
                bar.set_prefix(name(step, self.lang));
            }
            ProgressKind::Lines { step: running, done } => {
                let told = lock(running).as_ref().map_or(now, |running| running.told);
                done.store(0, Ordering::Relaxed);
                *lock(running) = Some(RunningStep { step, pieces, begun: now, told });
            }
        }
    }

    pub fn advance(&self) {
        match &self.kind {
            ProgressKind::Silent => {}
            ProgressKind::Bar { bar, started, shown } => {
                bar.inc(1);
                let late = || lock(started).is_some_and(|started| started.elapsed() >= PATIENCE);
                if !shown.load(Ordering::Relaxed) && late() && !shown.swap(true, Ordering::Relaxed) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                }
            }
            ProgressKind::Lines { step, done } => {
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                // If another thread has the lock, it writes the line.
                let Ok(mut running) = step.try_lock() else { return };
                let Some(running) = running.as_mut().filter(|running| running.told.elapsed() >= INTERVAL)
                else {
                    return;
                };
                running.told = Instant::now();
                complain(&line(running.step, done, running.pieces, running.begun.elapsed(), self.lang));
            }
        }
    }

    /// Removes the bar. A later build begins anew.
    pub fn finish(&self) {
        match &self.kind {
            ProgressKind::Silent => {}
            ProgressKind::Bar { bar, started, shown } => {
                bar.finish_and_clear();
                bar.set_draw_target(ProgressDrawTarget::hidden());
                shown.store(false, Ordering::Relaxed);
                *lock(started) = None;
            }
            ProgressKind::Lines { step, .. } => *lock(step) = None,
        }
    }
}

fn name(step: Step, lang: Lang) -> &'static str {
    match (step, lang) {
        (Step::Make, Lang::Zh) => "排版",
        (Step::Make, Lang::En) => "setting",
    }
}

/// The style of the bar: the step, its progress, the speed and the remaining time.
fn style(lang: Lang) -> ProgressStyle {
    let template = match lang {
        Lang::Zh => "{prefix} [{bar:30}] {pos}/{len}  {rate}  还需 {eta}",
        Lang::En => "{prefix} [{bar:30}] {pos}/{len}  {rate}  {eta} left",
    };
    // A wrong template would be a bug, but no reason to end the build.
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let rate = |state: &ProgressState, out: &mut dyn Write| _ = write!(out, "{:.0}/s", state.per_sec());
    style.with_key("rate", rate).progress_chars("=> ")
}

/// The progress as a line: `setting 1200/20000, 240/s, 78 s left`.
fn line(step: Step, done: usize, pieces: usize, elapsed: Duration, lang: Lang) -> String {
    let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
    let left = (pieces.saturating_sub(done) as f64 / rate.max(0.001)).ceil();
    let name = name(step, lang);
    match lang {
        Lang::Zh => format!("{name} {done}/{pieces}，每秒 {rate:.0}，还需 {left} 秒\n"),
        Lang::En => format!("{name} {done}/{pieces}, {rate:.0}/s, {left} s left\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_count_rate_and_time_left() {
        let told = |lang| line(Step::Make, 1200, 20000, Duration::from_secs(5), lang);
        assert_eq!(told(Lang::En), "setting 1200/20000, 240/s, 79 s left\n");
        assert_eq!(told(Lang::Zh), "排版 1200/20000，每秒 240，还需 79 秒\n");
    }
}
