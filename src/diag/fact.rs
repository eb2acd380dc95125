//! Findings as plain data in both languages, for files that outlive a run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Diagnostic, LineIndex, Sources, Text};

/// A finding with its place worked out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fact {
    /// As [`World`](crate::world::World) names it, so that no folder of this machine is in it.
    pub path: Option<String>,
    /// From 1.
    pub line: Option<usize>,
    /// From 1, in code points.
    pub column: Option<usize>,
    /// Such as `E012`.
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    /// What was found.
    pub message: Sentence,
}

/// What is wrong, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sentence {
    pub zh: String,
    pub en: String,
}

/// The findings in a fixed order, each once.
pub fn facts(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Fact> {
    let mut lines: BTreeMap<&str, LineIndex> = BTreeMap::new();
    let mut facts: Vec<Fact> =
        diagnostics.iter().map(|diagnostic| fact(diagnostic, sources, &mut lines)).collect();
    facts.sort();
    facts.dedup();
    facts
}

fn fact<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    lines: &mut BTreeMap<&'a str, LineIndex<'a>>,
) -> Fact {
    let path = diagnostic.place.as_ref().map(|place| &*place.path);
    let span = diagnostic.place.as_ref().and_then(|place| place.span);
    let text = path.and_then(|path| sources.text(path));
    let start = span.zip(path).zip(text).map(|((span, path), text)| {
        lines.entry(path).or_insert_with(|| LineIndex::new(text)).position(span.start)
    });
    let Text { zh, en } = &diagnostic.message;
    let message = match &diagnostic.label {
        Some(label) => Sentence { zh: format!("{zh}，{}", label.zh), en: format!("{en}, {}", label.en) },
        None => Sentence { zh: zh.clone(), en: en.clone() },
    };
    Fact {
        path: path.map(str::to_owned),
        line: start.map(|start| start.line),
        column: start.map(|start| start.column),
        code: diagnostic.code.name().to_owned(),
        severity: diagnostic.severity.name().to_owned(),
        message,
    }
}
