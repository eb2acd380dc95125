//! Page styles: paper, margins and the boxes in the margins.

use std::sync::Arc;

use super::numbering::PageNumbering;
use super::style::ParagraphStyle;
use crate::unit::{Abs, Sides, Size};

/// The page styles that a part's blocks choose from by name; `page: NAME` in CSS.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyles {
    /// The nameless `@page`, used where no name is chosen.
    pub default: PageStyle,
    pub named: Vec<(Arc<str>, PageStyle)>,
}

impl PageStyles {
    /// The style of that name, or the default one.
    pub fn get(&self, name: Option<&str>) -> &PageStyle {
        name.and_then(|name| self.named.iter().find(|(n, _)| **n == *name))
            .map_or(&self.default, |(_, style)| style)
    }
}

/// A page's paper, margins and margin boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    pub size: Size,
    pub margin: Sides<Abs>,
    pub boxes: Vec<MarginBox>,
    /// The boxes of the first page (`@page :first`), where they differ.
    pub first_boxes: Option<Vec<MarginBox>>,
    /// The boxes of left-hand pages (`@page :left`), where they differ: the pages with even numbers.
    pub left_boxes: Option<Vec<MarginBox>>,
    /// Whether left-hand pages swap their left and right margins, for a binding edge.
    pub mirrored: bool,
}

impl PageStyles {
    /// The least height between the top and bottom margins that any of the page styles has.
    pub fn lowest_room(&self) -> Abs {
        let room = |style: &PageStyle| style.size.height - style.margin.vertical();
        self.named.iter().map(|(_, style)| room(style)).fold(room(&self.default), Abs::min)
    }
}

impl PageStyle {
    /// How its boxes write the page's number; `None` where they do not show it.
    pub fn numbering(&self) -> Option<PageNumbering> {
        self.all_boxes().flat_map(|one| &one.content).find_map(|content| match content {
            Content::Page(numbering) => Some(*numbering),
            _ => None,
        })
    }

    /// The width between the side margins.
    pub fn measure(&self) -> Abs {
        self.size.width - self.margin.horizontal()
    }

    /// The margins of the page with that number, counted from 1.
    pub fn margin_of(&self, number: usize) -> Sides<Abs> {
        let margin = self.margin;
        match self.mirrored && number.is_multiple_of(2) {
            true => Sides { left: margin.right, right: margin.left, ..margin },
            false => margin,
        }
    }

    /// The margin boxes of all its pages.
    pub fn all_boxes(&self) -> impl Iterator<Item = &MarginBox> {
        let differing = [&self.first_boxes, &self.left_boxes].into_iter().flatten().flatten();
        self.boxes.iter().chain(differing)
    }

    /// The margin boxes of the page with that number, counted from 1; `first` says that it is the document's first
    /// page.
    pub fn boxes_of(&self, number: usize, first: bool) -> &[MarginBox] {
        match (&self.first_boxes, &self.left_boxes) {
            (Some(boxes), _) if first => boxes,
            (_, Some(left)) if number.is_multiple_of(2) => left,
            _ => &self.boxes,
        }
    }
}

/// A header's or footer's box. Its text is one paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct MarginBox {
    pub area: MarginArea,
    pub content: Vec<Content>,
    /// Alignment, type, and the border and padding towards the page's text.
    pub style: Arc<ParagraphStyle>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarginArea {
    TopLeft,
    TopCenter,
    TopRight,
    BottomLeft,
    BottomCenter,
    BottomRight,
}

impl MarginArea {
    pub fn is_top(self) -> bool {
        matches!(self, MarginArea::TopLeft | MarginArea::TopCenter | MarginArea::TopRight)
    }
}

/// One item of a margin box's `content`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    Text(String),
    /// `counter(page)`, in one of the counter styles that CSS, Word and PDF have for page numbers.
    Page(PageNumbering),
    /// `counter(pages)`.
    Pages,
    /// `counter(sheet-page)`: the page's number within its sheet, from 1.
    SheetPage,
    /// `counter(sheet-pages)`: how many pages the sheet has.
    SheetPages,
    /// `string(NAME)`: the part's running string of that name; empty where it is not set.
    String(Arc<str>),
}

impl Content {
    /// The items of a margin box's content that are shown. A string that is not set is left out, and so is the gap
    /// beside it (a text of nothing but white space), so that no gap stands at the box's edge and no two follow each
    /// other.
    pub fn shown<'c>(contents: &'c [Content], strings: &[(Arc<str>, String)]) -> Vec<&'c Content> {
        let is_set = |name: &Arc<str>| strings.iter().any(|(known, text)| known == name && !text.is_empty());
        let is_gap = |content: &Content| matches!(content, Content::Text(text) if text.trim().is_empty());
        let mut shown: Vec<&Content> = Vec::with_capacity(contents.len());
        let mut missing = false;
        for content in contents {
            match content {
                Content::String(name) if !is_set(name) => missing = true,
                gap if missing && is_gap(gap) && shown.last().is_none_or(|last| is_gap(last)) => {}
                _ => shown.push(content),
            }
        }
        while missing && shown.last().is_some_and(|last| is_gap(last)) {
            shown.pop();
        }
        shown
    }
}
