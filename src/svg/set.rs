//! The glyphs that pages refer to.

use std::collections::BTreeSet;
use std::fmt;

use crate::drawing::{Outline, path};

/// A glyph of a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GlyphKey {
    /// Index into [`Pages::fonts`](crate::page::Pages::fonts).
    pub font: u16,
    pub glyph: u16,
}

/// Distinct glyphs, in a fixed order.
pub type GlyphSet = BTreeSet<GlyphKey>;

/// `g0-1234`, as pages refer to it.
impl fmt::Display for GlyphKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "g{}-{}", self.font, self.glyph)
    }
}

/// An outline as a path in units of a thousandth of the font size, y down.
pub fn path_of(outline: Outline) -> String {
    let Outline { path: mut segments, units_per_em } = outline;
    let scale = EM as f32 / units_per_em.max(1.0);
    if scale != 1.0 {
        segments.iter_mut().for_each(|segment| segment.scale(scale));
    }
    path(&segments)
}

/// The units of an em in which glyphs are written.
pub const EM: f64 = 1000.0;
