//! Lists the outputs of a build, and the parts of each.

use std::sync::Arc;

use crate::template::{Each, Job, OutputExtent, OutputKind, PartRule, PartSubjects, Selected, Selection};

use super::name::OutputNames;

/// One document to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputPlan<'a> {
    pub kind: OutputKind,
    /// The path in the output folder, without extension.
    pub path: String,
    /// The departments that it shows, by place in the selection.
    pub departments: Arc<[usize]>,
    /// In the document's order.
    pub jobs: Vec<Job<'a>>,
}

/// Every output of these kinds: what has changed, the handbook, then departments, then positions. `stands` says whether an output that
/// shows so much has a part.
pub fn plans<'a>(
    rules: &'a [PartRule],
    stands: &dyn Fn(&PartRule, OutputExtent) -> bool,
    kinds: &[OutputKind],
    selection: &Selection,
    names: &OutputNames,
) -> Vec<OutputPlan<'a>> {
    let departments: Arc<[usize]> = (0..selection.departments.len()).collect();
    let jobs = |kind: OutputKind, departments: &[usize], only: Option<usize>| {
        let shown = selection.extent(departments, only);
        let stands = |rule: &&PartRule| rule.kinds.contains(&kind) && stands(rule, shown);
        let rules: Vec<&PartRule> = rules.iter().filter(stands).collect();
        jobs(&rules, kind, departments, selection, only)
    };
    let mut plans = Vec::new();
    for (kind, path) in [(OutputKind::Changes, &names.changes), (OutputKind::Handbook, &names.handbook)] {
        if kinds.contains(&kind) {
            let jobs = jobs(kind, &departments, None);
            plans.push(OutputPlan { kind, path: path.clone(), departments: departments.clone(), jobs });
        }
    }
    let named = || departments.iter().copied().zip(&names.departments);
    if kinds.contains(&OutputKind::Department) {
        let is_empty =
            |index: usize| positions(selection, index).is_empty() && shared(selection, index).is_empty();
        for (index, name) in named().filter(|(index, _)| !is_empty(*index)) {
            let jobs = jobs(OutputKind::Department, &[index], None);
            plans.push(OutputPlan {
                kind: OutputKind::Department,
                path: name.path.clone(),
                departments: [index].into(),
                jobs,
            });
        }
    }
    if kinds.contains(&OutputKind::Position) {
        for (index, name) in named() {
            let departments: Arc<[usize]> = [index].into();
            for (position, path) in name.positions.iter().enumerate() {
                let jobs = jobs(OutputKind::Position, &departments, Some(position));
                let (path, departments) = (path.clone(), departments.clone());
                plans.push(OutputPlan { kind: OutputKind::Position, path, departments, jobs });
            }
        }
    }
    plans
}

fn positions(selection: &Selection, department: usize) -> &[usize] {
    selection.departments.get(department).map_or(&[], |of| &of.positions)
}

/// The positions of other departments that also serve this one: the places of their departments and their own.
fn shared(selection: &Selection, department: usize) -> Vec<(usize, usize)> {
    let places = selection.departments.get(department).map_or(&[][..], |of| &of.shared);
    places.iter().filter_map(|place| selection.find(*place)).collect()
}

/// The places of a department's withdrawn positions, after those in use.
fn withdrawn(selection: &Selection, department: usize) -> std::ops::Range<usize> {
    let places = |of: &Selected| of.positions.len()..of.positions.len() + of.withdrawn.len();
    selection.departments.get(department).map_or(0..0, places)
}

/// The parts of one output. Neighbouring rules with `each` are repeated together, so that a department's positions
/// follow its own part.
fn jobs<'a>(
    rules: &[&'a PartRule],
    kind: OutputKind,
    departments: &[usize],
    selection: &Selection,
    only: Option<usize>,
) -> Vec<Job<'a>> {
    // The output of one position shows no other position.
    let any_withdrawn =
        only.is_none() && departments.iter().any(|department| !withdrawn(selection, *department).is_empty());
    let together = |a: &&PartRule, b: &&PartRule| a.each.is_some() && b.each.is_some() && a.shows == b.shows;
    let mut jobs = Vec::new();
    for group in rules.chunk_by(together) {
        if group.iter().any(|rule| rule.shows == PartSubjects::Withdrawn) && !any_withdrawn {
            continue;
        }
        if let [PartRule { file, each: None, balance, front, .. }] = group {
            let (balance, front) = (*balance, *front);
            jobs.push(Job { file, department: None, position: None, fit: None, balance, front });
            continue;
        }
        for &department in departments {
            for alike in group.chunk_by(|a, b| a.each == b.each) {
                let is_withdrawn = alike.iter().any(|rule| rule.shows == PartSubjects::Withdrawn);
                let own = |position: usize| (department, Some(position));
                let shown: Vec<(usize, Option<usize>)> =
                    match (alike.first().and_then(|rule| rule.each), only) {
                        (Some(Each::Position), _) if is_withdrawn => {
                            withdrawn(selection, department).map(own).collect()
                        }
                        (Some(Each::Position), Some(position)) => vec![own(position)],
                        (Some(Each::Position), None) => {
                            let all = 0..positions(selection, department).len();
                            // In the handbook it is shown in its own department only.
                            let others = if kind == OutputKind::Department {
                                shared(selection, department)
                            } else {
                                Vec::new()
                            };
                            let others = others.into_iter().map(|(home, place)| (home, Some(place)));
                            all.map(own).chain(others).collect()
                        }
                        _ => vec![(department, None)],
                    };
                for (department, position) in shown {
                    let job = |rule: &&'a PartRule| Job {
                        file: &rule.file,
                        department: Some(department),
                        position,
                        fit: rule.fit,
                        balance: rule.balance,
                        front: rule.front,
                    };
                    jobs.extend(alike.iter().map(job));
                }
            }
        }
    }
    jobs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(parts: &[(&str, Option<Each>, &[OutputKind])]) -> Vec<PartRule> {
        let rule = |(file, each, kinds): &(&str, Option<Each>, &[OutputKind])| PartRule {
            file: (*file).to_owned(),
            each: *each,
            shows: if file.starts_with("withdrawn") { PartSubjects::Withdrawn } else { PartSubjects::Active },
            when: None,
            unless: None,
            kinds: kinds.to_vec(),
            fit: None,
            balance: None,
            front: false,
        };
        parts.iter().map(rule).collect()
    }

    /// `file`, `file d0` or `file d0p1`.
    fn told(plan: &OutputPlan) -> Vec<String> {
        plan.jobs
            .iter()
            .map(|job| match (job.department, job.position) {
                (Some(d), Some(p)) => format!("{} d{d}p{p}", job.file),
                (Some(d), None) => format!("{} d{d}", job.file),
                _ => job.file.to_owned(),
            })
            .collect()
    }

    #[test]
    fn positions_follow_their_department() {
        let rules = rules(&[
            ("cover", None, &[OutputKind::Handbook, OutputKind::Department]),
            ("contents", None, &[OutputKind::Handbook]),
            ("department", Some(Each::Department), &[OutputKind::Handbook, OutputKind::Department]),
            ("position", Some(Each::Position), &OutputKind::ALL),
            ("sign", Some(Each::Position), &OutputKind::ALL),
            ("end", None, &OutputKind::ALL),
            ("withdrawn", None, &OutputKind::ALL),
            ("withdrawn position", Some(Each::Position), &OutputKind::ALL),
        ]);
        let selected = |department, positions: &[usize], withdrawn: &[usize]| Selected {
            department,
            positions: positions.to_vec(),
            withdrawn: withdrawn.to_vec(),
            shared: Vec::new(),
        };
        // The last department is served by the first one's last position, too.
        let shared = Selected { shared: vec![(0, 2)], ..selected(3, &[1], &[]) };
        let selection =
            Selection { departments: vec![selected(0, &[0, 2], &[1]), selected(1, &[], &[]), shared] };
        let department = |name: &str, positions: &[&str]| super::super::name::DepartmentNames {
            path: format!("{name}/{name}"),
            positions: positions.iter().map(|title| format!("{name}/{title}")).collect(),
        };
        let names = OutputNames {
            handbook: "h".into(),
            changes: "c".into(),
            departments: vec![department("a", &["x", "y"]), department("b", &[]), department("c", &["z"])],
        };
        let plans = plans(&rules, &|_, _| true, &OutputKind::ALL, &selection, &names);
        let paths: Vec<&str> = plans.iter().map(|plan| plan.path.as_str()).collect();
        assert_eq!(paths, ["h", "a/a", "c/c", "a/x", "a/y", "c/z"]);
        assert_eq!(
            told(&plans[0]),
            [
                "cover",
                "contents",
                "department d0",
                "position d0p0",
                "sign d0p0",
                "position d0p1",
                "sign d0p1",
                "department d1",
                "department d2",
                "position d2p0",
                "sign d2p0",
                "end",
                "withdrawn",
                "withdrawn position d0p2",
            ]
        );
        let shared =
            ["cover", "department d2", "position d2p0", "sign d2p0", "position d0p1", "sign d0p1", "end"];
        assert_eq!(told(&plans[2]), shared);
        assert_eq!(told(&plans[4]), ["position d0p1", "sign d0p1", "end"]);
    }
}
