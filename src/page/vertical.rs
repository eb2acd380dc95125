//! Lays out cells whose text runs in vertical columns (`writing-mode: vertical-rl`).
//!
//! All columns of a cell have one height, side by side from right to left, centred in the cell;
//! `vertical-align` places them as one block, `text-align` sets the text within a column.

use super::flow::{Flow, Keep, Piece, PieceKind, SetParagraph};
use crate::tree::{Block, Inline, Paragraph};
use crate::unit::Abs;

impl<'a> Flow<'a> {
    /// The pieces of a vertical cell of that inner width. A cell that holds more than text has
    /// none, and is set in horizontal lines.
    pub fn vertical_pieces(&mut self, blocks: &'a [Block], width: Abs, tag: usize) -> Option<Vec<Piece<'a>>> {
        let mut paragraphs = Vec::new();
        collect(blocks, &mut paragraphs)?;
        let set = self.typesetter.typeset_vertical(&paragraphs, width);
        let count = set.len();
        let mut pieces = Vec::with_capacity(count);
        for (index, (paragraph, lines)) in paragraphs.into_iter().zip(set).enumerate() {
            self.missing.extend(&lines.missing);
            let height = lines.lines.first().map_or(Abs::ZERO, |line| line.height);
            let (tag, heading) = self.paragraph_tag(paragraph, &lines, tag);
            let number = self.fit.tracking.len().checked_sub(1);
            let kind = PieceKind::Line { paragraph: self.paragraphs.len(), line: 0, pad_top: Abs::ZERO };
            pieces.push(Piece {
                // Beside the one before it, not below.
                before: if index == 0 { Abs::ZERO } else { -height },
                height,
                keep: Keep::when(index + 1 < count, Keep::Bound),
                anchors: paragraph.id.iter().collect(),
                ..Piece::new(kind)
            });
            self.paragraphs.push(SetParagraph { lines, style: None, width, tag, heading, number });
        }
        Some(pieces)
    }
}

/// The paragraphs of blocks that are nothing but text.
fn collect<'a>(blocks: &'a [Block], paragraphs: &mut Vec<&'a Paragraph>) -> Option<()> {
    for block in blocks {
        match block {
            Block::Section(section) => collect(&section.blocks, paragraphs)?,
            Block::Paragraph(paragraph) => {
                let has_image = paragraph.inlines.iter().any(|inline| matches!(inline, Inline::Image(_)));
                paragraphs.push((!has_image).then_some(paragraph)?);
            }
            Block::Table(_) | Block::List(_) | Block::Rule(_) => return None,
        }
    }
    Some(())
}
