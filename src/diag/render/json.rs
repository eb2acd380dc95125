//! One JSON object a line. Lines and columns count from 1, columns in code points; the end is
//! exclusive; what is not known is null.

use serde_json::json;

use super::Finding;

pub(super) fn line(finding: &Finding) -> String {
    let place = finding.file.as_ref().and_then(|file| file.place.as_ref());
    let object = json!({
        "code": finding.code,
        "severity": finding.severity_name(),
        "message": finding.sentence(),
        "path": finding.file.as_ref().map(|file| file.path),
        "line": place.map(|p| p.start.line),
        "column": place.map(|p| p.start.column),
        "end_line": place.map(|p| p.end.line),
        "end_column": place.map(|p| p.end.column),
        "help": finding.help,
    });
    format!("{object}\n")
}
