//! Reads a text and mends its mistakes, again and again, until all of it can be read.
//!
//! A text without mistakes is read once and not changed. [`MAX_MENDED`], [`MAX_REPAIRS`] and [`MAX_REREAD`] bound the
//! work.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::build::{BuiltTrees, build};
use super::copy::{Change, Copy};
use super::fault::{ParseStop, SyntaxFinding};
use super::keys::Keys;
use super::line::line_at;
use super::mended::MendedLine;
use super::node::{Node, Value};
use super::repair::{Repair, repair};
use super::surrogate;
use super::survey::survey;
use super::suspect::suspects;
use super::syntax::Mend;
use crate::diag::{Diagnostic, Edit, Span};

/// The largest text that is mended, in bytes; in a larger one, reading ends at the first fault.
const MAX_MENDED: usize = 4 << 20;
/// How many mistakes of a file are mended one by one.
const MAX_REPAIRS: usize = 500;
/// How much of a file may be read again, in bytes.
const MAX_REREAD: usize = 4 << 20;
/// How many findings of a file are reported.
const MAX_TOLD: usize = 1_000;

pub(super) struct ReadText {
    pub documents: Vec<Node>,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a part of the file was not read.
    pub incomplete: bool,
}

pub(super) fn read(path: &Arc<str>, text: &str, keys: Keys) -> ReadText {
    let built = build(text);
    let mut reader = TextReader {
        path,
        text,
        keys,
        copy: Copy::new(text),
        told: Vec::new(),
        lines: HashMap::new(),
        moved: HashSet::new(),
        incomplete: false,
    };
    let mut built = match built.stop.is_some() || built.doubtful {
        true => reader.mend(built),
        false => built,
    };
    reader.incomplete |= built.gaps;
    for finding in built.findings.drain(..) {
        reader.tell(finding);
    }
    for finding in suspects(&reader.copy.text, &built) {
        reader.tell(finding);
    }
    if reader.copy.is_changed() {
        built.documents.iter_mut().for_each(|document| reader.put_back(document));
    }
    ReadText { documents: built.documents, diagnostics: reader.told, incomplete: reader.incomplete }
}

fn is_surrogate(built: &BuiltTrees) -> bool {
    built.stop.as_ref().is_some_and(|stop| stop.mend == Mend::Surrogate)
}

struct TextReader<'a> {
    path: &'a Arc<str>,
    /// The file as it is.
    text: &'a str,
    keys: Keys,
    copy: Copy<'a>,
    told: Vec<Diagnostic>,
    /// How many times a line was mended, by its start in the file.
    lines: HashMap<usize, u8>,
    /// The lines whose indentation was reported, by their starts in the file.
    moved: HashSet<usize>,
    incomplete: bool,
}

impl TextReader<'_> {
    fn mend(&mut self, mut built: BuiltTrees) -> BuiltTrees {
        if is_surrogate(&built) && self.join_halves() {
            built = build(&self.copy.text);
        }
        let hopeless = built.stop.as_ref().is_some_and(|stop| stop.mend == Mend::Never);
        if self.text.len() <= MAX_MENDED && !hopeless {
            let mended = survey(&self.copy.text, self.keys);
            if !mended.is_empty() {
                let mut changes = Vec::new();
                for MendedLine { finding, changes: mends, moved } in mended {
                    if moved {
                        self.moved.extend(
                            mends.iter().map(|change| self.line(change.span.start)).collect::<Vec<_>>(),
                        );
                    }
                    changes.extend(mends);
                    self.tell(finding);
                }
                self.copy.apply(changes);
                built = build(&self.copy.text);
            }
        }
        let mut left = MAX_REREAD;
        let mut repairs = 0;
        while let Some(stop) = built.stop.take() {
            left = left.saturating_sub(self.copy.text.len());
            repairs += 1;
            let may_go_on = left > 0 && repairs <= MAX_REPAIRS && self.text.len() <= MAX_MENDED;
            if stop.mend == Mend::Never || !may_go_on {
                self.give_up(*stop, may_go_on);
                break;
            }
            let changed = match stop.mend {
                Mend::Surrogate => self.join_halves() || self.fault(*stop),
                _ => self.fault(*stop),
            };
            if !changed {
                break;
            }
            built = build(&self.copy.text);
        }
        built
    }

    /// Joins escapes that stand for half a character each; false if there are none.
    fn join_halves(&mut self) -> bool {
        let (changes, findings) = surrogate::mend(&self.copy.text);
        findings.into_iter().for_each(|finding| self.tell(finding));
        let changed = !changes.is_empty();
        self.copy.apply(changes);
        changed
    }

    /// Reports a mistake and mends it; false if nothing could be changed.
    fn fault(&mut self, stop: ParseStop) -> bool {
        let own = self.line(stop.at);
        let tries = self.lines.entry(own).or_default();
        let before = *tries;
        *tries = tries.saturating_add(1);
        let stop_is_indent = matches!(stop.mend, Mend::Align | Mend::Colon);
        let above = line_at(&self.copy.text, stop.at).start.checked_sub(1);
        let below_moved = above.is_some_and(|end| self.moved.contains(&self.line(end)));
        let Repair { finding, changes, lossy } = repair(&self.copy.text, stop, before, self.keys);
        self.incomplete |= lossy;
        let told = self.line(finding.span.start);
        let mut told_before = before;
        if told != own {
            let tries = self.lines.entry(told).or_default();
            told_before = *tries;
            *tries = tries.saturating_add(1);
        }
        // Another mistake in a mended line follows from the mending.
        let consequence = told_before > 0 || (stop_is_indent && (self.moved.contains(&own) || below_moved));
        if !consequence {
            self.tell(finding);
        }
        let changed = !changes.is_empty();
        self.copy.apply(changes);
        changed
    }

    fn give_up(&mut self, stop: ParseStop, at_limit: bool) {
        let span = stop.finding.span;
        self.tell(stop.finding);
        if !at_limit && self.text.len() <= MAX_MENDED {
            self.tell(SyntaxFinding::too_many(span));
        }
        self.incomplete = true;
    }

    fn line(&self, at: usize) -> usize {
        let line = line_at(&self.copy.text, at);
        self.copy.original(Span { start: line.start, end: line.start }).start
    }

    fn tell(&mut self, finding: SyntaxFinding) {
        match self.told.len() {
            MAX_TOLD => {
                self.told.push(self.locate(SyntaxFinding::too_many(finding.span)));
            }
            told if told > MAX_TOLD => {}
            _ => self.told.push(self.locate(finding)),
        }
    }

    fn locate(&self, finding: SyntaxFinding) -> Diagnostic {
        let span = self.copy.original(finding.span);
        // All edits or none: half of them would mend nothing.
        let edits: Option<Vec<Edit>> = finding.edits.iter().map(|change| self.edit(change)).collect();
        let edits = edits.unwrap_or_default();
        edits.into_iter().fold(finding.diagnostic(self.path, self.text, span), Diagnostic::with_edit)
    }

    /// The change in the file; `None` if the copy differs from the file there.
    fn edit(&self, change: &Change) -> Option<Edit> {
        Some(Edit { path: self.path.clone(), span: self.copy.own(change.span)?, text: change.text.clone() })
    }

    /// Turns the spans of a node and its children into spans of the file.
    fn put_back(&self, node: &mut Node) {
        node.span = self.copy.original(node.span);
        match &mut node.value {
            Value::Scalar(_) => {}
            Value::List(items) => items.iter_mut().for_each(|item| self.put_back(item)),
            Value::Map(entries) => entries.iter_mut().for_each(|entry| {
                self.put_back(&mut entry.key);
                self.put_back(&mut entry.value);
            }),
        }
    }
}
