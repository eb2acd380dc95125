//! Workflow commands of GitHub Actions: `::error file=…,line=…,title=E012::message`.

use std::fmt::Write;

use super::finding::Notice;
use super::visible::visible;
use crate::diag::Severity;

pub(super) fn line(finding: &Notice) -> String {
    let command = match finding.severity {
        Severity::Note => "notice",
        severity => severity.name(),
    };
    let mut line = format!("::{command} ");
    if let Some(file) = &finding.file {
        let _ = write!(line, "file={},", property(file.path));
        if let Some(place) = &file.place {
            let (start, end) = (place.start, place.end);
            let _ = write!(line, "line={},endLine={},col={}", start.line, end.line, start.column);
            // An end column is only allowed where the end is on the first line.
            if start.line == end.line {
                let _ = write!(line, ",endColumn={}", end.column);
            }
            line.push(',');
        }
    }
    let _ = write!(line, "title={}::{}", finding.code, data(&finding.sentence_with_related()));
    if let Some(help) = finding.help {
        let _ = write!(line, "%0A{}", data(help));
    }
    line + "\n"
}

/// Escapes a command's text.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
