//! Builds the structure tree of a part.
//!
//! Each marked content and each link annotation of the file becomes a leaf exactly once, as ISO 32000-1 §14.7.4 asks.
//! Elements without content are left out, except cells and rows, which make the table regular (ISO 14289-1 §7.5).

use super::PdfError;
use super::draw::MarkedPlace;
use super::error::is_too_long;
use super::object::{Dict, ObjectBuffer, Ref};
use super::units::Area;
use crate::index::IndexVec;
use crate::page::{ContentId, HeaderScope, PartPages, TagChild, TagId, TagKind};

/// The deepest nesting. The content of deeper elements goes to a last paragraph of the part, so that no input
/// exhausts the stack.
const MAX_DEPTH: usize = 100;

/// The structure elements of a part; the first is its root. There are none if the part is empty.
#[derive(Default)]
pub struct Elements<'a> {
    pub list: Vec<Element<'a>>,
}

/// A structure element.
pub struct Element<'a> {
    kind: ElementKind<'a>,
    parent: usize,
    kids: Vec<Kid>,
}

enum ElementKind<'a> {
    Of(&'a TagKind),
    Paragraph,
    Link,
}

/// A child of an element.
#[derive(Clone, Copy)]
enum Kid {
    Element(usize),
    Marked(MarkedPlace),
    /// A link's annotation: the index of the page in the part, and of the annotation on the page.
    Link(usize, usize),
}

/// Builds the structure tree of what was drawn; `links` gives for each page the annotation of each link.
pub fn elements<'a>(
    part: &'a PartPages,
    mut marked: Vec<MarkedPlace>,
    links: &[Vec<Option<usize>>],
) -> Elements<'a> {
    // The sort is stable, so that a content that was drawn in two pieces keeps their order.
    marked.sort_by_key(|marked| marked.content);
    let mut builder = ElementBuilder {
        part,
        placed: vec![false; marked.len()],
        marked,
        links: links.to_vec(),
        visited: IndexVec::filled(false, part.tags.len()),
        list: vec![Element { kind: ElementKind::Of(&TagKind::Section), parent: 0, kids: Vec::new() }],
    };
    let mut kids = builder.kids(TagId::default(), 0, 0);
    builder.left_over(&mut kids);
    if kids.is_empty() {
        return Elements::default();
    }
    builder.list[0].kids = kids;
    Elements { list: builder.list }
}

struct ElementBuilder<'a> {
    part: &'a PartPages,
    /// The marked contents, sorted by content; `placed` tells which of them are in the tree already.
    marked: Vec<MarkedPlace>,
    placed: Vec<bool>,
    links: Vec<Vec<Option<usize>>>,
    /// Tags that are in the tree already: none appears twice, or inside itself.
    visited: IndexVec<TagId, bool>,
    list: Vec<Element<'a>>,
}

impl<'a> ElementBuilder<'a> {
    /// The children of a tag, whose element is `own`.
    fn kids(&mut self, tag: TagId, own: usize, depth: usize) -> Vec<Kid> {
        let part = self.part;
        let Some(tag) = part.tags.get(tag).filter(|_| !std::mem::replace(&mut self.visited[tag], true))
        else {
            return Vec::new();
        };
        let mut kids = Vec::with_capacity(tag.children.len());
        for child in &tag.children {
            match *child {
                TagChild::Tag(child) if depth < MAX_DEPTH => {
                    kids.extend(self.element(child, own, depth + 1).map(Kid::Element));
                }
                TagChild::Tag(_) => {}
                TagChild::Content(id) => self.take_content(id, &mut kids),
                TagChild::Link { page, link } => {
                    let taken = self.links.get_mut(page).and_then(|links| links.get_mut(link)?.take());
                    kids.extend(taken.map(|annotation| Kid::Link(page, annotation)));
                }
            }
        }
        kids
    }

    fn element(&mut self, tag: TagId, parent: usize, depth: usize) -> Option<usize> {
        let kind = &self.part.tags.get(tag)?.kind;
        if self.visited[tag] {
            return None;
        }
        let mut holder = tag;
        if let Some(paragraph) = self.only_paragraph(tag) {
            self.visited[tag] = true;
            holder = paragraph;
        }
        let own = self.list.len();
        self.list.push(Element { kind: ElementKind::Of(kind), parent, kids: Vec::new() });
        let kids = self.kids(holder, own, depth);
        if kids.is_empty() && !keeps_its_place(kind) {
            self.list.truncate(own);
            return None;
        }
        self.list[own].kids = kids;
        Some(own)
    }

    /// The paragraph of a cell that holds nothing else. The cell then takes over its content, which means the same
    /// and makes the tree of a form almost half as large.
    fn only_paragraph(&self, cell: TagId) -> Option<TagId> {
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

    fn take_content(&mut self, id: ContentId, kids: &mut Vec<Kid>) {
        let first = self.marked.partition_point(|marked| marked.content < id);
        let own = self.marked[first..].iter().zip(&mut self.placed[first..]);
        for (marked, placed) in own.take_while(|(marked, _)| marked.content == id) {
            if !std::mem::replace(placed, true) {
                kids.push(Kid::Marked(*marked));
            }
        }
    }

    /// Adds contents and annotations that no element has, so that a reader loses nothing that is drawn.
    fn left_over(&mut self, kids: &mut Vec<Kid>) {
        let left = self.marked.iter().zip(&self.placed).filter(|(_, placed)| !**placed);
        let contents: Vec<Kid> = left.map(|(marked, _)| Kid::Marked(*marked)).collect();
        let mut lost: Vec<(ElementKind, Vec<Kid>)> = Vec::new();
        if !contents.is_empty() {
            lost.push((ElementKind::Paragraph, contents));
        }
        for (page, links) in self.links.iter_mut().enumerate() {
            let left = links.iter_mut().filter_map(Option::take);
            lost.extend(left.map(|annotation| (ElementKind::Link, vec![Kid::Link(page, annotation)])));
        }
        for (kind, held) in lost {
            kids.push(Kid::Element(self.list.len()));
            self.list.push(Element { kind, parent: 0, kids: held });
        }
    }
}

fn keeps_its_place(kind: &TagKind) -> bool {
    matches!(kind, TagKind::Row | TagKind::HeaderCell { .. } | TagKind::DataCell { .. })
}

/// The object numbers that a part's elements refer to.
pub struct ObjectNumbers<'a> {
    /// The parent of the root element.
    pub above: Ref,
    /// The first element; the others follow.
    pub first: Ref,
    /// The part's first page; the others follow.
    pub pages: Ref,
    /// The annotations of each page.
    pub annotations: &'a [Vec<Ref>],
}

impl Elements<'_> {
    /// The parent element of each marked content, by page and MCID; and of each annotation, by page.
    pub fn parents(&self, numbers: &ObjectNumbers, marked: &[u32]) -> (Vec<Vec<Ref>>, Vec<Vec<Ref>>) {
        let mut contents: Vec<Vec<Ref>> =
            marked.iter().map(|&count| vec![numbers.first; count as usize]).collect();
        let mut links: Vec<Vec<Ref>> =
            numbers.annotations.iter().map(|page| vec![numbers.first; page.len()]).collect();
        for (index, element) in self.list.iter().enumerate() {
            let own = numbers.first.plus(index);
            for kid in &element.kids {
                match *kid {
                    Kid::Element(_) => {}
                    Kid::Marked(marked) => contents[marked.page as usize][marked.id as usize] = own,
                    Kid::Link(page, annotation) => links[page][annotation] = own,
                }
            }
        }
        (contents, links)
    }

    /// Writes the dictionary of an element (§14.7.2).
    pub fn write(&self, index: usize, numbers: &ObjectNumbers, dict: &mut Dict) {
        let element = &self.list[index];
        dict.name("S", element.kind.role());
        dict.reference("P", if index == 0 { numbers.above } else { numbers.first.plus(element.parent) });
        element.kind.attributes(element, dict);
        // The page of the element's contents, unless they say otherwise.
        let page = element.kids.iter().find_map(|kid| match kid {
            Kid::Marked(marked) => Some(marked.page),
            _ => None,
        });
        if let Some(page) = page {
            dict.reference("Pg", numbers.pages.plus(page as usize));
        }
        let output = dict.key("K");
        let write = |output: &mut ObjectBuffer, kid: &Kid| match *kid {
            Kid::Element(index) => output.reference(numbers.first.plus(index)),
            Kid::Marked(marked) if Some(marked.page) == page => output.integer(marked.id.into()),
            Kid::Marked(marked) => output.dict(|dict| {
                dict.name("Type", "MCR");
                dict.reference("Pg", numbers.pages.plus(marked.page as usize));
                dict.integer("MCID", marked.id.into());
            }),
            Kid::Link(page, annotation) => output.dict(|dict| {
                dict.name("Type", "OBJR");
                dict.reference("Pg", numbers.pages.plus(page));
                dict.reference("Obj", numbers.annotations[page][annotation]);
            }),
        };
        match &element.kids[..] {
            [only] => write(output, only),
            kids => output.array(kids, write),
        }
    }
}

impl ElementKind<'_> {
    /// The standard structure type (§14.8.4).
    fn role(&self) -> &'static str {
        let kind = match self {
            ElementKind::Paragraph => return "P",
            ElementKind::Link => return "Link",
            ElementKind::Of(kind) => kind,
        };
        match kind {
            TagKind::Section => "Sect",
            // PDF/UA asks for headings with text, so an empty heading is a paragraph.
            TagKind::Heading { title, .. } if title.trim().is_empty() => "P",
            TagKind::Heading { level, .. } => {
                ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from((*level).clamp(1, 6)) - 1]
            }
            TagKind::Paragraph => "P",
            TagKind::List { .. } => "L",
            TagKind::ListItem => "LI",
            TagKind::Label => "Lbl",
            TagKind::ListBody => "LBody",
            TagKind::Table => "Table",
            TagKind::Caption => "Caption",
            TagKind::TableHead => "THead",
            TagKind::TableBody => "TBody",
            TagKind::TableFoot => "TFoot",
            TagKind::Row => "TR",
            TagKind::HeaderCell { .. } => "TH",
            TagKind::DataCell { .. } => "TD",
            TagKind::Figure { .. } => "Figure",
            TagKind::Link => "Link",
            TagKind::Span => "Span",
        }
    }

    /// Writes the attributes of an element (§14.8.5).
    fn attributes(&self, element: &Element, dict: &mut Dict) {
        let ElementKind::Of(kind) = self else { return };
        match kind {
            TagKind::Heading { title, .. } if !title.trim().is_empty() => dict.text("T", title),
            TagKind::List { numbered } => dict.dict("A", |dict| {
                dict.name("O", "List");
                dict.name("ListNumbering", if *numbered { "Decimal" } else { "Disc" });
            }),
            TagKind::HeaderCell { scope, colspan, rowspan } => dict.dict("A", |dict| {
                dict.name("O", "Table");
                dict.name(
                    "Scope",
                    match scope {
                        HeaderScope::Row => "Row",
                        HeaderScope::Column => "Column",
                    },
                );
                spans(*colspan, *rowspan, dict);
            }),
            TagKind::DataCell { colspan, rowspan } if *colspan > 1 || *rowspan > 1 => {
                dict.dict("A", |dict| {
                    dict.name("O", "Table");
                    spans(*colspan, *rowspan, dict);
                })
            }
            TagKind::Figure { alt } => {
                dict.text("Alt", alt);
                if let Some(area) = element.area() {
                    dict.dict("A", |dict| {
                        dict.name("O", "Layout");
                        dict.key("BBox").array(area.corners(), |output, number| output.hundredths(number));
                    });
                }
            }
            _ => {}
        }
    }
}

/// Writes the spans of a cell; 1 is the default.
fn spans(columns: u32, rows: u32, dict: &mut Dict) {
    for (key, count) in [("ColSpan", columns), ("RowSpan", rows)] {
        if count > 1 {
            dict.integer(key, count.min(i32::MAX as u32).into());
        }
    }
}

impl Element<'_> {
    /// The area of the picture that the element holds.
    fn area(&self) -> Option<Area> {
        self.kids.iter().find_map(|kid| match kid {
            Kid::Marked(marked) => marked.area,
            _ => None,
        })
    }

    /// The text that the element's dictionary states: the title of a heading, or the alternative text of a figure.
    fn said(&self) -> Option<&str> {
        match self.kind {
            ElementKind::Of(TagKind::Heading { title, .. }) => Some(title),
            ElementKind::Of(TagKind::Figure { alt }) => Some(alt),
            _ => None,
        }
    }
}

impl Elements<'_> {
    /// The elements that break PDF/A or PDF/UA, as errors.
    pub fn faults(&self) -> impl Iterator<Item = PdfError> {
        self.list.iter().filter_map(|element| {
            let page = element.kids.iter().find_map(|kid| match kid {
                Kid::Marked(marked) => Some(marked.page as usize),
                _ => None,
            });
            let said = element.said()?;
            let text = match (&element.kind, said) {
                (ElementKind::Of(TagKind::Figure { .. }), "") => {
                    "a picture has no alternative text".to_owned()
                }
                _ if is_too_long(said) => return Some(PdfError::too_long(page.unwrap_or(0))),
                _ => return None,
            };
            Some(PdfError::Finding { page, text })
        })
    }
}
