//! The levels at which parts are set closer, and the layouts of parts at each.

use std::collections::HashMap;
use std::ops::Range;

use crate::page::{self, PartLayout, Stretch};
use crate::template::{Balance, Fit};
use crate::text::Fonts;
use crate::tree::{ParagraphId, Part, Tightness, tighten, tighten_within};

use super::draft::PartDraft;

/// The factors of a level for line heights, other spacing and type.
pub struct Level {
    pub leading: f64,
    pub spacing: f64,
    pub size: f64,
}

/// From loose to tight: first spacing, as far as it looks good, then type.
const LADDER: [Level; 6] = [
    Level { leading: 0.95, spacing: 0.8, size: 1.0 },
    Level { leading: 0.9, spacing: 0.6, size: 1.0 },
    Level { leading: 0.87, spacing: 0.5, size: 1.0 },
    Level { leading: 0.87, spacing: 0.5, size: 0.95 },
    Level { leading: 0.87, spacing: 0.5, size: 0.9 },
    Level { leading: 0.87, spacing: 0.5, size: 0.85 },
];

/// A page that is set closer may be filled to this share, since word processors round heights differently.
const FULLEST: f64 = 0.995;

/// The levels; 0 is the part unchanged.
pub const LEVELS: Range<usize> = 1..LADDER.len() + 1;

/// A level by its number; `None` for 0.
pub fn level(number: usize) -> Option<&'static Level> {
    number.checked_sub(1).and_then(|index| LADDER.get(index))
}

impl Level {
    /// Whether `fit` allows it.
    pub fn is_within_fit(&self, fit: &Fit) -> bool {
        fit.size || self.size >= 1.0
    }

    /// Whether `balance` allows it.
    pub fn is_within_balance(&self, balance: &Balance) -> bool {
        let fits = balance.shrink.is_some_and(|fit| self.is_within_fit(&fit));
        fits && self.leading * 100.0 >= f64::from(balance.leading)
    }

    fn tightness(&self, fit: &Fit) -> Tightness {
        let size = if fit.size { self.size } else { 1.0 };
        Tightness { leading: self.leading, spacing: self.spacing, size, floor: fit.floor }
    }
}

/// Which paragraphs of a part are set closer.
#[derive(Clone, Copy)]
pub enum TightenedScope {
    /// All, so that a position looks the same on all pages.
    Whole,
    /// Those of stretches with a last page that is too empty, so that a cover does not change for the pages after it.
    ShortEnds,
}

/// The layouts of drafts at the levels, each made at most once.
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

    /// The layout of a draft at a level; its own if it may not be set closer.
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

    /// The part and the layout of a draft at a level; `None` if they are the draft's own.
    pub fn take(&mut self, index: usize, number: usize) -> Option<(Part, PartLayout)> {
        self.made.remove(&(index, number))
    }

    /// The stretches of a draft with a bad last page at a level: too empty or, when set closer, so full that another
    /// program might need one more page.
    pub fn short(&mut self, index: usize, number: usize) -> Vec<Stretch> {
        let Some(least) = least(&self.drafts[index]) else { return Vec::new() };
        let stretches = &self.layout(index, number).stretches;
        let is_bad = |stretch: &&Stretch| stretch.ends_short(least) || number > 0 && stretch.fill > FULLEST;
        stretches.iter().filter(is_bad).cloned().collect()
    }
}

/// How a draft may be set closer, by `fit` or `balance`.
fn leave(draft: &PartDraft) -> Option<Fit> {
    draft.job.fit.or_else(|| draft.job.balance?.shrink)
}

/// How full a draft's last page must be.
pub fn least(draft: &PartDraft) -> Option<f64> {
    draft.job.balance.map(|balance| f64::from(balance.least) / 100.0)
}

fn short_ends(draft: &PartDraft) -> Vec<Range<ParagraphId>> {
    let least = least(draft).unwrap_or_default();
    let short = draft.layout.stretches.iter().filter(|stretch| stretch.ends_short(least));
    short.map(|stretch| stretch.paragraphs.clone()).collect()
}
