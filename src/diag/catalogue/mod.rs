//! Every code that a finding can have: why it is told, what mends it, and an example.
//!
//! `gangwei explain`, the table of codes and the rules of a SARIF log read it. Codes are stable:
//! one that is gone is not given again.
//!
#![doc = include_str!("../../../docs/codes.md")]

mod data;
mod example;
mod layout;
mod markup;
mod organisation;
mod output;
mod set;
mod styles;
mod table;
mod template;

use serde_json::{Value, json};

use crate::diag::{Lang, Severity};

pub use example::Example;
pub use table::table;

/// What a code means.
#[derive(Debug)]
pub struct Rule {
    /// `E…` for an error, `W…` for a warning or a note.
    pub code: &'static str,
    /// How grave it is unless the handbook's `checks` say otherwise.
    pub severity: Severity,
    /// In a few words, for tables.
    pub title: Words,
    /// What brings it about, and why it matters.
    pub cause: Words,
    /// What mends it.
    pub cure: Words,
    /// A project that has it, and the same one mended.
    pub example: Option<Example>,
}

/// Chinese and English.
pub type Words = (&'static str, &'static str);

/// The words in one of the languages.
pub fn choose(words: Words, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => words.0,
        Lang::En => words.1,
    }
}

const fn rule(code: &'static str, title: Words, cause: Words, cure: Words) -> Rule {
    let severity = match code.as_bytes().first() {
        Some(b'W') => Severity::Warning,
        _ => Severity::Error,
    };
    Rule { code, severity, title, cause, cure, example: None }
}

impl Rule {
    const fn example(self, wrong: &'static str, right: &'static str) -> Rule {
        Rule { example: Some(Example { wrong, right }), ..self }
    }

    const fn note(self) -> Rule {
        Rule { severity: Severity::Note, ..self }
    }

    /// Whether the handbook's `checks` may change how much it weighs. What stops the reading of the
    /// data, and what `template check` tells of a template set, it may not.
    pub fn is_weighable(&self) -> bool {
        self.code.starts_with('W') && !self.code.starts_with("W51") && self.code != "W520"
    }

    /// All of it as one line of JSON, in one language.
    pub fn json(&self, lang: Lang) -> String {
        let files = |text: &str| -> Value {
            Example::files(text).into_iter().map(|(path, text)| json!({"path": path, "text": text})).collect()
        };
        let example =
            |example: Example| json!({"wrong": files(example.wrong), "right": files(example.right)});
        let object = json!({
            "code": self.code,
            "severity": self.severity.name(),
            "title": choose(self.title, lang),
            "cause": choose(self.cause, lang),
            "cure": choose(self.cure, lang),
            "checks": self.is_weighable(),
            "example": self.example.map(example),
        });
        format!("{object}\n")
    }
}

/// Rules of one subject.
#[derive(Debug)]
pub struct Group {
    /// What they are about.
    pub title: Words,
    /// In the order of their codes, errors first.
    pub rules: &'static [Rule],
}

/// All subjects, as a build meets them.
pub const GROUPS: &[Group] = &[
    Group { title: ("数据", "The data"), rules: data::RULES },
    Group { title: ("模板和版式文件", "Templates and their set"), rules: template::RULES },
    Group { title: ("标记", "Markup"), rules: markup::RULES },
    Group { title: ("样式表", "Style sheets"), rules: styles::RULES },
    Group { title: ("字体、设置和输出", "Fonts, settings and output"), rules: output::RULES },
    Group { title: ("整个组织", "The organisation"), rules: organisation::RULES },
    Group { title: ("页数", "Page budgets"), rules: layout::RULES },
    Group { title: ("版式检查（template check）", "What template check tells"), rules: set::RULES },
];

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.rules)
}

/// The rule of a code.
pub fn find(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code == code)
}
