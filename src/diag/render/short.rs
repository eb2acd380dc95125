//! One line a finding, for editors and scripts: `path:line:col: severity[code]: message; help`.

use std::fmt::Write;

use super::Finding;
use super::visible::one_line;

pub(super) fn line(finding: &Finding) -> String {
    let mut line = String::new();
    if let Some(file) = &finding.file {
        let _ = write!(line, "{}: ", file.point());
    }
    let sentence = finding.sentence_with_related();
    let _ = write!(line, "{}[{}]: {sentence}", finding.severity.name(), finding.code);
    if let Some(help) = finding.help {
        let _ = write!(line, "; {help}");
    }
    one_line(&line).into_owned() + "\n"
}
