//! Finds codes and titles that two positions share, and codes that do not match the handbook's pattern.

use std::collections::HashMap;

use regex::Regex;

use super::context::Context;
use super::copies::is_copy;
use super::fold::Fold;
use super::quoted::quoted;
use crate::diag::{Code, Diagnostic, Text};
use crate::model::{Position, Status, Str, folded};

pub(super) fn check(context: &Context) -> Vec<Diagnostic> {
    let mut found = codes(context);
    found.extend(titles(context));
    found.extend(pattern(context));
    found
}

/// Codes of withdrawn positions count too, because old papers name them.
fn codes(context: &Context) -> Vec<Diagnostic> {
    let withdrawn = context.reporting.roster.positions.iter().copied();
    let withdrawn = withdrawn.filter(|position| position.status == Status::Withdrawn);
    let coded = |position: &'_ Position| position.code.as_ref().map(|code| folded(code));
    let mut first: HashMap<String, &Position> = HashMap::new();
    for position in withdrawn {
        first.extend(coded(position).map(|code| (code, position)));
    }
    let mut found = Fold::default();
    for position in context.originals().map(|number| context.position(number)) {
        let Some(code) = &position.code else { continue };
        let earlier = *first.entry(folded(code)).or_insert(position);
        if earlier.code.as_ref().is_none_or(|taken| taken.place() == code.place()) {
            continue;
        }
        if found.is_full(&folded(code)) {
            continue;
        }
        let message = Text::new(
            format!("岗位编号{}重复", quoted(code)),
            format!("the code {} is another position's, too", quoted(code)),
        );
        let (position, earlier) = original_last(position, earlier);
        let (Some(code), Some(taken)) = (&position.code, &earlier.code) else { continue };
        let owner = quoted(&earlier.title);
        let label = match earlier.status {
            Status::Active => Text::new(format!("{owner}已用这个编号"), format!("{owner} has it")),
            Status::Withdrawn => {
                Text::new(format!("已撤销的{owner}用过这个编号"), format!("the withdrawn {owner} had it"))
            }
        };
        let finding = code.blame(Diagnostic::new(Code::W201, message));
        found.add(folded(code), finding.with_related(taken.place(), label));
    }
    found.finish()
}

fn titles(context: &Context) -> Vec<Diagnostic> {
    let mut first: HashMap<(usize, String), &Position> = HashMap::new();
    let mut found = Fold::default();
    for number in context.originals() {
        let position = context.position(number);
        let department = context.reporting.roster.department_of[number];
        let key = (department, folded(&position.title));
        let earlier = *first.entry(key.clone()).or_insert(position);
        if earlier.title.place() == position.title.place() || found.is_full(&key) {
            continue;
        }
        let (position, earlier) = original_last(position, earlier);
        let title = quoted(&position.title);
        let message = match &position.department {
            Some(name) => Text::new(
                format!("{}有两个岗位都叫{title}", name.as_str()),
                format!("{} has two positions named {title}", quoted(name)),
            ),
            None => Text::new(format!("有两个岗位都叫{title}"), format!("two positions are named {title}")),
        };
        let help = Text::new(
            "一个岗位有多人时，写一份说明书并填岗位定员；确是不同岗位的，名称要能区分",
            "if several people hold one position, describe it once and give its headcount; otherwise tell them apart",
        );
        let label = Text::new("先写的一个", "the first of them");
        let finding = position.title.blame(Diagnostic::new(Code::W202, message)).with_help(help);
        found.add(key, finding.with_related(earlier.title.place(), label));
    }
    found.finish()
}

/// Two positions, the one to blame first: if one file is named as a copy, it is that one.
fn original_last<'a>(later: &'a Position, earlier: &'a Position) -> (&'a Position, &'a Position) {
    match is_copy(&earlier.path) && !is_copy(&later.path) {
        true => (earlier, later),
        false => (later, earlier),
    }
}

/// The pattern has to match the whole code, as if it began with `^` and ended with `$`.
fn pattern(context: &Context) -> Vec<Diagnostic> {
    let Some(pattern) = &context.handbook.code_pattern else { return Vec::new() };
    // A pattern that ends in a comment would swallow the bracket; then it is used without brackets.
    let whole = Regex::new(&format!(r"\A(?:{})\z", pattern.as_str())).or_else(|_| Regex::new(pattern));
    let Ok(whole) = whole else { return Vec::new() };
    let matches = |code: &str| whole.find(code).is_some_and(|found| found.len() == code.len());
    let codes = context.active().filter_map(|position| position.code.as_ref());
    let mut found = Fold::default();
    for code in codes.filter(|code| !matches(code)) {
        if !found.is_full(&()) {
            found.add((), malformed(code, pattern));
        }
    }
    found.finish()
}

fn malformed(code: &Str, pattern: &Str) -> Diagnostic {
    let message = Text::new(
        format!("岗位编号{}不符合编号规则", quoted(code)),
        format!("the code {} does not match the code pattern", quoted(code)),
    );
    let label = Text::new("编号规则，须与整个编号相符", "the pattern; it has to match the whole code");
    code.blame(Diagnostic::new(Code::W203, message)).with_related(pattern.place(), label)
}
