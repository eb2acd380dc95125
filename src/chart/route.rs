//! Draws functional lines between boxes that are already placed: dotted lines along the aisles between the boxes.
//!
//! - No line runs through a box, or along a solid connector; it may cross one.
//! - Lines from one superior join; lines from several keep apart if there is room.
//! - A line that finds no way is given back, so that a note can name the superior.
//!
//! The aisles form a grid with tracks beside each side of each box. In it, Dijkstra's algorithm finds a short way
//! with few corners for each line.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::layout::{Connector, Dotted, PlacedBox, PlacedDiagram};

/// The distances from a box to the tracks beside it, and to those above and below it: between the boxes of a column,
/// and between rows.
const BESIDE: f64 = 0.3;
const BETWEEN: f64 = 0.275;
const BELOW: f64 = 0.5;
/// The least distance of a line from a box that it passes, and from a solid line that it runs beside.
const CLEARANCE: f64 = 0.15;
/// The costs of a corner, of crossing a line, and of beginning another line at the superior, in em of length.
const CORNER: f64 = 1.0;
const CROSSING: f64 = 0.6;
const BEGINNING: f64 = 3.0;
/// The factor for a stretch that a line of another superior takes.
const SHARED: f64 = 12.0;
/// Lengths that differ by less are equal but for rounding.
const SAME: f64 = 1e-6;

/// The chart with its functional lines, and the lines that find no way, each as the superior's and the subordinate's
/// box.
pub fn guided(mut placed: PlacedDiagram) -> (PlacedDiagram, Vec<(usize, usize)>) {
    let mut lost = Vec::new();
    if placed.diagram.is_guided() {
        let boxes = &placed.diagram.boxes;
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (below, entry) in boxes.iter().enumerate() {
            pairs.extend(entry.guides.iter().map(|above| (*above, below)));
        }
        // The lines of one superior follow each other, so that they can join.
        pairs.sort_unstable();
        (placed.dotted, lost) = RouteGrid::new(&placed, &pairs).lines(&pairs);
    }
    (placed, lost)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Across,
    Down,
}

/// A place where a line may begin or end: a point on a box's side, and the node of the grid before it.
#[derive(Clone, Copy, Debug)]
struct Door {
    at: (f64, f64),
    node: usize,
    way: Way,
}

/// The tracks, and what blocks them. Nodes count down the first vertical track, then down the next.
struct RouteGrid<'a> {
    boxes: &'a [PlacedBox],
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// The cost of the stretch from each node to the next one across and down; infinite if it is blocked.
    costs: [Vec<f64>; 2],
    /// The superior whose line takes each stretch.
    taken: [Vec<Option<usize>>; 2],
    solid: Vec<((f64, f64), (f64, f64))>,
}

impl<'a> RouteGrid<'a> {
    fn new(placed: &'a PlacedDiagram, pairs: &[(usize, usize)]) -> RouteGrid<'a> {
        let boxes = placed.boxes.as_slice();
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        for one in boxes {
            xs.extend([one.x - BESIDE, one.x + one.width + BESIDE]);
            let bottom = one.y + one.height;
            ys.extend([one.y - BELOW, one.y - BETWEEN, bottom + BETWEEN, bottom + BELOW]);
        }
        for one in pairs.iter().flat_map(|(above, below)| [&boxes[*above], &boxes[*below]]) {
            xs.extend([one.x + one.width / 4.0, one.x + one.width * 3.0 / 4.0]);
            ys.push(one.y + one.height / 2.0);
        }
        let room =
            |tracks: Vec<f64>, most: f64| tracks.into_iter().filter(move |at| (0.0..=most).contains(at));
        let (xs, ys) = (tracks(room(xs, placed.width).collect()), tracks(room(ys, placed.height).collect()));
        let mut solid = Vec::new();
        for Connector(points) in &placed.lines {
            solid.extend(points.windows(2).map(|ends| (ends[0], ends[1])));
        }
        let nodes = xs.len() * ys.len();
        let taken = [vec![None; nodes], vec![None; nodes]];
        let mut grid = RouteGrid { boxes, xs, ys, costs: [Vec::new(), Vec::new()], taken, solid };
        grid.costs = [Way::Across, Way::Down].map(|way| grid.stretches(way));
        grid
    }

    /// The cost of each stretch in one direction.
    fn stretches(&self, way: Way) -> Vec<f64> {
        let mut costs = vec![f64::INFINITY; self.xs.len() * self.ys.len()];
        for (node, cost) in costs.iter_mut().enumerate() {
            if let Some(next) = self.next(node, way) {
                let (from, to) = (self.at(node), self.at(next));
                *cost = (to.0 - from.0) + (to.1 - from.1);
            }
        }
        for one in self.boxes {
            let grown = PlacedBox {
                x: one.x - CLEARANCE,
                y: one.y - CLEARANCE,
                width: one.width + 2.0 * CLEARANCE,
                height: one.height + 2.0 * CLEARANCE,
            };
            self.each(way, grown, |node| costs[node] = f64::INFINITY);
        }
        for (from, to) in &self.solid {
            let (x, y) = (from.0.min(to.0), from.1.min(to.1));
            let line = PlacedBox { x, y, width: (from.0 - to.0).abs(), height: (from.1 - to.1).abs() };
            let along = if line.width < SAME { Way::Down } else { Way::Across };
            match along == way {
                true => {
                    let beside = match way {
                        Way::Down => PlacedBox { x: x - CLEARANCE, width: 2.0 * CLEARANCE, ..line },
                        Way::Across => PlacedBox { y: y - CLEARANCE, height: 2.0 * CLEARANCE, ..line },
                    };
                    self.each(way, beside, |node| costs[node] = f64::INFINITY);
                }
                false => self.each(way, line, |node| costs[node] += CROSSING),
            }
        }
        costs
    }

    /// Calls `told` with every stretch that touches the inside of a rectangle.
    fn each(&self, way: Way, area: PlacedBox, mut told: impl FnMut(usize)) {
        let inside = |tracks: &[f64], from: f64, to: f64, along: bool| {
            let first = tracks.partition_point(|at| *at < from + SAME);
            let last = tracks.partition_point(|at| *at <= to - SAME);
            match along {
                // The stretch that ends inside counts too.
                true => first.saturating_sub(1)..last,
                false => first..last.max(first),
            }
        };
        let (across, down) = (way == Way::Across, way == Way::Down);
        let (right, bottom) = (area.x + area.width, area.y + area.height);
        // A rectangle without width or height, which is a line, is crossed too.
        let slack = |length: f64| if length < SAME { 2.0 * SAME } else { 0.0 };
        let (w, h) = (slack(area.width), slack(area.height));
        for x in inside(&self.xs, area.x - w, right + w, across) {
            for y in inside(&self.ys, area.y - h, bottom + h, down) {
                told(x * self.ys.len() + y);
            }
        }
    }

    fn at(&self, node: usize) -> (f64, f64) {
        (self.xs[node / self.ys.len()], self.ys[node % self.ys.len()])
    }

    fn node(&self, x: f64, y: f64) -> Option<usize> {
        let find = |tracks: &[f64], at: f64| {
            let index = tracks.partition_point(|track| *track < at - SAME);
            tracks.get(index).filter(|track| (**track - at).abs() <= 2.0 * SAME).map(|_| index)
        };
        Some(find(&self.xs, x)? * self.ys.len() + find(&self.ys, y)?)
    }

    /// The next node to the right or below.
    fn next(&self, node: usize, way: Way) -> Option<usize> {
        match way {
            Way::Across => Some(node + self.ys.len()).filter(|next| *next < self.xs.len() * self.ys.len()),
            Way::Down => (node % self.ys.len() + 1 < self.ys.len()).then_some(node + 1),
        }
    }

    /// The neighbours of a node, each with its direction and the stretch between, which belongs to the first of the
    /// two nodes.
    fn neighbours(&self, node: usize) -> impl Iterator<Item = (usize, Way, usize)> + '_ {
        let back = [
            (Way::Across, node.checked_sub(self.ys.len())),
            (Way::Down, (!node.is_multiple_of(self.ys.len())).then(|| node - 1)),
        ];
        let forth = [Way::Across, Way::Down].map(|way| (way, self.next(node, way)));
        let back = back.into_iter().filter_map(|(way, other)| Some((other?, way, other?)));
        let forth = forth.into_iter().filter_map(move |(way, other)| Some((other?, way, node)));
        back.chain(forth).filter(|(_, way, stretch)| self.costs[*way as usize][*stretch].is_finite())
    }

    /// The doors of a box, where connectors leave room: one at each side, and two above and below.
    fn doors(&self, index: usize) -> Vec<Door> {
        let one = &self.boxes[index];
        let (right, bottom) = (one.x + one.width, one.y + one.height);
        let middle = one.y + one.height / 2.0;
        let quarters = [one.x + one.width / 4.0, one.x + one.width * 3.0 / 4.0];
        let mut doors = vec![
            ((one.x, middle), (one.x - BESIDE, middle), Way::Across),
            ((right, middle), (right + BESIDE, middle), Way::Across),
        ];
        for x in quarters {
            for offset in [BELOW, BETWEEN] {
                doors.push(((x, one.y), (x, one.y - offset), Way::Down));
                doors.push(((x, bottom), (x, bottom + offset), Way::Down));
            }
        }
        let door = |(at, before, way): ((f64, f64), (f64, f64), Way)| {
            let node = self.node(before.0, before.1)?;
            let is_open = self.neighbours(node).next().is_some() && !self.runs_along(at, before);
            is_open.then_some(Door { at, node, way })
        };
        doors.into_iter().filter_map(door).collect()
    }

    /// Whether a stretch lies on a solid line.
    fn runs_along(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        let meets = |a: f64, b: f64, c: f64, d: f64| a.max(b) > c.min(d) + SAME && c.max(d) > a.min(b) + SAME;
        let down = (from.0 - to.0).abs() < SAME;
        self.solid.iter().any(|(a, b)| match ((a.0 - b.0).abs() < SAME, down) {
            (true, true) => (a.0 - from.0).abs() < CLEARANCE && meets(a.1, b.1, from.1, to.1),
            (false, false) => (a.1 - from.1).abs() < CLEARANCE && meets(a.0, b.0, from.0, to.0),
            _ => false,
        })
    }

    /// Finds a line for each pair of a superior and a subordinate; gives the lines, and the pairs that find no way.
    /// Pairs of one superior stand together.
    fn lines(&mut self, pairs: &[(usize, usize)]) -> (Vec<Dotted>, Vec<(usize, usize)>) {
        let (mut lines, mut lost) = (Vec::new(), Vec::new());
        for group in pairs.chunk_by(|one, other| one.0 == other.0) {
            let Some(&(above, _)) = group.first() else { continue };
            let doors = self.doors(above);
            // The nodes of this superior's lines so far.
            let mut tree: Vec<usize> = Vec::new();
            for &(_, below) in group {
                let Some((from, nodes, to)) = self.find(above, &doors, &tree, &self.doors(below)) else {
                    lost.push((above, below));
                    continue;
                };
                self.take(above, &nodes);
                let inside = nodes.iter().map(|node| self.at(*node));
                let points = from.iter().map(|door| door.at).chain(inside).chain([to.at]);
                lines.push(Dotted { points: Connector(straight(points)), is_first: from.is_some() });
                tree.extend(nodes);
            }
        }
        (lines, lost)
    }

    /// Records whose line takes the stretches between nodes.
    fn take(&mut self, owner: usize, nodes: &[usize]) {
        for pair in nodes.windows(2) {
            let way = if pair[0].abs_diff(pair[1]) == 1 { Way::Down } else { Way::Across };
            self.taken[way as usize][pair[0].min(pair[1])].get_or_insert(owner);
        }
    }

    /// The cheapest way from a superior's doors or lines to one of the goals: the door it begins at, if any, the
    /// nodes, and the goal.
    fn find(
        &self,
        owner: usize,
        doors: &[Door],
        tree: &[usize],
        goals: &[Door],
    ) -> Option<(Option<Door>, Vec<usize>, Door)> {
        // Costs are in thousandths of an em, because integers can be ordered.
        let thousandths = |cost: f64| (cost * 1000.0).round() as u64;
        let state = |node: usize, way: Way| node * 2 + way as usize;
        let mut best: Vec<u64> = vec![u64::MAX; self.xs.len() * self.ys.len() * 2];
        let mut before: Vec<Option<usize>> = vec![None; best.len()];
        let mut open = BinaryHeap::new();
        let beginning = if tree.is_empty() { 0.0 } else { BEGINNING };
        let begin = doors.iter().map(|door| (state(door.node, door.way), beginning));
        let join = tree.iter().flat_map(|node| [Way::Across, Way::Down].map(|way| (state(*node, way), 0.0)));
        for (start, cost) in join.chain(begin) {
            if thousandths(cost) < best[start] {
                best[start] = thousandths(cost);
                open.push(Reverse((best[start], start)));
            }
        }
        let mut end = None;
        while let Some(Reverse((cost, at))) = open.pop() {
            if cost > best[at] {
                continue;
            }
            let (node, own) = (at / 2, at % 2);
            if let Some(goal) = goals.iter().find(|goal| goal.node == node && goal.way as usize == own) {
                end = Some((at, *goal));
                break;
            }
            // Changing direction at a node is a corner.
            let mut steps = vec![(at ^ 1, CORNER)];
            for (other, way, stretch) in self.neighbours(node).filter(|(_, way, _)| *way as usize == own) {
                let length = self.costs[way as usize][stretch];
                let factor = match self.taken[way as usize][stretch] {
                    Some(taken) if taken != owner => SHARED,
                    _ => 1.0,
                };
                steps.push((state(other, way), length * factor));
            }
            for (next, price) in steps {
                let total = cost + thousandths(price);
                if total < best[next] {
                    best[next] = total;
                    before[next] = Some(at);
                    open.push(Reverse((total, next)));
                }
            }
        }
        let (last, goal) = end?;
        let mut states: Vec<usize> = std::iter::successors(Some(last), |at| before[*at]).collect();
        states.reverse();
        let first = *states.first()?;
        let joins = tree.contains(&(first / 2));
        let from = doors.iter().find(|door| !joins && state(door.node, door.way) == first).copied();
        let mut nodes: Vec<usize> = states.into_iter().map(|at| at / 2).collect();
        nodes.dedup();
        Some((from, nodes, goal))
    }
}

/// Sorts tracks and drops duplicates.
fn tracks(mut all: Vec<f64>) -> Vec<f64> {
    all.sort_by(f64::total_cmp);
    all.dedup_by(|one, other| (*one - *other).abs() < SAME);
    all
}

/// Drops the points that lie on a straight line between their neighbours.
fn straight(points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let near = |one: f64, other: f64| (one - other).abs() < 2.0 * SAME;
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for point in points {
        if let [.., first, second] = kept[..]
            && (near(first.0, second.0) && near(second.0, point.0)
                || near(first.1, second.1) && near(second.1, point.1))
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::diagram::{Diagram, DiagramBox, DiagramKind};
    use super::super::label::BoxLabel;
    use super::*;

    /// If boxes stand so close that no track is free, no line is drawn.
    #[test]
    fn a_line_that_finds_no_way_is_given_back() {
        let entry = |guides: &[usize]| DiagramBox {
            kind: DiagramKind::Position,
            name: "甲".into(),
            label: Arc::new(BoxLabel { lines: Vec::new() }),
            positions: 1,
            below: Vec::new(),
            guides: guides.to_vec(),
        };
        let boxes = vec![entry(&[]), entry(&[0]), entry(&[0])];
        let diagram = Diagram { boxes, roots: vec![0, 1, 2], legend: None };
        let place = |x: f64| PlacedBox { x, y: 0.0, width: 4.0, height: 2.0 };
        let placed = |xs: [f64; 3], width: f64, height: f64| PlacedDiagram {
            boxes: xs.map(place).to_vec(),
            lines: Vec::new(),
            dotted: Vec::new(),
            width,
            height,
            size: 8.0,
            diagram: diagram.clone(),
        };
        let (drawn, lost) = guided(placed([0.0, 4.2, 8.4], 12.4, 2.0));
        assert_eq!((drawn.dotted.len(), lost), (0, vec![(0, 1), (0, 2)]));
        let (drawn, lost) = guided(placed([0.6, 5.6, 10.6], 15.2, 3.0));
        assert_eq!((drawn.dotted.len(), lost), (2, vec![]));
    }
}
