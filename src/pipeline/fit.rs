//! Holds positions to their page budgets, and tightens those that the template set lets it.
//!
//! - A position's own parts count, wherever they stand; in every output it looks the same.
//! - Of a fixed ladder, the loosest level that fits is taken; each level is laid out once at most,
//!   and a position that fits as it is not at all.
//! - A position that no level makes fit stays as it was.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Text, count_of};
use crate::model::{Position, Spanned};
use crate::page::{self, ItemKind, Mark, Page, PartLayout};
use crate::template::{Fit, Job};
use crate::text::Fonts;
use crate::tree::{Part, Tightness, tighten};
use crate::unit::Abs;

use super::project::Project;
use super::sheets::Draft;

/// A position is over its page budget.
const OVER_BUDGET: &str = "W501";
/// A position was tightened to stay within it.
const TIGHTENED: &str = "W502";

/// What a level leaves of line heights, other spacing and type.
struct Level {
    leading: f64,
    spacing: f64,
    size: f64,
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

/// A position with a page budget, and the drafts that each output shows of it.
pub struct Budgeted<'a> {
    position: &'a Position,
    budget: &'a Spanned<u32>,
    /// By output.
    shown: BTreeMap<usize, Vec<Shown>>,
}

/// A draft of a position, and how it may be tightened.
#[derive(Clone, Copy)]
struct Shown {
    draft: usize,
    fit: Option<Fit>,
}

impl<'a> Budgeted<'a> {
    /// What is shown of one position, as plans, drafts and jobs; `None` if no budget holds it.
    pub fn of(project: &'a Project, places: &[(usize, usize, Job)]) -> Option<Budgeted<'a>> {
        let (_, position) = project.shown(&places.first()?.2);
        let position = position?;
        let budget = position.max_pages.as_ref().or(project.handbook.max_pages.as_ref())?;
        let mut shown: BTreeMap<usize, Vec<Shown>> = BTreeMap::new();
        for (plan, draft, job) in places {
            shown.entry(*plan).or_default().push(Shown { draft: *draft, fit: job.fit });
        }
        Some(Budgeted { position, budget, shown })
    }
}

/// Holds a position to its budget: changes its drafts if that helps, and says what there is to say.
pub fn settle(budgeted: &Budgeted, drafts: &mut [Draft], fonts: &Fonts) -> Option<Diagnostic> {
    match budgeted.settle(drafts, fonts) {
        Fate::Fits => None,
        Fate::Tightened { level, from, parts } => {
            for (index, part, layout) in parts {
                drafts[index].part = part;
                drafts[index].layout = layout;
            }
            Some(budgeted.tightened(level, from))
        }
        Fate::Over(overrun) => Some(budgeted.over(&overrun)),
    }
}

/// What becomes of a position.
enum Fate {
    Fits,
    Tightened { level: &'static Level, from: usize, parts: Vec<(usize, Part, PartLayout)> },
    Over(Overrun),
}

/// By how much a position is over its budget.
struct Overrun {
    pages: usize,
    lines: usize,
    characters: usize,
    /// How many pages it fills at the tightest level, if the set lets it be tightened.
    tightest: Option<usize>,
}

impl Budgeted<'_> {
    fn settle(&self, drafts: &[Draft], fonts: &Fonts) -> Fate {
        let as_it_is = |draft: usize| drafts[draft].layout.pages.pages.len();
        let from = self.pages(as_it_is);
        if self.fits(from) {
            return Fate::Fits;
        }
        let yielding: BTreeMap<usize, Fit> =
            self.shown.values().flatten().filter_map(|shown| Some((shown.draft, shown.fit?))).collect();
        let mut tightest = None;
        let size_too = yielding.values().any(|fit| fit.size);
        let levels = if yielding.is_empty() { &[] } else { &LADDER[..] };
        for level in levels.iter().take_while(|level| size_too || level.size == 1.0) {
            let parts: Vec<(usize, Part, PartLayout)> = yielding
                .iter()
                .map(|(&index, fit)| {
                    let part = tighten(&drafts[index].part, &level.within(fit));
                    let layout = page::layout(&part, fonts);
                    (index, part, layout)
                })
                .collect();
            let set_closer = |part: usize| {
                let own = parts.iter().find(|(index, ..)| *index == part);
                own.map_or_else(|| as_it_is(part), |(.., layout)| layout.pages.pages.len())
            };
            let pages = self.pages(set_closer);
            if self.fits(pages) {
                return Fate::Tightened { level, from, parts };
            }
            tightest = Some(pages);
        }
        Fate::Over(Overrun { tightest, ..self.overrun(from, drafts) })
    }

    fn fits(&self, pages: usize) -> bool {
        pages <= self.budget.value as usize
    }

    /// The most pages that the position fills in an output.
    fn pages(&self, of: impl Fn(usize) -> usize) -> usize {
        let sums = self.shown.values().map(|parts| parts.iter().map(|shown| of(shown.draft)).sum());
        sums.max().unwrap_or_default()
    }

    /// What stands beyond the budgeted pages, in the output where that is most.
    fn overrun(&self, pages: usize, drafts: &[Draft]) -> Overrun {
        let beyond = self.shown.values().map(|parts| {
            let pages = parts.iter().flat_map(|shown| &drafts[shown.draft].layout.pages.pages);
            let beyond = pages.skip(self.budget.value as usize).map(count);
            beyond.fold((0, 0), |sum, page| (sum.0 + page.0, sum.1 + page.1))
        });
        let (lines, characters) = beyond.max().unwrap_or_default();
        Overrun { pages, lines, characters, tightest: None }
    }

    fn over(&self, overrun: &Overrun) -> Diagnostic {
        let title = self.position.title.as_str();
        let Overrun { pages, lines, characters, tightest } = overrun;
        let budget = self.budget.value;
        let (much_zh, much_en) = match (lines, characters) {
            (_, 0) => ("超出的只有空行".to_owned(), "blank rows run over".to_owned()),
            (lines, characters) => (
                format!("多出 {lines} 行，约须删去 {characters} 字"),
                format!(
                    "{} too many, about {} must go",
                    count_of(*lines, "line"),
                    count_of(*characters, "character")
                ),
            ),
        };
        let message = Text::new(
            format!("岗位“{title}”排满 {pages} 页，上限为 {budget} 页：{much_zh}"),
            format!("“{title}” fills {}, its budget is {budget}: {much_en}", count_of(*pages, "page")),
        );
        let help = match tightest {
            None => Text::new(
                "精简文字，或提高页数上限；版式可用 `fit: shrink` 允许自动收紧",
                "shorten its texts, or raise max_pages; a template set may let it be tightened with `fit: shrink`",
            ),
            Some(pages) => Text::new(
                format!("收紧到底仍有 {pages} 页；请精简文字，或提高页数上限"),
                format!(
                    "set as tight as allowed it still fills {}; shorten its texts, or raise max_pages",
                    count_of(*pages, "page")
                ),
            ),
        };
        self.blame(Diagnostic::warning(OVER_BUDGET, message)).with_help(help)
    }

    fn tightened(&self, level: &Level, from: usize) -> Diagnostic {
        let title = self.position.title.as_str();
        let budget = self.budget.value;
        let percent = |share: f64| format!("{}%", (share * 100.0).round());
        let mut zh = format!("行高收到 {}，间距收到 {}", percent(level.leading), percent(level.spacing));
        let mut en =
            format!("line heights to {}, spacing to {}", percent(level.leading), percent(level.spacing));
        if level.size < 1.0 {
            zh.push_str(&format!("，字号收到 {}", percent(level.size)));
            en.push_str(&format!(", type to {}", percent(level.size)));
        }
        let message = Text::new(
            format!("岗位“{title}”原有 {from} 页，已收紧到 {budget} 页以内：{zh}"),
            format!(
                "“{title}” was tightened from {} to its budget of {budget}: {en}",
                count_of(from, "page")
            ),
        );
        self.blame(Diagnostic::warning(TIGHTENED, message))
    }

    /// Points at the position's own budget, else at its title.
    fn blame(&self, finding: Diagnostic) -> Diagnostic {
        match &self.position.max_pages {
            Some(own) => own.blame(finding),
            None => self.position.title.blame(finding),
        }
    }
}

impl Level {
    /// The level as far as a part allows it.
    fn within(&self, fit: &Fit) -> Tightness {
        let size = if fit.size { self.size } else { 1.0 };
        Tightness { leading: self.leading, spacing: self.spacing, size, floor: fit.floor }
    }
}

/// The lines and characters on a page, what a break repeats left out.
///
/// Lines of cells that stand side by side count as one where less than their type size lies between them.
fn count(page: &Page) -> (usize, usize) {
    let mut baselines: Vec<(Abs, Abs)> = Vec::new();
    let mut characters = 0;
    for item in page.items.iter().filter(|item| matches!(item.mark, Mark::Content(_))) {
        let ItemKind::Text(run) = &item.kind else { continue };
        let text = page.text.get(run.text.start as usize..run.text.end as usize).unwrap_or_default();
        characters += text.chars().filter(|c| !c.is_whitespace()).count();
        baselines.push((run.at.y, run.size));
    }
    baselines.sort_unstable();
    let mut lines = 0;
    let mut last: Option<Abs> = None;
    for (y, size) in baselines {
        if last.is_none_or(|last| y - last >= size) {
            lines += 1;
            last = Some(y);
        }
    }
    (lines, characters)
}
