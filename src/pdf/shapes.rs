//! Draws the shapes of a drawing at its place on the page.

use super::content::{ContentStream, StrokeStyle};
use super::units::{Paper, number};
use crate::drawing::{ARC, Drawing, DrawnText, Stroke};
use crate::page::{Dash, Glyph, TextRun};
use crate::unit::{Abs, Color, Point, Rect};

/// A drawing that is centred in its box, as large as the box allows.
pub struct PlacedDrawing {
    paper: Paper,
    /// The point of the drawing's top left corner.
    at: Point,
    scale: f64,
}

impl PlacedDrawing {
    pub fn new(drawing: &Drawing, rect: Rect, paper: Paper) -> PlacedDrawing {
        let (width, height) = (drawing.size.width, drawing.size.height);
        let scale = (rect.width / width).min(rect.height / height);
        let scale = if scale.is_finite() { scale } else { 0.0 };
        let x = rect.x + (rect.width - width * scale) / 2.0;
        let y = rect.y + (rect.height - height * scale) / 2.0;
        PlacedDrawing { paper, at: Point { x, y }, scale }
    }

    pub fn lines(&self, lines: &[Vec<Point>], stroke: &Stroke, content: &mut ContentStream) {
        self.set_stroke(stroke, content);
        for line in lines {
            for (index, point) in line.iter().enumerate() {
                let (x, y) = self.paper.point(self.point(*point));
                content.numbers(&[x, y]);
                content.operator(if index == 0 { "m" } else { "l" });
            }
        }
        content.operator("S");
    }

    pub fn frame(&self, rect: Rect, radius: Abs, fill: Color, stroke: &Stroke, content: &mut ContentStream) {
        let (from, to) = (Point { x: rect.x, y: rect.y }, Point { x: rect.right(), y: rect.bottom() });
        let (left, top) = self.paper.point(self.point(from));
        let (right, bottom) = self.paper.point(self.point(to));
        content.set_fill(fill);
        self.set_stroke(stroke, content);
        let radius = number(radius * self.scale).min((right - left) / 2).min((top - bottom) / 2);
        if radius <= 0 {
            content.numbers(&[left, bottom, right - left, top - bottom]);
            return content.operator("re B");
        }
        // The distance of a curve's control points from the corner.
        let near = (f64::from(radius) * (1.0 - ARC)).round() as i32;
        content.numbers(&[left + radius, top]);
        content.operator("m");
        let side = |to: [i32; 2], curve: [i32; 6], content: &mut ContentStream| {
            content.numbers(&to);
            content.operator("l");
            content.numbers(&curve);
            content.operator("c");
        };
        let (r, k) = (radius, near);
        side([right - r, top], [right - k, top, right, top - k, right, top - r], content);
        side([right, bottom + r], [right, bottom + k, right - k, bottom, right - r, bottom], content);
        side([left + r, bottom], [left + k, bottom, left, bottom + k, left, bottom + r], content);
        side([left, top - r], [left, top - k, left + k, top, left + r, top], content);
        content.operator("b");
    }

    /// A text of the drawing as a run of glyphs on the page.
    pub fn run(&self, text: &DrawnText) -> (TextRun, Vec<Glyph>) {
        let start = text.glyphs.first().map_or(Point::default(), |glyph| glyph.at);
        let run = TextRun {
            at: self.point(start),
            font: text.font,
            size: text.size * self.scale,
            color: text.color,
            oblique: false,
            turned: false,
            glyphs: 0..0,
            text: 0..0,
        };
        let glyphs = text.glyphs.iter().enumerate().map(|(index, glyph)| {
            let next = text.glyphs.get(index + 1).unwrap_or(glyph);
            Glyph {
                id: glyph.id,
                text_len: glyph.text_len,
                advance: ((next.at.x - glyph.at.x) / text.size) as f32,
                offset_x: 0.0,
                offset_y: ((start.y - glyph.at.y) / text.size) as f32,
            }
        });
        let glyphs = glyphs.collect();
        (run, glyphs)
    }

    fn set_stroke(&self, stroke: &Stroke, content: &mut ContentStream) {
        content.set_stroke(stroke.color);
        let width = number(stroke.width * self.scale);
        match stroke.dashes {
            Some(dashes) => content.set_dashes(width, dashes.map(|length| number(length * self.scale))),
            None => content.set_pen(StrokeStyle { width, dash: Dash::Solid }),
        }
    }

    fn point(&self, point: Point) -> Point {
        Point { x: self.at.x + point.x * self.scale, y: self.at.y + point.y * self.scale }
    }
}
