//! Which positions carry the duties of their department.
//!
//! A position carries a duty of its department when it uses the duty's words: the pairs of neighbouring
//! characters in it, each weighing more the fewer departments use it, so that 组织 and 管理 prove little and
//! 计量器具 proves much. A duty of its own department seldom falls below 0.2 of its weight, one that nobody
//! there carries seldom reaches it.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::likeness::pairs;
use super::{Handbook, Position, Status, Str};

/// The share of a duty's weight below which nobody carries it. It is low, since a false alarm costs more trust than
/// a missed gap.
const CARRIED: f64 = 0.15;
/// The share from which on a single position is named as a carrier: specialists carry a part of a duty.
const NAMED: f64 = 0.12;
/// A carrier has at least this part of the share of the one that has most.
const NEAR_THE_FIRST: f64 = 0.3;
/// The most carriers that a duty has.
const MOST_CARRIERS: usize = 4;
/// A shorter duty says too little.
const FEWEST_PAIRS: usize = 5;

/// The words of all departmental duties, and which departments use them.
pub struct DutyWords<'a> {
    handbook: &'a Handbook,
    wanted: HashSet<u16>,
    /// What the positions of each department use.
    used: Vec<HashSet<u16>>,
    /// How many departments use a word.
    spread: HashMap<u16, u32>,
}

impl<'a> DutyWords<'a> {
    pub fn new(handbook: &'a Handbook) -> DutyWords<'a> {
        let departments = &handbook.departments;
        let duties = departments.iter().flat_map(|department| &department.duties);
        let wanted: HashSet<u16> = duties.flat_map(|duty| words(duty)).collect();
        let mut words = DutyWords { handbook, wanted, used: Vec::new(), spread: HashMap::new() };
        if words.wanted.is_empty() {
            return words;
        }
        words.used = (0..departments.len()).into_par_iter().map(|at| words.of_department(at)).collect();
        for pair in words.used.iter().flatten() {
            *words.spread.entry(*pair).or_default() += 1;
        }
        words
    }

    /// Whether the positions of a department, together, carry a duty of it. One too short to tell is.
    pub fn is_carried(&self, department: usize, duty: &str) -> bool {
        let used = self.used.get(department);
        let share = used.and_then(|used| self.share(duty, used));
        share.is_none_or(|share| share >= CARRIED)
    }

    /// For each duty of a department the positions that carry it, by the places of their department and their own.
    pub fn carriers(&self, department: usize) -> Vec<Vec<(usize, usize)>> {
        let at = department;
        let Some(department) = self.handbook.departments.get(at) else { return Vec::new() };
        let active = self.active(at);
        let used: Vec<((usize, usize), HashSet<u16>)> = match department.duties.is_empty() {
            true => Vec::new(),
            false => active.map(|(place, position)| (place, self.of_position(position))).collect(),
        };
        let carriers = |duty: &Str| match self.is_carried(at, duty) {
            true => self.carriers_of(duty, &used),
            false => Vec::new(),
        };
        department.duties.iter().map(carriers).collect()
    }

    /// Those near the one that uses most of the duty's words, in the handbook's order.
    fn carriers_of(&self, duty: &str, used: &[((usize, usize), HashSet<u16>)]) -> Vec<(usize, usize)> {
        let shares = used.iter().filter_map(|(place, used)| Some((*place, self.share(duty, used)?)));
        let mut shares: Vec<_> = shares.filter(|(_, share)| *share >= NAMED).collect();
        // Stable: of equal ones the first in the department.
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        let least = shares.first().map_or(0.0, |(_, most)| most * NEAR_THE_FIRST);
        shares.retain(|(_, share)| *share >= least);
        shares.truncate(MOST_CARRIERS);
        let mut places: Vec<(usize, usize)> = shares.into_iter().map(|(place, _)| place).collect();
        places.sort_unstable();
        places
    }

    /// How much of a duty's weight the used words make up, from 0 to 1; `None` if it says too little.
    fn share(&self, duty: &str, used: &HashSet<u16>) -> Option<f64> {
        let weight = |pair: &u16| 1.0 / (1.0 + f64::from(self.spread.get(pair).copied().unwrap_or(0)));
        let pairs: Vec<u16> = words(duty).collect();
        let all: f64 = pairs.iter().map(weight).sum();
        let met: f64 = pairs.iter().filter(|pair| used.contains(pair)).map(weight).sum();
        (pairs.len() >= FEWEST_PAIRS).then(|| met / all)
    }

    /// The positions in use that stand in a department or serve it, by their places.
    fn active(&self, at: usize) -> impl Iterator<Item = ((usize, usize), &'a Position)> {
        let departments = &self.handbook.departments;
        let own = departments[at].positions.iter().enumerate().map(move |(place, of)| ((at, place), of));
        let shared = departments[at].shared.iter();
        let shared = shared.map(|place| (*place, &departments[place.0].positions[place.1]));
        own.chain(shared).filter(|(_, position)| position.status == Status::Active)
    }

    fn of_department(&self, at: usize) -> HashSet<u16> {
        self.active(at).fold(HashSet::new(), |mut used, (_, position)| {
            self.add(position, &mut used);
            used
        })
    }

    fn of_position(&self, position: &Position) -> HashSet<u16> {
        let mut used = HashSet::new();
        self.add(position, &mut used);
        used
    }

    /// Adds those of the wanted words that a position uses of its work.
    fn add(&self, position: &Position, used: &mut HashSet<u16>) {
        let duties = position.responsibilities.iter().flat_map(|group| &group.items);
        let passages = duties.flat_map(|duty| {
            let tasks = duty.tasks.iter().flat_map(|task| [&task.description, &task.standard]);
            [&duty.description, &duty.standard].into_iter().chain(duty.output.as_deref()).chain(tasks)
        });
        let texts = passages.chain([&position.summary]).flat_map(|passage| &passage.parts);
        for text in texts.chain([&position.title]) {
            used.extend(words(text).filter(|word| self.wanted.contains(word)));
        }
    }
}

/// The pairs of neighbours within each clause.
fn words(text: &str) -> impl Iterator<Item = u16> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).flat_map(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn titles(handbook: &Handbook, department: usize) -> Vec<Vec<&str>> {
        let title = |(at, place): (usize, usize)| handbook.departments[at].positions[place].title.as_str();
        let of = |places: Vec<(usize, usize)>| places.into_iter().map(title).collect();
        DutyWords::new(handbook).carriers(department).into_iter().map(of).collect()
    }

    #[test]
    fn duties_go_to_those_who_use_their_words() {
        let world = Memory::from_iter([
            (
                "handbook.yaml",
                "部门: [{名称: 质量部, 部门职责: [组织进货、过程和出厂检验, 管理计量器具, 归口管理对外捐赠和公益项目, 检验]}, \
                 {名称: 生产部, 部门职责: [组织安全生产检查和应急演练]}]\n",
            ),
            (
                "质量部/a.yaml",
                "- {岗位名称: 检验员, 岗位职责: [按规程做进货检验和出厂检验, 记录过程检验结果]}\n\
                 - {岗位名称: 计量员, 岗位职责: [管理计量器具台账, 送检计量器具]}\n\
                 - {岗位名称: 老检验员, 状态: 撤销, 岗位职责: [组织进货、过程和出厂检验]}\n",
            ),
            ("生产部/a.yaml", "岗位名称: 安全员\n岗位职责: [组织安全生产检查, 准备应急演练]\n"),
        ]);
        let handbook = crate::model::load(&world).handbook;
        let quality: [&[&str]; 4] = [&["检验员"], &["计量员"], &[], &[]];
        assert_eq!(
            titles(&handbook, 0),
            quality,
            "a withdrawn position carries nothing, and a word alone says nothing"
        );
        assert_eq!(titles(&handbook, 1), [["安全员"]]);
    }
}
