//! Breaks a paragraph into lines, each as full as possible. Marks are squeezed before text moves to the next line.

use std::ops::Range;

use super::class::BreakClass;
use super::cluster::{Bond, Cluster};
use super::width::{TOLERANCE, least_width, natural_width};

/// Breaks the clusters into lines of at most `measure` points.
///
/// `indent` shortens the first line (or lengthens it, if negative). No line is empty, and the lines together hold
/// every cluster. A line is wider than the measure only if it consists of a single cluster, or of —— or ……, that is
/// too wide.
pub fn break_lines(
    clusters: &[Cluster],
    measure: f64,
    indent: f64,
    avoid_short_last: bool,
) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start < clusters.len() {
        let segment_end =
            (start + 1..clusters.len()).find(|&i| clusters[i].forced_before).unwrap_or(clusters.len());
        let first = lines.len();
        while start < segment_end {
            let room = if lines.is_empty() { measure - indent } else { measure };
            let end = line_end(clusters, start, segment_end, room);
            lines.push(start..end);
            start = end;
        }
        if avoid_short_last {
            let room = |line: usize| if line == 0 { measure - indent } else { measure };
            lengthen_last(clusters, &mut lines[first..], room(first + 1));
        }
    }
    lines
}

/// Where the line that begins at `start` ends.
fn line_end(clusters: &[Cluster], start: usize, limit: usize, room: f64) -> usize {
    let mut natural_end = None;
    let mut total = 0.0;
    for end in start + 1..=limit {
        let cluster = &clusters[end - 1];
        total += cluster.advance + if end - 1 > start { cluster.gap } else { 0.0 };
        let may_end = end == limit || clusters[end].bond == Bond::Open;
        // Spaces at the end of a line hang outside the measure.
        if !cluster.class.is_space() && total - cluster.tail - clusters[start].lead > room + TOLERANCE {
            if let Some(pushed_in) = squeeze_in(clusters, start, end - 1, limit, room) {
                return pushed_in;
            }
            return match natural_end {
                Some(natural) => address_end(clusters, natural, end - 1, limit, room).unwrap_or(natural),
                None => emergency_end(clusters, start, end - 1, limit),
            };
        }
        if may_end {
            natural_end = Some(end);
        }
    }
    limit
}

/// Whether marks that must not start the next line fit on this one after squeezing (rule 1); gives the line's end
/// then.
///
/// `overflow` is the first cluster that did not fit. Only marks are squeezed in; text moves to the next line.
fn squeeze_in(clusters: &[Cluster], start: usize, overflow: usize, limit: usize, room: f64) -> Option<usize> {
    let mut end = overflow;
    while end < limit && clusters[end].class.no_start() {
        end += 1;
    }
    let may_end = end > overflow && (end == limit || clusters[end].bond == Bond::Open);
    (may_end && least_width(&clusters[start..end]) <= room + TOLERANCE).then_some(end)
}

/// Where to break an address that is longer than a line.
///
/// As it has to be broken anyway, it begins on this line, so that the line is not left short.
fn address_end(
    clusters: &[Cluster],
    natural: usize,
    overflow: usize,
    limit: usize,
    room: f64,
) -> Option<usize> {
    let joint = (natural + 1..=overflow).rev().find(|&i| clusters[i].bond == Bond::Address)?;
    let end = (overflow + 1..limit).find(|&i| clusters[i].bond == Bond::Open).unwrap_or(limit);
    (natural_width(&clusters[natural..end]) > room + TOLERANCE).then_some(joint)
}

/// A break where no rule allows one: in a word that is wider than its cell, or in a row of marks.
///
/// It is at the loosest bond of the line; of several, at the last one.
fn emergency_end(clusters: &[Cluster], start: usize, overflow: usize, limit: usize) -> usize {
    let parts = |&i: &usize| clusters[i].bond != Bond::Pair;
    (start + 1..=overflow)
        .rev()
        .filter(parts)
        .min_by_key(|&i| clusters[i].bond)
        .or_else(|| (overflow.max(start + 1)..limit).find(parts))
        .unwrap_or(limit)
}

/// Moves text to the last line if that has a single Han (rule 7).
fn lengthen_last(clusters: &[Cluster], lines: &mut [Range<usize>], room: f64) {
    let [.., before, last] = lines else { return };
    let han =
        |range: &Range<usize>| clusters[range.clone()].iter().filter(|c| c.class == BreakClass::Han).count();
    let others = |range: &Range<usize>| clusters[range.clone()].iter().any(|c| c.class.is_alphanumeric());
    if han(last) != 1 || others(last) {
        return;
    }
    let earlier = (before.start + 1..last.start).rev().find(|&i| clusters[i].bond == Bond::Open);
    let Some(earlier) = earlier.filter(|&i| han(&(i..last.end)) >= 2) else { return };
    if natural_width(&clusters[earlier..last.end]) <= room + TOLERANCE {
        before.end = earlier;
        last.start = earlier;
    }
}
