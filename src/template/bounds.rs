//! Checks a set's texts against limits that the engine itself does not check.
//!
//! minijinja compiles a chain of operators, filters or `elif` by recursion, one level for each link, and counts lines
//! and columns in 16 bits. A text within these limits overflows neither its stack ([`on_stack`]) nor its numbers.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Span, Text};

/// The largest template or style sheet, in bytes.
const LARGEST: usize = 1 << 20;
/// The most lines of a template, and the most bytes of one.
const MOST_LINES: usize = 65_000;
const LONGEST_LINE: usize = 65_000;
/// The longest `{{ … }}` or `{% … %}`, in bytes.
const LONGEST_TAG: usize = 4_000;
/// The most `elif` and `else` of a template.
const MOST_BRANCHES: usize = 1_000;
/// Enough for a tag of nothing but operators, and for the most branches.
pub(super) const STACK: usize = 64 << 20;

/// What is wrong with a text of a set before it is compiled.
pub(super) fn check(path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let (zh, en, at) = if text.len() > LARGEST { too_large() } else { check_template(path, text)? };
    let finding = Diagnostic::new(Code::E118, Text::new(zh, en));
    Some(match at {
        Some(span) => finding.at(path, span),
        None => finding.in_file(path),
    })
}

type TemplateFault = (String, String, Option<Span>);

fn too_large() -> TemplateFault {
    let limit = LARGEST >> 20;
    (format!("文件超过 {limit} MB"), format!("the file is larger than {limit} MB"), None)
}

fn check_template(path: &str, text: &str) -> Option<TemplateFault> {
    if !path.ends_with(".html") {
        return None;
    }
    let at = |range: Range<usize>| Some(Span { start: range.start, end: range.end });
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        // The place is the line's beginning, because the line is too long for an excerpt.
        if number >= MOST_LINES {
            let (zh, en) = (
                format!("模板超过 {MOST_LINES} 行"),
                format!("the template has more than {MOST_LINES} lines"),
            );
            return Some((zh, en, at(start..start)));
        }
        if line.len() > LONGEST_LINE {
            let (zh, en) = (
                format!("这一行超过 {LONGEST_LINE} 字节"),
                format!("this line is longer than {LONGEST_LINE} bytes"),
            );
            return Some((zh, en, at(start..start)));
        }
        start += line.len();
    }
    let mut branches = 0;
    for tag in tags(text) {
        if tag.len() > LONGEST_TAG {
            let (zh, en) = (
                format!("这个标签超过 {LONGEST_TAG} 字节"),
                format!("this tag is longer than {LONGEST_TAG} bytes"),
            );
            return Some((zh, en, at(tag.start..tag.start + 2)));
        }
        branches += usize::from(is_branch(&text[tag.clone()]));
        if branches > MOST_BRANCHES {
            let (zh, en) = (
                format!("模板里的 elif 和 else 超过 {MOST_BRANCHES} 个"),
                format!("the template has more than {MOST_BRANCHES} `elif` and `else`"),
            );
            return Some((zh, en, at(tag)));
        }
    }
    None
}

/// The bytes of each `{{ … }}` and `{% … %}`. One that is not closed ends with the text.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find('{')?;
            let close = match text.as_bytes().get(start + 1) {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                Some(b'#') => {
                    at = text[start..].find("#}").map_or(text.len(), |end| start + end + 2);
                    continue;
                }
                _ => {
                    at = start + 1;
                    continue;
                }
            };
            at = end_of_tag(text, start + 2, close);
            return Some(start..at);
        }
    })
}

/// Where a tag ends whose content begins at `at`. Marks in quoted text do not close it.
fn end_of_tag(text: &str, mut at: usize, close: &str) -> usize {
    let bytes = text.as_bytes();
    let mut quote = None;
    while let Some(&byte) = bytes.get(at) {
        match quote {
            None if bytes[at..].starts_with(close.as_bytes()) => return at + close.len(),
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            Some(_) if byte == b'\\' => at += 1,
            Some(open) if byte == open => quote = None,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

fn is_branch(tag: &str) -> bool {
    let word = tag.trim_start_matches(['{', '%', '-', '+']).trim_start();
    word.starts_with("elif") || word.starts_with("else")
}

/// Does the work on a stack that is large enough for any text within these limits.
pub(super) fn on_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(value)) => value,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // Without threads, the work is done on the stack at hand.
            Err(_) => work(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn told(text: &str) -> Option<(String, usize)> {
        let finding = check(&"t/p.html".into(), text)?;
        Some((finding.message.en, finding.place?.span.map_or(0, |span| span.start)))
    }

    #[test]
    fn what_the_engine_could_not_bear_is_told_at_its_place() {
        let told = |text: &str| told(text).unwrap();
        let long = "1+".repeat(2_000);
        assert_eq!(
            told(&format!("<p>{{{{ {long}1 }}}}</p>")),
            ("this tag is longer than 4000 bytes".into(), 3)
        );
        assert_eq!(told(&format!("x{{# {{{{ #}}{{% if {long}")).1, 9, "not closed, after a comment");
        assert_eq!(
            told(&format!("{{{{ '}}}}' ~ \"\\\"}}}}\" ~ {long} }}}}")).1,
            0,
            "quoted marks do not close it"
        );
        let branches = "{%- elif 0 %}".repeat(1_001);
        assert_eq!(told(&branches), ("the template has more than 1000 `elif` and `else`".into(), 13 * 1_000));
        assert_eq!(told(&"\n".repeat(65_001)), ("the template has more than 65000 lines".into(), 65_000));
        let line = format!("\n{}", "x".repeat(65_001));
        assert_eq!(told(&line), ("this line is longer than 65000 bytes".into(), 1));
        assert_eq!(told(&"x\n".repeat(1 << 19 | 1)), ("the file is larger than 1 MB".into(), 0));
    }

    #[test]
    fn what_keeps_the_limits_is_not_told() {
        let text = format!("{{{{ '{}' }}}} {{ {{# {} #}}", "x".repeat(3_900), "{{ ".repeat(2_000));
        assert_eq!(told(&text), None);
        assert_eq!(told(&"{{ x }}\n".repeat(60_000)), None);
    }
}
