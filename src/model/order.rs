//! In which order the positions of a department stand.
//!
//! Those with an `order` come first, by that number. Of the others, whoever leads the department stands
//! first: a position that nobody of the department is above, and others of it are below; of several, the
//! one that most are below. The rest stand by path, but nobody before a superior of the same department, unless they
//! report to each other in a circle.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::{Department, Handbook, Position, Reporting, circles};

/// Puts the positions of every department in order. They stand by path, and by place in the file.
pub fn put_in_order(handbook: &mut Handbook) {
    for department in &mut handbook.departments {
        department.positions.shrink_to_fit();
        department.positions.sort_by_key(|position| {
            let order = position.order.as_ref().map(|order| order.value);
            (order.is_none(), order)
        });
    }
    let is_told = |position: &Position| position.order.is_none() && !position.reports_to.is_empty();
    if !handbook.positions().any(is_told) {
        return;
    }
    let reporting = Reporting::new(handbook);
    let mut next = 0;
    let orders: Vec<Vec<usize>> = handbook
        .departments
        .iter()
        .map(|department| {
            let members = next..next + department.positions.len();
            next = members.end;
            let numbered = department.positions.iter().take_while(|position| position.order.is_some());
            Members::new(&reporting, members).order(numbered.count())
        })
        .collect();
    for (department, order) in handbook.departments.iter_mut().zip(orders) {
        rearrange(department, &order);
    }
}

/// `order` names each position by its place once.
fn rearrange(department: &mut Department, order: &[usize]) {
    let mut positions: Vec<Option<Position>> =
        std::mem::take(&mut department.positions).into_iter().map(Some).collect();
    department.positions = order.iter().filter_map(|&at| positions.get_mut(at)?.take()).collect();
}

/// The positions of a department by their place in it, and who of them is above whom.
struct Members {
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
}

impl Members {
    /// Of the positions with these numbers.
    fn new(reporting: &Reporting, numbers: Range<usize>) -> Members {
        let mut members =
            Members { above: vec![Vec::new(); numbers.len()], below: vec![Vec::new(); numbers.len()] };
        for (at, number) in numbers.clone().enumerate() {
            let mut above: Vec<usize> = reporting
                .superiors(number)
                .filter(|superior| *superior != number && numbers.contains(superior))
                .map(|superior| superior - numbers.start)
                .collect();
            above.sort_unstable();
            above.dedup();
            above.iter().for_each(|&superior| members.below[superior].push(at));
            members.above[at] = above;
        }
        members
    }

    /// The places from `free` on rearranged; those before stay.
    fn order(&self, free: usize) -> Vec<usize> {
        let waits = |above: &Vec<usize>| above.iter().filter(|&&superior| superior >= free).count();
        let mut queue = Queue {
            members: self,
            order: (0..free).collect(),
            placed: (0..self.above.len()).map(|at| at < free).collect(),
            waits: self.above.iter().map(waits).collect(),
            ready: BinaryHeap::new(),
        };
        for leader in self.leaders().into_iter().filter(|&at| at >= free) {
            queue.put(leader);
        }
        let first = (free..self.above.len()).filter(|&at| queue.waits[at] == 0).map(Reverse);
        queue.ready.extend(first.collect::<Vec<_>>());
        queue.put_ready();
        queue.put_circles();
        queue.order
    }

    /// Positions that nobody is above and others are below; the one with most below comes first.
    fn leaders(&self) -> Vec<usize> {
        let mut size = vec![1usize; self.above.len()];
        // Each is counted below the first of its superiors alone, from the lowest level up.
        let first = |at: usize| self.above[at].first().copied();
        let mut levels: Vec<usize> = (0..self.above.len()).filter(|&at| self.above[at].is_empty()).collect();
        let mut next = 0;
        while let Some(&at) = levels.get(next) {
            levels.extend(self.below[at].iter().copied().filter(|&below| first(below) == Some(at)));
            next += 1;
        }
        for &at in levels.iter().rev() {
            if let Some(above) = first(at) {
                size[above] += size[at];
            }
        }
        let is_leader = |&at: &usize| self.above[at].is_empty() && !self.below[at].is_empty();
        let mut leaders: Vec<usize> = (0..self.above.len()).filter(is_leader).collect();
        leaders.sort_by_key(|&at| Reverse(size[at]));
        leaders
    }
}

/// Puts positions in order, each after its superiors.
struct Queue<'m> {
    members: &'m Members,
    order: Vec<usize>,
    placed: Vec<bool>,
    /// How many superiors of each are not placed yet.
    waits: Vec<usize>,
    /// Positions whose superiors are all placed; some of them may be placed themselves.
    ready: BinaryHeap<Reverse<usize>>,
}

impl Queue<'_> {
    fn put(&mut self, at: usize) {
        if std::mem::replace(&mut self.placed[at], true) {
            return;
        }
        self.order.push(at);
        for &below in &self.members.below[at] {
            self.waits[below] = self.waits[below].saturating_sub(1);
            if self.waits[below] == 0 {
                self.ready.push(Reverse(below));
            }
        }
    }

    fn put_ready(&mut self) {
        while let Some(Reverse(at)) = self.ready.pop() {
            self.put(at);
        }
    }

    /// The positions that are left are in circles, or below one. Where nobody outside a circle is above it any more, its
    /// first position is placed before its superior.
    fn put_circles(&mut self) {
        let left = |above: &Vec<usize>| above.iter().copied().filter(|&at| !self.placed[at]).collect();
        let above: Vec<Vec<usize>> = self.members.above.iter().map(left).collect();
        let circles = circles(&above);
        let mut circle_of = vec![0; above.len()];
        for (circle, members) in circles.iter().enumerate() {
            members.iter().for_each(|&at| circle_of[at] = circle);
        }
        // By circle, how many superiors outside it are not placed yet.
        let mut waits = vec![0usize; circles.len()];
        for (at, above) in above.iter().enumerate() {
            waits[circle_of[at]] += above.iter().filter(|&&above| circle_of[above] != circle_of[at]).count();
        }
        let free = circles.iter().zip(&waits).filter(|(_, waits)| **waits == 0).map(|(circle, _)| circle);
        let mut free: BinaryHeap<Reverse<usize>> = free.flatten().copied().map(Reverse).collect();
        while let Some(Reverse(first)) = free.pop() {
            let known = self.order.len();
            self.put(first);
            self.put_ready();
            for &at in &self.order[known..] {
                for circle in self.members.below[at].iter().map(|&below| circle_of[below]) {
                    if circle != circle_of[at] {
                        waits[circle] -= 1;
                        if waits[circle] == 0 {
                            free.extend(circles[circle].iter().copied().map(Reverse));
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order of positions that are above each other: `(above, below)`.
    fn order(count: usize, free: usize, lines: &[(usize, usize)]) -> Vec<usize> {
        let mut members = Members { above: vec![Vec::new(); count], below: vec![Vec::new(); count] };
        for &(above, below) in lines {
            members.above[below].push(above);
            members.below[above].push(below);
        }
        members.order(free)
    }

    #[test]
    fn who_leads_stands_first_and_the_others_by_path() {
        assert_eq!(order(4, 0, &[]), [0, 1, 2, 3]);
        assert_eq!(order(4, 0, &[(3, 0), (3, 1), (3, 2)]), [3, 0, 1, 2]);
        // Of two, the one with more below; somebody whom nobody is above or below leads nobody.
        assert_eq!(order(6, 0, &[(1, 2), (4, 3), (4, 5)]), [4, 1, 0, 2, 3, 5]);
    }

    #[test]
    fn nobody_stands_before_a_superior() {
        // 4 leads 3, who leads 0 and 1; 2 reports to 4 directly.
        assert_eq!(order(5, 0, &[(4, 3), (3, 0), (3, 1), (4, 2)]), [4, 2, 3, 0, 1]);
        // What the paths say of superiors and subordinates already is left as it is.
        assert_eq!(order(5, 0, &[(0, 1), (1, 2), (0, 3), (3, 4)]), [0, 1, 2, 3, 4]);
        assert_eq!(order(3, 0, &[(1, 0), (2, 0)]), [1, 2, 0]);
    }

    #[test]
    fn those_with_an_order_stay_in_front() {
        assert_eq!(order(4, 2, &[(3, 0), (3, 1), (3, 2)]), [0, 1, 3, 2]);
        assert_eq!(order(4, 2, &[(1, 0), (1, 2), (1, 3)]), [0, 1, 2, 3]);
    }

    #[test]
    fn a_circle_is_cut_at_its_first_position() {
        assert_eq!(order(4, 0, &[(2, 1), (3, 2), (1, 3)]), [0, 1, 3, 2]);
        assert_eq!(order(3, 0, &[(1, 0), (0, 1), (1, 2)]), [0, 1, 2]);
        // Two circles through one position.
        assert_eq!(order(4, 0, &[(1, 2), (2, 1), (2, 3), (3, 2), (3, 0)]), [1, 2, 3, 0]);
    }

    #[test]
    fn nobody_stands_before_a_circle_that_is_above_him() {
        assert_eq!(order(3, 0, &[(1, 0), (1, 2), (2, 1)]), [1, 0, 2]);
        // 0 and 1 report to each other and to 3, who is in a circle with 4; 2 stands above nobody of them.
        assert_eq!(order(5, 0, &[(0, 1), (1, 0), (3, 1), (3, 4), (4, 3)]), [2, 3, 4, 0, 1]);
        // One after the other is cut, and each only once all above are placed.
        let circles: Vec<(usize, usize)> =
            (0..50_000).flat_map(|n| [(2 * n, 2 * n + 1), (2 * n + 1, 2 * n), (2 * n + 2, 2 * n)]).collect();
        let all = order(100_001, 0, &circles);
        assert_eq!((all.len(), all[0], &all[1..4]), (100_001, 100_000, &[99_998, 99_999, 99_996][..]));
    }
}
