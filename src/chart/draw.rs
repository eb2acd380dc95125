//! Draws a sheet: connectors, boxes and their texts.

use std::collections::HashMap;

use super::colour;
use super::diagram::DiagramKind;
use super::label::{LEADING, LabelGlyph, LabelLine};
use super::layout::{Connector, MARGIN, PlacedBox, PlacedDiagram, SAMPLE};
use super::request::{Corner, Request};
use super::sheet::ChartSheet;
use crate::drawing::{Drawing, DrawnGlyph, DrawnText, Outline, Shape, Stroke};
use crate::text::Fonts;
use crate::unit::{Abs, Color, Point, Rect, Size};

/// How far the baseline of a line is below its middle, in em: Han are centred on the line's middle.
const BASELINE: f64 = 0.37;
/// The widths of lines, in em.
const STROKE: f64 = 0.065;
const HEAD_STROKE: f64 = 0.1;
const RADIUS: f64 = 0.35;
/// The dots of functional lines and the gaps between them, and the length of the arrow at the superior, in em. The
/// arrow is half as wide as long.
const DOTS: [f64; 2] = [0.12, 0.16];
const ARROW: f64 = 0.28;
/// The share of the background in a quiet text colour.
const QUIET: f64 = 0.35;

/// The size of a sheet's picture, rounded down to hundredths of a point, so that it fits the room.
pub fn size(placed: &PlacedDiagram) -> Size {
    let side = |length: f64| {
        let exact = (length + 2.0 * MARGIN) * placed.size;
        Abs::pt((exact * 100.0 + 1e-6).floor() / 100.0)
    };
    Size { width: side(placed.width), height: side(placed.height) }
}

/// Draws the picture of a sheet.
pub fn draw(sheet: &ChartSheet, request: &Request, fonts: &Fonts) -> Drawing {
    let placed = &sheet.placed;
    let drawing = Drawing { size: sheet.size, ..Drawing::default() };
    let mut pen = ChartPen { em: placed.size, request, fonts, outlines: HashMap::new(), drawing };
    pen.connectors(&placed.lines);
    pen.guides(placed);
    for (place, entry) in placed.boxes.iter().zip(&placed.diagram.boxes) {
        // Such a box stands for no role: it is a caption without frame.
        if entry.kind != DiagramKind::Undetermined {
            pen.frame(place, entry.kind);
        }
        pen.text(place, &entry.label.lines, entry.kind);
    }
    pen.legend(placed);
    pen.drawing
}

struct ChartPen<'a> {
    em: f64,
    request: &'a Request,
    fonts: &'a Fonts,
    /// The index of each outline, by face and glyph.
    outlines: HashMap<(u16, u16), usize>,
    drawing: Drawing,
}

impl ChartPen<'_> {
    fn at(&self, x: f64, y: f64) -> Point {
        Point { x: self.length(x + MARGIN), y: self.length(y + MARGIN) }
    }

    fn length(&self, em: f64) -> Abs {
        Abs::pt(em * self.em)
    }

    fn stroke(&self, width: f64) -> Stroke {
        Stroke { width: self.length(width), color: self.request.line, dashes: None }
    }

    fn connectors(&mut self, lines: &[Connector]) {
        self.lines(lines.iter().map(|Connector(points)| points.as_slice()), self.stroke(STROKE));
    }

    fn lines<'l>(&mut self, lines: impl Iterator<Item = &'l [(f64, f64)]>, stroke: Stroke) {
        let lines: Vec<Vec<Point>> =
            lines.map(|points| points.iter().map(|(x, y)| self.at(*x, *y)).collect()).collect();
        if !lines.is_empty() {
            self.drawing.shapes.push(Shape::Lines { lines, stroke });
        }
    }

    /// Draws the functional lines, each with an arrow at its superior.
    fn guides(&mut self, placed: &PlacedDiagram) {
        self.lines(placed.dotted.iter().map(|line| line.points.0.as_slice()), self.dotted());
        let first = placed.dotted.iter().filter(|line| line.is_first);
        let arrows: Vec<Vec<(f64, f64)>> =
            first.filter_map(|line| Some(arrow(*line.points.0.first()?, *line.points.0.get(1)?))).collect();
        self.lines(arrows.iter().map(Vec::as_slice), self.stroke(STROKE));
    }

    fn dotted(&self) -> Stroke {
        Stroke { dashes: Some(DOTS.map(|length| self.length(length))), ..self.stroke(STROKE) }
    }

    /// Draws the legend: samples of a solid and a dotted line with their texts.
    fn legend(&mut self, placed: &PlacedDiagram) {
        let Some(lines) = placed.diagram.legend.clone() else { return };
        let samples = placed.legend();
        for ((line, (left, text, middle)), is_dotted) in lines.iter().zip(samples).zip([false, true]) {
            let sample = [(left, middle), (left + SAMPLE, middle)];
            let stroke = if is_dotted { self.dotted() } else { self.stroke(STROKE) };
            self.lines([&sample[..]].into_iter(), stroke);
            if is_dotted {
                let arrow = arrow(sample[0], sample[1]);
                self.lines([&arrow[..]].into_iter(), self.stroke(STROKE));
            }
            let height = LEADING;
            let place = PlacedBox { x: text, y: middle - height / 2.0, width: line.width, height };
            self.text(&place, std::slice::from_ref(line), DiagramKind::Outside);
        }
    }

    fn frame(&mut self, place: &PlacedBox, kind: DiagramKind) {
        let width = match kind {
            DiagramKind::Head | DiagramKind::Department => HEAD_STROKE,
            DiagramKind::Position | DiagramKind::Outside | DiagramKind::Undetermined => STROKE,
        };
        let dashes = (kind == DiagramKind::Outside).then(|| [self.length(0.4), self.length(0.25)]);
        let radius = match self.request.corner {
            Corner::Square => Abs::ZERO,
            Corner::Round => self.length(RADIUS),
        };
        let Point { x, y } = self.at(place.x, place.y);
        let rect = Rect { x, y, width: self.length(place.width), height: self.length(place.height) };
        let stroke = Stroke { dashes, ..self.stroke(width) };
        self.drawing.shapes.push(Shape::Box { rect, radius, fill: self.background(kind), stroke });
    }

    fn background(&self, kind: DiagramKind) -> Color {
        match kind {
            DiagramKind::Head | DiagramKind::Department => self.request.accent,
            DiagramKind::Position => self.request.fill,
            DiagramKind::Outside | DiagramKind::Undetermined => Color::WHITE,
        }
    }

    /// Draws lines of text, centred in a box.
    fn text(&mut self, place: &PlacedBox, lines: &[LabelLine], kind: DiagramKind) {
        let background = self.background(kind);
        let loud = colour::on(background);
        let quiet = colour::mix(loud, background, QUIET);
        let top = place.y + (place.height - lines.len() as f64 * LEADING) / 2.0;
        for (index, line) in lines.iter().enumerate() {
            let left = place.x + (place.width - line.width) / 2.0;
            let baseline = top + (index as f64 + 0.5) * LEADING;
            let is_alike = |one: &LabelGlyph, next: &LabelGlyph| {
                (one.quiet, one.font, one.size) == (next.quiet, next.font, next.size)
            };
            let mut said = 0;
            for alike in line.marks.chunk_by(is_alike) {
                let Some(first) = alike.first() else { continue };
                let mut glyph = |mark: &LabelGlyph| {
                    let y = baseline + BASELINE * mark.size - mark.y;
                    let outline = self.outline(mark);
                    DrawnGlyph {
                        id: mark.glyph,
                        outline,
                        at: self.at(left + mark.x, y),
                        text_len: mark.text_len,
                    }
                };
                let glyphs: Vec<DrawnGlyph> = alike.iter().map(&mut glyph).collect();
                let from = said;
                said += alike.iter().map(|mark| mark.text_len as usize).sum::<usize>();
                self.drawing.shapes.push(Shape::Text(DrawnText {
                    font: first.font,
                    size: self.length(first.size),
                    color: if first.quiet || kind == DiagramKind::Undetermined { quiet } else { loud },
                    glyphs,
                    text: line.text.get(from..said).unwrap_or_default().to_owned(),
                }));
            }
        }
    }

    fn outline(&mut self, mark: &LabelGlyph) -> usize {
        let outlines = &mut self.drawing.outlines;
        *self.outlines.entry((mark.font, mark.glyph)).or_insert_with(|| {
            let face = self.fonts.face(mark.font);
            outlines.push(Outline { path: face.outline(mark.glyph), units_per_em: face.units_per_em() });
            outlines.len() - 1
        })
    }
}

/// An open arrow with its point at the beginning of a line.
fn arrow((x, y): (f64, f64), next: (f64, f64)) -> Vec<(f64, f64)> {
    let length = ((next.0 - x).powi(2) + (next.1 - y).powi(2)).sqrt().max(f64::EPSILON);
    let (along, aside) = ((next.0 - x) / length, (next.1 - y) / length);
    let barb =
        |side: f64| (x + ARROW * (along - side * aside / 2.0), y + ARROW * (aside + side * along / 2.0));
    vec![barb(1.0), (x, y), barb(-1.0)]
}
