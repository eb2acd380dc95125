//! Finds where a line may break: UAX #14, with the rules of Chinese line layout on top.
//!
//! The rules are those of docs/typography.md: marks that must not start or end a line (1, 5, 6), unbroken dashes and
//! ellipses (3), unbroken numbers with their units (9), Latin words that break only at hyphens. A text without a
//! possible break breaks at the loosest bond: see [`Bond`].

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::class::BreakClass;
use super::cluster::{Bond, Cluster};
use crate::characters::{is_han, joins_previous};

/// Sets `bond` and `elastic_before` of every cluster but the first.
pub fn find_breaks(text: &str, clusters: &mut [Cluster]) {
    mark_uax14(text, clusters);
    // The first cluster after the last forced break.
    let mut start = 0;
    for at in 1..clusters.len() {
        if clusters[at].forced_before {
            start = at;
            continue;
        }
        let plain = |c: &Cluster| c.class == BreakClass::Han && c.text.len() <= 4;
        if plain(&clusters[at - 1]) && plain(&clusters[at]) {
            // UAX #14 alone decides between two single Han.
            continue;
        }
        let place = Joint { text, clusters: &clusters[start..], at: at - start };
        let is_one = place.is_pair() || place.is_number();
        let (bond, elastic) = (place.bond(is_one), place.is_elastic(is_one));
        clusters[at].bond = bond;
        clusters[at].elastic_before = elastic;
    }
    let mut at = 0;
    while at < clusters.len() {
        let length = clusters[at..].iter().take_while(|c| is_latin(c)).count();
        if length > 1 {
            hold_together(text, &mut clusters[at..at + length]);
        }
        at += length.max(1);
    }
}

/// The joint between two clusters of a text, before the one at `at`, which is not the first.
#[derive(Clone, Copy)]
struct Joint<'a> {
    text: &'a str,
    clusters: &'a [Cluster],
    at: usize,
}

impl<'a> Joint<'a> {
    fn left(self) -> &'a Cluster {
        &self.clusters[self.at - 1]
    }

    fn right(self) -> &'a Cluster {
        &self.clusters[self.at]
    }

    /// `is_one` says whether the joint is within a pair or a number.
    fn bond(self, is_one: bool) -> Bond {
        use BreakClass::*;
        let (left, right) = (self.left(), self.right());
        let is_pair = is_one && left.class == Dash && right.class == Dash;
        if is_pair || self.first_char(right).is_some_and(joins_previous) {
            return Bond::Pair;
        }
        match self.text[left.text.clone()].chars().next_back() {
            // The author allows or forbids a break. A soft hyphen is invisible, so no line may end there.
            Some('\u{200b}') => return Bond::Open,
            Some('\u{2060}' | '\u{feff}' | '\u{200d}' | '\u{ad}') => return Bond::Word,
            _ => {}
        }
        // Spaces and invisible characters do not separate a mark from the text that it belongs to.
        let shows = |c: &&Cluster| !c.class.is_space() && (c.class == Object || !c.glyphs.is_empty());
        let inked = self.clusters[..self.at].iter().rev().find(shows).unwrap_or(left);
        let counts_on = inked.class == Ordinal && right.class == Ordinal;
        if right.class.no_start() || (inked.class.no_end() && !counts_on) {
            return Bond::Mark;
        }
        if is_one {
            return Bond::Number;
        }
        match self.rule() {
            Some(true) => Bond::Open,
            Some(false) => Bond::Word,
            None => right.bond,
        }
    }

    /// Whether Chinese rules allow a break here; `None` leaves it to UAX #14.
    fn rule(self) -> Option<bool> {
        use BreakClass::*;
        let (left, right) = (self.left(), self.right());
        if left.class == Dash && right.class == Dash {
            return Some(false);
        }
        // UAX #14 keeps quotation marks with both neighbours, but Chinese ones are opening or closing.
        let opens = right.class == Opening;
        let closes = matches!(left.class, Closing | Comma | Stop | Dash | Dot | Connector);
        let free =
            |c: &Cluster| !matches!(c.class, Space | Blank | Other | HalfOpening | HalfClosing | Postfix);
        if (opens && free(left)) || (closes && free(right)) || (left.class, right.class) == (Ordinal, Ordinal)
        {
            return Some(true);
        }
        // A line may break before and after dashes, except a dash that joins numbers.
        (right.class == Dash && left.class == Han).then_some(true)
    }

    /// Whether the joint is within —— or …… (rule 3); in a longer row, every second joint is.
    fn is_pair(self) -> bool {
        let (left, right) = (self.left(), self.right());
        left.class == BreakClass::Dash
            && right.class == BreakClass::Dash
            && self.first_char(left) == self.first_char(right)
            && !(self.at > 1 && left.bond == Bond::Pair)
    }

    /// Whether the joint is within a number with its unit (rule 9), or a document's number such as 〔2026〕3号.
    fn is_number(self) -> bool {
        use BreakClass::*;
        let (left, right) = (self.left(), self.right());
        let digit_at =
            |at: Option<usize>| at.and_then(|at| self.clusters.get(at)).is_some_and(|c| c.class == Digit);
        let joins = |c: &Cluster| {
            matches!(c.class, Dash | Connector) || matches!(self.first_char(c), Some('：' | '~' | '-'))
        };
        match (left.class, right.class) {
            (Digit, Digit | Postfix) | (Prefix, Digit) => true,
            (Digit, Letter) | (Other | HalfClosing, Digit) if right.bond != Bond::Open => true,
            (Digit, Other | HalfClosing) if right.bond != Bond::Open => true,
            (Digit, _) if joins(right) => digit_at(Some(self.at + 1)),
            (_, Digit) if joins(left) => digit_at(self.at.checked_sub(2)),
            (Closing, Digit) => self.first_char(left) == Some('〕'),
            (Digit, Han) if self.first_char(right) == Some('号') => {
                let before = self.clusters[..self.at].iter().rev().find(|c| c.class != Digit);
                before.is_some_and(|c| self.first_char(c) == Some('〕'))
            }
            _ => false,
        }
    }

    /// Whether justification may widen the joint: not within pairs, numbers (rules 3 and 9) and Latin words, and only
    /// on one side of a typed space.
    fn is_elastic(self, is_one: bool) -> bool {
        let (left, right) = (self.left(), self.right());
        !(is_one || right.class.is_space() || (is_latin(left) && is_latin(right)))
    }

    fn first_char(self, cluster: &Cluster) -> Option<char> {
        self.text[cluster.text.clone()].chars().next()
    }
}

/// Whether a cluster belongs to a stretch of Latin without spaces.
fn is_latin(c: &Cluster) -> bool {
    !c.han && !c.class.is_space() && c.class != BreakClass::Object
}

/// Keeps codes and addresses whole: a stretch of Latin without spaces.
///
/// A line may end at a hyphen between words of letters (state-of-the-art). In a product code, a standard's number or a
/// date (HY-200A/3, GB/T, 2026-11-23) the hyphen is part of the name, and in an address it would look like one that the
/// line break added. An address that is longer than a line breaks after one of its signs, as style guides say.
fn hold_together(text: &str, word: &mut [Cluster]) {
    let [first, .., last] = &*word else { return };
    let (start, end) = (first.text.start, last.text.end);
    let written = &text[start..end];
    let is_address = written.contains('@') || written.contains("://") || written.contains("www.");
    if !is_address && !word.iter().any(|c| c.class == BreakClass::Digit) {
        return;
    }
    let char_of = |c: &Cluster| text[c.text.clone()].chars().next().unwrap_or_default();
    for at in 1..word.len() {
        let sign = char_of(&word[at - 1]);
        let joint = matches!(sign, '/' | '.' | '_' | '?' | '&' | '=' | '#' | '@' | '%' | '+');
        let right = &mut word[at];
        if is_address && right.bond != Bond::Pair {
            let goes_on = right.class.is_alphanumeric();
            right.bond = if joint && goes_on { Bond::Address } else { right.bond.max(Bond::Word) };
        } else if matches!(sign, '-' | '‐') {
            right.bond = right.bond.max(Bond::Word);
        }
    }
}

/// Marks the break opportunities of UAX #14 with `Bond::Open`; the other bonds stay `Word`.
fn mark_uax14(text: &str, clusters: &mut [Cluster]) {
    // A line may always break between two ideographs, and no rule of UAX #14 looks across such a place. So only the
    // stretches between such places need the full algorithm.
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let plain = |c: &Cluster| c.class == BreakClass::Han && text[c.text.clone()].starts_with(is_han);
    let mut start = 0;
    for i in 1..=clusters.len() {
        let ends = match clusters.get(i) {
            None => true,
            Some(right) => right.forced_before || (plain(&clusters[i - 1]) && plain(right)),
        };
        if !ends {
            continue;
        }
        let stretch = &clusters[start..i];
        if stretch.len() > 1 && !stretch.iter().all(|c| plain(c) || is_full_mark(c)) {
            let range = clusters[start].text.start..clusters[i - 1].text.end;
            let mut at = start;
            for offset in segmenter.segment_str(&text[range.clone()]) {
                let offset = range.start + offset;
                while at < i && clusters[at].text.start < offset {
                    at += 1;
                }
                if at < i && at > start && clusters[at].text.start == offset {
                    clusters[at].bond = Bond::Open;
                }
            }
        }
        if let Some(right) = clusters.get_mut(i) {
            right.bond = Bond::Open;
        }
        start = i;
    }
}

/// Whether the Chinese rules alone decide about breaks beside a mark that stands among ideographs and other such
/// marks ([`Joint::rule`], and the marks that must not start or end a line).
fn is_full_mark(c: &Cluster) -> bool {
    c.han
        && matches!(c.class, BreakClass::Opening | BreakClass::Closing | BreakClass::Comma | BreakClass::Stop)
}
