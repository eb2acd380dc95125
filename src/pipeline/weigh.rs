//! Weighs warnings and notes: the handbook's `checks` says which are errors and which are no matter,
//! `--deny-warnings` makes errors of all warnings, and a baseline takes those away that were there before.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Severity, Text, did_you_mean, nearest};
use crate::model::{CheckLevel, Handbook};

use super::baseline::Baseline;

/// How grave warnings are.
#[derive(Debug, Default)]
pub struct Weights {
    levels: BTreeMap<Code, CheckLevel>,
    /// Whether every warning is an error.
    deny: bool,
    /// What was there before, each as often as it may still be met.
    baseline: Baseline,
    /// How many findings the baseline took.
    known: usize,
}

impl Weights {
    pub fn new(handbook: &Handbook, deny: bool, baseline: Baseline) -> Weights {
        let levels = handbook.checks.iter().filter_map(|(code, level)| Some((code.parse().ok()?, *level)));
        Weights { levels: levels.collect(), deny, baseline, known: 0 }
    }

    /// The finding with the weight that is due to it; nothing if it is off, or in the baseline.
    pub fn weigh(&mut self, mut finding: Diagnostic) -> Option<Diagnostic> {
        if finding.is_error() {
            return Some(finding);
        }
        match self.levels.get(&finding.code) {
            Some(CheckLevel::Off) => return None,
            // What the handbook calls an error stays one, however long it has been there.
            Some(CheckLevel::Error) => finding.severity = Severity::Error,
            Some(CheckLevel::Warning) => finding.severity = Severity::Warning,
            None => {}
        }
        if finding.severity == Severity::Warning && self.baseline.takes(&finding) {
            self.known += 1;
            return None;
        }
        if finding.severity == Severity::Warning && self.deny {
            finding.severity = Severity::Error;
        }
        Some(finding)
    }

    /// Whether a finding is an error with the weight that is due to it; the baseline takes nothing for that.
    pub fn is_error(&self, finding: &Diagnostic) -> bool {
        finding.is_error()
            || match self.levels.get(&finding.code) {
                Some(CheckLevel::Error) => true,
                Some(CheckLevel::Off) => false,
                None if finding.severity == Severity::Note => false,
                _ => self.deny && !self.baseline.knows(finding),
            }
    }

    /// How many findings the baseline took.
    pub fn known(&self) -> usize {
        self.known
    }

    /// How many findings of the baseline were not met again.
    pub fn gone(&self) -> usize {
        self.baseline.len()
    }
}

/// An error for each code in `checks` that no check has.
pub fn unknown(handbook: &Handbook) -> impl Iterator<Item = Diagnostic> {
    handbook.checks.iter().filter_map(|(name, _)| match name.parse::<Code>() {
        Ok(code) if code.is_weighable() => None,
        Ok(code) => Some(name.blame(unchangeable(code))),
        Err(()) => Some(name.blame(no_such(name))),
    })
}

fn unchangeable(code: Code) -> Diagnostic {
    let message =
        Text::new(format!("`{code}` 不能在检查里调整"), format!("`{code}` cannot be changed in checks"));
    Diagnostic::new(Code::E404, message).with_help(Text::new(
        "只有 W2、W0 等警告可以调整；错误须改正数据",
        "only warnings of the data can; an error must be mended",
    ))
}

fn no_such(name: &str) -> Diagnostic {
    let message = Text::new(format!("没有代码为 `{name}` 的检查"), format!("no check has the code `{name}`"));
    let weighable = Code::ALL.iter().filter(|code| code.is_weighable());
    let known: Vec<&str> = weighable.map(|code| code.name()).collect();
    let help = did_you_mean(nearest(name, known.iter().copied())).unwrap_or_else(|| {
        Text::new(format!("可用的代码：{}", known.join("、")), format!("known codes: {}", known.join(", ")))
    });
    Diagnostic::new(Code::E404, message).with_help(help)
}
