//! Reads paragraphs and tables that follow one another.

use super::super::block::{Block, TextBlock};
use super::super::fault::Result;
use super::super::xml::{Namespace, StartTag};
use super::grid::{CellMerge, WrittenCell};
use super::paragraph::{Look, OpenParagraph};
use super::properties::{ParagraphProperties, SectionBreak, section};
use super::reader::{Control, FlowReader};

/// Blocks that follow one another, while they are read.
#[derive(Default)]
struct OpenFlow {
    blocks: Vec<Block>,
    /// A paragraph whose end is deleted: it goes on in the next.
    unended: Option<OpenParagraph>,
    /// Whether a page break stands before the next block.
    begins_page: bool,
    /// The first block of the section that is read, if another came before it.
    section: Option<usize>,
    /// The cell whose blocks they are, if they are those of one.
    cell: WrittenCell,
    /// Whether that cell is deleted; the rest of it is not read.
    is_deleted: bool,
}

impl FlowReader<'_, '_> {
    /// The blocks of the element whose start tag was read last.
    pub fn flow(&mut self) -> Result<Vec<Block>> {
        self.whole_flow().map(|flow| flow.blocks)
    }

    /// Reads `w:tc`, whose start tag was read; `None` if it is deleted.
    pub fn cell(&mut self) -> Result<Option<WrittenCell>> {
        let outer = self.is_covered;
        let OpenFlow { blocks, cell, is_deleted, .. } = self.whole_flow()?;
        self.is_covered = outer;
        Ok((!is_deleted).then_some(WrittenCell { blocks, ..cell }))
    }

    fn whole_flow(&mut self) -> Result<OpenFlow> {
        let mut flow = OpenFlow::default();
        let outer = std::mem::take(&mut self.fields);
        self.blocks(&mut flow)?;
        self.fields = outer;
        self.end_paragraph(&mut flow)?;
        Ok(flow)
    }

    fn blocks(&mut self, flow: &mut OpenFlow) -> Result<()> {
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            if tag.namespace != Namespace::Word {
                self.blocks(flow)?;
                continue;
            }
            match tag.name() {
                "tcPr" => {
                    flow.is_deleted |= !self.cell_properties(&mut flow.cell)?;
                    self.is_covered |=
                        flow.cell.down == CellMerge::Next || flow.cell.across == CellMerge::Next;
                }
                _ if flow.is_deleted => {}
                "p" => self.paragraph(flow)?,
                "tbl" => self.add_table(flow)?,
                "sectPr" => {
                    let section = section(&mut self.xml)?;
                    self.end_section(section, flow);
                }
                "sdt" => {
                    let outer = std::mem::take(&mut self.control);
                    self.blocks(flow)?;
                    self.control = outer;
                }
                "sdtPr" => self.control = self.content_control()?,
                "altChunk" => self.found.embedded += 1,
                "del" | "moveFrom" => self.found.revisions.add(&tag),
                "customXmlPr" | "sdtEndPr" => {}
                _ => self.blocks(flow)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, flow: &mut OpenFlow) -> Result<()> {
        // What was not ended takes the properties of the paragraph that it goes on in.
        let mut paragraph = flow.unended.take().unwrap_or_default();
        paragraph.properties = ParagraphProperties::default();
        let look = self.paragraph_look(&paragraph.properties);
        self.runs(&mut paragraph, look)?;
        self.fields.end_instructions();
        if paragraph.properties.is_mark_deleted {
            flow.unended = Some(paragraph);
            return Ok(());
        }
        self.close_paragraph(paragraph, flow)
    }

    fn close_paragraph(&mut self, mut paragraph: OpenParagraph, flow: &mut OpenFlow) -> Result<()> {
        self.found.budget.block()?;
        self.describe(&mut paragraph)?;
        paragraph.block.begins_page |= flow.begins_page;
        flow.begins_page = paragraph.ends_page;
        let section = paragraph.properties.section.take();
        let (block, behind) = paragraph.close();
        flow.blocks.push(Block::Paragraph(block));
        flow.blocks.extend(behind);
        if let Some(section) = section {
            self.end_section(section, flow);
        }
        Ok(())
    }

    /// Closes a paragraph whose end is deleted and that nothing follows.
    fn end_paragraph(&mut self, flow: &mut OpenFlow) -> Result<()> {
        match flow.unended.take().filter(|rest| !rest.is_blank()) {
            Some(rest) => self.close_paragraph(rest, flow),
            None => Ok(()),
        }
    }

    fn add_table(&mut self, flow: &mut OpenFlow) -> Result<()> {
        // A paragraph cannot go on in a table.
        self.end_paragraph(flow)?;
        let grid = self.table()?;
        if !grid.cells.is_empty() {
            let at = flow.blocks.len();
            flow.blocks.push(Block::Table(grid));
            if std::mem::take(&mut flow.begins_page) {
                begin_page(&mut flow.blocks[at]);
            }
        }
        Ok(())
    }

    /// Ends a section: whether it began a page is known only now.
    fn end_section(&mut self, section: SectionBreak, flow: &mut OpenFlow) {
        self.found.running.extend(section.running);
        if let Some(first) =
            flow.section.filter(|_| !section.is_continuous).and_then(|at| flow.blocks.get_mut(at))
        {
            begin_page(first);
        }
        flow.section = Some(flow.blocks.len());
    }

    /// Reads `w:sdtPr`, whose start tag was read.
    pub fn content_control(&mut self) -> Result<Control> {
        let mut control = Control::default();
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            match (tag.namespace, tag.name()) {
                (Namespace::Word, "showingPlcHdr") => control.is_prompt = tag.is_on(),
                (Namespace::Word2010, "checkbox") => control.check_box = Some(self.is_checked()?),
                _ => {}
            }
        }
        Ok(control)
    }

    /// Whether the check box whose start tag was read last is ticked.
    pub fn is_checked(&mut self) -> Result<bool> {
        let (mut is_checked, mut default) = (None, false);
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            match tag.name() {
                "checked" => is_checked = Some(tag.is_on()),
                "default" => default = tag.is_on(),
                _ => {}
            }
        }
        Ok(is_checked.unwrap_or(default))
    }

    /// Adds the text of a shape that is no paragraph, such as WordArt.
    pub fn shape_text(&mut self, tag: &StartTag, paragraph: &mut OpenParagraph) -> Result<()> {
        if let Some(text) = tag.attribute("string").filter(|text| !text.trim().is_empty()) {
            let mut shape = OpenParagraph::default();
            self.text(&mut shape, &text, Look::default())?;
            paragraph.behind.push(Block::Paragraph(shape.close().0));
        }
        Ok(())
    }
}

/// Says of the first paragraph of a block that a page begins with it.
fn begin_page(block: &mut Block) {
    match block {
        Block::Paragraph(TextBlock { begins_page, .. }) => *begins_page = true,
        Block::Table(grid) => {
            if let Some(first) = grid.cells.first_mut().and_then(|cell| cell.blocks.first_mut()) {
                begin_page(first);
            }
        }
    }
}
