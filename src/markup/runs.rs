//! Cuts a paragraph's text into runs: white space collapsed, scripts told apart.

use std::sync::Arc;

use super::reference::is_space;
use crate::tree::{Inline, Link, Run, Script, TextStyle, is_always_han, push_sparing, scripts};
use crate::unit::Abs;

/// A paragraph's content, and its id or that of an element in it.
#[derive(Default)]
pub struct ParagraphContent {
    pub inlines: Vec<Inline>,
    pub id: Option<Arc<str>>,
}

/// What the characters of one run have in common.
struct RunStyle {
    style: Arc<TextStyle>,
    link: Option<Link>,
}

/// Numbers that stand for objects among the characters, in place of a style's number.
const BREAK: u32 = u32::MAX;
const OBJECT: u32 = u32::MAX - 1;

/// Collects the characters of a paragraph while white space collapses. The buffers are used again for the next one.
#[derive(Default)]
pub struct RunBuilder {
    chars: Vec<char>,
    /// The number of each character's style, an index into `known`.
    numbers: Vec<u32>,
    known: Vec<RunStyle>,
    /// The objects at the characters of [`OBJECT`], in order.
    objects: Vec<Inline>,
    /// A collapsible space that may yet vanish: the number of its style, and whether it is a line break.
    pending: Option<(u32, bool)>,
    pub id: Option<Arc<str>>,
    pub measure: Abs,
}

impl RunBuilder {
    /// The number of a style.
    pub fn style_number(&mut self, style: &Arc<TextStyle>, link: Option<&Link>) -> u32 {
        let same = |known: &RunStyle| Arc::ptr_eq(&known.style, style) && known.link.as_ref() == link;
        // Only the last few are compared. A second number does no harm, because runs only join their neighbours.
        let recent = self.known.len().saturating_sub(16);
        let known = self.known.iter().skip(recent).position(same).map(|at| recent + at);
        let number = known.unwrap_or_else(|| {
            self.known.push(RunStyle { style: style.clone(), link: link.cloned() });
            self.known.len() - 1
        });
        number as u32
    }

    /// Adds text as written in the markup.
    pub fn literals(&mut self, text: &str, number: u32, pre_line: bool) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            // Words, which most of all text is, are added whole.
            let end = rest.find(|c| is_space(c) || is_line_end(c)).unwrap_or(rest.len());
            let (words, after) = rest.split_at(end);
            if words.is_empty() {
                self.literal(first, number, pre_line);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            self.flush(Some(first));
            self.chars.extend(words.chars());
            self.numbers.resize(self.chars.len(), number);
            rest = after;
        }
    }

    /// Adds a character as written in the markup.
    fn literal(&mut self, c: char, number: u32, pre_line: bool) {
        match c {
            '\n' if pre_line => self.force_break(),
            c if is_line_end(c) => self.force_break(),
            c if is_space(c) => {
                // White space at the start of a line vanishes.
                if self.numbers.last().is_some_and(|&last| last != BREAK) {
                    let pending = self.pending.get_or_insert((number, false));
                    pending.1 |= c == '\n';
                }
            }
            c => self.push(c, number),
        }
    }

    /// Adds a character that was written as a reference.
    pub fn kept(&mut self, c: char, number: u32) {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => self.force_break(),
            '\t' => self.push(' ', number),
            c => self.push(c, number),
        }
    }

    fn push(&mut self, c: char, number: u32) {
        self.flush(Some(c));
        self.chars.push(c);
        self.numbers.push(number);
    }

    /// Adds the pending space, unless it is a line break between two Han (CSS Text 3 §4.1.3).
    fn flush(&mut self, next: Option<char>) {
        let Some((number, line_break)) = self.pending.take() else { return };
        let joins = line_break
            && next.is_some_and(is_always_han)
            && self.chars.last().copied().is_some_and(is_always_han);
        if !joins {
            self.chars.push(' ');
            self.numbers.push(number);
        }
    }

    pub fn object(&mut self, object: Inline) {
        self.stand_in(OBJECT);
        self.objects.push(object);
    }

    pub fn force_break(&mut self) {
        self.pending = None;
        self.stand_in(BREAK);
    }

    /// Adds a character that stands for an object.
    fn stand_in(&mut self, kind: u32) {
        self.flush(None);
        self.chars.push(' ');
        self.numbers.push(kind);
    }

    /// Cuts the characters into runs of one style and one script, and clears the buffers.
    pub fn finish(&mut self) -> ParagraphContent {
        self.pending = None;
        let only = self.numbers.first().copied().filter(|first| self.numbers.iter().all(|own| own == first));
        if let Some(RunStyle { style, link }) = only.and_then(|number| self.known.get(number as usize))
            && self.chars.iter().copied().all(is_always_han)
        {
            // Most paragraphs of a table are one run of Han.
            let (style, link) = (style.clone(), link.clone());
            let run = Run { text: self.chars.iter().collect(), script: Script::Han, style, link };
            return self.end(vec![Inline::Text(run)]);
        }
        let scripts = scripts(&self.chars);
        let mut objects = self.objects.drain(..);
        let mut inlines: Vec<Inline> = Vec::new();
        let marked: Vec<(u32, Script)> = self.numbers.iter().copied().zip(scripts).collect();
        let mut rest = self.chars.as_slice();
        // Objects stand alone. Other neighbours of one style and one script make a run.
        for same in marked.chunk_by(|one, next| one == next && one.0 != BREAK && one.0 != OBJECT) {
            let (own, after) = rest.split_at_checked(same.len()).unwrap_or((rest, &[]));
            rest = after;
            let Some(&(number, script)) = same.first() else { continue };
            let inline = match self.known.get(number as usize) {
                _ if number == OBJECT => objects.next(),
                Some(RunStyle { style, link }) => Some(Inline::Text(Run {
                    text: own.iter().collect(),
                    script,
                    style: style.clone(),
                    link: link.clone(),
                })),
                None => Some(Inline::Break),
            };
            if let Some(inline) = inline {
                push_sparing(&mut inlines, inline);
            }
        }
        drop(objects);
        self.end(inlines)
    }

    fn end(&mut self, inlines: Vec<Inline>) -> ParagraphContent {
        self.chars.clear();
        self.numbers.clear();
        self.known.clear();
        self.objects.clear();
        ParagraphContent { inlines, id: self.id.take() }
    }
}

/// Whether a character is a forced line break in literal text too.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}
