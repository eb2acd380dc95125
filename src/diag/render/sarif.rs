//! A SARIF 2.1.0 log with one run, for code-scanning services.
//!
//! Section numbers are those of the OASIS standard, SARIF 2.1.0 plus errata 01.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::finding::{Located, Notice, Spot};
use super::visible::visible_json;
use crate::diag::catalogue::{self, Explanation, choose};
use crate::diag::{Code, Lang};

/// `handbook` is the file that a finding without one is shown at: GitHub refuses a whole log for a result
/// that has no location.
pub(super) fn render(findings: &[Notice], handbook: &str, lang: Lang) -> String {
    let language = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en-US",
    };
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| descriptor(*code, lang)).collect();
    let mut fingerprints = Fingerprints::default();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let index = codes.binary_search(&finding.code).unwrap_or_default();
            result(finding, handbook, index, &fingerprints.next(finding))
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "language": language,
                "rules": rules,
            }},
            "language": language,
            // §3.14.17: our columns are code points, not the default UTF-16 units.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    visible_json(&format!("{log:#}\n")).into_owned()
}

/// What the catalogue says of a code (§3.49).
fn descriptor(code: Code, lang: Lang) -> Value {
    let Some(explanation) = catalogue::find(code) else { return json!({"id": code.name()}) };
    json!({
        "id": code.name(),
        "shortDescription": {"text": choose(explanation.title, lang)},
        "fullDescription": {"text": choose(explanation.cause, lang)},
        "help": {"text": choose(explanation.cure, lang), "markdown": markdown(explanation, lang)},
        "defaultConfiguration": {"level": code.severity().name()},
    })
}

fn markdown(explanation: &Explanation, lang: Lang) -> String {
    let cure = choose(explanation.cure, lang);
    let Some(example) = &explanation.example else { return cure.to_owned() };
    let (wrong, right) = match lang {
        Lang::Zh => ("错误", "改正后"),
        Lang::En => ("Wrong", "Right"),
    };
    format!("{cure}\n\n{wrong}:\n\n```\n{}```\n\n{right}:\n\n```\n{}```\n", example.wrong, example.right)
}

fn result(finding: &Notice, handbook: &str, rule: usize, fingerprint: &str) -> Value {
    let text = match finding.help {
        Some(help) => format!("{}\n{help}", finding.sentence()),
        None => finding.sentence(),
    };
    let whole = Spot { path: handbook, place: None };
    let mut result = json!({
        "ruleId": finding.code.name(),
        "ruleIndex": rule,
        "level": finding.severity.name(),
        "message": {"text": text},
        "locations": [location(finding.file.as_ref().unwrap_or(&whole))],
        "partialFingerprints": {"gangwei/v1": fingerprint},
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().zip(1..).map(|((file, label), id)| {
            let mut related = location(file);
            related["id"] = json!(id);
            related["message"] = json!({"text": label});
            related
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(changes) = changes(finding) {
        let description = finding.help.unwrap_or(finding.message);
        result["fixes"] = json!([{"description": {"text": description}, "artifactChanges": changes}]);
    }
    result
}

/// What mends it, file by file (§3.56); nothing where a place is not known.
fn changes(finding: &Notice) -> Option<Vec<Value>> {
    let mut files: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (file, text) in &finding.fix {
        let deleted = region(file.place.as_ref()?);
        let replacement = json!({"deletedRegion": deleted, "insertedContent": {"text": text}});
        files.entry(file.path).or_default().push(replacement);
    }
    let change =
        |(path, replacements)| json!({"artifactLocation": artifact(path), "replacements": replacements});
    Some(files.into_iter().map(change).collect()).filter(|changes: &Vec<Value>| !changes.is_empty())
}

fn location(file: &Spot) -> Value {
    let mut physical = json!({"artifactLocation": artifact(file.path)});
    if let Some(place) = &file.place {
        physical["region"] = region(place);
    }
    json!({"physicalLocation": physical})
}

fn region(place: &Located) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

/// A path as typed. One that begins in the current folder is relative to the checkout, which the
/// services that read the log call `%SRCROOT%` (§3.4.4); any other is a `file:` address.
fn artifact(path: &str) -> Value {
    let drive = path.as_bytes().get(1) == Some(&b':');
    match (path.starts_with('/'), drive) {
        (true, _) => json!({"uri": format!("file://{}", uri(path))}),
        (false, true) => {
            let (letter, rest) = path.split_at(2);
            json!({"uri": format!("file:///{letter}{}", uri(&rest.replace('\\', "/")))})
        }
        (false, false) => json!({"uri": uri(path), "uriBaseId": "%SRCROOT%"}),
    }
}

/// The path in an address (RFC 3986): every byte outside the unreserved ones and `/` is
/// percent-encoded.
fn uri(path: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    path.bytes().map(|b| if keep(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Fingerprints (§3.27.17), by which services know a finding from an earlier run: code, path and message, without
/// the line, and a number among equal ones.
#[derive(Default)]
struct Fingerprints<'a>(BTreeMap<(Code, &'a str, &'a str), usize>);

impl<'a> Fingerprints<'a> {
    fn next(&mut self, finding: &Notice<'a>) -> String {
        let path = finding.file.as_ref().map_or("", |file| file.path);
        let count = self.0.entry((finding.code, path, finding.message_en)).or_default();
        *count += 1;
        let parts = [finding.code.name(), path, finding.message_en].join("\0");
        format!("{:016x}:{count}", fnv(parts.as_bytes()))
    }
}

/// FNV-1a with 64 bits: the same in every version and on every machine.
fn fnv(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}
