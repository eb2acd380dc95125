//! Any bytes as a Word file, a workbook or a table of text, or as the parts of a Word file: what is read of it is sound, and the
//! same each time.

use std::io::{Cursor, Write};

use gangwei::testing::office::{self, Block, Grid};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";

/// The parts of an input, in its order. The body is what stands inside `w:body`.
const PARTS: [(&str, &str); 5] = [
    ("document", "body"),
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("header", "hdr"),
    ("footnotes", "footnotes"),
];

/// Panics only where the program is wrong.
pub fn run(bytes: &[u8]) {
    super::on_one_thread(|| try_one(bytes));
}

fn try_one(bytes: &[u8]) {
    let is_whole = [&b"PK"[..], b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf", b"\xff\xfe"]
        .iter()
        .any(|mark| bytes.starts_with(mark));
    let file = if is_whole { bytes.to_vec() } else { package(&super::files(bytes)) };
    let read = office::read("a.docx", &file);
    assert_eq!(read, office::read("a.docx", &file));
    match read {
        Ok(file) => file.stories.iter().for_each(|story| check(&story.blocks)),
        Err(found) => assert_eq!(found.len(), 1, "{found:?}"),
    }
}

/// A package with the contents of parts; what is missing is empty.
fn package(contents: &[&[u8]]) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut add = |name: &str, content: &[&[u8]]| {
        zip.start_file(name, stored).expect("a part");
        content.iter().for_each(|bytes| zip.write_all(bytes).expect("memory"));
    };
    let root = relation("officeDocument", "document.xml");
    add("_rels/.rels", &[b"<a>", root.as_bytes(), b"</a>"]);
    let parts: String = PARTS[1..].iter().map(|(name, _)| relation(name, &format!("{name}.xml"))).collect();
    add("_rels/document.xml.rels", &[b"<a>", parts.as_bytes(), b"</a>"]);
    for (at, (name, element)) in PARTS.iter().enumerate() {
        let (open, close) = match *name {
            "document" => {
                (format!("<w:document {WORD}><w:{element}>"), format!("</w:{element}></w:document>"))
            }
            _ => (format!("<w:{element} {WORD}>"), format!("</w:{element}>")),
        };
        let content = contents.get(at).copied().unwrap_or_default();
        add(&format!("{name}.xml"), &[open.as_bytes(), content, close.as_bytes()]);
    }
    zip.finish().expect("a package").into_inner()
}

fn check(blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let number = paragraph.number.iter().flat_map(|number| number.text.chars());
                let mut all = paragraph.text.chars().chain(paragraph.hidden.chars()).chain(number);
                assert!(all.all(|c| !c.is_control() || matches!(c, '\t' | '\n')), "{paragraph:?}");
                assert!(paragraph.outline_level.is_none_or(|level| (1..=9).contains(&level)));
            }
            Block::Table(grid) => {
                check_grid(grid);
                grid.cells.iter().for_each(|cell| check(&cell.blocks));
            }
        }
    }
}

/// Cells stand in order within their grid, and do not overlap.
fn check_grid(grid: &Grid) {
    let places: Vec<_> = grid.cells.iter().map(|cell| (cell.row, cell.column)).collect();
    assert!(places.is_sorted(), "{places:?}");
    let mut taken = vec![false; grid.rows * grid.columns];
    for cell in &grid.cells {
        assert!(
            cell.row + cell.rowspan <= grid.rows && cell.column + cell.colspan <= grid.columns,
            "{cell:?}"
        );
        for row in cell.row..cell.row + cell.rowspan {
            for column in cell.column..cell.column + cell.colspan {
                let place = &mut taken[row * grid.columns + column];
                assert!(!std::mem::replace(place, true), "{cell:?} overlaps another");
            }
        }
    }
}
