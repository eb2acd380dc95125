//! Finds duties of a department that none of its positions carries.

use super::super::context::Context;
use super::super::quoted::quoted;
use crate::diag::{Code, Diagnostic, Text};
use crate::model::{Department, DutyWords, Status, Str};

pub fn uncarried(context: &Context) -> Vec<Diagnostic> {
    let words = DutyWords::new(context.handbook);
    let known = context.handbook.departments.iter().enumerate();
    known
        .filter(|(_, department)| is_described(department))
        .flat_map(|(at, department)| department.duties.iter().map(move |duty| (at, department, duty)))
        .filter(|(at, _, duty)| !words.is_carried(*at, duty))
        .map(|(_, department, duty)| finding(department, duty))
        .collect()
}

/// Whether all of its positions have duties. A position without any may still get them.
fn is_described(department: &Department) -> bool {
    let active = department.positions.iter().filter(|position| position.status == Status::Active);
    let mut positions = active.peekable();
    positions.peek().is_some() && positions.all(|position| !position.responsibilities.is_empty())
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
    duty.blame(Diagnostic::new(Code::W214, message)).with_help(help)
}
