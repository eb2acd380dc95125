//! Finds out which new position is which old one.

use std::collections::HashMap;
use std::hash::Hash;

use crate::model::likeness::{likeness, pairs};
use crate::model::{Keyed, Position};

/// How like the texts of two positions with one code are at least: codes may have been given out anew.
const SAME_CODE: f64 = 0.2;
/// How like those of two positions are at least that share neither code nor title: in one department, and in two.
const RENAMED: f64 = 0.5;
const RENAMED_AND_MOVED: f64 = 0.7;

/// For each new position, the place of the old one that it was.
pub fn pair(old: &[&Position], new: &[&Position]) -> Vec<Option<usize>> {
    let mut pairing = Pairing { old, new, found: vec![None; new.len()], taken: vec![false; old.len()] };
    let code = |position: &Position| position.code.as_ref().map(|code| code.to_string());
    let title = |position: &Position| position.title.to_string();
    pairing.by(|position| Some((code(position)?, title(position))), |_, _| true);
    let texts: [Vec<Vec<u16>>; 2] = [old, new].map(|side| side.iter().map(|one| all_pairs(one)).collect());
    let alike = |at: usize, to: usize| likeness(&texts[0][at], &texts[1][to]);
    pairing.by(code, |at, to| alike(at, to) >= SAME_CODE);
    pairing.by(|position| Some((department(position), title(position))), |_, _| true);
    pairing.by(|position| Some(title(position)), |_, _| true);
    pairing.by_likeness(alike);
    pairing.found
}

/// The name of the department that a position is in.
pub fn department(position: &Position) -> String {
    position.department.as_ref().map(|name| name.to_string()).unwrap_or_default()
}

/// The pairs of characters of all texts but those that name a position.
fn all_pairs(position: &Position) -> Vec<u16> {
    let texts: Vec<&str> = position.texts().into_iter().map(|text| text.as_str()).collect();
    pairs(&texts.join("\n"))
}

struct Pairing<'a> {
    old: &'a [&'a Position],
    new: &'a [&'a Position],
    found: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing<'_> {
    fn set(&mut self, at: usize, to: usize) {
        self.found[to] = Some(at);
        self.taken[at] = true;
    }

    /// The places of those that are not paired yet.
    fn left(&self) -> [Vec<usize>; 2] {
        let old = (0..self.old.len()).filter(|at| !self.taken[*at]).collect();
        [old, (0..self.new.len()).filter(|to| self.found[*to].is_none()).collect()]
    }

    /// Pairs those that have the same name, one after the other if several do.
    fn by<K: Hash + Eq>(
        &mut self,
        name: impl Fn(&Position) -> Option<K>,
        is_one: impl Fn(usize, usize) -> bool,
    ) {
        let [old, new] = self.left();
        let mut named: HashMap<K, Vec<usize>> = HashMap::new();
        for at in old {
            if let Some(name) = name(self.old[at]) {
                named.entry(name).or_default().push(at);
            }
        }
        for to in new {
            let Some(places) = name(self.new[to]).and_then(|name| named.get_mut(&name)) else { continue };
            if let Some(first) = places.iter().position(|at| is_one(*at, to)) {
                let at = places.remove(first);
                self.set(at, to);
            }
        }
    }

    /// Pairs what is left, the most like first.
    fn by_likeness(&mut self, alike: impl Fn(usize, usize) -> f64) {
        let [old, new] = self.left();
        let mut likely: Vec<(f64, usize, usize)> = Vec::new();
        for &to in &new {
            for &at in &old {
                let is_near = department(self.old[at]) == department(self.new[to]);
                let likeness = alike(at, to);
                if likeness >= if is_near { RENAMED } else { RENAMED_AND_MOVED } {
                    likely.push((likeness, at, to));
                }
            }
        }
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, at, to) in likely {
            if !self.taken[at] && self.found[to].is_none() {
                self.set(at, to);
            }
        }
    }
}
