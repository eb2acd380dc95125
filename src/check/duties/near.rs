//! Groups texts that are nearly the same, without comparing each with each (MinHash with banding:
//! Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3).
//!
//! Each text has a signature of [`BANDS`] × [`ROWS`] least hashes of its pairs. Texts that agree in all
//! rows of a band are candidates, and are compared. Of texts as like as [`ALIKE`] 99.5 % meet; work is
//! bounded, as within a band a text is compared with [`MOST_LEADERS`] others at most.

use rayon::prelude::*;

use crate::model::likeness::{are_alike, mix};

/// The least likeness of texts that are nearly the same: one character in twenty differs, or one word of a long text.
pub const ALIKE: f64 = 0.8;
const BANDS: usize = 10;
const ROWS: usize = 4;
const MOST_LEADERS: usize = 6;

/// The pairs of adjacent characters of many texts, in a few large pieces.
pub struct PairSets(Vec<TextPairs>);

/// The pairs of up to [`PIECE`] texts, one text after another, and where the pairs of each text end.
struct TextPairs {
    pairs: Box<[u16]>,
    ends: Box<[u32]>,
}

const PIECE: usize = 1024;

impl PairSets {
    pub fn new<T: Sync>(texts: &[T], pairs: impl Fn(&T) -> Vec<u16> + Sync) -> PairSets {
        let piece = |texts: &[T]| {
            let (mut all, mut ends) = (Vec::new(), Vec::with_capacity(texts.len()));
            for text in texts {
                all.extend(pairs(text));
                ends.push(all.len() as u32);
            }
            TextPairs { pairs: all.into(), ends: ends.into() }
        };
        PairSets(texts.par_chunks(PIECE).map(piece).collect())
    }

    fn len(&self) -> usize {
        self.0.iter().map(|piece| piece.ends.len()).sum()
    }

    fn get(&self, at: usize) -> &[u16] {
        let (piece, at) = (&self.0[at / PIECE], at % PIECE);
        let start = at.checked_sub(1).map_or(0, |before| piece.ends[before]);
        &piece.pairs[start as usize..piece.ends[at] as usize]
    }
}

/// Groups of texts that are nearly the same, by their places in the list, each in order. The groups depend only on the
/// order of the texts.
pub fn groups(texts: &PairSets) -> Vec<Vec<usize>> {
    let keys: Vec<[u32; BANDS]> =
        (0..texts.len()).into_par_iter().map(|at| signature(texts.get(at))).collect();
    let mut sets = Sets::new(texts.len());
    for band in 0..BANDS {
        let mut sorted: Vec<(u32, u32)> =
            keys.iter().enumerate().map(|(at, keys)| (keys[band], at as u32)).collect();
        sorted.par_sort_unstable();
        let buckets: Vec<&[(u32, u32)]> =
            sorted.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1).collect();
        let roots: Vec<u32> = (0..texts.len()).map(|at| sets.root(at as u32)).collect();
        let alike: Vec<(u32, u32)> =
            buckets.par_iter().flat_map_iter(|bucket| compare(bucket, texts, &roots)).collect();
        for (a, b) in alike {
            sets.join(a, b);
        }
    }
    let mut members: Vec<(u32, usize)> = (0..texts.len()).map(|at| (sets.root(at as u32), at)).collect();
    members.sort_unstable();
    let groups = members.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups.map(|group| group.iter().map(|(_, at)| *at).collect()).collect()
}

/// Joins the texts of a bucket that are alike and not in one group yet.
fn compare(bucket: &[(u32, u32)], texts: &PairSets, roots: &[u32]) -> Vec<(u32, u32)> {
    let mut leaders: Vec<u32> = Vec::new();
    let mut alike = Vec::new();
    for &(_, text) in bucket {
        let (at, root) = (text as usize, roots[text as usize]);
        if leaders.iter().any(|leader| roots[*leader as usize] == root) {
            continue;
        }
        let near =
            leaders.iter().find(|leader| are_alike(texts.get(**leader as usize), texts.get(at), ALIKE));
        match near {
            Some(leader) => alike.push((*leader, text)),
            None if leaders.len() < MOST_LEADERS => leaders.push(text),
            None => {}
        }
    }
    alike
}

/// One key a band.
fn signature(pairs: &[u16]) -> [u32; BANDS] {
    let mut least = [u32::MAX; BANDS * ROWS];
    for pair in pairs {
        for (least, (xor, factor)) in least.iter_mut().zip(&PERMUTATIONS) {
            *least = (*least).min((u32::from(*pair) ^ xor).wrapping_mul(*factor));
        }
    }
    let mut keys = [0; BANDS];
    for (key, rows) in keys.iter_mut().zip(least.chunks(ROWS)) {
        *key = (rows.iter().fold(0, |key, row| mix(key ^ u64::from(*row))) >> 32) as u32;
    }
    keys
}

/// A permutation of all 32-bit numbers: an exclusive or, then an odd factor.
const PERMUTATIONS: [(u32, u32); BANDS * ROWS] = {
    let mut permutations = [(0, 1); BANDS * ROWS];
    let (mut at, mut seed) = (0, 0x1234_5678_9abc_def1_u64);
    while at < BANDS * ROWS {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let xor = (seed >> 32) as u32;
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        permutations[at] = (xor, (seed >> 32) as u32 | 1);
        at += 1;
    }
    permutations
};

/// Disjoint sets of numbers; the smallest number of a set is its root.
struct Sets(Vec<u32>);

impl Sets {
    fn new(count: usize) -> Sets {
        Sets((0..count as u32).collect())
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let above = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = above;
            at = above;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::likeness::pairs;

    #[test]
    fn like_texts_meet_and_others_do_not() {
        let texts = [
            "收集整理客户档案并按月更新客户信用等级",
            "收集、整理客户档案，并按月更新客户的信用等级",
            "组织编制季度生产计划，经审批后下达车间执行",
            "组织编制季度生产计划，经审批后下达各车间执行",
            "组织编制年度采购计划，经审批后下达供应商执行",
        ];
        assert_eq!(groups(&PairSets::new(&texts, |text| pairs(text))), [vec![0, 1], vec![2, 3]]);
    }

    /// A hundred thousand texts that all lead each other on cost no more than a comparison or so each.
    #[test]
    fn a_flood_of_like_texts_is_one_group() {
        let text = |n: usize| {
            pairs(&format!("按照规定完成编号为{n:06}的产品从领料到入库的全部装配与检验工作并如实登记"))
        };
        let numbers: Vec<usize> = (0..20_000).collect();
        let groups = groups(&PairSets::new(&numbers, |number| text(*number)));
        assert!(groups.iter().map(Vec::len).max() > Some(15_000), "{}", groups.len());
    }
}
