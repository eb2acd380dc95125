//! Boxes and what stands below each: a whole chart, or the piece of it that one sheet shows.

use std::collections::HashMap;
use std::sync::Arc;

use super::label::{BoxLabel, LabelLine};

/// So many functional lines can be told apart on a sheet of so many boxes; of more, boxes tell in words.
const MOST_GUIDED: usize = 40;
const MOST_CROSSED: usize = 150;

/// Trees of boxes.
#[derive(Clone, Debug, Default)]
pub struct Diagram {
    pub boxes: Vec<DiagramBox>,
    /// The boxes that nothing stands above, from left to right.
    pub roots: Vec<usize>,
    /// What solid and dotted lines are, where there are dotted ones.
    pub legend: Option<Arc<[LabelLine; 2]>>,
}

#[derive(Clone, Debug)]
pub struct DiagramBox {
    pub kind: DiagramKind,
    /// What it is called in words.
    pub name: Arc<str>,
    pub label: Arc<BoxLabel>,
    /// How many positions it stands for.
    pub positions: usize,
    pub below: Vec<usize>,
    /// The boxes that it reports to in the functional line.
    pub guides: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiagramKind {
    Position,
    /// At the top of a sheet.
    Head,
    Department,
    /// A superior that the handbook, or the department at hand, does not hold.
    Outside,
    /// In place of a superior that is not known.
    Undetermined,
}

/// What a piece shows of a diagram.
#[derive(Clone, Copy)]
pub struct Cut<'a> {
    /// An outside superior above the head, shown for orientation.
    pub lead: Option<usize>,
    /// Repeated at the top; `None` where the piece is of the diagram's roots.
    pub head: Option<usize>,
    /// Boxes below the head, or roots.
    pub children: &'a [usize],
    /// How many levels below the children are shown.
    pub depth: usize,
}

/// What a cut gives.
pub struct DiagramPart {
    pub diagram: Diagram,
    /// The boxes that leave out what stands below them: their places in the part and in the whole diagram.
    pub left_out: Vec<(usize, usize)>,
    /// Boxes of the part, and those of the whole diagram that guide them and stand on other sheets.
    pub unguided: Vec<(usize, usize)>,
}

/// The most that a sheet can hold.
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

    /// The children of a box, or the roots.
    pub fn children(&self, head: Option<usize>) -> &[usize] {
        head.map_or(&self.roots, |head| &self.boxes[head].below)
    }

    /// How many levels stand below a box's children, at most.
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

    /// How many positions each box and all below it stand for. Boxes stand after those above them.
    pub fn weights(&self) -> Vec<usize> {
        let mut weights: Vec<usize> = self.boxes.iter().map(|entry| entry.positions).collect();
        for index in (0..self.boxes.len()).rev() {
            weights[index] += self.boxes[index].below.iter().map(|&below| weights[below]).sum::<usize>();
        }
        weights
    }

    /// Whether there is a functional line to draw.
    pub fn is_guided(&self) -> bool {
        self.boxes.iter().any(|entry| !entry.guides.is_empty())
    }

    pub fn forget_guides(&mut self) {
        self.boxes.iter_mut().for_each(|entry| entry.guides.clear());
        self.legend = None;
    }

    /// Without some functional lines, each from a superior to a box.
    pub fn forget(&mut self, pairs: &[(usize, usize)]) {
        for (above, below) in pairs {
            self.boxes[*below].guides.retain(|guide| guide != above);
        }
        self.legend = self.legend.take().filter(|_| self.is_guided());
    }

    /// The piece as a diagram of its own. `None` if no sheet can hold it.
    pub fn piece(&self, cut: Cut, capacity: Capacity) -> Option<DiagramPart> {
        let mut piece = Diagram::default();
        let mut left_out = Vec::new();
        // Where each box of the piece is from.
        let mut from = Vec::new();
        let mut head = None;
        for index in [cut.lead, cut.head].into_iter().flatten() {
            let entry = DiagramBox { below: Vec::new(), ..self.boxes[index].clone() };
            head = Some(piece.add(head, entry));
            from.push(index);
        }
        // Breadth first, so that boxes stand after those above them.
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

    /// Turns functional lines to boxes of the piece, and gives those that lead elsewhere.
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
