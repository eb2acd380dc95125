//! Builds the structure tree of a part.
//!
//! Each marked content and each link annotation of the file becomes a leaf exactly once, as
//! ISO 32000-1 §14.7.4 asks. Elements without content are left out, but for cells and rows,
//! which a table's geometry needs (ISO 14289-1 §7.5).

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{self as pdf, Identifier, ListNumbering, Node, TableHeaderScope, TagGroup};

use crate::page::{HeaderScope, PartPages, TagChild, TagKind};

/// Deeper elements give their content to the part's last paragraph, so that no input exhausts the stack.
const MAX_DEPTH: usize = 100;

/// What was drawn of a part and waits for its place in the tree.
pub struct Leaves {
    /// Marked contents in the order of drawing, by content id; empty once placed.
    pub contents: Vec<(u32, Option<Identifier>)>,
    /// Of each page, the annotations of its links.
    pub links: Vec<Vec<Option<Identifier>>>,
}

impl Leaves {
    pub fn new(part: &PartPages) -> Leaves {
        Leaves {
            contents: Vec::with_capacity(part.contents.len()),
            links: Vec::with_capacity(part.pages.len()),
        }
    }
}

/// The part's root element; `None` if it holds nothing.
pub fn tree(part: &PartPages, mut leaves: Leaves) -> Option<Node> {
    // Stable, so that a content drawn in two pieces keeps their order.
    leaves.contents.sort_by_key(|(id, _)| *id);
    let mut builder = Builder { part, leaves, visited: vec![false; part.tags.len()] };
    let mut children = builder.children(0, 0);
    children.extend(builder.left_over());
    (!children.is_empty()).then(|| TagGroup::with_children(pdf::Tag::Section, children).into())
}

struct Builder<'a> {
    part: &'a PartPages,
    leaves: Leaves,
    /// Elements that have their place: no element stands twice, and none in itself.
    visited: Vec<bool>,
}

impl Builder<'_> {
    fn children(&mut self, tag: usize, depth: usize) -> Vec<Node> {
        let part = self.part;
        let Some(tag) = part.tags.get(tag).filter(|_| !std::mem::replace(&mut self.visited[tag], true))
        else {
            return Vec::new();
        };
        let mut nodes = Vec::with_capacity(tag.children.len());
        for child in &tag.children {
            match *child {
                TagChild::Tag(child) if depth < MAX_DEPTH => nodes.extend(self.element(child, depth + 1)),
                TagChild::Tag(_) => {}
                TagChild::Content(id) => self.take_content(id, &mut nodes),
                TagChild::Link { page, link } => {
                    let leaf = self.leaves.links.get_mut(page).and_then(|links| links.get_mut(link));
                    nodes.extend(leaf.and_then(Option::take).map(Node::Leaf));
                }
            }
        }
        nodes
    }

    fn element(&mut self, tag: usize, depth: usize) -> Option<Node> {
        let kind = &self.part.tags.get(tag)?.kind;
        if self.visited[tag] {
            return None;
        }
        let mut holder = tag;
        if let Some(paragraph) = self.only_paragraph(tag) {
            self.visited[tag] = true;
            holder = paragraph;
        }
        let children = self.children(holder, depth);
        if children.is_empty() && !keeps_its_place(kind) {
            return None;
        }
        Some(TagGroup::with_children(tag_of(kind), children).into())
    }

    /// The paragraph that is all a cell holds. The cell takes its content directly, which means
    /// the same and makes the tree of a form almost half as large.
    fn only_paragraph(&self, cell: usize) -> Option<usize> {
        let tags = &self.part.tags;
        match (&tags[cell].kind, &tags[cell].children[..]) {
            (TagKind::HeaderCell { .. } | TagKind::DataCell { .. }, [TagChild::Tag(only)])
                if !*self.visited.get(*only)? && tags[*only].kind == TagKind::Paragraph =>
            {
                Some(*only)
            }
            _ => None,
        }
    }

    fn take_content(&mut self, id: usize, nodes: &mut Vec<Node>) {
        let contents = &mut self.leaves.contents;
        let first = contents.partition_point(|(known, _)| (*known as usize) < id);
        let same = contents[first..].iter_mut().take_while(|(known, _)| *known as usize == id);
        nodes.extend(same.filter_map(|(_, leaf)| leaf.take()).map(Node::Leaf));
    }

    /// What no element owns, so that nothing drawn is lost to a reader.
    fn left_over(&mut self) -> Vec<Node> {
        let contents = self.leaves.contents.iter_mut().filter_map(|(_, leaf)| leaf.take());
        let contents: Vec<Node> = contents.map(Node::Leaf).collect();
        let paragraph = (!contents.is_empty()).then(|| TagGroup::with_children(pdf::Tag::P, contents).into());
        let links = self.leaves.links.iter_mut().flatten().filter_map(Option::take);
        let links = links.map(|leaf| TagGroup::with_children(pdf::Tag::Link, vec![leaf.into()]).into());
        paragraph.into_iter().chain(links).collect()
    }
}

fn keeps_its_place(kind: &TagKind) -> bool {
    matches!(kind, TagKind::Row | TagKind::HeaderCell { .. } | TagKind::DataCell { .. })
}

fn tag_of(kind: &TagKind) -> pdf::TagKind {
    use pdf::Tag;
    match kind {
        TagKind::Section => Tag::Section.into(),
        // PDF/UA wants a heading to say what it heads; one that says nothing is none.
        TagKind::Heading { title, .. } if title.trim().is_empty() => Tag::P.into(),
        TagKind::Heading { level, title } => {
            let level = NonZeroU16::new(u16::from((*level).clamp(1, 6))).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        TagKind::Paragraph => Tag::P.into(),
        TagKind::List { numbered: true } => Tag::L(ListNumbering::Decimal).into(),
        TagKind::List { numbered: false } => Tag::L(ListNumbering::Disc).into(),
        TagKind::ListItem => Tag::LI.into(),
        TagKind::Label => Tag::Lbl.into(),
        TagKind::ListBody => Tag::LBody.into(),
        TagKind::Table => Tag::Table.into(),
        TagKind::Caption => Tag::Caption.into(),
        TagKind::TableHead => Tag::THead.into(),
        TagKind::TableBody => Tag::TBody.into(),
        TagKind::TableFoot => Tag::TFoot.into(),
        TagKind::Row => Tag::TR.into(),
        TagKind::HeaderCell { scope, colspan, rowspan } => {
            let tag = Tag::TH(match scope {
                HeaderScope::Row => TableHeaderScope::Row,
                HeaderScope::Column => TableHeaderScope::Column,
            });
            tag.with_col_span(span(*colspan)).with_row_span(span(*rowspan)).into()
        }
        TagKind::DataCell { colspan, rowspan } => {
            Tag::TD.with_col_span(span(*colspan)).with_row_span(span(*rowspan)).into()
        }
        TagKind::Figure { alt } => Tag::Figure(Some(alt.clone())).into(),
        TagKind::Link => Tag::Link.into(),
        TagKind::Span => Tag::Span.into(),
    }
}

/// One is what a cell spans without being told.
fn span(count: u32) -> Option<NonZeroU32> {
    NonZeroU32::new(count.min(i32::MAX as u32)).filter(|count| count.get() > 1)
}
