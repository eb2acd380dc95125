//! Documents and their parts.

use std::sync::Arc;

use super::node::Block;
use super::numbering::PageNumbering;
use super::page_style::PageStyles;
use super::watermark::Watermark;
use crate::unit::{Abs, Date};

/// A whole output: the content of one DOCX and one PDF file.
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
    /// The number of its first page.
    pub first: u32,
    /// The last number of its [`Matter`]: what `counter(pages)` shows.
    pub last: u32,
    /// How page numbers are written in its matter.
    pub numbering: PageNumbering,
    /// Whether counting starts anew with it: it is the first part of its matter, and the document has other matter.
    pub begins: bool,
    pub sheet: SheetNumbers,
}

/// How a part's pages are counted within its [sheet](Part::sheet).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetNumbers {
    /// The number of the part's first page: 1 where the sheet begins with it.
    pub first: u32,
    /// The number of the sheet's last page.
    pub last: u32,
}

/// The height of the empty paragraphs that word processors need between two tables, and after a table that ends a
/// cell or a section. Layout leaves room for them at the foot of a page (`page::reserve`).
pub const SMALL_PARAGRAPH: Abs = Abs::pt(1.0);

/// Which pages are numbered together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Matter {
    /// What stands before the body (cover, contents), numbered by itself.
    Front,
    #[default]
    Body,
}

/// Says which parts are signed and filed as one: the pages of a position. Consecutive parts of one sheet are counted
/// together by `counter(sheet-page)`; a part without a sheet is counted by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SheetKey {
    /// The place in the selection, from 0.
    pub department: usize,
    pub position: usize,
}

/// The output of one template part. It starts on a new page and is laid out independently of other parts.
#[derive(Clone, Debug)]
pub struct Part {
    /// Names the part in dumps and messages: the template's file name, and the position or department.
    pub name: String,
    pub matter: Matter,
    pub sheet: Option<SheetKey>,
    /// Resolved `@page` rules, shared by the parts of a template set.
    pub page_styles: Arc<PageStyles>,
    /// A specimen of each named style, shared likewise.
    pub specimens: Arc<Specimens>,
    /// Running strings by name (`string(department)`), set by the data or by `string-set`.
    pub strings: Vec<(Arc<str>, String)>,
    pub blocks: Vec<Block>,
}

/// A specimen of each style that a style sheet names, with its uncollapsed margins: it shows how the style looks in
/// every document of the set. Of several specimens with one name, the first counts.
#[derive(Clone, Debug, Default)]
pub struct Specimens {
    /// Paragraphs and the runs in them, each in the context that its selector asks for: the body text first, then
    /// headings 1 to 3, then the styles that rules name.
    pub text: Vec<Block>,
    /// Those that a document has only where it uses them: headings 4 to 6, captions, rules, and styles that are named
    /// after a class.
    pub others: Vec<Block>,
    /// A table for each named table style, with more than one row and column; the default one last.
    pub tables: Vec<Block>,
}
