//! What was changed, to be taken back and made again.

use std::time::{Duration, Instant};

use crate::diag::Text;
use crate::serve::{Change, FileChange};

/// How many changes can be taken back.
const MOST_STEPS: usize = 500;
/// Changes of one key that follow each other this fast are one: somebody types.
const TYPING: Duration = Duration::from_secs(2);

/// Files that changed together.
#[derive(Clone, Debug)]
struct Step {
    files: Vec<FileChange>,
    what: Text,
    at: Instant,
}

#[derive(Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Remembers a change that was just made.
    pub fn add(&mut self, change: Change) {
        let step = Step { files: change.files, what: change.what, at: Instant::now() };
        self.redo.clear();
        match self.undo.last_mut() {
            Some(last) if last.goes_on(&step) => last.go_on(step),
            _ => self.undo.push(step),
        }
        if self.undo.len() > MOST_STEPS {
            self.undo.remove(0);
        }
    }

    /// What would be taken back, or made again, in words.
    pub fn what(&self, again: bool) -> Option<&Text> {
        let steps = if again { &self.redo } else { &self.undo };
        steps.last().map(|step| &step.what)
    }

    /// What takes the last change back, or makes it again.
    pub fn next(&self, again: bool) -> Option<Vec<FileChange>> {
        match again {
            true => self.redo.last().map(|step| step.files.clone()),
            false => self.undo.last().map(|step| step.files.iter().map(FileChange::back).collect()),
        }
    }

    /// Notes that this was done.
    pub fn turn(&mut self, again: bool) {
        let (from, to) = match again {
            true => (&mut self.redo, &mut self.undo),
            false => (&mut self.undo, &mut self.redo),
        };
        to.extend(from.pop());
    }
}

impl Step {
    /// Whether another step is more of the same: files that were there are typed in on.
    fn goes_on(&self, next: &Step) -> bool {
        let same = |(one, other): (&FileChange, &FileChange)| {
            let all = [&one.before, &one.after, &other.after];
            one.path == other.path && one.after == other.before && all.iter().all(|text| text.is_some())
        };
        self.what == next.what
            && next.at.duration_since(self.at) < TYPING
            && self.files.len() == next.files.len()
            && self.files.iter().zip(&next.files).all(same)
    }

    fn go_on(&mut self, next: Step) {
        for (file, next) in self.files.iter_mut().zip(next.files) {
            file.after = next.after;
        }
        self.at = next.at;
    }
}
