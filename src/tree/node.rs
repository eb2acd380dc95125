//! Blocks and what is in them: the nodes of a part.

use std::sync::Arc;

use super::id::{ImageId, ItemId, ListId, ParagraphId, RowId, TableId};
use super::script::Script;
use super::style::{Border, BoxStyle, CellStyle, ListStyle, ParagraphStyle, TableStyle, TextStyle};
use crate::drawing::Drawing;
use crate::unit::{Abs, Sides, Size};

/// The byte range of an element's start tag in the markup of its part; empty where no element made the node.
///
/// Only messages about the layout use it: dumps and documents do not show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub start: u32,
    pub end: u32,
}

/// A node that is laid out below the one before it (CSS block level).
#[derive(Clone, Debug)]
pub enum Block {
    Section(Section),
    Paragraph(Paragraph),
    Table(Table),
    List(List),
    /// `hr`: a rule across the measure; its border-top is the line.
    Rule(Rule),
}

/// A group of blocks: `section`, `nav`.
#[derive(Clone, Debug)]
pub struct Section {
    /// Whether it is a `nav`: links to other places of the document.
    pub is_nav: bool,
    pub anchor: Option<Arc<str>>,
    /// The page style of its pages; a change forces a page break.
    pub page: Option<Arc<str>>,
    pub style: Arc<BoxStyle>,
    pub blocks: Vec<Block>,
}

/// A paragraph, a heading or a caption.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub id: ParagraphId,
    pub role: Role,
    pub anchor: Option<Arc<str>>,
    pub style: Arc<ParagraphStyle>,
    pub inlines: Vec<Inline>,
    pub origin: Origin,
}

impl Paragraph {
    pub fn has_picture(&self) -> bool {
        self.inlines.iter().any(|inline| matches!(inline, Inline::Image(_)))
    }

    /// The text without pictures and leaders; breaks as `
    /// `.
    pub fn text(&self) -> String {
        self.inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text(run) | Inline::PageNumber(PageNumber { run, .. }) => run.text.as_str(),
                Inline::Break => "\n",
                Inline::Image(_) | Inline::Leader(_) => "",
            })
            .collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Body,
    /// `h1` to `h6`: 1 to 6. A heading stays on the page of what follows.
    Heading(u8),
    Caption,
}

#[derive(Clone, Debug)]
pub enum Inline {
    Text(Run),
    /// A forced line break.
    Break,
    Image(Image),
    PageNumber(PageNumber),
    Leader(Leader),
}

impl Inline {
    /// The run of text that it holds, with style and link.
    pub fn run(&self) -> Option<&Run> {
        match self {
            Inline::Text(run)
            | Inline::PageNumber(PageNumber { run, .. })
            | Inline::Leader(Leader { run }) => Some(run),
            Inline::Break | Inline::Image(_) => None,
        }
    }
}

/// `target-counter(attr(href), page)`: the number of the page that an anchor stands on, as printed there.
#[derive(Clone, Debug)]
pub struct PageNumber {
    pub target: Arc<str>,
    /// Its text is `0` until layout has found the number.
    pub run: Run,
}

/// `leader()`: repeats a pattern over the free width of its line, so that what follows stands at the line's end.
#[derive(Clone, Debug)]
pub struct Leader {
    /// The pattern, with the style and the link of the text around it.
    pub run: Run,
}

/// Consecutive characters of one style, one script and one link.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub text: String,
    pub script: Script,
    pub style: Arc<TextStyle>,
    pub link: Option<Link>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// The [anchor](Paragraph::anchor) of a node of this document.
    Anchor(Arc<str>),
    Url(Arc<str>),
}

#[derive(Clone, Debug)]
pub struct Image {
    pub id: ImageId,
    pub source: ImageSource,
    pub size: Size,
    /// The alternative text; empty for a decoration.
    pub alt: String,
}

/// What a picture shows. Pictures of the same file share its bytes.
#[derive(Clone, Debug)]
pub enum ImageSource {
    File(ImageFile),
    /// A drawing made by this program, such as a chart.
    Drawing(Arc<Drawing>),
}

impl ImageSource {
    /// The format of its file; `None` for a drawing.
    pub fn format(&self) -> Option<ImageFormat> {
        match self {
            ImageSource::File(file) => Some(file.format),
            ImageSource::Drawing(_) => None,
        }
    }
}

/// The bytes of a picture file, unchanged.
#[derive(Clone, Debug)]
pub struct ImageFile {
    pub data: Arc<[u8]>,
    pub format: ImageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageFormat {
    Png,
    Jpeg,
    Svg,
}

impl ImageFormat {
    /// The extension of the names of such files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpeg",
            ImageFormat::Svg => "svg",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub style: Arc<BoxStyle>,
}

#[derive(Clone, Debug)]
pub struct List {
    pub id: ListId,
    pub anchor: Option<Arc<str>>,
    pub style: Arc<ListStyle>,
    /// The number of the first item, for a numbered list.
    pub start: u32,
    pub items: Vec<ListItem>,
}

#[derive(Clone, Debug)]
pub struct ListItem {
    pub id: ItemId,
    /// The text of its marker, as counted by `markup`: `1、`, `一、`, `•`.
    pub marker: String,
    pub blocks: Vec<Block>,
}

/// A table with fixed column widths.
#[derive(Clone, Debug)]
pub struct Table {
    pub id: TableId,
    pub anchor: Option<Arc<str>>,
    /// Its accessible name (`aria-label`).
    pub label: Option<Arc<str>>,
    pub style: Arc<TableStyle>,
    /// The width of each column of the grid, between the centres of its borders.
    pub columns: Vec<Abs>,
    pub caption: Option<Box<Paragraph>>,
    /// The row groups in document order; all headers come first. Header groups repeat on each page.
    pub groups: Vec<RowGroup>,
    pub origin: Origin,
}

impl Table {
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// The sum of the column widths: between the centres of the outer borders.
    pub fn width(&self) -> Abs {
        self.columns.iter().copied().sum()
    }
}

#[derive(Clone, Debug)]
pub struct RowGroup {
    pub kind: GroupKind,
    /// `break-inside: avoid`.
    pub keep_together: bool,
    pub rows: Vec<Row>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKind {
    Head,
    Body,
    Foot,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub id: RowId,
    pub anchor: Option<Arc<str>>,
    /// The least height, between the centres of the borders.
    pub min_height: Abs,
    /// Whether no page break may stand between the row and the next one (`break-after: avoid`).
    pub keep_with_next: bool,
    /// Whether a page break may stand inside the row (`break-inside: auto`). Otherwise it does so only where the row
    /// is taller than a page.
    pub splits: bool,
    /// The cells that begin in this row, from left to right.
    pub cells: Vec<Cell>,
    pub origin: Origin,
}

impl Row {
    /// Half the width of the thickest border above the cells that begin in this row, and below them.
    pub fn half_borders(&self) -> (Abs, Abs) {
        let half = |side: fn(&Sides<Option<Border>>) -> Option<Border>| {
            let borders = self.cells.iter().filter_map(|cell| side(&cell.style.border));
            borders.map(|border| border.width).fold(Abs::ZERO, Abs::max) / 2.0
        };
        (half(|sides| sides.top), half(|sides| sides.bottom))
    }
}

#[derive(Clone, Debug)]
pub struct Cell {
    pub anchor: Option<Arc<str>>,
    /// The grid column it begins in, from 0.
    pub column: usize,
    pub colspan: usize,
    pub rowspan: usize,
    /// The scope of a `th`; `None` for a data cell.
    pub header: Option<HeaderScope>,
    pub style: Arc<CellStyle>,
    pub blocks: Vec<Block>,
}

/// Pushes to a list that mostly holds one item. A first `push` of `Vec` would make room for four.
pub fn push_sparing<T>(list: &mut Vec<T>, item: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(item);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeaderScope {
    Row,
    Column,
}
