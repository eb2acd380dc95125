//! All chapters of the catalogue, and where to find a code in them.

use std::sync::LazyLock;

use super::explanation::{Chapter, Explanation};
use super::read;
use crate::diag::Code;

/// The files of this folder, as a build meets their subjects.
const FILES: [&str; 9] = [
    include_str!("data.md"),
    include_str!("template.md"),
    include_str!("markup.md"),
    include_str!("styles.md"),
    include_str!("output.md"),
    include_str!("organisation.md"),
    include_str!("layout.md"),
    include_str!("set.md"),
    include_str!("office.md"),
];

/// All chapters, as a build meets them. The files are read when they are first asked for.
pub fn chapters() -> &'static [Chapter] {
    static CHAPTERS: LazyLock<Vec<Chapter>> =
        LazyLock::new(|| FILES.into_iter().filter_map(read::chapter).collect());
    &CHAPTERS
}

/// All explanations.
pub fn explanations() -> impl Iterator<Item = &'static Explanation> {
    chapters().iter().flat_map(|chapter| &chapter.explanations)
}

/// The explanation of a code.
pub fn find(code: Code) -> Option<&'static Explanation> {
    explanations().find(|explanation| explanation.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_and_nothing_else() {
        assert!(explanations().map(|explanation| explanation.code).eq(Code::ALL.iter().copied()));
        let headings: usize = FILES.iter().map(|file| file.matches("\n## ").count()).sum();
        assert_eq!((chapters().len(), headings), (FILES.len(), Code::ALL.len()), "an entry cannot be read");
    }

    /// The docstrings of the codes are their titles.
    #[test]
    fn the_table_of_codes_has_the_titles() {
        let table = include_str!("../code.rs");
        for Explanation { code, title, .. } in explanations() {
            let line =
                table.lines().find(|line| line.trim_start().starts_with(code.name())).unwrap_or_default();
            assert!(line.ends_with(&format!(" \"{}\";", title.1)), "{line}");
        }
    }
}
