//! Finished pages: positioned glyphs, lines and fills, with the structure they belong to.
//!
//! This is all that `pdf` sees. It may rely on these guarantees:
//! - positions are absolute on their page, from its top left corner; items stand in reading order;
//! - the items of each content id stand on one page and follow each other, and the id is a child of exactly one tag;
//!   everything else is an artifact;
//! - each table in the tags is regular: the spans of its rows' cells cover one grid exactly;
//! - no glyph is `.notdef`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::drawing::Drawing;
use crate::index::{IndexVec, ids};
pub use crate::text::{FontData, Glyph};
pub use crate::tree::{HeaderScope, ImageFile, ImageFormat, ParagraphId};
pub use crate::tree::{PageNumbering, PartNumbers};
use crate::unit::{Abs, Color, Date, Point, Rect, Size};

ids! {
    /// A structure element of a part.
    TagId,
    /// A marked content of a part.
    ContentId,
}

/// A whole document that is laid out.
#[derive(Clone, Debug)]
pub struct Pages {
    pub meta: DocumentInfo,
    pub fonts: Vec<FontFile>,
    pub images: Vec<ImageFile>,
    pub parts: Vec<PartPages>,
    /// The watermark, behind the text of every page; it is placed around the page's centre and turned about it.
    pub watermark: Option<Turned>,
    /// The top-level bookmarks with their children: department → position.
    pub outline: Vec<OutlineItem>,
}

/// The parts of a document. Each is made when it is asked for, so that the parts of a long document are never in
/// memory all at once.
pub trait PartSource: Sync {
    fn count(&self) -> usize;

    /// The sizes of a part's pages.
    fn sizes(&self, part: usize) -> Vec<Size>;

    /// How a part's pages are numbered.
    fn labels(&self, part: usize) -> PartNumbers;

    /// A part, with the items of its pages that have not been drawn before.
    fn part(&self, part: usize) -> Cow<'_, PartPages>;
}

impl PartSource for Vec<PartPages> {
    fn count(&self) -> usize {
        self.len()
    }

    fn sizes(&self, part: usize) -> Vec<Size> {
        self[part].pages.iter().map(|page| page.size).collect()
    }

    fn labels(&self, part: usize) -> PartNumbers {
        self[part].labels
    }

    fn part(&self, part: usize) -> Cow<'_, PartPages> {
        Cow::Borrowed(&self[part])
    }
}

/// Items that are placed around a point and turned about it.
#[derive(Clone, Debug, Default)]
pub struct Turned {
    /// The positions of its items count from that point.
    pub page: Page,
    /// Degrees, counter-clockwise.
    pub angle: f64,
}

/// The document information (PDF info and XMP), and the files to attach.
#[derive(Clone, Debug, Default)]
pub struct DocumentInfo {
    pub title: String,
    pub author: Option<String>,
    pub subject: Option<String>,
    pub keywords: Vec<String>,
    /// A BCP 47 tag.
    pub language: String,
    pub date: Option<Date>,
    /// Files that the document was made from.
    pub attachments: Vec<Attachment>,
}

/// A file to attach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Unique among the attachments.
    pub name: String,
    /// A media type (RFC 6838).
    pub mime_type: &'static str,
    pub description: String,
    pub data: Arc<[u8]>,
}

/// A font to embed; [`TextRun::font`] is an index into [`Pages::fonts`].
#[derive(Clone, Debug)]
pub struct FontFile {
    pub data: FontData,
    /// The face's index in a collection.
    pub index: u32,
}

#[derive(Clone, Debug)]
pub struct OutlineItem {
    pub title: String,
    /// Index of the page in the whole document, from 0.
    pub page: usize,
    pub at: Point,
    pub children: Vec<OutlineItem>,
}

/// The pages of one part, with its share of the structure tree.
#[derive(Clone, Debug, Default)]
pub struct PartPages {
    pub pages: Vec<Page>,
    /// Structure elements; the first is the part's root (a `Section`).
    pub tags: IndexVec<TagId, Tag>,
    pub contents: IndexVec<ContentId, MarkedContent>,
    /// The pictures on its pages, as indices into [`Pages::images`].
    pub images: Vec<usize>,
    /// How the pages are numbered, for the page labels of PDF viewers.
    pub labels: PartNumbers,
}

/// A stretch of page content that belongs to one tag.
#[derive(Clone, Debug, Default)]
pub struct MarkedContent {
    /// Text for extraction instead of the glyphs' text, where layout spread the characters (均排).
    pub actual_text: Option<String>,
    /// The paragraph whose text it is, or beside which it stands; `None` for a picture.
    pub paragraph: Option<ParagraphId>,
}

/// A structure element (ISO 32000-1 §14.8.4).
#[derive(Clone, Debug)]
pub struct Tag {
    pub kind: TagKind,
    /// In logical order.
    pub children: Vec<TagChild>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagChild {
    Tag(TagId),
    Content(ContentId),
    /// A link's annotation: page index in the part, index into [`Page::links`].
    Link {
        page: usize,
        link: usize,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagKind {
    Section,
    /// Levels 1 to 6; never more than one deeper than the heading before it in the document.
    Heading {
        level: u8,
        title: String,
    },
    Paragraph,
    List {
        numbered: bool,
    },
    ListItem,
    Label,
    ListBody,
    Table,
    Caption,
    TableHead,
    TableBody,
    TableFoot,
    Row,
    HeaderCell {
        scope: HeaderScope,
        colspan: u32,
        rowspan: u32,
    },
    DataCell {
        colspan: u32,
        rowspan: u32,
    },
    Figure {
        alt: String,
    },
    Link,
    Span,
}

/// One page. The texts and glyphs of all its items stand in two shared buffers, because a document may have thousands
/// of pages.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub size: Size,
    pub items: Vec<PageItem>,
    pub text: String,
    pub glyphs: Vec<Glyph>,
    pub links: Vec<LinkArea>,
    /// How far to the right the items move that were drawn before the page's number was known (mirrored margins).
    pub shift: Abs,
}

/// An item to draw, and the marked content or artifact that it belongs to.
#[derive(Clone, Debug)]
pub struct PageItem {
    pub mark: Marking,
    pub kind: ItemKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marking {
    Content(ContentId),
    Artifact(Artifact),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    Header,
    Footer,
    /// Content that a page break repeats: header rows, merged labels.
    Repeated,
    /// Borders, rules, backgrounds, leaders and decorative pictures.
    Layout,
}

#[derive(Clone, Debug)]
pub enum ItemKind {
    Text(TextRun),
    Fill {
        rect: Rect,
        color: Color,
    },
    /// A horizontal or vertical line, given by its centre line.
    Line {
        from: Point,
        to: Point,
        width: Abs,
        color: Color,
        dash: Dash,
    },
    Image {
        rect: Rect,
        /// Index into [`PartPages::images`].
        image: usize,
    },
    Drawing {
        rect: Rect,
        drawing: Arc<Drawing>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    Solid,
    Dashed,
    Dotted,
}

/// Glyphs of one font, size and colour on one baseline.
#[derive(Clone, Debug)]
pub struct TextRun {
    /// Where the first glyph's origin lies, on the baseline.
    pub at: Point,
    pub font: u16,
    pub size: Abs,
    pub color: Color,
    /// Whether the glyphs are to be slanted, because the font has no italic face.
    pub oblique: bool,
    /// Whether the text lies on its right side, in vertical text: the baseline runs down from `at`.
    pub turned: bool,
    /// A range of [`Page::glyphs`].
    pub glyphs: Range<u32>,
    /// A range of [`Page::text`] in bytes; its length is the sum of the glyphs' text lengths.
    pub text: Range<u32>,
}

/// The clickable area of a link.
#[derive(Clone, Debug)]
pub struct LinkArea {
    pub rect: Rect,
    pub target: LinkTarget,
    /// The text of the link, for assistive technology.
    pub alt: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    Url(Arc<str>),
    /// A place in the document: page index from 0, and the point.
    Place {
        page: usize,
        at: Point,
    },
    /// An anchor. Joining the parts turns it into a place; finished [`Pages`] have none.
    Anchor(Arc<str>),
}
