//! One line a finding, for editors and scripts: `path:line:col: severity[code]: message; help`, all in the
//! language of messages.

use std::fmt::Write;

use super::finding::Notice;
use super::visible::one_line;
use crate::diag::Lang;

pub(super) fn line(finding: &Notice) -> String {
    let mut line = String::new();
    if let Some(file) = &finding.file {
        let _ = write!(line, "{}: ", file.point());
    }
    let sentence = finding.sentence_with_related();
    let _ = write!(line, "{}[{}]: {sentence}", finding.severity.word(finding.lang), finding.code);
    if let Some(help) = finding.help {
        let semicolon = match finding.lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        };
        let _ = write!(line, "{semicolon}{help}");
    }
    one_line(&line).into_owned() + "\n"
}
