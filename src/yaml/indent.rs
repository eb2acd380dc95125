//! Finds lines that are not indented by spaces, and a first line that is indented by mistake.

use super::copy::Change;
use super::fault::SyntaxFinding;
use super::line::{SourceLine, width};
use super::mended::MendedLine;
use crate::diag::Span;

/// The lines that are indented by tabs or special spaces, by character. Each character is reported once, at its first
/// line.
#[derive(Default)]
pub(super) struct OddIndents(Vec<(char, usize, MendedLine)>);

impl OddIndents {
    /// Tabs and odd spaces before the first character of a line.
    pub fn look(&mut self, line: SourceLine) {
        let indent = line.text.get(..line.indent()).unwrap_or("");
        let wrong = indent.char_indices().find(|(_, c)| *c != ' ');
        // The byte order mark is no indentation.
        let Some((_, c)) = wrong.filter(|(at, c)| line.start + at > 0 || *c != '\u{feff}') else { return };
        let span = Span { start: line.start, end: line.start + line.indent() };
        let spaces = " ".repeat(indent.chars().map(width).sum());
        let change = Change::new(span.start, span.end, spaces);
        match self.0.iter_mut().find(|(other, ..)| *other == c) {
            Some((_, count, mended)) => {
                *count += 1;
                mended.changes.push(change);
            }
            None => {
                let finding = SyntaxFinding::odd_indent(c, 1, span);
                self.0.push((c, 1, MendedLine { finding, changes: vec![change], moved: true }));
            }
        }
    }

    pub fn tell(self, found: &mut Vec<MendedLine>) {
        found.extend(self.0.into_iter().map(|(c, count, mended)| {
            let finding = SyntaxFinding::odd_indent(c, count, mended.finding.span).mended_by(&mended.changes);
            MendedLine { finding, ..mended }
        }));
    }
}

/// A space before the first key of a document, where at least as many keys have none: ` 岗位名称: 会计` over
/// `岗位编号: CW-01`. Keys in the same column right after it are reported with it.
pub(super) fn leading_space<'a>(
    line: SourceLine<'a>,
    below: impl Iterator<Item = SourceLine<'a>>,
) -> Option<MendedLine> {
    let column = line.column();
    let is_key = |line: &SourceLine| !line.has_dash() && line.key().is_some();
    let spaces = line.text.get(..line.indent())?;
    if column == 0 || !is_key(&line) || !spaces.trim_matches(' ').is_empty() {
        return None;
    }
    let (mut wrong, mut right) = (vec![line], 0);
    for other in below.take_while(|line| !line.is_marker()).filter(is_key) {
        match other.column() {
            0 => right += 1,
            own if own == column && right == 0 => wrong.push(other),
            _ => {}
        }
    }
    let outdent = |line: &SourceLine| Change::new(line.start, line.start + line.indent(), "");
    let changes: Vec<Change> = wrong.iter().map(outdent).collect();
    let finding = SyntaxFinding::leading_space(Span { start: line.start, end: line.start + line.indent() });
    (wrong.len() <= right).then(|| MendedLine::new(finding, changes).moved())
}
