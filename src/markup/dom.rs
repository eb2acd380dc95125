//! A part's elements and texts, as written, each with its place in the source.

use std::borrow::Cow;

use super::css::SelectorSubject;
use super::names::{Attribute, Element};
use super::reference::is_space;
use crate::diag::Span;
use crate::tree::Origin;

pub type NodeId = usize;

/// A part's elements and texts; node 0 is the root.
pub struct Dom<'a> {
    nodes: Vec<DomNode<'a>>,
    /// The ids of what was left out because of an error.
    pub lost_ids: Vec<String>,
}

/// A node. Literal text and character references are kept apart: white space collapses in text, and not in references.
pub enum DomNode<'a> {
    Root(ChildNodes),
    Element(Elem<'a>),
    /// Text as written.
    Text(&'a str, Span),
    /// A character reference or an entity.
    Char(char, Span),
}

pub struct Elem<'a> {
    pub kind: Element,
    pub attributes: Vec<Attr<'a>>,
    /// The place of the start tag.
    pub span: Span,
    pub parent: NodeId,
    pub children: ChildNodes,
    /// Its place among its element siblings, from 1.
    index: usize,
}

impl<'a> Elem<'a> {
    /// An element without content.
    pub fn new(kind: Element, attributes: Vec<Attr<'a>>, span: Span, parent: NodeId) -> Elem<'a> {
        Elem { kind, attributes, span, parent, children: ChildNodes::default(), index: 0 }
    }
}

/// The children of an element or of the root.
#[derive(Default)]
pub struct ChildNodes {
    pub ids: Vec<NodeId>,
    /// How many of them are elements.
    elements: usize,
    /// The last of these elements.
    last_element: NodeId,
}

pub struct Attr<'a> {
    pub name: Attribute,
    pub value: Cow<'a, str>,
    /// The place of the value, without its quotes.
    pub span: Span,
}

impl Attr<'_> {
    /// The place of a part of the value; that of the whole value where references make it differ from its source.
    pub fn within(&self, inner: Span) -> Span {
        match &self.value {
            Cow::Borrowed(_) => {
                Span { start: self.span.start + inner.start, end: self.span.start + inner.end }
            }
            Cow::Owned(_) => self.span,
        }
    }
}

impl Elem<'_> {
    pub fn attribute(&self, name: Attribute) -> Option<&str> {
        self.get(name).map(|attribute| &*attribute.value)
    }

    pub fn get(&self, name: Attribute) -> Option<&Attr<'_>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

impl<'a> Dom<'a> {
    /// The root alone, with room for so many nodes.
    pub fn with_capacity(nodes: usize) -> Dom<'a> {
        let mut all = Vec::with_capacity(nodes);
        all.push(DomNode::Root(ChildNodes::default()));
        Dom { nodes: all, lost_ids: Vec::new() }
    }

    /// Adds a node as the last child of the root or of an element.
    pub fn push(&mut self, parent: NodeId, mut node: DomNode<'a>) -> NodeId {
        let id = self.nodes.len();
        let siblings = match self.nodes.get_mut(parent) {
            Some(DomNode::Element(element)) => &mut element.children,
            Some(DomNode::Root(children)) => children,
            _ => return parent,
        };
        siblings.ids.push(id);
        if let DomNode::Element(element) = &mut node {
            siblings.elements += 1;
            siblings.last_element = id;
            element.index = siblings.elements;
        }
        self.nodes.push(node);
        id
    }

    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    pub fn node(&self, id: NodeId) -> Option<&DomNode<'a>> {
        self.nodes.get(id)
    }

    pub fn element(&self, id: NodeId) -> Option<&Elem<'a>> {
        match self.nodes.get(id) {
            Some(DomNode::Element(element)) => Some(element),
            _ => None,
        }
    }

    pub fn kind(&self, id: NodeId) -> Option<Element> {
        self.element(id).map(|element| element.kind)
    }

    pub fn children(&self, id: NodeId) -> &[NodeId] {
        self.content(id).map_or(&[], |children| &children.ids)
    }

    fn content(&self, id: NodeId) -> Option<&ChildNodes> {
        match self.nodes.get(id) {
            Some(DomNode::Root(children)) => Some(children),
            Some(DomNode::Element(element)) => Some(&element.children),
            _ => None,
        }
    }

    pub fn elements(&self) -> impl Iterator<Item = &Elem<'a>> {
        self.nodes.iter().filter_map(|node| match node {
            DomNode::Element(element) => Some(element),
            _ => None,
        })
    }

    pub fn subject(&self, id: NodeId) -> DomSubject<'_, 'a> {
        DomSubject { dom: self, id }
    }

    /// Whether a node is literal white space.
    pub fn is_blank(&self, id: NodeId) -> bool {
        matches!(self.nodes.get(id), Some(DomNode::Text(text, _)) if text.chars().all(is_space))
    }
}

/// An element as selectors see it.
#[derive(Clone, Copy)]
pub struct DomSubject<'d, 'a> {
    dom: &'d Dom<'a>,
    id: NodeId,
}

impl SelectorSubject for DomSubject<'_, '_> {
    fn element(self) -> Option<Element> {
        self.dom.kind(self.id)
    }

    fn id(self) -> Option<impl AsRef<str>> {
        self.dom.element(self.id).and_then(|element| element.attribute(Attribute::Id))
    }

    fn has_class(self, class: &str) -> bool {
        let classes = self.dom.element(self.id).and_then(|element| element.attribute(Attribute::Class));
        classes.is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
    }

    fn index(self) -> usize {
        self.dom.element(self.id).map_or(0, |element| element.index)
    }

    fn is_last(self) -> bool {
        let parent = self.dom.element(self.id).and_then(|element| self.dom.content(element.parent));
        parent.is_some_and(|children| children.last_element == self.id)
    }

    fn parent(self) -> Option<Self> {
        let parent = self.dom.element(self.id)?.parent;
        Some(DomSubject { dom: self.dom, id: parent })
    }
}

/// The place of a node, for messages.
pub fn span_of(node: Option<&DomNode<'_>>) -> Span {
    match node {
        Some(DomNode::Element(element)) => element.span,
        Some(DomNode::Text(_, span) | DomNode::Char(_, span)) => *span,
        _ => Span::default(),
    }
}

/// The place of a node, as the tree keeps it.
pub fn origin_of(node: Option<&DomNode<'_>>) -> Origin {
    let Span { start, end } = span_of(node);
    let offset = |at: usize| u32::try_from(at).unwrap_or_default();
    Origin { start: offset(start), end: offset(end) }
}
