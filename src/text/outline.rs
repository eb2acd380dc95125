//! The outlines of glyphs, for drawings that carry no font.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::*;

use super::fonts::Face;
use crate::drawing::Segment;

impl Face {
    /// A glyph's outline in font units, with y upwards; empty for a space, or if the font has no outline that can be
    /// drawn.
    pub fn outline(&self, glyph: u16) -> Vec<Segment> {
        let mut pen = SegmentPen(Vec::new());
        let font = FontRef::from_index(self.data.as_ref(), self.index).ok();
        let outline = font.and_then(|font| font.outline_glyphs().get(GlyphId::from(glyph)));
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        match outline.map(|outline| outline.draw(settings, &mut pen)) {
            Some(Ok(_)) => pen.0,
            // A partial outline of a damaged font is dropped.
            Some(Err(_)) | None => Vec::new(),
        }
    }
}

struct SegmentPen(Vec<Segment>);

impl OutlinePen for SegmentPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Move([x, y]));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Line([x, y]));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(Segment::Quadratic([[cx, cy], [x, y]]));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.push(Segment::Cubic([[ax, ay], [bx, by], [x, y]]));
    }

    fn close(&mut self) {
        self.0.push(Segment::Close);
    }
}
