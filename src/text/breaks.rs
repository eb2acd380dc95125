//! Finds where a line may break: UAX #14, with the rules of Chinese line layout on top.
//!
//! The rules are those of TYPOGRAPHY.md: marks that do not start or end a line (1, 5, 6), dashes and
//! ellipses whole (3), numbers with their units whole (9), Latin words broken only at hyphens.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::class::Class;
use super::shape::Cluster;

/// Sets `may_break_before` and `elastic_before` of every cluster.
pub fn find_breaks(text: &str, clusters: &mut [Cluster]) {
    mark_uax14(text, clusters);
    for i in 1..clusters.len() {
        let (before, after) = clusters.split_at_mut(i);
        let (Some(left), Some(right)) = (before.last(), after.first_mut()) else { continue };
        let joined = is_joined(left, right);
        right.may_break_before = match rule(left, right) {
            Some(may_break) => may_break,
            None => right.may_break_before,
        } && !joined;
        right.elastic_before = !joined && !is_word(left, right);
    }
}

/// What Chinese rules say of the place between two clusters; `None` leaves it to UAX #14.
fn rule(left: &Cluster, right: &Cluster) -> Option<bool> {
    use Class::*;
    if right.class.no_start() || left.class.no_end() {
        return Some(false);
    }
    // UAX #14 keeps quotation marks with both neighbours; Chinese ones open or close.
    let opens = right.class == Opening;
    let closes = matches!(left.class, Closing | Comma | Stop | Dash | Dot | Connector);
    let free = |c: &Cluster| !matches!(c.class, Space | Other);
    if (opens && free(left)) || (closes && free(right)) {
        return Some(true);
    }
    // Before and after dashes a line may break, but for a dash that joins numbers.
    if right.class == Dash && left.class == Han {
        return Some(true);
    }
    None
}

/// Pieces that are one: —— and ……, a dash between numbers.
fn is_joined(left: &Cluster, right: &Cluster) -> bool {
    use Class::*;
    matches!((left.class, right.class), (Dash, Dash) | (Digit, Dash | Connector) | (Dash | Connector, Digit))
}

/// Whether two clusters belong to one Latin word or number, which stretching must not part (rule 9).
fn is_word(left: &Cluster, right: &Cluster) -> bool {
    let latin = |c: &Cluster| !c.han && matches!(c.class, Class::Letter | Class::Digit | Class::Other);
    latin(left) && latin(right)
}

/// Opportunities of UAX #14, by byte offset.
fn mark_uax14(text: &str, clusters: &mut [Cluster]) {
    // Between two ideographs a line may always break, and no rule of UAX #14 looks across
    // such a place: only the stretches between them need the full algorithm.
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let plain = |c: &Cluster| c.class == Class::Han && is_ideograph(text, c);
    let mut start = 0;
    for i in 1..=clusters.len() {
        let ends = match clusters.get(i) {
            None => true,
            Some(right) => right.forced_before || (plain(&clusters[i - 1]) && plain(right)),
        };
        if !ends {
            continue;
        }
        if i - start > 1 {
            let range = clusters[start].text.start..clusters[i - 1].text.end;
            let mut at = start;
            for offset in segmenter.segment_str(&text[range.clone()]) {
                let offset = range.start + offset;
                while at < i && clusters[at].text.start < offset {
                    at += 1;
                }
                if at < i && at > start && clusters[at].text.start == offset {
                    clusters[at].may_break_before = true;
                }
            }
        }
        if let Some(right) = clusters.get_mut(i) {
            right.may_break_before = true;
        }
        start = i;
    }
}

fn is_ideograph(text: &str, cluster: &Cluster) -> bool {
    let first = text[cluster.text.clone()].chars().next();
    first.is_some_and(
        |c| matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF),
    )
}
