//! Departmental duties that no position of the department carries.
//!
//! A duty counts as carried when the department's positions use its words: the pairs of neighbouring
//! characters in it, each weighing more the fewer departments use it, so that 组织 and 管理 prove little and
//! 计量器具 proves much. A duty of its own department seldom falls below 0.2, one that nobody there carries
//! seldom reaches it; the bar is lower, as a false alarm costs more trust than a gap that stays.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::super::likeness::pairs;
use super::super::{Context, quoted};
use crate::diag::{Diagnostic, Text};
use crate::model::{Department, Position, Status, Str};

/// The share of a duty's weight below which nobody carries it.
const CARRIED: f64 = 0.15;
/// A shorter duty says too little.
const FEWEST_PAIRS: usize = 5;

pub fn uncarried(context: &Context) -> Vec<Diagnostic> {
    let departments = &context.handbook.departments;
    let wanted: HashSet<u16> =
        departments.iter().flat_map(|department| &department.duties).flat_map(|duty| words(duty)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let used: Vec<HashSet<u16>> =
        departments.par_iter().map(|department| vocabulary(department, &wanted)).collect();
    let mut spread: HashMap<u16, u32> = HashMap::new();
    for pair in used.iter().flatten() {
        *spread.entry(*pair).or_default() += 1;
    }
    let weight = |pair: &u16| 1.0 / (1.0 + f64::from(spread.get(pair).copied().unwrap_or(0)));
    let carried = |duty: &Str, used: &HashSet<u16>| {
        let pairs: Vec<u16> = words(duty).collect();
        let all: f64 = pairs.iter().map(weight).sum();
        let met: f64 = pairs.iter().filter(|pair| used.contains(pair)).map(weight).sum();
        pairs.len() < FEWEST_PAIRS || met >= CARRIED * all
    };
    let known = departments.iter().zip(&used).filter(|(department, _)| is_described(department));
    known
        .flat_map(|(department, used)| department.duties.iter().map(move |duty| (department, duty, used)))
        .filter(|(_, duty, used)| !carried(duty, used))
        .map(|(department, duty, _)| finding(department, duty))
        .collect()
}

/// The pairs of neighbours within each clause.
fn words(text: &str) -> impl Iterator<Item = u16> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).flat_map(pairs)
}

fn active(department: &Department) -> impl Iterator<Item = &Position> {
    department.positions.iter().filter(|position| position.status == Status::Active)
}

/// Whether all of its positions have duties; a blank form may yet carry anything.
fn is_described(department: &Department) -> bool {
    let mut positions = active(department).peekable();
    positions.peek().is_some() && positions.all(|position| !position.responsibilities.is_empty())
}

/// Of the wanted words those that the positions of a department use of their work.
fn vocabulary(department: &Department, wanted: &HashSet<u16>) -> HashSet<u16> {
    let mut used = HashSet::new();
    for position in active(department) {
        let duties = position.responsibilities.iter().flat_map(|group| &group.items);
        let passages = duties.flat_map(|duty| [&duty.description, &duty.standard, &duty.output]);
        let texts = passages.chain([&position.summary]).flat_map(|passage| &passage.parts);
        for text in texts.chain([&position.title]) {
            used.extend(words(text).filter(|word| wanted.contains(word)));
        }
    }
    used
}

fn finding(department: &Department, duty: &Str) -> Diagnostic {
    let name = department.name.as_ref().map_or("", Str::as_str);
    let message = Text::new(
        format!("{name}没有岗位承担部门职责{}", quoted(duty)),
        format!("no position of {} carries the duty {}", quoted(name), quoted(duty)),
    );
    let help = Text::new(
        "写进承担它的岗位的职责，或从部门职责中删去",
        "give it to a position, or take it from the department",
    );
    duty.blame(Diagnostic::warning("W214", message)).with_help(help)
}
