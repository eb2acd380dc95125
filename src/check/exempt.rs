//! Finds the parts of a text whose marks must not change: addresses, paths, function calls, and brackets that a program
//! may read.

use std::ops::Range;

/// The parts in order; one may be inside another.
pub(super) fn exempt(text: &str) -> Vec<Range<usize>> {
    let visible = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}');
    if visible.starts_with(['[', '{']) {
        return std::iter::once(0..text.len()).collect();
    }
    let starts = text.char_indices().filter_map(|(at, _)| {
        let (before, rest) = (&text[..at], &text[at..]);
        let after_letter = before.ends_with(|c: char| c.is_ascii_alphabetic());
        let scheme = after_letter && (rest.starts_with("://") || rest.starts_with(":\\"));
        if scheme || rest.starts_with("\\\\") || rest.starts_with("www.") {
            return Some(at..at + address(rest));
        }
        (rest.starts_with('(') && after_letter).then(|| at..at + call(rest))
    });
    starts.collect()
}

/// An address or a path ends at white space, and at full-width marks.
fn address(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || "，。；：、！？（）《》“”‘’【】".contains(c))
        .unwrap_or(text.len())
}

/// Up to the bracket that closes the first one, or to the end.
fn call(text: &str) -> usize {
    let mut open = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_paths_and_calls_are_exempt() {
        let of = |text: &'static str| exempt(text).into_iter().map(|at| &text[at]).collect::<Vec<_>>();
        assert_eq!(of("见http://a.cn/甲,乙?丙=1;丁 和表"), ["://a.cn/甲,乙?丙=1;丁"]);
        assert_eq!(of("存D:\\人力(新)\\表,1.xlsx，备份"), [":\\人力(新)\\表,1.xlsx"]);
        assert_eq!(of("共享\\\\库\\甲,乙"), ["\\\\库\\甲,乙"]);
        assert_eq!(of("用VLOOKUP(甲,IF(乙,1),0)核对,汇总"), ["(甲,IF(乙,1),0)", "(乙,1)"]);
        assert_eq!(of("\u{200b}[甲, 乙]"), ["\u{200b}[甲, 乙]"]);
        assert!(of("请假,出差(含培训)须报备").is_empty());
    }
}
