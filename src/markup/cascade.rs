//! Computes each element's style: the matching rules in order, on top of what it inherits.
//!
//! Elements share one [`Computed`] if their parents do, their `style` and `lang` attributes are equal, and no selector
//! can tell them apart. Their rules are looked up once.

use std::sync::Arc;

use super::applies::{misapplied, no_after};
use super::css::{Computed, Declaration, StyleRule, VerticalPlace, inline_declarations};
use super::dom::{Dom, Elem, NodeId};
use super::names::{Attribute, Element};
use super::report::{Problem, TextReport};
use super::sheet::StyleSheet;
use crate::diag::Span;
use crate::hash::{QuickMap, QuickSet};
use crate::tree::{BaselineShift, TextStyle};

/// Computes and remembers the styles of one part's elements.
pub struct Cascade<'a> {
    pub sheet: &'a StyleSheet,
    known: QuickMap<StyleKey, KnownStyle>,
    texts: QuickSet<Arc<TextStyle>>,
    /// A number for each attribute value; keys hold these numbers.
    values: QuickMap<String, usize>,
    /// The declarations of each `style` attribute, by its value's number.
    inline: QuickMap<usize, Arc<[Declaration]>>,
    /// Whether the rules that elements match count as used.
    notes_use: bool,
    /// The declarations without effect that have been reported.
    reported: QuickSet<(Option<Arc<str>>, Span)>,
}

/// All that an element's style depends on. Attribute values are given by their numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct StyleKey {
    /// The id of the parent's style, which stands for all above it.
    parent: usize,
    element: Element,
    classes: Option<usize>,
    id: Option<usize>,
    /// The place among its siblings, see [`RuleSet::traits`](super::css::RuleSet::traits).
    place: u64,
    inline: Option<usize>,
    language: Option<usize>,
}

struct KnownStyle {
    style: Arc<Computed>,
    /// The rules that the first such element matched. Debug builds check that the others match the same.
    rules: Vec<usize>,
}

impl<'a> Cascade<'a> {
    pub fn new(sheet: &'a StyleSheet, notes_use: bool) -> Cascade<'a> {
        Cascade {
            sheet,
            notes_use,
            known: QuickMap::default(),
            texts: QuickSet::default(),
            values: QuickMap::default(),
            inline: QuickMap::default(),
            reported: QuickSet::default(),
        }
    }

    /// The style of an element whose parent has `parent`.
    pub fn style(
        &mut self,
        dom: &Dom<'_>,
        node: NodeId,
        parent: &Computed,
        report: &mut TextReport,
    ) -> Arc<Computed> {
        let Some(element) = dom.element(node) else { return self.sheet.root.clone() };
        let subject = dom.subject(node);
        let (id, place) = self.sheet.rules.traits(subject, element.attribute(Attribute::Id));
        let key = StyleKey {
            parent: parent.id,
            element: element.kind,
            classes: element.attribute(Attribute::Class).map(|classes| self.number(classes)),
            id: id.map(|id| self.number(id)),
            place,
            inline: self.inline(element, report),
            language: element.attribute(Attribute::Lang).map(|language| self.number(language)),
        };
        let classes = element.attribute(Attribute::Class).unwrap_or_default();
        if let Some(KnownStyle { style, rules }) = self.known.get(&key) {
            debug_assert_eq!(*rules, self.sheet.rules.matching(subject, classes));
            return style.clone();
        }
        let rules = self.sheet.rules.matching(subject, classes);
        let style = self.compute(element, &key, &rules, parent, report);
        self.known.insert(key, KnownStyle { style: style.clone(), rules });
        style
    }

    /// The number of an attribute's value.
    fn number(&mut self, value: &str) -> usize {
        if let Some(&known) = self.values.get(value) {
            return known;
        }
        let number = self.values.len();
        self.values.insert(value.to_owned(), number);
        number
    }

    fn compute(
        &mut self,
        element: &Elem<'_>,
        key: &StyleKey,
        rules: &[usize],
        parent: &Computed,
        report: &mut TextReport,
    ) -> Arc<Computed> {
        let sheet = self.sheet;
        let inline = key.inline.and_then(|number| self.inline.get(&number)).cloned();
        let rules: Vec<&StyleRule> = rules.iter().filter_map(|&rule| sheet.rules.rule(rule)).collect();
        for rule in &rules {
            if self.notes_use {
                rule.note_use();
            }
            for problem in rule.declarations.iter().filter_map(|d| misapplied(d, Some(element.kind))) {
                self.report(Some(&rule.path), problem, report);
            }
            if rule.content.is_some() && (!element.kind.is_inline() || element.kind.is_void()) {
                self.report(Some(&rule.path), no_after(element.kind, rule.span), report);
            }
        }
        for problem in
            inline.iter().flat_map(|list| list.iter()).filter_map(|d| misapplied(d, Some(element.kind)))
        {
            self.report(None, problem, report);
        }
        let from_rules = rules.iter().flat_map(|rule| &rule.declarations);
        let from_inline = inline.iter().flat_map(|list| list.iter());
        let mut style = parent.child(from_rules.chain(from_inline));
        style.id = self.known.len() + 1;
        style.after = rules.iter().rev().find_map(|rule| rule.content.clone());
        if style.name.is_none() {
            style.name = derived_name(element, &rules);
        }
        self.settle(element, parent, &mut style);
        Arc::new(style)
    }

    /// Sets what depends on the kind of element too, and not on declarations alone.
    fn settle(&mut self, element: &Elem<'_>, parent: &Computed, style: &mut Computed) {
        let text = Arc::make_mut(&mut style.text);
        if let Some(language) = element.attribute(Attribute::Lang) {
            text.language = (!language.is_empty()).then(|| language.into());
        }
        text.position = match (element.kind.is_inline(), style.vertical_align) {
            (true, VerticalPlace::Super) => BaselineShift::Super,
            (true, VerticalPlace::Sub) => BaselineShift::Sub,
            (true, _) => parent.text.position,
            (false, _) => BaselineShift::Baseline,
        };
        // Text in an inline element has the name of the innermost one that has a name.
        text.name = match element.kind.is_inline() {
            true => style.name.clone().or_else(|| parent.text.name.clone()),
            false => None,
        };
        if let Some(known) = self.texts.get(&style.text) {
            style.text = known.clone();
        } else {
            self.texts.insert(style.text.clone());
        }
        use Element::*;
        match element.kind {
            Td | Th | Ul | Ol | Li | Section | Nav if style.name.is_some() => {
                style.paragraph_name = style.name.clone()
            }
            Table => style.paragraph_name = None,
            _ => {}
        }
    }

    fn report(&mut self, path: Option<&Arc<str>>, problem: Problem, report: &mut TextReport) {
        let path = path.cloned();
        if self.reported.insert((path.clone(), problem.span)) {
            let path = path.unwrap_or_else(|| report.path().clone());
            report.add(problem.at(&path));
        }
    }

    /// The number of a `style` attribute's declarations; equal texts are read once.
    fn inline(&mut self, element: &Elem<'_>, report: &mut TextReport) -> Option<usize> {
        let attribute = element.attributes.iter().find(|attribute| attribute.name == Attribute::Style)?;
        let number = self.number(&attribute.value);
        if self.inline.contains_key(&number) {
            return Some(number);
        }
        let mut problems = Vec::new();
        let mut declarations = inline_declarations(&attribute.value, &self.sheet.variables, &mut problems);
        problems.extend(declarations.iter().filter_map(|d| self.sheet.check_names(d).err()));
        for mut problem in problems {
            problem.span = attribute.within(problem.span);
            report.problem(problem);
        }
        for declaration in &mut declarations {
            declaration.span = attribute.within(declaration.span);
        }
        self.inline.insert(number, declarations.into());
        Some(number)
    }
}

/// The name of an element's Word style where no rule gives one: the class of the strongest rule that shapes it.
///
/// Headings have Word's own styles. The style of a cell is that of its text, so rules for its box give no name.
fn derived_name(element: &Elem<'_>, rules: &[&StyleRule]) -> Option<Arc<str>> {
    use Element::*;
    let (takes_name, has_box) = match element.kind {
        P | Caption => (true, true),
        Td | Th | Li | Ul | Ol | Span | B | Strong | I | Em | U | A => (true, false),
        _ => (false, false),
    };
    let classes = element.attribute(Attribute::Class).filter(|_| takes_name)?;
    let of_element = |class: &str| classes.split_ascii_whitespace().any(|own| own == class);
    let named = rules.iter().rev().flat_map(|rule| rule.classes.iter().rev());
    named
        .filter(|(class, text)| (*text || has_box) && of_element(class))
        .map(|(class, _)| class.clone())
        .next()
}
