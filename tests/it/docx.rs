//! Tests of docx: trees made by hand, read back from the package that they become.

pub mod build;
pub mod check;
mod checker;
mod contents;
pub mod dom;
mod full;
mod lists;
pub mod outline;
mod pages;
mod paragraphs;
mod random;
mod samples;
mod tables;

use gangwei::testing::docx::write;
use gangwei::testing::tree::{Block, Document, PageMap};

use crate::office;

use build::one;
use dom::Element;

/// The package of a document, which has to agree with itself and with the tree.
pub fn package(document: &Document) -> Vec<u8> {
    let package = write(document, &PageMap { pages: 12, ..PageMap::default() }).expect("a package");
    assert_eq!(check::check_package(&package), Vec::<String>::new());
    let wanted = outline::outline_of(document);
    assert_eq!(outline::outline_of_package(&package), wanted);
    office::own::assert_tables(&package, &wanted);
    assert_eq!(outline::read_back(&package), wanted.without_headers());
    package
}

/// The body of a document of one part.
pub fn body(blocks: Vec<Block>) -> Element {
    let mut document = dom::part(&package(&one(blocks)), "word/document.xml");
    document.children.remove(0)
}
