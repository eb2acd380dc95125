//! A template set's style sheet: the rules, and what they make the same for all parts.

use std::sync::Arc;

use super::applies::misapplied;
use super::css::{self, CascadeOrigin, Computed, CounterStyles, Declaration, Longhand, RuleSet, Variables};
use super::pages;
use super::report::{Problem, TextReport};
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
    /// Specimens of the named styles; empty before [`StyleSheet::with_specimens`].
    pub specimens: Arc<Specimens>,
}

impl StyleSheet {
    /// Reads a sheet. `parameters` are the template set's. `var(--name)` gives them, also where `:root` has a
    /// custom property of that name.
    pub fn parse(
        css: &str,
        path: &Arc<str>,
        parameters: &[(String, String)],
    ) -> Result<StyleSheet, Vec<Diagnostic>> {
        let mut report = TextReport::new(path);
        let mut problems = Vec::new();
        let mut reader = css::SheetReader::new(parameters);
        reader.read(include_str!("ua.css"), &Arc::from("ua.css"), CascadeOrigin::UserAgent, &mut problems);
        reader.read(css, path, CascadeOrigin::Author, &mut problems);
        let css::SheetReader { variables, rules, pages, counters, .. } = reader;
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

    /// The author's rules that no element has matched so far, each by its sheet and the place of its selectors.
    pub fn idle_rules(&self) -> impl Iterator<Item = (Arc<str>, Span)> {
        self.rules.idle().map(|rule| (rule.path.clone(), rule.span))
    }

    fn has_page(&self, name: &str) -> bool {
        self.page_styles.named.iter().any(|(known, _)| **known == *name)
    }

    /// Whether the names that a declaration uses exist.
    pub fn check_names(&self, declaration: &Declaration) -> Result<(), Problem> {
        match declaration.value() {
            Some(Longhand::ListStyle(name)) if self.counters.get(name).is_none() => {
                Err(self.counters.unknown(name, declaration.span))
            }
            Some(Longhand::Page(Some(name))) if !self.has_page(name) => {
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
        // The longhands of one shorthand are one declaration to its author.
        if problems.iter().all(|known| (known.code, known.span) != (problem.code, problem.span)) {
            problems.push(problem);
        }
    }
    Computed::initial().child(declarations)
}
