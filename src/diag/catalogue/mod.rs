//! Every code that a finding can have: why it is told, what mends it, and an example.
//!
//! `gangwei explain`, the table in the documentation and the rules of a SARIF log read it.
//! Codes are stable: one that is gone is not given again.

mod data;
mod layout;
mod organisation;

/// What a code means.
#[derive(Debug)]
pub struct Rule {
    /// `E…` for an error, `W…` for a warning.
    pub code: &'static str,
    /// In a few words, for tables.
    pub title: Words,
    /// What brings it about, and why it matters.
    pub cause: Words,
    pub cure: Words,
    pub example: Option<Example>,
}

/// Chinese and English.
pub type Words = (&'static str, &'static str);

/// Files that bring a finding about, and the same files mended.
///
/// Several files are parted by lines such as `# handbook.yaml` or `# 市场部/销售员.yaml`; a text
/// that does not begin with such a line is one position's file.
#[derive(Debug)]
pub struct Example {
    pub wrong: &'static str,
    pub right: &'static str,
}

const fn rule(code: &'static str, title: Words, cause: Words, cure: Words) -> Rule {
    Rule { code, title, cause, cure, example: None }
}

impl Rule {
    const fn example(self, wrong: &'static str, right: &'static str) -> Rule {
        Rule { example: Some(Example { wrong, right }), ..self }
    }

    /// Whether the handbook's `checks` may change how much it weighs. What stops the reading of the
    /// data, and what `template check` tells of a template set, it may not.
    pub fn is_weighable(&self) -> bool {
        self.code.starts_with('W') && !self.code.starts_with("W51") && self.code != "W520"
    }
}

/// The tables, each in the order of its codes.
const TABLES: &[&[Rule]] = &[data::RULES, organisation::RULES, layout::RULES];

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten()
}

/// The rule of a code.
pub fn find(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code == code)
}
