//! Counts tracked changes, which are read as if they were accepted.

use super::super::xml::StartTag;
use crate::diag::{Code, Diagnostic, Text, count_of};

/// How many names a message tells.
const MAX_AUTHORS: usize = 5;

/// The tracked changes of a file.
#[derive(Default)]
pub struct Revisions {
    count: usize,
    authors: Vec<String>,
}

impl Revisions {
    /// Counts the change that an element stands for.
    pub fn add(&mut self, tag: &StartTag) {
        self.count += 1;
        if self.authors.len() < MAX_AUTHORS
            && let Some(author) = tag.attribute("author").filter(|author| !author.is_empty())
            && !self.authors.contains(&author.clone().into_owned())
        {
            self.authors.push(author.into_owned());
        }
    }

    /// Says that there are some.
    pub fn finding(&self) -> Option<Diagnostic> {
        let (by_zh, by_en) = match self.authors.is_empty() {
            true => (String::new(), String::new()),
            false => {
                (format!("（{}）", self.authors.join("、")), format!(" (by {})", self.authors.join(", ")))
            }
        };
        let message = Text::new(
            format!("有 {} 处修订{by_zh}，按已接受来读", self.count),
            format!("{}{by_en}, read as accepted", count_of(self.count, "tracked change")),
        );
        (self.count > 0).then(|| Diagnostic::new(Code::W601, message))
    }
}
