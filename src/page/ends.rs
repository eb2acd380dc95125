//! Looks after last pages: tells how full they are, and moves page breaks where a last page holds too little.
//!
//! Forced breaks divide a part's pages into stretches. The last page of a stretch may hold next to nothing: the rest
//! of a table, a lone signature. Then the break before it is moved up, so that the last page holds enough to be read
//! by itself, if possible whole blocks, while the page before it still looks full. The moved strips are kept together
//! up to the end of the stretch, so that word processors move all of them or none.

use std::ops::Range;

use super::compose::Composition;
use super::paginate::{PagePlan, Paginated, paginate};
use super::strip::{Strip, StripKind};
use crate::flow::Keep;
use crate::index::Id;
use crate::tree::{Kept, PageStyles, ParagraphId, TableId, each_paragraph};
use crate::unit::Abs;

/// Pages that follow each other without a forced break.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Pages of the part, counted from 0.
    pub pages: Range<usize>,
    /// How far down the content of the last page reaches, as a share of the height between the margins.
    pub fill: f64,
    /// How far down the content reaches, summed up over all its pages.
    pub height: Abs,
    /// How far down the content of the last page reaches.
    pub rest: Abs,
    /// The paragraphs on its pages.
    pub paragraphs: Range<ParagraphId>,
}

impl Stretch {
    /// Whether it has more than one page, and its last page is less full than that share.
    pub fn ends_short(&self, least: f64) -> bool {
        self.pages.len() > 1 && self.fill < least
    }
}

/// The least share of its height that the page before a moved break keeps.
const LEAST_LEFT: f64 = 0.55;
/// From this share on, the page before a moved break counts as full.
const FULL: f64 = 0.8;
/// From this share on, a last page counts as full enough.
const ENOUGH: f64 = 0.33;

/// The costs of a break, in shares of a page left white that would be just as bad. A break between two blocks costs
/// nothing; before a paragraph or a row that no label spans it costs little, between rows that share a label most.
const BEFORE_ROW: f64 = 0.08;
const WITHIN_LABEL: f64 = 0.2;
/// White space at the foot of the page before a moved break costs this much more than on the last page.
const WHITE_BEFORE: f64 = 1.5;

/// The stretches of a part's pages, in order.
pub fn stretches(pages: &[PagePlan], composed: &Composition, styles: &PageStyles) -> Vec<Stretch> {
    let mut begins: Vec<usize> = (0..pages.len()).filter(|&page| pages[page].begins).collect();
    begins.push(pages.len());
    let stretch = |pair: &[usize]| {
        let numbers = pair[0]..pair[1];
        let own = &pages[numbers.clone()];
        let depths: Vec<Abs> = own.iter().map(|page| depth(page, styles)).collect();
        let rest = depths.last().copied().unwrap_or_default();
        let room = own.last().map_or(Abs::ZERO, |page| room(page, styles));
        let strips = own.iter().flat_map(|page| &page.strips);
        let mut paragraphs: Option<Range<ParagraphId>> = None;
        for one in strips.filter_map(|(_, strip)| paragraphs_of(strip, composed)) {
            let so_far = paragraphs.get_or_insert_with(|| one.clone());
            *so_far = so_far.start.min(one.start)..so_far.end.max(one.end);
        }
        Stretch {
            pages: numbers,
            fill: if room > Abs::ZERO { rest / room } else { 1.0 },
            height: depths.iter().copied().sum(),
            rest,
            paragraphs: paragraphs.unwrap_or_default(),
        }
    };
    begins.windows(2).map(stretch).collect()
}

fn room(page: &PagePlan, styles: &PageStyles) -> Abs {
    let style = styles.get(page.page.map(|name| &**name));
    style.size.height - style.margin.vertical()
}

/// How far below the top margin the lowest strip ends.
fn depth(page: &PagePlan, styles: &PageStyles) -> Abs {
    let top = styles.get(page.page.map(|name| &**name)).margin.top;
    let ends = page.strips.iter().map(|(y, strip)| *y + strip.height - top);
    ends.fold(Abs::ZERO, Abs::max)
}

/// The range of the paragraphs that a strip shows.
fn paragraphs_of(strip: &Strip, composed: &Composition) -> Option<Range<ParagraphId>> {
    match &strip.kind {
        StripKind::Line { paragraph, .. } => Some(*paragraph..paragraph.next()),
        StripKind::Row(row) => {
            let row = composed.tables.get(row.table)?.rows.get(row.row)?.row;
            let mut found: Option<Range<ParagraphId>> = None;
            for cell in &row.cells {
                each_paragraph(&cell.blocks, &mut |one| {
                    found = Some(found.as_ref().map_or(one.id, |found| found.start)..one.id.next());
                });
            }
            found
        }
        StripKind::Rule { .. } | StripKind::Blank => None,
    }
}

/// Paginates; where a stretch ends with a page that is less full than `least`, moves its last break up and paginates
/// again. Keeps the first result if the second has another number of pages, or no fewer short ends.
pub fn paginate_balanced<'a>(
    mut strips: Vec<Strip<'a>>,
    composed: &Composition<'a>,
    styles: &PageStyles,
    least: f64,
) -> Paginated<'a> {
    let as_it_is = paginate(strips.clone(), composed, styles);
    let before = stretches(&as_it_is.pages, composed, styles);
    let mut kept = Kept::default();
    let mut from = 0;
    for stretch in before.iter().filter(|stretch| stretch.ends_short(least)) {
        let ends = Ends { pages: &as_it_is.pages, composed, styles, least };
        if let Some(target) = ends.better_break(stretch) {
            from = keep_from(&mut strips, from, target, composed, &mut kept);
        }
    }
    if kept == Kept::default() {
        return as_it_is;
    }
    let mut balanced = paginate(strips, composed, styles);
    let after = stretches(&balanced.pages, composed, styles);
    let short = |all: &[Stretch]| all.iter().filter(|stretch| stretch.ends_short(least)).count();
    if balanced.pages.len() != as_it_is.pages.len() || short(&after) >= short(&before) {
        return as_it_is;
    }
    balanced.kept.rows.extend(kept.rows);
    balanced.kept.paragraphs.extend(kept.paragraphs);
    balanced
}

/// Names a strip, whatever page it stands on.
#[derive(Clone, Copy, PartialEq)]
enum BreakTarget {
    Row { table: TableId, row: usize },
    Paragraph(ParagraphId),
}

impl BreakTarget {
    /// Names the strip if a page can begin with it: it is neither a later line of a paragraph nor a later part of a
    /// row.
    fn of(strip: &Strip) -> Option<BreakTarget> {
        match &strip.kind {
            StripKind::Row(row) if !row.again && !row.continued => {
                Some(BreakTarget::Row { table: row.table, row: row.row })
            }
            StripKind::Line { paragraph, line: 0, .. } => Some(BreakTarget::Paragraph(*paragraph)),
            _ => None,
        }
    }
}

/// Binds all strips from the target to the end of its stretch to each other, and adds them to `kept`. The search for
/// the target begins at `from`; gives the index at which the stretch ends.
fn keep_from(
    strips: &mut [Strip],
    from: usize,
    target: BreakTarget,
    composed: &Composition,
    kept: &mut Kept,
) -> usize {
    let found = strips[from..].iter().position(|strip| BreakTarget::of(strip) == Some(target));
    let Some(start) = found.map(|at| from + at) else { return from };
    let mut index = start;
    while strips.get(index + 1).is_some_and(|next| !next.forced) {
        let strip = &mut strips[index];
        strip.keep = Keep::Bound;
        match &strip.kind {
            StripKind::Line { paragraph, .. } => _ = kept.paragraphs.insert(*paragraph),
            StripKind::Row(row) => {
                kept.rows.insert(composed.tables[row.table].rows[row.row].row.id);
            }
            StripKind::Rule { .. } | StripKind::Blank => {}
        }
        index += 1;
    }
    index
}

/// A part's pages, and the least share of a page that the last ones should hold.
struct Ends<'p, 'a> {
    pages: &'p [PagePlan<'a>],
    composed: &'p Composition<'a>,
    styles: &'p PageStyles,
    least: f64,
}

impl Ends<'_, '_> {
    /// The strip of the page before the last with which the last page should begin: the one with the least cost.
    fn better_break(&self, stretch: &Stretch) -> Option<BreakTarget> {
        let [before, last] = self.pages.get(stretch.pages.clone())?.last_chunk()?;
        let is_again = |strip: &Strip| strip.row().is_some_and(|row| row.again);
        let tail: Vec<&Strip> =
            last.strips.iter().map(|(_, strip)| strip).filter(|strip| !is_again(strip)).collect();
        // Nothing in the DOCX can keep a rule or an empty box with what follows.
        let cannot_bind = |strip: &Strip| {
            matches!(strip.kind, StripKind::Rule { .. } | StripKind::Blank) && strip.keep == Keep::Free
        };
        let begins_within_row = tail.first()?.row().is_some_and(|row| row.continued);
        if begins_within_row || tail[..tail.len() - 1].iter().any(|strip| cannot_bind(strip)) {
            return None;
        }
        let room = room(before, self.styles);
        let top = self.styles.get(before.page.map(|name| &**name)).margin.top;
        let mut moved: Abs = tail.iter().map(|strip| strip.before + strip.height).sum();
        let mut best: Option<(f64, BreakTarget)> = None;
        for index in (1..before.strips.len()).rev() {
            let (_, strip) = &before.strips[index];
            let (y, above) = &before.strips[index - 1];
            if cannot_bind(strip) {
                break;
            }
            let without_space = moved + strip.height;
            moved += strip.before + strip.height;
            if is_again(above) || is_again(strip) || above.keep != Keep::Free {
                continue;
            }
            let Some(target) = BreakTarget::of(strip) else { continue };
            let taken = (without_space + self.repeated_header(strip)) / room;
            let left = (*y + above.height - top) / room;
            if taken < self.least || taken > 1.0 || left < LEAST_LEFT {
                continue;
            }
            let white = WHITE_BEFORE * (FULL - left).max(0.0) + (ENOUGH - taken).max(0.0);
            let cost = white + self.seam(above, strip);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, target));
            }
        }
        best.map(|(_, target)| target)
    }

    /// The height of the header rows that are repeated at the top of a page that begins with this strip.
    fn repeated_header(&self, strip: &Strip) -> Abs {
        let Some(row) = strip.row() else { return Abs::ZERO };
        let table = &self.composed.tables[row.table];
        if row.row > table.header_rows { table.header_height() } else { Abs::ZERO }
    }

    /// The cost of a break between two strips, as a share of a page.
    fn seam(&self, above: &Strip, below: &Strip) -> f64 {
        match (&above.kind, &below.kind) {
            (StripKind::Row(_), StripKind::Row(row)) if row.row > 0 => {
                let open = &self.composed.tables[row.table].rows[row.row].open;
                if open.is_empty() { BEFORE_ROW } else { WITHIN_LABEL }
            }
            (StripKind::Line { .. }, StripKind::Line { paragraph, .. }) => {
                if self.composed.paragraphs[*paragraph].is_heading { 0.0 } else { BEFORE_ROW }
            }
            _ => 0.0,
        }
    }
}
