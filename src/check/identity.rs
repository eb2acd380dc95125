//! Codes and titles that should be a position's own.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Text};
use crate::model::{Handbook, Str};

pub(super) fn check(handbook: &Handbook) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&str, &Str> = BTreeMap::new();
    let mut found = Vec::new();
    for code in handbook.positions().filter_map(|position| position.code.as_ref()) {
        match first.get(code.as_str()) {
            None => {
                first.insert(code.as_str(), code);
            }
            Some(earlier) => found.push(duplicate_code(code, earlier)),
        }
    }
    found
}

fn duplicate_code(code: &Str, earlier: &Str) -> Diagnostic {
    let value = &code.value;
    let message =
        Text::new(format!("岗位编号 {value} 重复"), format!("the code {value} is another position's, too"));
    code.blame(Diagnostic::warning("W201", message))
        .with_related(earlier.place(), Text::new("这个岗位已用", "this position has it"))
}
