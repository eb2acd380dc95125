//! Sets paragraphs: characters → clusters → lines → positioned glyphs.
//!
//! The rules are CLREQ's and those of mainland typesetting: no mark where it must not stand, adjacent marks
//! squeezed, a quarter em between Han and Latin, lines justified in the order of CLREQ §3.2.

mod breaks;
pub(crate) mod class;
mod finalize;
mod fonts;
mod justify;
mod known;
mod lines;
mod outline;
mod shape;
mod tracking;
mod vertical;

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

pub use fonts::{Face, FontData, Fonts};

use crate::hash::QuickMap;
use crate::sync::Shared;
use crate::tree::{Align, Image, Link, Paragraph, ParagraphStyle, Script, TextStyle};
use crate::unit::{Abs, Color};
use known::{Key, Known};
use shape::Prepared;

/// A glyph with its place relative to the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    pub id: u16,
    /// How many bytes of the run's text it stands for; 0 for further glyphs of a cluster.
    pub text_len: u32,
    /// To the next glyph, in em.
    pub advance: f32,
    /// Right of and above its place, in em.
    pub offset_x: f32,
    pub offset_y: f32,
}

/// A paragraph in lines. Positions are relative to the paragraph's top left corner.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    pub lines: Vec<Line>,
    pub glyphs: Vec<Glyph>,
    pub text: String,
    /// Characters that no font has; 〓 stands in for them.
    pub missing: Vec<char>,
    /// How much closer its characters must stand where marks are not squeezed (see `tracking`).
    pub tracking: Abs,
    /// Whether justification left a line as long as its text, because it would have been too loose.
    pub ragged: bool,
    /// How many lines fewer it may have where marks are squeezed to the last.
    pub spare_lines: usize,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub height: Abs,
    /// From the line's top.
    pub baseline: Abs,
    /// From the line's start to its last glyph, trailing spaces left out.
    pub width: Abs,
    /// Byte range of the text, a forced break's `\n` left out.
    pub text: Range<usize>,
    /// Whether layout parted its characters (均排), so that extraction needs the plain text.
    pub spread: bool,
    pub items: Vec<LineItem>,
}

#[derive(Clone, Debug)]
pub enum LineItem {
    Run(LineRun),
    Image {
        image: Image,
        x: Abs,
    },
    /// A leader's pattern, as often as it fits; behind [`Lines::text`]'s own text.
    Leader(LineRun),
}

/// Glyphs of one face and style.
#[derive(Clone, Debug)]
pub struct LineRun {
    pub x: Abs,
    pub width: Abs,
    /// Above the line's baseline.
    pub rise: Abs,
    pub font: u16,
    pub size: Abs,
    pub color: Color,
    pub oblique: bool,
    /// On its right side, in vertical text: the baseline runs down from the first glyph's origin.
    pub turned: bool,
    pub underline: bool,
    pub strike: bool,
    pub link: Option<Link>,
    /// Into [`Lines::glyphs`].
    pub glyphs: Range<usize>,
    /// Into [`Lines::text`].
    pub text: Range<usize>,
}

/// Sets paragraphs with one set of fonts; remembers which faces each style takes, and what it has set.
pub struct Typesetter<'f> {
    pub fonts: &'f Fonts,
    known: Known,
    /// The faces to try for each style's characters of a script.
    chains: QuickMap<(Shared<TextStyle>, Script), Rc<[u16]>>,
}

impl Drop for Typesetter<'_> {
    fn drop(&mut self) {
        self.fonts.idle.give(std::mem::take(&mut self.known));
    }
}

impl Lines {
    /// The same lines, of another height. None has a picture.
    fn with_line_height(&self, setting: &Setting) -> Lines {
        let mut lines = self.clone();
        for line in &mut lines.lines {
            line.height = setting.line_height;
            line.baseline = finalize::baseline(setting.line_height, setting.em);
        }
        lines
    }
}

impl<'f> Typesetter<'f> {
    pub fn new(fonts: &'f Fonts) -> Typesetter<'f> {
        Typesetter { fonts, known: fonts.idle.take(), chains: QuickMap::default() }
    }

    /// Sets a paragraph in lines of at most `measure`.
    pub fn typeset(&mut self, paragraph: &Paragraph, measure: Abs) -> Arc<Lines> {
        let setting = Setting::of(&paragraph.style, measure);
        let key = Key::new(paragraph, setting);
        if let Some(lines) = key.as_ref().and_then(|key| self.known.get(key)) {
            return lines;
        }
        let lines = Arc::new(self.set(shape::collect(paragraph), setting));
        if let Some(key) = key {
            self.known.insert(&key, &lines);
        }
        lines
    }

    /// Sets a word or two on one line: a list marker.
    pub fn typeset_plain(&mut self, text: &str, style: &Arc<TextStyle>) -> Arc<Lines> {
        Arc::new(self.set(shape::collect_plain(text, style), Setting::plain(style)))
    }

    fn set(&mut self, mut prepared: Prepared, mut setting: Setting) -> Lines {
        if prepared.text.starts_with('\n') {
            // The first line is the empty one.
            setting.indent = Abs::ZERO;
        }
        shape::shape(&mut prepared, self, setting.autospace);
        let text = std::mem::take(&mut prepared.text);
        breaks::find_breaks(&text, &mut prepared.clusters);
        let ranges = lines::break_lines(
            &prepared.clusters,
            setting.measure.to_pt(),
            setting.indent.to_pt(),
            setting.avoid_short_last_line,
        );
        let (measure, indent) = (setting.measure.to_pt(), setting.indent.to_pt());
        let tracking = match setting.align_last {
            // 均排 has room of its own.
            Some(Align::Justify) => Abs::ZERO,
            _ => tracking::tracking(&prepared.clusters, &ranges, measure, indent),
        };
        let spare_lines = tracking::spare_lines(&prepared.clusters, &ranges, measure, indent, tracking);
        Lines { tracking, spare_lines, ..finalize::finalize(setting, prepared, text, ranges) }
    }

    /// The faces to try for a style's characters of one script.
    fn chain(&mut self, style: &Arc<TextStyle>, script: Script) -> Rc<[u16]> {
        let fonts = self.fonts;
        let chain = || fonts.chain(&style.fonts, style.is_bold(), style.italic, script).into();
        self.chains.entry((Shared(style.clone()), script)).or_insert_with(chain).clone()
    }
}

/// What line breaking asks of a paragraph's style.
#[derive(Clone, Copy, PartialEq)]
struct Setting {
    measure: Abs,
    align: Align,
    align_last: Option<Align>,
    indent: Abs,
    line_height: Abs,
    em: Abs,
    autospace: bool,
    avoid_short_last_line: bool,
}

impl Setting {
    /// Whether text of either breaks alike; lines may have another height.
    fn breaks_like(&self, other: &Setting) -> bool {
        *self == Setting { line_height: self.line_height, ..*other }
    }

    fn of(style: &ParagraphStyle, measure: Abs) -> Setting {
        Setting {
            measure,
            align: style.align,
            align_last: style.align_last,
            indent: style.indent,
            line_height: style.line_height,
            em: style.text.size,
            autospace: style.autospace,
            avoid_short_last_line: style.avoid_short_last_line,
        }
    }

    fn plain(style: &TextStyle) -> Setting {
        Setting {
            measure: Abs::pt(f64::MAX),
            align: Align::Left,
            align_last: None,
            indent: Abs::ZERO,
            line_height: style.size,
            em: style.size,
            autospace: false,
            avoid_short_last_line: false,
        }
    }
}
