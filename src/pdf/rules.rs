//! Draws a page's borders, rules and backgrounds with few operators.
//!
//! They all come first on the page, which is the painting order of CSS 2.1, appendix E: boxes'
//! backgrounds and borders lie below all text. Among themselves they keep their order, but
//! for lines of one colour, whose order nobody can see.

use krilla::geom::{Path, PathBuilder};
use krilla::paint::{LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;

use super::units;
use crate::page::{Artifact, Dash, Item, ItemKind, Mark};
use crate::unit::{Abs, Color, Point, Rect};

/// Whether the item is one of those that [`Rules`] draws.
pub fn is_rule(item: &Item) -> bool {
    item.mark == Mark::Artifact(Artifact::Layout)
        && matches!(item.kind, ItemKind::Fill { .. } | ItemKind::Line { .. })
}

/// Figures of one colour that wait to be drawn together.
pub struct Rules {
    color: Color,
    fills: Option<PathBuilder>,
    /// By pen; a page has two or three.
    lines: Vec<(Pen, PathBuilder)>,
}

#[derive(Clone, Copy, PartialEq)]
struct Pen {
    width: f32,
    dash: Dash,
}

impl Rules {
    pub fn new() -> Rules {
        Rules { color: Color::BLACK, fills: None, lines: Vec::new() }
    }

    pub fn fill(&mut self, rect: Rect, color: Color, surface: &mut Surface) {
        let Some(rect) = units::rect(rect) else { return };
        if color != self.color || !self.lines.is_empty() {
            self.draw(surface);
        }
        self.color = color;
        self.fills.get_or_insert_default().push_rect(rect);
    }

    pub fn line(
        &mut self,
        (from, to): (Point, Point),
        (width, dash): (Abs, Dash),
        color: Color,
        surface: &mut Surface,
    ) {
        let (from, to) = (units::point(from), units::point(to));
        let pen = Pen { width: units::number(width), dash };
        if from == to || pen.width <= 0.0 {
            return;
        }
        if color != self.color || self.fills.is_some() {
            self.draw(surface);
        }
        self.color = color;
        let place = self.lines.iter().position(|(known, _)| *known == pen).unwrap_or_else(|| {
            self.lines.push((pen, PathBuilder::new()));
            self.lines.len() - 1
        });
        let path = &mut self.lines[place].1;
        path.move_to(from.x, from.y);
        path.line_to(to.x, to.y);
    }

    /// Draws what waits.
    pub fn draw(&mut self, surface: &mut Surface) {
        if let Some(path) = self.fills.take().and_then(PathBuilder::finish) {
            surface.set_fill(Some(units::fill(self.color)));
            surface.set_stroke(None);
            surface.draw_path(&path);
        }
        for (pen, path) in self.lines.drain(..) {
            if let Some(path) = path.finish() {
                stroke(&path, pen, self.color, surface);
            }
        }
    }
}

fn stroke(path: &Path, pen: Pen, color: Color, surface: &mut Surface) {
    let (line_cap, dash) = match pen.dash {
        Dash::Solid => (LineCap::Butt, None),
        Dash::Dashed => (LineCap::Butt, Some(vec![3.0 * pen.width, 2.0 * pen.width])),
        // Dashes without length under a round cap are dots as wide as the line.
        Dash::Dotted => (LineCap::Round, Some(vec![0.0, 2.0 * pen.width])),
    };
    let dash = dash.map(|array| StrokeDash { array, offset: 0.0 });
    let paint = units::paint(color);
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint, width: pen.width, line_cap, dash, ..Stroke::default() }));
    surface.draw_path(path);
}
