//! The properties of a paragraph's style that line breaking needs.

use crate::tree::{Align, ParagraphStyle, TextStyle};
use crate::unit::Abs;

/// The share of the em above the baseline, as in the embedded Han faces (OS/2 typo ascender 880).
pub const HAN_ASCENT: f64 = 0.88;

#[derive(Clone, Copy, PartialEq)]
pub struct Setting {
    pub measure: Abs,
    pub align: Align,
    pub align_last: Option<Align>,
    pub indent: Abs,
    pub line_height: Abs,
    pub em: Abs,
    pub autospace: bool,
    pub avoid_short_last_line: bool,
}

impl Setting {
    /// Whether text gets the same lines with both, apart from the line height.
    pub fn breaks_like(&self, other: &Setting) -> bool {
        *self == Setting { line_height: self.line_height, ..*other }
    }

    pub fn of(style: &ParagraphStyle, measure: Abs) -> Setting {
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

    pub fn plain(style: &TextStyle) -> Setting {
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

    /// The baseline of a line without pictures: the Han em box is centred.
    pub fn baseline(&self) -> Abs {
        (self.line_height - self.em) / 2.0 + self.em * HAN_ASCENT
    }
}
