//! Reads a style sheet: rules indexed by what they select, pages and counter styles resolved.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::computed::{Computed, Value};
use super::counter::CounterStyles;
use super::declare::{Declaration, Item, Variables, items, nested_at_rule, read};
use super::generated;
use super::page::{self, PageRule};
use super::property::Property;
use super::selector::{self, Pseudo, Selector, Specificity, Subject};
use super::token::{Kind, Token, tokenize};
use super::value::Generated;
use crate::diag::{Code, Diagnostic, Span, Text, did_you_mean, nearest};
use crate::markup::applies::misapplied;
use crate::markup::names::Element;
use crate::markup::pages;
use crate::markup::report::{Problem, Report};
use crate::markup::specimens;
use crate::tree::{PageStyles, Specimens};

/// A template set's style sheet, read once and shared by all its parts.
pub struct StyleSheet {
    rules: Vec<Rule>,
    /// Every selector, the stronger the later (CSS Cascade 4 §6.1).
    entries: Vec<Entry>,
    index: Index,
    pub variables: Variables,
    pub counters: CounterStyles,
    pub page_styles: Arc<PageStyles>,
    /// The style of `:root`, which all parts' elements inherit from.
    pub root: Arc<Computed>,
    /// Specimens of the named styles, once [`StyleSheet::with_specimens`] has made them.
    pub specimens: Arc<Specimens>,
}

/// The declarations of a rule, and the sheet they stand in.
pub struct Rule {
    pub path: Arc<str>,
    pub declarations: Vec<Declaration>,
    /// Of a rule for `::after`, which has no declarations: what it shows.
    pub content: Option<Arc<[Generated]>>,
    /// The selectors.
    pub span: Span,
    /// What its elements' Word style is called where it does not say so: the last class of each selector,
    /// if the rule shapes text (true) or a paragraph's box alone (false).
    pub classes: Vec<(Arc<str>, bool)>,
    origin: Origin,
    /// Whether an element has its declarations.
    used: AtomicBool,
}

impl Rule {
    /// The name that it gives to the Word style of its elements.
    pub fn style_name(&self) -> Option<&Arc<str>> {
        self.declarations.iter().rev().find_map(|declaration| match declaration.value() {
            Some(Value::StyleName(name)) => name.as_ref(),
            _ => None,
        })
    }

    /// Remembers that an element has its declarations.
    pub fn note_use(&self) {
        self.used.store(true, Ordering::Relaxed);
    }
}

struct Entry {
    selector: Selector,
    rule: usize,
    /// The selector's place in its rule's list.
    place: usize,
}

/// Entries by what their rightmost compound asks for first.
#[derive(Default)]
struct Index {
    /// What selectors ask of an element's place among its siblings, each once.
    places: Vec<Pseudo>,
    /// Whether a selector asks for an id.
    asks_for_ids: bool,
    by_id: HashMap<String, Vec<usize>>,
    by_class: HashMap<String, Vec<usize>>,
    by_element: HashMap<Element, Vec<usize>>,
    others: Vec<usize>,
}

impl StyleSheet {
    /// Reads a sheet. `variables` are the template set's parameters, usable as `var(--name)`;
    /// they win over custom properties of the same name in `:root`.
    pub fn parse(
        css: &str,
        path: &Arc<str>,
        variables: &[(String, String)],
    ) -> Result<StyleSheet, Vec<Diagnostic>> {
        let mut report = Report::new(path);
        let mut reader = Reader::new(variables);
        let mut problems = Vec::new();
        reader.read(include_str!("../ua.css"), &Arc::from("ua.css"), Origin::Own, &mut problems);
        reader.read(css, path, Origin::Author, &mut problems);
        let sheet = reader.finish(&mut problems);
        for problem in problems {
            report.problem(problem);
        }
        report.finish(sheet)
    }

    /// The same sheet with a specimen of each style that it names, as it looks in a section of that class.
    pub fn with_specimens(self, class: &str) -> StyleSheet {
        let specimens = Arc::new(specimens::build(&self, class));
        StyleSheet { specimens, ..self }
    }

    /// The author's rules, each with its selectors, in the order of the sheet.
    pub fn author_rules(&self) -> Vec<(&Rule, Vec<&Selector>)> {
        let mut selectors: Vec<Vec<(usize, &Selector)>> = vec![Vec::new(); self.rules.len()];
        for entry in &self.entries {
            if let Some(own) = selectors.get_mut(entry.rule) {
                own.push((entry.place, &entry.selector));
            }
        }
        let rules = self.rules.iter().zip(selectors).filter(|(rule, _)| rule.origin == Origin::Author);
        rules
            .map(|(rule, mut own)| {
                own.sort_by_key(|(place, _)| *place);
                (rule, own.into_iter().map(|(_, selector)| selector).collect())
            })
            .collect()
    }

    /// The rules that select an element, the stronger the later.
    pub fn matching(&self, subject: impl Subject, classes: &str) -> Vec<usize> {
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
        // An entry's number gives way to its rule's.
        candidates.retain_mut(|number| match self.entries.get(*number) {
            Some(entry) if entry.selector.matches(subject) => {
                *number = entry.rule;
                true
            }
            _ => false,
        });
        candidates
    }

    /// What selectors see of an element beside its name, classes and ancestors: its id, and its place among its
    /// siblings. Where that is equal, too, elements match the same rules.
    pub fn traits<'s>(&self, subject: impl Subject, id: Option<&'s str>) -> (Option<&'s str>, u64) {
        let places = &self.index.places;
        let place = match places.len() {
            0..=64 => places.iter().fold(0, |bits, pseudo| bits << 1 | u64::from(pseudo.matches(subject))),
            _ => (subject.index() as u64) << 1 | u64::from(subject.is_last()),
        };
        (id.filter(|_| self.index.asks_for_ids), place)
    }

    pub fn rule(&self, index: usize) -> Option<&Rule> {
        self.rules.get(index)
    }

    /// The author's rules that no element has had so far: their sheet and their selectors.
    pub fn idle_rules(&self) -> impl Iterator<Item = (Arc<str>, Span)> {
        let idle = |rule: &&Rule| rule.origin == Origin::Author && !rule.used.load(Ordering::Relaxed);
        self.rules.iter().filter(idle).map(|rule| (rule.path.clone(), rule.span))
    }

    pub fn has_page(&self, name: &str) -> bool {
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

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// The sheet that comes with gangwei.
    Own,
    Author,
}

struct Reader {
    /// Parameters, which `:root` cannot change.
    parameters: Variables,
    variables: Variables,
    rules: Vec<Rule>,
    entries: Vec<(Origin, Specificity, Entry)>,
    pages: Vec<PageRule>,
    counters: CounterStyles,
}

/// `PRELUDE { BLOCK }` or `@NAME PRELUDE { BLOCK }`.
struct RawRule<'a> {
    at: Option<&'a str>,
    prelude: &'a [Token],
    block: Option<&'a [Token]>,
    span: Span,
}

impl Reader {
    fn new(variables: &[(String, String)]) -> Reader {
        let parameters: Variables = variables
            .iter()
            .map(|(name, value)| {
                let mut problems = Vec::new();
                let mut tokens = tokenize(value, &mut problems);
                if !problems.is_empty() {
                    // Not CSS, which matters only where a rule uses it; there it is a wrong value.
                    tokens = vec![Token { kind: Kind::Other(value.clone()), span: Span::default() }];
                }
                (name.clone(), tokens)
            })
            .collect();
        Reader {
            variables: parameters.clone(),
            parameters,
            rules: Vec::new(),
            entries: Vec::new(),
            pages: Vec::new(),
            counters: CounterStyles::default(),
        }
    }

    fn read(&mut self, css: &str, path: &Arc<str>, origin: Origin, problems: &mut Vec<Problem>) {
        let tokens = tokenize(css, problems);
        let rules = raw_rules(&tokens, problems);
        for rule in rules.iter().filter(|rule| is_root(rule)) {
            self.read_variables(rule);
        }
        for rule in &rules {
            match rule.at {
                Some(name) => self.read_at_rule(name, rule, problems),
                None => self.read_style_rule(rule, css, path, origin, problems),
            }
        }
    }

    fn read_variables(&mut self, rule: &RawRule<'_>) {
        // Its syntax errors are reported when the rule is read for its properties.
        for item in items(rule.block.unwrap_or_default(), &mut Vec::new()) {
            if let Item::Declaration(raw) = item
                && let Some(name) = raw.name.strip_prefix("--")
                && !self.parameters.contains_key(name)
            {
                self.variables.insert(name.to_owned(), raw.value.to_vec());
            }
        }
    }

    fn read_at_rule(&mut self, name: &str, rule: &RawRule<'_>, problems: &mut Vec<Problem>) {
        match (name, rule.block) {
            ("page", Some(block)) => {
                self.pages.extend(page::parse(rule.prelude, block, rule.span, &self.variables, problems));
            }
            ("counter-style", Some(block)) => {
                self.counters.add(rule.prelude, block, rule.span, &self.variables, problems);
            }
            ("charset", None) => {}
            ("page" | "counter-style", None) => problems.push(without_block(rule)),
            _ => {
                let message = Text::new(
                    format!("规则 `@{name}` 不在版式语言之内"),
                    format!("the rule `@{name}` is not part of the layout language"),
                );
                let near = nearest(name, ["page", "counter-style"]).map(|name| format!("@{name}"));
                let help = did_you_mean(near.as_deref());
                problems.push(Problem::new(Code::E222, rule.span, message).with_hint(help));
            }
        }
    }

    fn read_style_rule(
        &mut self,
        rule: &RawRule<'_>,
        css: &str,
        path: &Arc<str>,
        origin: Origin,
        problems: &mut Vec<Problem>,
    ) {
        let Some(block) = rule.block else { return problems.push(without_block(rule)) };
        let selectors = selector::parse(rule.prelude, rule.span, css);
        let mut declarations = Vec::new();
        let after = selectors.as_ref().is_ok_and(|all| all.iter().any(|selector| selector.after));
        let content = after.then(|| generated::read(block, &self.variables, problems)).flatten();
        let own = if after { Vec::new() } else { items(block, problems) };
        for item in own {
            match item {
                Item::Declaration(raw) if raw.name.starts_with("--") && is_root(rule) => {}
                Item::Declaration(raw) => read(&raw, &self.variables, &mut declarations, problems),
                Item::AtRule { name, span, .. } => problems.push(nested_at_rule(name, span)),
            }
        }
        match selectors {
            Ok(selectors) if after && !selectors.iter().all(|selector| selector.after) => {
                let message = Text::new(
                    "`::after` 与元素本身的规则要分开写",
                    "`::after` and the element itself want rules of their own",
                );
                problems.push(Problem::new(Code::E221, rule.span, message));
            }
            Ok(selectors) => {
                let index = self.rules.len();
                let classes = classes_of(&selectors, &declarations);
                self.entries.extend(selectors.into_iter().enumerate().map(|(place, selector)| {
                    (origin, selector.specificity, Entry { selector, rule: index, place })
                }));
                let used = AtomicBool::new(is_root(rule));
                self.rules.push(Rule {
                    path: path.clone(),
                    declarations,
                    content,
                    span: rule.span,
                    classes,
                    origin,
                    used,
                });
            }
            Err(problem) => problems.push(problem),
        }
    }

    fn finish(mut self, problems: &mut Vec<Problem>) -> StyleSheet {
        // Stable: of equal weights, the later rule is the stronger.
        self.entries.sort_by_key(|(origin, specificity, _)| (*origin, *specificity));
        let entries: Vec<Entry> = self.entries.into_iter().map(|(.., entry)| entry).collect();
        let root = Arc::new(root(
            entries
                .iter()
                .filter(|entry| entry.selector.subject.pseudo.contains(&Pseudo::Root))
                .filter(|entry| entry.selector.above.is_empty())
                .filter_map(|entry| self.rules.get(entry.rule)),
            problems,
        ));
        let page_styles = Arc::new(pages::resolve(&self.pages, &root, problems));
        let sheet = StyleSheet {
            index: Index::new(&entries),
            rules: self.rules,
            entries,
            variables: self.variables,
            counters: self.counters,
            page_styles,
            root,
            specimens: Arc::default(),
        };
        let declarations = sheet.rules.iter().flat_map(|rule| &rule.declarations);
        problems.extend(declarations.filter_map(|declaration| sheet.check_names(declaration).err()));
        sheet
    }
}

/// The style of the part as a whole, from the rules of `:root`.
fn root<'a>(rules: impl Iterator<Item = &'a Rule>, problems: &mut Vec<Problem>) -> Computed {
    let declarations: Vec<&Declaration> = rules.flat_map(|rule| &rule.declarations).collect();
    for problem in declarations.iter().filter_map(|declaration| misapplied(declaration, None)) {
        // A shorthand is one declaration to its author.
        if problems.iter().all(|known| (known.code, known.span) != (problem.code, problem.span)) {
            problems.push(problem);
        }
    }
    Computed::initial().child(declarations.iter().copied())
}

impl Index {
    fn new(entries: &[Entry]) -> Index {
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

/// The classes after which a rule's elements can be called (see [`Rule::classes`]).
fn classes_of(selectors: &[Selector], declarations: &[Declaration]) -> Vec<(Arc<str>, bool)> {
    let shapes = |shapes: fn(Property) -> bool| declarations.iter().any(|one| shapes(one.property));
    let text = shapes(Property::shapes_text);
    if !text && !shapes(Property::shapes_box) {
        return Vec::new();
    }
    let classes = selectors.iter().filter_map(|selector| selector.subject.classes.last());
    classes.map(|class| (class.as_str().into(), text)).collect()
}

fn is_root(rule: &RawRule<'_>) -> bool {
    let mut tokens = rule.prelude.iter().filter(|token| !token.is_white());
    let colon = tokens.next().is_some_and(|token| token.kind == Kind::Colon);
    colon && tokens.next().and_then(Token::ident) == Some("root") && tokens.next().is_none()
}

fn without_block(rule: &RawRule<'_>) -> Problem {
    let message = Text::new("规则没有 { … }", "this rule has no { … }");
    Problem::new(Code::E220, rule.span, message)
}

/// Parts a sheet into its rules.
fn raw_rules<'a>(mut tokens: &'a [Token], problems: &mut Vec<Problem>) -> Vec<RawRule<'a>> {
    let mut rules = Vec::new();
    while let Some((first, rest)) = tokens.split_first() {
        if first.is_white() {
            tokens = rest;
            continue;
        }
        let at = match &first.kind {
            Kind::AtKeyword(name) => Some(name.as_str()),
            _ => None,
        };
        let body = if at.is_some() { rest } else { tokens };
        let ends = |token: &Token| {
            matches!(token.kind, Kind::Block('{', _)) || at.is_some() && token.kind == Kind::Semicolon
        };
        let length = body.iter().position(ends).unwrap_or(body.len());
        let (prelude, after) = body.split_at(length);
        let last = prelude.iter().rev().find(|token| !token.is_white()).unwrap_or(first);
        let span = Span { start: first.span.start, end: last.span.end };
        let block = after.first().and_then(|token| match &token.kind {
            Kind::Block(_, content) => Some(content.as_slice()),
            _ => None,
        });
        if at.is_none() && prelude.iter().all(Token::is_white) {
            problems.push(Problem::new(
                Code::E221,
                first.span,
                Text::new("规则没有选择器", "this rule has no selector"),
            ));
        } else {
            rules.push(RawRule { at, prelude, block, span });
        }
        tokens = after.get(1..).unwrap_or_default();
    }
    rules
}
