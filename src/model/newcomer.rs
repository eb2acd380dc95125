//! What a department's next position will most likely say: the next code of the series, and whom the others
//! report to.

use std::collections::{BTreeMap, HashSet};

use super::skeleton::Newcomer;
use super::{Handbook, Position, Reporting, folded};

/// Longer runs of digits are no numbers of a series.
const MOST_DIGITS: usize = 9;

impl Newcomer {
    /// A position of this title in this department.
    pub fn of(handbook: &Handbook, department: &str, title: &str) -> Newcomer {
        let wanted = handbook
            .departments
            .iter()
            .position(|known| known.name.as_ref().is_some_and(|name| folded(name) == folded(department)));
        let Some(wanted) = wanted else { return Newcomer::default() };
        Newcomer { code: next_code(handbook, wanted), superior: superior(handbook, wanted, title) }
    }
}

/// The name that most of the department have as their first superior, the first of several.
fn superior(handbook: &Handbook, department: usize, title: &str) -> Option<String> {
    let reporting = Reporting::new(handbook);
    let members =
        reporting.roster.department_of.iter().enumerate().filter(|(_, place)| **place == department);
    let mut names: Vec<(&str, usize)> = Vec::new();
    for name in members.filter_map(|(number, _)| Some(reporting.lines(number).first()?.name)) {
        match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => names.push((name, 1)),
        }
    }
    names.retain(|(name, _)| folded(name) != folded(title));
    let most = names.iter().map(|(_, count)| *count).max()?;
    names.iter().find(|(_, count)| *count == most).map(|(name, _)| (*name).to_owned())
}

/// The number after the highest of the series that most codes of the department are of, if it is free.
fn next_code(handbook: &Handbook, department: usize) -> Option<String> {
    let code = |position: &Position| position.code.as_ref().map(|code| code.trim().to_owned());
    let taken: HashSet<String> = handbook.positions().filter_map(code).map(|code| folded(&code)).collect();
    // By prefix and number of digits: how many, and the highest.
    let mut series: BTreeMap<(String, usize), (usize, u32)> = BTreeMap::new();
    for code in handbook.departments.get(department)?.positions.iter().filter_map(code) {
        let prefix = code.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &code[prefix.len()..];
        let Some(number) = digits.parse::<u32>().ok().filter(|_| digits.len() <= MOST_DIGITS) else {
            continue;
        };
        let (count, highest) = series.entry((prefix.to_owned(), digits.len())).or_default();
        *count += 1;
        *highest = number.max(*highest);
    }
    let ((prefix, digits), (_, highest)) = series.into_iter().max_by_key(|(_, (count, _))| *count)?;
    let next = format!("{prefix}{:0digits$}", highest + 1);
    (!taken.contains(&folded(&next))).then_some(next)
}
