//! The watermark: a word or two across every page, behind its text.

use std::sync::Arc;

use super::font::FontStack;
use super::style::TextStyle;
use crate::unit::{Abs, Color};

/// A watermark's text and style. It stands in the middle of the page, turned by [`Watermark::ANGLE`].
#[derive(Clone, Debug, PartialEq)]
pub struct Watermark {
    pub text: String,
    pub style: Arc<TextStyle>,
}

impl Watermark {
    /// Degrees, counter-clockwise.
    pub const ANGLE: f64 = 45.0;
    /// The most characters that fit the diagonal of a page at a readable size.
    pub const LONGEST: usize = 50;

    /// A watermark for A4 pages: a long text fills the diagonal, a short one is at most 120 pt high.
    pub fn new(text: &str) -> Watermark {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let size = Abs::pt((DIAGONAL / ems(&text).max(1.0)).clamp(SMALLEST, LARGEST).floor());
        let fonts = FontStack::new(&["Arial", "黑体", "sans-serif"]);
        // Light enough to read through, dark enough to be seen on a copy.
        let color = Color { r: 0xe8, g: 0xe8, b: 0xe8 };
        Watermark { text, style: Arc::new(TextStyle { fonts, size, color, ..TextStyle::initial() }) }
    }

    /// The approximate width of the text; word processors stretch the text to it.
    pub fn width(&self) -> Abs {
        self.style.size * ems(&self.text)
    }
}

fn ems(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.6 } else { 1.0 }).sum()
}

/// The length of a long text, in points; A4's diagonal is 1,031 pt.
const DIAGONAL: f64 = 640.0;
const LARGEST: f64 = 120.0;
const SMALLEST: f64 = 12.0;
