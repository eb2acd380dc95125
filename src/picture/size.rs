//! How large drawings are, in points and in pixels.

use resvg::tiny_skia::Transform;
use resvg::usvg::Tree;

use crate::unit::{Abs, Size};

/// Pixels per point, for an SVG picture in pixels: 220 an inch, as Word keeps pictures for print;
pub const COPY_SCALE: f64 = 220.0 / 72.0;
/// and no more pixels a side than this.
pub const COPY_SIDE: f64 = 2400.0;

/// A CSS pixel in points.
pub const PIXEL: f64 = 0.75;

/// A drawing's own size.
pub fn size_of(tree: &Tree) -> Size {
    let size = tree.size();
    Size {
        width: Abs::pt(f64::from(size.width()) * PIXEL),
        height: Abs::pt(f64::from(size.height()) * PIXEL),
    }
}

/// How a drawing becomes pixels, and how many there are each way.
pub fn in_pixels(tree: &Tree) -> (Transform, u32, u32) {
    let (scale, width, height) = extent(size_of(tree));
    let factor = (scale * PIXEL) as f32;
    (Transform::from_scale(factor, factor), width, height)
}

/// How many pixels make a point, and how many there are each way.
pub fn extent(size: Size) -> (f64, u32, u32) {
    let longer = size.width.max(size.height).to_pt();
    let scale = COPY_SCALE.min(COPY_SIDE / longer);
    let pixels = |length: Abs| (length.to_pt() * scale).round().max(1.0) as u32;
    (scale, pixels(size.width), pixels(size.height))
}
