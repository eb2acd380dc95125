//! The rules of style sheets, with an index by what they select.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::computed::Longhand;
use super::declare::Declaration;
use super::property::Property;
use super::selector::{Pseudo, Selector, SelectorSubject};
use super::value::Generated;
use crate::diag::Span;
use crate::markup::names::Element;

/// Rules, with an index to find those that match an element.
pub struct RuleSet {
    rules: Vec<StyleRule>,
    /// Every selector, the stronger the later (CSS Cascade 4 §6.1).
    entries: Vec<IndexedSelector>,
    index: Index,
}

/// A style rule: what it declares, and where it stands.
pub struct StyleRule {
    pub path: Arc<str>,
    pub declarations: Vec<Declaration>,
    /// The content of a rule for `::after`, which has no declarations.
    pub content: Option<Arc<[Generated]>>,
    /// The place of its selectors.
    pub span: Span,
    /// Names for the Word style of its elements if no rule names it: the last class of each selector. The flag says
    /// whether the rule sets the look of text, or a paragraph's box alone.
    pub classes: Vec<(Arc<str>, bool)>,
    pub origin: CascadeOrigin,
    /// Whether an element has matched it.
    pub used: AtomicBool,
}

impl StyleRule {
    /// The name that it gives to the Word style of its elements.
    pub fn style_name(&self) -> Option<&Arc<str>> {
        self.declarations.iter().rev().find_map(|declaration| match declaration.value() {
            Some(Longhand::StyleName(name)) => name.as_ref(),
            _ => None,
        })
    }

    /// Remembers that an element has matched it.
    pub fn note_use(&self) {
        self.used.store(true, Ordering::Relaxed);
    }
}

struct IndexedSelector {
    selector: Selector,
    rule: usize,
    /// The selector's place in its rule's list.
    place: usize,
}

/// The numbers of selectors, by what their rightmost compound asks for first.
#[derive(Default)]
struct Index {
    /// The different conditions on an element's place among its siblings.
    places: Vec<Pseudo>,
    /// Whether any selector asks for an id.
    asks_for_ids: bool,
    by_id: HashMap<String, Vec<usize>>,
    by_class: HashMap<String, Vec<usize>>,
    by_element: HashMap<Element, Vec<usize>>,
    others: Vec<usize>,
}

impl RuleSet {
    /// `rules` with their selectors, in the order of the sheets.
    pub fn new(rules: Vec<(StyleRule, Vec<Selector>)>) -> RuleSet {
        let mut entries = Vec::new();
        let mut own = Vec::with_capacity(rules.len());
        for (index, (rule, selectors)) in rules.into_iter().enumerate() {
            let entry = |(place, selector)| IndexedSelector { selector, rule: index, place };
            entries.extend(selectors.into_iter().enumerate().map(entry));
            own.push(rule);
        }
        let strength = |entry: &IndexedSelector| {
            let origin = own.get(entry.rule).map(|rule: &StyleRule| rule.origin);
            (origin, entry.selector.specificity)
        };
        // The sort is stable: of two rules of one weight, the later one is the stronger.
        entries.sort_by_key(strength);
        RuleSet { index: Index::new(&entries), rules: own, entries }
    }

    /// All declarations of all rules.
    pub fn declarations(&self) -> impl Iterator<Item = &Declaration> {
        self.rules.iter().flat_map(|rule| &rule.declarations)
    }

    /// The declarations for `:root`, the stronger the later.
    pub fn of_root(&self) -> impl Iterator<Item = &Declaration> + Clone {
        let entries = self.entries.iter().filter(|entry| entry.selector.is_root());
        entries.filter_map(|entry| self.rules.get(entry.rule)).flat_map(|rule| &rule.declarations)
    }

    /// The author's rules, each with its selectors, in the order of the sheet.
    pub fn of_author(&self) -> Vec<(&StyleRule, Vec<&Selector>)> {
        let mut selectors: Vec<Vec<(usize, &Selector)>> = vec![Vec::new(); self.rules.len()];
        for entry in &self.entries {
            if let Some(own) = selectors.get_mut(entry.rule) {
                own.push((entry.place, &entry.selector));
            }
        }
        let rules = self.rules.iter().zip(selectors).filter(|(rule, _)| rule.origin == CascadeOrigin::Author);
        rules
            .map(|(rule, mut own)| {
                own.sort_by_key(|(place, _)| *place);
                (rule, own.into_iter().map(|(_, selector)| selector).collect())
            })
            .collect()
    }

    /// The numbers of the rules that match an element, the stronger the later.
    pub fn matching(&self, subject: impl SelectorSubject, classes: &str) -> Vec<usize> {
        let index = &self.index;
        let mut candidates: Vec<usize> = Vec::new();
        let by_id = subject.id().and_then(|id| index.by_id.get(id.as_ref()));
        candidates.extend(by_id.into_iter().flatten());
        for class in classes.split_ascii_whitespace() {
            candidates.extend(index.by_class.get(class).into_iter().flatten());
        }
        let by_element = subject.element().and_then(|element| index.by_element.get(&element));
        candidates.extend(by_element.into_iter().flatten());
        candidates.extend(&index.others);
        candidates.sort_unstable();
        candidates.dedup();
        // Each matching selector's number is replaced by its rule's.
        candidates.retain_mut(|number| match self.entries.get(*number) {
            Some(entry) if entry.selector.matches(subject) => {
                *number = entry.rule;
                true
            }
            _ => false,
        });
        candidates
    }

    /// What selectors can see of an element beside its name, classes and ancestors: its id, and its place among its
    /// siblings. Elements for which all of this is equal match the same rules.
    pub fn traits<'s>(&self, subject: impl SelectorSubject, id: Option<&'s str>) -> (Option<&'s str>, u64) {
        let places = &self.index.places;
        let place = match places.len() {
            0..=64 => places.iter().fold(0, |bits, pseudo| bits << 1 | u64::from(pseudo.matches(subject))),
            _ => (subject.index() as u64) << 1 | u64::from(subject.is_last()),
        };
        (id.filter(|_| self.index.asks_for_ids), place)
    }

    pub fn rule(&self, index: usize) -> Option<&StyleRule> {
        self.rules.get(index)
    }

    /// The author's rules that no element has matched so far.
    pub fn idle(&self) -> impl Iterator<Item = &StyleRule> {
        let idle =
            |rule: &&StyleRule| rule.origin == CascadeOrigin::Author && !rule.used.load(Ordering::Relaxed);
        self.rules.iter().filter(idle)
    }
}

/// The sheet that a rule stands in, the weaker first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CascadeOrigin {
    /// The sheet that comes with gangwei.
    UserAgent,
    Author,
}

impl Index {
    fn new(entries: &[IndexedSelector]) -> Index {
        let mut index = Index::default();
        for (number, entry) in entries.iter().enumerate() {
            let subject = &entry.selector.subject;
            let above = entry.selector.above.iter().map(|(_, compound)| compound);
            for compound in above.chain([subject]) {
                index.asks_for_ids |= compound.id.is_some();
                for pseudo in &compound.pseudo {
                    if !index.places.contains(pseudo) {
                        index.places.push(*pseudo);
                    }
                }
            }
            let list = match (&subject.id, subject.classes.first(), subject.element) {
                (Some(id), ..) => index.by_id.entry(id.clone()).or_default(),
                (_, Some(class), _) => index.by_class.entry(class.clone()).or_default(),
                (.., Some(element)) => index.by_element.entry(element).or_default(),
                _ => &mut index.others,
            };
            list.push(number);
        }
        index
    }
}

/// What [`StyleRule::classes`] says of a rule.
pub fn classes_of(selectors: &[Selector], declarations: &[Declaration]) -> Vec<(Arc<str>, bool)> {
    let shapes = |shapes: fn(Property) -> bool| declarations.iter().any(|one| shapes(one.property));
    let text = shapes(Property::shapes_text);
    if !text && !shapes(Property::shapes_box) {
        return Vec::new();
    }
    let classes = selectors.iter().filter_map(|selector| selector.subject.classes.last());
    classes.map(|class| (class.as_str().into(), text)).collect()
}
