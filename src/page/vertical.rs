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

/// The paragraphs of a cell; `None` if it holds anything but text.
pub fn paragraphs<'a>(pieces: &[Piece<'a>]) -> Option<Vec<&'a Paragraph>> {
    let mut found = Vec::new();
    for piece in pieces {
        match &piece.kind {
            Kind::Paragraph { paragraph, .. } if piece.markers.is_empty() && !paragraph.has_picture() => {
                found.push(*paragraph);
            }
            Kind::Box(own) if piece.markers.is_empty() => found.extend(paragraphs(&own.pieces)?),
            Kind::Blank { .. } => {}
            Kind::Paragraph { .. } | Kind::Table { .. } | Kind::Rule { .. } | Kind::Box(_) => return None,
        }
    }
    Some(found)
}

/// The strips of vertical paragraphs: a negative space above puts each beside the one before it, not below.
pub fn strips<'a>(paragraphs: &[&'a Paragraph], set: &[Arc<Lines>]) -> Vec<Strip<'a>> {
    let strip = |(index, (paragraph, lines)): (usize, (&&'a Paragraph, &Arc<Lines>))| {
        let height = lines.lines.first().map_or(Abs::ZERO, |line| line.height);
        Strip {
            before: if index == 0 { Abs::ZERO } else { -height },
            height,
            keep: Keep::when(index + 1 < paragraphs.len(), Keep::Bound),
            anchors: paragraph.anchor.iter().collect(),
            ..Strip::new(StripKind::Line { paragraph: paragraph.id, line: 0, pad_top: Abs::ZERO })
        }
    };
    paragraphs.iter().zip(set).enumerate().map(strip).collect()
}
