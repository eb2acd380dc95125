//! What each code means: why a finding is told, what mends it, and an example.
//!
//! `gangwei explain`, the table of codes and the rules of a SARIF log read it. The texts stand in the Markdown
//! files of this folder, one a subject.
//!
#![doc = include_str!("../../../docs/codes.md")]

mod example;
mod read;
mod table;

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::diag::{Code, Lang};

pub use example::Example;
pub use table::table;

/// What a code means.
#[derive(Debug)]
pub struct Explanation {
    /// What it is about.
    pub code: Code,
    /// In a few words, for tables.
    pub title: Bilingual,
    /// What brings it about, and why it matters.
    pub cause: Bilingual,
    /// What mends it.
    pub cure: Bilingual,
    /// A project that has it, and the same one mended.
    pub example: Option<Example>,
}

/// Chinese and English.
pub type Bilingual = (&'static str, &'static str);

/// The words in one of the languages.
pub fn choose(words: Bilingual, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => words.0,
        Lang::En => words.1,
    }
}

impl Explanation {
    /// All of it as one line of JSON, in one language.
    pub fn json(&self, lang: Lang) -> String {
        let files = |text: &str| -> Value {
            Example::files(text).into_iter().map(|(path, text)| json!({"path": path, "text": text})).collect()
        };
        let example =
            |example: Example| json!({"wrong": files(example.wrong), "right": files(example.right)});
        let object = json!({
            "code": self.code.name(),
            "severity": self.code.severity().name(),
            "title": choose(self.title, lang),
            "cause": choose(self.cause, lang),
            "cure": choose(self.cure, lang),
            "checks": self.code.is_weighable(),
            "example": self.example.map(example),
        });
        format!("{object}\n")
    }
}

/// Explanations of one subject.
#[derive(Debug)]
pub struct Chapter {
    /// What they are about.
    pub title: Bilingual,
    /// In the order of their codes, errors first.
    pub explanations: Vec<Explanation>,
}

/// The files of this folder, as a build meets their subjects.
const FILES: [&str; 8] = [
    include_str!("data.md"),
    include_str!("template.md"),
    include_str!("markup.md"),
    include_str!("styles.md"),
    include_str!("output.md"),
    include_str!("organisation.md"),
    include_str!("layout.md"),
    include_str!("set.md"),
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
