//! Circles in random reporting lines, and groups of like duties in random orders.

use std::collections::BTreeSet;
use std::fmt::Write;

use gangwei::diag::Code;
use proptest::prelude::*;

use super::{Checked, project};

/// Each position's superiors, by number.
fn handbook(superiors: &[Vec<usize>]) -> String {
    let mut yaml = String::new();
    for (number, above) in superiors.iter().enumerate() {
        let names: Vec<String> = above.iter().map(|above| format!("岗{above}")).collect();
        let _ = writeln!(yaml, "- {{岗位名称: 岗{number}, 直接上级: [{}]}}", names.join(", "));
    }
    yaml
}

/// The chain that a message names: its positions, without the return to the first.
fn chain(message: &str) -> Vec<usize> {
    let number = |name: &str| name.trim().trim_start_matches('岗').parse().unwrap();
    match message.split_once("circle: ") {
        Some((_, chain)) => {
            let mut chain: Vec<usize> = chain.split('→').map(number).collect();
            assert_eq!(chain.pop().as_ref(), chain.first());
            chain
        }
        None => vec![number(message.trim_start_matches('“').split('”').next().unwrap())],
    }
}

fn leads_to(superiors: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = superiors[from].clone();
    while let Some(at) = open.pop() {
        if seen.insert(at) {
            open.extend(&superiors[at]);
        }
    }
    seen.contains(&to)
}

fn graph() -> impl Strategy<Value = Vec<Vec<usize>>> {
    (2..10_usize).prop_flat_map(|count| {
        proptest::collection::vec(proptest::collection::btree_set(0..count, 0..3), count)
            .prop_map(|graph| graph.into_iter().map(|above| above.into_iter().collect()).collect())
    })
}

/// Duties, some of which differ in a mark or a word.
const DUTIES: [&str; 9] = [
    "收集整理客户档案，按月更新客户信用等级",
    "收集、整理客户档案，按月更新客户的信用等级",
    "收集整理客户的档案，每月更新客户信用等级",
    "组织编制季度生产计划，经审批后下达车间执行",
    "组织编制季度生产计划，经审批后下达各车间执行",
    "组织编制季度生产计划，经审批后下达车间执行。",
    "检查现场安全措施，纠正违章作业",
    "核对往来账目，编制账龄分析表，报财务部经理审阅",
    "核对往来账目，编制账龄分析报表，报财务部经理审阅",
];

/// Which files each finding is about, a file a duty.
fn groups(order: &[usize]) -> BTreeSet<(&'static str, BTreeSet<String>)> {
    let files: Vec<(String, String)> = order
        .iter()
        .enumerate()
        .map(|(rank, duty)| {
            (format!("{duty}.yaml"), format!("岗位名称: 岗{duty}\n序号: {rank}\n职责: [{}]\n", DUTIES[*duty]))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let checked = Checked::new(&project(&files));
    let about = checked.found.iter().filter(|finding| matches!(finding.code, Code::W215 | Code::W216));
    about
        .map(|finding| {
            let places = finding.related.iter().map(|related| &related.place).chain(&finding.place);
            // Of equal texts whichever comes first stands for all: 3 and 5 are one.
            (finding.code.name(), places.map(|place| place.path.replace('5', "3")).collect())
        })
        .collect()
}

#[test]
fn like_duties_are_grouped() {
    let named = |names: &[&str]| names.iter().map(|name| format!("{name}.yaml")).collect::<BTreeSet<_>>();
    let expected = [("W215", named(&["3"])), ("W216", named(&["3", "4"]))];
    let found = groups(&[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert!(expected.iter().all(|group| found.contains(group)), "{found:?}");
    assert!(found.contains(&("W216", named(&["7", "8"]))), "{found:?}");
    assert!(!found.iter().any(|(_, files)| files.contains("6.yaml")), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_circle_is_told_and_none_invented(superiors in graph()) {
        let yaml = handbook(&superiors);
        let checked = Checked::new(&project(&[("a.yaml", &yaml)]));
        let circles = checked.found.iter().filter(|finding| finding.code == Code::W205);
        let chains: Vec<Vec<usize>> = circles.map(|finding| chain(&finding.message.en)).collect();
        for chain in &chains {
            for (at, from) in chain.iter().enumerate() {
                let to = chain[(at + 1) % chain.len()];
                prop_assert!(superiors[*from].contains(&to), "{chain:?} in\n{yaml}");
            }
        }
        let distinct: BTreeSet<&Vec<usize>> = chains.iter().collect();
        prop_assert_eq!(distinct.len(), chains.len());
        let told: BTreeSet<usize> = chains.iter().flatten().copied().collect();
        let circular: BTreeSet<usize> =
            (0..superiors.len()).filter(|&at| leads_to(&superiors, at, at)).collect();
        prop_assert_eq!(told, circular, "{}", yaml);
    }

    #[test]
    fn groups_do_not_depend_on_the_order(order in Just((0..DUTIES.len()).collect::<Vec<_>>()).prop_shuffle()) {
        prop_assert_eq!(groups(&order), groups(&[0, 1, 2, 3, 4, 5, 6, 7, 8]));
    }
}
