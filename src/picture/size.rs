//! The sizes of drawings, in points and in pixels.

use resvg::tiny_skia::Transform;
use resvg::usvg::Tree;

use crate::unit::{Abs, Size};

/// Pixels per point of an SVG picture's copy: 220 per inch, as Word keeps pictures for print.
pub const COPY_SCALE: f64 = 220.0 / 72.0;
/// The most pixels of a side of a copy; a larger drawing gets fewer pixels per point.
pub const COPY_SIDE: f64 = 2400.0;

/// A CSS pixel in points.
pub const PIXEL: f64 = 0.75;

/// The natural size of a drawing.
pub fn size_of(tree: &Tree) -> Size {
    let size = tree.size();
    Size {
        width: Abs::pt(f64::from(size.width()) * PIXEL),
        height: Abs::pt(f64::from(size.height()) * PIXEL),
    }
}

/// The transformation of a drawing to the pixels of its copy, and the width and height of the copy in pixels.
pub fn in_pixels(tree: &Tree) -> (Transform, u32, u32) {
    let (scale, width, height) = extent(size_of(tree));
    let factor = (scale * PIXEL) as f32;
    (Transform::from_scale(factor, factor), width, height)
}

/// The pixels per point of a copy, and its width and height in pixels.
pub fn extent(size: Size) -> (f64, u32, u32) {
    let longer = size.width.max(size.height).to_pt();
    let scale = COPY_SCALE.min(COPY_SIDE / longer);
    let pixels = |length: Abs| (length.to_pt() * scale).round().max(1.0) as u32;
    (scale, pixels(size.width), pixels(size.height))
}
