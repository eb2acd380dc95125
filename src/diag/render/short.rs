//! One line a finding, for editors and scripts: `path:line:col: severity[code]: message; help`.

use std::fmt::Write;

use super::Finding;

pub(super) fn line(finding: &Finding) -> String {
    let mut line = String::new();
    if let Some(file) = &finding.file {
        line.push_str(file.path);
        line.push(':');
        if let Some(place) = &file.place {
            let _ = write!(line, "{}:{}:", place.start.line, place.start.column);
        }
        line.push(' ');
    }
    let _ = write!(line, "{}[{}]: {}", finding.severity_name(), finding.code, finding.sentence());
    if let Some(help) = finding.help {
        let _ = write!(line, "; {help}");
    }
    one_line(&line) + "\n"
}

/// Control characters would break the line, or play tricks on a terminal.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
