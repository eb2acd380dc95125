//! In which order the positions of a department stand.
//!
//! Those with an `order` come first, by that number. Of the others, whoever leads the department stands
//! first: a position that nobody of the department is above, and others of it are below; of several, the
//! one that most are below. The rest stand by path, but nobody before a superior of the same department.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::{Department, Handbook, Position, Reporting};

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
        let mut leaders = self.leaders();
        leaders.retain(|&at| at >= free);
        let mut order: Vec<usize> = (0..free).collect();
        let mut placed: Vec<bool> = (0..self.above.len()).map(|at| at < free).collect();
        let mut waits: Vec<usize> = self
            .above
            .iter()
            .map(|above| above.iter().filter(|&&superior| superior >= free).count())
            .collect();
        let mut ready: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
        let mut put = |at: usize, placed: &mut Vec<bool>, ready: &mut BinaryHeap<Reverse<usize>>| {
            placed[at] = true;
            order.push(at);
            for &below in &self.below[at] {
                waits[below] = waits[below].saturating_sub(1);
                if waits[below] == 0 {
                    ready.push(Reverse(below));
                }
            }
        };
        for leader in leaders {
            put(leader, &mut placed, &mut ready);
        }
        ready.extend(
            (free..self.above.len()).filter(|&at| self.above[at].iter().all(|&s| s < free)).map(Reverse),
        );
        // Where superiors go round in a circle, its first position stands before its superior.
        for first in free..self.above.len() {
            while let Some(Reverse(at)) = ready.pop() {
                if !placed[at] {
                    put(at, &mut placed, &mut ready);
                }
            }
            if !placed[first] {
                put(first, &mut placed, &mut ready);
            }
        }
        order
    }

    /// Those whom nobody is above and others are below: who has most below comes first.
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
    }
}
