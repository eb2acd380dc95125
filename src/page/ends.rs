//! Looks after the last pages: how full they are, and how a part that ends badly is broken better.
//!
//! A part's pages fall into stretches, which forced breaks part. The last page of one may hold next to nothing: the
//! rest of a table, a lone signature. Then the break before it is moved up to a place where the last page gets enough
//! to be read by itself, best a whole block, and the page before it still looks full. What moves is kept together up
//! to the stretch's end, so that word processors, too, move all of it or none.

use std::ops::Range;

use super::flow::{Flow, Keep, Piece, PieceKind};
use super::paginate::{PagePlan, Paginated, paginate, row_of};
use crate::tree::{Kept, PageStyles};
use crate::unit::Abs;

/// Pages that follow each other without a forced break.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// By place in the part.
    pub pages: Range<usize>,
    /// How far down the last page what stands there reaches, as a share of the room between the margins.
    pub fill: f64,
    /// How far down it reaches on all its pages together.
    pub height: Abs,
    /// How far down it reaches on the last page.
    pub rest: Abs,
    /// Its paragraphs, by number in the order of the text (see [`Kept`]).
    pub paragraphs: Range<usize>,
}

impl Stretch {
    /// Whether its last page is less full than that share, and not its only one.
    pub fn ends_short(&self, least: f64) -> bool {
        self.pages.len() > 1 && self.fill < least
    }
}

/// The page before a moved break is no emptier than this,
const LEAST_LEFT: f64 = 0.55;
/// and looks full from here on.
const FULL: f64 = 0.8;
/// A last page that holds this much is no end to be ashamed of.
const ENOUGH: f64 = 0.33;

/// What stands against a break, in shares of a page that one would rather leave white: between two blocks nothing;
/// before a paragraph or a row with a label of its own little; between rows that share a label most.
const BEFORE_ROW: f64 = 0.08;
const WITHIN_LABEL: f64 = 0.2;
/// White at the foot of the page before a moved break weighs more than white at the end.
const WHITE_BEFORE: f64 = 1.5;

/// The stretches of a part's pages.
pub fn stretches(pages: &[PagePlan], flow: &Flow, styles: &PageStyles) -> Vec<Stretch> {
    let mut begins: Vec<usize> = (0..pages.len()).filter(|&page| pages[page].begins).collect();
    begins.push(pages.len());
    let stretch = |pair: &[usize]| {
        let numbers = pair[0]..pair[1];
        let own = &pages[numbers.clone()];
        let depths: Vec<Abs> = own.iter().map(|page| depth(page, styles)).collect();
        let rest = depths.last().copied().unwrap_or_default();
        let room = own.last().map_or(Abs::ZERO, |page| room(page, styles));
        let pieces = own.iter().flat_map(|page| &page.pieces);
        let mut paragraphs: Option<Range<usize>> = None;
        for one in pieces.filter_map(|(_, piece)| paragraphs_of(piece, flow)) {
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

/// How far below the top margin the last piece ends.
fn depth(page: &PagePlan, styles: &PageStyles) -> Abs {
    let top = styles.get(page.page.map(|name| &**name)).margin.top;
    let ends = page.pieces.iter().map(|(y, piece)| *y + piece.height - top);
    ends.fold(Abs::ZERO, Abs::max)
}

/// The paragraphs that a piece shows, by number.
fn paragraphs_of(piece: &Piece, flow: &Flow) -> Option<Range<usize>> {
    match &piece.kind {
        PieceKind::Line { paragraph, .. } => {
            flow.paragraphs.get(*paragraph)?.number.map(|number| number..number + 1)
        }
        PieceKind::Row(row) => Some(flow.tables.get(row.table)?.rows.get(row.row)?.paragraphs.clone()),
        PieceKind::Rule { .. } | PieceKind::Blank => None,
    }
}

/// Paginates, and again with the last breaks moved up where a stretch ends with a page less full than `least`.
pub fn paginate_balanced<'a>(
    mut pieces: Vec<Piece<'a>>,
    flow: &Flow<'a>,
    styles: &PageStyles,
    least: f64,
) -> Paginated<'a> {
    let as_it_is = paginate(pieces.clone(), flow, styles);
    let before = stretches(&as_it_is.pages, flow, styles);
    let mut kept = Kept::default();
    let mut from = 0;
    for stretch in before.iter().filter(|stretch| stretch.ends_short(least)) {
        let ends = Ends { pages: &as_it_is.pages, flow, styles, least };
        if let Some(target) = ends.better_break(stretch) {
            from = keep_from(&mut pieces, from, target, flow, &mut kept);
        }
    }
    if kept == Kept::default() {
        return as_it_is;
    }
    let mut balanced = paginate(pieces, flow, styles);
    let after = stretches(&balanced.pages, flow, styles);
    let short = |all: &[Stretch]| all.iter().filter(|stretch| stretch.ends_short(least)).count();
    if balanced.pages.len() != as_it_is.pages.len() || short(&after) >= short(&before) {
        return as_it_is;
    }
    balanced.kept.rows.append(&mut kept.rows);
    balanced.kept.paragraphs.append(&mut kept.paragraphs);
    balanced
}

/// A piece, whatever page it stands on.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Row { table: usize, row: usize },
    Paragraph(usize),
}

impl Target {
    /// The piece, if a page can begin with it: no line within a paragraph, no part of a row.
    fn of(piece: &Piece) -> Option<Target> {
        match &piece.kind {
            PieceKind::Row(row) if !row.again && !row.continued => {
                Some(Target::Row { table: row.table, row: row.row })
            }
            PieceKind::Line { paragraph, line: 0, .. } => Some(Target::Paragraph(*paragraph)),
            _ => None,
        }
    }
}

/// Binds all pieces from one to the end of its stretch, and notes them. Looks for it behind those of earlier stretches;
/// gives the place where the stretch ends.
fn keep_from(pieces: &mut [Piece], from: usize, target: Target, flow: &Flow, kept: &mut Kept) -> usize {
    let found = pieces[from..].iter().position(|piece| Target::of(piece) == Some(target));
    let Some(start) = found.map(|at| from + at) else { return from };
    let mut index = start;
    while pieces.get(index + 1).is_some_and(|next| !next.forced) {
        let piece = &mut pieces[index];
        piece.keep = Keep::Bound;
        match &piece.kind {
            PieceKind::Line { paragraph, .. } => {
                let number = flow.paragraphs[*paragraph].number;
                // Of several lines the paragraph counts once.
                if kept.paragraphs.last() != number.as_ref() {
                    kept.paragraphs.extend(number);
                }
            }
            PieceKind::Row(row) => kept.rows.push(flow.tables[row.table].rows[row.row].number),
            PieceKind::Rule { .. } | PieceKind::Blank => {}
        }
        index += 1;
    }
    index
}

/// A part's pages, and what its last ones should hold.
struct Ends<'p, 'a> {
    pages: &'p [PagePlan<'a>],
    flow: &'p Flow<'a>,
    styles: &'p PageStyles,
    least: f64,
}

impl Ends<'_, '_> {
    /// The best piece on the last page but one for the last page to begin with.
    fn better_break(&self, stretch: &Stretch) -> Option<Target> {
        let [before, last] = self.pages.get(stretch.pages.clone())?.last_chunk()?;
        let is_again = |piece: &Piece| row_of(piece).is_some_and(|row| row.again);
        let tail: Vec<&Piece> =
            last.pieces.iter().map(|(_, piece)| piece).filter(|piece| !is_again(piece)).collect();
        // Of rules and empty boxes nothing says that they stay with what follows.
        let cannot_bind = |piece: &Piece| {
            matches!(piece.kind, PieceKind::Rule { .. } | PieceKind::Blank) && piece.keep == Keep::Free
        };
        let begins_within_row = row_of(tail.first()?).is_some_and(|row| row.continued);
        if begins_within_row || tail[..tail.len() - 1].iter().any(|piece| cannot_bind(piece)) {
            return None;
        }
        let room = room(before, self.styles);
        let top = self.styles.get(before.page.map(|name| &**name)).margin.top;
        let mut moved: Abs = tail.iter().map(|piece| piece.before + piece.height).sum();
        let mut best: Option<(f64, Target)> = None;
        for index in (1..before.pieces.len()).rev() {
            let (_, piece) = &before.pieces[index];
            let (y, above) = &before.pieces[index - 1];
            if cannot_bind(piece) {
                break;
            }
            let without_space = moved + piece.height;
            moved += piece.before + piece.height;
            if is_again(above) || is_again(piece) || above.keep != Keep::Free {
                continue;
            }
            let Some(target) = Target::of(piece) else { continue };
            let taken = (without_space + self.repeated_header(piece)) / room;
            let left = (*y + above.height - top) / room;
            if taken < self.least || taken > 1.0 || left < LEAST_LEFT {
                continue;
            }
            let white = WHITE_BEFORE * (FULL - left).max(0.0) + (ENOUGH - taken).max(0.0);
            let cost = white + self.seam(above, piece);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, target));
            }
        }
        best.map(|(_, target)| target)
    }

    /// The height of the header rows that stand again above a piece at a page's top.
    fn repeated_header(&self, piece: &Piece) -> Abs {
        let Some(row) = row_of(piece) else { return Abs::ZERO };
        let table = &self.flow.tables[row.table];
        if row.row > table.header_rows { table.header_height() } else { Abs::ZERO }
    }

    /// What stands against a break between two pieces.
    fn seam(&self, above: &Piece, below: &Piece) -> f64 {
        match (&above.kind, &below.kind) {
            (PieceKind::Row(_), PieceKind::Row(row)) if row.row > 0 => {
                let open = &self.flow.tables[row.table].rows[row.row].open;
                if open.is_empty() { BEFORE_ROW } else { WITHIN_LABEL }
            }
            (PieceKind::Line { .. }, PieceKind::Line { paragraph, .. }) => {
                if self.flow.paragraphs[*paragraph].heading.is_some() { 0.0 } else { BEFORE_ROW }
            }
            _ => 0.0,
        }
    }
}
