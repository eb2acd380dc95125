//! Trees of boxes: a whole chart, or the part of it that one sheet shows.

use std::collections::HashMap;
use std::sync::Arc;

use super::label::{BoxLabel, LabelLine};

/// The most functional lines that are drawn on a sheet, and the most boxes of a sheet that has any. Beyond that,
/// boxes name their functional superiors in notes.
const MOST_GUIDED: usize = 40;
const MOST_CROSSED: usize = 150;

/// Trees of boxes.
#[derive(Clone, Debug, Default)]
pub struct Diagram {
    pub boxes: Vec<DiagramBox>,
    /// The boxes without a superior, from left to right.
    pub roots: Vec<usize>,
    /// The texts of the legend for solid and dotted lines, if there are dotted ones.
    pub legend: Option<Arc<[LabelLine; 2]>>,
}

#[derive(Clone, Debug)]
pub struct DiagramBox {
    pub kind: DiagramKind,
    /// Its name in alternative texts and notes.
    pub name: Arc<str>,
    pub label: Arc<BoxLabel>,
    /// How many positions the box stands for.
    pub positions: usize,
    pub below: Vec<usize>,
    /// The boxes of its functional superiors.
    pub guides: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiagramKind {
    Position,
    /// A position at the head of a sheet.
    Head,
    Department,
    /// A superior outside the handbook, or outside the department whose chart it is.
    Outside,
    /// A caption in the place of a superior that is not known.
    Undetermined,
}

/// Says which part of a diagram a sheet shows.
#[derive(Clone, Copy)]
pub struct Cut<'a> {
    /// The outside superior of the head, which is shown above it.
    pub lead: Option<usize>,
    /// The box at the top of the sheet; `None` if the sheet begins with roots of the diagram.
    pub head: Option<usize>,
    /// The boxes to show below the head, or roots of the diagram.
    pub children: &'a [usize],
    /// How many levels below the children are shown.
    pub depth: usize,
}

/// The part of a diagram that a cut gives.
pub struct DiagramPart {
    pub diagram: Diagram,
    /// The boxes whose subordinates are left out: their indices in the part and in the whole diagram.
    pub left_out: Vec<(usize, usize)>,
    /// Functional lines that the part cannot draw: the index of the box in the part, and of its functional superior
    /// in the whole diagram.
    pub unguided: Vec<(usize, usize)>,
}

/// The most boxes and levels that a sheet can hold.
#[derive(Clone, Copy)]
pub struct Capacity {
    pub boxes: usize,
    pub levels: usize,
}

impl Diagram {
    pub fn add(&mut self, above: Option<usize>, entry: DiagramBox) -> usize {
        let index = self.boxes.len();
        self.boxes.push(entry);
        match above.and_then(|above| self.boxes.get_mut(above)) {
            Some(above) => above.below.push(index),
            None => self.roots.push(index),
        }
        index
    }

    /// The boxes directly below a box, or the roots.
    pub fn children(&self, head: Option<usize>) -> &[usize] {
        head.map_or(&self.roots, |head| &self.boxes[head].below)
    }

    /// How many levels stand below a box's children.
    pub fn depth(&self, head: Option<usize>) -> usize {
        let mut level: Vec<usize> = self.children(head).to_vec();
        let mut depth = 0;
        loop {
            level = level.iter().flat_map(|&index| self.boxes[index].below.iter().copied()).collect();
            if level.is_empty() {
                return depth;
            }
            depth += 1;
        }
    }

    /// How many positions each box stands for, together with all boxes below it. Boxes come after those above them.
    pub fn weights(&self) -> Vec<usize> {
        let mut weights: Vec<usize> = self.boxes.iter().map(|entry| entry.positions).collect();
        for index in (0..self.boxes.len()).rev() {
            weights[index] += self.boxes[index].below.iter().map(|&below| weights[below]).sum::<usize>();
        }
        weights
    }

    /// Whether there are functional lines to draw.
    pub fn is_guided(&self) -> bool {
        self.boxes.iter().any(|entry| !entry.guides.is_empty())
    }

    pub fn forget_guides(&mut self) {
        self.boxes.iter_mut().for_each(|entry| entry.guides.clear());
        self.legend = None;
    }

    /// Removes some functional lines, each given as the superior's and the subordinate's box.
    pub fn forget(&mut self, pairs: &[(usize, usize)]) {
        for (above, below) in pairs {
            self.boxes[*below].guides.retain(|guide| guide != above);
        }
        self.legend = self.legend.take().filter(|_| self.is_guided());
    }

    /// The part that `cut` describes as a diagram of its own; `None` if it exceeds the capacity.
    pub fn piece(&self, cut: Cut, capacity: Capacity) -> Option<DiagramPart> {
        let mut piece = Diagram::default();
        let mut left_out = Vec::new();
        // The index in the whole diagram of each box of the part.
        let mut from = Vec::new();
        let mut head = None;
        for index in [cut.lead, cut.head].into_iter().flatten() {
            let entry = DiagramBox { below: Vec::new(), ..self.boxes[index].clone() };
            head = Some(piece.add(head, entry));
            from.push(index);
        }
        // Breadth first, so that boxes come after those above them.
        let mut level: Vec<(Option<usize>, usize)> =
            cut.children.iter().map(|&child| (head, child)).collect();
        let above = piece.boxes.len();
        let mut depth = 0;
        while !level.is_empty() {
            if depth + above >= capacity.levels {
                return None;
            }
            let mut next = Vec::new();
            for (above, index) in level {
                if piece.boxes.len() >= capacity.boxes {
                    return None;
                }
                let entry = &self.boxes[index];
                let at = piece.add(above, DiagramBox { below: Vec::new(), ..entry.clone() });
                from.push(index);
                match depth < cut.depth {
                    true => next.extend(entry.below.iter().map(|&below| (Some(at), below))),
                    false if !entry.below.is_empty() => left_out.push((at, index)),
                    false => {}
                }
            }
            level = next;
            depth += 1;
        }
        let unguided = self.guide(&mut piece, &from);
        Some(DiagramPart { diagram: piece, left_out, unguided })
    }

    /// Sets the functional lines within the part; gives those that it cannot draw.
    fn guide(&self, piece: &mut Diagram, from: &[usize]) -> Vec<(usize, usize)> {
        if !self.is_guided() {
            return Vec::new();
        }
        let here: HashMap<usize, usize> = from.iter().enumerate().map(|(at, index)| (*index, at)).collect();
        let lines: usize = from.iter().map(|index| self.boxes[*index].guides.len()).sum();
        let is_readable = lines <= MOST_GUIDED && from.len() <= MOST_CROSSED;
        let mut unguided = Vec::new();
        for (at, index) in from.iter().enumerate() {
            let guides = &self.boxes[*index].guides;
            let (inside, outside): (Vec<usize>, Vec<usize>) =
                guides.iter().partition(|guide| is_readable && here.contains_key(guide));
            piece.boxes[at].guides = inside.iter().map(|guide| here[guide]).collect();
            unguided.extend(outside.into_iter().map(|guide| (at, guide)));
        }
        piece.legend = self.legend.clone().filter(|_| piece.is_guided());
        unguided
    }
}
