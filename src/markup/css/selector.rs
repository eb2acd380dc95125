//! Selectors: type, universal, class, id, `:root`, child-position pseudo-classes, descendant and child.

use super::token::{Token, TokenKind};
use crate::diag::{Code, Span, Text, did_you_mean, nearest};
use crate::markup::names::Element;
use crate::markup::report::Problem;

/// A complex selector, rightmost compound first.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    pub subject: Compound,
    /// The compounds for its ancestors, the innermost first.
    pub above: Vec<(Combinator, Compound)>,
    pub specificity: Specificity,
    /// Whether it ends in `::after`.
    pub after: bool,
}

/// Ids, then classes and pseudo-classes, then types (Selectors 4 §17).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Specificity(pub u16, pub u16, pub u16);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combinator {
    Descendant,
    Child,
}

/// Conditions on one element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compound {
    pub element: Option<Element>,
    pub id: Option<String>,
    pub classes: Vec<String>,
    pub pseudo: Vec<Pseudo>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pseudo {
    /// The part as a whole, above all its elements.
    Root,
    LastChild,
    /// `an+b`, counted from 1; `:first-child` is `0n+1`.
    NthChild(i32, i32),
}

/// An element as selectors see it.
pub trait SelectorSubject: Copy {
    /// `None` for the root.
    fn element(self) -> Option<Element>;
    fn id(self) -> Option<impl AsRef<str>>;
    fn has_class(self, class: &str) -> bool;
    /// Its place among its element siblings, from 1.
    fn index(self) -> usize;
    fn is_last(self) -> bool;
    fn parent(self) -> Option<Self>;
}

impl Selector {
    pub fn matches(&self, subject: impl SelectorSubject) -> bool {
        self.subject.matches(subject) && search(&self.above, subject) == AncestorSearch::Found
    }

    /// Whether it selects the root.
    pub fn is_root(&self) -> bool {
        self.subject.pseudo.contains(&Pseudo::Root) && self.above.is_empty()
    }
}

/// How a search among ancestors ended.
#[derive(PartialEq)]
enum AncestorSearch {
    Found,
    /// Not from here, but perhaps from an ancestor further up.
    Higher,
    /// Not from any ancestor further up either.
    Never,
}

fn search(above: &[(Combinator, Compound)], below: impl SelectorSubject) -> AncestorSearch {
    let Some(((combinator, compound), rest)) = above.split_first() else { return AncestorSearch::Found };
    let mut next = below.parent();
    while let Some(ancestor) = next {
        if compound.matches(ancestor) {
            let end = search(rest, ancestor);
            if *combinator == Combinator::Child || end != AncestorSearch::Higher {
                return end;
            }
        } else if *combinator == Combinator::Child {
            return AncestorSearch::Higher;
        }
        next = ancestor.parent();
    }
    AncestorSearch::Never
}

impl Compound {
    pub fn matches(&self, subject: impl SelectorSubject) -> bool {
        self.element.is_none_or(|element| subject.element() == Some(element))
            && self.id.as_ref().is_none_or(|id| subject.id().is_some_and(|own| own.as_ref() == id))
            && self.classes.iter().all(|class| subject.has_class(class))
            && self.pseudo.iter().all(|pseudo| pseudo.matches(subject))
            && (subject.element().is_some() || self.pseudo.contains(&Pseudo::Root))
    }

    fn is_empty(&self) -> bool {
        *self == Compound::default()
    }
}

impl Pseudo {
    pub fn matches(self, subject: impl SelectorSubject) -> bool {
        match self {
            Pseudo::Root => subject.element().is_none(),
            Pseudo::LastChild => subject.is_last() && subject.element().is_some(),
            Pseudo::NthChild(a, b) => subject.element().is_some() && is_nth(subject.index(), a, b),
        }
    }
}

/// Whether `index` = a·n + b for some n ≥ 0.
fn is_nth(index: usize, a: i32, b: i32) -> bool {
    let distance = index as i64 - i64::from(b);
    match i64::from(a) {
        0 => distance == 0,
        a => distance % a == 0 && distance / a >= 0,
    }
}

/// The most compounds in one selector.
const MOST_COMPOUNDS: usize = 8;

/// Reads a selector list.
pub fn parse(tokens: &[Token], whole: Span, css: &str) -> Result<Vec<Selector>, Problem> {
    tokens.split(|token| token.kind == TokenKind::Comma).map(|one| parse_one(one, whole, css)).collect()
}

fn parse_one(tokens: &[Token], whole: Span, css: &str) -> Result<Selector, Problem> {
    let mut reader = SelectorParser {
        compounds: Vec::new(),
        current: Compound::default(),
        any: false,
        pending: None,
        after: false,
    };
    let mut tokens = tokens.iter().peekable();
    while let Some(token) = tokens.next() {
        if reader.after && !token.is_white() {
            return Err(unsupported(token));
        }
        match &token.kind {
            TokenKind::White => {
                if reader.has_current() {
                    reader.pending.get_or_insert(Combinator::Descendant);
                }
            }
            TokenKind::Delim('>') if reader.has_current() && reader.pending != Some(Combinator::Child) => {
                reader.pending = Some(Combinator::Child);
            }
            TokenKind::Delim('*') => {
                reader.step();
                if reader.has_current() {
                    return Err(unsupported(token));
                }
                reader.any = true;
            }
            TokenKind::Ident(name) => {
                reader.step();
                if reader.has_current() {
                    return Err(unsupported(token));
                }
                reader.current.element = Some(element(name, token.span)?);
            }
            TokenKind::Hash(id) => {
                reader.step();
                reader.current.id = Some(id.clone());
            }
            TokenKind::Delim('.') => {
                reader.step();
                let Some(class) = tokens.next().and_then(Token::ident) else {
                    return Err(unsupported(token));
                };
                reader.current.classes.push(class.to_owned());
            }
            TokenKind::Colon => {
                reader.step();
                let Some(mut next) = tokens.next() else { return Err(unsupported(token)) };
                if next.kind == TokenKind::Colon {
                    next = tokens.next().ok_or_else(|| unsupported(token))?;
                    if next.ident() != Some("after") || !reader.has_current() {
                        return Err(unsupported(next));
                    }
                    reader.after = true;
                    continue;
                }
                reader.current.pseudo.push(pseudo(next, css)?);
            }
            _ => return Err(unsupported(token)),
        }
    }
    reader.finish(whole)
}

struct SelectorParser {
    /// Finished compounds from left to right, each with what joins it to the next.
    compounds: Vec<(Compound, Combinator)>,
    current: Compound,
    /// Whether `*` was seen.
    any: bool,
    pending: Option<Combinator>,
    after: bool,
}

impl SelectorParser {
    fn has_current(&self) -> bool {
        self.any || !self.current.is_empty()
    }

    /// Begins the next compound after a combinator.
    fn step(&mut self) {
        if let Some(combinator) = self.pending.take() {
            self.compounds.push((std::mem::take(&mut self.current), combinator));
            self.any = false;
        }
    }

    fn finish(self, whole: Span) -> Result<Selector, Problem> {
        let dangling = self.pending == Some(Combinator::Child) || !self.has_current();
        if dangling || self.compounds.len() >= MOST_COMPOUNDS {
            let message = if dangling {
                Text::new("选择器不完整", "this selector is not complete")
            } else {
                Text::new(
                    format!("选择器过长，最多 {MOST_COMPOUNDS} 级"),
                    format!("this selector is too long; {MOST_COMPOUNDS} steps at most"),
                )
            };
            return Err(Problem::new(Code::E221, whole, message));
        }
        let mut specificity = weight(&self.current);
        for (compound, _) in &self.compounds {
            let more = weight(compound);
            specificity = Specificity(specificity.0 + more.0, specificity.1 + more.1, specificity.2 + more.2);
        }
        let above = self.compounds.into_iter().rev().map(|(compound, combinator)| (combinator, compound));
        Ok(Selector { subject: self.current, above: above.collect(), specificity, after: self.after })
    }
}

fn weight(compound: &Compound) -> Specificity {
    let classes = (compound.classes.len() + compound.pseudo.len()).min(1000);
    Specificity(compound.id.is_some().into(), classes as u16, compound.element.is_some().into())
}

fn element(name: &str, span: Span) -> Result<Element, Problem> {
    Element::from_name(name).ok_or_else(|| {
        let message = Text::new(
            format!("选择器中的元素 `{name}` 不在版式语言之内"),
            format!("the element `{name}` of this selector is not part of the layout language"),
        );
        let help = match name {
            "html" | "body" => Some(":root"),
            _ => nearest(name, Element::NAMES.iter().copied()),
        };
        Problem::new(Code::E221, span, message).with_hint(did_you_mean(help))
    })
}

const PSEUDO_CLASSES: [&str; 4] = ["first-child", "last-child", "nth-child", "root"];

fn pseudo(token: &Token, css: &str) -> Result<Pseudo, Problem> {
    let name = match &token.kind {
        TokenKind::Ident(name) | TokenKind::Function(name, _) => name.as_str(),
        _ => return Err(unsupported(token)),
    };
    match (name, &token.kind) {
        ("root", TokenKind::Ident(_)) => Ok(Pseudo::Root),
        ("first-child", TokenKind::Ident(_)) => Ok(Pseudo::NthChild(0, 1)),
        ("last-child", TokenKind::Ident(_)) => Ok(Pseudo::LastChild),
        ("nth-child", TokenKind::Function(..)) => nth(token, css).ok_or_else(|| {
            let message = Text::new(
                "`:nth-child()` 的括号里应为 odd、even 或 an+b",
                "`:nth-child()` takes odd, even or an+b",
            );
            Problem::new(Code::E221, token.span, message)
        }),
        _ => {
            let message = Text::new(
                format!("伪类 `:{name}` 不在版式语言之内"),
                format!("the pseudo-class `:{name}` is not part of the layout language"),
            );
            let help = did_you_mean(nearest(name, PSEUDO_CLASSES));
            Err(Problem::new(Code::E221, token.span, message).with_hint(help))
        }
    }
}

/// The argument of `:nth-child(…)`, read from the source by cssparser.
fn nth(token: &Token, css: &str) -> Option<Pseudo> {
    let source = css.get(token.span.start..token.span.end)?;
    let inside = source.split_once('(')?.1.strip_suffix(')')?;
    let mut parser = cssparser::Parser::new(inside);
    let (a, b) = cssparser::parse_nth(&mut parser).ok()?;
    parser.is_exhausted().then_some(Pseudo::NthChild(a, b))
}

fn unsupported(token: &Token) -> Problem {
    let message = Text::new(
        format!("选择器中的 `{token}` 不在版式语言之内"),
        format!("`{token}` in this selector is not part of the layout language"),
    );
    Problem::new(Code::E221, token.span, message).with_help(Text::new(
        "可用：元素名、*、.类、#标识、后代（空格）、子元素（>）、:first-child、:last-child、:nth-child()、:root、::after",
        "known are: element names, *, .class, #id, descendant (space), child (>), :first-child, :last-child, :nth-child(), :root, ::after",
    ))
}
