//! Converts our lengths and colours to PDF's numbers; nothing else does that.
//!
//! Coordinates are in hundredths of a point (3.5 µm), which keeps content streams short, and clamped to ±20,000 pt,
//! so that no infinity gets into a file. PDF counts them upwards from the page's lower left corner.

use crate::unit::{Abs, Color, Point, Rect, Size};

/// Converts a coordinate or length to hundredths of a point.
pub fn number(length: Abs) -> i32 {
    nearest(length.to_pt().clamp(-20_000.0, 20_000.0) * 100.0) as i32
}

/// Rounds to the nearest integer. `f64::round` would be a library call on the oldest x86-64 processors, for which we
/// build.
pub fn nearest(number: f64) -> i64 {
    (number + 0.5_f64.copysign(number)) as i64
}

/// Clamps an amount in em; infinities and NaN become zero.
pub fn em(amount: f32) -> f32 {
    if amount.is_finite() { amount.clamp(-2_000.0, 2_000.0) } else { 0.0 }
}

/// An area in hundredths of a point, given by its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub left: i32,
    pub bottom: i32,
    pub right: i32,
    pub top: i32,
}

impl Area {
    /// The four numbers of a `Rect` array (ISO 32000-1 §7.9.5).
    pub fn corners(&self) -> [i32; 4] {
        [self.left, self.bottom, self.right, self.top]
    }
}

/// The coordinate system of a page: its size in hundredths of a point.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    pub width: i32,
    pub height: i32,
}

impl Paper {
    /// The coordinates of a page; its size is clamped to the 3 to 14,400 units that ISO 19005-2 §6.1.13 allows.
    pub fn new(size: Size) -> Paper {
        let side = |length: Abs| number(length).clamp(300, 1_440_000);
        Paper { width: side(size.width), height: side(size.height) }
    }

    pub fn point(&self, point: Point) -> (i32, i32) {
        (number(point.x), self.height - number(point.y))
    }

    /// The area of a rectangle, whichever corner it starts from; `None` if its width or height is zero.
    pub fn area(&self, rect: Rect) -> Option<Area> {
        let (x0, x1) = (number(rect.x), number(rect.right()));
        let (y0, y1) = (self.height - number(rect.y), self.height - number(rect.bottom()));
        let area = Area { left: x0.min(x1), bottom: y0.min(y1), right: x0.max(x1), top: y0.max(y1) };
        (area.left < area.right && area.bottom < area.top).then_some(area)
    }
}

/// The operands and the operator of a colour. A grey takes one number instead of three.
pub fn color(color: Color, gray: &str, rgb: &str) -> String {
    let level = |level: u8| {
        let text = format!("{:.4}", f64::from(level) / 255.0);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        text.strip_prefix('0').filter(|rest| !rest.is_empty()).unwrap_or(text).to_owned()
    };
    let Color { r, g, b } = color;
    match r == g && g == b {
        true => format!("{} {gray}\n", level(r)),
        false => format!("{} {} {} {rgb}\n", level(r), level(g), level(b)),
    }
}
