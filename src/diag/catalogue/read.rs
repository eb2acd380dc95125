//! Reads a file of the catalogue.
//!
//! ```text
//! # 数据 · The data
//!
//! ## E003
//!
//! - 标题：文字里有控制字符
//! - 原因：…
//! - 改法：…
//! - Title: a control character in the text
//! - Cause: …
//! - Cure: …
//! ```
//!
//! An example follows as two blocks of code, called `wrong` and `right`. All other lines are comments.

use super::example::Example;
use super::explanation::{Bilingual, Chapter, Explanation};

/// The chapter of a file; nothing where it has no title. Entries that are not whole are left out, and the tests fail.
pub(super) fn chapter(file: &'static str) -> Option<Chapter> {
    let mut entries = file.split("\n## ");
    let title = entries.next()?.lines().next()?.strip_prefix("# ")?.split_once(" · ")?;
    Some(Chapter { title, explanations: entries.filter_map(explanation).collect() })
}

fn explanation(entry: &'static str) -> Option<Explanation> {
    let (code, text) = entry.split_once('\n')?;
    let line = |name: &str| text.lines().find_map(|line| line.strip_prefix("- ")?.strip_prefix(name));
    let words = |zh: &str, en: &str| -> Option<Bilingual> { Some((line(zh)?, line(en)?)) };
    Some(Explanation {
        code: code.parse().ok()?,
        title: words("标题：", "Title: ")?,
        cause: words("原因：", "Cause: ")?,
        cure: words("改法：", "Cure: ")?,
        example: block(text, "wrong")
            .zip(block(text, "right"))
            .map(|(wrong, right)| Example { wrong, right }),
    })
}

/// The text of a block of code.
fn block(text: &'static str, name: &str) -> Option<&'static str> {
    let (_, rest) = text.split_once(&format!("\n```{name}\n"))?;
    let end = rest.find("\n```")? + 1;
    rest.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    #[test]
    fn entries_are_read_and_comments_are_not() {
        let file = "# 甲 · A\n\n## E003\n\n- 标题：一\n- 原因：二\n- 改法：三\n<!-- x -->\n- Title: a\n- Cause: b\n\
                    - Cure: c\n\n```wrong\na: 1\n\n# b\n```\n\n```right\nb: 2\n```\n\n## E000\n";
        let chapter = chapter(file).unwrap();
        let [explanation] = &chapter.explanations[..] else { panic!("{chapter:?}") };
        assert_eq!(
            (chapter.title, explanation.code, explanation.cause),
            (("甲", "A"), Code::E003, ("二", "b"))
        );
        let Example { wrong, right } = explanation.example.unwrap();
        assert_eq!((wrong, right), ("a: 1\n\n# b\n", "b: 2\n"));
    }
}
