//! Splits a diagram into sheets: as few as keep it readable, each beginning with its head.
//!
//! If one sheet cannot hold everything, the head's subordinates are distributed over several, each with all that is
//! below it, as long as these are few. Otherwise the diagram is cut at the deepest level that fits, and each box
//! whose subordinates are cut off heads further sheets.
//!
//! A functional line that a sheet cannot draw is named in a note. If there is no room for that either, the sheet says
//! that functional lines are not shown.

use std::collections::VecDeque;
use std::sync::Arc;

use super::diagram::{Capacity, Cut, Diagram, DiagramKind, DiagramPart};
use super::fault::ChartFault;
use super::forest::Forest;
use super::label::Setter;
use super::layout::{self, PlacedDiagram};
use super::request::Request;
use super::{route, words};

/// The most sheets of one head that follow each other; beyond that, an outline reads better.
const MOST_IN_A_ROW: usize = 6;

/// The content of one sheet.
pub struct DiagramPiece {
    pub diagram: Diagram,
    pub placed: PlacedDiagram,
    /// The name of the box at its head; `None` if the sheet begins with roots.
    pub head: Option<String>,
}

/// Whether one sheet holds the whole diagram.
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
        // If notes on functional lines leave no room for the chart, one line of text says that they are left out.
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
    // If there is only one root, it heads the first sheet; below an outside superior, its only subordinate does.
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
    /// How many positions each box stands for, together with all boxes below it.
    weights: Vec<usize>,
    /// The outside superior above each box.
    leads: Vec<Option<usize>>,
    forest: &'a Forest,
    /// Whether functional lines are shown or named.
    guides: bool,
    setter: &'s mut Setter<'f>,
}

impl<'a> Splitter<'a, '_, '_> {
    fn lead(&self, head: Option<usize>) -> Option<usize> {
        head.and_then(|head| self.leads[head])
    }

    /// The cuts for the sheets of one head.
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

    /// Cuts of whole subtrees, if these make few sheets.
    fn in_a_row(&mut self, head: Option<usize>, children: &'a [usize]) -> Option<Vec<Cut<'a>>> {
        let lead = self.lead(head);
        let most = |rest: &'a [usize]| Cut { lead, head, children: rest, depth: usize::MAX };
        let mut cuts = self.runs(children, usize::MAX, &most)?;
        // Tries the same number of sheets with even shares.
        let total: usize = children.iter().map(|&child| self.weights[child]).sum();
        let share = total.div_ceil(cuts.len());
        if let Some(even) = self.runs(children, share, &most).filter(|even| even.len() == cuts.len()) {
            cuts = even;
        }
        // Boxes without subordinates read well on any number of sheets.
        let is_flat = children.iter().all(|&child| self.diagram.boxes[child].below.is_empty());
        (is_flat || cuts.len() <= MOST_IN_A_ROW).then_some(cuts)
    }

    /// Divides children into runs. Each run is as long as a sheet can hold, but ends once it has `share` positions.
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

    /// The largest number up to `most` whose cut fits; `None` if not even 1 does.
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

    /// A cut with all children, down to the deepest level that fits.
    fn deepest(&mut self, whole: Cut<'a>) -> Option<Cut<'a>> {
        let deep = self.diagram.depth(whole.head).min(self.capacity.levels);
        let cut = |depth: usize| Cut { depth, ..whole };
        let found = self.longest(deep, cut);
        let found = found.or_else(|| self.fits(cut(0)).then_some(0))?;
        Some(cut(found))
    }

    /// Cuts of as many children as fit, without their subordinates.
    fn cut_in_a_row(
        &mut self,
        head: Option<usize>,
        children: &'a [usize],
    ) -> Result<Vec<Cut<'a>>, ChartFault> {
        let lead = self.lead(head);
        let alone = |rest: &'a [usize]| Cut { lead, head, children: rest, depth: 0 };
        self.runs(children, usize::MAX, &alone).ok_or(ChartFault::NoRoom)
    }

    /// Adds the functional lines to a sheet. Notes in its boxes name the lines that find no way.
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

    /// Adds notes to boxes that name their functional superiors; each pair is a box and the name of one superior.
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

    /// Makes a sheet; gives the boxes of the whole diagram whose subordinates it cuts off, too.
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
