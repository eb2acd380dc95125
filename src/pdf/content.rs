//! A content stream that is being written (ISO 32000-1 §7.8.2), with the graphics state that its operators have set.

use super::object::ObjectBuffer;
use super::units;
use crate::page::{Artifact, Dash};
use crate::unit::Color;

/// The operators so far, and the current graphics state, so that nothing is set twice.
#[derive(Default)]
pub struct ContentStream {
    pub out: ObjectBuffer,
    fill: Option<Color>,
    stroke: Option<Color>,
    pen: Option<StrokeStyle>,
    /// The font's index, and its size in hundredths of a point.
    font: Option<(u16, i32)>,
}

/// The width and the dashes of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrokeStyle {
    /// In hundredths of a point.
    pub width: i32,
    pub dash: Dash,
}

impl ContentStream {
    pub fn operator(&mut self, operator: &str) {
        self.out.raw(operator);
        self.out.raw("\n");
    }

    /// Writes numbers given in hundredths, each with a space after it.
    pub fn numbers(&mut self, numbers: &[i32]) {
        for &number in numbers {
            self.out.hundredths(number);
            self.out.space();
        }
    }

    pub fn set_fill(&mut self, color: Color) {
        if self.fill.replace(color) != Some(color) {
            self.out.raw(units::color(color, "g", "rg"));
        }
    }

    pub fn set_stroke(&mut self, color: Color) {
        if self.stroke.replace(color) != Some(color) {
            self.out.raw(units::color(color, "G", "RG"));
        }
    }

    pub fn set_pen(&mut self, pen: StrokeStyle) {
        let before = self.pen.replace(pen);
        if before.is_none_or(|before| before.width != pen.width) {
            self.numbers(&[pen.width]);
            self.operator("w");
        }
        // The lengths of dashes depend on the line's width, so a new width sets them again.
        let is_plain = |pen: Option<StrokeStyle>| pen.is_some_and(|pen| pen.dash == Dash::Solid);
        if before == Some(pen) || is_plain(before) && is_plain(Some(pen)) {
            return;
        }
        match pen.dash {
            Dash::Solid => self.out.raw("0 J [] 0 d\n"),
            Dash::Dashed => {
                self.out.raw("0 J [");
                self.numbers(&[3 * pen.width, 2 * pen.width]);
                self.out.raw("] 0 d\n");
            }
            // Dashes of length zero with round caps are dots as wide as the line.
            Dash::Dotted => {
                self.out.raw("1 J [0 ");
                self.numbers(&[2 * pen.width]);
                self.out.raw("] 0 d\n");
            }
        }
    }

    /// Sets a line's width and its dashes (length and gap), in hundredths of a point.
    pub fn set_dashes(&mut self, width: i32, dashes: [i32; 2]) {
        self.pen = None;
        self.numbers(&[width]);
        self.out.raw("w 0 J [");
        self.numbers(&dashes);
        self.out.raw("] 0 d\n");
    }

    /// Chooses a font by its index, and its size in hundredths of a point.
    pub fn set_font(&mut self, font: u16, size: i32) {
        if self.font.replace((font, size)) != Some((font, size)) {
            self.out.raw("/F");
            self.out.integer(font.into());
            self.out.space();
            self.numbers(&[size]);
            self.operator("Tf");
        }
    }

    /// Begins a marked content of the structure tree; `actual_text` replaces the text of its glyphs.
    pub fn begin_marked(&mut self, id: u32, actual_text: Option<&str>) {
        self.out.raw(if actual_text.is_some() { "/Span<</MCID " } else { "/P<</MCID " });
        self.out.integer(id.into());
        if let Some(text) = actual_text {
            self.out.raw("/ActualText");
            self.out.utf16(text);
        }
        self.operator(">>BDC");
    }

    /// Begins an artifact: content that is no part of the document's text (§14.8.2.2).
    pub fn begin_artifact(&mut self, artifact: Artifact) {
        self.operator(match artifact {
            Artifact::Header => "/Artifact<</Type/Pagination/Subtype/Header>>BDC",
            Artifact::Footer => "/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
            Artifact::Repeated => "/Artifact<</Type/Pagination>>BDC",
            Artifact::Layout => "/Artifact<</Type/Layout>>BDC",
        });
    }

    pub fn begin_watermark(&mut self) {
        self.operator("/Artifact<</Type/Pagination/Subtype/Watermark>>BDC");
    }

    pub fn end_marked(&mut self) {
        self.operator("EMC");
    }

    /// Saves the graphics state, which [`restore`](ContentStream::restore) brings back.
    pub fn save(&mut self) {
        self.operator("q");
    }

    pub fn restore(&mut self) {
        self.operator("Q");
        let out = std::mem::take(&mut self.out);
        *self = ContentStream { out, ..ContentStream::default() };
    }
}
