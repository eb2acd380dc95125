//! What an import tells of the source: texts without a place, sentences left out, contradictions.

use std::collections::HashSet;

use super::ledger::{Fate, LeftOut};
use super::plain::{is_guidance, is_sentence};
use super::{Imported, SourcePlace, subordinates};
use crate::diag::{Code, Diagnostic, Lang, Span, Text};

impl Imported {
    /// An error for each text that has no place in the data, a warning for each sentence that was left out by rule, both in
    /// reading order; what the source says in two ways, and entries of the mapping that did nothing.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        // The same furniture on each page is told once.
        let mut known = HashSet::new();
        for (order, (fragment, fates)) in self.ledger.fragments().enumerate() {
            for (range, fate) in fates {
                let text = &fragment.text[range.clone()];
                let finding = match fate {
                    Fate::Left(LeftOut::Unplaced) => unplaced(&fragment.place, text),
                    Fate::Left(reason) if is_doubtful(*reason, text) && known.insert(text.trim()) => {
                        sentence(&fragment.place, text, *reason)
                    }
                    _ => continue,
                };
                findings.push(finding.at(&fragment.place.file, Span { start: order, end: order }));
            }
        }
        findings.extend(subordinates::compare(&self.positions));
        findings.extend(self.unmatched.iter().cloned());
        findings
    }
}

/// Whether a text that is left out by rule may be content: it is a sentence, and no guidance by its words.
fn is_doubtful(reason: LeftOut, text: &str) -> bool {
    match reason {
        LeftOut::Furniture | LeftOut::Computed => is_sentence(text),
        LeftOut::Guidance => is_sentence(text) && !is_guidance(text),
        _ => false,
    }
}

fn unplaced(place: &SourcePlace, text: &str) -> Diagnostic {
    let (zh, en, shown) = (place.zh(), place.en(), shortened(text));
    let message = Text::new(
        format!("{zh}的文字没有归到任何一项：“{shown}”"),
        format!("{en}: no label explains “{shown}”"),
    );
    Diagnostic::new(Code::E612, message).with_help(Text::new(
        "补进相应岗位的 YAML；整行没有认出的，在 import.yaml 里写明标签归到哪一项，再导入一次",
        "put it into the YAML of its position; if a label was not known, map it in import.yaml and import again",
    ))
}

fn sentence(place: &SourcePlace, text: &str, reason: LeftOut) -> Diagnostic {
    let (zh, en, shown) = (place.zh(), place.en(), shortened(text));
    let message = Text::new(
        format!("{zh}的一句话按规则略去（{}）：“{shown}”", reason.words(Lang::Zh)),
        format!("{en}: a sentence is left out ({}): “{shown}”", reason.words(Lang::En)),
    );
    Diagnostic::new(Code::W615, message)
}

/// The beginning of a text, for messages.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let shown: String = text.chars().take(MOST).collect();
    if shown.len() < text.len() { shown + "…" } else { shown }
}
