//! Boxes and what stands below each: a whole chart, or the piece of it that one sheet shows.

use std::sync::Arc;

use super::label::Label;

/// Trees of boxes.
#[derive(Clone, Debug, Default)]
pub struct Diagram {
    pub boxes: Vec<Entry>,
    /// The boxes that nothing stands above, from left to right.
    pub roots: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub kind: Kind,
    /// What it is called in words.
    pub name: Arc<str>,
    pub label: Arc<Label>,
    /// How many positions it stands for.
    pub positions: usize,
    pub below: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
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

/// The most that a sheet can hold.
#[derive(Clone, Copy)]
pub struct Capacity {
    pub boxes: usize,
    pub levels: usize,
}

impl Diagram {
    pub fn add(&mut self, above: Option<usize>, entry: Entry) -> usize {
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

    /// The piece as a diagram of its own, and which of its boxes leave out what stands below them:
    /// their place in the piece and in this diagram. `None` if no sheet can hold it.
    pub fn piece(&self, cut: Cut, capacity: Capacity) -> Option<(Diagram, Vec<(usize, usize)>)> {
        let mut piece = Diagram::default();
        let mut left_out = Vec::new();
        let mut head = None;
        for index in [cut.lead, cut.head].into_iter().flatten() {
            let entry = Entry { below: Vec::new(), ..self.boxes[index].clone() };
            head = Some(piece.add(head, entry));
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
                let at = piece.add(above, Entry { below: Vec::new(), ..entry.clone() });
                match depth < cut.depth {
                    true => next.extend(entry.below.iter().map(|&below| (Some(at), below))),
                    false if !entry.below.is_empty() => left_out.push((at, index)),
                    false => {}
                }
            }
            level = next;
            depth += 1;
        }
        Some((piece, left_out))
    }
}
