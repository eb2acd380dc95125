//! Compares the items of a list: which are new, gone, moved, and what the others say now.

use std::collections::HashMap;

use super::difference::{Difference, DifferenceKind, ItemField};
use crate::model::keys::DataKey;
use crate::model::likeness::{likeness, pairs};

/// How like the main texts of two items are at least, for one to be the other, written anew.
const REWRITTEN: f64 = 0.3;

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Its group or label; empty for none.
    pub label: String,
    /// Whether the label says which item it is, as 学历 does; a group has many.
    pub is_named: bool,
    /// Its texts, the main one first.
    pub fields: Vec<ItemField>,
}

impl Item {
    fn main(&self) -> &str {
        self.fields.first().map_or("", |field| &field.text)
    }

    /// The fields that say something.
    fn filled(&self) -> Vec<ItemField> {
        self.fields.iter().filter(|field| !field.text.is_empty()).cloned().collect()
    }

    /// All that it says, for a reader: the main text, and a line for each other.
    fn whole(&self) -> String {
        let filled = self.fields.iter().enumerate().filter(|(_, field)| !field.text.is_empty());
        let lines = filled.map(|(at, field)| match at {
            0 => field.text.clone(),
            _ => format!("{}：{}", field.name, field.text),
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The differences of two lists of a key.
pub fn differences(key: &'static DataKey, old: &[Item], new: &[Item]) -> Vec<Difference> {
    let found = pair(old, new);
    // An item of another group was moved, wherever it stands.
    let kept = |(to, at): (usize, &Option<usize>)| at.filter(|at| old[*at].label == new[to].label);
    let stays = longest_run(&found.iter().enumerate().map(kept).collect::<Vec<_>>());
    let mut differences = Vec::new();
    let part = |kind, of: [Option<usize>; 2], texts: [String; 2]| {
        let label =
            |at: Option<usize>, side: &[Item]| at.map(|at| side[at].label.clone()).unwrap_or_default();
        let [before, after] = texts;
        Difference {
            kind,
            key,
            is_second: false,
            labels: [label(of[0], old), label(of[1], new)],
            field: None,
            numbers: of.map(|at| at.map(|at| at + 1)),
            fields: Vec::new(),
            before,
            after,
        }
    };
    let whole = |kind, of, item: &Item, texts| Difference { fields: item.filled(), ..part(kind, of, texts) };
    for (to, (item, at)) in new.iter().zip(&found).enumerate() {
        let Some(at) = *at else {
            let texts = [String::new(), item.whole()];
            differences.push(whole(DifferenceKind::Added, [None, Some(to)], item, texts));
            continue;
        };
        let was = &old[at];
        let of = [Some(at), Some(to)];
        if !stays[to] {
            let texts = [was.main().to_owned(), item.main().to_owned()];
            differences.push(part(DifferenceKind::Moved, of, texts));
        }
        for (before, after) in was.fields.iter().zip(&item.fields) {
            let Some(kind) = DifferenceKind::of(&before.text, &after.text) else { continue };
            let texts = [before.text.clone(), after.text.clone()];
            differences.push(Difference { field: after.key, ..part(kind, of, texts) });
        }
    }
    let gone = (0..old.len()).filter(|at| !found.contains(&Some(*at)));
    let removed = gone.map(|at| {
        let texts = [old[at].whole(), String::new()];
        whole(DifferenceKind::Removed, [Some(at), None], &old[at], texts)
    });
    differences.extend(removed);
    differences
}

/// For each new item, the place of the old one that it was.
pub fn pair(old: &[Item], new: &[Item]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let whole = |item: &Item| Some(format!("{}\u{1f}{}", item.label, item.whole()));
    by(old, new, &mut found, &mut taken, whole);
    by(old, new, &mut found, &mut taken, |item| (!item.main().is_empty()).then(|| item.main().to_owned()));
    let name = |item: &Item| (item.is_named && !item.label.is_empty()).then(|| item.label.clone());
    by(old, new, &mut found, &mut taken, name);
    let likely = likely(old, new, &found, &taken);
    for (at, to) in likely {
        if !taken[at] && found[to].is_none() {
            taken[at] = true;
            found[to] = Some(at);
        }
    }
    found
}

/// Pairs the items that have the same name, one after the other if several do.
fn by(
    old: &[Item],
    new: &[Item],
    found: &mut [Option<usize>],
    taken: &mut [bool],
    name: impl Fn(&Item) -> Option<String>,
) {
    let mut named: HashMap<String, std::collections::VecDeque<usize>> = HashMap::new();
    for (at, item) in old.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        if let Some(name) = name(item) {
            named.entry(name).or_default().push_back(at);
        }
    }
    for (to, item) in new.iter().enumerate() {
        if found[to].is_some() {
            continue;
        }
        if let Some(at) = name(item).and_then(|name| named.get_mut(&name)?.pop_front()) {
            taken[at] = true;
            found[to] = Some(at);
        }
    }
}

/// Those that are left and alike, the most alike and the nearest first. An item with a name is only that name.
fn likely(old: &[Item], new: &[Item], found: &[Option<usize>], taken: &[bool]) -> Vec<(usize, usize)> {
    let left = |(at, item): (usize, &Item)| (!taken[at]).then(|| (at, pairs(item.main())));
    let old_pairs: Vec<(usize, Vec<u16>)> = old.iter().enumerate().filter_map(left).collect();
    let mut likely: Vec<(f64, usize, usize, usize)> = Vec::new();
    for (to, item) in new.iter().enumerate().filter(|(to, _)| found[*to].is_none()) {
        let own = pairs(item.main());
        for (at, other) in &old_pairs {
            let likeness = if own.is_empty() || other.is_empty() { 0.0 } else { likeness(&own, other) };
            if likeness >= REWRITTEN {
                likely.push((likeness, at.abs_diff(to), *at, to));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    likely.into_iter().map(|(_, _, at, to)| (at, to)).collect()
}

/// Which new items are in the longest run of those that kept their order; the others were moved.
fn longest_run(found: &[Option<usize>]) -> Vec<bool> {
    // Patience sorting: `ends[n]` is the new item at which a run of n + 1 items ends with the smallest old place.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; found.len()];
    for (to, at) in found.iter().enumerate() {
        let Some(at) = at else { continue };
        let length = ends.partition_point(|end| found[*end].is_some_and(|end| end < *at));
        before[to] = length.checked_sub(1).map(|last| ends[last]);
        match ends.get_mut(length) {
            Some(end) => *end = to,
            None => ends.push(to),
        }
    }
    let mut stays = vec![false; found.len()];
    let mut next = ends.last().copied();
    while let Some(to) = next {
        stays[to] = true;
        next = before[to];
    }
    stays
}
