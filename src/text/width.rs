//! The width of a line, and how much it can shrink.

use super::class::BreakClass;
use super::cluster::Cluster;

/// The rounding error of a sum of advances, in points.
pub const TOLERANCE: f64 = 1e-3;

/// The natural width of clusters on a line of their own, without the blanks and spaces at its edges.
pub fn natural_width(line: &[Cluster]) -> f64 {
    let line = without_trailing_spaces(line);
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return 0.0 };
    let sum: f64 = line.iter().map(|c| c.advance + c.gap).sum();
    sum - first.gap - first.lead - last.tail
}

/// The width after squeezing (see [`shrink_steps`]).
pub fn least_width(line: &[Cluster]) -> f64 {
    let line = without_trailing_spaces(line);
    let shrink: f64 = shrink_steps(line).iter().flatten().map(|&(_, amount)| amount).sum();
    natural_width(line) - shrink
}

pub fn without_trailing_spaces(line: &[Cluster]) -> &[Cluster] {
    let end = line.iter().rposition(|c| !c.class.is_space()).map_or(0, |i| i + 1);
    &line[..end]
}

/// What can shrink in a line; the number is the index of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Give {
    /// The gap before this cluster.
    Before(usize),
    /// Its blank half at the left.
    Lead(usize),
    /// Its blank half at the right, or a space's own width.
    Tail(usize),
}

/// How much a line's clusters can shrink, in points. The steps are, in order: spaces to ¼ em, brackets, commas, gaps
/// between Han and Latin to ⅛ em, full stops. The blanks at both edges are removed already.
pub fn shrink_steps(line: &[Cluster]) -> [Vec<(Give, f64)>; 5] {
    let mut steps: [Vec<(Give, f64)>; 5] = Default::default();
    let last = line.len().saturating_sub(1);
    for (i, c) in line.iter().enumerate() {
        match c.class {
            BreakClass::Space if c.advance > c.em / 4.0 && i > 0 && i < last => {
                steps[0].push((Give::Tail(i), c.advance - c.em / 4.0));
            }
            BreakClass::Opening if i > 0 && c.lead > 0.0 => steps[1].push((Give::Lead(i), c.lead)),
            BreakClass::Closing if i < last && c.tail > 0.0 => steps[1].push((Give::Tail(i), c.tail)),
            BreakClass::Comma if i < last && c.tail > 0.0 => steps[2].push((Give::Tail(i), c.tail)),
            BreakClass::Stop if i < last && c.tail > 0.0 => steps[4].push((Give::Tail(i), c.tail)),
            _ => {}
        }
        if i > 0 && c.gap > 0.0 {
            steps[3].push((Give::Before(i), c.gap / 2.0));
        }
    }
    steps
}
