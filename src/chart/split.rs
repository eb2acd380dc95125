//! Deals a diagram out to sheets: as few as keep it readable, each beginning with its head.
//!
//! What one sheet cannot hold is parted between the head's subordinates, where each with all below it
//! fits; else cut at the deepest level that does, and each box that lost what is below it heads
//! further sheets.
//!
//! A functional line that a sheet cannot draw is told in words. Where there is no room for that, either, the sheet says
//! that such lines are not shown.

use std::collections::VecDeque;
use std::sync::Arc;

use super::diagram::{Capacity, Cut, Diagram, DiagramKind, DiagramPart};
use super::fault::ChartFault;
use super::forest::Forest;
use super::label::Setter;
use super::layout::{self, PlacedDiagram};
use super::request::Request;
use super::{route, words};

/// Of a head, so many sheets may follow each other before an outline of them reads better.
const MOST_IN_A_ROW: usize = 6;

/// What one sheet shows.
pub struct DiagramPiece {
    pub diagram: Diagram,
    pub placed: PlacedDiagram,
    /// The box of the whole diagram that heads it, unless it shows the roots.
    pub head: Option<String>,
}

/// Whether one sheet holds all.
pub fn fits_whole(diagram: &Diagram, request: &Request) -> bool {
    diagram.boxes.len() <= layout::capacity(request).boxes && layout::place(diagram, request).is_some()
}

/// The sheets of a diagram, in reading order.
pub fn split(
    diagram: &Diagram,
    request: &Request,
    forest: &Forest,
    setter: &mut Setter,
) -> Result<Vec<DiagramPiece>, ChartFault> {
    let told = split_with(diagram, request, forest, true, setter);
    match told {
        // What is told of functional lines must not leave a chart without room, but for a line of text.
        Err(ChartFault::NoRoom) if diagram.is_guided() => split_with(diagram, request, forest, false, setter),
        told => told,
    }
}

fn split_with(
    diagram: &Diagram,
    request: &Request,
    forest: &Forest,
    guides: bool,
    setter: &mut Setter,
) -> Result<Vec<DiagramPiece>, ChartFault> {
    let mut leads = vec![None; diagram.boxes.len()];
    let is_outside =
        |index: usize| matches!(diagram.boxes[index].kind, DiagramKind::Outside | DiagramKind::Undetermined);
    for (index, entry) in diagram.boxes.iter().enumerate().filter(|(index, _)| is_outside(*index)) {
        entry.below.iter().for_each(|&below| leads[below] = Some(index));
    }
    let weights = diagram.weights();
    let capacity = layout::capacity(request);
    let mut splitter = Splitter { diagram, request, capacity, weights, leads, forest, guides, setter };
    let mut pieces = Vec::new();
    // One box alone at the top heads the first sheet; an outside one is there anyway.
    let first = match diagram.roots[..] {
        [root] => match diagram.boxes[root].below[..] {
            [only] if is_outside(root) => Some(only),
            _ => Some(root),
        },
        _ => None,
    };
    let mut heads = VecDeque::from([first]);
    while let Some(head) = heads.pop_front() {
        for cut in splitter.cuts(head)? {
            let (piece, cut_off) = splitter.piece(cut).ok_or(ChartFault::NoRoom)?;
            heads.extend(cut_off.into_iter().map(Some));
            pieces.push(splitter.guided(piece).ok_or(ChartFault::NoRoom)?);
        }
    }
    Ok(pieces)
}

struct Splitter<'a, 'f, 's> {
    diagram: &'a Diagram,
    request: &'a Request,
    capacity: Capacity,
    /// How many positions each box and what is below it stand for.
    weights: Vec<usize>,
    /// The outside superior above each box.
    leads: Vec<Option<usize>>,
    forest: &'a Forest,
    /// Whether functional lines are told.
    guides: bool,
    setter: &'s mut Setter<'f>,
}

impl<'a> Splitter<'a, '_, '_> {
    fn lead(&self, head: Option<usize>) -> Option<usize> {
        head.and_then(|head| self.leads[head])
    }

    /// The sheets of one head.
    fn cuts(&mut self, head: Option<usize>) -> Result<Vec<Cut<'a>>, ChartFault> {
        let diagram = self.diagram;
        let children = diagram.children(head);
        let whole = Cut { lead: self.lead(head), head, children, depth: usize::MAX };
        if self.fits(whole) {
            return Ok(vec![whole]);
        }
        if let Some(cuts) = self.in_a_row(head, children) {
            return Ok(cuts);
        }
        if let Some(cut) = self.deepest(whole) {
            return Ok(vec![cut]);
        }
        self.cut_in_a_row(head, children)
    }

    /// Sheets of whole subtrees, if they are few.
    fn in_a_row(&mut self, head: Option<usize>, children: &'a [usize]) -> Option<Vec<Cut<'a>>> {
        let lead = self.lead(head);
        let most = |rest: &'a [usize]| Cut { lead, head, children: rest, depth: usize::MAX };
        let mut cuts = self.runs(children, usize::MAX, &most)?;
        // The same number of sheets, evenly filled.
        let total: usize = children.iter().map(|&child| self.weights[child]).sum();
        let share = total.div_ceil(cuts.len());
        if let Some(even) = self.runs(children, share, &most).filter(|even| even.len() == cuts.len()) {
            cuts = even;
        }
        // A row of single boxes reads well however long it is.
        let is_flat = children.iter().all(|&child| self.diagram.boxes[child].below.is_empty());
        (is_flat || cuts.len() <= MOST_IN_A_ROW).then_some(cuts)
    }

    /// Children in runs, each as long as a sheet holds and not longer than `share` positions ask for.
    fn runs(
        &mut self,
        children: &'a [usize],
        share: usize,
        cut: &dyn Fn(&'a [usize]) -> Cut<'a>,
    ) -> Option<Vec<Cut<'a>>> {
        let mut runs = Vec::new();
        let mut rest = children;
        while !rest.is_empty() {
            let mut weight = 0;
            let wanted = rest.iter().take_while(|&&child| {
                let is_open = weight < share;
                weight += self.weights[child];
                is_open
            });
            let wanted = wanted.count().min(self.capacity.boxes).max(1);
            let length = self.longest(wanted, |length| cut(&rest[..length]))?;
            let (run, after) = rest.split_at(length);
            runs.push(cut(run));
            rest = after;
        }
        Some(runs)
    }

    /// The largest number up to `most` whose piece fits, if one does.
    fn longest(&mut self, most: usize, cut: impl Fn(usize) -> Cut<'a>) -> Option<usize> {
        if self.fits(cut(most)) {
            return Some(most);
        }
        let (mut fits, mut too_many) = (0, most);
        while too_many - fits > 1 {
            let middle = fits + (too_many - fits) / 2;
            if self.fits(cut(middle)) { fits = middle } else { too_many = middle }
        }
        (fits > 0).then_some(fits)
    }

    /// All children, down to the deepest level that fits.
    fn deepest(&mut self, whole: Cut<'a>) -> Option<Cut<'a>> {
        let deep = self.diagram.depth(whole.head).min(self.capacity.levels);
        let cut = |depth: usize| Cut { depth, ..whole };
        let found = self.longest(deep, cut);
        let found = found.or_else(|| self.fits(cut(0)).then_some(0))?;
        Some(cut(found))
    }

    /// Sheets of as many children as fit, cut below where even one does not.
    fn cut_in_a_row(
        &mut self,
        head: Option<usize>,
        children: &'a [usize],
    ) -> Result<Vec<Cut<'a>>, ChartFault> {
        let lead = self.lead(head);
        let alone = |rest: &'a [usize]| Cut { lead, head, children: rest, depth: 0 };
        self.runs(children, usize::MAX, &alone).ok_or(ChartFault::NoRoom)
    }

    /// A sheet with its functional lines; those that find no way between its boxes are told in them.
    fn guided(&mut self, mut piece: DiagramPiece) -> Option<DiagramPiece> {
        loop {
            let (placed, mut lost) = route::guided(piece.placed);
            piece.placed = placed;
            if lost.is_empty() {
                return Some(piece);
            }
            lost.sort_unstable_by_key(|(above, below)| (*below, *above));
            let diagram = &mut piece.diagram;
            diagram.forget(&lost);
            let name = |above: usize| diagram.boxes[above].name.clone();
            let lost: Vec<_> = lost.into_iter().map(|(above, below)| (below, name(above))).collect();
            self.note_guides(diagram, &lost);
            piece.placed = layout::place(diagram, self.request)?;
        }
    }

    /// Notes in the boxes of a sheet whose superiors in the functional line it does not join to them: each box, and the
    /// name of one.
    fn note_guides(&mut self, diagram: &mut Diagram, unguided: &[(usize, Arc<str>)]) {
        let Forest { labels, language, .. } = self.forest;
        for of_one in unguided.chunk_by(|one, other| one.0 == other.0) {
            let names: Vec<&str> = of_one.iter().map(|(_, guide)| &**guide).collect();
            self.note(diagram, of_one[0].0, &words::guided(&names, labels, *language));
        }
    }

    fn note(&mut self, diagram: &mut Diagram, at: usize, note: &str) {
        let entry = &mut diagram.boxes[at];
        entry.label = entry.label.with_note(note, self.setter);
    }

    fn fits(&mut self, cut: Cut<'a>) -> bool {
        self.piece(cut).is_some()
    }

    /// A sheet, and the boxes of the whole diagram that it cuts off.
    fn piece(&mut self, cut: Cut<'a>) -> Option<(DiagramPiece, Vec<usize>)> {
        let DiagramPart { mut diagram, left_out, unguided } = self.diagram.piece(cut, self.capacity)?;
        if self.guides {
            let name = |guide: usize| self.diagram.boxes[guide].name.clone();
            let unguided: Vec<_> = unguided.into_iter().map(|(at, guide)| (at, name(guide))).collect();
            self.note_guides(&mut diagram, &unguided);
        } else if diagram.is_guided() || !unguided.is_empty() {
            diagram.forget_guides();
            self.note(&mut diagram, 0, &words::unguided(&self.forest.labels, self.forest.language));
        }
        for &(at, index) in &left_out {
            let below = self.weights[index].saturating_sub(self.diagram.boxes[index].positions);
            let note = words::elsewhere(below, self.forest.language);
            self.note(&mut diagram, at, &note);
        }
        let head = cut.head.and_then(|_| diagram.boxes.get_mut(usize::from(cut.lead.is_some())));
        if let Some(head) = head.filter(|head| head.kind == DiagramKind::Position) {
            head.kind = DiagramKind::Head;
        }
        let placed = layout::place(&diagram, self.request)?;
        let head = cut.head.map(|head| self.diagram.boxes[head].name.to_string());
        Some((DiagramPiece { diagram, placed, head }, left_out.into_iter().map(|(_, index)| index).collect()))
    }
}
