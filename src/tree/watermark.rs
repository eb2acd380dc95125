//! The watermark: a word or two across every page, behind its text.

use std::sync::Arc;

use super::font::FontStack;
use super::style::TextStyle;
use crate::unit::{Abs, Color};

/// A watermark's text and how it looks. It stands in the middle of the page, rising by [`Watermark::ANGLE`].
#[derive(Clone, Debug, PartialEq)]
pub struct Watermark {
    pub text: String,
    pub style: Arc<TextStyle>,
}

impl Watermark {
    /// Degrees, counter-clockwise.
    pub const ANGLE: f64 = 45.0;
    /// The most characters that the diagonal of a page holds in a readable size.
    pub const LONGEST: usize = 50;

    /// Across an A4 page; a short word is no larger than 120 pt, a long one fills the diagonal.
    pub fn new(text: &str) -> Watermark {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let size = Abs::pt((DIAGONAL / ems(&text).max(1.0)).clamp(SMALLEST, LARGEST).floor());
        let fonts = FontStack::new(&["Arial", "黑体", "sans-serif"]);
        // Light enough to read through, dark enough to be seen on a copy.
        let color = Color { r: 0xe8, g: 0xe8, b: 0xe8 };
        Watermark { text, style: Arc::new(TextStyle { fonts, size, color, ..TextStyle::initial() }) }
    }

    /// How wide its text is, about: word processors stretch it to that.
    pub fn width(&self) -> Abs {
        self.style.size * ems(&self.text)
    }
}

fn ems(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.6 } else { 1.0 }).sum()
}

/// How much of A4's diagonal of 1,031 pt a long text takes, in points.
const DIAGONAL: f64 = 640.0;
const LARGEST: f64 = 120.0;
const SMALLEST: f64 = 12.0;
