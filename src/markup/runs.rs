//! Cuts a paragraph's text into runs: white space collapsed, scripts told apart.

use std::sync::Arc;

use super::reference::is_space;
use crate::tree::{Inline, Link, Run, Script, TextStyle, is_always_han, push_sparing, scripts};
use crate::unit::Abs;

/// A paragraph's content, and its id: its own, or that of an element in it.
#[derive(Default)]
pub struct ParagraphContent {
    pub inlines: Vec<Inline>,
    pub id: Option<Arc<str>>,
}

/// Who speaks: equal voices make one run.
struct Voice {
    style: Arc<TextStyle>,
    link: Option<Link>,
}

/// Numbers of voices that stand for objects among the characters.
const BREAK: u32 = u32::MAX;
const OBJECT: u32 = u32::MAX - 1;

/// A paragraph's characters while white space collapses. Its buffers serve one paragraph after the other.
#[derive(Default)]
pub struct RunBuilder {
    chars: Vec<char>,
    /// The voice of each character.
    voices: Vec<u32>,
    known: Vec<Voice>,
    /// What stands at the characters of [`OBJECT`].
    objects: Vec<Inline>,
    /// A collapsible space that waits for what follows: its voice, and whether it is a line break.
    pending: Option<(u32, bool)>,
    pub id: Option<Arc<str>>,
    pub measure: Abs,
}

impl RunBuilder {
    /// The number of a voice.
    pub fn voice(&mut self, style: &Arc<TextStyle>, link: Option<&Link>) -> u32 {
        let same = |voice: &Voice| Arc::ptr_eq(&voice.style, style) && voice.link.as_ref() == link;
        // A voice from far back may get a second number; runs only join with their neighbours.
        let recent = self.known.len().saturating_sub(16);
        let known = self.known.iter().skip(recent).position(same).map(|at| recent + at);
        let number = known.unwrap_or_else(|| {
            self.known.push(Voice { style: style.clone(), link: link.cloned() });
            self.known.len() - 1
        });
        number as u32
    }

    /// Text as written in the markup.
    pub fn literals(&mut self, text: &str, voice: u32, pre_line: bool) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            // Most of all text is words, of which each character stands as it is.
            let end = rest.find(|c| is_space(c) || is_line_end(c)).unwrap_or(rest.len());
            let (words, after) = rest.split_at(end);
            if words.is_empty() {
                self.literal(first, voice, pre_line);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            self.flush(Some(first));
            self.chars.extend(words.chars());
            self.voices.resize(self.chars.len(), voice);
            rest = after;
        }
    }

    /// A character as written in the markup.
    fn literal(&mut self, c: char, voice: u32, pre_line: bool) {
        match c {
            '\n' if pre_line => self.force_break(),
            c if is_line_end(c) => self.force_break(),
            c if is_space(c) => {
                // At the start of a line, white space vanishes.
                if self.voices.last().is_some_and(|&last| last != BREAK) {
                    let pending = self.pending.get_or_insert((voice, false));
                    pending.1 |= c == '\n';
                }
            }
            c => self.push(c, voice),
        }
    }

    /// A character that was written as a reference.
    pub fn kept(&mut self, c: char, voice: u32) {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => self.force_break(),
            '\t' => self.push(' ', voice),
            c => self.push(c, voice),
        }
    }

    fn push(&mut self, c: char, voice: u32) {
        self.flush(Some(c));
        self.chars.push(c);
        self.voices.push(voice);
    }

    /// Sets the waiting space, unless it is a line break between two Han (CSS Text 3 §4.1.3).
    fn flush(&mut self, next: Option<char>) {
        let Some((voice, line_break)) = self.pending.take() else { return };
        let joins = line_break
            && next.is_some_and(is_always_han)
            && self.chars.last().copied().is_some_and(is_always_han);
        if !joins {
            self.chars.push(' ');
            self.voices.push(voice);
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

    /// A character in an object's place.
    fn stand_in(&mut self, kind: u32) {
        self.flush(None);
        self.chars.push(' ');
        self.voices.push(kind);
    }

    /// Cuts the characters into runs of one voice and one script, and makes ready for the next paragraph.
    pub fn finish(&mut self) -> ParagraphContent {
        self.pending = None;
        let voice = self.voices.first().copied().filter(|voice| self.voices.iter().all(|own| own == voice));
        if let Some(Voice { style, link }) = voice.and_then(|voice| self.known.get(voice as usize))
            && self.chars.iter().copied().all(is_always_han)
        {
            // So most paragraphs of a table are.
            let (style, link) = (style.clone(), link.clone());
            let run = Run { text: self.chars.iter().collect(), script: Script::Han, style, link };
            return self.end(vec![Inline::Text(run)]);
        }
        let scripts = scripts(&self.chars);
        let mut objects = self.objects.drain(..);
        let mut inlines: Vec<Inline> = Vec::new();
        let speakers: Vec<(u32, Script)> = self.voices.iter().copied().zip(scripts).collect();
        let mut rest = self.chars.as_slice();
        // Objects stand alone; other neighbours of one voice and one script make a run.
        for same in speakers.chunk_by(|one, next| one == next && one.0 != BREAK && one.0 != OBJECT) {
            let (own, after) = rest.split_at_checked(same.len()).unwrap_or((rest, &[]));
            rest = after;
            let Some(&(voice, script)) = same.first() else { continue };
            let inline = match self.known.get(voice as usize) {
                _ if voice == OBJECT => objects.next(),
                Some(Voice { style, link }) => Some(Inline::Text(Run {
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
        self.voices.clear();
        self.known.clear();
        self.objects.clear();
        ParagraphContent { inlines, id: self.id.take() }
    }
}

/// Whether a character ends a line wherever it is written.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}
