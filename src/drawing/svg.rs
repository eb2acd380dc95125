//! Writes a drawing as SVG. Its text is outlines, each glyph once, because no reader has its fonts.

use std::fmt::{self, Display, Formatter, Write};

use super::shapes::{Drawing, DrawnText, Segment, Shape, Stroke};
use crate::unit::{Abs, Point};

impl Drawing {
    pub fn svg(&self) -> String {
        let (width, height) = (length(self.size.width), length(self.size.height));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\">\n<defs>\n"
        );
        for (index, outline) in self.outlines.iter().enumerate() {
            _ = writeln!(svg, "<path id=\"g{index}\" d=\"{}\"/>", path(&outline.path));
        }
        svg += "</defs>\n";
        for shape in &self.shapes {
            match shape {
                Shape::Text(text) => self.text(text, &mut svg),
                shape => shape.svg(&mut svg),
            }
        }
        svg + "</svg>\n"
    }

    fn text(&self, text: &DrawnText, svg: &mut String) {
        _ = write!(svg, "<g fill=\"#{}\">", text.color);
        for glyph in &text.glyphs {
            let Some(outline) = self.outlines.get(glyph.outline) else { continue };
            let scale = text.size.to_pt() / f64::from(outline.units_per_em);
            let (x, y) = (length(glyph.at.x), length(glyph.at.y));
            let index = glyph.outline;
            _ = write!(
                svg,
                "<use xlink:href=\"#g{index}\" transform=\"matrix({scale:.6} 0 0 {scale:.6} {x} {y})\"/>"
            );
        }
        *svg += "</g>\n";
    }
}

impl Shape {
    /// Adds lines or a box as an element.
    pub fn svg(&self, svg: &mut String) {
        match self {
            Shape::Lines { lines, stroke: own } => {
                let path: String = lines.iter().map(|line| polygon(line)).collect();
                *svg += "<path fill=\"none\"";
                stroke(own, svg);
                _ = writeln!(svg, " d=\"{path}\"/>");
            }
            Shape::Box { rect, radius, fill, stroke: own } => {
                let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(length);
                _ = write!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
                if *radius > Abs::ZERO {
                    _ = write!(svg, " rx=\"{}\"", length(*radius));
                }
                _ = write!(svg, " fill=\"#{fill}\"");
                stroke(own, svg);
                *svg += "/>\n";
            }
            // Its glyphs are for whoever has their outlines.
            Shape::Text(_) => {}
        }
    }
}

fn polygon(points: &[Point]) -> String {
    let mut path = String::new();
    for (index, point) in points.iter().enumerate() {
        let step = if index == 0 { 'M' } else { 'L' };
        _ = write!(path, "{step}{} {}", length(point.x), length(point.y));
    }
    path
}

fn stroke(stroke: &Stroke, svg: &mut String) {
    _ = write!(svg, " stroke=\"#{}\" stroke-width=\"{}\"", stroke.color, length(stroke.width));
    if let Some([dash, gap]) = stroke.dashes {
        _ = write!(svg, " stroke-dasharray=\"{} {}\"", length(dash), length(gap));
    }
}

/// An outline's path, y down.
pub fn path(outline: &[Segment]) -> String {
    let mut path = String::new();
    let mut step = |letter: char, points: &[[f32; 2]]| {
        path.push(letter);
        for (index, [x, y]) in points.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            _ = write!(path, "{space}{} {}", number(f64::from(*x)), number(-f64::from(*y)));
        }
    };
    for segment in outline {
        match segment {
            Segment::Move(to) => step('M', &[*to]),
            Segment::Line(to) => step('L', &[*to]),
            Segment::Quadratic(points) => step('Q', points),
            Segment::Cubic(points) => step('C', points),
            Segment::Close => step('Z', &[]),
        }
    }
    path
}

/// A length in points.
pub fn length(length: Abs) -> Number {
    number(length.to_pt())
}

/// A number in hundredths, which is written without trailing zeros.
pub struct Number(i64);

pub fn number(value: f64) -> Number {
    Number((value * 100.0).round() as i64)
}

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_more_digits_than_they_need() {
        let written = [0.0, -0.001, 12.0, -0.5, 8.12345, 7.006, -20.1].map(|value| number(value).to_string());
        assert_eq!(written, ["0", "0", "12", "-0.5", "8.12", "7.01", "-20.1"]);
    }
}
