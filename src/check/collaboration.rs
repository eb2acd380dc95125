//! Finds 工作协作 that one department names and the other does not.
//!
//! Departments are compared, not positions: if a position of 生产部 names a department, any position of that department
//! may name 生产部 in return. 公司各部门 names all departments: it answers the others, but needs no answer. Two departments
//! need no mention if a reporting line joins them, or if one position serves both. Partners that are not in the
//! handbook (工会, 客户) are ignored.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::quoted::quoted;
use crate::diag::{Code, Diagnostic, Text};
use crate::model::{ReportingLine, Roster, Str, folded};

/// The marks between the partners in one text.
const SEPARATORS: [char; 8] = ['、', '，', ',', '；', ';', '/', '／', '\n'];

/// The departments that a department's positions name.
#[derive(Default)]
struct Named<'a> {
    /// For each named department, the first place and the position that names it.
    partners: BTreeMap<usize, (&'a Str, usize)>,
    everybody: bool,
}

pub(super) fn check(context: &Context) -> Vec<Diagnostic> {
    let roster = &context.reporting.roster;
    let mut named: Vec<Named> = context.handbook.departments.iter().map(|_| Named::default()).collect();
    for &number in &context.active {
        let own = roster.department_of[number];
        let rows = &context.position(number).collaboration;
        for item in rows.iter().filter(|row| row.key != Some("external")).flat_map(|row| &row.items) {
            for partner in item.split(SEPARATORS).map(str::trim).filter(|partner| !partner.is_empty()) {
                match department(roster, partner, number) {
                    Some(partner) if !roster.serves(number, partner) => {
                        named[own].partners.entry(partner).or_insert((item, number));
                    }
                    Some(_) => {}
                    None => named[own].everybody |= is_everybody(partner),
                }
            }
        }
    }
    let above = reporting_lines(context);
    // If no position of a department names anyone, the section has not been written yet.
    let silent: BTreeSet<usize> = (0..named.len()).filter(|&at| named[at].partners.is_empty()).collect();
    let mut found = Vec::new();
    for (own, all) in named.iter().enumerate() {
        for (&partner, &(written, number)) in &all.partners {
            let back = &named[partner];
            let returned = back.everybody || back.partners.contains_key(&own);
            if !returned
                && !above.contains(&(own.min(partner), own.max(partner)))
                && !silent.contains(&partner)
            {
                found.extend(one_sided(context, own, partner, written, number));
            }
        }
    }
    found
}

/// Pairs of departments of which one has a position that reports to the other in any line, or serves it; the smaller
/// number comes first.
fn reporting_lines(context: &Context) -> BTreeSet<(usize, usize)> {
    let roster = &context.reporting.roster;
    let department = |number: usize| roster.department_of[number];
    let lines = context.active.iter().flat_map(|&number| {
        let above =
            context.reporting.lines(number).iter().filter_map(ReportingLine::position).map(department);
        above.chain(roster.also_in(number).iter().copied()).map(move |other| (department(number), other))
    });
    lines.map(|(a, b)| (a.min(b), a.max(b))).collect()
}

/// The department that a partner names, or that it belongs to.
fn department(roster: &Roster, partner: &str, from: usize) -> Option<usize> {
    roster
        .department(partner)
        .or_else(|| roster.position(partner, from).map(|number| roster.department_of[number]))
        .or_else(|| roster.department_before(partner))
}

/// Whether a text means all departments: 各部门, 公司各部门, 相关部门, 其他部门, 各用人部门.
fn is_everybody(partner: &str) -> bool {
    let name = folded(partner);
    let all = ["各", "全体", "所有", "全部", "相关", "有关", "其他", "其它", "all", "every", "other"];
    let whom = ["部门", "科室", "单位", "中心", "处室", "department"];
    all.iter().any(|word| name.contains(word)) && whom.iter().any(|word| name.contains(word))
}

fn one_sided(
    context: &Context,
    own: usize,
    partner: usize,
    written: &Str,
    number: usize,
) -> Option<Diagnostic> {
    let name = |at: usize| context.handbook.departments[at].name.as_ref();
    let (own, partner) = (name(own)?, name(partner)?);
    let title = quoted(&context.position(number).title);
    let message = Text::new(
        format!(
            "{title}把{}列为工作协作方，{}却没有岗位列出{}",
            partner.as_str(),
            partner.as_str(),
            own.as_str()
        ),
        format!("{title} works with {}, but no position there names {}", quoted(partner), quoted(own)),
    );
    let help = Text::new(
        format!("在{}对应岗位的工作协作中写上{}，或从这里删去", partner.as_str(), own.as_str()),
        format!("name {} in a position of {}, or take it out here", quoted(own), quoted(partner)),
    );
    Some(written.blame(Diagnostic::new(Code::W213, message)).with_help(help))
}
