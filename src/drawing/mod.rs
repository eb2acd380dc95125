//! Drawings of our own, such as organisation charts: lines, boxes and glyphs.
//!
//! Whoever shows one draws it in its own way: `pdf` by operators, with glyphs that can be found and copied,
//! `docx` as [SVG](Drawing::svg) with a copy in pixels.

mod shapes;
mod svg;

pub use shapes::{ARC, Drawing, DrawnGlyph, DrawnText, Outline, Segment, Shape, Stroke};
pub use svg::{Number, length, number, path};
