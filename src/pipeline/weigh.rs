//! Sets the severity of warnings and notes: the handbook's `checks` makes them errors or turns them off,
//! `--deny-warnings` makes all warnings errors, and a baseline removes known ones.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Severity, Text, did_you_mean, nearest};
use crate::model::{CheckLevel, Handbook};

use super::baseline::Baseline;

/// The severities of a run.
#[derive(Debug, Default)]
pub struct Weights {
    levels: BTreeMap<Code, CheckLevel>,
    /// Whether every warning is an error.
    deny: bool,
    /// The known findings that were not found yet.
    baseline: Baseline,
    /// How many findings the baseline removed.
    known: usize,
}

impl Weights {
    pub fn new(handbook: &Handbook, deny: bool, baseline: Baseline) -> Weights {
        let levels = handbook.checks.iter().filter_map(|(code, level)| Some((code.parse().ok()?, *level)));
        Weights { levels: levels.collect(), deny, baseline, known: 0 }
    }

    /// The finding with its severity; `None` if it is off, or in the baseline.
    pub fn weigh(&mut self, mut finding: Diagnostic) -> Option<Diagnostic> {
        if finding.is_error() {
            return Some(finding);
        }
        match self.levels.get(&finding.code) {
            Some(CheckLevel::Off) => return None,
            // An error by the handbook's `checks` stays an error, even in the baseline.
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

    /// Whether a finding is an error with its severity. It does not use up the baseline.
    pub fn is_error(&self, finding: &Diagnostic) -> bool {
        finding.is_error()
            || match self.levels.get(&finding.code) {
                Some(CheckLevel::Error) => true,
                Some(CheckLevel::Off) => false,
                None if finding.severity == Severity::Note => false,
                _ => self.deny && !self.baseline.knows(finding),
            }
    }

    /// How many findings the baseline removed.
    pub fn known(&self) -> usize {
        self.known
    }

    /// How many findings of the baseline were not found.
    pub fn gone(&self) -> usize {
        self.baseline.len()
    }
}

/// An error for each unknown code in `checks`.
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
