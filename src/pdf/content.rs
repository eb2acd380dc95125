//! A content stream under way (ISO 32000-1 §7.8.2), with the state that its operators have set.

use super::object::ObjectBuffer;
use super::units;
use crate::page::{Artifact, Dash};
use crate::unit::Color;

/// Operators, and what is set at the moment, so that nothing is set twice.
#[derive(Default)]
pub struct ContentStream {
    pub out: ObjectBuffer,
    fill: Option<Color>,
    stroke: Option<Color>,
    pen: Option<StrokeStyle>,
    /// Font and size.
    font: Option<(u16, i32)>,
}

/// How a line is drawn.
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

    /// Numbers in hundredths, each with a space behind it.
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
        // The pattern of dashes goes with the line's width.
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
            // Dashes without length under a round cap are dots as wide as the line.
            Dash::Dotted => {
                self.out.raw("1 J [0 ");
                self.numbers(&[2 * pen.width]);
                self.out.raw("] 0 d\n");
            }
        }
    }

    /// Sets a line's width and its dashes and gaps, in hundredths of a point.
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

    /// Begins a marked content with a place in the structure.
    pub fn begin_marked(&mut self, id: u32, actual_text: Option<&str>) {
        self.out.raw(if actual_text.is_some() { "/Span<</MCID " } else { "/P<</MCID " });
        self.out.integer(id.into());
        if let Some(text) = actual_text {
            self.out.raw("/ActualText");
            self.out.utf16(text);
        }
        self.operator(">>BDC");
    }

    /// Begins what is no part of the document's text (§14.8.2.2).
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

    /// Saves the state; what is set after it is forgotten by [`restore`](ContentStream::restore).
    pub fn save(&mut self) {
        self.operator("q");
    }

    pub fn restore(&mut self) {
        self.operator("Q");
        let out = std::mem::take(&mut self.out);
        *self = ContentStream { out, ..ContentStream::default() };
    }
}
