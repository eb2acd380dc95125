//! What a code means, in both languages.

use serde_json::{Value, json};

use super::example::Example;
use crate::diag::{Code, Lang};

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
