//! Blocks and what is in them: the nodes of a part.

use std::sync::Arc;

use super::id::{ImageId, ItemId, ListId, ParagraphId, RowId, TableId};
use super::script::Script;
use super::style::{BoxStyle, CellStyle, ListStyle, ParagraphStyle, TableStyle, TextStyle};
use crate::drawing::Drawing;
use crate::unit::{Abs, Size};

/// The bytes of a part's markup that an element's start tag fills; empty where no element made it.
///
/// For messages about the layout alone: dumps and documents do not show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub start: u32,
    pub end: u32,
}

/// Something that stands on lines or pages of its own.
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
    /// Whether it is a `nav`: a list of links to other places of the document.
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

    /// The text alone; breaks as `\n`.
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
    /// `h1` to `h6`: 1 to 6. A heading keeps with what follows.
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
    /// Its characters, with their style and link.
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

/// `leader()`: repeats a pattern over the room that its line leaves, so that what follows stands at
/// the line's end.
#[derive(Clone, Debug)]
pub struct Leader {
    /// The pattern, with the style and the link of the text around.
    pub run: Run,
}

/// Characters of one style and one script.
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

/// What a picture shows. Uses of the same one share it.
#[derive(Clone, Debug)]
pub enum ImageSource {
    File(ImageFile),
    /// A drawing of our own.
    Drawing(Arc<Drawing>),
}

impl ImageSource {
    /// That of its file, if it has one.
    pub fn format(&self) -> Option<ImageFormat> {
        match self {
            ImageSource::File(file) => Some(file.format),
            ImageSource::Drawing(_) => None,
        }
    }
}

/// A picture file as it is.
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
    /// Of its files' names.
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
    /// What stands before it, as counted by `markup`: `1、`, `一、`, `•`.
    pub marker: String,
    pub blocks: Vec<Block>,
}

/// A table with fixed column widths.
#[derive(Clone, Debug)]
pub struct Table {
    pub id: TableId,
    pub anchor: Option<Arc<str>>,
    /// What it is called for those who do not see it (`aria-label`).
    pub label: Option<Arc<str>>,
    pub style: Arc<TableStyle>,
    /// One width for each column of the grid, cell edge to cell edge (border centres).
    pub columns: Vec<Abs>,
    pub caption: Option<Box<Paragraph>>,
    /// Header groups repeat on each page, body groups flow; in document order,
    /// all headers first.
    pub groups: Vec<RowGroup>,
    pub origin: Origin,
}

impl Table {
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// Border centre to border centre.
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
    /// The least height, border centre to border centre.
    pub min_height: Abs,
    /// Whether the row must not be parted from the next one (`break-after: avoid`).
    pub keep_with_next: bool,
    /// Whether a page break may part its lines (`break-inside: auto`); otherwise it does so
    /// only where no page holds the row.
    pub splits: bool,
    /// The cells that begin in this row, from left to right.
    pub cells: Vec<Cell>,
    pub origin: Origin,
}

#[derive(Clone, Debug)]
pub struct Cell {
    pub anchor: Option<Arc<str>>,
    /// The grid column it begins in, from 0.
    pub column: usize,
    pub colspan: usize,
    pub rowspan: usize,
    /// `th`: what it is the header of.
    pub header: Option<HeaderScope>,
    pub style: Arc<CellStyle>,
    pub blocks: Vec<Block>,
}

/// Adds to one of the many lists that mostly hold one item; `Vec` would make room for four.
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
