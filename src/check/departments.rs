//! Finds departments that the handbook does not list, those without a position, and wrong headcounts.

use std::collections::BTreeMap;

use super::context::{Context, is_listed};
use super::joined::JoinedNames;
use super::quoted::quoted;
use crate::diag::{Code, Diagnostic, Span, Text, nearest};
use crate::model::{
    Department, Handbook, Headcount, Language, Spanned, Status, Str, folded, is_chinese_quote,
};

/// How many names get a hint.
const MOST_HINTS: usize = 100;

pub(super) fn check(context: &Context, joined: &JoinedNames, whole: bool) -> Vec<Diagnostic> {
    let handbook = context.handbook;
    let mut found = unlisted(handbook, joined);
    if whole {
        let mut members = vec![Vec::new(); handbook.departments.len()];
        for &number in &context.active {
            members[context.reporting.roster.department_of[number]].push(number);
        }
        for (at, department) in handbook.departments.iter().enumerate() {
            if !is_listed(handbook, department) {
                continue;
            }
            let Some(name) = &department.name else { continue };
            let is_active = |(department, place): &(usize, usize)| {
                handbook.departments[*department].positions[*place].status == Status::Active
            };
            match members[at].is_empty() && !department.shared.iter().any(is_active) {
                true if joined.explains(name) => {}
                true => found.push(empty(name, department)),
                false => found.extend(headcount(context, name, department, &members[at])),
            }
        }
    }
    found
}

fn unlisted(handbook: &Handbook, joined: &JoinedNames) -> Vec<Diagnostic> {
    let listed: Vec<&str> = handbook
        .departments
        .iter()
        .filter(|department| is_listed(handbook, department))
        .filter_map(|department| department.name.as_ref().map(Str::as_str))
        .collect();
    if listed.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for department in handbook.departments.iter().filter(|department| !is_listed(handbook, department)) {
        let Some(name) = &department.name else { continue };
        if joined.explains(name) {
            continue;
        }
        // The name is in quotation marks, which another check reports.
        if name.contains(is_chinese_quote) && listed.iter().any(|listed| folded(listed) == folded(name)) {
            continue;
        }
        let message = Text::new(
            format!("手册的部门清单里没有{}", quoted(name)),
            format!("the handbook does not list the department {}", quoted(name)),
        );
        let near = if found.len() < MOST_HINTS { nearest(name, listed.iter().copied()) } else { None };
        let help = match near {
            Some(near) => Text::new(format!("是否应为“{near}”？"), format!("did you mean “{near}”?")),
            None => Text::new(
                "把它写进 handbook.yaml 的部门，或改正岗位的所在部门或文件夹名",
                "add it to departments in handbook.yaml, or mend the position's department or folder",
            ),
        };
        let finding = Diagnostic::new(Code::W207, message).with_help(help);
        // A department that comes from a folder's name has no place in a file.
        found.push(match name.span() == Span::default() {
            true => finding.in_file(&name.path),
            false => name.blame(finding),
        });
    }
    found
}

fn empty(name: &Str, department: &Department) -> Diagnostic {
    let message = Text::new(
        format!("{}没有在用的岗位", quoted(name)),
        format!("the department {} has no position in use", quoted(name)),
    );
    let finding = name.blame(Diagnostic::new(Code::W208, message));
    match department.positions.len() {
        0 => finding,
        _ => finding.with_help(Text::new("该部门的岗位都已撤销", "all of its positions are withdrawn")),
    }
}

/// Compares the sum of the positions with the department's headcount. If a position has none, the sum is a lower
/// bound, so less is no contradiction. Ranges that can be equal are none either.
fn headcount(context: &Context, name: &Str, department: &Department, active: &[usize]) -> Option<Diagnostic> {
    let allowed = department.headcount.as_ref()?;
    // An alias may be used by several positions, and each of them counts.
    let counts: Vec<Option<Headcount>> =
        active.iter().map(|&number| context.reporting.counted(number)).collect();
    let sum: Headcount = counts.iter().flatten().copied().sum();
    let open = counts.iter().filter(|count| count.is_none()).count();
    let can_be = if open > 0 { sum.least <= allowed.most } else { sum.meets(allowed.value) };
    if can_be {
        return None;
    }
    let name = quoted(name);
    let [zh, en] = [Language::Chinese, Language::English].map(|language| {
        [sum.text(language), Headcount::from(sum.least).text(language), allowed.text(language)]
    });
    let message = match open {
        0 => Text::new(
            format!("{name}各岗位定员合计 {} 人，与部门编制 {} 人不符", zh[0], zh[2]),
            format!("the positions of {name} have {} people in sum, the department has {}", en[0], en[2]),
        ),
        _ => Text::new(
            format!(
                "{name}各岗位定员合计至少 {} 人（{open} 个岗位未填定员），超出部门编制 {} 人",
                zh[1], zh[2]
            ),
            format!(
                "the positions of {name} have at least {} people in sum ({open} without a headcount), \
                 the department has {}",
                en[1], en[2]
            ),
        ),
    };
    Some(parts(context, active).into_iter().fold(
        allowed.blame(Diagnostic::new(Code::W209, message)),
        |finding, part| {
            let [zh, en] = [Language::Chinese, Language::English].map(|language| part.text(language));
            finding.with_related(part.place(), Text::new(format!("{zh} 人"), format!("{en} of them")))
        },
    ))
}

/// The largest headcounts, each place once.
fn parts<'a>(context: &Context<'a>, active: &[usize]) -> Vec<&'a Spanned<Headcount>> {
    const MOST: usize = 8;
    let counted = active.iter().filter(|&&number| context.reporting.holders(number).is_empty());
    let counts = counted.filter_map(|&number| context.position(number).headcount.as_ref());
    let places: BTreeMap<_, _> = counts.map(|count| ((&count.path, count.span()), count)).collect();
    let mut parts: Vec<&Spanned<Headcount>> = places.into_values().collect();
    parts.sort_by_key(|count| std::cmp::Reverse(count.most));
    parts.truncate(MOST);
    parts
}
