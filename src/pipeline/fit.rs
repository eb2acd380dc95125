//! Keeps positions within their page budgets, and avoids nearly empty last pages.
//!
//! - Only a position's own parts count for its budget. Each output is treated as if it were made alone.
//! - The loosest level of a fixed ladder that helps is used. Each level is laid out at most once, and good parts not
//!   at all.
//! - If no level helps, nothing changes. If the last page is then too empty, the break before it moves up.

#[cfg(feature = "serve")]
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Text, count_of};
use crate::model::{Keyed, Position, Spanned, Str};
use crate::page::{self, ItemKind, Marking, Page, Stretch};
use crate::template::{Balance, Job};
use crate::text::Fonts;
use crate::tree;
use crate::unit::Abs;

use super::draft::PartDraft;
use super::ladder::{LEVELS, LadderTrial, Level, TightenedScope, least, level};
use super::project::Project;
#[cfg(feature = "serve")]
use super::sheet::PartSheet;

/// For each step of the ladder: how many times as much it saves as the first step, at most.
const STEPS: [f64; 3] = [1.0, 2.2, 2.9];

/// The parts of one position in an output, or one other part.
pub struct PartGroup<'a> {
    subject: GroupSubject<'a>,
    budget: Option<&'a Spanned<u32>>,
}

/// A finding about a group.
pub struct BudgetFinding {
    pub finding: Diagnostic,
    /// How many pages the group fills.
    pub pages: usize,
}

/// The place of findings about a group.
enum GroupSubject<'a> {
    Position(&'a Position),
    /// The department's name.
    Department(&'a Str),
    /// The template's path.
    Part(Arc<str>),
}

impl<'a> PartGroup<'a> {
    /// The group of a job's drafts. `budgets` says whether the page budget counts.
    pub fn of(project: &'a Project, job: &Job, budgets: bool) -> PartGroup<'a> {
        let (department, position) = project.shown(job);
        let budget = position.and_then(|one| one.max_pages.as_ref().or(project.handbook.max_pages.as_ref()));
        let name = department.and_then(|department| department.name.as_ref());
        let subject = match (position, name) {
            (Some(position), _) => GroupSubject::Position(position),
            (None, Some(name)) => GroupSubject::Department(name),
            (None, None) => GroupSubject::Part(project.set.path(job.file)),
        };
        PartGroup { subject, budget: budget.filter(|_| budgets) }
    }
}

/// How full the sheet of a position is.
#[cfg(feature = "serve")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetExtent {
    pub pages: usize,
    /// Its page budget.
    pub most: Option<usize>,
    /// How many more lines of its usual height its last page holds.
    pub left: usize,
    /// How many lines of the author's texts stand on pages beyond the budget.
    pub over: usize,
}

/// How full the sheet of the position is that these parts show.
#[cfg(feature = "serve")]
pub fn extent(project: &Project, sheets: &[&PartSheet]) -> Option<SheetExtent> {
    let last = sheets.last()?;
    let (job, position) = sheets.iter().find_map(|sheet| Some((sheet.job, project.shown(&sheet.job).1?)))?;
    let group = PartGroup::of(project, &job, true);
    let most = group.budget.map(|budget| budget.value as usize);
    let texts = values(position);
    let pages = || sheets.iter().flat_map(|sheet| &sheet.layout.pages.pages);
    let beyond = pages().skip(most.unwrap_or(usize::MAX));
    let mut heights: BTreeMap<Abs, usize> = BTreeMap::new();
    tree::each_paragraph(&last.part.blocks, &mut |paragraph| {
        *heights.entry(paragraph.style.line_height).or_default() += 1;
    });
    let usual =
        heights.into_iter().max_by_key(|(_, count)| *count).map_or(Abs::pt(18.0), |(height, _)| height);
    let free = last
        .layout
        .stretches
        .last()
        .filter(|stretch| stretch.fill > 0.0)
        .map_or(0.0, |stretch| (stretch.rest / stretch.fill - stretch.rest) / usual.max(Abs::pt(1.0)));
    Some(SheetExtent {
        pages: pages().count(),
        most,
        // Rounding shall not hide a line that just fits.
        left: (free + 0.01).max(0.0) as usize,
        over: beyond.map(|page| count(page, &texts).0).sum(),
    })
}

/// Changes a group's drafts if that helps, and gives the findings.
pub fn settle(group: &PartGroup, drafts: &mut [PartDraft], fonts: &Fonts) -> Vec<BudgetFinding> {
    let scope = match group.subject {
        GroupSubject::Position(_) => TightenedScope::Whole,
        _ => TightenedScope::ShortEnds,
    };
    let mut trial = LadderTrial::new(drafts, fonts, scope);
    let from = group.judge(&mut trial, 0, drafts.len());
    if from.is_good() {
        return Vec::new();
    }
    let LadderSearch { chosen, judged, tightest } = group.search(&mut trial, from, drafts);
    let made: Vec<_> = (0..drafts.len()).map(|index| trial.take(index, chosen)).collect();
    for (draft, made) in drafts.iter_mut().zip(made) {
        if let Some((part, layout)) = made {
            (draft.part, draft.layout) = (part, layout);
        }
    }
    if judged.short > 0 {
        drafts.iter_mut().for_each(|draft| move_breaks(draft, fonts));
    }
    let tightened = level(chosen).map(|level| group.tightened(level, &from, &judged));
    let over = judged.over.then(|| group.over(&group.overrun(judged.pages, tightest, drafts)));
    let told = tightened.into_iter().chain(over);
    told.map(|finding| BudgetFinding { finding, pages: judged.pages }).collect()
}

/// Moves the last page break up in stretches whose last page is too empty.
fn move_breaks(draft: &mut PartDraft, fonts: &Fonts) {
    let Some(least) = least(draft) else { return };
    if draft.layout.stretches.iter().any(|stretch| stretch.ends_short(least)) {
        let mut layout = page::layout_balanced(&draft.part, fonts, least);
        // The tree keeps the break, so that a later layout with other page numbers has it too.
        tree::keep(&mut draft.part, &std::mem::take(&mut layout.kept));
        draft.layout = layout;
    }
}

/// The result of a group at a level.
#[derive(Clone, Copy)]
struct Judged {
    pages: usize,
    over: bool,
    /// How many stretches have a last page that is too empty.
    short: usize,
}

impl Judged {
    fn is_good(&self) -> bool {
        !self.over && self.short == 0
    }

    fn is_better_than(&self, other: &Judged) -> bool {
        (self.over, self.short) < (other.over, other.short)
    }
}

/// The best level, and its result.
struct LadderSearch {
    chosen: usize,
    judged: Judged,
    /// How many pages a position over its budget fills at the tightest level allowed.
    tightest: Option<usize>,
}

/// By how much a position is over its budget.
struct Overrun {
    pages: usize,
    lines: usize,
    characters: usize,
    tightest: Option<usize>,
}

impl PartGroup<'_> {
    fn judge(&self, trial: &mut LadderTrial, level: usize, drafts: usize) -> Judged {
        let pages = (0..drafts).map(|draft| trial.layout(draft, level).pages.pages.len()).sum();
        let over = self.budget.is_some_and(|budget| pages > budget.value as usize);
        Judged { pages, over, short: (0..drafts).map(|draft| trial.short(draft, level).len()).sum() }
    }

    fn search(&self, trial: &mut LadderTrial, from: Judged, drafts: &[PartDraft]) -> LadderSearch {
        let fits: Vec<_> = drafts.iter().filter_map(|draft| draft.job.fit).collect();
        let balances: Vec<Balance> = drafts.iter().filter_map(|draft| draft.job.balance).collect();
        let mut search = LadderSearch { chosen: 0, judged: from, tightest: None };
        let mut hopes = Hopes::new(trial, drafts.len());
        for number in LEVELS {
            let Some(level) = level(number) else { break };
            let by_fit = search.judged.over && fits.iter().any(|fit| level.is_within_fit(fit));
            // Saving the last page may also meet a budget without `fit`.
            let by_balance = search.judged.short > 0
                && balances.iter().any(|balance| level.is_within_balance(balance))
                && hopes.may_help(number);
            if !by_fit && !by_balance {
                continue;
            }
            let judged = self.judge(trial, number, drafts.len());
            hopes.learn(trial, number);
            if by_fit {
                search.tightest = Some(judged.pages);
            }
            if judged.is_better_than(&search.judged) {
                (search.chosen, search.judged) = (number, judged);
            }
            if judged.is_good() {
                break;
            }
        }
        search
    }

    /// What is on the pages beyond the budget.
    fn overrun(&self, pages: usize, tightest: Option<usize>, drafts: &[PartDraft]) -> Overrun {
        let texts = match self.subject {
            GroupSubject::Position(position) => values(position),
            GroupSubject::Department(_) | GroupSubject::Part(_) => String::new(),
        };
        let budget = self.budget.map_or(usize::MAX, |budget| budget.value as usize);
        let beyond = drafts.iter().flat_map(|draft| &draft.layout.pages.pages).skip(budget);
        let counts = beyond.map(|page| count(page, &texts));
        let (lines, characters) = counts.fold((0, 0), |sum, page| (sum.0 + page.0, sum.1 + page.1));
        Overrun { pages, lines, characters, tightest }
    }

    fn over(&self, overrun: &Overrun) -> Diagnostic {
        let title = self.title();
        let Overrun { pages, lines, characters, tightest } = overrun;
        let budget = self.budget();
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
        self.blame(Diagnostic::new(Code::W501, message)).with_help(help)
    }

    fn tightened(&self, level: &Level, from: &Judged, to: &Judged) -> Diagnostic {
        let percent = |share: f64| format!("{}%", (share * 100.0).round());
        let mut zh = format!("行高收到 {}，间距收到 {}", percent(level.leading), percent(level.spacing));
        let mut en =
            format!("line heights to {}, spacing to {}", percent(level.leading), percent(level.spacing));
        if level.size < 1.0 {
            zh.push_str(&format!("，字号收到 {}", percent(level.size)));
            en.push_str(&format!(", type to {}", percent(level.size)));
        }
        let message = match from.over && !to.over {
            true => {
                let (title, budget, pages) = (self.title(), self.budget(), from.pages);
                Text::new(
                    format!("岗位“{title}”原有 {pages} 页，已收紧到 {budget} 页以内：{zh}"),
                    format!(
                        "“{title}” was tightened from {} to its budget of {budget}: {en}",
                        count_of(pages, "page")
                    ),
                )
            }
            false => Text::new(
                format!("末页几乎是空的，已收紧版面，省去这一页：{zh}"),
                format!("the last page was nearly empty, and is saved by setting the pages closer: {en}"),
            ),
        };
        self.blame(Diagnostic::new(Code::W502, message))
    }

    fn title(&self) -> &str {
        match &self.subject {
            GroupSubject::Position(position) => &position.title,
            GroupSubject::Department(name) => name,
            GroupSubject::Part(path) => path,
        }
    }

    fn budget(&self) -> u32 {
        self.budget.map_or(0, |budget| budget.value)
    }

    /// Points at the position's own budget if that counts, else at its title.
    fn blame(&self, finding: Diagnostic) -> Diagnostic {
        match &self.subject {
            GroupSubject::Position(position) => match &position.max_pages {
                Some(own) if self.budget.is_some() => own.blame(finding),
                _ => position.title.blame(finding),
            },
            GroupSubject::Department(name) => name.blame(finding),
            GroupSubject::Part(path) => finding.in_file(path),
        }
    }
}

/// Estimates which levels may help, so that only these are laid out.
struct Hopes {
    /// The stretches that end too short at level 0, each with the index of its draft.
    needed: Vec<(usize, Stretch)>,
    /// The largest share of the height to save that the first step saves.
    first: Option<f64>,
}

impl Hopes {
    fn new(trial: &mut LadderTrial, drafts: usize) -> Hopes {
        let needed =
            (0..drafts).flat_map(|draft| trial.short(draft, 0).into_iter().map(move |one| (draft, one)));
        Hopes { needed: needed.collect(), first: None }
    }

    fn may_help(&self, number: usize) -> bool {
        let step = number.checked_sub(1).and_then(|index| STEPS.get(index));
        // Not known before the first step, and not for steps with smaller type.
        let (Some(first), Some(step)) = (self.first, step) else { return true };
        first * step >= 1.0
    }

    /// Notes how much the first step saves.
    fn learn(&mut self, trial: &mut LadderTrial, number: usize) {
        if number != 1 {
            return;
        }
        let shares = self.needed.iter().map(|(draft, was)| {
            let stretches = &trial.layout(*draft, number).stretches;
            let is = stretches.iter().find(|is| is.paragraphs == was.paragraphs);
            let less = is.map_or(Abs::ZERO, |is| was.height - is.height);
            less / was.rest.max(Abs::pt(1.0))
        });
        self.first = Some(shares.fold(0.0, f64::max));
    }
}

/// The texts that a position's author can shorten, without white space, one on each line.
fn values(position: &Position) -> String {
    let rows = [
        &position.collaboration,
        &position.qualifications,
        &position.conditions,
        &position.career,
        &position.extra,
    ];
    let labels: Vec<&Str> = rows.into_iter().flatten().filter_map(|row| row.label.as_ref()).collect();
    let texts = position.texts().into_iter();
    let values = texts.filter(|text| !labels.iter().any(|label| std::ptr::eq(*label, *text)));
    values.flat_map(|text| solid(text).chain(['\n'])).collect()
}

fn solid(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace())
}

/// Counts the lines and characters of the author's `texts` on a page, without labels, empty rows and what is repeated
/// after a page break.
///
/// Lines of cells side by side count as one if their distance is less than the type size.
fn count(page: &Page, texts: &str) -> (usize, usize) {
    let mut baselines: Vec<(Abs, Abs)> = Vec::new();
    let mut characters = 0;
    for item in page.items.iter().filter(|item| matches!(item.mark, Marking::Content(_))) {
        let ItemKind::Text(run) = &item.kind else { continue };
        let text = page.text.get(run.text.start as usize..run.text.end as usize).unwrap_or_default();
        let text: String = solid(text).collect();
        if text.is_empty() || !texts.contains(&text) {
            continue;
        }
        characters += text.chars().count();
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
