//! Workbooks that are damaged or made to do harm: each ends with a message, or gives what it has.

use std::fs;

use gangwei::diag::Code;
use gangwei::testing::office::{self, OfficeFile, plain_text};

use super::hostile::{package, relationships};
use crate::golden;

/// A workbook with one sheet, with these rows and parts beside them.
fn workbook(rows: &str, behind: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let root = relationships(&[("officeDocument", "xl/workbook.xml")]);
    let names = [("worksheet", "sheet.xml"), ("sharedStrings", "strings.xml"), ("styles", "styles.xml")];
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"worksheet\"/></sheets></workbook>";
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData>{behind}</worksheet>");
    let own = [
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", &relationships(&names)),
        ("xl/sheet.xml", &sheet),
    ];
    package(&[&own, parts].concat())
}

/// A workbook of LibreOffice with this table.
fn open_document(table: &str) -> Vec<u8> {
    let content = format!("<d><body><spreadsheet><table name=\"a\">{table}</table></spreadsheet></body></d>");
    package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn texts(file: &OfficeFile) -> String {
    file.stories.iter().map(|story| plain_text(&story.blocks)).collect::<String>().trim().replace('\n', "/")
}

fn read(bytes: &[u8]) -> String {
    office::read("a.xlsx", bytes).map(|file| texts(&file)).unwrap_or_else(|found| panic!("{found:?}"))
}

/// The one finding that a file is refused with.
fn refused(bytes: &[u8]) -> (Code, String) {
    let found = office::read("a.xlsx", bytes).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    (found[0].code, found[0].message.en.clone())
}

#[test]
fn no_part_of_a_workbook_does_harm() {
    for name in
        ["positions.xlsx", "positions.xls", "positions.ods", "form-sheets.xlsx", "comma-gbk.csv", "tab.tsv"]
    {
        let whole = fs::read(golden::suite("office").join(name)).unwrap();
        for end in (0..whole.len()).step_by(7) {
            office::read(name, &whole[..end]).ok();
            let mut changed = whole.clone();
            changed[end] ^= 0x41;
            office::read(name, &changed).ok();
        }
    }
}

#[test]
fn what_cells_refer_to_may_be_missing() {
    let strings = "<sst count=\"9\" uniqueCount=\"99999999999999\"><si><t>甲</t></si></sst>";
    let cell = |kind: &str, value: &str| format!("<c t=\"{kind}\" s=\"99\"><v>{value}</v></c>");
    let rows = format!(
        "<row r=\"3\">{}{}{}</row><row>{}<c r=\"ZZZZZZZ1\" t=\"str\"><v>丙</v></c><c r=\"B99999999999999999999\"/></row><row r=\"-1\"/>",
        cell("s", "0"),
        cell("s", "7"),
        cell("s", "-1"),
        cell("str", "乙")
    );
    assert_eq!(read(&workbook(&rows, "", &[("xl/strings.xml", strings)])), "甲/乙/丙");
    let control = "<row><c t=\"str\"><v>甲_x0001__x000D_\n乙</v></c></row>";
    assert_eq!(read(&workbook(control, "", &[])), "甲/乙");
    let number = "<row><c><v>1e999</v></c><c><v>NaN</v></c><c><v>12</v></c><c t=\"e\"><v>#N/A</v></c></row>";
    assert_eq!(read(&workbook(number, "", &[])), "1e999/NaN/12/#N/A");
    let merged = "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/><mergeCell ref=\"B2:A1\"/><mergeCell ref=\"A1\"/></mergeCells>";
    assert_eq!(read(&workbook("<row><c t=\"str\"><v>甲</v></c></row>", merged, &[])), "甲");
}

#[test]
fn empty_cells_cost_nothing_and_too_many_are_told() {
    let empty = "<row>".to_owned() + &"<c s=\"1\"/>".repeat(1000) + "</row>";
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"str\"><v>甲</v></c></row>";
    assert_eq!(read(&workbook(&(empty.repeat(300) + far), "", &[])), "甲");
    let near = "<row><c t=\"str\"><v>乙</v></c></row>";
    assert_eq!(
        refused(&workbook(&format!("{near}{far}"), "", &[])).1,
        "more than 1024 columns of a table, so it is not read"
    );
    let bomb = workbook(&" ".repeat(20 << 20), "", &[]);
    assert!(refused(&bomb).1.starts_with("more than 400 times its packed size"));
    let shared = format!("<sst>{}</sst>", format!("<si><t>{}</t></si>", "甲".repeat(10_000)).repeat(20));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(500);
    let many = workbook(&format!("<row>{cells}</row>").repeat(20), "", &[("xl/strings.xml", &shared)]);
    assert!(
        matches!(refused(&many).1.as_str(), text if text.starts_with("more than")),
        "a string in each of many cells"
    );
}

#[test]
fn repeated_cells_of_an_open_document_are_counted() {
    let cell = |attributes: &str, text: &str| format!("<table-cell {attributes}><p>{text}</p></table-cell>");
    let row = |attributes: &str, cells: &str| format!("<table-row {attributes}>{cells}</table-row>");
    let empty =
        row("number-rows-repeated=\"9999999999\"", "<table-cell number-columns-repeated=\"9999999999\"/>");
    let twice = cell("number-columns-repeated=\"2\"", "甲<s c=\"2\"/>乙<line-break/>丙");
    assert_eq!(read(&open_document(&(row("", &twice) + &empty))), "甲  乙/丙/甲  乙/丙");
    let endless = row("number-rows-repeated=\"9999999999\"", &cell("", "甲"));
    assert!(refused(&open_document(&endless)).1.starts_with("more than 1000000 paragraphs"));
    let spanned = cell("number-columns-spanned=\"99999999999999\" number-rows-spanned=\"-3\"", "甲");
    assert_eq!(read(&open_document(&row("", &(spanned + &cell("", "乙"))))), "甲");
    assert_eq!(refused(&open_document("<table-row>")).0, Code::E603);
}

#[test]
fn other_files_are_named() {
    let root = relationships(&[("officeDocument", "xl/workbook.bin")]);
    let binary = package(&[("_rels/.rels", &root), ("xl/workbook.bin", "")]);
    assert_eq!(refused(&binary), (Code::E602, "it is a binary workbook (.xlsb)".into()));
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let locked = package(&[("mimetype", ""), ("content.xml", ""), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(refused(&locked), (Code::E602, "the file has a password".into()));
    assert_eq!(refused(b"<html><table></table></html>").0, Code::E601);
    assert_eq!(refused(b"{\\rtf1}").0, Code::E602);
    assert_eq!(refused(b"\x81\xff\xff,\xff").0, Code::E605);
}
