//! The document as both writers see it: plain types, styles resolved.
//!
//! What every [`Document`] guarantees, so that layout and the writers need not ask:
//! - lengths are absolute; percentages, `em` and column shares are resolved;
//! - a table's cells cover its grid exactly once: no hole, no overlap, spans inside
//!   the grid and inside their row group; every column has a width;
//! - neighbouring cells agree on the border between them (collapsed already); where one cell's
//!   side faces several others with different lines, it carries the weakest of these, and the
//!   line to draw on each stretch is the stronger of the two that meet there;
//! - vertical margins are collapsed already and simply add up: between two blocks one of the
//!   two margins is zero, and a box hands its margins to its first and last block unless it
//!   has a border, padding or background there. Nothing is collapsed across a forced page break;
//! - percentages of a margin or padding count in the width around the box, and an outer width
//!   (section, list, cell) always leaves room for what is inside;
//! - a section's page style is resolved: a section inside one with `page` repeats that name;
//! - every cell holds at least one block, every list item too;
//! - a run's text is not empty, has one script, and no control characters; line breaks are
//!   [`Inline::Break`], and white space is already collapsed as CSS asks;
//! - link targets inside the document that do not exist are gone (reported by `markup`).

mod dump;
mod facts;
mod font;
mod identity;
mod keep;
mod numbering;
mod references;
mod script;
mod style;
mod tighten;
mod walk;
mod watermark;

use std::sync::Arc;

pub use dump::{dump, dump_part};
pub use facts::*;
pub use font::{FontStack, Generic};
pub use identity::*;
pub use keep::{Kept, keep};
pub use numbering::PageNumbering;
pub use references::{has_page_numbers, with_page_numbers};
pub use script::{by_script, is_always_han, scripts};
pub use style::*;
pub use tighten::{Tightness, tighten, tighten_within};
pub use walk::{each_paragraph, each_text};
pub use watermark::Watermark;

use crate::drawing::Drawing;
use crate::unit::{Abs, Date, Sides, Size};

/// A whole output: what one DOCX and one PDF file show.
#[derive(Clone, Debug)]
pub struct Document {
    pub meta: Meta,
    /// Shared, because a position's part may stand in several documents.
    pub parts: Vec<Arc<Part>>,
}

/// What the files say about themselves (PDF info and XMP, DOCX properties).
#[derive(Clone, Debug, Default)]
pub struct Meta {
    pub title: String,
    pub company: Option<String>,
    pub version: Option<String>,
    pub document_number: Option<String>,
    pub confidentiality: Option<String>,
    /// BCP 47, such as `zh-CN`.
    pub language: String,
    pub date: Option<Date>,
    pub watermark: Option<Watermark>,
}

/// How a part's pages are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartNumbers {
    /// Of its first page.
    pub first: u32,
    /// The last number of its [`Matter`]: what `counter(pages)` shows.
    pub last: u32,
    /// How the numbers of its matter are written.
    pub numbering: PageNumbering,
    /// Whether its matter begins with it and is not the whole document, so that counting starts anew.
    pub begins: bool,
    pub sheet: SheetNumbers,
}

/// How a part's pages are counted within its [sheet](Part::sheet).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetNumbers {
    /// Of the part's first page: 1 where the sheet begins with it.
    pub first: u32,
    /// Of the sheet's last page.
    pub last: u32,
}

/// The height of the paragraphs that show nothing, which word processors want around tables: between two of
/// them, and behind one that ends a cell or a section. Layout leaves them room at a page's end
/// (`page::reserve`).
pub const SMALL_PARAGRAPH: Abs = Abs::pt(1.0);

/// Which pages are counted together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Matter {
    /// Cover, contents and whatever else stands before the body (front matter), counted by itself.
    Front,
    #[default]
    Body,
}

/// What is signed and filed as one: the pages of a position. Parts of one sheet that follow each other are counted
/// together, by `counter(sheet-page)`; a part of no sheet is one by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sheet {
    /// By place in the selection.
    pub department: usize,
    pub position: usize,
}

/// One rendered template part. Starts on a page of its own and is laid out alone.
#[derive(Clone, Debug)]
pub struct Part {
    /// What made it, for dumps and messages: the template's file name, and the position or department.
    pub name: String,
    pub matter: Matter,
    pub sheet: Option<Sheet>,
    /// Resolved `@page` rules, shared by the parts of a template set.
    pub page_styles: Arc<PageStyles>,
    /// A specimen of each named style, shared likewise: what the name looks like wherever it is used.
    pub specimens: Arc<Specimens>,
    /// Running strings by name (`string(department)`), set by the data or by `string-set`.
    pub strings: Vec<(Arc<str>, String)>,
    pub blocks: Vec<Block>,
}

/// The page styles that a part's blocks choose from by name; `page: NAME` in CSS.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyles {
    /// The nameless `@page`, used where no name is chosen.
    pub default: PageStyle,
    pub named: Vec<(Arc<str>, PageStyle)>,
}

/// A specimen of each style that a style sheet names, with the margins that it asks for: what the name looks like
/// in every document of the set. Of several with one name, the first counts.
#[derive(Clone, Debug, Default)]
pub struct Specimens {
    /// Paragraphs and runs in them, each in what its selector asks for: the body text first, the upper headings,
    /// then the styles that rules name.
    pub text: Vec<Block>,
    /// Those that a document has only where it uses them: lower headings, captions, rules, and what is called
    /// after its class.
    pub others: Vec<Block>,
    /// Tables of each named look, with more than one row and column; the nameless one last.
    pub tables: Vec<Block>,
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
    /// Whether left-hand pages have the side margins the other way round, for a binding edge.
    pub mirrored: bool,
}

impl PageStyles {
    /// The height between the margins on the page that has the least.
    pub fn lowest_room(&self) -> Abs {
        let room = |style: &PageStyle| style.size.height - style.margin.vertical();
        self.named.iter().map(|(_, style)| room(style)).fold(room(&self.default), Abs::min)
    }
}

impl PageStyle {
    /// The room between the side margins.
    pub fn measure(&self) -> Abs {
        self.size.width - self.margin.horizontal()
    }

    /// The margins of the page with that number, from 1.
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

    /// The margin boxes of the page with that number, from 1; `first` is the document's first page.
    pub fn boxes_of(&self, number: usize, first: bool) -> &[MarginBox] {
        match (&self.first_boxes, &self.left_boxes) {
            (Some(boxes), _) if first => boxes,
            (_, Some(left)) if number.is_multiple_of(2) => left,
            _ => &self.boxes,
        }
    }
}

/// A header's or footer's box. Its text stands in one paragraph.
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

/// A piece of a margin box's `content`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    Text(String),
    /// `counter(page)`, in one of the counter styles that all three page counters know.
    Page(PageNumbering),
    /// `counter(pages)`.
    Pages,
    /// `counter(sheet-page)`: the page's number within its sheet, from 1.
    SheetPage,
    /// `counter(sheet-pages)`: how many pages the sheet has.
    SheetPages,
    /// `string(NAME)`: the part's running string; nothing where it is not set.
    String(Arc<str>),
}

impl Content {
    /// What of a margin box's content is shown: where a string is not set, the gap beside it (a text of nothing but
    /// white space) goes, so that none stands at the box's edge and no two follow each other.
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

/// Which font of the stack sets a run.
///
/// Decided once, before the writers part, because “ ” ‘ ’ — … · belong to either script by
/// what stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    Han,
    Latin,
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
    pub header: Option<Scope>,
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
pub enum Scope {
    Row,
    Column,
}
