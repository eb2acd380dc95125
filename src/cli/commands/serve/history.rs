//! What was changed, to be taken back and made again.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::diag::Text;
use crate::serve::{Change, FileChange};

/// How many changes can be taken back.
const MOST_STEPS: usize = 500;
/// How long the texts that are kept for that are together, in bytes.
const MOST_BYTES: usize = 64 << 20;
/// Changes of one key that follow each other this fast are one: somebody types.
const TYPING: Duration = Duration::from_secs(2);

/// The files that were written here, as they were left; `None` for one that was taken away.
pub type Written = HashMap<String, Option<Arc<str>>>;

/// Files that changed together.
#[derive(Clone, Debug)]
pub struct Step {
    files: Vec<FileChange>,
    what: Text,
    at: Instant,
    /// How long its texts are, without those that are kept already.
    bytes: usize,
}

#[derive(Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Remembers a change that was just made of files that had been left as `written`.
    pub fn add(&mut self, change: Change, written: &Written) {
        let mut step = Step { files: change.files, what: change.what, at: Instant::now(), bytes: 0 };
        for file in &mut step.files {
            match written.get(&file.path) {
                Some(left) if *left == file.before => file.before = left.clone(),
                _ => step.bytes += length(&file.before),
            }
            step.bytes += length(&file.after);
        }
        self.redo.clear();
        match self.undo.last_mut() {
            Some(last) if last.goes_on(&step) => last.go_on(step),
            _ => self.undo.push(step),
        }
        // The last step stays, however long it is.
        let (mut steps, mut bytes) = (0, 0);
        let kept = self.undo.iter().rev().take_while(|step| {
            steps += 1;
            bytes += step.bytes;
            steps == 1 || steps <= MOST_STEPS && bytes <= MOST_BYTES
        });
        let forgotten = self.undo.len() - kept.count();
        self.undo.drain(..forgotten);
    }

    /// What would be taken back, or made again, in words.
    pub fn what(&self, again: bool) -> Option<&Text> {
        self.steps(again).last().map(|step| &step.what)
    }

    /// What takes the last change back, or makes it again, and what that was in words.
    pub fn next(&self, again: bool) -> Option<(Text, Vec<FileChange>)> {
        let step = self.steps(again).last()?;
        let files =
            if again { step.files.clone() } else { step.files.iter().map(FileChange::back).collect() };
        Some((step.what.clone(), files))
    }

    /// Notes that this was done.
    pub fn turn(&mut self, again: bool) {
        let step = self.skip(again);
        if again { &mut self.undo } else { &mut self.redo }.extend(step);
    }

    /// Forgets it, since it cannot be done.
    pub fn skip(&mut self, again: bool) -> Option<Step> {
        if again { &mut self.redo } else { &mut self.undo }.pop()
    }

    fn steps(&self, again: bool) -> &[Step] {
        if again { &self.redo } else { &self.undo }
    }
}

fn length(text: &Option<Arc<str>>) -> usize {
    text.as_ref().map_or(0, |text| text.len())
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
            self.bytes = self.bytes + length(&next.after) - length(&file.after);
            file.after = next.after;
        }
        self.at = next.at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change of a file to a text of this length, and what has been written after it.
    fn grow(history: &mut History, written: &mut Written, path: &str, length: usize) {
        let before = written.get(path).and_then(Option::as_deref).map(Arc::from);
        let after: Option<Arc<str>> = Some("x".repeat(length).into());
        let files = vec![FileChange::new(path, before, after.clone())];
        let what = Text::new(format!("{length}"), "");
        history.add(Change { files, what, id: None, references: 0 }, written);
        written.insert(path.to_owned(), after);
    }

    #[test]
    fn equal_texts_are_kept_once() {
        let (mut history, mut written) = (History::default(), Written::default());
        (1..4).for_each(|length| grow(&mut history, &mut written, "a.yaml", length));
        let [first, second, _] = &history.undo[..] else { panic!() };
        let (Some(after), Some(before)) = (&first.files[0].after, &second.files[0].before) else { panic!() };
        assert!(Arc::ptr_eq(after, before));
        assert_eq!(history.undo.iter().map(|step| step.bytes).sum::<usize>(), 1 + 2 + 3);
    }

    #[test]
    fn long_texts_are_forgotten_first_and_the_last_change_never() {
        let (mut history, mut written) = (History::default(), Written::default());
        (0..10).for_each(|more| grow(&mut history, &mut written, "a.yaml", (10 << 20) + more));
        assert_eq!(history.undo.len(), 6);
        grow(&mut history, &mut written, "a.yaml", 65 << 20);
        assert_eq!(history.undo.len(), 1);
        (0..600).for_each(|more| grow(&mut history, &mut written, &format!("{more}.yaml"), more));
        assert_eq!(history.undo.len(), 500);
    }
}
