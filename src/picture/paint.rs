//! Paints drawings of this program in pixels.

use std::collections::HashMap;
use std::ops::Range;

use resvg::tiny_skia::{FillRule, Mask, Path, PathBuilder, Rect, Stroke, StrokeDash, Transform};

use super::canvas::{Canvas, WHOLE};
use super::size::{COPY_SIDE, extent};
use crate::drawing::{self, Drawing, DrawnText, Outline, Segment, Shape};
use crate::unit::{self, Abs, Color, Point};

/// Paints a drawing at the highest resolution that its size allows.
pub fn paint(drawing: &Drawing) -> Canvas {
    let (scale, width, height) = extent(drawing.size);
    let colors = drawing.shapes.iter().flat_map(|shape| match shape {
        Shape::Lines { stroke, .. } => [stroke.color; 2],
        Shape::Box { fill, stroke, .. } => [*fill, stroke.color],
        Shape::Text(text) => [text.color; 2],
    });
    let canvas = Canvas::new(width, height, colors);
    let mut painter = DrawingPainter { drawing, scale, canvas, glyphs: HashMap::new() };
    drawing.shapes.iter().for_each(|shape| painter.shape(shape));
    painter.canvas
}

struct DrawingPainter<'d> {
    drawing: &'d Drawing,
    /// Pixels per point.
    scale: f64,
    canvas: Canvas,
    /// By outline, by the bits of the size, and by whether the origin lies between two pixels. Each shape is rasterized
    /// once, because the titles of a chart repeat the same glyphs many times.
    glyphs: HashMap<(usize, u64, bool), Option<Sprite>>,
}

impl DrawingPainter<'_> {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Lines { lines, stroke } => lines.iter().for_each(|line| self.line(line, stroke)),
            Shape::Box { rect, radius, fill, stroke } if *radius <= Abs::ZERO => {
                self.bar(*rect, *fill);
                self.line(&corners(*rect), stroke);
            }
            Shape::Box { rect, radius, fill, stroke } => {
                let Some(path) = round_box(*rect, *radius, self.scale) else { return };
                self.fill(&path, *fill);
                self.stroke(&path, stroke);
            }
            Shape::Text(text) => self.text(text),
        }
    }

    fn line(&mut self, line: &[Point], stroke: &drawing::Stroke) {
        if let Some(bars) = bars(line, stroke) {
            return bars.into_iter().for_each(|bar| self.bar(bar, stroke.color));
        }
        let mut path = PathBuilder::new();
        for (index, point) in line.iter().enumerate() {
            match (index, pixels([point.x, point.y], self.scale)) {
                (0, [x, y]) => path.move_to(x, y),
                (_, [x, y]) => path.line_to(x, y),
            }
        }
        if let Some(path) = path.finish() {
            self.stroke(&path, stroke);
        }
    }

    /// Fills a rectangle; the pixels at its edges are covered in part.
    fn bar(&mut self, bar: unit::Rect, color: Color) {
        let brush = self.canvas.brush(color);
        let (width, height) = self.canvas.size();
        let [left, right, top, bottom] =
            [bar.x, bar.right(), bar.y, bar.bottom()].map(|length| length.to_pt() * self.scale);
        let (columns, lines) = (Covered::of(left, right, width), Covered::of(top, bottom, height));
        for line in lines.all.clone() {
            let share = lines.quarters(line);
            for column in (columns.all.start..columns.whole.start).chain(columns.whole.end..columns.all.end) {
                self.canvas.cover(brush, line, column..column + 1, share * columns.quarters(column));
            }
            self.canvas.cover(brush, line, columns.whole.clone(), share * 4);
        }
    }

    fn stroke(&mut self, path: &Path, stroke: &drawing::Stroke) {
        let [width] = pixels([stroke.width], self.scale);
        let own = Stroke { width, ..Stroke::default() };
        let dash =
            stroke.dashes.and_then(|lengths| StrokeDash::new(pixels(lengths, self.scale).to_vec(), 0.0));
        let dashed = dash.and_then(|dash| path.dash(&dash, 1.0));
        if let Some(outline) = dashed.as_ref().unwrap_or(path).stroke(&own, 1.0) {
            self.fill(&outline, stroke.color);
        }
    }

    fn fill(&mut self, path: &Path, color: Color) {
        if let Some(sprite) = Sprite::of(path) {
            sprite.lay(0, 0, color, &mut self.canvas);
        }
    }

    fn text(&mut self, text: &DrawnText) {
        for glyph in &text.glyphs {
            let [x, y] = [glyph.at.x, glyph.at.y].map(|length| length.to_pt() * self.scale);
            // Glyphs are placed on half pixels along the line (a sixth of a point), and on whole pixels across it.
            let halves = (x * 2.0).round() as i64;
            let key = (glyph.outline, text.size.to_pt().to_bits(), halves.rem_euclid(2) == 1);
            let (drawing, scale) = (self.drawing, self.scale);
            let sprite = self.glyphs.entry(key).or_insert_with(|| {
                let own = drawing.outlines.get(glyph.outline)?;
                let em = (text.size.to_pt() * scale / f64::from(own.units_per_em)) as f32;
                let place = Transform::from_row(em, 0.0, 0.0, -em, if key.2 { 0.5 } else { 0.0 }, 0.0);
                Sprite::of(&outline(own)?.transform(place)?)
            });
            if let Some(sprite) = sprite {
                sprite.lay(halves.div_euclid(2), y.round() as i64, text.color, &mut self.canvas);
            }
        }
    }
}

/// How much a shape covers of each pixel around its origin.
struct Sprite {
    /// The upper left pixel, relative to the origin's.
    left: i64,
    top: i64,
    width: usize,
    /// The covered parts of each pixel, out of [`WHOLE`], line by line.
    parts: Vec<u8>,
}

impl Sprite {
    /// Rasterizes a path in pixels; `None` if there is nothing to see.
    fn of(path: &Path) -> Option<Sprite> {
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor(), bounds.top().floor());
        let side = |length: f32| (length.ceil() as u32).clamp(1, COPY_SIDE as u32);
        let mut mask = Mask::new(side(bounds.right() - left), side(bounds.bottom() - top))?;
        mask.fill_path(path, FillRule::Winding, true, Transform::from_translate(-left, -top));
        let width = mask.width() as usize;
        let of_whole = |coverage: u8| ((u32::from(coverage) * u32::from(WHOLE) + 127) / 255) as u8;
        let mut parts = mask.take();
        parts.iter_mut().for_each(|coverage| *coverage = of_whole(*coverage));
        Some(Sprite { left: left as i64, top: top as i64, width, parts })
    }

    /// Blends the shape onto a picture in that colour; `x` and `y` are the pixel of its origin.
    fn lay(&self, x: i64, y: i64, color: Color, canvas: &mut Canvas) {
        let brush = canvas.brush(color);
        let (width, height) = canvas.size();
        let left = x + self.left;
        // The columns of the shape that lie to the left of the picture.
        let before = usize::try_from(-left).unwrap_or(0).min(self.width);
        let column = usize::try_from(left).unwrap_or(0).min(width);
        let count = (self.width - before).min(width - column);
        for (index, parts) in self.parts.chunks_exact(self.width).enumerate() {
            let line = usize::try_from(y + self.top + index as i64);
            if let Some(line) = line.ok().filter(|line| *line < height) {
                canvas.cover_each(brush, line, column, &parts[before..before + count]);
            }
        }
    }
}

/// A box as a closed line.
fn corners(rect: unit::Rect) -> [Point; 5] {
    let at = |x, y| Point { x, y };
    let (right, bottom) = (rect.right(), rect.bottom());
    [at(rect.x, rect.y), at(right, rect.y), at(right, bottom), at(rect.x, bottom), at(rect.x, rect.y)]
}

/// A line as rectangles, one for each segment, with filled corners; `None` if it is dashed or has oblique segments.
///
/// Most lines of a chart are of this kind, and filling rectangles is faster than stroking.
fn bars(line: &[Point], stroke: &drawing::Stroke) -> Option<Vec<unit::Rect>> {
    if stroke.dashes.is_some() {
        return None;
    }
    let half = stroke.width / 2.0;
    let is_closed = line.len() > 2 && line.first() == line.last();
    let count = line.len().saturating_sub(1);
    let bar = |(index, ends): (usize, &[Point])| {
        let (from, to) = (ends[0], ends[1]);
        let joins = |index: usize| if is_closed || (1..count).contains(&index) { half } else { Abs::ZERO };
        let (before, behind) = (joins(index), joins(index + 1));
        let (first, last, low, high) = match (from.x == to.x, from.y == to.y) {
            (_, true) if from.x <= to.x => (from, to, before, behind),
            (_, true) => (to, from, behind, before),
            (true, _) if from.y <= to.y => (from, to, before, behind),
            (true, _) => (to, from, behind, before),
            _ => return None,
        };
        let (left, top, right, bottom) = match from.y == to.y {
            true => (first.x - low, first.y - half, last.x + high, last.y + half),
            false => (first.x - half, first.y - low, last.x + half, last.y + high),
        };
        Some(unit::Rect { x: left, y: top, width: right - left, height: bottom - top })
    };
    line.windows(2).enumerate().map(bar).collect()
}

/// The pixels of a line or column between two coordinates.
struct Covered {
    from: f64,
    to: f64,
    /// All pixels that are covered, even in part.
    all: Range<usize>,
    /// The pixels that are covered completely.
    whole: Range<usize>,
}

impl Covered {
    fn of(from: f64, to: f64, count: usize) -> Covered {
        let within = |place: f64| place.clamp(0.0, count as f64) as usize;
        let (first, last) = (within(from.ceil()), within(to.floor()));
        let all = within(from.floor())..within(to.ceil());
        Covered { from, to, whole: first..last.max(first), all }
    }

    /// The covered share of a pixel in quarters, so that a chart has few enough colours for a palette.
    fn quarters(&self, pixel: usize) -> u8 {
        let share = self.to.min(pixel as f64 + 1.0) - self.from.max(pixel as f64);
        (share.clamp(0.0, 1.0) * 4.0).round() as u8
    }
}

fn outline(outline: &Outline) -> Option<Path> {
    let mut path = PathBuilder::new();
    for segment in &outline.path {
        match *segment {
            Segment::Move([x, y]) => path.move_to(x, y),
            Segment::Line([x, y]) => path.line_to(x, y),
            Segment::Quadratic([[ax, ay], [x, y]]) => path.quad_to(ax, ay, x, y),
            Segment::Cubic([[ax, ay], [bx, by], [x, y]]) => path.cubic_to(ax, ay, bx, by, x, y),
            Segment::Close => path.close(),
        }
    }
    path.finish()
}

/// A box with round corners, in pixels.
fn round_box(rect: unit::Rect, radius: Abs, scale: f64) -> Option<Path> {
    let [left, top, right, bottom] = pixels([rect.x, rect.y, rect.right(), rect.bottom()], scale);
    let [r] = pixels([radius.min(rect.width / 2.0).min(rect.height / 2.0)], scale);
    if r <= 0.0 {
        return Some(PathBuilder::from_rect(Rect::from_ltrb(left, top, right, bottom)?));
    }
    let mut path = PathBuilder::new();
    // The distance of a curve's control points from the corner.
    let k = r * (1.0 - drawing::ARC as f32);
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - k, top, right, top + k, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + k, bottom, left, bottom - k, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + k, left + k, top, left + r, top);
    path.close();
    path.finish()
}

/// Converts lengths to pixels.
fn pixels<const N: usize>(lengths: [Abs; N], scale: f64) -> [f32; N] {
    lengths.map(|length| (length.to_pt() * scale) as f32)
}
