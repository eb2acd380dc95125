//! A working copy of a file's text in which mistakes are mended, and which knows where each byte comes from.
//!
//! Spans of the copy are turned back into spans of the file, so that messages and values point at
//! what the author wrote.

use std::borrow::Cow;

use crate::diag::Span;

/// A change of the copy: the span becomes the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub span: Span,
    pub text: String,
}

impl Change {
    pub fn new(start: usize, end: usize, text: impl Into<String>) -> Change {
        Change { span: Span { start, end }, text: text.into() }
    }

    pub fn insert(at: usize, text: impl Into<String>) -> Change {
        Change::new(at, at, text)
    }

    /// Replaces a span by spaces, so that nothing else moves.
    pub fn blank(start: usize, end: usize) -> Change {
        Change::new(start, end, " ".repeat(end.saturating_sub(start)))
    }
}

/// A stretch of the copy.
#[derive(Clone, Copy, Debug)]
struct CopyPiece {
    /// Where it begins in the copy.
    start: usize,
    /// Where it comes from in the file.
    from: Span,
    /// Whether the file has the same bytes there.
    kept: bool,
}

pub(super) struct Copy<'a> {
    pub text: Cow<'a, str>,
    /// In order, without gaps; empty until something is changed.
    pieces: Vec<CopyPiece>,
}

impl<'a> Copy<'a> {
    pub fn new(text: &'a str) -> Copy<'a> {
        Copy { text: Cow::Borrowed(text), pieces: Vec::new() }
    }

    pub fn is_changed(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// Makes all changes at once. Their spans are those of the copy before; a change that overlaps an earlier one, or
    /// cuts a character, is left out.
    pub fn apply(&mut self, mut changes: Vec<Change>) {
        changes.sort_by_key(|change| change.span);
        let old = std::mem::take(&mut self.text);
        let mut text = String::with_capacity(old.len() + changes.len() * 2);
        let mut pieces = Vec::with_capacity(self.pieces.len() + changes.len() * 2);
        let mut done = 0;
        let mut piece = 0;
        for Change { span, text: new } in changes {
            let whole = span.end >= span.start && old.is_char_boundary(span.end);
            let (Some(before), true) = (old.get(done..span.start), whole) else { continue };
            self.keep(done, span.start, text.len(), &mut piece, &mut pieces);
            text.push_str(before);
            pieces.push(CopyPiece { start: text.len(), from: self.original(span), kept: false });
            text.push_str(&new);
            done = span.end;
        }
        self.keep(done, old.len(), text.len(), &mut piece, &mut pieces);
        text.push_str(old.get(done..).unwrap_or(""));
        self.text = Cow::Owned(text);
        self.pieces = pieces;
    }

    /// The pieces of an unchanged stretch that moves to `to`. `at` is the index of the old piece to start from.
    fn keep(&self, start: usize, end: usize, to: usize, at: &mut usize, pieces: &mut Vec<CopyPiece>) {
        if start >= end {
            return;
        }
        if self.pieces.is_empty() {
            pieces.push(CopyPiece { start: to, from: Span { start, end }, kept: true });
            return;
        }
        while self.end_of(*at) <= start && *at + 1 < self.pieces.len() {
            *at += 1;
        }
        for index in *at..self.pieces.len() {
            let (piece, piece_end) = (self.pieces[index], self.end_of(index));
            if piece.start >= end {
                break;
            }
            let (from, until) = (start.max(piece.start), end.min(piece_end));
            let origin = match piece.kept {
                true => Span {
                    start: piece.from.start + (from - piece.start),
                    end: piece.from.start + (until - piece.start),
                },
                false => piece.from,
            };
            if from < until {
                pieces.push(CopyPiece { start: to + (from - start), from: origin, kept: piece.kept });
            }
        }
    }

    /// Where a piece ends in the copy.
    fn end_of(&self, index: usize) -> usize {
        self.pieces.get(index + 1).map_or(usize::MAX, |next| next.start)
    }

    /// The span of the file that a span of the copy comes from.
    pub fn original(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.origin(span.start, false);
        let end = if span.end > span.start { self.origin(span.end, true) } else { start };
        Span { start, end: end.max(start) }
    }

    /// The span of the file with exactly these bytes; `None` if the copy was changed there, so that an edit of the file
    /// would change something else.
    pub fn own(&self, span: Span) -> Option<Span> {
        if self.pieces.is_empty() {
            return Some(span);
        }
        let holder = self.pieces.partition_point(|piece| piece.start <= span.start).checked_sub(1)?;
        let piece = self.pieces.get(holder)?;
        if !piece.kept {
            // A point right before an insertion.
            let before = holder.checked_sub(1).and_then(|index| self.pieces.get(index));
            let at = before.filter(|before| before.kept && span.end == span.start)?.from.end;
            return (piece.start == span.start).then_some(Span { start: at, end: at });
        }
        let start = piece.from.start + (span.start - piece.start);
        let mut end = piece.from.end;
        for next in self.pieces.iter().skip(holder + 1) {
            if next.start >= span.end {
                break;
            }
            if !next.kept || next.from.start != end {
                return None;
            }
            end = next.from.end;
        }
        let own = Span { start, end: start + (span.end - span.start) };
        (own.end <= end).then_some(own)
    }

    /// At the border of two pieces, `as_end` prefers the end of the first to the start of the second.
    fn origin(&self, at: usize, as_end: bool) -> usize {
        let holder = match as_end {
            true => self.pieces.partition_point(|piece| piece.start < at),
            false => self.pieces.partition_point(|piece| piece.start <= at),
        };
        let Some(piece) = holder.checked_sub(1).and_then(|index| self.pieces.get(index)) else { return 0 };
        match (piece.kept, as_end) {
            (true, _) => (piece.from.start + (at - piece.start)).min(piece.from.end),
            (false, true) => piece.from.end,
            (false, false) => piece.from.start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_find_back_through_several_rounds() {
        let mut copy = Copy::new("岗位：甲\n\t编号:1\n");
        copy.apply(vec![Change::new(6, 9, ": "), Change::new(13, 14, "  ")]);
        assert_eq!(copy.text, "岗位: 甲\n  编号:1\n");
        copy.apply(vec![Change::insert(21, " ")]);
        assert_eq!(copy.text, "岗位: 甲\n  编号: 1\n");
        let at = |word: &str| {
            let start = copy.text.find(word).unwrap();
            copy.original(Span { start, end: start + word.len() })
        };
        assert_eq!(at("岗位"), Span { start: 0, end: 6 });
        assert_eq!(at("甲"), Span { start: 9, end: 12 });
        assert_eq!(at("编号"), Span { start: 14, end: 20 });
        assert_eq!(at("1"), Span { start: 21, end: 22 });
        assert_eq!(at(": 甲"), Span { start: 6, end: 12 });
    }

    #[test]
    fn only_what_was_never_changed_is_the_files_own() {
        let mut copy = Copy::new("备注: 甲 乙: 丙\n编号：1\n");
        copy.apply(vec![Change::insert(8, "'"), Change::insert(20, "'"), Change::new(27, 30, ": ")]);
        assert_eq!(copy.text, "备注: '甲 乙: 丙'\n编号: 1\n");
        let own = |word: &str| {
            let start = copy.text.find(word).unwrap();
            copy.own(Span { start, end: start + word.len() })
        };
        assert_eq!(own("甲 乙: 丙"), Some(Span { start: 8, end: 20 }));
        assert_eq!(own("'甲"), None);
        assert_eq!(own("丙'"), None);
        assert_eq!(own("编号: 1"), None);
        assert_eq!(own("1"), Some(Span { start: 30, end: 31 }));
        assert_eq!(copy.own(Span { start: 8, end: 8 }), Some(Span { start: 8, end: 8 }));
        assert_eq!(copy.own(Span { start: 3, end: 3 }), Some(Span { start: 3, end: 3 }));
    }

    #[test]
    fn changes_that_overlap_do_no_harm() {
        let mut copy = Copy::new("abcdef");
        copy.apply(vec![Change::new(1, 4, "X"), Change::new(2, 5, "Y"), Change::new(9, 10, "Z")]);
        assert_eq!(copy.text, "aXef");
        let mut copy = Copy::new("a\u{3000}b");
        copy.apply(vec![Change::new(1, 2, ""), Change::new(2, 4, "")]);
        assert_eq!(copy.text, "a\u{3000}b");
    }
}
