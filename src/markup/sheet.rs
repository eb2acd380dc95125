//! A template set's style sheet, ready for its parts: the rules, and what follows from them once for all.

use std::sync::Arc;

use super::applies::misapplied;
use super::css::{self, Computed, CounterStyles, Declaration, Origin, RuleSet, Value, Variables};
use super::pages;
use super::report::{Problem, Report};
use crate::diag::{Code, Diagnostic, Span, Text, did_you_mean, nearest};
use crate::tree::{PageStyles, Specimens};

/// A template set's style sheet, read once and shared by all its parts.
pub struct StyleSheet {
    pub rules: RuleSet,
    pub variables: Variables,
    pub counters: CounterStyles,
    pub page_styles: Arc<PageStyles>,
    /// The style of `:root`, which all parts' elements inherit from.
    pub root: Arc<Computed>,
    /// Specimens of the named styles, once [`StyleSheet::with_specimens`] has made them.
    pub specimens: Arc<Specimens>,
}

impl StyleSheet {
    /// Reads a sheet. `parameters` are the template set's, usable as `var(--name)`;
    /// they win over custom properties of the same name in `:root`.
    pub fn parse(
        css: &str,
        path: &Arc<str>,
        parameters: &[(String, String)],
    ) -> Result<StyleSheet, Vec<Diagnostic>> {
        let mut report = Report::new(path);
        let mut problems = Vec::new();
        let mut reader = css::Reader::new(parameters);
        reader.read(include_str!("ua.css"), &Arc::from("ua.css"), Origin::Own, &mut problems);
        reader.read(css, path, Origin::Author, &mut problems);
        let css::Reader { variables, rules, pages, counters, .. } = reader;
        let rules = RuleSet::new(rules);
        let root = Arc::new(root(rules.of_root(), &mut problems));
        let page_styles = Arc::new(pages::resolve(&pages, &root, &mut problems));
        let sheet = StyleSheet { rules, variables, counters, page_styles, root, specimens: Arc::default() };
        let unknown =
            sheet.rules.declarations().filter_map(|declaration| sheet.check_names(declaration).err());
        problems.extend(unknown);
        for problem in problems {
            report.problem(problem);
        }
        report.finish(sheet)
    }

    /// The author's rules that no element has had so far: their sheet and their selectors.
    pub fn idle_rules(&self) -> impl Iterator<Item = (Arc<str>, Span)> {
        self.rules.idle().map(|rule| (rule.path.clone(), rule.span))
    }

    fn has_page(&self, name: &str) -> bool {
        self.page_styles.named.iter().any(|(known, _)| **known == *name)
    }

    /// Whether the names that a declaration uses exist.
    pub fn check_names(&self, declaration: &Declaration) -> Result<(), Problem> {
        match declaration.value() {
            Some(Value::ListStyle(name)) if self.counters.get(name).is_none() => {
                Err(self.counters.unknown(name, declaration.span))
            }
            Some(Value::Page(Some(name))) if !self.has_page(name) => {
                let message = Text::new(
                    format!("没有 `@page {name}` 规则"),
                    format!("there is no rule `@page {name}`"),
                );
                let known = self.page_styles.named.iter().map(|(name, _)| &**name);
                let help = did_you_mean(nearest(name, known));
                Err(Problem::new(Code::E227, declaration.span, message).with_hint(help))
            }
            _ => Ok(()),
        }
    }
}

/// The style of the part as a whole, from what is declared for `:root`.
fn root<'r>(
    declarations: impl Iterator<Item = &'r Declaration> + Clone,
    problems: &mut Vec<Problem>,
) -> Computed {
    for problem in declarations.clone().filter_map(|declaration| misapplied(declaration, None)) {
        // A shorthand is one declaration to its author.
        if problems.iter().all(|known| (known.code, known.span) != (problem.code, problem.span)) {
            problems.push(problem);
        }
    }
    Computed::initial().child(declarations)
}
