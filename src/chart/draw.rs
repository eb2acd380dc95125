//! Writes a sheet as SVG: connectors, boxes, and text as outlines, each glyph once.

use std::collections::HashMap;

use super::Sheet;
use super::colour;
use super::diagram::Kind;
use super::label::{LEADING, Line, Mark};
use super::layout::{Connector, MARGIN, Placed, PlacedBox};
use super::request::{Corner, Request};
use crate::text::{Fonts, Segment};
use crate::unit::{Abs, Color, Size};

/// How far the baseline of a line is below its middle, in em: half a Han's height above its descent.
const BASELINE: f64 = 0.37;
/// Of lines, in em.
const STROKE: f64 = 0.065;
const HEAD_STROKE: f64 = 0.1;
const RADIUS: f64 = 0.35;
/// How much of the background is in a quiet colour.
const QUIET: f64 = 0.35;

/// The size that a sheet is drawn in.
pub fn size(placed: &Placed) -> Size {
    let side = |length: f64| Abs::pt(hundredth((length + 2.0 * MARGIN) * placed.size));
    Size { width: side(placed.width), height: side(placed.height) }
}

/// The whole picture.
pub fn svg(sheet: &Sheet, request: &Request, fonts: &Fonts) -> String {
    let placed = &sheet.placed;
    let mut pen = Pen {
        em: placed.size,
        request,
        fonts,
        glyphs: HashMap::new(),
        defs: String::new(),
        body: String::new(),
    };
    pen.connectors(&placed.lines);
    for (place, entry) in placed.boxes.iter().zip(&placed.diagram.boxes) {
        pen.frame(place, entry.kind);
        pen.text(place, &entry.label.lines, entry.kind);
    }
    let (width, height) = (number(sheet.size.width.to_pt()), number(sheet.size.height.to_pt()));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\">\n\
         <defs>\n{}</defs>\n{}</svg>\n",
        pen.defs, pen.body
    )
}

struct Pen<'a> {
    em: f64,
    request: &'a Request,
    fonts: &'a Fonts,
    /// The number of each glyph, by face and glyph, in the order of first use.
    glyphs: HashMap<(u16, u16), usize>,
    defs: String,
    body: String,
}

impl Pen<'_> {
    /// A length or place on the page, in points.
    fn at(&self, em: f64) -> String {
        number((em + MARGIN) * self.em)
    }

    fn length(&self, em: f64) -> String {
        number(em * self.em)
    }

    fn connectors(&mut self, lines: &[Connector]) {
        let mut path = String::new();
        for Connector(points) in lines {
            for (index, (x, y)) in points.iter().enumerate() {
                let step = if index == 0 { 'M' } else { 'L' };
                path += &format!("{step}{} {}", self.at(*x), self.at(*y));
            }
        }
        if !path.is_empty() {
            let (line, width) = (self.request.line, self.length(STROKE));
            self.body +=
                &format!("<path fill=\"none\" stroke=\"#{line}\" stroke-width=\"{width}\" d=\"{path}\"/>\n");
        }
    }

    fn frame(&mut self, place: &PlacedBox, kind: Kind) {
        let (fill, line) = (self.background(kind), self.request.line);
        let stroke = match kind {
            Kind::Head | Kind::Department => HEAD_STROKE,
            Kind::Position | Kind::Outside => STROKE,
        };
        let dashes = match kind {
            Kind::Outside => format!(" stroke-dasharray=\"{} {}\"", self.length(0.4), self.length(0.25)),
            _ => String::new(),
        };
        let corner = match self.request.corner {
            Corner::Square => String::new(),
            Corner::Round => format!(" rx=\"{}\"", self.length(RADIUS)),
        };
        self.body += &format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{corner} fill=\"#{fill}\" stroke=\"#{line}\" \
             stroke-width=\"{}\"{dashes}/>\n",
            self.at(place.x),
            self.at(place.y),
            self.length(place.width),
            self.length(place.height),
            self.length(stroke),
        );
    }

    fn background(&self, kind: Kind) -> Color {
        match kind {
            Kind::Head | Kind::Department => self.request.accent,
            Kind::Position => self.request.fill,
            Kind::Outside => Color::WHITE,
        }
    }

    /// Lines in the middle of a box.
    fn text(&mut self, place: &PlacedBox, lines: &[Line], kind: Kind) {
        let background = self.background(kind);
        let loud = colour::on(background);
        let quiet = colour::mix(loud, background, QUIET);
        let top = place.y + (place.height - lines.len() as f64 * LEADING) / 2.0;
        for (index, line) in lines.iter().enumerate() {
            let left = place.x + (place.width - line.width) / 2.0;
            let baseline = top + (index as f64 + 0.5) * LEADING;
            for alike in line.marks.chunk_by(|one, next| one.quiet == next.quiet) {
                let color = if alike.iter().any(|mark| mark.quiet) { quiet } else { loud };
                self.body += &format!("<g fill=\"#{color}\">");
                for mark in alike {
                    let y = baseline + BASELINE * mark.size - mark.y;
                    self.glyph(mark, left + mark.x, y);
                }
                self.body += "</g>\n";
            }
        }
    }

    fn glyph(&mut self, mark: &Mark, x: f64, y: f64) {
        let key = (mark.font, mark.glyph);
        let face = self.fonts.face(mark.font);
        let index = match self.glyphs.get(&key) {
            Some(&index) => index,
            None => {
                let index = self.glyphs.len();
                self.defs += &format!("<path id=\"g{index}\" d=\"{}\"/>\n", path(&face.outline(mark.glyph)));
                self.glyphs.insert(key, index);
                index
            }
        };
        let scale = mark.size * self.em / f64::from(face.units_per_em());
        self.body += &format!(
            "<use xlink:href=\"#g{index}\" transform=\"matrix({scale:.6} 0 0 {scale:.6} {} {})\"/>",
            self.at(x),
            self.at(y)
        );
    }
}

/// An outline's path, y down.
fn path(outline: &[Segment]) -> String {
    let mut path = String::new();
    let mut step = |letter: char, points: &[[f32; 2]]| {
        path.push(letter);
        for (index, [x, y]) in points.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            path += &format!("{space}{} {}", number(f64::from(*x)), number(-f64::from(*y)));
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

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// To a hundredth, without trailing zeros or a negative zero.
fn number(value: f64) -> String {
    format!("{}", hundredth(value) + 0.0)
}
