//! What a drawing is made of.

use crate::unit::{Abs, Color, Point, Rect, Size};

/// How far the control points of a quarter circle lie from its ends, in radii.
pub const ARC: f64 = 0.552_284_75;

/// What is drawn, from back to front. Places count from the top left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    pub size: Size,
    pub shapes: Vec<Shape>,
    /// The outline of each distinct glyph, in the order of first use.
    pub outlines: Vec<Outline>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Open polygons.
    Lines {
        lines: Vec<Vec<Point>>,
        stroke: Stroke,
    },
    Box {
        rect: Rect,
        /// Of its corners; zero for square ones.
        radius: Abs,
        fill: Color,
        stroke: Stroke,
    },
    Text(DrawnText),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub width: Abs,
    pub color: Color,
    /// The lengths of dashes and gaps.
    pub dashes: Option<[Abs; 2]>,
}

/// Glyphs of one font, size and colour.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnText {
    pub font: u16,
    pub size: Abs,
    pub color: Color,
    pub glyphs: Vec<DrawnGlyph>,
    /// What it says; the glyphs' text lengths add up to its length.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnGlyph {
    pub id: u16,
    /// Index into [`Drawing::outlines`].
    pub outline: usize,
    /// Of its origin.
    pub at: Point,
    /// How many bytes of the text it stands for.
    pub text_len: u32,
}

/// A glyph's outline in font units, y up.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub path: Vec<Segment>,
    pub units_per_em: f32,
}

/// A step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move([f32; 2]),
    Line([f32; 2]),
    Quadratic([[f32; 2]; 2]),
    Cubic([[f32; 2]; 3]),
    Close,
}

impl Segment {
    /// Makes it larger or smaller by a factor.
    pub fn scale(&mut self, by: f32) {
        let points: &mut [[f32; 2]] = match self {
            Segment::Move(to) | Segment::Line(to) => std::slice::from_mut(to),
            Segment::Quadratic(points) => points,
            Segment::Cubic(points) => points,
            Segment::Close => &mut [],
        };
        points.iter_mut().flatten().for_each(|number| *number *= by);
    }
}
