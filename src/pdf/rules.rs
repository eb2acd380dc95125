//! Draws a page's borders, rules and backgrounds with few operators.
//!
//! They all come first on the page, as in the painting order of CSS 2.1, appendix E: backgrounds and borders of boxes
//! lie below all text. They keep their order among themselves, except for lines of one colour, where the order does
//! not show.

use super::content::{ContentStream, StrokeStyle};
use super::units::{Paper, number};
use crate::page::{Artifact, ItemKind, Marking, PageItem};
use crate::unit::{Color, Point, Rect};

/// Whether [`Rules`] draws the item.
pub fn is_rule(item: &PageItem) -> bool {
    item.mark == Marking::Artifact(Artifact::Layout)
        && matches!(item.kind, ItemKind::Fill { .. } | ItemKind::Line { .. })
}

/// Fills or lines of one colour that wait to be drawn together.
pub struct Rules {
    paper: Paper,
    color: Color,
    /// Each as left, bottom, width and height.
    fills: Vec<[i32; 4]>,
    /// The lines by their pen; a page has two or three pens.
    lines: Vec<(StrokeStyle, Vec<RuleSegment>)>,
}

/// The two ends of a line.
type RuleSegment = [(i32, i32); 2];

impl Rules {
    pub fn new(paper: Paper) -> Rules {
        Rules { paper, color: Color::BLACK, fills: Vec::new(), lines: Vec::new() }
    }

    /// Adds an item, if it is a fill or a line.
    pub fn add(&mut self, kind: &ItemKind, content: &mut ContentStream) {
        match *kind {
            ItemKind::Fill { rect, color } => self.fill(rect, color, content),
            ItemKind::Line { from, to, width, color, dash } => {
                self.line([from, to], StrokeStyle { width: number(width), dash }, color, content);
            }
            ItemKind::Text(_) | ItemKind::Image { .. } | ItemKind::Drawing { .. } => {}
        }
    }

    fn fill(&mut self, rect: Rect, color: Color, content: &mut ContentStream) {
        let Some(area) = self.paper.area(rect) else { return };
        if color != self.color || !self.lines.is_empty() {
            self.draw(content);
        }
        self.color = color;
        self.fills.push([area.left, area.bottom, area.right - area.left, area.top - area.bottom]);
    }

    fn line(&mut self, ends: [Point; 2], pen: StrokeStyle, color: Color, content: &mut ContentStream) {
        let ends = ends.map(|end| self.paper.point(end));
        if ends[0] == ends[1] || pen.width <= 0 {
            return;
        }
        if color != self.color || !self.fills.is_empty() {
            self.draw(content);
        }
        self.color = color;
        match self.lines.iter_mut().find(|(known, _)| *known == pen) {
            Some((_, lines)) => lines.push(ends),
            None => self.lines.push((pen, vec![ends])),
        }
    }

    /// Draws the waiting fills or lines.
    pub fn draw(&mut self, content: &mut ContentStream) {
        if !self.fills.is_empty() {
            content.set_fill(self.color);
            for area in self.fills.drain(..) {
                content.numbers(&area);
                content.operator("re");
            }
            content.operator("f");
        }
        for (pen, lines) in self.lines.drain(..) {
            content.set_stroke(self.color);
            content.set_pen(pen);
            for [from, to] in lines {
                content.numbers(&[from.0, from.1]);
                content.out.raw("m ");
                content.numbers(&[to.0, to.1]);
                content.operator("l");
            }
            content.operator("S");
        }
    }
}
