//! Finds the positions that the texts of others name.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Handbook, LineKind, Reporting, Status};

/// The files whose positions the texts of each file's positions name.
pub fn near_files(handbook: &Handbook) -> HashMap<&str, BTreeSet<&str>> {
    let paths: Vec<&str> = handbook.positions().map(|position| &*position.path).collect();
    let mut files: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (number, near) in near(handbook).into_iter().enumerate() {
        files.entry(paths[number]).or_default().extend(near.into_iter().map(|other| paths[other]));
    }
    files
}

/// For each position those in use that its texts name: superiors in both lines, subordinates, peers, who holds it and
/// what its holder holds.
pub fn near(handbook: &Handbook) -> Vec<Vec<usize>> {
    let reporting = Reporting::new(handbook);
    let positions = &reporting.roster.positions;
    let is_active = |number: &usize| positions.get(*number).is_some_and(|of| of.status == Status::Active);
    let mut near: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); positions.len()];
    // Those below each position, and those whose first superior it is.
    let (mut below, mut led) = (HashMap::<usize, Vec<usize>>::new(), HashMap::<usize, Vec<usize>>::new());
    for number in (0..positions.len()).filter(is_active) {
        let first = reporting.superiors(number).find(|superior| *superior != number);
        first.into_iter().for_each(|superior| led.entry(superior).or_default().push(number));
        for kind in [LineKind::Administrative, LineKind::Functional] {
            for superior in reporting.in_line(number, kind) {
                below.entry(superior).or_default().push(number);
            }
        }
    }
    for (number, near) in near.iter_mut().enumerate() {
        let superiors = reporting.lines(number).iter().filter_map(|line| line.position());
        near.extend(superiors.clone());
        near.extend(superiors.filter_map(|superior| led.get(&superior)).flatten());
        near.extend(below.get(&number).into_iter().flatten());
        near.extend(reporting.holders(number));
        near.extend(reporting.concurrent(number).iter().filter_map(|line| line.position()));
        near.retain(|other| *other != number && is_active(other));
    }
    near.into_iter().map(|near| near.into_iter().collect()).collect()
}
