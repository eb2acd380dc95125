//! Fits a line to its measure: shrinks and stretches in the order of CLREQ §3.2.

use super::class::BreakClass;
use super::cluster::Cluster;
use super::width::{Give, TOLERANCE, natural_width, shrink_steps, without_trailing_spaces};

/// How a line fills its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Not at all: the line is as long as its text.
    Natural,
    /// Up to the measure (`text-align: justify`), unless that would look like letter spacing.
    Justified,
    /// Up to the measure, however loose the line gets (均排).
    Spread,
}

/// How far, in em, characters may be moved apart or closer and still look even beside an unchanged line. A line that
/// needs more is left ragged.
pub const EVEN: f64 = 0.06;

/// How a line is set; positions are in points from the line's start.
pub struct JustifiedLine {
    /// The left edge of each cluster's advance, without cut blank halves.
    pub x: Vec<f64>,
    /// The origin of each cluster's first glyph.
    pub origin: Vec<f64>,
    pub width: f64,
    /// Whether the line should be justified, but would have been too loose.
    pub ragged: bool,
}

/// Places clusters at their natural spacing. If they are wider than `room`, they are squeezed into it; else they fill
/// it as `fill` says.
pub fn place(line: &[Cluster], room: f64, fill: Fill) -> JustifiedLine {
    let visible = without_trailing_spaces(line).len();
    let natural = natural_width(line);
    if natural <= room && fill == Fill::Natural {
        return place_naturally(line, visible, natural);
    }
    let mut adjust = Adjust::new(line, visible);
    let mut ragged = false;
    if natural > room {
        adjust.shrink(&line[..visible], natural - room);
    } else if fill != Fill::Natural {
        let each = adjust.stretch(&line[..visible], room - natural);
        let em = line[..visible].iter().map(|c| c.em).fold(0.0, f64::max);
        ragged = fill == Fill::Justified && each > EVEN * em + TOLERANCE;
        if ragged {
            adjust = Adjust::new(line, visible);
        }
    }
    let mut x = Vec::with_capacity(line.len());
    let mut origin = Vec::with_capacity(line.len());
    let mut at = 0.0;
    for (i, c) in line.iter().enumerate() {
        if i > 0 {
            at += adjust.before[i];
        }
        x.push(at);
        origin.push(at - adjust.lead[i] - c.cut);
        at += c.advance - adjust.lead[i] - adjust.tail[i];
    }
    let width = adjust.width(line, visible);
    JustifiedLine { x, origin, width, ragged }
}

/// Places clusters that are neither squeezed nor stretched, which is the case on most lines.
fn place_naturally(line: &[Cluster], visible: usize, width: f64) -> JustifiedLine {
    let mut x = Vec::with_capacity(line.len());
    let mut origin = Vec::with_capacity(line.len());
    let mut at = 0.0;
    for (i, c) in line.iter().enumerate() {
        let (gap, lead) = if i == 0 { (0.0, c.lead) } else { (c.gap, 0.0) };
        at += gap;
        x.push(at);
        origin.push(at - lead - c.cut);
        at += c.advance - lead - if i + 1 == visible { c.tail } else { 0.0 };
    }
    JustifiedLine { x, origin, width, ragged: false }
}

/// The changes to a line's natural spacing.
struct Adjust {
    /// The gap before each cluster.
    before: Vec<f64>,
    /// How much is cut from the blank at each cluster's left and right.
    lead: Vec<f64>,
    tail: Vec<f64>,
}

impl Adjust {
    fn new(line: &[Cluster], visible: usize) -> Adjust {
        let mut before: Vec<f64> = line.iter().map(|c| c.gap).collect();
        let mut lead = vec![0.0; line.len()];
        let mut tail = vec![0.0; line.len()];
        if let Some(first) = line.first() {
            before[0] = 0.0;
            lead[0] = first.lead;
        }
        if visible > 0 {
            tail[visible - 1] = line[visible - 1].tail;
        }
        Adjust { before, lead, tail }
    }

    fn width(&self, line: &[Cluster], visible: usize) -> f64 {
        (0..visible).map(|i| line[i].advance + self.before[i] - self.lead[i] - self.tail[i]).sum()
    }

    fn shrink(&mut self, line: &[Cluster], mut excess: f64) {
        for step in shrink_steps(line) {
            let available: f64 = step.iter().map(|&(_, amount)| amount).sum();
            if available <= 0.0 {
                continue;
            }
            let share = (excess / available).min(1.0);
            for (give, amount) in step {
                match give {
                    Give::Before(i) => self.before[i] -= amount * share,
                    Give::Lead(i) => self.lead[i] += amount * share,
                    Give::Tail(i) => self.tail[i] += amount * share,
                }
            }
            excess -= available * share;
            if excess <= 0.0 {
                return;
            }
        }
    }

    /// Widens spaces to ½ em, then gaps between Han and Latin to ½ em, then all elastic joints equally. Returns how
    /// much each joint got in the last step.
    fn stretch(&mut self, line: &[Cluster], mut missing: f64) -> f64 {
        let spaces = (1..line.len()).filter(|&i| line[i - 1].class == BreakClass::Space);
        let spaces = spaces.map(|i| (i, (line[i - 1].em / 2.0 - line[i - 1].advance).max(0.0))).collect();
        missing = self.widen(spaces, missing);
        let gaps = (1..line.len()).filter(|&i| line[i].gap > 0.0);
        let gaps = gaps.map(|i| (i, (line[i].em.min(line[i - 1].em) / 2.0 - line[i].gap).max(0.0))).collect();
        missing = self.widen(gaps, missing);
        let all: Vec<usize> = (1..line.len()).filter(|&i| line[i].elastic_before).collect();
        if all.is_empty() {
            return 0.0;
        }
        let share = missing / all.len() as f64;
        all.into_iter().for_each(|i| self.before[i] += share);
        share
    }

    /// Widens gaps up to their limits; returns what is still missing.
    fn widen(&mut self, gaps: Vec<(usize, f64)>, missing: f64) -> f64 {
        let available: f64 = gaps.iter().map(|&(_, amount)| amount).sum();
        if available <= 0.0 {
            return missing;
        }
        let share = (missing / available).min(1.0);
        for (i, amount) in gaps {
            self.before[i] += amount * share;
        }
        missing - available * share
    }
}
