//! How wide a line is, and what it can give.

use super::class::BreakClass;
use super::cluster::Cluster;

/// Rounding that a sum of advances may carry, in points.
pub const TOLERANCE: f64 = 1e-3;

/// The width of clusters on a line of their own, edges trimmed, at their natural spacing.
pub fn natural_width(line: &[Cluster]) -> f64 {
    let line = without_trailing_spaces(line);
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return 0.0 };
    let sum: f64 = line.iter().map(|c| c.advance + c.gap).sum();
    sum - first.gap - first.lead - last.tail
}

/// The least width that squeezing reaches (see [`shrink_steps`]).
pub fn least_width(line: &[Cluster]) -> f64 {
    let line = without_trailing_spaces(line);
    let shrink: f64 = shrink_steps(line).iter().flatten().map(|&(_, amount)| amount).sum();
    natural_width(line) - shrink
}

pub fn without_trailing_spaces(line: &[Cluster]) -> &[Cluster] {
    let end = line.iter().rposition(|c| !c.class.is_space()).map_or(0, |i| i + 1);
    &line[..end]
}

/// What gives way in a line, by a cluster's index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Give {
    /// The gap before this cluster.
    Before(usize),
    /// Its blank half at the left.
    Lead(usize),
    /// Its blank half at the right, or a space's own width.
    Tail(usize),
}

/// What a line's clusters can give, in points, in the order in which they must: spaces to ¼ em, brackets,
/// commas, Han–Latin gaps to ⅛ em, full stops. The marks at both edges are trimmed already.
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
