//! What a document's tables say, without their looks: the common ground on which the tree, our
//! package and other readers are compared.

use gangwei::testing::tree::{Block, Cell, Document, GroupKind, Table};
use serde_json::{Value, json};

use super::dom::{Element, part};

/// Every table, outer before inner, in document order. As JSON it is an array of
/// `{columns, rows: [{header, cells: [{column, colspan, rowspan, text}]}]}`; a cell's text is
/// its paragraphs without those that are empty, one a line, and without inner tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline(pub Vec<TableOutline>);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableOutline {
    pub columns: usize,
    pub rows: Vec<RowOutline>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowOutline {
    pub header: bool,
    pub cells: Vec<CellOutline>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellOutline {
    pub column: usize,
    pub colspan: usize,
    pub rowspan: usize,
    pub text: String,
}

impl Outline {
    pub fn to_json(&self) -> Value {
        let cell = |cell: &CellOutline| json!({"column": cell.column, "colspan": cell.colspan, "rowspan": cell.rowspan, "text": cell.text});
        let row = |row: &RowOutline| json!({"header": row.header, "cells": row.cells.iter().map(cell).collect::<Vec<_>>()});
        let tables = self.0.iter().map(
            |table| json!({"columns": table.columns, "rows": table.rows.iter().map(row).collect::<Vec<_>>()}),
        );
        tables.collect()
    }

    /// For readers that do not know header rows.
    pub fn without_headers(mut self) -> Outline {
        self.0.iter_mut().flat_map(|table| &mut table.rows).for_each(|row| row.header = false);
        self
    }
}

/// A cell as it stands in a row, before merges are counted.
struct Raw {
    colspan: usize,
    /// Whether a vertical merge begins (true) or goes on (false) in it.
    merge: Option<bool>,
    text: String,
}

/// Counts the rows that each merge covers.
fn join(columns: usize, rows: Vec<(bool, Vec<Raw>)>) -> TableOutline {
    let mut table = TableOutline { columns, rows: Vec::new() };
    // Where the merge over a column begins: row and cell.
    let mut open: Vec<Option<(usize, usize)>> = vec![None; columns];
    for (index, (header, raw)) in rows.into_iter().enumerate() {
        let mut cells = Vec::new();
        let mut column = 0;
        for Raw { colspan, merge, text } in raw {
            match (merge, open.get(column).copied().flatten()) {
                (Some(false), Some((row, cell))) => table.rows[row].cells[cell].rowspan += 1,
                _ => {
                    if let Some(slot) = open.get_mut(column) {
                        *slot = merge.map(|_| (index, cells.len()));
                    }
                    cells.push(CellOutline { column, colspan, rowspan: 1, text });
                }
            }
            column += colspan;
        }
        table.rows.push(RowOutline { header, cells });
    }
    table
}

fn lines(paragraphs: impl Iterator<Item = String>) -> String {
    paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The outline that the tree asks for.
pub fn outline_of(document: &Document) -> Outline {
    let mut outline = Outline::default();
    document.parts.iter().for_each(|part| of_blocks(&part.blocks, &mut outline));
    outline
}

fn of_blocks(blocks: &[Block], outline: &mut Outline) {
    for block in blocks {
        match block {
            Block::Section(section) => of_blocks(&section.blocks, outline),
            Block::List(list) => list.items.iter().for_each(|item| of_blocks(&item.blocks, outline)),
            Block::Table(table) => of_table(table, outline),
            Block::Paragraph(_) | Block::Rule(_) => {}
        }
    }
}

fn of_table(table: &Table, outline: &mut Outline) {
    let row = |kind: GroupKind, row: &gangwei::testing::tree::Row| RowOutline {
        header: kind == GroupKind::Head,
        cells: row.cells.iter().map(of_cell).collect(),
    };
    let rows = table.groups.iter().flat_map(|group| group.rows.iter().map(|one| row(group.kind, one)));
    outline.0.push(TableOutline { columns: table.columns.len(), rows: rows.collect() });
    for cell in table.rows().flat_map(|row| &row.cells) {
        of_blocks(&cell.blocks, outline);
    }
}

fn of_cell(cell: &Cell) -> CellOutline {
    let mut texts = Vec::new();
    texts_of(&cell.blocks, &mut texts);
    CellOutline {
        column: cell.column,
        colspan: cell.colspan,
        rowspan: cell.rowspan,
        text: lines(texts.into_iter()),
    }
}

fn texts_of(blocks: &[Block], texts: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Section(section) => texts_of(&section.blocks, texts),
            Block::List(list) => list.items.iter().for_each(|item| texts_of(&item.blocks, texts)),
            Block::Paragraph(paragraph) => texts.push(paragraph.text()),
            Block::Table(table) => texts.extend(table.caption.iter().map(|caption| caption.text())),
            Block::Rule(_) => {}
        }
    }
}

/// The outline that a package has, read by our own small reader.
pub fn outline_of_package(package: &[u8]) -> Outline {
    let document = part(package, "word/document.xml");
    Outline(document.find("w:tbl").into_iter().map(table_of_element).collect())
}

fn table_of_element(table: &Element) -> TableOutline {
    let columns = table.at("w:tblGrid").map_or(0, |grid| grid.all("w:gridCol").count());
    let cell = |cell: &Element| Raw {
        colspan: cell.at("w:tcPr/w:gridSpan").map_or(1, |span| span.number("w:val") as usize),
        merge: cell.at("w:tcPr/w:vMerge").map(|merge| merge.val() == Some("restart")),
        text: lines(cell.all("w:p").map(Element::shown_text)),
    };
    let rows = table
        .all("w:tr")
        .map(|row| (row.at("w:trPr/w:tblHeader").is_some(), row.all("w:tc").map(cell).collect::<Vec<_>>()));
    join(columns, rows.collect())
}

/// The outline that docx-rs reads, which knows no header rows. It panics on some input.
pub fn read_back(package: &[u8]) -> Outline {
    let docx = docx_rs::read_docx(package).expect("docx-rs reads it");
    let json: Value = serde_json::from_str(&docx.json()).expect("JSON");
    let mut outline = Outline::default();
    tables_of_json(&json["document"]["children"], &mut outline);
    outline
}

fn children(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn tables_of_json(blocks: &Value, outline: &mut Outline) {
    for table in children(blocks).iter().filter(|block| block["type"] == "table") {
        let rows = children(&table["data"]["rows"]);
        let cells = |row: &Value| children(&row["data"]["cells"]).to_vec();
        let joined = rows.iter().map(|row| (false, cells(row).iter().map(cell_of_json).collect()));
        outline.0.push(join(children(&table["data"]["grid"]).len(), joined.collect()));
        for cell in rows.iter().flat_map(cells) {
            tables_of_json(&cell["data"]["children"], outline);
        }
    }
}

fn cell_of_json(cell: &Value) -> Raw {
    let data = &cell["data"];
    let paragraphs = children(&data["children"]).iter().filter(|block| block["type"] == "paragraph");
    Raw {
        colspan: data["property"]["gridSpan"].as_u64().unwrap_or(1) as usize,
        merge: data["property"]["verticalMerge"].as_str().map(|merge| merge == "restart"),
        text: lines(paragraphs.map(|paragraph| text_of_json(&paragraph["data"]["children"]))),
    }
}

fn text_of_json(inlines: &Value) -> String {
    let text = |inline: &Value| match inline["type"].as_str() {
        Some("text") => inline["data"]["text"].as_str().unwrap_or_default().to_owned(),
        Some("break") => "\n".to_owned(),
        Some("run" | "hyperlink") => text_of_json(&inline["data"]["children"]),
        _ => String::new(),
    };
    children(inlines).iter().map(text).collect()
}
