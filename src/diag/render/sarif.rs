//! A SARIF 2.1.0 log with one run, for code-scanning services.

use serde_json::{Value, json};

use super::{File, Finding};

pub(super) fn render(findings: &[Finding]) -> String {
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| json!({"id": code})).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            // §3.14.17: our columns are code points, not the default UTF-16 units.
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<Value>>(),
        }],
    });
    format!("{log:#}\n")
}

fn result(finding: &Finding) -> Value {
    let text = match finding.help {
        Some(help) => format!("{}\n{help}", finding.sentence()),
        None => finding.sentence(),
    };
    json!({
        "ruleId": finding.code,
        "level": finding.severity_name(),
        "message": {"text": text},
        "locations": finding.file.iter().map(location).collect::<Vec<Value>>(),
    })
}

fn location(file: &File) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(file.path)}});
    if let Some(place) = &file.place {
        physical["region"] = json!({
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
        });
    }
    json!({"physicalLocation": physical})
}

/// The path as a relative reference (RFC 3986): every byte outside the unreserved ones and `/`
/// is percent-encoded.
fn uri(path: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    path.bytes().map(|b| if keep(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}
