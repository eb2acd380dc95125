//! Estimates how other programs break a paragraph: how much closer characters must stand in programs that do not
//! squeeze marks, and how many lines a program saves that squeezes more than we do.
//!
//! Word processors squeeze marks in different ways, and some not at all. If squeezing saved a line of a paragraph
//! here, the latter need one line more, and all rows below move. A little tracking, as offices apply it by hand,
//! gives such a paragraph the same number of lines everywhere.

use std::ops::Range;

use super::class::BreakClass;
use super::cluster::Cluster;
use super::justify::EVEN;
use super::lines::break_lines;
use super::width::without_trailing_spaces;
use crate::unit::Abs;

/// A twip (1/20 pt), the unit of word processors.
const STEP: f64 = 0.05;

/// How much of the measure other programs may lose by rounding, in points.
const ROUNDING: f64 = 1.0;

/// How much to reduce each character's advance; zero if no line is squeezed, or if the reduction would be visible.
pub fn tracking(clusters: &[Cluster], lines: &[Range<usize>], measure: f64, indent: f64) -> Abs {
    let measure = measure - ROUNDING;
    let fits = |(index, line): (usize, &Range<usize>)| {
        let room = if index == 0 { measure - indent } else { measure };
        plain_width(&clusters[line.clone()]) <= room
    };
    if lines.iter().enumerate().all(fits) {
        return Abs::ZERO;
    }
    let em = clusters.iter().map(|cluster| cluster.em).fold(0.0, f64::max);
    let enough = |less: &f64| {
        let plain: Vec<Cluster> = clusters.iter().map(|cluster| unsqueezed(cluster, *less)).collect();
        break_lines(&plain, measure, indent, false).len() <= lines.len()
    };
    let steps = (0..).map(|step| f64::from(step) * STEP).take_while(|&less| less <= EVEN * em);
    steps.into_iter().find(enough).map_or(Abs::ZERO, Abs::pt)
}

/// How many lines a program saves that squeezes all marks as soon as that makes one more character fit, as Word does.
///
/// `tracking` is subtracted from every advance. The result is an upper bound, and mostly zero.
pub fn spare_lines(
    clusters: &[Cluster],
    lines: &[Range<usize>],
    measure: f64,
    indent: f64,
    tracking: Abs,
) -> usize {
    let measure = measure + ROUNDING;
    let all: f64 = clusters.iter().map(|cluster| least_advance(cluster, tracking)).sum();
    let fewer = lines.len().saturating_sub(1);
    if fewer == 0 || all > measure * fewer as f64 - indent {
        return 0;
    }
    let least: Vec<Cluster> = clusters.iter().map(|cluster| squeezed(cluster, tracking)).collect();
    lines.len().saturating_sub(break_lines(&least, measure, indent, false).len())
}

/// The least advance of a cluster with the gap before it, when everything is squeezed.
fn least_advance(cluster: &Cluster, tracking: Abs) -> f64 {
    let advance = match cluster.class {
        BreakClass::Space => cluster.advance.min(cluster.em / 4.0),
        _ => cluster.advance - cluster.lead - cluster.tail,
    };
    advance + cluster.gap / 2.0 - tracking.to_pt()
}

/// The cluster when everything is squeezed.
fn squeezed(cluster: &Cluster, tracking: Abs) -> Cluster {
    let advance = least_advance(cluster, tracking);
    Cluster { advance, lead: 0.0, tail: 0.0, cut: 0.0, gap: 0.0, ..cluster.clone() }
}

fn plain_width(line: &[Cluster]) -> f64 {
    let line = without_trailing_spaces(line);
    let gaps: f64 = line.iter().skip(1).map(|cluster| cluster.gap).sum();
    line.iter().map(plain_advance).sum::<f64>() + gaps
}

/// The advance with both blank halves, even if a neighbouring mark has removed one.
fn plain_advance(cluster: &Cluster) -> f64 {
    let is_mark = matches!(
        cluster.class,
        BreakClass::Opening | BreakClass::Closing | BreakClass::Comma | BreakClass::Stop
    );
    if cluster.han && is_mark { cluster.advance.max(cluster.em) } else { cluster.advance }
}

/// The cluster in a program that does not squeeze, with its advance reduced by `less`.
fn unsqueezed(cluster: &Cluster, less: f64) -> Cluster {
    Cluster {
        advance: plain_advance(cluster) + cluster.gap - less,
        lead: 0.0,
        tail: 0.0,
        cut: 0.0,
        gap: 0.0,
        ..cluster.clone()
    }
}
