//! The baseline: known warnings of a handbook, so that only new ones are reported.
//!
//! It is the project's file [`FILE`]. A finding is recognised by code, file and message, which hold no line numbers,
//! so it stays known while its file is edited elsewhere. It never holds errors, notes, or what `checks` makes an
//! error.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::diag::{Code, Diagnostic, Severity, Span, Text};

/// Where a project keeps it.
pub const FILE: &str = "gangwei-baseline.json";
const VERSION: u64 = 1;

/// Code, path and English message.
type KnownFinding = (String, String, String);

/// Known findings, each with its number.
#[derive(Clone, Debug, Default)]
pub struct Baseline(BTreeMap<KnownFinding, u64>);

impl Baseline {
    /// The baseline of findings: their warnings.
    pub fn of(findings: &[Diagnostic]) -> Baseline {
        let mut known = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.severity == Severity::Warning) {
            *known.entry(key(finding)).or_default() += 1;
        }
        Baseline(known)
    }

    /// The file's text: one finding on each line, sorted, so that differences are easy to read.
    pub fn write(&self) -> String {
        let findings: Vec<String> = self
            .0
            .iter()
            .map(|((code, path, message), count)| {
                format!("    {}", json!({"code": code, "path": path, "message": message, "count": count}))
            })
            .collect();
        let body =
            if findings.is_empty() { String::new() } else { format!("\n{}\n  ", findings.join(",\n")) };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{body}]\n}}\n")
    }

    /// The baseline of a file's text, or what is wrong with it.
    pub(super) fn read(path: &Arc<str>, text: &str) -> Result<Baseline, Diagnostic> {
        Baseline::parse(text).map_err(|(at, reason)| broken(path, at, &reason))
    }

    /// The baseline of a text, or the place and reason of an error.
    fn parse(text: &str) -> Result<Baseline, (usize, String)> {
        let file: Value =
            serde_json::from_str(text).map_err(|error| (offset(text, &error), error.to_string()))?;
        if file["version"] != VERSION {
            return Err((0, format!("\"version\" is not {VERSION}")));
        }
        let findings = file["findings"].as_array().ok_or((0, "\"findings\" is no list".to_owned()))?;
        let mut known = BTreeMap::new();
        for finding in findings {
            let text = |name: &str| finding[name].as_str().map(str::to_owned);
            let key = text("code").zip(text("path")).zip(text("message"));
            let ((code, path), message) = key.ok_or((0, format!("not a finding: {finding}")))?;
            *known.entry((code, path, message)).or_default() += finding["count"].as_u64().unwrap_or(1);
        }
        Ok(Baseline(known))
    }

    /// Whether the finding is known. Each known finding is used once.
    pub fn takes(&mut self, finding: &Diagnostic) -> bool {
        if self.0.is_empty() {
            return false;
        }
        match self.0.get_mut(&key(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// Whether the finding is known and was not used yet.
    pub fn knows(&self, finding: &Diagnostic) -> bool {
        !self.0.is_empty() && self.0.get(&key(finding)).is_some_and(|count| *count > 0)
    }

    /// How many of its findings were not used yet.
    pub fn len(&self) -> usize {
        self.0.values().sum::<u64>() as usize
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn key(finding: &Diagnostic) -> KnownFinding {
    let path = finding.place.as_ref().map_or("", |place| &*place.path);
    (finding.code.name().to_owned(), path.to_owned(), finding.message.en.clone())
}

/// serde_json counts lines from 1, and columns in bytes.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let before = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    text.floor_char_boundary(before + error.column().saturating_sub(1))
}

fn broken(path: &Arc<str>, at: usize, reason: &str) -> Diagnostic {
    let message = Text::new("基线文件已损坏，从这里起读不下去", format!("the baseline is damaged: {reason}"));
    let help = Text::new(
        "用 gangwei check --write-baseline 重新生成",
        "write it anew with gangwei check --write-baseline",
    );
    Diagnostic::new(Code::E405, message).at(path, Span { start: at, end: at }).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warning(path: &str, message: &str) -> Diagnostic {
        Diagnostic::new(Code::W201, Text::new("重复", message)).in_file(&path.into())
    }

    #[test]
    fn a_finding_is_known_as_often_as_it_was_there() {
        let known = Baseline::of(&[warning("a.yaml", "x"), warning("a.yaml", "x"), warning("b.yaml", "y")]);
        let mut read = Baseline::parse(&known.write()).unwrap();
        assert_eq!(read.len(), 3);
        assert!(read.takes(&warning("a.yaml", "x")));
        assert!(read.takes(&warning("a.yaml", "x")));
        assert!(!read.takes(&warning("a.yaml", "x")), "a third one is new");
        assert!(!read.takes(&warning("b.yaml", "x")));
        assert_eq!(read.len(), 1);
        assert_eq!(Baseline::parse(&Baseline::default().write()).unwrap().len(), 0);
    }

    #[test]
    fn errors_are_never_in_it() {
        let error = Diagnostic::new(Code::E012, Text::new("错", "wrong")).in_file(&"a.yaml".into());
        assert!(Baseline::of(&[error]).is_empty());
    }

    #[test]
    fn what_is_no_baseline_is_told_with_its_place() {
        assert_eq!(Baseline::parse("{\n  x").unwrap_err().0, 4);
        for text in ["[]", "{}", "{\"version\": 1}", "{\"version\": 1, \"findings\": [1]}"] {
            assert!(Baseline::parse(text).is_err(), "{text}");
        }
    }
}
