//! Our measures in PDF's numbers: the only place where lengths become points as `f32`.
//!
//! Coordinates are rounded to 1/100 pt (3.5 µm), which keeps content streams short,
//! and held within ±20,000 pt, so that no infinity reaches a file.

use krilla::color::{luma, rgb};
use krilla::geom;
use krilla::paint::{Fill, Paint};

use crate::unit::{Abs, Color, Point, Rect, Size};

/// A coordinate or a length in points.
pub fn number(length: Abs) -> f32 {
    let points = length.to_pt().clamp(-20_000.0, 20_000.0);
    ((points * 100.0).round() / 100.0) as f32
}

/// An amount in em; what is not finite becomes zero.
pub fn em(amount: f32) -> f32 {
    if amount.is_finite() { amount.clamp(-2_000.0, 2_000.0) } else { 0.0 }
}

pub fn point(point: Point) -> geom::Point {
    geom::Point::from_xy(number(point.x), number(point.y))
}

/// The rectangle's area, whichever corner it starts from; `None` if it has none.
pub fn rect(rect: Rect) -> Option<geom::Rect> {
    let (x0, x1) = (number(rect.x), number(rect.right()));
    let (y0, y1) = (number(rect.y), number(rect.bottom()));
    let area = geom::Rect::from_ltrb(x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1))?;
    (area.width() > 0.0 && area.height() > 0.0).then_some(area)
}

/// A page's size within the 3 to 14,400 units that ISO 19005-2 §6.1.13 allows.
pub fn page_size(size: Size) -> geom::Size {
    let side = |length: Abs| number(length).clamp(3.0, 14_400.0);
    geom::Size::from_wh(side(size.width), side(size.height)).expect("both sides are positive")
}

/// Grey for what is grey, because one number is shorter than three.
pub fn paint(color: Color) -> Paint {
    if color.r == color.g && color.g == color.b {
        luma::Color::new(color.r).into()
    } else {
        rgb::Color::new(color.r, color.g, color.b).into()
    }
}

pub fn fill(color: Color) -> Fill {
    Fill { paint: paint(color), ..Fill::default() }
}
