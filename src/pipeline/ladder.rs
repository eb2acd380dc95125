//! The ladder of levels by which parts are set closer, and what they come to at each.

use std::collections::HashMap;
use std::ops::Range;

use crate::page::{self, PartLayout, Stretch};
use crate::template::{Balance, Fit};
use crate::text::Fonts;
use crate::tree::{ParagraphId, Part, Tightness, tighten, tighten_within};

use super::draft::PartDraft;

/// What a level leaves of line heights, other spacing and type.
pub struct Level {
    pub leading: f64,
    pub spacing: f64,
    pub size: f64,
}

/// From loose to tight: spacing down to the least that looks good, then type.
const LADDER: [Level; 6] = [
    Level { leading: 0.95, spacing: 0.8, size: 1.0 },
    Level { leading: 0.9, spacing: 0.6, size: 1.0 },
    Level { leading: 0.87, spacing: 0.5, size: 1.0 },
    Level { leading: 0.87, spacing: 0.5, size: 0.95 },
    Level { leading: 0.87, spacing: 0.5, size: 0.9 },
    Level { leading: 0.87, spacing: 0.5, size: 0.85 },
];

/// A page that is set closer is no fuller than this: word processors round heights in their own ways.
const FULLEST: f64 = 0.995;

/// The steps of the ladder, from 1; 0 is the part as it is.
pub const LEVELS: Range<usize> = 1..LADDER.len() + 1;

/// A level by its number; `None` for the part as it is.
pub fn level(number: usize) -> Option<&'static Level> {
    number.checked_sub(1).and_then(|index| LADDER.get(index))
}

impl Level {
    /// Whether `fit` lets a part come down to it.
    pub fn is_within_fit(&self, fit: &Fit) -> bool {
        fit.size || self.size >= 1.0
    }

    /// Whether `balance` does.
    pub fn is_within_balance(&self, balance: &Balance) -> bool {
        let fits = balance.shrink.is_some_and(|fit| self.is_within_fit(&fit));
        fits && self.leading * 100.0 >= f64::from(balance.leading)
    }

    fn tightness(&self, fit: &Fit) -> Tightness {
        let size = if fit.size { self.size } else { 1.0 };
        Tightness { leading: self.leading, spacing: self.spacing, size, floor: fit.floor }
    }
}

/// What of a part is set closer.
#[derive(Clone, Copy)]
pub enum TightenedScope {
    /// All of it: a position looks the same from its first page to its last.
    Whole,
    /// The stretches that end too short: a cover does not change for the pages behind it.
    ShortEnds,
}

/// Parts at the levels of the ladder, each laid out once at most.
pub struct LadderTrial<'d, 'a> {
    drafts: &'d [PartDraft<'a>],
    fonts: &'d Fonts,
    scope: TightenedScope,
    made: HashMap<(usize, usize), (Part, PartLayout)>,
}

impl<'d, 'a> LadderTrial<'d, 'a> {
    pub fn new(drafts: &'d [PartDraft<'a>], fonts: &'d Fonts, scope: TightenedScope) -> LadderTrial<'d, 'a> {
        LadderTrial { drafts, fonts, scope, made: HashMap::new() }
    }

    /// The layout of a draft at a level; as it is where it may not be set closer.
    pub fn layout(&mut self, index: usize, number: usize) -> &PartLayout {
        let draft = &self.drafts[index];
        let Some((level, fit)) = level(number).zip(leave(draft)) else { return &draft.layout };
        let (fonts, scope) = (self.fonts, self.scope);
        let (_, layout) = self.made.entry((index, number)).or_insert_with(|| {
            let to = level.tightness(&fit);
            let part = match scope {
                TightenedScope::Whole => tighten(&draft.part, &to),
                TightenedScope::ShortEnds => tighten_within(&draft.part, &to, &short_ends(draft)),
            };
            let layout = page::layout(&part, fonts);
            (part, layout)
        });
        layout
    }

    /// The part and the layout of a draft at a level, where they are not the draft's own.
    pub fn take(&mut self, index: usize, number: usize) -> Option<(Part, PartLayout)> {
        self.made.remove(&(index, number))
    }

    /// The stretches of a draft that end badly at a level: too short, or, set closer, so full that another program
    /// might need a page more.
    pub fn short(&mut self, index: usize, number: usize) -> Vec<Stretch> {
        let Some(least) = least(&self.drafts[index]) else { return Vec::new() };
        let stretches = &self.layout(index, number).stretches;
        let is_bad = |stretch: &&Stretch| stretch.ends_short(least) || number > 0 && stretch.fill > FULLEST;
        stretches.iter().filter(is_bad).cloned().collect()
    }
}

/// How a draft may be set closer, whatever for.
fn leave(draft: &PartDraft) -> Option<Fit> {
    draft.job.fit.or_else(|| draft.job.balance?.shrink)
}

/// How full a draft's last page has to be.
pub fn least(draft: &PartDraft) -> Option<f64> {
    draft.job.balance.map(|balance| f64::from(balance.least) / 100.0)
}

fn short_ends(draft: &PartDraft) -> Vec<Range<ParagraphId>> {
    let least = least(draft).unwrap_or_default();
    let short = draft.layout.stretches.iter().filter(|stretch| stretch.ends_short(least));
    short.map(|stretch| stretch.paragraphs.clone()).collect()
}
