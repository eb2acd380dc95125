//! Weighs findings that are a matter of taste: the handbook's `checks` says which are errors, and which are no matter.

use crate::diag::{Diagnostic, Severity, Text};
use crate::model::{CheckLevel, Handbook};

/// A position is over its page budget.
pub const OVER_BUDGET: &str = "W501";
/// A position was tightened to stay within it.
pub const TIGHTENED: &str = "W502";

/// Every code that `checks` may name.
const CODES: &[&str] = &[OVER_BUDGET, TIGHTENED];

/// The finding with the weight that the handbook gives to its code; nothing if it is off.
pub fn weigh(handbook: &Handbook, mut finding: Diagnostic) -> Option<Diagnostic> {
    match handbook.checks.get(finding.code) {
        Some(CheckLevel::Off) => return None,
        Some(CheckLevel::Warning) => finding.severity = Severity::Warning,
        Some(CheckLevel::Error) => finding.severity = Severity::Error,
        None => {}
    }
    Some(finding)
}

/// An error for each code in `checks` that no check has.
pub fn unknown(handbook: &Handbook) -> impl Iterator<Item = Diagnostic> {
    let codes = handbook.checks.iter().map(|(code, _)| code);
    codes.filter(|code| !CODES.contains(&code.as_str())).map(|code| {
        let message = Text::new(
            format!("没有代码为 `{}` 的检查", code.value),
            format!("no check has the code `{}`", code.value),
        );
        let help = Text::new(
            format!("可用的代码：{}", CODES.join("、")),
            format!("known codes: {}", CODES.join(", ")),
        );
        code.blame(Diagnostic::error("E404", message)).with_help(help)
    })
}
