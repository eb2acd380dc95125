//! The table of all codes, which the documentation shows (`docs/codes.md`).

use std::fmt::Write;

use super::chapters::chapters;
use crate::diag::Severity;

/// All codes in Markdown, chapter by chapter: code, severity, both titles, and what mends it in short.
pub fn table() -> String {
    let mut out = String::from("# 诊断代码 · Diagnostic codes\n\n");
    out.push_str(
        "`gangwei explain 代码` 说明原因和改法，并举例。`gangwei explain CODE` tells cause and cure, with an example.\n\
         ● 可在 `handbook.yaml` 的 `检查`（`checks`）里调整：`检查: {W201: off}`。\
         The weight of those with ● can be changed in `checks`.\n",
    );
    for chapter in chapters() {
        let _ = write!(out, "\n## {} · {}\n\n", chapter.title.0, chapter.title.1);
        out.push_str(
            "| 代码 Code | 轻重 Severity | 说明 | Meaning | 改法 | Cure |\n|---|---|---|---|---|---|\n",
        );
        for explanation in &chapter.explanations {
            let severity = match explanation.code.severity() {
                Severity::Error => "错误 error",
                Severity::Warning if explanation.code.is_weighable() => "警告 warning ●",
                Severity::Warning => "警告 warning",
                Severity::Note => "提示 note ●",
            };
            let cells = [
                explanation.code.name(),
                severity,
                explanation.title.0,
                explanation.title.1,
                explanation.cure.0,
                explanation.cure.1,
            ]
            .map(cell);
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    out
}

/// A cell's text. Outside of code, what would be HTML or a link of Markdown is escaped.
fn cell(text: &str) -> String {
    let outside_code =
        |part: &str| part.replace('&', "&amp;").replace('<', "&lt;").replace('[', "\\[").replace('*', "\\*");
    let parts = text.replace('|', "\\|");
    let parts = parts.split('`').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 0 { outside_code(part) } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_no_markup() {
        assert_eq!(cell("a|b <p> `<p> [x]` [x]"), "a\\|b &lt;p> `<p> [x]` \\[x]");
    }

    #[test]
    fn every_code_has_its_line() {
        let table = table();
        for explanation in super::super::explanations() {
            assert_eq!(
                table.matches(&format!("\n| {} |", explanation.code)).count(),
                1,
                "{}",
                explanation.code
            );
        }
    }
}
