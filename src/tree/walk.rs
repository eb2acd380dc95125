//! Visits every paragraph of some blocks, or every text of a part with its style.

use super::node::{Block, Inline, Leader, PageNumber, Paragraph};
use super::numbering::PageNumbering;
use super::page_style::Content;
use super::part::Part;
use super::style::TextStyle;

/// Calls `visit` for each run, list marker and text of a margin box. A page number counts as the characters that it
/// may be written in.
pub fn each_text(part: &Part, visit: &mut impl FnMut(&TextStyle, &str)) {
    blocks(&part.blocks, visit);
    let styles = &part.page_styles;
    for style in std::iter::once(&styles.default).chain(styles.named.iter().map(|(_, style)| style)) {
        for margin_box in style.all_boxes() {
            for content in &margin_box.content {
                let text = match content {
                    Content::Text(text) => text.as_str(),
                    Content::String(name) => {
                        part.strings.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
                    }
                    Content::Page(PageNumbering::Decimal)
                    | Content::Pages
                    | Content::SheetPage
                    | Content::SheetPages => "0",
                    Content::Page(PageNumbering::LowerRoman) => "ivxlcdm",
                    Content::Page(PageNumbering::UpperRoman) => "IVXLCDM",
                };
                visit(&margin_box.style.text, text);
            }
        }
    }
}

fn blocks(all: &[Block], visit: &mut impl FnMut(&TextStyle, &str)) {
    for block in all {
        match block {
            Block::Section(section) => blocks(&section.blocks, visit),
            Block::Paragraph(paragraph) => inlines(&paragraph.inlines, visit),
            Block::List(list) => {
                for item in &list.items {
                    visit(&list.style.marker, &item.marker);
                    blocks(&item.blocks, visit);
                }
            }
            Block::Table(table) => {
                if let Some(caption) = &table.caption {
                    inlines(&caption.inlines, visit);
                }
                table.rows().flat_map(|row| &row.cells).for_each(|cell| blocks(&cell.blocks, visit));
            }
            Block::Rule(_) => {}
        }
    }
}

fn inlines(all: &[Inline], visit: &mut impl FnMut(&TextStyle, &str)) {
    for inline in all {
        match inline {
            Inline::Text(run) | Inline::Leader(Leader { run }) => visit(&run.style, &run.text),
            // The number is not known yet, so it may need any of these characters.
            Inline::PageNumber(PageNumber { run, .. }) => visit(&run.style, "0123456789ivxlcdmIVXLCDM"),
            Inline::Break | Inline::Image(_) => {}
        }
    }
}

/// Calls `visit` for each paragraph, heading and caption, in document order.
pub fn each_paragraph<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Paragraph)) {
    for block in blocks {
        match block {
            Block::Section(section) => each_paragraph(&section.blocks, visit),
            Block::Paragraph(paragraph) => visit(paragraph),
            Block::List(list) => list.items.iter().for_each(|item| each_paragraph(&item.blocks, visit)),
            Block::Table(table) => {
                table.caption.iter().for_each(|caption| visit(caption));
                table.rows().flat_map(|row| &row.cells).for_each(|cell| each_paragraph(&cell.blocks, visit));
            }
            Block::Rule(_) => {}
        }
    }
}

/// Like [`each_paragraph`], with mutable paragraphs.
pub fn each_paragraph_mut(blocks: &mut [Block], visit: &mut impl FnMut(&mut Paragraph)) {
    for block in blocks {
        match block {
            Block::Section(section) => each_paragraph_mut(&mut section.blocks, visit),
            Block::Paragraph(paragraph) => visit(paragraph),
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| each_paragraph_mut(&mut item.blocks, visit));
            }
            Block::Table(table) => {
                table.caption.iter_mut().for_each(|caption| visit(caption));
                let rows = table.groups.iter_mut().flat_map(|group| &mut group.rows);
                let cells = rows.flat_map(|row| &mut row.cells);
                cells.for_each(|cell| each_paragraph_mut(&mut cell.blocks, visit));
            }
            Block::Rule(_) => {}
        }
    }
}
