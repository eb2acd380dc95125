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
    // A merged cell's label stands in each of its rows, for whoever deletes the first; only that one shows it.
    let goes_on = |cell: &&dom::Element| {
        cell.at("w:tcPr/w:vMerge").is_some_and(|merge| merge.attribute("w:val") != Some("restart"))
    };
    let cells = body.find("w:tc").into_iter().filter(goes_on);
    let hidden: Vec<*const dom::Element> =
        cells.flat_map(|cell| cell.find("w:t")).map(std::ptr::from_ref).collect();
    let texts = body.find("w:t").into_iter().filter(|text| !hidden.contains(&std::ptr::from_ref(*text)));
    texts.map(|element| element.text.as_str()).collect()
}
