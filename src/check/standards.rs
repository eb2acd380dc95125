//! Finds duties without a standard, of their own or of a task, in a position whose other duties have one.
//!
//! If no duty has a standard, that is on purpose. If a few have none, they mostly cannot be measured
//! (维护与税务机关的关系), and their cells stay empty. So a finding needs one duty in four, when the sheet looks unfinished.

use crate::diag::{Code, Diagnostic, Text};
use crate::model::{Duty, Position};

/// One duty in so many is enough for a finding.
const FEW: usize = 4;
/// How many numbers a message lists.
const MOST_NUMBERS: usize = 12;

pub(super) fn check(position: &Position) -> Option<Diagnostic> {
    let duties: Vec<&Duty> = position.responsibilities.iter().flat_map(|group| &group.items).collect();
    let without: Vec<&Duty> = duties.iter().copied().filter(|duty| !duty.has_standard()).collect();
    let first = without.first()?;
    if without.len() == duties.len() || without.len() * FEW < duties.len() {
        return None;
    }
    let place = first.description.parts.first()?;
    let (count, all) = (without.len(), duties.len());
    // The count is not in the message, so that findings with one cause are equal.
    let message = Text::new("部分职责没有工作标准", "some duties have no standard");
    let label = Text::new(
        format!("{all} 条中有 {count} 条：第 {} 条", numbers(&without, "、")),
        format!("{count} of {all}: {}", numbers(&without, ", ")),
    );
    let help = Text::new(
        "写出做到什么程度、何时完成、以什么为凭；职责大多无法衡量的，可以关闭这项检查",
        "say how well, by when and with what evidence; turn the check off if many duties cannot be measured",
    );
    Some(place.blame(Diagnostic::new(Code::W217, message)).with_label(label).with_help(help))
}

fn numbers(duties: &[&Duty], comma: &str) -> String {
    let mut numbers: Vec<String> =
        duties.iter().take(MOST_NUMBERS).map(|duty| duty.number.to_string()).collect();
    if duties.len() > MOST_NUMBERS {
        numbers.push("…".to_owned());
    }
    numbers.join(comma)
}
