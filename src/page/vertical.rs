//! Lays out cells whose text runs in vertical columns (`writing-mode: vertical-rl`).
//!
//! The columns of a cell all have the same height and stand side by side from right to left, centred in the cell.
//! `vertical-align` places them as one block, and `text-align` aligns the text within a column.

use std::sync::Arc;

use super::strip::{Strip, StripKind};
use crate::flow::{Keep, Kind, Piece};
use crate::text::Lines;
use crate::tree::Paragraph;
use crate::unit::Abs;

/// A paragraph of a vertical cell.
pub struct VerticalParagraph<'a> {
    pub paragraph: &'a Paragraph,
    /// Its own anchor, and those of the sections and lists that begin with it.
    anchors: Vec<&'a Arc<str>>,
}

/// The paragraphs of a cell; `None` if it holds anything but text.
pub fn paragraphs<'a>(pieces: &[Piece<'a>]) -> Option<Vec<VerticalParagraph<'a>>> {
    let mut found = Vec::new();
    let mut waiting = Vec::new();
    collect(pieces, &mut found, &mut waiting)?;
    if let Some(last) = found.last_mut() {
        last.anchors.append(&mut waiting);
    }
    Some(found)
}

/// `waiting` are the anchors of pieces that show nothing; the next paragraph takes them.
fn collect<'a>(
    pieces: &[Piece<'a>],
    found: &mut Vec<VerticalParagraph<'a>>,
    waiting: &mut Vec<&'a Arc<str>>,
) -> Option<()> {
    for piece in pieces {
        waiting.extend(&piece.anchors);
        match &piece.kind {
            Kind::Paragraph { paragraph, .. } if piece.markers.is_empty() && !paragraph.has_picture() => {
                found.push(VerticalParagraph { paragraph, anchors: std::mem::take(waiting) });
            }
            Kind::Box(own) if piece.markers.is_empty() => collect(&own.pieces, found, waiting)?,
            Kind::Blank { .. } => {}
            Kind::Paragraph { .. } | Kind::Table { .. } | Kind::Rule { .. } | Kind::Box(_) => return None,
        }
    }
    Some(())
}

/// The strips of vertical paragraphs: a negative space above puts each beside the one before it, not below.
pub fn strips<'a>(paragraphs: &[VerticalParagraph<'a>], set: &[Arc<Lines>]) -> Vec<Strip<'a>> {
    let strip = |(index, (own, lines)): (usize, (&VerticalParagraph<'a>, &Arc<Lines>))| {
        let height = lines.lines.first().map_or(Abs::ZERO, |line| line.height);
        Strip {
            before: if index == 0 { Abs::ZERO } else { -height },
            height,
            keep: Keep::when(index + 1 < paragraphs.len(), Keep::Bound),
            anchors: own.anchors.clone(),
            ..Strip::new(StripKind::Line { paragraph: own.paragraph.id, line: 0, pad_top: Abs::ZERO })
        }
    };
    paragraphs.iter().zip(set).enumerate().map(strip).collect()
}
