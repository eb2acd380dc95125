//! A paragraph's text in clusters: the smallest pieces, which lines never break.

use std::ops::Range;
use std::sync::Arc;

use super::class::BreakClass;
use super::paragraph::Glyph;
use crate::tree::{Image, Link, Run, Script, TextStyle};
use crate::unit::Abs;

/// The least room beside a leader's pattern, in em.
pub const LEADER_GAP: f64 = 0.25;

/// A paragraph's text with everything that line breaking needs.
#[derive(Default)]
pub struct PreparedText<'a> {
    pub text: String,
    pub spans: Vec<StyledSpan<'a>>,
    pub clusters: Vec<Cluster>,
    pub glyphs: Vec<Glyph>,
    /// Characters that no font has.
    pub missing: Vec<char>,
}

/// A stretch of one style: an inline of the tree.
pub struct StyledSpan<'a> {
    pub text: Range<usize>,
    pub kind: SpanKind<'a>,
    /// The em, smaller for super- and subscripts.
    pub size: Abs,
    /// How far the baseline is raised.
    pub rise: Abs,
    pub link: Option<&'a Link>,
}

pub enum SpanKind<'a> {
    Text {
        style: &'a Arc<TextStyle>,
        script: Script,
    },
    Image(&'a Image),
    /// The pattern that a leader repeats.
    Leader(&'a Run),
}

/// Characters that stay together, with their spacing.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Byte range in the text.
    pub text: Range<usize>,
    pub span: u32,
    pub font: u16,
    /// Into [`PreparedText::glyphs`].
    pub glyphs: Range<u32>,
    pub class: BreakClass,
    /// Whether the em box is full-width, for gaps and stretching.
    pub han: bool,
    /// Whether a gap stands between it and Latin beside it.
    pub ideographic: bool,
    /// The natural advance in points, with blank halves.
    pub advance: f64,
    /// The blank at the left of the advance, which is removed at the start of a line or beside another mark.
    pub lead: f64,
    /// The same at the right, at the end of a line.
    pub tail: f64,
    /// The blank that is already removed from the left: how far the glyph begins left of the cluster.
    pub cut: f64,
    /// The autospace before it, unless it begins a line.
    pub gap: f64,
    /// The font size in points.
    pub em: f64,
    /// How firmly it holds on to the cluster before it.
    pub bond: Bond,
    /// A forced line break stands before it.
    pub forced_before: bool,
    /// Whether stretching may widen the gap before it.
    pub elastic_before: bool,
}

impl Cluster {
    /// A cluster without glyphs, of the span with that index.
    pub fn new(span: &StyledSpan, index: u32, text: Range<usize>, class: BreakClass) -> Cluster {
        Cluster {
            text,
            span: index,
            font: 0,
            glyphs: 0..0,
            class,
            han: false,
            ideographic: false,
            advance: 0.0,
            lead: 0.0,
            tail: 0.0,
            cut: 0.0,
            gap: 0.0,
            em: span.size.to_pt(),
            bond: Bond::Word,
            forced_before: false,
            elastic_before: true,
        }
    }
}

/// How firmly a cluster holds on to the one before it, from the loosest to the firmest. A line without an open place
/// breaks at the loosest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// A line may break here.
    Open,
    /// After a sign in a web or e-mail address; used if the address is longer than a line.
    Address,
    /// Within a word.
    Word,
    /// Within a number, or between it and its unit (rule 9).
    Number,
    /// Before a mark that must not start a line, or after one that must not end a line (rules 1, 5, 6).
    Mark,
    /// Within —— or …… (rule 3), or before a combining mark: never broken.
    Pair,
}
