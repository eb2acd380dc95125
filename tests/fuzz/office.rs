//! Any bytes as a Word file, a workbook or a table of text, or as the parts of one: what is read of it is sound, and the same
//! each time.

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
    let file = file(bytes);
    let read = office::read("a.docx", &file);
    assert_eq!(read, office::read("a.docx", &file));
    match read {
        Ok(file) => file.stories.iter().for_each(|story| check(&story.blocks)),
        Err(found) => assert_eq!(found.len(), 1, "{found:?}"),
    }
}

/// The file of an input, which is one itself, or has the contents of its parts; what is missing is empty.
pub fn file(bytes: &[u8]) -> Vec<u8> {
    if [&b"PK"[..], b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf", b"\xff\xfe"]
        .iter()
        .any(|mark| bytes.starts_with(mark))
    {
        return bytes.to_vec();
    }
    let contents = super::files(bytes);
    match contents[0] {
        [b'<', b's', b'h', b'e', b'e', b't', ..] => workbook(&contents),
        [b'<', b't', b'a', b'b', b'l', b'e', ..] => open_document(&contents),
        _ => word_file(&contents),
    }
}

fn word_file(contents: &[&[u8]]) -> Vec<u8> {
    let names = PARTS.map(|(name, _)| (name, format!("{name}.xml")));
    let parts = PARTS.iter().enumerate().map(|(at, (name, element))| {
        let (open, close) = match *name {
            "document" => {
                (format!("<w:document {WORD}><w:{element}>"), format!("</w:{element}></w:document>"))
            }
            _ => (format!("<w:{element} {WORD}>"), format!("</w:{element}>")),
        };
        (format!("{name}.xml"), enclosed(&open, contents.get(at), &close))
    });
    let own = [
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "document.xml".to_owned())])),
        ("_rels/document.xml.rels".to_owned(), relations(&names[1..])),
    ];
    archive(own.into_iter().chain(parts))
}

/// A workbook with one sheet: what stands in its `worksheet`, its styles, its shared strings.
fn workbook(contents: &[&[u8]]) -> Vec<u8> {
    let names = ["worksheet", "styleSheet", "sst"];
    let kinds = ["worksheet", "styles", "sharedStrings"];
    let parts = names.iter().enumerate().map(|(at, name)| {
        (format!("{name}.xml"), enclosed(&format!("<{name}>"), contents.get(at), &format!("</{name}>")))
    });
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"甲\" r:id=\"worksheet\"/></sheets></workbook>";
    let of_book: Vec<_> =
        kinds.iter().zip(names).map(|(kind, name)| (*kind, format!("{name}.xml"))).collect();
    let own = [
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "xl/workbook.xml".to_owned())])),
        ("xl/workbook.xml".to_owned(), book.into()),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(&of_book)),
    ];
    archive(own.into_iter().chain(parts.map(|(name, content)| (format!("xl/{name}"), content))))
}

/// A workbook of LibreOffice: its tables, and what stands before its body.
fn open_document(contents: &[&[u8]]) -> Vec<u8> {
    let styles = enclosed("<office:d>", contents.get(1), "<office:body><office:spreadsheet>");
    let head = String::from_utf8_lossy(&styles);
    let content = enclosed(&head, contents.first(), "</office:spreadsheet></office:body></office:d>");
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    archive([("mimetype".to_owned(), kind.into()), ("content.xml".to_owned(), content)].into_iter())
}

fn relations(parts: &[(&str, String)]) -> Vec<u8> {
    let one = |(kind, target): &(&str, String)| {
        format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    format!("<a>{}</a>", parts.iter().map(one).collect::<String>()).into()
}

fn enclosed(open: &str, content: Option<&&[u8]>, close: &str) -> Vec<u8> {
    [open.as_bytes(), content.copied().unwrap_or_default(), close.as_bytes()].concat()
}

fn archive(parts: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(name, stored).expect("a part");
        zip.write_all(&content).expect("memory");
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
