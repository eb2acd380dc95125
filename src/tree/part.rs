//! Documents and their parts.

use std::sync::Arc;

use super::node::Block;
use super::numbering::PageNumbering;
use super::page_style::PageStyles;
use super::watermark::Watermark;
use crate::unit::{Abs, Date};

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
pub struct SheetKey {
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
    pub sheet: Option<SheetKey>,
    /// Resolved `@page` rules, shared by the parts of a template set.
    pub page_styles: Arc<PageStyles>,
    /// A specimen of each named style, shared likewise: what the name looks like wherever it is used.
    pub specimens: Arc<Specimens>,
    /// Running strings by name (`string(department)`), set by the data or by `string-set`.
    pub strings: Vec<(Arc<str>, String)>,
    pub blocks: Vec<Block>,
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
