//! Reads finished documents back, and panics where one is not sound.

use super::check::check_package;
use super::dom;
use super::reader::Pdf;

/// The text of a PDF of so many pages, without artifacts.
pub fn text_of_pdf(bytes: &[u8], pages: usize) -> String {
    assert!(bytes.starts_with(b"%PDF-1.7\n"), "the beginning");
    assert!(bytes.ends_with(b"%%EOF\n") || bytes.ends_with(b"%%EOF"), "the end");
    let pdf = Pdf::read(bytes);
    assert_eq!(pdf.pages().len(), pages);
    // Every structure element can be reached.
    pdf.structure();
    (0..pages).map(|page| pdf.text(page)).collect()
}

/// The text in the body of a Word document.
pub fn text_of_docx(bytes: &[u8]) -> String {
    assert_eq!(check_package(bytes), Vec::<String>::new());
    let body = dom::part(bytes, "word/document.xml");
    let texts = body.descendants().into_iter().filter(|element| element.name == "w:t");
    texts.map(|element| element.text.as_str()).collect()
}
