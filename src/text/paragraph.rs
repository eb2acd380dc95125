//! A paragraph that is set: lines of positioned glyphs.

use std::ops::Range;

use super::setting::Setting;
use crate::tree::{Image, Link};
use crate::unit::{Abs, Color};

/// A glyph, positioned relative to the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    pub id: u16,
    /// How many bytes of the run's text it stands for; 0 for further glyphs of a cluster.
    pub text_len: u32,
    /// The distance to the next glyph, in em.
    pub advance: f32,
    /// Its shift to the right and upwards, in em.
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
    /// How much closer its characters have to stand in programs that do not squeeze marks (see `tracking`).
    pub tracking: Abs,
    /// Whether a line was not justified, because it would have been too loose.
    pub ragged: bool,
    /// How many lines fewer the paragraph may have in programs that squeeze all marks.
    pub spare_lines: usize,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub height: Abs,
    /// From the line's top.
    pub baseline: Abs,
    /// The width from the line's start to its last glyph, without trailing spaces.
    pub width: Abs,
    /// The byte range in the text, without the `
    /// ` of a forced break.
    pub text: Range<usize>,
    /// Whether layout spread its characters (均排), so that text extraction needs the plain text.
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
    /// A leader's repeated pattern. Its text comes after the paragraph's own in [`Lines::text`].
    Leader(LineRun),
}

/// Glyphs of one face and style.
#[derive(Clone, Debug)]
pub struct LineRun {
    pub x: Abs,
    pub width: Abs,
    /// The height above the line's baseline.
    pub rise: Abs,
    pub font: u16,
    pub size: Abs,
    pub color: Color,
    pub oblique: bool,
    /// Whether it lies on its right side, in vertical text: the baseline runs down from the first glyph's origin.
    pub turned: bool,
    pub underline: bool,
    pub strike: bool,
    pub link: Option<Link>,
    /// A range of [`Lines::glyphs`].
    pub glyphs: Range<usize>,
    /// A byte range of [`Lines::text`].
    pub text: Range<usize>,
}

impl Lines {
    /// The same lines with another line height. They must have no pictures.
    pub(super) fn with_line_height(&self, setting: &Setting) -> Lines {
        let mut lines = self.clone();
        for line in &mut lines.lines {
            line.height = setting.line_height;
            line.baseline = setting.baseline();
        }
        lines
    }
}
