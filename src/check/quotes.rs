//! Finds Chinese quotation marks around a value, used as if they were YAML's; they would be printed.
//!
//! Names, short values, labels, lists whose items all have such marks, and texts that need YAML's marks (“>95%”) are
//! reported. A sentence in marks may be a real quotation.

use super::written::{WrittenText, stays_text};
use crate::diag::{Code, Diagnostic, Edit, Sources, Text};
use crate::model::{Str, is_quote};

/// `is_name` says whether the text is a name.
pub(super) fn check(sources: &Sources, text: &Str, is_name: bool) -> Option<Diagnostic> {
    let (marks, inner) = within_marks(text)?;
    let needed = !stays_text(inner);
    if !is_name && !needed && !is_figure(inner) {
        return None;
    }
    let message = Text::new(
        format!("“{inner}”外面的中文引号不是 YAML 的引号，会照样印出"),
        format!("the Chinese quotation marks around “{inner}” are none of YAML's, and will be printed"),
    );
    let help = match needed {
        false => Text::new("删去这对引号", "delete them"),
        true => {
            Text::new(format!("改用半角引号，写成 '{inner}'"), format!("write half-width ones: '{inner}'"))
        }
    };
    let finding = text.blame(Diagnostic::new(Code::W223, message)).with_help(help);
    Some(Diagnostic { fix: edits(sources, text, marks, inner).unwrap_or_default(), ..finding })
}

/// Reports the items of a list if all of them are in marks, or if they are in brackets, where quotations are unusual. A
/// single item, or an item of `prose`, may be a quotation.
pub(super) fn of_list(sources: &Sources, list: &[&Str], prose: bool) -> Vec<Diagnostic> {
    let in_marks = list.iter().filter(|text| within_marks(text).is_some()).count();
    let all = list.len() > 1 && in_marks == list.len() && !prose;
    let told = list.iter().filter(|text| in_marks > 0 && (all || is_in_brackets(sources, text)));
    told.filter_map(|text| check(sources, text, true)).collect()
}

/// Whether a text is an item of `[…]`.
pub(super) fn is_in_brackets(sources: &Sources, text: &Str) -> bool {
    let before = sources.text(&text.path).and_then(|source| source.get(..text.span().start));
    before.is_some_and(|before| before.trim_end().ends_with(['[', ',']))
}

/// The marks around a text without other marks, and the text between them.
fn within_marks(text: &str) -> Option<([char; 2], &str)> {
    let text = text.trim();
    let first = text.chars().next().filter(|c| is_quote(*c))?;
    let last = text.chars().next_back().filter(|c| is_quote(*c))?;
    let inner = text.get(first.len_utf8()..text.len().checked_sub(last.len_utf8())?)?;
    // Half-width marks on both sides are intended, since they are quoted themselves.
    let chinese = !first.is_ascii() || !last.is_ascii();
    let whole = chinese && !inner.trim().is_empty() && inner.chars().count() <= 60;
    (whole && !inner.contains(is_quote) && !inner.contains('\n')).then_some(([first, last], inner))
}

/// Whether it is a figure (40%, ≥95, 2026-01-01), which is never a quotation.
fn is_figure(text: &str) -> bool {
    text.chars().count() <= 12
        && text.chars().all(|c| c.is_ascii_digit() || "%％.．-/～~≥≤＞＜><=± 年月日".contains(c))
}

fn edits(sources: &Sources, text: &Str, [first, last]: [char; 2], inner: &str) -> Option<Vec<Edit>> {
    let written = WrittenText::find(sources, text)?;
    let with = if written.is_plain() && !stays_text(inner) { "'" } else { "" };
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let edits = [
        written.replace(&(start..start + first.len_utf8()), with)?,
        written.replace(&(end - last.len_utf8()..end), with)?,
    ];
    Some(edits.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_the_whole_text_only() {
        for (text, inner) in [("“总经理”", "总经理"), (" ‘>95%’ ", ">95%"), ("“甲\"", "甲"), ("＂甲＂", "甲")]
        {
            assert_eq!(within_marks(text).map(|(_, inner)| inner), Some(inner), "{text}");
        }
        for text in ["“甲”和“乙”", "“甲”乙", "'甲'", "“”", "“", "甲", "“甲“乙””"]
        {
            assert_eq!(within_marks(text), None, "{text}");
        }
        assert!(is_figure("≥95%") && !is_figure("安全第一"));
    }
}
