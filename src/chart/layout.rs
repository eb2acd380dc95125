//! Places boxes as a tidy tree, whose leaves, and deeper levels if necessary, stand in columns.
//!
//! - Boxes of one level stand in a row and have the same height; all boxes have the same width.
//! - A superior is centred above the row of its subordinates, or stands at the head of their column.
//! - No boxes overlap, and no connector crosses a box.
//! - Of several arrangements, the first that needs no smaller type is taken, or else the best weighted by its type
//!   size.
//!
//! All lengths are in em of the type. The tree is that of Reingold and Tilford (1981), with contours by level. Each
//! family is packed once from the left and once from the right, and placed at the mean of both, so that small
//! subtrees are spread evenly between large ones (compare Buchheim, Jünger and Leipert, 2002).

use super::diagram::{Capacity, Diagram};
use super::label::{LEADING, LEAST_TYPE, LabelLine, PADDING, SMALL};
use super::request::Request;

/// Gaps between neighbours with one superior, and between others.
const SIBLING_GAP: f64 = 1.0;
const COUSIN_GAP: f64 = 1.6;
/// The gap between levels; connectors branch in its middle.
const LEVEL_GAP: f64 = 2.0;
/// The gaps between a box and the only column below it, and between the boxes of a column.
const HANG_GAP: f64 = 1.0;
const COLUMN_GAP: f64 = 0.55;
/// How far the boxes of a column are indented, and where the connector runs in that indent.
const INDENT: f64 = 1.2;
const SPINE: f64 = 0.55;
/// The least width of a box.
const LEAST_WIDTH: f64 = 4.0;
/// The most levels of a sheet, which bounds the depth of recursion.
const MOST_LEVELS: usize = 200;
/// The margin around the drawing, for the outer half of its lines.
pub const MARGIN: f64 = 0.1;
/// The space for functional lines at both sides.
const AISLE: f64 = 0.6;
/// Lengths of the legend: the gap above it, the width of a line sample, the gap between sample and text, the gap
/// between entries.
const LEGEND_GAP: f64 = 1.0;
pub const SAMPLE: f64 = 2.4;
const SAMPLE_GAP: f64 = 0.5;
const ENTRY_GAP: f64 = 1.6;

/// The boxes and connectors of a sheet, in em from its top left corner.
#[derive(Clone, Debug)]
pub struct PlacedDiagram {
    pub boxes: Vec<PlacedBox>,
    pub lines: Vec<Connector>,
    /// The functional lines, which begin at the superior; see [`route`](super::route).
    pub dotted: Vec<Dotted>,
    pub width: f64,
    pub height: f64,
    /// The type size: one em in points.
    pub size: f64,
    /// The boxes' texts and relations.
    pub diagram: Diagram,
}

impl PlacedDiagram {
    /// The places of the legend's entries: the left end of the sample, that of the text, and the y of their middle.
    pub fn legend(&self) -> Vec<(f64, f64, f64)> {
        let middle = self.height - LEADING * SMALL / 2.0;
        let mut left = if self.diagram.is_guided() { AISLE } else { 0.0 };
        let lines = self.diagram.legend.iter().flat_map(|lines| lines.iter());
        let entry = |line: &LabelLine| {
            let text = left + SAMPLE + SAMPLE_GAP;
            let place = (left, text, middle);
            left = text + line.width + ENTRY_GAP;
            place
        };
        lines.map(entry).collect()
    }
}

/// A functional line.
#[derive(Clone, Debug, PartialEq)]
pub struct Dotted {
    pub points: Connector,
    /// Whether it begins at the superior's box, and not at another of the superior's lines.
    pub is_first: bool,
}

/// The place of the box with the same index in the diagram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedBox {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A line of horizontal and vertical segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Connector(pub Vec<(f64, f64)>);

/// Which boxes stand in columns.
#[derive(Clone, Copy, Debug)]
struct Arrangement {
    /// The first level whose boxes have all their subordinates in columns; roots are level 0.
    hang_from: usize,
    /// The most boxes of a column; neighbouring leaves of one superior stand in such columns. `None` for no columns.
    column: Option<usize>,
    /// How much the arrangement is preferred: a factor for its type size.
    merit: f64,
}

impl Arrangement {
    const fn leaves(column: usize, merit: f64) -> Arrangement {
        Arrangement { hang_from: usize::MAX, column: Some(column), merit }
    }

    const fn outline(hang_from: usize, column: usize, merit: f64) -> Arrangement {
        Arrangement { hang_from, column: Some(column), merit }
    }
}

/// The arrangements to try, from the loosest to the tightest.
const ARRANGEMENTS: [Arrangement; 16] = [
    Arrangement { hang_from: usize::MAX, column: None, merit: 1.0 },
    Arrangement::leaves(6, 1.0),
    Arrangement::leaves(10, 0.99),
    Arrangement::leaves(16, 0.98),
    Arrangement::leaves(24, 0.97),
    Arrangement::leaves(40, 0.96),
    Arrangement::outline(2, 12, 0.85),
    Arrangement::outline(2, 24, 0.85),
    Arrangement::outline(2, 48, 0.85),
    Arrangement::outline(1, 12, 0.82),
    Arrangement::outline(1, 24, 0.82),
    Arrangement::outline(1, 48, 0.82),
    Arrangement::outline(0, 12, 0.78),
    Arrangement::outline(0, 24, 0.78),
    Arrangement::outline(0, 48, 0.78),
    Arrangement::outline(0, 1000, 0.78),
];

/// An upper bound of the boxes and levels that fit in the room at the smallest type.
pub fn capacity(request: &Request) -> Capacity {
    let line = (LEADING + 2.0 * PADDING.0 + COLUMN_GAP) * LEAST_TYPE;
    let rows = ((request.room.height.to_pt() / line).ceil() as usize).min(MOST_LEVELS);
    let columns = (request.room.width.to_pt() / (LEAST_WIDTH * LEAST_TYPE)).ceil() as usize;
    Capacity { boxes: rows.saturating_mul(columns), levels: rows }
}

/// The best arrangement that fits in the room at a readable size; `None` if there is none.
pub fn place(diagram: &Diagram, request: &Request) -> Option<PlacedDiagram> {
    let capacity = capacity(request);
    if diagram.boxes.is_empty() || diagram.boxes.len() > capacity.boxes || levels(diagram) > capacity.levels {
        return None;
    }
    let mut best: Option<(f64, PlacedDiagram)> = None;
    for arrangement in ARRANGEMENTS {
        let Some(mut placed) = arrange(diagram, arrangement, request) else { continue };
        let most = request.size.to_pt();
        let across = request.room.width.to_pt() / (placed.width + 2.0 * MARGIN);
        let down = request.room.height.to_pt() / (placed.height + 2.0 * MARGIN);
        // Rounded down to tenths of a point.
        placed.size = (across.min(down).min(most) * 10.0 + 1e-6).floor() / 10.0;
        if placed.size < LEAST_TYPE {
            continue;
        }
        let is_full = placed.size >= most;
        let merit = placed.size * arrangement.merit;
        if best.as_ref().is_none_or(|(known, _)| merit > *known) {
            best = Some((merit, placed));
        }
        if is_full {
            break;
        }
    }
    best.map(|(_, placed)| placed)
}

/// How many levels the diagram has. Boxes come after those above them.
fn levels(diagram: &Diagram) -> usize {
    let mut level = vec![1; diagram.boxes.len()];
    for (index, entry) in diagram.boxes.iter().enumerate() {
        entry.below.iter().for_each(|&below| level[below] = level[index] + 1);
    }
    level.into_iter().max().unwrap_or(0)
}

/// One of the branches that stand side by side below a box.
#[derive(Debug)]
enum Branch {
    /// A box, with its own subordinates below it.
    Subtree(usize),
    /// Boxes below each other, each with its depth of indentation.
    Column(Vec<(usize, usize)>),
}

/// The left and right edge on each level, beginning with the branch's own; relative to its middle.
type Contour = Vec<(f64, f64)>;

struct DiagramLayout<'a> {
    diagram: &'a Diagram,
    width: f64,
    /// The top and height of the row of each level.
    tops: Vec<f64>,
    heights: Vec<f64>,
    /// The branches below each box; a box in a column has none.
    items: Vec<Vec<Branch>>,
    /// The x of each branch's middle, relative to the superior's middle.
    offsets: Vec<Vec<f64>>,
    boxes: Vec<PlacedBox>,
    lines: Vec<Connector>,
}

fn arrange(diagram: &Diagram, arrangement: Arrangement, request: &Request) -> Option<PlacedDiagram> {
    let widest = diagram.boxes.iter().map(|entry| entry.label.width()).fold(LEAST_WIDTH, f64::max);
    let none = PlacedBox { x: 0.0, y: 0.0, width: 0.0, height: 0.0 };
    let mut layout = DiagramLayout {
        diagram,
        width: widest,
        tops: Vec::new(),
        heights: Vec::new(),
        items: diagram.boxes.iter().map(|_| Vec::new()).collect(),
        offsets: vec![Vec::new(); diagram.boxes.len()],
        boxes: vec![none; diagram.boxes.len()],
        lines: Vec::new(),
    };
    let roots = layout.rows(arrangement);
    // The last level is the empty one below all rows.
    let tallest = layout.tops.last()? - LEVEL_GAP;
    if tallest * LEAST_TYPE > request.room.height.to_pt() {
        return None;
    }
    let (offsets, contour) = layout.family(&roots, 0);
    let left = contour.iter().map(|edges| edges.0).fold(f64::INFINITY, f64::min);
    let right = contour.iter().map(|edges| edges.1).fold(f64::NEG_INFINITY, f64::max);
    let (legend, legend_height) = legend_size(diagram);
    let aisle = if diagram.is_guided() { AISLE } else { 0.0 };
    let width = (right - left + 2.0 * aisle).max(legend);
    let shift = (width - (right - left)) / 2.0 - left;
    for (item, offset) in roots.iter().zip(&offsets) {
        layout.settle(item, offset + shift, 0);
    }
    let height = layout.boxes.iter().map(|placed| placed.y + placed.height).fold(0.0, f64::max);
    let height = height + legend_height;
    let DiagramLayout { boxes, lines, .. } = layout;
    Some(PlacedDiagram {
        boxes,
        lines,
        dotted: Vec::new(),
        width,
        height,
        size: 0.0,
        diagram: diagram.clone(),
    })
}

/// The width of the legend, and the height that it takes with the gap above.
fn legend_size(diagram: &Diagram) -> (f64, f64) {
    let Some(lines) = &diagram.legend else { return (0.0, 0.0) };
    let entries = lines.iter().map(|line| SAMPLE + SAMPLE_GAP + line.width + ENTRY_GAP);
    (entries.sum::<f64>() - ENTRY_GAP + 2.0 * AISLE, LEGEND_GAP + LEADING * SMALL)
}

impl DiagramLayout<'_> {
    fn height(&self, index: usize) -> f64 {
        self.diagram.boxes[index].label.height()
    }

    fn below(&self, index: usize) -> &[usize] {
        &self.diagram.boxes[index].below
    }

    /// Decides which boxes stand in rows and which in columns, and measures the rows. Gives the branches at the
    /// roots.
    fn rows(&mut self, arrangement: Arrangement) -> Vec<Branch> {
        let roots = self.items_of(&self.diagram.roots, 0, false, arrangement);
        let rows_of = |items: &[Branch]| -> Vec<usize> {
            let subtree = |item: &Branch| match item {
                Branch::Subtree(index) => Some(*index),
                Branch::Column(_) => None,
            };
            items.iter().filter_map(subtree).collect()
        };
        let mut level = rows_of(&roots);
        let mut top = 0.0;
        let mut depth = 0;
        loop {
            let height = level.iter().map(|&index| self.height(index)).fold(0.0, f64::max);
            self.tops.push(top);
            self.heights.push(height);
            if level.is_empty() {
                return roots;
            }
            let hangs = depth >= arrangement.hang_from;
            let mut next = Vec::new();
            for index in level {
                let items = self.items_of(&self.diagram.boxes[index].below, depth + 1, hangs, arrangement);
                next.extend(rows_of(&items));
                self.items[index] = items;
            }
            top += height + LEVEL_GAP;
            level = next;
            depth += 1;
        }
    }

    /// Divides siblings into subtrees and columns.
    fn items_of(
        &self,
        siblings: &[usize],
        depth: usize,
        hangs: bool,
        arrangement: Arrangement,
    ) -> Vec<Branch> {
        let is_leaf = |index: usize| self.below(index).is_empty();
        let Some(most) = arrangement.column else {
            return siblings.iter().map(|&index| Branch::Subtree(index)).collect();
        };
        let mut items = Vec::new();
        for run in siblings.chunk_by(|&one, &next| hangs || is_leaf(one) && is_leaf(next)) {
            // Up to four roots stand side by side.
            let is_row = !hangs && (run.len() == 1 || depth == 0 && run.len() <= 4);
            if is_row {
                items.extend(run.iter().map(|&index| Branch::Subtree(index)));
                continue;
            }
            let branches: Vec<Vec<(usize, usize)>> = run.iter().map(|&index| self.outline(index)).collect();
            items.extend(columns(branches, most));
        }
        items
    }

    /// A box and all boxes below it in reading order, each with its depth of indentation.
    fn outline(&self, index: usize) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        let mut open = vec![(index, 0)];
        while let Some((index, level)) = open.pop() {
            lines.push((index, level));
            open.extend(self.below(index).iter().rev().map(|&below| (below, level + 1)));
        }
        lines
    }

    /// The x of siblings, relative to their superior's middle, and their common contour.
    fn family(&mut self, items: &[Branch], depth: usize) -> (Vec<f64>, Contour) {
        let contours: Vec<Contour> = items.iter().map(|item| self.contour(item, depth)).collect();
        let from_left = pack(&contours);
        let mirrored: Vec<Contour> = contours
            .iter()
            .rev()
            .map(|contour| contour.iter().map(|(left, right)| (-right, -left)).collect())
            .collect();
        let from_right = pack(&mirrored);
        let span = from_left.last().copied().unwrap_or(0.0);
        let mean = |(left, right): (&f64, &f64)| (left + span - right) / 2.0 - span / 2.0;
        let offsets: Vec<f64> = from_left.iter().zip(from_right.iter().rev()).map(mean).collect();
        let mut joint: Contour = Vec::new();
        for (contour, offset) in contours.iter().zip(&offsets) {
            for (level, (left, right)) in contour.iter().enumerate() {
                let (left, right) = (left + offset, right + offset);
                match joint.get_mut(level) {
                    Some(edges) => *edges = (edges.0.min(left), edges.1.max(right)),
                    None => joint.push((left, right)),
                }
            }
        }
        (offsets, joint)
    }

    fn contour(&mut self, item: &Branch, depth: usize) -> Contour {
        let half = self.width / 2.0;
        match item {
            Branch::Subtree(index) => {
                let items = std::mem::take(&mut self.items[*index]);
                let (mut offsets, below) = self.family(&items, depth + 1);
                let mut shift = 0.0;
                if let [Branch::Column(_)] = items[..] {
                    // A single column is aligned with the box's left edge.
                    shift = self.column_width(&items[0]) / 2.0 - half;
                    offsets.iter_mut().for_each(|offset| *offset += shift);
                }
                self.items[*index] = items;
                self.offsets[*index] = offsets;
                let below = below.into_iter().map(|(left, right)| (left + shift, right + shift));
                std::iter::once((-half, half)).chain(below).collect()
            }
            Branch::Column(lines) => {
                let half = self.column_width(item) / 2.0;
                let bottom = self.column_top(depth) + self.column_height(lines);
                // A column that reaches below its row blocks the connectors to the next row, too.
                let reaches = |top: &&f64| **top - LEVEL_GAP + 1e-9 < bottom;
                let levels = self.tops.iter().skip(depth).filter(reaches).count().max(1);
                vec![(-half, half); levels]
            }
        }
    }

    fn column_width(&self, item: &Branch) -> f64 {
        let Branch::Column(lines) = item else { return self.width };
        let deepest = lines.iter().map(|(_, level)| *level).max().unwrap_or(0);
        INDENT * (deepest + 1) as f64 + self.width
    }

    fn column_height(&self, lines: &[(usize, usize)]) -> f64 {
        lines.iter().map(|&(index, _)| self.height(index) + COLUMN_GAP).sum::<f64>() - COLUMN_GAP
    }

    fn column_top(&self, depth: usize) -> f64 {
        self.tops.get(depth).copied().unwrap_or(0.0)
    }

    /// Places a branch with its middle at `x`.
    fn settle(&mut self, item: &Branch, x: f64, depth: usize) {
        match item {
            Branch::Column(lines) => {
                let (left, top) = (x - self.column_width(item) / 2.0, self.column_top(depth));
                // No spine leads to a column of roots.
                self.settle_column(lines, left, top, depth > 0);
            }
            Branch::Subtree(index) => {
                let (y, height) = (self.tops[depth], self.heights[depth]);
                let left = x - self.width / 2.0;
                self.boxes[*index] = PlacedBox { x: left, y, width: self.width, height };
                let items = std::mem::take(&mut self.items[*index]);
                let offsets = std::mem::take(&mut self.offsets[*index]);
                if let [Branch::Column(lines)] = &items[..] {
                    self.settle_column(lines, left, y + height + HANG_GAP, true);
                } else {
                    for (item, offset) in items.iter().zip(&offsets) {
                        self.settle(item, x + offset, depth + 1);
                    }
                }
                self.connect(*index, &items, &offsets, x, depth);
            }
        }
    }

    /// Adds the connectors from a box to what is below it.
    fn connect(&mut self, index: usize, items: &[Branch], offsets: &[f64], x: f64, depth: usize) {
        let bottom = self.boxes[index].y + self.boxes[index].height;
        let bus = bottom + LEVEL_GAP / 2.0;
        let mut ends = Vec::new();
        for (item, offset) in items.iter().zip(offsets) {
            match item {
                Branch::Subtree(_) => ends.push((x + offset, self.column_top(depth + 1))),
                Branch::Column(lines) => {
                    let spine = x + offset - self.column_width(item) / 2.0 + SPINE;
                    let Some(last) = lines.iter().rfind(|(_, level)| *level == 0) else { continue };
                    ends.push((spine, self.middle(last.0)));
                }
            }
        }
        match (items, &ends[..]) {
            (_, []) => {}
            // The spine goes straight down from the left part of the box.
            ([Branch::Column(_)], &[(spine, end)]) => {
                self.lines.push(Connector(vec![(spine, bottom), (spine, end)]));
            }
            (_, &[(only, end)]) if (only - x).abs() < 1e-9 => {
                self.lines.push(Connector(vec![(x, bottom), (x, end)]));
            }
            _ => {
                // One line joins the outermost ends along the bus; the others go down from it.
                let mut sorted = ends.clone();
                sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
                let (first, last) = (sorted[0], sorted[sorted.len() - 1]);
                self.lines.push(Connector(vec![(x, bottom), (x, bus)]));
                self.lines.push(Connector(vec![
                    (first.0, first.1),
                    (first.0, bus),
                    (last.0, bus),
                    (last.0, last.1),
                ]));
                for &(at, end) in sorted.iter().skip(1).take(sorted.len().saturating_sub(2)) {
                    self.lines.push(Connector(vec![(at, bus), (at, end)]));
                }
            }
        }
    }

    fn middle(&self, index: usize) -> f64 {
        self.boxes[index].y + self.boxes[index].height / 2.0
    }

    /// Places the boxes of a column, with connectors between them and to the spine if it hangs from a box.
    fn settle_column(&mut self, lines: &[(usize, usize)], left: f64, top: f64, hangs: bool) {
        let mut y = top;
        for &(index, level) in lines {
            let x = left + INDENT * (level + 1) as f64;
            let height = self.height(index);
            self.boxes[index] = PlacedBox { x, y, width: self.width, height };
            y += height + COLUMN_GAP;
        }
        for &(index, level) in lines {
            let PlacedBox { x, y, height, .. } = self.boxes[index];
            if level > 0 || hangs {
                let middle = self.middle(index);
                self.lines.push(Connector(vec![(x - INDENT + SPINE, middle), (x, middle)]));
            }
            if let Some(&last) = self.below(index).last() {
                self.lines.push(Connector(vec![(x + SPINE, y + height), (x + SPINE, self.middle(last))]));
            }
        }
    }
}

/// Distributes branches over columns of about equal length, each of at most `most` boxes unless a single branch is
/// longer.
fn columns(branches: Vec<Vec<(usize, usize)>>, most: usize) -> Vec<Branch> {
    let total: usize = branches.iter().map(Vec::len).sum();
    let count = total.div_ceil(most.max(1)).max(1);
    let share = total.div_ceil(count);
    let mut columns: Vec<Vec<(usize, usize)>> = Vec::new();
    for branch in branches {
        match columns.last_mut() {
            Some(column) if column.len() + branch.len() <= share => column.extend(branch),
            _ => columns.push(branch),
        }
    }
    columns.into_iter().map(Branch::Column).collect()
}

/// Offsets that move each contour to the right until it is clear of those before it; the first is at zero.
fn pack(contours: &[Contour]) -> Vec<f64> {
    let mut edge: Vec<f64> = Vec::new();
    let mut offsets = Vec::with_capacity(contours.len());
    for contour in contours {
        let needed = edge.iter().zip(contour).enumerate().map(|(level, (edge, (left, _)))| {
            edge - left + if level == 0 { SIBLING_GAP } else { COUSIN_GAP }
        });
        let offset = needed.fold(f64::NEG_INFINITY, f64::max);
        let offset = if offset.is_finite() { offset } else { 0.0 };
        offsets.push(offset);
        for (level, (_, right)) in contour.iter().enumerate() {
            match edge.get_mut(level) {
                Some(edge) => *edge = right + offset,
                None => edge.push(right + offset),
            }
        }
    }
    offsets
}
